package main

import (
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// An ourEngine is this project's own index.
type ourEngine struct{ index *search.Index }

func openOurs(lib *corpus.Library) (engine, error) { return ourEngine{search.New(lib)}, nil }

func (e ourEngine) search(query string) ([]corpus.Passage, error) {
	hits := e.index.Search(search.Query{Text: query, Limit: depth}).Hits
	passages := make([]corpus.Passage, len(hits))
	for i, h := range hits {
		passages[i] = h.Passage
	}
	return passages, nil
}
