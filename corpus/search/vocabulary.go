package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
	"sync"
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

// A partWord is a word of a part.
type partWord struct {
	part uint32
	word uint16
}

// mergeVocabularies makes one vocabulary of those of the parts, and returns,
// for each part, the ID of each of its words.
func mergeVocabularies(parts []*part) (v *vocabulary, ids [][]termID) {
	all := 0
	for _, p := range parts {
		all += len(p.ends)
	}
	// Words are numbered as they come, and then in their order.
	ids = make([][]termID, len(parts))
	slots := make([]uint32, 1<<bits.Len(uint(all/2+64)))
	var hashes []uint32
	var first []partWord // one part that has the word
	for i, p := range parts {
		ids[i] = make([]termID, len(p.ends))
		for w := range p.ends {
			word := p.word(w)
			hash := hashWord(word)
			mask := uint32(len(slots) - 1)
			at := hash & mask
			for slots[at] != 0 {
				n := slots[at] - 1
				if hashes[n] == hash && bytes.Equal(parts[first[n].part].word(int(first[n].word)), word) {
					break
				}
				at = (at + 1) & mask
			}
			if slots[at] == 0 {
				first = append(first, partWord{uint32(i), uint16(w)})
				hashes = append(hashes, hash)
				slots[at] = uint32(len(first))
				if 2*len(first) > len(slots) {
					slots = hashTable(2*len(slots), hashes)
					at = 0
				}
				ids[i][w] = termID(len(first) - 1)
				continue
			}
			ids[i][w] = termID(slots[at] - 1)
		}
	}
	word := func(n uint32) []byte { return parts[first[n].part].word(int(first[n].word)) }
	order := make([]sortedWord, len(first))
	for i := range order {
		order[i] = sortedWord{beginningOf(word(uint32(i))), uint32(i)}
	}
	sortInParallel(order, func(a, b sortedWord) int {
		if a.beginning != b.beginning {
			return cmp.Compare(a.beginning, b.beginning)
		}
		return bytes.Compare(word(a.number), word(b.number))
	})
	v = &vocabulary{ends: make([]uint32, len(order))}
	rank := make([]termID, len(order))
	sorted := make([]uint32, len(order))
	size := 0
	for t, w := range order {
		n := w.number
		rank[n], sorted[t] = termID(t), hashes[n]
		size += len(word(n))
		v.ends[t] = uint32(size)
	}
	v.text = make([]byte, 0, size)
	for _, w := range order {
		v.text = append(v.text, word(w.number)...)
	}
	v.slots = hashTable(1<<bits.Len(uint(len(order)*3/2)), sorted)
	eachInParallel(len(ids), func(i int) {
		for w, n := range ids[i] {
			ids[i][w] = rank[n]
		}
	})
	return v, ids
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

// A sortedWord is a word to be sorted by its beginning, which most pairs of words
// differ in, and else as a whole.
type sortedWord struct {
	beginning uint64
	number    uint32
}

// beginningOf returns the first eight bytes of a word, so that they compare as
// the word does. No word has a zero byte.
func beginningOf(word []byte) uint64 {
	if len(word) >= 8 {
		return binary.BigEndian.Uint64(word)
	}
	n := uint64(0)
	for _, c := range word {
		n = n<<8 | uint64(c)
	}
	return n << (8 * (8 - len(word)))
}

// leastSorted is how many words are worth another core.
const leastSorted = 1 << 13

// sortInParallel sorts s, whose elements are unlike, on all cores.
func sortInParallel[T any](s []T, compare func(a, b T) int) {
	if len(s) < leastSorted || maxWorkers() == 1 {
		slices.SortFunc(s, compare)
		return
	}
	half := len(s) / 2
	a, b := slices.Clone(s[:half]), s[half:]
	var wg sync.WaitGroup
	wg.Go(func() { slices.SortFunc(a, compare) })
	slices.SortFunc(b, compare)
	wg.Wait()
	for i := range s {
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) < 0 {
			s[i], a = a[0], a[1:]
		} else {
			s[i], b = b[0], b[1:]
		}
	}
}
