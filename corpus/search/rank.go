package search

import (
	"cmp"
	"slices"

	"rapporteur/corpus"
)

// A turn is close if the share of the query's weight that it holds is at least
//
//	0.60 + 0.40 · log2(words in the library / 32) / bits matched
//
// Half of a line, or a line of four common words, stands in a large library by
// chance: the fewer bits were matched, the greater the share that it takes to
// call it the line. A turn is loose if it holds looseShare, or, where the query
// is longer than the turn, a run of the query's words that tells more than
// 1.5 · log2(words in the library) bits. TestLabels has how often corrupted
// lines, and lines that stand nowhere, are called what.
const (
	closeShare    = 60      // percent
	closeEvidence = 40      // percent
	closeBits     = 5 * 256 // of log2(32), in 1/256
	looseShare    = 40      // percent
	runEvidence   = 150     // percent
)

// What share of the best score, of 256, another turn must reach to be shown
// beside it.
const (
	besideAnswer   = 140
	besideProposal = 190
)

// A ranked turn is one of the best so far.
type ranked struct {
	doc docID
	alignment
}

// rank aligns the turns that gathering finds and leaves the best r.limit in
// s.top, best first, equal ones in the order of their IDs.
func (s *scratch) rank(x *Index, r request) {
	s.gather(x, r)
	s.top = s.top[:0]
	for _, c := range s.candidates {
		// The bounds of a bucket are not in order, so none of these ends the
		// search.
		if c.bound < r.wanted || len(s.top) == r.limit && compareRanked(ranked{c.doc, alignment{score: min(c.bound, r.total)}}, s.top[r.limit-1]) > 0 {
			continue
		}
		a := s.align(x, r, c.doc)
		if a.score < r.wanted {
			continue
		}
		s.keep(ranked{c.doc, a}, r.limit)
		r.wanted = max(r.wanted, s.top[0].score/256*r.beside)
		if len(s.top) == r.limit {
			r.wanted = max(r.wanted, s.top[r.limit-1].score)
		}
	}
}

// keep puts t where it belongs among the best.
func (s *scratch) keep(t ranked, limit int) {
	at, _ := slices.BinarySearchFunc(s.top, t, compareRanked)
	if at == limit {
		return
	}
	if len(s.top) == limit {
		s.top = s.top[:limit-1]
	}
	s.top = slices.Insert(s.top, at, t)
}

func compareRanked(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
}

// hits makes hits of the turns in s.top.
func (s *scratch) hits(x *Index, r request) []Hit {
	if len(s.top) == 0 {
		return nil
	}
	hits := make([]Hit, 0, len(s.top))
	spans := make([]corpus.Span, 0, len(s.top)*len(s.words))
	for _, t := range s.top {
		from := len(spans)
		spans = s.spans(x, r, t.doc, spans)
		h := Hit{
			Words: spans[from:len(spans):len(spans)],
			Match: x.label(t, r),
			Score: float64(t.score) / float64(r.total),
		}
		turn := x.turns[t.doc]
		if len(h.Words) > 0 {
			h.Passage = turn.Around(corpus.Span{Start: h.Words[0].Start, End: h.Words[len(h.Words)-1].End})
		}
		hits = append(hits, h)
	}
	return hits
}

// label says what a turn's score makes of it.
func (x *Index) label(t ranked, r request) Match {
	if t.exact {
		return Exact
	}
	score, total := int64(t.score), int64(r.total)
	switch {
	case score*score*100 >= total*(score*closeShare+int64(max(0, x.bits-closeBits))*closeEvidence):
		return Close
	case score*100 >= total*looseShare, t.run*100 >= x.bits*runEvidence:
		return Loose
	}
	return None
}

// spans appends where in the turn's text the words stand that answer the
// query.
func (s *scratch) spans(x *Index, r request, doc docID, spans []corpus.Span) []corpus.Span {
	s.align(x, r, doc)
	slices.SortFunc(s.chain, func(a, b int32) int { return cmp.Compare(s.links[a].pos, s.links[b].pos) })
	s.fold.reset(x.turns[doc].Text)
	pos := int32(-1)
	for _, c := range s.chain {
		l := &s.links[c]
		for range l.length {
			for pos < l.pos && s.fold.next() {
				pos++
			}
			spans = append(spans, corpus.Span{Start: s.fold.start, End: s.fold.end})
			l.pos++
		}
	}
	return spans
}

// nearest returns the line that comes nearest to a query that no turn answers.
func (s *scratch) nearest(x *Index, r request) Hit {
	r.wanted, r.limit = 1, 1
	s.rank(x, r)
	hits := s.hits(x, r)
	if len(hits) == 0 {
		return Hit{}
	}
	hits[0].Match = None
	return hits[0]
}
