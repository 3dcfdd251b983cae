package search

import (
	"context"
	"strings"
	"unicode/utf8"

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
	Speaker *corpus.Person // only turns of this person, who is of the index's library
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

const (
	defaultLimit     = 10
	defaultProposals = 25
)

// Search finds the passages that answer q. It returns at most one hit a turn.
// What it costs is bounded whatever q is: 128 words of 8 KiB of text are read.
// Its error is that of ctx, if ctx ends before; then there is no answer.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	text, quoted := unquote(q.Text)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.expand(x, text, false)
	defer s.release()
	r, ok := s.request(x, q)
	if !ok {
		return Result{}, ctx.Err()
	}
	if quoted {
		r.wanted = r.total // which only an exact match reaches
	}
	if err := s.rank(ctx, x, r); err != nil {
		return Result{}, err
	}
	hits := s.hits(x, r)
	if quoted {
		n := 0
		for n < len(hits) && hits[n].Match == Exact {
			n++
		}
		hits = hits[:n]
	}
	if len(hits) > 0 && hits[0].Match > None {
		n := len(hits)
		for hits[n-1].Match == None {
			n--
		}
		return Result{Match: hits[0].Match, Hits: hits[:n:n]}, nil
	}
	nearest, err := s.nearest(ctx, x, r)
	return Result{Nearest: nearest}, err
}

// Complete proposes passages for a query that is still being typed: its last
// word counts as the beginning of one. Limit 0 means 25. The cost and the error
// are as those of Search.
func (x *Index) Complete(ctx context.Context, q Query) ([]Hit, error) {
	text, _ := unquote(q.Text)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.expand(x, text, true)
	defer s.release()
	if q.Limit == 0 {
		q.Limit = defaultProposals
	}
	r, ok := s.request(x, q)
	if !ok {
		return nil, ctx.Err()
	}
	r.beside = besideProposal
	if err := s.rank(ctx, x, r); err != nil {
		return nil, err
	}
	return s.hits(x, r), nil
}

// unquote returns what stands in quotation marks, and whether anything does.
// An opening mark alone counts, since the closing one may not be typed yet.
func unquote(text string) (string, bool) {
	text = strings.TrimSpace(text)
	first, n := utf8.DecodeRuneInString(text)
	closing, ok := quotationMarks[first]
	if !ok {
		return text, false
	}
	return strings.TrimSuffix(text[n:], closing), true
}

var quotationMarks = map[rune]string{'"': `"`, '“': "”", '„': "“", '«': "»", '「': "」"}

// request makes a request of the query that s has expanded. It returns false
// if the query has no words or its filters exclude each other.
func (s *scratch) request(x *Index, q Query) (request, bool) {
	r := request{to: docID(len(x.turns)), person: -1, limit: q.Limit, beside: besideAnswer}
	if r.limit <= 0 {
		r.limit = defaultLimit
	}
	if q.Record != nil {
		first, ok := x.first[q.Record]
		if !ok {
			return r, false
		}
		r.from, r.to = first, first+docID(len(q.Record.Turns))
	}
	if q.Speaker != nil {
		if r.person = x.personIndex(q.Speaker); r.person < 0 {
			return r, false
		}
	}
	s.effort = effort
	for _, w := range s.words {
		r.total += w.weight
	}
	r.wanted = min(r.total*looseShare/100, x.bits*runEvidence/100)
	return r, len(s.words) > 0 && len(x.turns) > 0
}

// personIndex returns the index of p in the library's People, -1 if p is of
// another library.
func (x *Index) personIndex(p *corpus.Person) int32 {
	for i := range x.lib.People {
		if &x.lib.People[i] == p {
			return int32(i)
		}
	}
	return -1
}
