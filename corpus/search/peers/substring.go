package main

import (
	"strings"

	"rapporteur/corpus"
)

// A substringEngine looks for the query as it is in each turn, both in lower
// case and with single spaces, and finds them in the library's order.
type substringEngine struct {
	turns []*corpus.Turn
	texts []string
}

func openSubstring(lib *corpus.Library) (engine, error) {
	turns := turnsOf(lib)
	e := &substringEngine{turns, make([]string, len(turns))}
	for i, t := range turns {
		e.texts[i] = lower(t.Text)
	}
	return e, nil
}

func (e *substringEngine) search(query string) ([]corpus.Passage, error) {
	var passages []corpus.Passage
	query = lower(query)
	for i, text := range e.texts {
		if strings.Contains(text, query) {
			if passages = append(passages, e.turns[i].Whole()); len(passages) == depth {
				break
			}
		}
	}
	return passages, nil
}

func lower(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }
