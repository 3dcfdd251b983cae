package search

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
)

func testDice() *rand.Rand { return rand.New(rand.NewPCG(5, 6)) }

// randomLibrary returns a library of more than two blocks of short turns, of
// words that are common to rare, said by three.
func randomLibrary(t testing.TB, rng *rand.Rand) (*corpus.Library, func() string) {
	word := func() string {
		n := int(1000 * rng.Float64() * rng.Float64() * rng.Float64())
		return "w" + strings.Repeat(string(rune('a'+n%26)), 1+n/260) + string(rune('a'+n/26%26))
	}
	var records []*corpus.Record
	for i := range 3 {
		r := &corpus.Record{ID: fmt.Sprint("r", i), Date: corpus.Date{Year: 1900 + i}, Speakers: []corpus.Speaker{{Name: "Wab"}, {Name: "Ben"}, {Name: "Carla"}}}
		for n := range 4000 {
			words := make([]string, 1+rng.IntN(20))
			for j := range words {
				words[j] = word()
			}
			r.Turns = append(r.Turns, corpus.Turn{
				Text: strings.Join(words, " "), Speaker: int32(rng.IntN(3)), Number: int32(n + 1), Marks: []corpus.Mark{{Line: uint32(n + 1)}},
			})
		}
		records = append(records, r)
	}
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return lib, word
}

// TestGather compares what gathering finds in blocks, through postings, with
// what reading every turn does.
func TestGather(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	rng := testDice()
	lib, word := randomLibrary(t, rng)
	x := New(lib)
	s := newScratch(x)
	found, bounded := 0, 0
	for range 300 {
		words := make([]string, 2+rng.IntN(9))
		for i := range words {
			words[i] = word()
		}
		q := Query{Text: strings.Join(words, " ")}
		if rng.IntN(3) == 0 {
			q.Record = lib.Records[rng.IntN(3)]
		}
		if rng.IntN(3) == 0 {
			q.Speaker = &lib.People[rng.IntN(len(lib.People))]
		}
		s.begin(x)
		s.expand(x, q.Text, false)
		r, ok := s.request(x, q)
		if !ok {
			t.Fatal(q.Text)
		}
		if err := s.gather(context.Background(), x, r); err != nil {
			t.Fatal(err)
		}
		got := make(map[docID]int32)
		for _, c := range s.candidates {
			got[c.doc] = c.bound
		}
		for d := r.from; d < r.to; d++ {
			bound := boundOf(s, x, d)
			if bound < r.wanted || r.person >= 0 && x.people[d] != r.person {
				if _, ok := got[d]; ok {
					t.Fatalf("%q: turn %d is a candidate, and cannot be worth what is wanted", q.Text, d)
				}
				continue
			}
			found++
			// Who speaks is a hint, for which alone no turn is met.
			if _, ok := got[d]; !ok && bound-s.hint(x.people[d]) < r.wanted {
				continue
			}
			if got[d] != bound {
				t.Fatalf("%q: turn %d is worth %d at most, got %d", q.Text, d, bound, got[d])
			}
			if bound > r.wanted {
				bounded++
			}
			delete(got, d)
		}
		if len(got) > 0 {
			t.Fatalf("%q: %d candidates outside of what was asked for", q.Text, len(got))
		}
		s.release()
	}
	if found < 1000 || bounded == 0 {
		t.Errorf("%d candidates only: this tests nothing", found)
	}
}

// boundOf reckons what a turn is worth at most: for each word the variant that
// is worth most of those that the turn holds.
func boundOf(s *scratch, x *Index, d docID) int32 {
	words := x.appendWords(nil, d)
	bound := s.hint(x.people[d])
	for i, w := range s.words {
		variants := slices.Clone(s.variants[w.from:w.to])
		for back := 1; back < mostJoined && back <= i; back++ {
			for _, v := range s.variants[s.words[i-back].from:s.words[i-back].to] {
				if int(v.words) > back {
					variants = append(variants, v)
				}
			}
		}
		slices.SortStableFunc(variants, func(a, b variant) int { return cmp.Compare(b.gain, a.gain) })
		for _, v := range variants {
			rarest := v.terms[0]
			for _, term := range v.terms[1:v.terms.length()] {
				if x.count(term) < x.count(rarest) {
					rarest = term
				}
			}
			if slices.Contains(words, rarest) {
				bound += v.gain
				break
			}
		}
	}
	return bound
}
