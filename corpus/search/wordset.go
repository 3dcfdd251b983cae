package search

import (
	"bytes"
	"hash/maphash"
	"runtime"
)

// A wordSet numbers unlike words in the order in which they come.
type wordSet struct {
	text   []byte
	ends   []uint32
	hashes []uint32
	slots  []uint32 // hash table, linear probing: 1 + the word's number
}

// seed is the seed of all hashes of words, so that one of a segment serves the
// libraries that it is part of.
var seed = maphash.MakeSeed()

func hashWord(word []byte) uint32 { return uint32(maphash.Bytes(seed, word)) }

func newWordSet() *wordSet { return &wordSet{slots: make([]uint32, 1<<13)} }

func (s *wordSet) size() int { return len(s.ends) }

func (s *wordSet) word(i int) []byte {
	if i == 0 {
		return s.text[:s.ends[0]]
	}
	return s.text[s.ends[i-1]:s.ends[i]]
}

// add returns the number of word, overflow if there is none left for it.
func (s *wordSet) add(word []byte) int {
	hash := hashWord(word)
	mask := uint32(len(s.slots) - 1)
	i := hash & mask
	for ; s.slots[i] != 0; i = (i + 1) & mask {
		if n := s.slots[i] - 1; s.hashes[n] == hash && bytes.Equal(s.word(int(n)), word) {
			return int(n)
		}
	}
	if len(s.ends) == maxPartWords {
		return overflow
	}
	n := len(s.ends)
	s.text = append(s.text, word...)
	s.ends = append(s.ends, uint32(len(s.text)))
	s.hashes = append(s.hashes, hash)
	s.slots[i] = uint32(n) + 1
	if 2*len(s.ends) > len(s.slots) {
		s.rehash(2 * len(s.slots))
	}
	return n
}

// forget drops all words but the first n.
func (s *wordSet) forget(n int) {
	s.text = s.text[:0]
	if n > 0 {
		s.text = s.text[:s.ends[n-1]]
	}
	s.ends, s.hashes = s.ends[:n], s.hashes[:n]
	s.rehash(len(s.slots))
}

func (s *wordSet) rehash(size int) {
	s.slots = make([]uint32, size)
	mask := uint32(size - 1)
	for n, hash := range s.hashes {
		i := hash & mask
		for s.slots[i] != 0 {
			i = (i + 1) & mask
		}
		s.slots[i] = uint32(n) + 1
	}
}

func maxWorkers() int { return runtime.GOMAXPROCS(0) }
