package search

import (
	"fmt"
	"strings"
	"testing"
)

// TestPrefixedNear holds that searching beside a word finds what searching all
// words does.
func TestPrefixedNear(t *testing.T) {
	var words []string
	for i := range 3000 {
		words = append(words, fmt.Sprintf("%c%c%d", 'a'+i%3, 'a'+i*i%7, i*i%911))
	}
	v := indexOf(t, strings.Join(words, " ")).vocabulary
	for term := range termID(v.size()) {
		word := v.word(term)
		for n := range len(word) {
			from, to := v.prefixed(word[:n+1])
			if a, b := v.prefixedNear(word[:n+1], term); a != from || b != to {
				t.Fatalf("%q beside %q: got %d to %d, want %d to %d", word[:n+1], word, a, b, from, to)
			}
		}
	}
}

// TestNeighbours holds that words a letter or two off are found, and no others.
func TestNeighbours(t *testing.T) {
	lib, word := randomLibrary(t, testDice())
	x := New(lib)
	found := 0
	for range 300 {
		typed := []byte(word())
		typed[len(typed)/2] = 'q'
		runes := []rune(string(typed))
		limit := tolerance(len(runes))
		got := make(map[termID]int)
		x.neighbours.visit(x.vocabulary, typed, limit, func(t termID, distance int) { got[t] = distance })
		for term := range termID(x.vocabulary.size()) {
			other := []rune(string(x.vocabulary.word(term)))
			d := distance(runes, other, limit)
			if n, ok := got[term]; ok && n != d {
				t.Errorf("%s is %d off %s, got %d", string(other), d, typed, n)
			} else if !ok && d == 1 && tolerance(len(other)) > 0 {
				t.Errorf("%s, one off %s, is not found", string(other), typed)
			}
		}
		found += len(got)
	}
	if found == 0 {
		t.Error("nothing is found: this tests nothing")
	}
}
