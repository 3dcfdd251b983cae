package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A query is a remembered line, and what tells the passage that is meant.
type query struct {
	text   string
	wanted wanted
}

type wanted func(corpus.Passage) bool

// kinds are the kinds of files of queries, by the columns that their first
// line names.
var kinds = map[string]func(lib *corpus.Library, fields []string) (wanted, error){
	"query\trecord\twant":  wantedWords,
	"query\trecord\tturns": wantedRecordTurns,
	"query\tturn":          wantedTurn,
	"query\tturns":         wantedTurns,
}

// readQueries reads a file of tab-separated lines, without quoting. The first
// line names the columns: either query, record and want (words that stand in
// the passage, or several alternatives parted by |, compared as they are folded
// for matching), or query, record and turns, or query and turn
// (its number in the library's only record, "31" or "n2"), or query and turns
// (any of which will do). If the library is one of several, queries for a record
// that it lacks are left out.
func readQueries(path string, lib *corpus.Library, several bool) ([]query, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read queries: %w", err)
	}
	name := filepath.Base(path)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")
	kind, columns := kinds[lines[0]], strings.Count(lines[0], "\t")
	if kind == nil {
		return nil, fmt.Errorf("read queries: %s:1: the columns %q are none of query, record, want; query, turn; query, turns", name, lines[0])
	}
	var queries []query
	for i, line := range lines[1:] {
		if n := strings.Count(line, "\t"); n != columns {
			return nil, fmt.Errorf("read queries: %s:%d: there are %d columns, not %d, in %q", name, i+2, n+1, columns+1, line)
		}
		fields := strings.Split(line, "\t")
		if several && columns > 1 && lib.Record(fields[1]) == nil {
			continue
		}
		wanted, err := kind(lib, fields)
		if err != nil {
			return nil, fmt.Errorf("read queries: %s:%d: %w", name, i+2, err)
		}
		queries = append(queries, query{fields[0], wanted})
	}
	if len(queries) == 0 {
		return nil, fmt.Errorf("read queries: %s: there are none after the first line", name)
	}
	return queries, nil
}

func wantedWords(lib *corpus.Library, fields []string) (wanted, error) {
	record := lib.Record(fields[1])
	if record == nil {
		return nil, fmt.Errorf("record %q: %w", fields[1], corpus.ErrNotHere)
	}
	var any []string
	for words := range strings.SplitSeq(fields[2], "|") {
		if words = search.Fold(words); words == "" {
			return nil, fmt.Errorf("there are no words in %q", fields[2])
		}
		any = append(any, words)
	}
	return func(p corpus.Passage) bool {
		shown := search.Fold(p.Text())
		return p.Turn.Record == record && slices.ContainsFunc(any, func(words string) bool { return strings.Contains(shown, words) })
	}, nil
}

func wantedRecordTurns(lib *corpus.Library, fields []string) (wanted, error) {
	if lib.Record(fields[1]) == nil {
		return nil, fmt.Errorf("record %q: %w", fields[1], corpus.ErrNotHere)
	}
	return wantedTurns(lib, []string{fields[0], fields[2]})
}

func wantedTurn(lib *corpus.Library, fields []string) (wanted, error) {
	if n := len(lib.Records); n != 1 {
		return nil, fmt.Errorf("turn %q could be of any of %d records; the columns query, record, want name one", fields[1], n)
	}
	ref, err := corpus.ParseReference(fields[1])
	if err != nil {
		return nil, err
	}
	ref.Record = lib.Records[0].ID
	if _, err := lib.Resolve(ref); err != nil {
		return nil, err
	}
	return func(p corpus.Passage) bool {
		n := int(p.Turn.Number)
		return p.Turn.Kind == ref.Kind && ref.First <= n && n <= ref.Last
	}, nil
}

func wantedTurns(lib *corpus.Library, fields []string) (wanted, error) {
	var any []wanted
	for _, turn := range strings.Fields(fields[1]) {
		w, err := wantedTurn(lib, []string{fields[0], turn})
		if err != nil {
			return nil, err
		}
		any = append(any, w)
	}
	return func(p corpus.Passage) bool {
		return slices.ContainsFunc(any, func(w wanted) bool { return w(p) })
	}, nil
}
