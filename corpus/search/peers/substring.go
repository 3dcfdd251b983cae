package main

import (
	"strings"

	"rapporteur/corpus"
)

// A substringEngine looks for the query as it stands, but for case and white
// space, and finds turns in the library's order.
type substringEngine struct {
	turns []*corpus.Turn
	texts []string // of turns, folded
}

func openSubstring(lib *corpus.Library) (engine, error) {
	e := &substringEngine{turns: turnsOf(lib)}
	for _, t := range e.turns {
		e.texts = append(e.texts, foldCase(t.Text))
	}
	return e, nil
}

func (e *substringEngine) search(query string) ([]corpus.Passage, error) {
	query = foldCase(query)
	if query == "" {
		return nil, nil
	}
	var passages []corpus.Passage
	for i, text := range e.texts {
		if strings.Contains(text, query) {
			passages = append(passages, e.turns[i].Whole())
		}
		if len(passages) == depth {
			break
		}
	}
	return passages, nil
}

// foldCase returns text in lower case, with single spaces.
func foldCase(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }
