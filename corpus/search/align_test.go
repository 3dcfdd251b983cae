package search

import (
	"slices"
	"testing"

	"rapporteur/corpus"
)

// indexOf indexes one turn.
func indexOf(t testing.TB, text string) *Index {
	t.Helper()
	lib, err := corpus.NewLibrary([]*corpus.Record{{
		ID:       "r",
		Speakers: []corpus.Speaker{{Name: "Anne"}},
		Turns:    []corpus.Turn{{Text: text, Number: 1, Marks: []corpus.Mark{{Line: 1}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return New(lib)
}

// FuzzAlign holds what an alignment promises: no word of the query or of the
// turn is used twice, the score lies between nothing and everything, and a
// match is exact if and only if the query's words stand side by side in the
// turn, which is found out here by comparing them at every place.
func FuzzAlign(f *testing.F) {
	f.Add("to be or not to be", "that to be or not to be is")
	f.Add("it is ground breaking", "it's groundbreaking")
	f.Add("a b a b a", "b a b a b a b")
	f.Add("thirty eight", "38 thirty")
	f.Add("學而時習之", "子曰：學而時習之")
	f.Fuzz(func(t *testing.T, query, text string) {
		words, turn := foldAll(query), foldAll(text)
		if len(words) == 0 || len(words) > maxWords || len(turn) > 2000 {
			t.Skip()
		}
		x := indexOf(t, text)
		s := newScratch(x)
		s.expand(x, query, false)
		r, ok := s.request(x, Query{})
		if !ok {
			t.Skip() // the turn has no words
		}
		r.wanted = 0
		a := s.align(x, r, 0)
		if a.score < 0 || a.score > r.total {
			t.Errorf("score %d of %d", a.score, r.total)
		}
		stands := false
		for i := range len(turn) - len(words) + 1 {
			stands = stands || slices.Equal(turn[i:i+len(words)], words)
		}
		if a.exact != stands {
			t.Errorf("exact %v, but the words stand there: %v", a.exact, stands)
		}
		asked, said := make([]bool, len(words)), make([]bool, len(turn))
		for _, c := range s.chain {
			l := s.links[c]
			for i := l.word; i < l.word+l.words; i++ {
				if asked[i] {
					t.Errorf("word %d of the query is used twice", i)
				}
				asked[i] = true
			}
			for i := l.pos; i < l.pos+l.length; i++ {
				if said[i] {
					t.Errorf("word %d of the turn is used twice", i)
				}
				said[i] = true
			}
		}
	})
}
