// Package search finds the exact words of a half-remembered line.
package search

import (
	"rapporteur/corpus"
)

// A Match says how well a passage answers a query.
type Match uint8

const (
	None  Match = iota // the library does not hold it
	Loose              // related: some of the words stand there
	Close              // most of the words, by weight, stand there in about this order
	Exact              // all the words stand there side by side, in this order
)

// String returns "none", "loose", "close" or "exact".
func (m Match) String() string { return [...]string{"none", "loose", "close", "exact"}[m] }

// A Query is what to look for, and where. The zero value of a filter filters
// nothing.
type Query struct {
	// Text is the remembered line. In quotation marks ("…", “…”, «…») it asks
	// for exact matches only.
	Text    string
	Speaker *corpus.Person // only turns of this person
	Record  *corpus.Record // only turns and narrations of this record
	Limit   int            // most hits wanted; 0 means 10
}

// A Result is the answer to a query.
type Result struct {
	Match Match // the best hit's; None if there are no hits
	Hits  []Hit // best first; equal ones by the record's date, its ID, the turn
	// Nearest is, where there are no hits, the line that comes nearest,
	// offered as such and not as an answer. Its Turn is nil if there is none.
	Nearest Hit
}

// A Hit is a passage that answers a query.
type Hit struct {
	corpus.Passage               // whole sentences
	Match          Match         // how well it does
	Score          float64       // 0 to 1: the share of the query's weight that is found
	Words          []corpus.Span // the matched words, as offsets into the turn's text, in order
}

// An Index answers queries over one library. It is immutable and may be used
// from any number of goroutines.
type Index struct {
	lib *corpus.Library
}

// New indexes a library.
func New(lib *corpus.Library) *Index {
	return &Index{lib: lib}
}

// Library returns the library that is indexed.
func (x *Index) Library() *corpus.Library { return x.lib }

// Search finds the passages that answer q. It returns at most one hit a turn.
func (x *Index) Search(q Query) Result {
	return Result{}
}

// Complete proposes passages for a query that is still being typed: its last
// word counts as the beginning of one. Limit 0 means 25.
func (x *Index) Complete(q Query) []Hit {
	return nil
}

// Words returns the number of words of a turn.
func (x *Index) Words(t *corpus.Turn) int { return 0 }

// Distinctive returns up to n words that person says more often than the
// others do, the most telling first, as they stand in the record.
func (x *Index) Distinctive(person *corpus.Person, n int) []string { return nil }

// A NameMatch is a person that a typed name may mean.
type NameMatch struct {
	Person *corpus.Person
	Score  float64 // 0 to 1
}

// Speakers resolves a typed name ("guevra", "Cde. Mikoyan"): the people it
// may mean, best first. sure reports that the first one is meant: nobody else
// comes near. An empty name lists all people, those who speak most first.
func (x *Index) Speakers(name string, in *corpus.Record) (people []NameMatch, sure bool) {
	return nil, false
}
