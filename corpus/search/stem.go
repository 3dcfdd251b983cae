package search

import (
	"bytes"
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
		if endsPlainly(word) {
			return string(word)
		}
		if root, ok := bytes.CutSuffix(word, []byte("'d")); ok && len(root) >= shortestElided {
			return english.Stem(string(root)+"ed", true) // "drown'd"
		}
		return english.Stem(string(word), true)
	case unicode.Is(unicode.Cyrillic, r):
		return russian.Stem(string(word), true)
	}
	return string(word)
}

// shortestElided is how many bytes a verb has at least that "'d" ends as "ed" does:
// "he'd" and "they'd" are two words.
const shortestElided = 5

// endings are those of English numbers and tenses, the longest first.
var endings = []string{"'s", "ing", "ed", "es", "s", "d", "e"}

// uninflected returns a word without its ending, if it has one.
func uninflected(word []byte) []byte {
	for _, ending := range endings {
		if root, ok := bytes.CutSuffix(word, []byte(ending)); ok && len(root) > 2 {
			return root
		}
	}
	return word
}

// endsPlainly reports whether a word ends as none does that the English rules
// change: half of all words. TestEndsPlainly compares it with the rules.
func endsPlainly(word []byte) bool {
	n := len(word)
	if n < 3 {
		return false
	}
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	before, last := word[n-2], word[n-1]
	switch last {
	case 's', 'y', 'e', 'i':
		return false
	case 'd', 'r':
		return before != 'e' && before != 'o'
	case 'g', 't':
		return before != 'n'
	case 'n':
		return before != 'o'
	case 'm':
		return before != 's'
	case 'c':
		return before != 'i'
	case 'l':
		return before != 'a' && before != 'u' && before != 'l'
	}
	return true
}

// stems finds the words of a vocabulary with the same stem. A word and its
// stem begin alike, so the words to compare are neighbours in the vocabulary,
// and of each one's stem a hash and the length are kept. Two stems with the
// same beginning and hash would pass for one; at 2^-32 a pair that is no loss.
type stems struct {
	hashes  []uint32 // by termID
	lengths []uint8  // by termID, in bytes, 255 for more
}

// newStems finds the stems of the words of v, on all cores.
func newStems(v *vocabulary) stems {
	const run = 1 << 10
	s := stems{make([]uint32, v.size()), make([]uint8, v.size())}
	eachInParallel((v.size()+run-1)/run, func(i int) {
		for t := i * run; t < min((i+1)*run, v.size()); t++ {
			root := stem(v.word(termID(t)))
			s.hashes[t], s.lengths[t] = hashStem(root), uint8(min(len(root), 255))
		}
	})
	return s
}

func hashStem(stem string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(stem))
	return h.Sum32()
}

// visit calls found for every word of v with the stem of word, word itself
// included. Its ID is t, noTerm if v lacks it.
func (s *stems) visit(v *vocabulary, word []byte, t termID, found func(termID)) {
	var hash uint32
	var length int
	if t != noTerm {
		hash, length = s.hashes[t], int(s.lengths[t])
	} else {
		root := stem(word)
		hash, length = hashStem(root), len(root)
	}
	if length < 3 {
		return
	}
	// Suffix rules change the root's last letter at most ("happy", "happi").
	from, to := v.prefixedNear(word[:min(length, len(word))-1], t)
	for t := from; t < to; t++ {
		if s.hashes[t] == hash {
			found(t)
		}
	}
}
