package main

import "rapporteur/corpus"

// An engine answers queries over the library that it was opened with, for as
// long as the process lives.
type engine interface {
	// search returns at most depth passages, best first, each of another
	// turn. An engine that finds turns, and not where in them, shows them
	// whole.
	search(query string) ([]corpus.Passage, error)
}

// depth is how many answers of an engine are looked at.
const depth = 10

// engines are what is compared, in the order of the table. All get the same
// turns and narrations.
var engines = []struct {
	name string
	open func(*corpus.Library) (engine, error)
}{
	{"Rapporteur", openRapporteur},
	{"bleve", bleveSetup{fuzziness: 0}.open},
	{"bleve, fuzziness 1", bleveSetup{fuzziness: 1}.open},
	{"bleve, shingles", bleveSetup{shingles: true}.open},
	{"SQLite FTS5, porter", sqliteSetup{tokenizer: "porter", terms: words}.open},
	{"SQLite FTS5, trigram", sqliteSetup{tokenizer: "trigram", terms: trigrams}.open},
	{"PostgreSQL tsvector", fullText.open},
	{"PostgreSQL pg_trgm", trigram.open},
	{"MiniSearch", openMiniSearch},
	{"sahilm/fuzzy", openSahilm},
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
