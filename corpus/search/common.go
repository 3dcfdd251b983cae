package search

import "slices"

// commonTurns holds the turns of the commonest words as sets of bits, beside
// their postings: to look up whether a turn holds such a word costs a bit, where
// its postings would be read or searched.
type commonTurns struct {
	terms []termID   // rising
	turns [][]uint64 // by term: a bit a turn
}

// commonShare is the part of all turns, one of so many, that a common word is
// in. The bits of one take no more memory than its postings then.
const commonShare = 32

// newCommonTurns finds the common words of an index whose postings are listed.
func newCommonTurns(x *Index) commonTurns {
	var c commonTurns
	for t := range termID(x.vocabulary.size()) {
		if x.count(t)*commonShare < x.size() {
			continue
		}
		set := make([]uint64, x.size()/64+1)
		for _, d := range x.holding(t) {
			set[d/64] |= 1 << (d % 64)
		}
		c.terms, c.turns = append(c.terms, t), append(c.turns, set)
	}
	return c
}

// of returns the turns of a word, nil if it is not common.
func (c *commonTurns) of(t termID) []uint64 {
	if i, ok := slices.BinarySearch(c.terms, t); ok {
		return c.turns[i]
	}
	return nil
}
