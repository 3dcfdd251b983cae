package search

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
)

const (
	// blockTurns is how many turns are gathered at a time: so few that their
	// sums stay in the first cache.
	blockTurns = 1 << 12
	// probeRatio is how many postings are read rather than one turn looked up.
	probeRatio = 16
	// leadEffort bounds what is spent, as effort is, on alignments that raise
	// what is wanted while turns are gathered.
	leadEffort = 20_000
	// buckets is in how many steps candidates are ordered by their bound.
	buckets = 128
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
	most     int   // candidates that are looked at, at most
	beside   int32 // besideAnswer or besideProposal
}

// A reading is what is left to read of the turns that hold a variant.
type reading struct {
	turns  []docID
	common []uint64 // the same turns, a bit each, if there are many; see commonTurns
	gain   int32
}

// A group is the readings of one word, from from to to.
type group struct {
	from, to int
	stamp    uint8
	left     int32 // what this word and those after it are worth
	next     docID // no turn before it is left to read
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
	s.lead, s.leadEffort = 0, 0
	return s.gatherBlocks(ctx, x, r)
}

// gatherLed is gather for turns that are then aligned: the likeliest turn of a
// block is aligned at once, and what cannot stand beside it is left out. It would
// be passed over later, since turns are aligned from the highest bound down.
func (s *scratch) gatherLed(ctx context.Context, x *Index, r request) error {
	s.lead, s.leadEffort = 0, leadEffort/s.shares
	return s.gatherBlocks(ctx, x, r)
}

func (s *scratch) gatherBlocks(ctx context.Context, x *Index, r request) error {
	s.found, s.steps = s.found[:0], [buckets + 1]int{}
	s.open(x, r)
	for {
		open := s.stillOpen(r.wanted)
		first := s.nextTurn(open, r.to)
		if first == r.to {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		from := len(s.found)
		s.block(x, r, first-first%blockTurns, open)
		r.wanted = max(r.wanted, s.follow(x, r, s.found[from:]), s.enough(r, s.found[from:]))
	}
	s.bucket(r)
	return nil
}

// enough counts the turns found in a block, and returns what a turn must be worth
// to be looked at: less than that is no use once as many are worth more.
func (s *scratch) enough(r request, found []candidate) int32 {
	step := stepOf(r)
	for _, c := range found {
		s.steps[bucketOf(c.bound, step)+1]++
	}
	n := 0
	for b, count := range s.steps[1:] {
		if n += count; n >= r.most {
			return int32(buckets-1-b) * step
		}
	}
	return 0
}

// stillOpen returns how many groups, from the rarest word's on, may make a turn
// worth what is wanted.
func (s *scratch) stillOpen(wanted int32) int {
	open := 0
	for open < s.opened && s.groups[open].left >= wanted {
		open++
	}
	return open
}

// nextTurn returns the first turn that is left to read in the first groups, end
// if there is none.
func (s *scratch) nextTurn(open int, end docID) docID {
	for i := range s.groups[:open] {
		end = min(end, s.groups[i].next)
	}
	return end
}

// follow aligns the likeliest of the turns found in a block, and returns what
// others must be worth to stand beside the best of those that were aligned.
func (s *scratch) follow(x *Index, r request, found []candidate) int32 {
	if s.leadEffort <= 0 || len(found) == 0 {
		return 0
	}
	best := found[0]
	for _, c := range found[1:] {
		if c.bound > best.bound {
			best = c
		}
	}
	if best.bound <= s.lead {
		return 0
	}
	effort := s.effort
	a := s.align(x, r, best.doc)
	s.leadEffort -= effort - s.effort
	s.effort = effort // what is aligned is aligned again, in its turn
	if a.score < r.wanted {
		return 0
	}
	s.lead = max(s.lead, a.score)
	if r.limit == 1 {
		return s.lead
	}
	return s.lead / 256 * r.beside
}

// open lists the postings of the query's words, the rarest word's first. Turns
// are met through as many words as may be read, and at least one: a turn that
// holds all words is met in any case. The others are added to what was met, and
// of these the most common ones are not, if that would take too much: what they
// are worth is added to all bounds.
func (s *scratch) open(x *Index, r request) {
	left := s.byWeight()
	s.lists, s.groups, s.few, s.slack, s.opened = s.lists[:0], s.groups[:0], s.few[:0], 0, 0
	most := s.mostPostings(x)
	met, added, opening := 0, 0, true
	for _, i := range s.order {
		from, postings, next := len(s.lists), 0, lastTurn
		s.listWord(x, r, i)
		for _, l := range s.lists[from:] {
			postings += len(l.turns)
			next = min(next, firstOf(l.turns))
		}
		opening = opening && left >= r.wanted && met <= most && (s.shares == 1 || met+postings <= mostOfPart*most)
		if opening {
			met += postings
			s.opened++
		} else if added += min(postings, met); added > addedRatio*max(most-met, most/8) {
			s.slack = left
			s.lists = s.lists[:from]
			break
		}
		s.groups = append(s.groups, group{from: from, to: len(s.lists), stamp: uint8(i + 1), left: left, next: next})
		left -= s.words[i].weight
	}
	s.left -= met + added/addedRatio
}

// byWeight orders the query's words, the heaviest first, and returns what all
// are worth.
func (s *scratch) byWeight() int32 {
	s.order = s.order[:0]
	sum := int32(0)
	for i, w := range s.words {
		s.order = append(s.order, int32(i))
		sum += w.weight
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.words[b].weight, s.words[a].weight), cmp.Compare(a, b))
	})
	return sum
}

// listWord lists what answers word i of the query, from the greatest gain down.
func (s *scratch) listWord(x *Index, r request, i int32) {
	w, from := &s.words[i], len(s.lists)
	for _, v := range s.variants[w.from:w.to] {
		s.list(x, r, v)
	}
	own := len(s.lists)
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
	if len(s.lists) > own {
		slices.SortStableFunc(s.lists[from:], func(a, b reading) int { return cmp.Compare(b.gain, a.gain) })
	}
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
	common := x.commonTurns.of(rarest)
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
		turns, common = s.few[from:], nil
	}
	if len(turns) > 0 {
		s.lists = append(s.lists, reading{turns, common, v.gain})
	}
}

// countBefore returns how many of turns, which rise, are before d.
func countBefore(turns []docID, d docID) int {
	from, to := 0, len(turns)
	for from < to {
		if half := int(uint(from+to) >> 1); turns[half] < d {
			from = half + 1
		} else {
			to = half
		}
	}
	return from
}

// block finds the candidates among the turns from first on.
func (s *scratch) block(x *Index, r request, first docID, open int) {
	clear(s.sums[:])
	clear(s.stamps[:])
	clear(s.touched[:])
	for i := range s.groups[:open] {
		s.readGroup(&s.groups[i], first+blockTurns)
	}
	s.meet(x, r, first, max(1, r.wanted-s.leftAfter(open)-s.mostHint))
	for i := range s.groups[open:] {
		if len(s.met) == 0 {
			return
		}
		s.addGroup(&s.groups[open+i], first)
		s.keepMet(r.wanted - s.leftAfter(open+i+1) - s.mostHint)
	}
	for _, d := range s.met {
		bound := s.sums[d%blockTurns] + s.slack
		if s.mostHint > 0 {
			bound += s.hint(x.people[d])
		}
		if bound >= r.wanted {
			s.found = append(s.found, candidate{d, bound})
		}
	}
}

// readGroup reads the lists of a group up to a turn.
func (s *scratch) readGroup(g *group, end docID) {
	if g.next >= end {
		return
	}
	lists := s.lists[g.from:g.to]
	g.next = lastTurn
	for i := range lists {
		if l := &lists[i]; len(l.turns) > 0 {
			l.turns = s.readAll(*l, g.stamp, end)
			g.next = min(g.next, firstOf(l.turns))
		}
	}
}

// addGroup adds the lists of a group to the turns of a block that were met.
func (s *scratch) addGroup(g *group, first docID) {
	if g.next >= first+blockTurns {
		return
	}
	lists := s.lists[g.from:g.to]
	g.next = lastTurn
	for i := range lists {
		s.addTo(&lists[i], g.stamp, first)
		g.next = min(g.next, firstOf(lists[i].turns))
	}
}

// lastTurn comes after all turns.
const lastTurn = ^docID(0)

// firstOf returns the first of turns, lastTurn if there is none.
func firstOf(turns []docID) docID {
	if len(turns) == 0 {
		return lastTurn
	}
	return turns[0]
}

// readAll adds the gain of a list to all turns of a block that it has, touches
// them, and returns the turns from end on.
func (s *scratch) readAll(l reading, stamp uint8, end docID) []docID {
	for n, d := range l.turns {
		if d >= end {
			return l.turns[n:]
		}
		if at := d % blockTurns; s.stamps[at] != stamp {
			s.stamps[at] = stamp
			s.sums[at] += l.gain
			s.touched[at/64] |= 1 << (at % 64)
		}
	}
	return nil
}

// meet lists the turns of a block that were touched and hold enough.
func (s *scratch) meet(x *Index, r request, first docID, least int32) {
	met := slices.Grow(s.met[:0], blockTurns)[:blockTurns]
	n := 0
	for i, set := range s.touched {
		for ; set != 0; set &= set - 1 {
			at := docID(64*i + bits.TrailingZeros64(set))
			// Written in any case and kept if it holds enough, as in read.
			met[n%blockTurns] = first + at
			if s.sums[at%blockTurns] >= least {
				n++
			}
		}
	}
	s.met = met[:n]
	if r.person >= 0 {
		s.met = slices.DeleteFunc(s.met, func(d docID) bool { return x.people[d] != r.person })
	}
}

// keepMet drops the turns met that hold less than least.
func (s *scratch) keepMet(least int32) {
	n := 0
	for _, d := range s.met {
		s.met[n] = d
		if s.sums[d%blockTurns] >= least {
			n++
		}
	}
	s.met = s.met[:n]
}

// leftAfter returns what the words are worth that come after the first n groups.
func (s *scratch) leftAfter(n int) int32 {
	if n < len(s.groups) {
		return s.groups[n].left
	}
	return s.slack
}

// addTo adds the gain of a list to the turns of a block that were met: by
// looking at each one's bit, by looking these turns up, or by reading all
// postings.
func (s *scratch) addTo(l *reading, stamp uint8, first docID) {
	end := first + blockTurns
	if len(l.turns) == 0 || l.turns[0] >= end {
		return
	}
	if l.common != nil {
		s.addCommon(l, stamp, first)
		return
	}
	l.turns = l.turns[gallop(l.turns, first):]
	n := gallop(l.turns, end)
	turns := l.turns[:n]
	l.turns = l.turns[n:]
	if n > probeRatio*len(s.met) {
		s.addProbed(turns, l.gain, stamp)
		return
	}
	for _, d := range turns {
		if at := d % blockTurns; s.stamps[at] != stamp {
			s.stamps[at] = stamp
			s.sums[at] += l.gain
		}
	}
}

// addCommon is addTo for a list whose turns have a bit each.
func (s *scratch) addCommon(l *reading, stamp uint8, first docID) {
	set := l.common[first/64:]
	set = set[:min(len(set), blockTurns/64)]
	for _, d := range s.met {
		// Without a branch, as in read.
		at := d % blockTurns
		was, has := s.stamps[at], int32(set[at/64]>>(at%64)&1)
		if was == stamp {
			has = 0
		}
		if has != 0 {
			was = stamp
		}
		s.stamps[at] = was
		s.sums[at] += l.gain * has
	}
}

// addProbed is addTo for turns that are many more than were met.
func (s *scratch) addProbed(turns []docID, gain int32, stamp uint8) {
	for _, d := range s.met {
		turns = turns[gallop(turns, d):]
		if len(turns) == 0 {
			return
		}
		if at := d % blockTurns; turns[0] == d && s.stamps[at] != stamp {
			s.stamps[at] = stamp
			s.sums[at] += gain
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

// bucketOf returns the bucket of a bound, the first for the highest ones.
func bucketOf(bound, step int32) int { return buckets - 1 - int(min(bound/step, buckets-1)) }

func stepOf(r request) int32 { return max(1, r.total/buckets) }

// bucket writes what was found to s.candidates, those of a higher bound first,
// by steps of 1/buckets of the total, and of equal ones the first turns, until
// there are r.most.
func (s *scratch) bucket(r request) {
	starts := s.steps
	n, last := 0, 0
	for ; last < buckets && n < r.most; last++ {
		n += starts[last+1]
		starts[last+1] = n
	}
	s.candidates = slices.Grow(s.candidates[:0], n)[:n]
	step := stepOf(r)
	for _, c := range s.found {
		if b := bucketOf(c.bound, step); b < last {
			s.candidates[starts[b]] = c
			starts[b]++
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
