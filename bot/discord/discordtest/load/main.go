// Load drives the program as a busy Discord would, over the gateway and by HTTP,
// beside a bare bot of discordgo's that searches nothing, on the same fake
// Discord and in the same run. It prints how long answers took, what was lost,
// and how the program's memory grew.
//
//	go build ./cmd/rapporteur
//	go run ./bot/discord/discordtest/load --program ./rapporteur
//
// The generator and the fake take their share of the same processors.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	var o options
	bare := flag.String("bare", "", "be the bare bot, of the Discord at this URL")
	flag.StringVar(&o.program, "program", "", "the program, built")
	flag.StringVar(&o.records, "records", "", "transcripts to serve in place of the built-in record")
	flag.DurationVar(&o.length, "for", 20*time.Second, "how long each run lasts")
	flag.IntVar(&o.gateway, "gateway", 2000, "interactions a second over the gateway")
	flag.IntVar(&o.http, "http", 5000, "interactions a second by HTTP")
	flag.IntVar(&o.total, "total", 0, "interactions of one more run by HTTP, in which the memory is watched")
	flag.BoolVar(&o.hostile, "hostile", false, "one more run, in which one user asks 1,000 times a second")
	flag.StringVar(&o.status, "status", "off", "where the program shows its state and profiles")
	flag.Parse()
	err := error(nil)
	switch {
	case *bare != "":
		err = runBare(*bare, flag.Arg(0))
	case o.program == "":
		err = fmt.Errorf("--program names the program to load")
	default:
		err = o.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}
