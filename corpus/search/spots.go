package search

import "slices"

// A spot is a word of a turn that a variant of the query's words has.
type spot struct {
	pos  int32 // by the words of the turn
	term termID
}

// read notes the spots of a turn in s.spots, and returns how many words it has.
func (s *scratch) read(x *Index, d docID) int {
	words, ids := x.tokens(d)
	s.spots = slices.Grow(s.spots[:0], len(words)+1)
	spots := s.spots[:len(words)+1]
	marked := s.marked
	n := 0
	for pos, w := range words {
		if w == overflow {
			continue
		}
		// Written in any case and kept if it is one: whether it is cannot be
		// foreseen, and a wrong guess of the processor costs more.
		t := ids[w]
		spots[n] = spot{int32(pos), t}
		n += int(marked[t])
	}
	s.spots = spots[:n]
	return len(words)
}

// readWords is read for words that are not a turn's.
func (s *scratch) readWords(words []termID) {
	s.spots = s.spots[:0]
	for pos, t := range words {
		if t != noTerm && s.marked[t] != 0 {
			s.spots = append(s.spots, spot{int32(pos), t})
		}
	}
}

// stands reports whether the words of a sequence stand side by side from spot i
// on, whose word is the first of them.
func (s *scratch) stands(i int, q *sequence) bool {
	for n, t := range q {
		if t == noTerm {
			break
		}
		if i+n >= len(s.spots) || s.spots[i+n].term != t || s.spots[i+n].pos != s.spots[i].pos+int32(n) {
			return false
		}
	}
	return true
}
