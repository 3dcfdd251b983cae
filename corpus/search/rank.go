package search

import (
	"cmp"
	"context"
	"slices"

	"rapporteur/corpus"
)

// A turn is close if the share of the query's weight that it holds is at least
//
//	0.60 + 0.40 · log2(words in the library / 32) / bits matched
//
// Half of a line, or a line of four common words, stands in a large library by
// chance: the fewer bits were matched, the greater the share that it takes to
// call it the line. Words that differ in how they are written only ("cannot",
// "can't"), or that stand side by side in other forms, are the line, however
// few they are; and so are all words but one, in order and with few between
// them, if they tell slipEvidence of log2(words in the library). A turn is loose
// if it holds looseShare, or, where the query is longer than the turn, a run of the query's words that tells more than
// 1.5 · log2(words in the library) bits. TestLabels has how often corrupted
// lines, and lines that stand nowhere, are called what.
const (
	closeShare    = 60      // percent
	closeEvidence = 40      // percent
	closeBits     = 5 * 256 // of log2(32), in 1/256
	looseShare    = 40      // percent
	runEvidence   = 150     // percent
	slipEvidence  = 125     // percent
)

// What share of the best score, of 256, another turn must reach to be shown
// beside it.
const (
	besideAnswer   = 140
	besideProposal = 190
)

// A ranked turn is one of the best so far.
type ranked struct {
	doc   docID
	bound int32 // no alignment in the turn is worth more
	alignment
	places []place // where the words stand that answer the query, rising
}

// A place is a row of words of a turn.
type place struct{ pos, length int32 }

// rank aligns the turns that gathering finds and leaves the best r.limit in
// s.top, best first, equal ones in the order of their IDs.
func (s *scratch) rank(ctx context.Context, x *Index, r request) error {
	s.top = s.top[:0]
	if err := s.gatherLed(ctx, x, r); err != nil {
		return err
	}
	return s.rankCandidates(ctx, x, r)
}

// rankCandidates aligns what gathering has found.
func (s *scratch) rankCandidates(ctx context.Context, x *Index, r request) error {
	s.top, s.near.alignment = s.top[:0], alignment{}
	for i, c := range s.candidates {
		if s.effort <= 0 {
			break
		}
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		// The bounds of a bucket are not in order, so none of these ends the
		// search.
		if c.bound < r.wanted || len(s.top) == r.limit && !s.top[r.limit-1].after(min(c.bound, r.total), c.doc) {
			continue
		}
		least := r
		if len(s.top) == 0 && r.near > 0 {
			least.wanted = min(r.wanted, max(r.near, s.near.score))
		}
		a := s.align(x, least, c.doc)
		if a.score < least.wanted {
			continue
		}
		if a.score < r.wanted {
			s.keepNear(ranked{doc: c.doc, bound: c.bound, alignment: a})
			continue
		}
		s.keep(ranked{doc: c.doc, bound: c.bound, alignment: a}, r.limit)
		r.wanted = max(r.wanted, s.top[0].score/256*r.beside)
		if len(s.top) == r.limit {
			r.wanted = max(r.wanted, s.top[r.limit-1].score)
		}
	}
	// What was kept before a better one came need not be fit to stand beside it.
	for n := len(s.top); n > 0 && s.top[n-1].score < s.top[0].score/256*r.beside; n-- {
		s.top = s.top[:n-1]
	}
	return nil
}

// keep puts t where it belongs among the best.
func (s *scratch) keep(t ranked, limit int) {
	at, _ := slices.BinarySearchFunc(s.top, t, compareRanked)
	if at == limit {
		return
	}
	if len(s.top) == limit {
		t.places = s.top[limit-1].places // whose memory is free again
		s.top = s.top[:limit-1]
	}
	t.places = s.appendPlaces(t.places[:0])
	s.top = slices.Insert(s.top, at, t)
}

// keepNear keeps t if it is the best of those that are worth too little.
func (s *scratch) keepNear(t ranked) {
	if s.near.score == 0 || compareRanked(t, s.near) < 0 {
		t.places = s.appendPlaces(s.near.places[:0])
		s.near = t
	}
}

// appendPlaces appends where the chain stands.
func (s *scratch) appendPlaces(places []place) []place {
	for _, c := range s.chain {
		places = append(places, place{s.links[c].pos, s.links[c].length})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.pos, b.pos) })
	return places
}

// after reports whether t comes after a turn of the given score.
func (t *ranked) after(score int32, doc docID) bool {
	return t.score < score || t.score == score && t.doc >= doc
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
		spans = s.spans(x, t, spans)
		h := Hit{
			Words: spans[from:len(spans):len(spans)],
			Match: x.label(t, r),
			Score: float64(t.score) / float64(r.total),
		}
		turn := x.turn(t.doc)
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
	case t.spelt, t.forms, !t.other && x.isSlip(t), !t.other && score*score*100 >= total*(score*closeShare+int64(max(0, x.bits-closeBits))*closeEvidence):
		return Close
	case score*100 >= total*looseShare, t.run*100 >= x.bits*runEvidence:
		return Loose
	}
	return None
}

// isSlip reports whether a turn has the whole query but for one word, and so
// much of it that this is no chance.
func (x *Index) isSlip(t ranked) bool {
	return t.slip && int64(t.score)*100 >= int64(x.bits)*slipEvidence
}

// spans appends where in the turn's text the words stand that answer the
// query.
func (s *scratch) spans(x *Index, t ranked, spans []corpus.Span) []corpus.Span {
	s.fold.reset(x.turn(t.doc).Text)
	pos := int32(-1)
	for _, p := range t.places {
		for i := range p.length {
			for pos < p.pos+i && s.fold.next() {
				pos++
			}
			spans = append(spans, corpus.Span{Start: s.fold.start, End: s.fold.end})
		}
	}
	return spans
}

// nearest returns the line that comes nearest to a query that no turn answers:
// the best of the turns that could have answered it, if it holds enough, and
// else the best of all that could hold as much as that one does.
func (s *scratch) nearest(ctx context.Context, x *Index, r request) (Hit, error) {
	near := s.near
	if len(s.top) > 0 {
		near = s.top[0]
	}
	s.near = ranked{} // whose places are near's now
	enough := min(r.wanted, r.total/enoughShare)
	r.limit, r.near = 1, 0
	s.shares *= nearestEffort
	defer func() { s.shares /= nearestEffort }()
	s.allot(x)
	r.most = s.mostAligned()
	for _, share := range nearestShares {
		if near.score >= min(r.wanted, enough) && near.score > 0 {
			break
		}
		r.wanted = min(r.wanted, max(1, near.score, r.total/share))
		if err := s.rank(ctx, x, r); err != nil {
			return Hit{}, err
		}
		if len(s.top) > 0 {
			near = s.top[0]
		}
	}
	if near.score == 0 {
		return Hit{}, nil
	}
	s.top = append(s.top[:0], near)
	hit := s.hits(x, r)[0]
	hit.Match = None
	return hit, nil
}

const (
	// nearestEffort is the part of a query's effort, one of so many, that is
	// spent on the nearest line.
	nearestEffort = 2
	// enoughShare is the part of a query's weight, one of so many, that a line
	// must hold to be the nearest although another could hold more.
	enoughShare = 4
)

// nearestShares are the parts of a query's weight that a line must hold to be
// the nearest, one after the other.
var nearestShares = [...]int32{12, 64}
