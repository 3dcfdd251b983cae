// Command score says, for each document whose words are known, what became of
// every spoken word:
//
//	RAPPORTEUR_TESTDATA=… go run ./corpus/transcript/score
//
// Its columns are those of the table in testdata/documents.golden: words that
// somebody says; right, in a turn of their speaker; wrong, in another's; narr,
// taken for narration; lost, nowhere; foreign, in a speaker's mouth though
// nobody says them; refused; silent and flagged, those of the faults that no
// doubt covers and that one does; turns read of those there are, = if exact, ~ within 1 %.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/truth"
)

func main() {
	verbose := flag.Bool("v", false, "who is taken for whom")
	only := flag.String("only", "", "documents whose name holds this")
	flag.Parse()
	if err := run(filepath.Join(os.Getenv("RAPPORTEUR_TESTDATA"), "transcripts"), *only, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

func run(dir, only string, verbose bool) error {
	docs, err := truth.Documents(dir)
	if err != nil {
		return err
	}
	var results []truth.Result
	for _, d := range docs {
		if !strings.Contains(d.File, only) {
			continue
		}
		r, err := d.Read(dir)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	if err := truth.WriteTable(os.Stdout, results); err != nil {
		return err
	}
	if verbose {
		for _, r := range results {
			explain(r)
		}
	}
	return nil
}

// explain prints who is taken for whom, the most words first.
func explain(r truth.Result) {
	const most = 5
	type mix struct {
		names [2]string
		words int
	}
	var mixes []mix
	for names, n := range r.Taken {
		mixes = append(mixes, mix{names, n})
	}
	for name, n := range r.Mouths {
		mixes = append(mixes, mix{[2]string{"", name}, n})
	}
	slices.SortFunc(mixes, func(a, b mix) int {
		return cmp.Or(cmp.Compare(b.words, a.words), slices.Compare(a.names[:], b.names[:]))
	})
	fmt.Printf("%s: %s, %.0f %% sure\n", r.File, r.Layout, 100*r.Confidence)
	for _, m := range mixes[:min(most, len(mixes))] {
		fmt.Printf("      %d words of %q to %q\n", m.words, m.names[0], m.names[1])
	}
}
