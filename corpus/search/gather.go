package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
)

// postings is how many postings a query reads, and one more for each 16 turns
// of the library. What the words are worth that are not read any more, the most
// common ones, is added to all bounds.
const postings = 300_000

// buckets is in how many steps candidates are ordered by their bound.
const buckets = 128

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
	limit    int   // of hits
	beside   int32 // besideAnswer or besideProposal
}

// gather finds the turns that can be worth r.wanted, best first by what they
// are worth at most: the sum, over the query's words, of the best variant that
// the turn holds, wherever it stands.
//
// Words are read from rare to common. When those that are left are worth less
// than is wanted, a turn that holds none of the words read cannot become a
// candidate any more, so the long postings of common words only add to turns
// already met (MaxScore: H. Turtle and J. Flood, Query Evaluation: Strategies
// and Optimizations, 1995).
func (s *scratch) gather(ctx context.Context, x *Index, r request) error {
	s.nextEpoch()
	s.met, s.sorted = s.met[:0], false
	s.order = s.order[:0]
	for i := range s.words {
		s.order = append(s.order, int32(i))
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.words[b].weight, s.words[a].weight), cmp.Compare(a, b))
	})
	left := int32(0)
	for _, w := range s.words {
		left += w.weight
	}
	s.slack, s.postings = 0, (postings+x.size()/16)/s.shares
	for _, i := range s.order {
		w := &s.words[i]
		if s.postings <= 0 {
			s.slack = left
			break
		}
		open := left >= r.wanted
		left -= w.weight
		stamp := s.epoch<<8 | uint32(i+1)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, v := range s.variants[w.from:w.to] {
			s.add(x, r, v, stamp, open)
		}
		// What answers words before together with this one must be met when
		// the heaviest of them is read. It may be counted twice, which bounds
		// all the same.
		for back := int32(1); back < mostJoined && back <= i; back++ {
			for _, v := range s.variants[s.words[i-back].from:s.words[i-back].to] {
				if v.words > back {
					s.add(x, r, v, stamp, open)
				}
			}
		}
	}
	s.bucket(x, r)
	return nil
}

// add adds the gain of v to the turns that hold it, unless another variant of
// the same word has.
func (s *scratch) add(x *Index, r request, v variant, stamp uint32, open bool) {
	rarest := v.terms[0]
	for _, t := range v.terms[1:v.terms.length()] {
		if x.counts[t] < x.counts[rarest] {
			rarest = t
		}
	}
	epoch := stamp >> 8
	if !open && int(x.counts[rarest]) > probeRatio*len(s.met) {
		s.probe(x, v, rarest, stamp)
		return
	}
	// Where one word is all there is, turns that hold it as the same variant
	// are equal, and the first ones are shown.
	most := math.MaxInt
	if len(s.words) == 1 {
		most = len(s.met) + r.limit
	}
	for _, at := range x.where(rarest) {
		base := x.bases[at.part]
		if base >= r.to || x.bases[at.part+1] <= r.from {
			continue
		}
		turns := x.parts[at.part].holding(at.word)
		if base < r.from || x.bases[at.part+1] > r.to {
			turns = within(turns, base, r)
		}
		s.postings -= len(turns)
		for _, turn := range turns {
			d := base + docID(turn)
			sc := &s.scores[d]
			switch {
			case sc.stamp>>8 == epoch:
				if sc.stamp != stamp {
					sc.stamp = stamp
					sc.sum += v.gain
				}
			case open && (r.person < 0 || x.people[d] == r.person):
				sc.stamp = stamp
				sc.sum = v.gain
				if s.met = append(s.met, d); len(s.met) == most {
					return
				}
			}
		}
	}
}

// probeRatio is how many postings are read rather than one turn looked up.
const probeRatio = 16

// probe adds the gain of v to those of the turns met already that hold t. It
// does what reading the postings does, for words that many turns hold.
func (s *scratch) probe(x *Index, v variant, t termID, stamp uint32) {
	if !s.sorted {
		slices.Sort(s.met)
		s.sorted = true
	}
	s.postings -= probeRatio * len(s.met)
	where := x.where(t)
	met := s.met
	for len(met) > 0 && len(where) > 0 {
		part, _ := x.partOf(met[0])
		i, found := slices.BinarySearchFunc(where, uint32(part), func(at partWord, part uint32) int { return cmp.Compare(at.part, part) })
		where = where[i:]
		base, end := x.bases[part], x.bases[part+1]
		n := 0
		for n < len(met) && met[n] < end {
			n++
		}
		if found {
			turns := x.parts[part].holding(where[0].word)
			for _, d := range met[:n] {
				j, holds := slices.BinarySearch(turns, uint16(d-base))
				turns = turns[j:]
				if sc := &s.scores[d]; holds && sc.stamp != stamp {
					sc.stamp = stamp
					sc.sum += v.gain
				}
			}
		}
		met = met[n:]
	}
}

// within returns the part of turns, which rise and count from base, that are
// asked for.
func within(turns []uint16, base docID, r request) []uint16 {
	a := sort.Search(len(turns), func(i int) bool { return base+docID(turns[i]) >= r.from })
	b := a + sort.Search(len(turns)-a, func(i int) bool { return base+docID(turns[a+i]) >= r.to })
	return turns[a:b]
}

// bucket writes the turns that gathering met to s.candidates, those of a
// higher bound first, by steps of 1/buckets of the total.
func (s *scratch) bucket(x *Index, r request) {
	s.steps = [buckets + 1]uint32{}
	step := max(1, r.total/buckets)
	at := func(bound int32) int { return buckets - 1 - int(min(bound/step, buckets-1)) }
	n := 0
	for _, d := range s.met {
		if bound := s.bound(x, d); bound >= r.wanted {
			s.steps[at(bound)+1]++
			s.met[n] = d
			n++
		}
	}
	for i := range buckets {
		s.steps[i+1] += s.steps[i]
	}
	s.candidates = slices.Grow(s.candidates[:0], n)[:n]
	for _, d := range s.met[:n] {
		bound := s.bound(x, d)
		b := at(bound)
		s.candidates[s.steps[b]] = candidate{d, bound}
		s.steps[b]++
	}
}

// bound returns what an alignment in a turn that gathering met is worth at
// most.
func (s *scratch) bound(x *Index, d docID) int32 {
	return s.scores[d].sum + s.slack + s.hint(x.people[d])
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
	for _, i := range s.naming {
		for _, p := range s.words[i].speakers {
			s.hints[p] += s.words[i].weight * worthHint / 256
		}
	}
}

// nextEpoch makes all scores those of another query.
func (s *scratch) nextEpoch() {
	s.epoch++
	if s.epoch == 1<<24 {
		clear(s.scores)
		s.epoch = 1
	}
}
