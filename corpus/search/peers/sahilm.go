package main

import (
	"github.com/sahilm/fuzzy"

	"rapporteur/corpus"
)

// A sahilmEngine asks sahilm/fuzzy which turns have the query's letters in
// order. It needs no index: the turns are its source.
type sahilmEngine []*corpus.Turn

func openSahilm(lib *corpus.Library) (engine, error) { return sahilmEngine(turnsOf(lib)), nil }

// String and Len make a fuzzy.Source of the turns.
func (e sahilmEngine) String(i int) string { return e[i].Text }
func (e sahilmEngine) Len() int            { return len(e) }

func (e sahilmEngine) search(query string) ([]corpus.Passage, error) {
	matches := fuzzy.FindFrom(query, e)
	var passages []corpus.Passage
	for _, m := range matches[:min(depth, len(matches))] {
		passages = append(passages, e[m.Index].Whole())
	}
	return passages, nil
}
