package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/corpus"
)

const (
	harbour      = "testdata/harbour.txt"
	harbourLines = "testdata/harbour.tsv" // exact ones
)

// TestMain lets the test binary stand for the program where it runs itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-engine" {
		main()
		return
	}
	os.Exit(m.Run())
}

func library(t *testing.T) *corpus.Library {
	t.Helper()
	lib, err := load(harbour)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// TestEngines holds that every engine finds an exact line first, and takes any
// query for words.
func TestEngines(t *testing.T) {
	lib := library(t)
	lines, err := readQueries(harbourLines, lib, false)
	if err != nil {
		t.Fatal(err)
	}
	hostile := []string{"", " ", `"`, `""`, `lamp"`, "lamp OR", "NOT lamp", "text:lamp", "lamp*", "(", "-", "’", "a\x00b", "\xff", strings.Repeat("lamp rope ", 500)}
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			opened, err := e.open(lib)
			if errors.Is(err, errNotHere) {
				t.Skip(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range lines {
				found, err := opened.search(q.text)
				if err != nil || len(found) == 0 || !q.wanted(found[0]) {
					t.Errorf("%q: found %v, %v", q.text, found, err)
				}
			}
			for _, q := range hostile {
				if found, err := opened.search(q); err != nil || len(found) > depth {
					t.Errorf("%.20q: found %d, %v", q, len(found), err)
				}
			}
		})
	}
}

// TestTable holds that a row of every engine is printed, with what is true of
// exact lines on any machine.
func TestTable(t *testing.T) {
	var out, log bytes.Buffer
	args := []string{"-files", harbour, "-queries", harbourLines}
	if err := run(args, func(string) string { return "" }, &out, &log); err != nil {
		t.Fatal(err, log.String())
	}
	rows := regexp.MustCompile(`(?m)^\| (.{20}) \| +100 % \| +100 % \| 1\.00 \|( +[0-9.]+ ms \|){3} +([0-9.]+ MiB|unknown) \|$`)
	var got, want []string
	for _, row := range rows.FindAllStringSubmatch(out.String(), -1) {
		got = append(got, strings.TrimSpace(row[1]))
	}
	for _, e := range engines {
		if _, err := e.open(library(t)); !errors.Is(err, errNotHere) {
			want = append(want, e.name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows of %q, want %q, in\n%s", got, want, out.String())
	}
}

// known is an engine that finds all turns of a library, in its order.
type known []*corpus.Turn

func (k known) search(string) ([]corpus.Passage, error) {
	var passages []corpus.Passage
	for _, t := range k {
		passages = append(passages, t.Whole())
	}
	return passages, nil
}

func TestRank(t *testing.T) {
	var queries []query
	for _, word := range []string{"lamp", "ferry", "barrels", "submarine"} { // in turns 1, 3, 4 and nowhere
		queries = append(queries, query{word, func(p corpus.Passage) bool { return strings.Contains(p.Text(), word) }})
	}
	var r row
	if err := r.rank(known(turnsOf(library(t))), queries, 1/float64(len(queries))); err != nil {
		t.Fatal(err)
	}
	r.median, r.p99, r.index, r.memory = 149*time.Microsecond, 1720*time.Microsecond, 1005*time.Millisecond, 5<<19
	const want = "|     25 % |     50 % | 0.40 | 0.15 ms |  1.7 ms | 1005 ms |  2.5 MiB |"
	if got := r.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 200 {
		times = append(times, time.Duration(200-i))
	}
	if p50, p99 := percentile(times, 50), percentile(times, 99); p50 != 100 || p99 != 198 {
		t.Errorf("the median of 1 to 200 is %d, the 99th percentile %d", p50, p99)
	}
	if got := percentile([]time.Duration{7}, 99); got != 7 {
		t.Errorf("the 99th percentile of 7 is %d", got)
	}
}

func TestReadQueries(t *testing.T) {
	for _, test := range []struct{ file, want string }{
		{"query\trecord\twant\r\nlamps\tharbour\ta NEW “lamp”\r\n", ""},
		{"query\tturn\nlamps\t1-2\n", ""},
		{"", "columns"},
		{"query\n", "columns"},
		{"query\tturn\n", "none after the first line"},
		{"query\tturn\nlamps\n", "queries.tsv:2: there are 1 columns, not 2"},
		{"query\tturn\nlamps\t1\nrope\tlast\n", `queries.tsv:3: "last" is not a reference`},
		{"query\tturn\nlamps\t99\n", "turns 1 to 6"},
		{"query\trecord\twant\nlamps\tquay\tlamp\n", `record "quay": not in the library`},
		{"query\trecord\twant\nlamps\tharbour\t…\n", "there are no words"},
	} {
		path := filepath.Join(t.TempDir(), "queries.tsv")
		if err := os.WriteFile(path, []byte(test.file), 0o600); err != nil {
			t.Fatal(err)
		}
		lib := library(t)
		queries, err := readQueries(path, lib, false)
		switch {
		case test.want != "":
			if err == nil || !strings.Contains(err.Error(), test.want) || queries != nil {
				t.Errorf("%q: got %v, %v, want an error with %q", test.file, queries, err, test.want)
			}
		case err != nil || !queries[0].wanted(lib.Records[0].Turns[0].Whole()):
			t.Errorf("%q: %v, or the first turn is not wanted", test.file, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "RAPPORTEUR_TESTDATA is not set"},
		{[]string{"-files", harbour}, "RAPPORTEUR_TESTDATA is not set"},
		{[]string{"harbour"}, `"harbour" is no flag`},
		{[]string{"-speed"}, "-speed"},
		{[]string{"-files", harbourLines, "-queries", harbourLines}, "harbour.tsv"},
		{[]string{"-files", harbour, "-queries", "testdata/nowhere"}, "nowhere"},
		{[]string{"-files", harbour, "-queries", harbourLines, "-engine", "grep"}, `no engine "grep"`},
	} {
		var out bytes.Buffer
		err := run(test.args, func(string) string { return "" }, &out, &out)
		if err == nil || !strings.Contains(err.Error(), test.want) || out.Len() > 0 {
			t.Errorf("%q: got %v, want an error with %q; printed %q", test.args, err, test.want, &out)
		}
	}
}
