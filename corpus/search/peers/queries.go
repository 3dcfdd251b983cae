package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A query is a remembered line, and how to tell the passage that is meant.
type query struct {
	text   string
	wanted func(corpus.Passage) bool
}

// A column tells the wanted passage by the fields of a line.
var layouts = []struct {
	columns []string
	wanted  func(lib *corpus.Library, fields []string) (func(corpus.Passage) bool, error)
}{
	{[]string{"query", "record", "want"}, wantedWords},
	{[]string{"query", "turn"}, wantedTurn},
}

// readQueries reads a file of tab-separated lines, the first of which names
// the columns: query, record and want (words that stand in the passage, folded
// for matching), or query and turn (its number in the only record).
func readQueries(path string, lib *corpus.Library) ([]query, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read queries: %w", err)
	}
	name := filepath.Base(path)
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")), "\n")
	columns := strings.Split(lines[0], "\t")
	for _, l := range layouts {
		if !slices.Equal(l.columns, columns) {
			continue
		}
		var queries []query
		for i, line := range lines[1:] {
			fields := strings.Split(line, "\t")
			if len(fields) != len(columns) {
				return nil, fmt.Errorf("read queries: %s:%d: %d columns, not %d", name, i+2, len(fields), len(columns))
			}
			wanted, err := l.wanted(lib, fields)
			if err != nil {
				return nil, fmt.Errorf("read queries: %s:%d: %w", name, i+2, err)
			}
			queries = append(queries, query{fields[0], wanted})
		}
		if len(queries) == 0 {
			return nil, fmt.Errorf("read queries: %s: there are none in it", name)
		}
		return queries, nil
	}
	return nil, fmt.Errorf("read queries: %s:1: the columns %q are neither query, record, want nor query, turn", name, columns)
}

func wantedWords(lib *corpus.Library, fields []string) (func(corpus.Passage) bool, error) {
	record, words := lib.Record(fields[1]), search.Fold(fields[2])
	if record == nil {
		return nil, fmt.Errorf("record %q: %w", fields[1], corpus.ErrNotHere)
	}
	if words == "" {
		return nil, fmt.Errorf("there are no words in %q", fields[2])
	}
	return func(p corpus.Passage) bool {
		return p.Turn.Record == record && strings.Contains(search.Fold(p.Text()), words)
	}, nil
}

var errManyRecords = errors.New("the file must name a record, since there are several")

func wantedTurn(lib *corpus.Library, fields []string) (func(corpus.Passage) bool, error) {
	if len(lib.Records) != 1 {
		return nil, errManyRecords
	}
	ref, err := corpus.ParseReference(fields[1])
	if err != nil {
		return nil, err
	}
	ref.Record = lib.Records[0].ID
	turns, err := lib.Resolve(ref)
	if err != nil {
		return nil, err
	}
	return func(p corpus.Passage) bool { return p.Turn == &turns[0] }, nil
}
