// Command fit fits the weights by which labels and whole readings are judged to
// transcripts whose speakers are known, and says how well they do:
//
//	RAPPORTEUR_TESTDATA=… go run ./corpus/transcript/fit labels
//	RAPPORTEUR_TESTDATA=… go run ./corpus/transcript/fit trust
//
// The first prints the constants of texts/weights.go, the second those of
// trust/weights.go. The documents are those of RAPPORTEUR_TESTDATA, and for
// labels the samples of the repository, whose golden files name the speakers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	verbose := flag.Bool("v", false, "name what is judged wrongly")
	dump := flag.String("dump", "", "a folder for what is written anew and read wrongly")
	flag.Parse()
	if err := run(flag.Arg(0), os.Getenv("RAPPORTEUR_TESTDATA"), *dump, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(what, testdata, dump string, verbose bool) error {
	switch what {
	case "labels":
		return labels(testdata, verbose)
	case "trust":
		return readings(filepath.Join(testdata, "transcripts"), dump, verbose)
	}
	return errors.New("say what to fit: labels or trust")
}
