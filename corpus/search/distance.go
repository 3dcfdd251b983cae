package search

import "unicode/utf8"

// maxWord is the length of the longest word, in runes, that a pattern compares.
const maxWord = 40

// A pattern is a word that many others are compared with.
type pattern struct {
	size  int
	ascii [utf8.RuneSelf]uint64 // by letter: a bit for each place where the word has it
	other []letterBits          // likewise, of other scripts
}

type letterBits struct {
	letter rune
	bits   uint64
}

// set makes p compare others with word, and reports whether it can: the word is
// neither empty nor longer than maxWord.
func (p *pattern) set(word []rune) bool {
	if len(word) == 0 || len(word) > maxWord {
		return false
	}
	p.size, p.other = len(word), p.other[:0]
	clear(p.ascii[:])
	for i, r := range word {
		if r < utf8.RuneSelf {
			p.ascii[r] |= 1 << i
		} else {
			p.other = append(p.other, letterBits{r, p.bits(r) | 1<<i})
		}
	}
	return true
}

// bits returns the places where the word has a letter.
func (p *pattern) bits(r rune) uint64 {
	if r < utf8.RuneSelf {
		return p.ascii[r]
	}
	// What was added last has all places.
	for i := len(p.other) - 1; i >= 0; i-- {
		if p.other[i].letter == r {
			return p.other[i].bits
		}
	}
	return 0
}

// distance returns the optimal string alignment distance of the pattern and
// word (insert, delete, replace and swap of neighbours cost 1 each; no substring
// is edited twice), or limit+1 if it is greater than limit.
//
// R. A. Wagner and R. Lowrance, An Extension of the String-to-String
// Correction Problem, JACM 22(2), 1975, in its restricted form: a column of its
// matrix as the differences of neighbouring cells, a bit each (H. Hyyrö, A
// Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances,
// 2003).
func (p *pattern) distance(word []byte, limit int) int {
	more, less := ^uint64(0), uint64(0) // where a cell is one more, or less, than the one above
	var same, before, letter uint64
	last := uint64(1) << (p.size - 1)
	score := p.size
	for len(word) > 0 {
		r, n := rune(word[0]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(word)
		}
		word = word[n:]
		before, letter = letter, p.bits(r)
		swapped := (^same & letter) << 1 & before
		same = ((letter & more) + more ^ more) | letter | less | swapped
		right, left := less|^(same|more), same&more
		switch {
		case right&last != 0:
			score++
		case left&last != 0:
			score--
		}
		// Each byte that is left takes one from it at most.
		if score-len(word) > limit {
			return limit + 1
		}
		right = right<<1 | 1
		more, less = left<<1|^(same|right), right&same
	}
	return min(score, limit+1)
}
