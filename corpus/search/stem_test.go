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
