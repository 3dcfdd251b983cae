package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"
)

// mergeVocabularies makes one vocabulary of those of the parts, and returns,
// for each part, the ID of each of its words.
func mergeVocabularies(parts []*part) (v *vocabulary, ids [][]termID) {
	m := newMerger(parts)
	order := m.inOrder()
	v = &vocabulary{ends: make([]uint32, len(order))}
	rank := make([]termID, len(order))
	sorted := make([]uint32, len(order))
	size := 0
	for t, w := range order {
		rank[w.number], sorted[t] = termID(t), m.hashes[w.number]
		size += len(m.word(w.number))
		v.ends[t] = uint32(size)
	}
	v.text = make([]byte, 0, size)
	for _, w := range order {
		v.text = append(v.text, m.word(w.number)...)
	}
	v.slots = hashTable(1<<bits.Len(uint(len(order)*3/2)), sorted)
	eachInParallel(len(m.numbers), func(i int) {
		for w, n := range m.numbers[i] {
			m.numbers[i][w] = rank[n]
		}
	})
	return v, m.numbers
}

// A partWord is a word of a part.
type partWord struct {
	part uint32
	word uint16
}

// A merger numbers the unlike words of all parts, in any order. Each core has a
// share of the words, by their hashes.
type merger struct {
	parts   []*part
	numbers [][]termID // by part and word
	hashes  []uint32   // by number
	first   []partWord // by number: one part that has the word
}

func newMerger(parts []*part) *merger {
	m := &merger{parts: parts, numbers: make([][]termID, len(parts))}
	hashes := make([][]uint32, len(parts))
	eachInParallel(len(parts), func(i int) {
		p := parts[i]
		m.numbers[i] = make([]termID, len(p.ends))
		hashes[i] = make([]uint32, len(p.ends))
		for w := range p.ends {
			hashes[i][w] = hashWord(p.word(w))
		}
	})
	shares := make([]mergeShare, maxWorkers())
	eachInParallel(len(shares), func(n int) { shares[n].number(m, hashes, n, len(shares)) })
	before := make([]termID, len(shares))
	for n, s := range shares {
		before[n] = termID(len(m.first))
		m.hashes, m.first = append(m.hashes, s.hashes...), append(m.first, s.first...)
	}
	eachInParallel(len(parts), func(i int) {
		for w, hash := range hashes[i] {
			m.numbers[i][w] += before[shareOf(hash, len(shares))]
		}
	})
	return m
}

// shareOf returns which of n shares a word is in, by bits of its hash that
// the tables do not use.
func shareOf(hash uint32, n int) int { return int(uint64(hash) * uint64(n) >> 32) }

// word returns a word by its number.
func (m *merger) word(n uint32) []byte {
	w := m.first[n]
	return m.parts[w.part].word(int(w.word))
}

// A mergeShare is a hash table, with linear probing, of some of the words.
type mergeShare struct {
	slots  []uint32 // 1 + the number of a word
	hashes []uint32
	first  []partWord
}

// number numbers the words that are in the nth of so many shares.
func (s *mergeShare) number(m *merger, hashes [][]uint32, n, shares int) {
	s.slots = make([]uint32, 1<<12)
	for i, p := range m.parts {
		for w, hash := range hashes[i] {
			if shareOf(hash, shares) == n {
				m.numbers[i][w] = s.find(m, p.word(w), hash, partWord{uint32(i), uint16(w)})
			}
		}
	}
}

// find returns the number of a word, a new one if it had none.
func (s *mergeShare) find(m *merger, word []byte, hash uint32, at partWord) termID {
	mask := uint32(len(s.slots) - 1)
	i := hash & mask
	for ; s.slots[i] != 0; i = (i + 1) & mask {
		n := s.slots[i] - 1
		if w := s.first[n]; s.hashes[n] == hash && bytes.Equal(m.parts[w.part].word(int(w.word)), word) {
			return termID(n)
		}
	}
	s.first, s.hashes = append(s.first, at), append(s.hashes, hash)
	s.slots[i] = uint32(len(s.first))
	if 2*len(s.first) > len(s.slots) {
		s.slots = hashTable(2*len(s.slots), s.hashes)
	}
	return termID(len(s.first) - 1)
}

// inOrder returns the words in the order of their bytes.
func (m *merger) inOrder() []sortedWord {
	order := make([]sortedWord, len(m.first))
	for i := range order {
		order[i] = sortedWord{beginningOf(m.word(uint32(i))), uint32(i)}
	}
	sortInParallel(order, func(a, b sortedWord) int {
		if a.beginning != b.beginning {
			return cmp.Compare(a.beginning, b.beginning)
		}
		return bytes.Compare(m.word(a.number), m.word(b.number))
	})
	return order
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
