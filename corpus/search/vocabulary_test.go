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
