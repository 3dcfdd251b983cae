package search

import (
	"math/bits"
	"unicode/utf8"
)

// Neighbours finds the words of a vocabulary at a small edit distance without
// reading the vocabulary: two words are near each other only if deleting a few
// letters from each leaves the same (W. Garbe's symmetric delete; T. Bocek et
// al., Fast Similarity Search in Large Dictionaries, 2007). Each word is
// listed under what deletions leave of its first letters; a look-up deletes
// likewise from the query word and compares what is listed there.
type neighbours struct {
	starts []uint32 // of each bucket in terms, and the end
	terms  []uint32 // a word's ID and above it, in the bits that no ID needs, bits of the hash
	shift  int      // of a hash, to get its bucket
	ids    uint32   // the bits that IDs need
	shapes []shape  // by termID
}

// A shape is what is compared of two words first: which letters they have, a
// bit each, and above these how many. Most words that are listed together are
// further apart by that alone, and need not be fetched.
type shape uint32

const (
	shapeLetters = 27
	longestShape = 1<<(32-shapeLetters) - 1
)

func shapeOf(word []rune) shape {
	s := shape(min(len(word), longestShape)) << shapeLetters
	for _, r := range word {
		s |= 1 << (r % shapeLetters)
	}
	return s
}

// mayBeNear reports whether words of these shapes may be at a distance of limit
// or less: an edit adds a letter, drops one, or does both.
func (s shape) mayBeNear(other shape, limit int) bool {
	const letters = 1<<shapeLetters - 1
	longer := int(s>>shapeLetters) - int(other>>shapeLetters)
	return -limit <= longer && longer <= limit &&
		bits.OnesCount32(uint32(s&^other&letters)) <= limit && bits.OnesCount32(uint32(other&^s&letters)) <= limit
}

// tagged returns t with bits of a hash that are not those of its bucket, so that
// a word that shares only the bucket need not be looked at.
func (n *neighbours) tagged(t termID, hash uint64) uint32 { return uint32(t) | uint32(hash)&^n.ids }

// prefixLen is how many runes deletions are made in. Listing whole words would
// take thrice the memory for few candidates less.
const prefixLen = 6

// tolerance returns the edit distance at which a word of n runes is looked
// for.
func tolerance(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// newNeighbours lists the words of v.
func newNeighbours(v *vocabulary) *neighbours {
	entries, shapes := 0, make([]shape, v.size())
	each := func(visit func(termID, uint64)) {
		var buf [maxWord]rune
		for t := range termID(v.size()) {
			if word, ok := editable(buf[:0], v.word(t)); ok {
				deletions(word, tolerance(len(word)), func(hash uint64) { visit(t, hash) })
			}
		}
	}
	var buf [maxWord]rune
	for t := range termID(v.size()) {
		if word, ok := editable(buf[:0], v.word(t)); ok {
			entries += numDeletions(len(word))
			shapes[t] = shapeOf(word)
		}
	}
	buckets := bits.Len(uint(entries / 4))
	n := &neighbours{
		starts: make([]uint32, 1<<buckets+1),
		terms:  make([]uint32, entries),
		shift:  64 - buckets,
		ids:    1<<bits.Len(uint(v.size())) - 1,
		shapes: shapes,
	}
	each(func(_ termID, hash uint64) { n.starts[hash>>n.shift+1]++ })
	for i := 1; i < len(n.starts); i++ {
		n.starts[i] += n.starts[i-1]
	}
	next := append([]uint32(nil), n.starts...)
	each(func(t termID, hash uint64) {
		bucket := hash >> n.shift
		n.terms[next[bucket]] = n.tagged(t, hash)
		next[bucket]++
	})
	return n
}

// visit calls found for every word of v that is at distance 1 to limit from
// word, of which limit is at most the tolerance; it may call it more than once
// for a word.
func (n *neighbours) visit(v *vocabulary, word []byte, limit int, found func(t termID, distance int)) {
	var buf [maxWord]rune
	var p pattern
	runes, ok := editable(buf[:0], word)
	if !ok || limit == 0 || !p.set(runes) {
		return
	}
	whole := shapeOf(runes)
	// Most words that are near are listed under many deletions. A word that
	// took another one's place here is compared again, which is no harm.
	var seen [256]termID
	deletions(runes, limit, func(hash uint64) {
		bucket := hash >> n.shift
		tag := n.tagged(0, hash)
		for _, entry := range n.terms[n.starts[bucket]:n.starts[bucket+1]] {
			if entry&^n.ids != tag {
				continue
			}
			t := termID(entry & n.ids)
			if seen[t%256] == t+1 {
				continue
			}
			seen[t%256] = t + 1
			if !whole.mayBeNear(n.shapes[t], limit) {
				continue
			}
			if d := p.distance(v.word(t), limit); d > 0 && d <= limit {
				found(t, d)
			}
		}
	})
}

// editable returns word as runes, and false if it is not one that typing
// errors are looked for in: too short, too long, or with a digit, since
// another number is another fact.
func editable(buf []rune, word []byte) ([]rune, bool) {
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		if '0' <= r && r <= '9' || len(buf) == maxWord {
			return nil, false
		}
		buf = append(buf, r)
		word = word[n:]
	}
	return buf, tolerance(len(buf)) > 0
}

// deletions calls visit with a hash of all that is left of the word's first
// letters when none up to limit (1 or 2) of them are deleted.
func deletions(word []rune, limit int, visit func(hash uint64)) {
	if len(word) > prefixLen {
		word = word[:prefixLen]
	}
	whole := hashBegin
	for i, r := range word {
		without := whole // the word so far, without i
		for j := i + 1; j < len(word); j++ {
			if limit > 1 {
				visit(hashRest(without, word[j+1:]))
			}
			without = hashRune(without, word[j])
		}
		visit(hashRest(without, nil))
		whole = hashRune(whole, r)
	}
	visit(hashRest(whole, nil))
}

// numDeletions returns how often deletions calls visit for a word of n runes up
// to their tolerance.
func numDeletions(n int) int {
	limit := tolerance(n)
	n = min(n, prefixLen)
	if limit > 1 {
		return 1 + n + n*(n-1)/2
	}
	return 1 + n
}

const hashBegin = uint64(0x9e3779b97f4a7c15)

func hashRune(h uint64, r rune) uint64 {
	h = (h ^ uint64(r)) * 0xff51afd7ed558ccd
	return h ^ h>>32
}

// hashRest ends the hash of a word with what is left of it. The high bits are
// well mixed.
func hashRest(h uint64, rest []rune) uint64 {
	for _, r := range rest {
		h = hashRune(h, r)
	}
	return h * 0xc4ceb9fe1a85ec53
}
