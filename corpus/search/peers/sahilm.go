package main

import (
	"github.com/sahilm/fuzzy"

	"rapporteur/corpus"
)

// A sahilmEngine asks sahilm/fuzzy which turns hold the query's letters in
// order. There is no index: the turns are its source.
type sahilmEngine []*corpus.Turn

func openSahilm(lib *corpus.Library) (engine, error) { return sahilmEngine(turnsOf(lib)), nil }

// String and Len make the turns a fuzzy.Source.
func (e sahilmEngine) String(i int) string { return e[i].Text }
func (e sahilmEngine) Len() int            { return len(e) }

func (e sahilmEngine) search(query string) ([]corpus.Passage, error) {
	var passages []corpus.Passage
	for _, m := range fuzzy.FindFrom(query, e) {
		if len(passages) == depth {
			break
		}
		passages = append(passages, e[m.Index].Whole())
	}
	return passages, nil
}
