package page

import (
	"strings"
	"unicode/utf8"
)

// A WordList is a set of words that is asked for most words of a text. Most of
// these are in none, which their first byte and their length mostly show.
type WordList struct {
	words   map[string]bool
	lengths [256]uint32 // by the first byte, a bit for each length there is
}

// NewWordList makes a set of the words of a list, which white space parts.
func NewWordList(words string) *WordList { return WordListOf(strings.Fields(words)...) }

// WordListOf makes a set of words, which may hold white space.
func WordListOf(words ...string) *WordList {
	s := &WordList{words: make(map[string]bool, len(words))}
	for _, w := range words {
		s.words[w] = true
		s.lengths[w[0]] |= lengthBit(w)
	}
	return s
}

// lengthBit returns the bit of a word's length: the last one is of all longer.
func lengthBit(word string) uint32 { return 1 << min(len(word), 31) }

// Has reports whether word is in the set as it is written.
func (s *WordList) Has(word string) bool {
	return word != "" && s.lengths[word[0]]&lengthBit(word) != 0 && s.words[word]
}

// Begins reports whether a word of a set in small letters can begin with a byte, in
// any case.
func (s *WordList) Begins(first byte) bool {
	return first >= utf8.RuneSelf || s.lengths[small[first]] != 0
}

// Holds reports whether a set of words in small letters has word in any case.
func (s *WordList) Holds(word string) bool {
	const longest = 24
	if word == "" || word[0] < utf8.RuneSelf && s.lengths[small[word[0]]] == 0 {
		return false
	}
	if len(word) > longest {
		return s.words[strings.ToLower(word)]
	}
	var folded [longest]byte
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return s.words[strings.ToLower(word)]
		}
		folded[i] = small[c]
	}
	return s.lengths[folded[0]]&lengthBit(word) != 0 && s.words[string(folded[:len(word)])]
}

// small are the characters of ASCII in small letters.
var small = func() (of [utf8.RuneSelf]byte) {
	for c := range of {
		if of[c] = byte(c); c >= 'A' && c <= 'Z' {
			of[c] += 'a' - 'A'
		}
	}
	return of
}()
