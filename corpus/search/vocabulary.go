package search

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"slices"
	"sort"
)

// A termID is the position of a folded word in the sorted vocabulary.
type termID uint32

// noTerm is no word's ID.
const noTerm = ^termID(0)

// A vocabulary is the set of folded words of a library, sorted by bytes, so
// that words with a common beginning have neighbouring IDs.
type vocabulary struct {
	text  []byte   // all words end to end
	ends  []uint32 // where each ends in text
	slots []uint32 // hash table, linear probing: 1 + the word's ID
	seed  maphash.Seed
}

// newVocabulary makes a vocabulary of words, which are sorted and unlike.
func newVocabulary(words []string) *vocabulary {
	size := 0
	for _, w := range words {
		size += len(w)
	}
	v := &vocabulary{
		text:  make([]byte, 0, size),
		ends:  make([]uint32, len(words)),
		slots: make([]uint32, 1<<bits.Len(uint(len(words)*3/2))),
		seed:  maphash.MakeSeed(),
	}
	for i, w := range words {
		v.text = append(v.text, w...)
		v.ends[i] = uint32(len(v.text))
		slot := v.slot([]byte(w))
		v.slots[slot] = uint32(i) + 1
	}
	return v
}

// size returns the number of words.
func (v *vocabulary) size() int { return len(v.ends) }

// word returns the folded word, which the caller must not change.
func (v *vocabulary) word(t termID) []byte {
	if t == 0 {
		return v.text[:v.ends[0]]
	}
	return v.text[v.ends[t-1]:v.ends[t]]
}

// find returns the ID of word, noTerm if the library does not hold it.
func (v *vocabulary) find(word []byte) termID {
	return termID(v.slots[v.slot(word)]) - 1 // 0 wraps to noTerm
}

// slot returns the slot that holds word, or the empty one where it belongs.
func (v *vocabulary) slot(word []byte) int {
	mask := len(v.slots) - 1
	i := int(maphash.Bytes(v.seed, word)) & mask
	for v.slots[i] != 0 && !bytes.Equal(v.word(termID(v.slots[i]-1)), word) {
		i = (i + 1) & mask
	}
	return i
}

// prefixed returns the IDs [from, to) of the words that begin with prefix.
func (v *vocabulary) prefixed(prefix []byte) (from, to termID) {
	a := sort.Search(v.size(), func(i int) bool { return bytes.Compare(v.word(termID(i)), prefix) >= 0 })
	n := sort.Search(v.size()-a, func(i int) bool { return !bytes.HasPrefix(v.word(termID(a+i)), prefix) })
	return termID(a), termID(a + n)
}

// mergeVocabularies makes one vocabulary of several and returns, for each of
// them, the new ID of each of its words.
func mergeVocabularies(parts [][]string) (*vocabulary, [][]termID) {
	all := slices.Concat(parts...)
	slices.Sort(all)
	all = slices.Compact(all)
	v := newVocabulary(all)
	ids := make([][]termID, len(parts))
	for i, words := range parts {
		ids[i] = make([]termID, len(words))
		for j, w := range words {
			ids[i][j] = v.find([]byte(w))
		}
	}
	return v, ids
}
