package search

import (
	"bytes"
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
	mask := len(v.slots) - 1
	i := int(hashWord(word)) & mask
	for v.slots[i] != 0 && !bytes.Equal(v.word(termID(v.slots[i]-1)), word) {
		i = (i + 1) & mask
	}
	return termID(v.slots[i]) - 1 // 0 wraps to noTerm
}

// prefixed returns the IDs [from, to) of the words that begin with prefix.
func (v *vocabulary) prefixed(prefix []byte) (from, to termID) {
	a := sort.Search(v.size(), func(i int) bool { return bytes.Compare(v.word(termID(i)), prefix) >= 0 })
	n := sort.Search(v.size()-a, func(i int) bool { return !bytes.HasPrefix(v.word(termID(a+i)), prefix) })
	return termID(a), termID(a + n)
}

// prefixedNear is prefixed for the beginning of a word with a known ID, beside
// which the others stand. If it is noTerm, all words are searched.
func (v *vocabulary) prefixedNear(prefix []byte, t termID) (from, to termID) {
	if t == noTerm {
		return v.prefixed(prefix)
	}
	// The search doubles its step until it is past the words sought.
	step := termID(1)
	for step <= t && bytes.HasPrefix(v.word(t-step), prefix) {
		step *= 2
	}
	low := t - min(step, t)
	from = low + termID(sort.Search(int(t-low), func(i int) bool { return bytes.HasPrefix(v.word(low+termID(i)), prefix) }))
	step = 1
	for int(t+step) < v.size() && bytes.HasPrefix(v.word(t+step), prefix) {
		step *= 2
	}
	high := min(t+step, termID(v.size()))
	to = t + 1 + termID(sort.Search(int(high-t-1), func(i int) bool { return !bytes.HasPrefix(v.word(t+1+termID(i)), prefix) }))
	return from, to
}

// hashTable makes a table of a size that is a power of two, of numbers by
// their hashes.
func hashTable(size int, hashes []uint32) []uint32 {
	slots := make([]uint32, size)
	mask := uint32(size - 1)
	for n, hash := range hashes {
		i := hash & mask
		for slots[i] != 0 {
			i = (i + 1) & mask
		}
		slots[i] = uint32(n) + 1
	}
	return slots
}
