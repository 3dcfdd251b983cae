package search

import (
	"testing"

	"github.com/kljensen/snowball/english"
)

// FuzzEndsPlainly holds that a word that ends plainly is its own stem.
func FuzzEndsPlainly(f *testing.F) {
	for _, word := range []string{"hand", "king", "wish", "harlot", "bud", "goal", "ball", "yok", "youth", "beyond", "succeed", "ladder", "syrup"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, w := range foldAll(word) {
			if root := english.Stem(w, true); endsPlainly([]byte(w)) && root != w {
				t.Errorf("the stem of %q is %q", w, root)
			}
		}
	})
}

// TestElidedStem holds that a verb whose "-ed" is elided has the stem of the whole one,
// and that a pronoun and "would" are no such verb.
func TestElidedStem(t *testing.T) {
	for elided, whole := range map[string]string{"drown'd": "drowned", "stabb'd": "stabbed", "diseas'd": "diseased"} {
		if got, want := stem([]byte(elided)), stem([]byte(whole)); got != want {
			t.Errorf("the stem of %q is %q, want %q", elided, got, want)
		}
	}
	if got := stem([]byte("he'd")); got == stem([]byte("heed")) {
		t.Errorf("the stem of %q is %q", "he'd", got)
	}
}
