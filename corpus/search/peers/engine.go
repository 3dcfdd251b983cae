package main

import "rapporteur/corpus"

// An engine finds turns of the library that it was opened with.
type engine interface {
	// search returns at most depth passages that answer the query, best
	// first, each of another turn. An engine that finds turns, and not where
	// in them, shows them whole.
	search(query string) ([]corpus.Passage, error)
}

// depth is how many answers of an engine are looked at.
const depth = 10

// engines are what is compared, in the order of the table.
var engines = []struct {
	name string
	open func(*corpus.Library) (engine, error)
}{
	{"Rapporteur", openOurs},
	{"bleve", openBleve(0)},
	{"bleve, fuzziness 1", openBleve(1)},
	{"SQLite FTS5, porter", openSQLite("porter", anyWord)},
	{"SQLite FTS5, trigram", openSQLite("trigram", anyWord)},
	{"trigrams", openSQLite("trigram", anyTrigram)},
	{"sahilm/fuzzy", openSahilm},
	{"wtrigrams", openSQLite("trigram", wordTrigrams)},
	{"nobm", openSQLite("unicode61", anyWord)},
	{"substring", openSubstring},
}

// turnsOf returns all turns and narrations of a library, in its order.
func turnsOf(lib *corpus.Library) []*corpus.Turn {
	var turns []*corpus.Turn
	for _, r := range lib.Records {
		for i := range r.Turns {
			turns = append(turns, &r.Turns[i])
		}
	}
	return turns
}
