package search

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"sort"
)

const (
	// mostPostings is how many postings a query reads, and one more for each
	// four turns of the library. What the words are worth that are not read any
	// more, the most common ones, is added to all bounds.
	mostPostings = 300_000
	// blockTurns is how many turns are gathered at a time: so few that their
	// sums stay in the first cache.
	blockTurns = 1 << 12
	// probeRatio is how many postings are read rather than one turn looked up.
	probeRatio = 16
	// buckets is in how many steps candidates are ordered by their bound.
	buckets = 128
	// mostCandidates is how many candidates are kept, and those of the same
	// step as the last one. No query aligns as many.
	mostCandidates = 1 << 14
)

// A candidate is a turn that may answer the query.
type candidate struct {
	doc   docID
	bound int32 // no alignment in the turn is worth more
}

// A request is a query as gathering and alignment see it.
type request struct {
	from, to docID // the turns that are asked for
	person   int32 // likewise; -1 for any
	total    int32 // what all words are worth together
	wanted   int32 // the least worth that is of use
	near     int32 // if nothing is worth that, the least that is near; 0 if nothing is
	limit    int   // of hits
	beside   int32 // besideAnswer or besideProposal
}

// A reading is what is left to read of the turns that hold a variant.
type reading struct {
	turns []docID
	gain  int32
}

// A group is the readings of one word, which end at to.
type group struct {
	to    int
	stamp uint8
	left  int32 // what this word and those after it are worth
}

// gather finds the turns that can be worth r.wanted, best first by what they
// are worth at most: the sum, over the query's words, of the best variant that
// the turn holds, wherever it stands.
//
// Turns are gathered in blocks, and in each the words are read from rare to
// common. When those that are left are worth less than is wanted, a turn that
// holds none of the words read cannot become a candidate any more, so the long
// postings of common words only add to turns already met (MaxScore: H. Turtle
// and J. Flood, Query Evaluation: Strategies and Optimizations, 1995).
func (s *scratch) gather(ctx context.Context, x *Index, r request) error {
	s.found = s.found[:0]
	open := s.open(x, r)
	for {
		first := r.to
		for i := range s.lists[:s.groupEnd(open)] {
			if l := &s.lists[i]; len(l.turns) > 0 {
				first = min(first, l.turns[0])
			}
		}
		if first == r.to {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.block(x, r, first-first%blockTurns, open)
	}
	s.bucket(r)
	return nil
}

// groupEnd returns where the lists of the first n groups end.
func (s *scratch) groupEnd(n int) int {
	if n == 0 {
		return 0
	}
	return s.groups[n-1].to
}

// open lists the postings of the query's words, and returns how many of these,
// from the rarest on, may make a turn a candidate.
func (s *scratch) open(x *Index, r request) int {
	s.order = s.order[:0]
	left := int32(0)
	for i, w := range s.words {
		s.order = append(s.order, int32(i))
		left += w.weight
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.words[b].weight, s.words[a].weight), cmp.Compare(a, b))
	})
	s.lists, s.groups, s.few, s.slack = s.lists[:0], s.groups[:0], s.few[:0], 0
	open, most := 0, mostPostings/s.shares+x.size()/4/s.shares
	for _, i := range s.order {
		if most <= 0 {
			s.slack = left
			break
		}
		if left >= r.wanted {
			open++
		}
		w := &s.words[i]
		from := len(s.lists)
		for _, v := range s.variants[w.from:w.to] {
			s.list(x, r, v)
		}
		// What answers words before together with this one must be met when
		// the heaviest of them is read. It may be counted twice, which bounds
		// all the same.
		for back := int32(1); back < mostJoined && back <= i; back++ {
			for _, v := range s.variants[s.words[i-back].from:s.words[i-back].to] {
				if v.words > back {
					s.list(x, r, v)
				}
			}
		}
		for _, l := range s.lists[from:] {
			most -= len(l.turns)
		}
		s.groups = append(s.groups, group{to: len(s.lists), stamp: uint8(i + 1), left: left})
		left -= w.weight
	}
	return open
}

// list lists the turns that may hold v, as far as they are asked for.
func (s *scratch) list(x *Index, r request, v variant) {
	rarest := v.terms[0]
	for _, t := range v.terms[1:v.terms.length()] {
		if x.count(t) < x.count(rarest) {
			rarest = t
		}
	}
	turns := x.holding(rarest)
	if r.from > 0 || int(r.to) < x.size() {
		turns = turns[countBefore(turns, r.from):]
		turns = turns[:countBefore(turns, r.to)]
	}
	// Where one word is all there is, turns that hold it as the same variant
	// are equal, and the first ones are shown.
	if len(s.words) == 1 && v.terms.length() == 1 {
		from := len(s.few)
		for _, d := range turns {
			if len(s.few) == from+r.limit {
				break
			}
			if r.person < 0 || x.people[d] == r.person {
				s.few = append(s.few, d)
			}
		}
		turns = s.few[from:]
	}
	if len(turns) > 0 {
		s.lists = append(s.lists, reading{turns, v.gain})
	}
}

// countBefore returns how many of turns, which rise, are before d.
func countBefore(turns []docID, d docID) int {
	return sort.Search(len(turns), func(i int) bool { return turns[i] >= d })
}

// block finds the candidates among the turns from first on.
func (s *scratch) block(x *Index, r request, first docID, open int) {
	end := first + blockTurns
	clear(s.sums[:])
	clear(s.stamps[:])
	clear(s.touched[:])
	from := 0
	for _, g := range s.groups[:open] {
		for i := from; i < g.to; i++ {
			l := &s.lists[i]
			n := 0
			for n < len(l.turns) && l.turns[n] < end {
				at := l.turns[n] % blockTurns
				if s.stamps[at] != g.stamp {
					s.stamps[at] = g.stamp
					s.sums[at] += l.gain
					s.touched[at/64] |= 1 << (at % 64)
				}
				n++
			}
			l.turns = l.turns[n:]
		}
		from = g.to
	}
	left := s.leftAfter(open)
	least := max(1, r.wanted-left-s.mostHint)
	s.met = s.met[:0]
	for i, set := range s.touched {
		for ; set != 0; set &= set - 1 {
			at := docID(64*i + bits.TrailingZeros64(set))
			if s.sums[at] >= least && (r.person < 0 || x.people[first+at] == r.person) {
				s.met = append(s.met, first+at)
			}
		}
	}
	for i, g := range s.groups[open:] {
		if len(s.met) == 0 {
			return
		}
		for j := from; j < g.to; j++ {
			s.addTo(&s.lists[j], g.stamp, first, end)
		}
		from = g.to
		least := r.wanted - s.leftAfter(open+i+1) - s.mostHint
		n := 0
		for _, d := range s.met {
			if s.sums[d%blockTurns] >= least {
				s.met[n] = d
				n++
			}
		}
		s.met = s.met[:n]
	}
	for _, d := range s.met {
		if bound := s.sums[d%blockTurns] + s.slack + s.hint(x.people[d]); bound >= r.wanted {
			s.found = append(s.found, candidate{d, bound})
		}
	}
}

// leftAfter returns what the words are worth that come after the first n groups.
func (s *scratch) leftAfter(n int) int32 {
	if n < len(s.groups) {
		return s.groups[n].left
	}
	return s.slack
}

// addTo adds the gain of a list to the turns of a block that were met, by
// reading its postings or by looking these turns up in them.
func (s *scratch) addTo(l *reading, stamp uint8, first, end docID) {
	if len(l.turns) == 0 || l.turns[0] >= end {
		return
	}
	l.turns = l.turns[gallop(l.turns, first):]
	n := gallop(l.turns, end)
	turns := l.turns[:n]
	l.turns = l.turns[n:]
	if n > probeRatio*len(s.met) {
		for _, d := range s.met {
			i := countBefore(turns, d)
			turns = turns[i:]
			if len(turns) == 0 {
				return
			}
			if at := d % blockTurns; turns[0] == d && s.stamps[at] != stamp {
				s.stamps[at] = stamp
				s.sums[at] += l.gain
			}
		}
		return
	}
	for _, d := range turns {
		if at := d % blockTurns; s.stamps[at] != stamp {
			s.stamps[at] = stamp
			s.sums[at] += l.gain
		}
	}
}

// gallop is countBefore for what is likely near the beginning.
func gallop(turns []docID, d docID) int {
	step := 1
	for step < len(turns) && turns[step] < d {
		step *= 2
	}
	from := step / 2
	to := min(step+1, len(turns))
	return from + countBefore(turns[from:to], d)
}

// bucket writes what was found to s.candidates, those of a higher bound first,
// by steps of 1/buckets of the total, and of equal ones the first turns.
func (s *scratch) bucket(r request) {
	var steps [buckets + 1]int
	step := max(1, r.total/buckets)
	at := func(bound int32) int { return buckets - 1 - int(min(bound/step, buckets-1)) }
	for _, c := range s.found {
		steps[at(c.bound)+1]++
	}
	n, last := 0, 0
	for ; last < buckets && n < mostCandidates; last++ {
		n += steps[last+1]
		steps[last+1] = n
	}
	s.candidates = slices.Grow(s.candidates[:0], n)[:n]
	for _, c := range s.found {
		if b := at(c.bound); b < last {
			s.candidates[steps[b]] = c
			steps[b]++
		}
	}
}

// worthHint is what a word is worth, of 256, that is not said but names the
// speaker.
const worthHint = 128

// hint returns what the words of the query are worth that name a person.
func (s *scratch) hint(person int32) int32 {
	if person < 0 || len(s.naming) == 0 {
		return 0
	}
	return s.hints[person]
}

// noteHints reckons the hints of all whom the query names.
func (s *scratch) noteHints() {
	s.mostHint = 0
	for _, i := range s.naming {
		for _, p := range s.words[i].speakers {
			s.hints[p] += s.words[i].weight * worthHint / 256
			s.mostHint = max(s.mostHint, s.hints[p])
		}
	}
}
