package main

import (
	"context"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A rapporteurEngine is this project's own index. It is the only engine here
// that shows a passage rather than a turn, so the wanted words must stand in
// what it cut out.
type rapporteurEngine struct{ index *search.Index }

func openRapporteur(lib *corpus.Library) (engine, error) {
	return rapporteurEngine{search.New(lib)}, nil
}

func (e rapporteurEngine) search(query string) ([]corpus.Passage, error) {
	result, err := e.index.Search(context.Background(), search.Query{Text: query, Limit: depth})
	if err != nil {
		return nil, err
	}
	hits := result.Hits
	passages := make([]corpus.Passage, len(hits))
	for i, h := range hits {
		passages[i] = h.Passage
	}
	return passages, nil
}
