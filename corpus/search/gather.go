package search

import (
	"cmp"
	"slices"
	"sort"
)

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
	hints    int32 // what words that name a speaker are worth together
	limit    int   // of hits
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
func (s *scratch) gather(x *Index, r request) {
	s.nextEpoch()
	s.order = s.order[:0]
	for i := range s.words {
		s.order = append(s.order, int32(i))
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.words[b].weight, s.words[a].weight), cmp.Compare(a, b))
	})
	left := r.hints
	for _, w := range s.words {
		left += w.weight
	}
	for _, i := range s.order {
		w := &s.words[i]
		open := left >= r.wanted
		left -= w.weight
		stamp := s.epoch<<8 | uint32(i+1)
		for _, v := range s.variants[w.from:w.to] {
			s.add(x, r, v, stamp, open)
		}
		// What answers the word before together with this one must be met
		// when the heavier of the two is read. It may be counted twice, which
		// bounds all the same.
		if i > 0 {
			for _, v := range s.variants[s.words[i-1].from:s.words[i-1].to] {
				if v.words == 2 {
					s.add(x, r, v, stamp, open)
				}
			}
		}
	}
	s.bucket(r)
}

// add adds the gain of v to the turns that hold it, unless another variant of
// the same word has.
func (s *scratch) add(x *Index, r request, v variant, stamp uint32, open bool) {
	docs := x.holding(v.term)
	if v.second != noTerm && len(x.holding(v.second)) < len(docs) {
		docs = x.holding(v.second)
	}
	docs = within(docs, r.from, r.to)
	epoch := stamp >> 8
	for _, d := range docs {
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
		}
	}
}

// within returns the part of docs, which rise, that lies in [from, to).
func within(docs []docID, from, to docID) []docID {
	a := sort.Search(len(docs), func(i int) bool { return docs[i] >= from })
	b := a + sort.Search(len(docs)-a, func(i int) bool { return docs[a+i] >= to })
	return docs[a:b]
}

// bucket writes the turns that gathering met to s.candidates: those of a
// higher bound first, by steps of 1/buckets of the total, and by docID within
// a step.
func (s *scratch) bucket(r request) {
	s.counts = [buckets + 1]uint32{}
	scores := s.scores[r.from:r.to]
	step := max(1, (r.total+r.hints)/buckets)
	at := func(sum int32) int { return buckets - 1 - int(min((sum+r.hints)/step, buckets-1)) }
	for i := range scores {
		if sc := &scores[i]; sc.stamp>>8 == s.epoch && sc.sum+r.hints >= r.wanted {
			s.counts[at(sc.sum)+1]++
		}
	}
	for i := range buckets {
		s.counts[i+1] += s.counts[i]
	}
	n := int(s.counts[buckets])
	s.candidates = slices.Grow(s.candidates[:0], n)[:n]
	for i := range scores {
		if sc := &scores[i]; sc.stamp>>8 == s.epoch && sc.sum+r.hints >= r.wanted {
			b := at(sc.sum)
			s.candidates[s.counts[b]] = candidate{r.from + docID(i), sc.sum + r.hints}
			s.counts[b]++
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
