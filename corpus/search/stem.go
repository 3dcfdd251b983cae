package search

import (
	"hash/fnv"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// stem returns the stem of a folded word by the rules for its script: Russian
// for Cyrillic, English for Latin; words of other scripts are their own stems.
func stem(word []byte) string {
	r, _ := utf8.DecodeRune(word)
	switch {
	case unicode.Is(unicode.Latin, r):
		return english.Stem(string(word), true)
	case unicode.Is(unicode.Cyrillic, r):
		return russian.Stem(string(word), true)
	}
	return string(word)
}

// stems finds the words of a vocabulary with the same stem. A word and its
// stem begin alike, so the words to compare are neighbours in the vocabulary
// and a 32-bit hash of each one's stem is all that is kept. Two stems with the
// same beginning and hash would pass for one; at 2^-32 a pair that is no loss.
type stems struct {
	hashes []uint32 // by termID
}

func hashStem(stem string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(stem))
	return h.Sum32()
}

// visit calls found for every word of v with the stem of word, word itself
// included.
func (s *stems) visit(v *vocabulary, word []byte, found func(termID)) {
	root := stem(word)
	if len(root) < 3 {
		return
	}
	hash := hashStem(root)
	// Suffix rules change the root's last letter at most ("happy", "happi").
	from, to := v.prefixed([]byte(root)[:len(root)-1])
	for t := from; t < to; t++ {
		if s.hashes[t] == hash {
			found(t)
		}
	}
}
