// Rapporteur quotes the record: on Discord, in a terminal and for scripts.
package main

import (
	"context"
	"os"
)

func main() {
	err := run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	if err != nil {
		complain(os.Stderr, err)
	}
	os.Exit(exitCode(err))
}
