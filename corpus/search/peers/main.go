// Peers compares this project's search with other engines: the same
// transcripts, the same remembered lines, one table.
//
//	RAPPORTEUR_TESTDATA=… go run . [-all] [-files PATH] [-queries FILE]
//
// Without flags it takes transcripts/shakespeare and queries/shakespeare.tsv
// of the folder of test data. With -all it makes a table for each of the sets:
// lines, misquotations and paraphrases of the plays, questions and topics on
// the record that ships and on a debate, and pastes from a scan. Engines that
// the machine lacks have no row: PostgreSQL is looked for where
// RAPPORTEUR_TEST_POSTGRES says, MiniSearch in the node_modules here. Each engine is measured in a process of its own,
// one after another, so that none bears another's memory or garbage; within it,
// one goroutine asks, and a query's answer is awaited before the next.
//
// Recall@k is the share of the queries whose wanted words an engine shows
// within its first k answers; engines that find whole turns show whole turns.
// MRR is the mean of one divided by the rank. Median and p99 are of the time
// that queries take after a first pass. Index is the time from a library in
// memory to an engine that answers. Memory is what the process has grown by in
// the system's eyes (RssAnon) after the first pass, beside the library.
//
// It is a module of its own so that the other engines are no dependencies of
// the project.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

func main() {
	if err := run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

var errNoTestData = errors.New("RAPPORTEUR_TESTDATA is not set; set it to the folder of test data, or name transcripts with -files and queries with -queries")

func run(args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its errors are returned, and printed once
	files := flags.String("files", "", "`path` of a transcript or a folder of them")
	lines := flags.String("queries", "", "`file` of remembered lines")
	all := flags.Bool("all", false, "make a table for each set of queries")
	only := flags.String("engine", "", "measure the engine of this `name` in this process, and print its row")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag; there are -files, -queries and -engine", flags.Arg(0))
	}
	data := getenv("RAPPORTEUR_TESTDATA")
	if data == "" && (*files == "" || *lines == "") {
		return errNoTestData
	}
	if *all {
		for _, s := range sets {
			fmt.Fprintf(stdout, "\n## %s\n\n", s.name)
			args := []string{"-files", s.files(data), "-queries", s.queries(data)}
			if err := run(args, getenv, stdout, stderr); err != nil {
				return err
			}
		}
		return nil
	}
	*files = cmp.Or(*files, filepath.Join(data, "transcripts", "shakespeare"))
	*lines = cmp.Or(*lines, filepath.Join(data, "queries", "shakespeare.tsv"))
	lib, err := load(*files)
	if err != nil {
		return err
	}
	queries, err := readQueries(*lines, lib)
	if err != nil {
		return err
	}
	if *only != "" {
		return printRow(stdout, *only, lib, queries)
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	fmt.Fprintf(stdout, "%s\n\n%s", circumstances(lib, queries), head)
	for _, e := range engines {
		row := exec.Command(program, "-engine", e.name, "-files", *files, "-queries", *lines)
		row.Stdout, row.Stderr = stdout, stderr
		if err := row.Run(); err != nil {
			return fmt.Errorf("measure %s: %w", e.name, err)
		}
	}
	return nil
}

// A set is what -all makes a table of. Paths begin in the folder of test data,
// or in the folder of the package that is measured.
type set struct {
	name             string
	transcripts, tsv string
}

var sets = []set{
	{"Remembered lines of the plays", "data:transcripts/shakespeare", "data:queries/shakespeare.tsv"},
	{"Famous misquotations of the plays", "data:transcripts/shakespeare", "../testdata/misquotations.tsv"},
	{"Paraphrases of the plays", "data:transcripts/shakespeare", "../testdata/paraphrases.tsv"},
	{"Remembered lines of the record", "../../records/mikoyan-1962-11-18.txt", "../testdata/record.tsv"},
	{"Questions and topics on the record", "../../records/mikoyan-1962-11-18.txt", "../testdata/questions-record.tsv"},
	{"Questions and topics on a debate", "data:transcripts/02_debates/us_debate_1960-09-26.said.txt", "../testdata/questions-debate.tsv"},
	{"Pastes from a scan of the record", "../../records/mikoyan-1962-11-18.txt", "../testdata/pastes-record.tsv"},
}

func (s set) files(data string) string   { return place(data, s.transcripts) }
func (s set) queries(data string) string { return place(data, s.tsv) }

func place(data, path string) string {
	if in, ok := strings.CutPrefix(path, "data:"); ok {
		return filepath.Join(data, in)
	}
	return path
}

// load makes a library of the transcripts at path, all of which must be
// readable: a comparison on fewer would be another one.
func load(path string) (*corpus.Library, error) {
	reports, err := transcript.ReadAll(path)
	if err != nil {
		return nil, err
	}
	var records []*corpus.Record
	for _, r := range reports {
		if r.Err != nil {
			return nil, r.Err
		}
		records = append(records, r.Records...)
	}
	return corpus.NewLibrary(records)
}

// printRow measures one engine and prints its row of the table.
func printRow(w io.Writer, name string, lib *corpus.Library, queries []query) error {
	for _, e := range engines {
		if e.name != name {
			continue
		}
		r, err := measure(e.open, lib, queries)
		if errors.Is(err, errNotHere) {
			return nil // no row
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "| %-20s %v\n", name, r)
		return err
	}
	return fmt.Errorf("there is no engine %q", name)
}

// circumstances says what the table is about.
func circumstances(lib *corpus.Library, queries []query) string {
	size := 0
	turns := turnsOf(lib)
	for _, t := range turns {
		size += len(t.Text)
	}
	return fmt.Sprintf("Records: %d; turns and narrations: %d, %s of text; queries: %d. Made with %s on %s/%s, %d CPUs.",
		len(lib.Records), len(turns), figure(float64(size)/1e6, "MB"), len(queries),
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}
