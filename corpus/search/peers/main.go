// Peers compares this project's search with other engines: the same
// transcripts, the same remembered lines, one table.
//
//	RAPPORTEUR_TESTDATA=… go run . [-all] [-files PATH] [-queries FILE]
//
// Without flags it takes transcripts/shakespeare and queries/shakespeare.tsv
// of the folder of test data. With -all it makes a table for each of the sets:
// lines, misquotations and paraphrases of the plays, words, questions, topics,
// spellings, ten languages and pastes on other records; and one of them all.
// With -sets it does so for some of them. Engines that
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
	files := flags.String("files", "", "`path` of a transcript or a folder of them; several, parted by commas, are searched one by one")
	lines := flags.String("queries", "", "`file` of remembered lines")
	all := flags.Bool("all", false, "make a table for each set of queries, and one of them all")
	of := flags.String("sets", "", "with -all, only the sets whose names have this `text`")
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
		return fmt.Errorf("%q is no flag; there are -files, -queries, -all, -sets and -engine", flags.Arg(0))
	}
	data := getenv("RAPPORTEUR_TESTDATA")
	if data == "" && (*files == "" || *lines == "") {
		return errNoTestData
	}
	if *all {
		return runAll(*of, data, getenv, stdout, stderr)
	}
	*files = cmp.Or(*files, filepath.Join(data, "transcripts", "shakespeare"))
	*lines = cmp.Or(*lines, filepath.Join(data, "queries", "shakespeare.tsv"))
	groups, err := loadGroups(strings.Split(*files, ","), *lines)
	if err != nil {
		return err
	}
	if *only != "" {
		return printRow(stdout, *only, groups)
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	fmt.Fprintf(stdout, "%s\n\n%s", circumstances(groups), head)
	for _, e := range engines {
		row := exec.Command(program, "-engine", e.name, "-files", *files, "-queries", *lines)
		row.Stdout, row.Stderr = stdout, stderr
		if err := row.Run(); err != nil {
			return fmt.Errorf("measure %s: %w", e.name, err)
		}
	}
	return nil
}

// runAll makes a table for each set whose name has a text, and then one of
// what each engine finds first in all of them.
func runAll(of, data string, getenv func(string) string, stdout, stderr io.Writer) error {
	sums, names := "| engine               |", make(map[string]string)
	rule := "|----------------------|"
	for _, s := range sets {
		if !strings.Contains(s.name, of) {
			continue
		}
		var table strings.Builder
		fmt.Fprintf(stdout, "\n## %s\n\n", s.name)
		args := []string{"-files", s.files(data), "-queries", s.queries(data)}
		if err := run(args, getenv, io.MultiWriter(stdout, &table), stderr); err != nil {
			return err
		}
		sums, rule = sums+" "+s.name+" |", rule+"------:|"
		for _, e := range engines {
			names[e.name] += firstOf(e.name, table.String())
		}
	}
	fmt.Fprintf(stdout, "\n## Found first\n\n%s\n%s\n", sums, rule)
	for _, e := range engines {
		fmt.Fprintf(stdout, "| %-20s |%s\n", e.name, names[e.name])
	}
	return nil
}

// firstOf returns the cell of a table that has what an engine finds first, "–"
// if it was not here.
func firstOf(engine, table string) string {
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) > 2 && strings.TrimSpace(cells[1]) == engine {
			return cells[2] + "|"
		}
	}
	return " – |"
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
	{"Typed: one word", shipped + " " + debate, "../testdata/asked/words-one.tsv"},
	{"Typed: two words", shipped + " " + debate, "../testdata/asked/words-two.tsv"},
	{"Typed: questions and topics on five records", shipped + " " + debate + " " + crito + " " + macbeth + " " + hamlet, "../testdata/asked/questions.tsv"},
	{"Typed: elisions and spellings", samples("french", "italian", "catalan", "irish", "spellings"), "../testdata/asked/spellings.tsv"},
	{"Typed: lines in ten languages", languages + " " + samples("greek", "arabic", "japanese", "polish"), "../testdata/asked/languages.tsv"},
	{"Typed: pastes from bad scans", shipped + " " + debate + " " + crito + " " + macbeth, "../testdata/asked/pastes.tsv"},
}

// Transcripts of the sets, parted by spaces: each is searched alone.
const (
	shipped   = "../../records/mikoyan-1962-11-18.txt"
	debate    = "data:transcripts/02_debates/us_debate_1960-09-26.said.txt"
	crito     = "data:transcripts/03_plays/plato_crito.txt"
	macbeth   = "data:transcripts/03_plays/okfn_macbeth_gut.txt"
	hamlet    = "data:transcripts/03_plays/hamlet_moby.txt"
	languages = "data:transcripts/07_hostile/chekhov-medved.ru.txt data:transcripts/07_hostile/knesset_finance_committee_2015-12-08.he.txt " +
		"data:transcripts/04_parliament/hk_legco_12-13-cm0221.zh.txt data:transcripts/04_parliament/parlamint_tr_2018-07-07.xml " +
		"data:transcripts/04_parliament/parlamint_sk_1996-07-04.xml data:transcripts/04_parliament/parlamint_at_2007-04-25.excerpt.xml"
)

// samples are texts that were written for the search's own sets.
func samples(names ...string) string {
	return "../testdata/asked/samples/" + strings.Join(names, ".txt ../testdata/asked/samples/") + ".txt"
}

// files returns the transcripts of a set, parted by commas.
func (s set) files(data string) string {
	var files []string
	for _, path := range strings.Fields(s.transcripts) {
		files = append(files, place(data, path))
	}
	return strings.Join(files, ",")
}

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

// A group is a library with the queries that are asked of it.
type group struct {
	lib     *corpus.Library
	queries []query
}

// loadGroups makes a library of each of the paths.
func loadGroups(paths []string, lines string) ([]group, error) {
	var groups []group
	for _, path := range paths {
		lib, err := load(path)
		if err != nil {
			return nil, err
		}
		queries, err := readQueries(lines, lib, len(paths) > 1)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		groups = append(groups, group{lib, queries})
	}
	return groups, nil
}

// printRow measures one engine and prints its row of the table.
func printRow(w io.Writer, name string, groups []group) error {
	for _, e := range engines {
		if e.name != name {
			continue
		}
		r, err := measure(e.open, groups)
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
func circumstances(groups []group) string {
	records, turns, size, queries := 0, 0, 0, 0
	for _, g := range groups {
		records, queries = records+len(g.lib.Records), queries+len(g.queries)
		for _, t := range turnsOf(g.lib) {
			turns, size = turns+1, size+len(t.Text)
		}
	}
	return fmt.Sprintf("Records: %d; turns and narrations: %d, %s of text; queries: %d. Made with %s on %s/%s, %d CPUs.",
		records, turns, figure(float64(size)/1e6, "MB"), queries,
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}
