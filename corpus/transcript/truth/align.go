package truth

import (
	"cmp"
	"slices"
)

// align returns for each word of a the index of the word of b that it is, or -1,
// in order: runs of words that are unique in both are anchors, and between them
// the longest runs in common are found.
func align(a, b []string) []int {
	ids := make(map[string]int32)
	x, y := numbered(a, ids), numbered(b, ids)
	m := make([]int, len(x))
	for i := range m {
		m[i] = -1
	}
	todo := []stretch{{0, len(x), 0, len(y), 0}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for s.a < s.aEnd && s.b < s.bEnd && x[s.a] == y[s.b] {
			m[s.a] = s.b
			s.a, s.b = s.a+1, s.b+1
		}
		for s.a < s.aEnd && s.b < s.bEnd && x[s.aEnd-1] == y[s.bEnd-1] {
			s.aEnd, s.bEnd = s.aEnd-1, s.bEnd-1
			m[s.aEnd] = s.bEnd
		}
		if s.a == s.aEnd || s.b == s.bEnd {
			continue
		}
		if size := (s.aEnd - s.a) * (s.bEnd - s.b); size > anchored {
			if parts := s.split(x, y, m); parts != nil {
				todo = append(todo, parts...)
				continue
			}
			if size > tooLong {
				continue
			}
		}
		newMatcher(x, y, s).match(m)
	}
	return m
}

// Sizes of a stretch in words of one times words of the other: from which
// anchors are looked for, and from which nothing is compared without them.
const (
	anchored = 20_000
	tooLong  = 4_000_000
)

func numbered(words []string, ids map[string]int32) []int32 {
	n := make([]int32, len(words))
	for i, w := range words {
		id, ok := ids[w]
		if !ok {
			id = int32(len(ids))
			ids[w] = id
		}
		n[i] = id
	}
	return n
}

// A stretch of both is still to be aligned; level is from which size on runs
// are tried as anchors.
type stretch struct{ a, aEnd, b, bEnd, level int }

// runs are the sizes of anchors in words, the surest first.
var runs = []int{10, 6, 4, 2, 1}

type pair struct{ a, b int }

// split aligns runs that are unique in both, and returns the stretches between
// them; nil if there are none.
func (s stretch) split(x, y []int32, m []int) []stretch {
	for ; s.level < len(runs); s.level++ {
		found := rising(s.anchors(x, y, runs[s.level]))
		if len(found) == 0 {
			continue
		}
		var parts []stretch
		a, b := s.a, s.b
		for _, p := range found {
			if p.a < a || p.b < b {
				continue
			}
			parts = append(parts, stretch{a, p.a, b, p.b, s.level})
			for p.a < s.aEnd && p.b < s.bEnd && x[p.a] == y[p.b] {
				m[p.a] = p.b
				p.a, p.b = p.a+1, p.b+1
			}
			a, b = p.a, p.b
		}
		return append(parts, stretch{a, s.aEnd, b, s.bEnd, s.level})
	}
	return nil
}

func (s stretch) anchors(x, y []int32, size int) []pair {
	type run [10]int32
	unique := func(words []int32, from, to int) map[run]int {
		at := make(map[run]int)
		for i := from; i <= to-size; i++ {
			var r run
			copy(r[:], words[i:i+size])
			if _, ok := at[r]; ok {
				at[r] = -1
			} else {
				at[r] = i
			}
		}
		return at
	}
	in := unique(y, s.b, s.bEnd)
	var pairs []pair
	for r, i := range unique(x, s.a, s.aEnd) {
		if j, ok := in[r]; ok && i >= 0 && j >= 0 {
			pairs = append(pairs, pair{i, j})
		}
	}
	slices.SortFunc(pairs, func(p, q pair) int { return cmp.Compare(p.a, q.a) })
	return pairs
}

// rising returns the longest run of pairs in whose order b rises, too.
func rising(pairs []pair) []pair {
	var tails, index []int
	before := make([]int, len(pairs))
	for n, p := range pairs {
		k, _ := slices.BinarySearch(tails, p.b)
		if k == len(tails) {
			tails, index = append(tails, p.b), append(index, n)
		} else {
			tails[k], index[k] = p.b, n
		}
		before[n] = -1
		if k > 0 {
			before[n] = index[k-1]
		}
	}
	if len(index) == 0 {
		return nil
	}
	var found []pair
	for n := index[len(index)-1]; n >= 0; n = before[n] {
		found = append(found, pairs[n])
	}
	slices.Reverse(found)
	return found
}

// A matcher finds the longest runs in common of a stretch, then those before
// and after each.
type matcher struct {
	stretch
	x []int32
	y []int32
	// at is where each word of b stands, but for those so frequent in a long
	// stretch that they tell nothing.
	at map[int32][]int
}

func newMatcher(x, y []int32, s stretch) *matcher {
	const (
		long  = 400_000 // words of one times words of the other
		least = 200     // words of b
	)
	m := &matcher{stretch: s, x: x, y: y, at: make(map[int32][]int)}
	for j := s.b; j < s.bEnd; j++ {
		m.at[y[j]] = append(m.at[y[j]], j)
	}
	if n := s.bEnd - s.b; (s.aEnd-s.a)*n > long && n >= least {
		for w, at := range m.at {
			if len(at) > n/100+1 {
				delete(m.at, w)
			}
		}
	}
	return m
}

func (m *matcher) match(into []int) {
	todo := []stretch{m.stretch}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		a, b, size := m.longest(s)
		if size == 0 {
			continue
		}
		for e := range size {
			into[a+e] = b + e
		}
		if s.a < a && s.b < b {
			todo = append(todo, stretch{a: s.a, aEnd: a, b: s.b, bEnd: b})
		}
		if a+size < s.aEnd && b+size < s.bEnd {
			todo = append(todo, stretch{a: a + size, aEnd: s.aEnd, b: b + size, bEnd: s.bEnd})
		}
	}
}

// longest returns the longest run that both have in common, of several the one
// that stands first in a, and then in b.
func (m *matcher) longest(s stretch) (a, b, size int) {
	a, b = s.a, s.b
	ends := make(map[int]int) // where a run ends in b -> its length
	for i := s.a; i < s.aEnd; i++ {
		now := make(map[int]int, len(ends))
		for _, j := range m.at[m.x[i]] {
			if j < s.b {
				continue
			}
			if j >= s.bEnd {
				break
			}
			k := ends[j-1] + 1
			now[j] = k
			if k > size {
				a, b, size = i-k+1, j-k+1, k
			}
		}
		ends = now
	}
	// Frequent words belong to the run that they stand beside.
	for a > s.a && b > s.b && m.x[a-1] == m.y[b-1] {
		a, b, size = a-1, b-1, size+1
	}
	for a+size < s.aEnd && b+size < s.bEnd && m.x[a+size] == m.y[b+size] {
		size++
	}
	return a, b, size
}
