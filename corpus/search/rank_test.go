package search_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// testdata returns a path below the folder of test data that is not in the
// repository, or skips the test.
func testdata(t testing.TB, path ...string) string {
	t.Helper()
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set: the plays and their queries are not in the repository")
	}
	return filepath.Join(append([]string{dir}, path...)...)
}

// read returns the library of the transcripts at path.
func read(t testing.TB, path string) *corpus.Library {
	t.Helper()
	reports, err := transcript.ReadAll(path)
	if err != nil {
		t.Fatal(err)
	}
	var records []*corpus.Record
	for _, r := range reports {
		if r.Err != nil {
			t.Fatal(r.File, r.Err)
		}
		records = append(records, r.Records...)
	}
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

var theRecord = sync.OnceValue(func() *search.Index {
	return search.New(read(panics{}, "../records/mikoyan-1962-11-18.txt"))
})

// thePlays are read once: with the race detector that takes seconds.
var thePlays = sync.OnceValue(func() *search.Index {
	return search.New(read(panics{}, filepath.Join(os.Getenv("RAPPORTEUR_TESTDATA"), "transcripts", "shakespeare")))
})

// plays returns the plays, or skips the test where they are not.
func plays(t testing.TB) *search.Index {
	t.Helper()
	testdata(t, "transcripts", "shakespeare")
	return thePlays()
}

// panics is a testing.TB for what is made once for all tests.
type panics struct{ testing.TB }

func (panics) Helper()           {}
func (panics) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// rows returns the lines of a tab-separated file without the first, which
// names the columns.
func rows(t testing.TB, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines[1:]
}

// TestRanks compares where the wanted turns stand among the hits with golden
// files, so that a change of ranking is a change that can be read.
func TestRanks(t *testing.T) {
	t.Run("record", func(t *testing.T) {
		golden(t, "testdata/record.ranks", ranks(theRecord(), rows(t, "testdata/record.tsv"), isTurn))
	})
	t.Run("absent", func(t *testing.T) {
		golden(t, "testdata/absent.ranks", ranks(theRecord(), rows(t, "testdata/absent.tsv"), nil))
	})
	t.Run("remembered", func(t *testing.T) {
		golden(t, "testdata/remembered.ranks", ranks(theRecord(), rows(t, testdata(t, "queries", "record.tsv")), isTurn))
	})
	t.Run("foreign", func(t *testing.T) {
		golden(t, "testdata/foreign.ranks", ranks(theRecord(), rows(t, testdata(t, "queries", "absent.tsv")), nil))
	})
	t.Run("shakespeare", func(t *testing.T) {
		x := plays(t)
		golden(t, "testdata/shakespeare.ranks", ranks(x, rows(t, testdata(t, "queries", "shakespeare.tsv")), holds))
		golden(t, "testdata/misquotations.ranks", ranks(x, rows(t, "testdata/misquotations.tsv"), holds))
		golden(t, "testdata/paraphrases.ranks", ranks(x, rows(t, "testdata/paraphrases.tsv"), holds))
		golden(t, "testdata/shakespeare-foreign.ranks", ranks(x, rows(t, testdata(t, "queries", "absent.tsv")), nil))
	})
}

// TestQuestions compares what questions and topics find with golden files.
func TestQuestions(t *testing.T) {
	t.Run("record", func(t *testing.T) {
		golden(t, "testdata/questions-record.ranks", ranks(theRecord(), rows(t, "testdata/questions-record.tsv"), isAmong))
	})
	t.Run("debate", func(t *testing.T) {
		x := search.New(read(t, testdata(t, "transcripts", "02_debates", "us_debate_1960-09-26.said.txt")))
		golden(t, "testdata/questions-debate.ranks", ranks(x, rows(t, "testdata/questions-debate.tsv"), isAmong))
	})
	// These were written before anything was found in these records, and the
	// tables of words were not filled for them.
	for name, file := range map[string]string{
		"tape": "01_diplomatic/nixon_bruce_tape.txt",
		"oral": "06_interviews/unix_oral_history_cherry.txt",
		"1976": "02_debates/us_debate_1976-09-23.said.txt",
	} {
		t.Run(name, func(t *testing.T) {
			x := search.New(read(t, testdata(t, "transcripts", file)))
			set := "testdata/questions-" + name
			golden(t, set+".ranks", ranks(x, rows(t, set+".tsv"), isAmong))
		})
	}
}

// isAmong reports whether a hit is in one of the turns that the row's second
// column numbers.
func isAmong(row []string, h search.Hit) bool {
	return slices.ContainsFunc(strings.Fields(row[1]), func(turn string) bool { return isTurn([]string{row[0], turn}, h) })
}

// isTurn reports whether a hit is in the turn that the row's second column
// numbers.
func isTurn(row []string, h search.Hit) bool {
	ref := h.Turn.Reference()
	ref.Record = ""
	return ref.String() == row[1]
}

// holds reports whether a hit is of the record in the row's second column and
// shows the words in its third.
func holds(row []string, h search.Hit) bool {
	return h.Turn.Record.ID == row[1] && strings.Contains(search.Fold(h.Text()), search.Fold(row[2]))
}

// ranks writes, for each query, the rank of the first hit that is wanted (0
// for none), the label and score of the first hit and where it is; then what
// share was found at rank 1 and up to 3, and the mean reciprocal rank. Where
// nothing is wanted it writes how often what was found is called what.
func ranks(x *search.Index, rows [][]string, wanted func([]string, search.Hit) bool) string {
	var b strings.Builder
	var first, third int
	var reciprocal float64
	labels := make(map[search.Match]int)
	for _, row := range rows {
		r := ask(x, search.Query{Text: row[0]})
		labels[r.Match]++
		best := r.Nearest
		if len(r.Hits) > 0 {
			best = r.Hits[0]
		}
		where := "-"
		if best.Turn != nil {
			where = best.Turn.Reference().String()
		}
		if wanted == nil {
			fmt.Fprintf(&b, "%v\t%.2f\t%s\t%s\n", r.Match, best.Score, row[0], where)
			continue
		}
		rank := 0
		for i, h := range r.Hits {
			if wanted(row, h) {
				rank = i + 1
				break
			}
		}
		switch {
		case rank == 1:
			first++
			fallthrough
		case rank > 1 && rank <= 3:
			third++
		}
		if rank > 0 {
			reciprocal += 1 / float64(rank)
		}
		fmt.Fprintf(&b, "%d\t%v\t%.2f\t%s\t%s\n", rank, r.Match, best.Score, row[0], where)
	}
	n := float64(max(1, len(rows)))
	if wanted == nil {
		fmt.Fprintf(&b, "# exact %d, close %d, loose %d, related %d, none %d of %d\n", labels[search.Exact],
			labels[search.Close], labels[search.Loose], labels[search.Related], labels[search.None], len(rows))
	} else {
		fmt.Fprintf(&b, "# recall@1 %.3f, recall@3 %.3f, MRR %.3f of %d\n",
			float64(first)/n, float64(third)/n, reciprocal/n, len(rows))
	}
	return b.String()
}

// golden compares got with a file, or with -update writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is not what it was; look at the change, then run with -update:\n%s", path, diff)
	}
}
