package search

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// TestWork holds that all searches of a query together cost what work says, and
// no more, whatever is typed.
func TestWork(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	rng := testDice()
	lib, word := randomLibrary(t, rng)
	x := New(lib)
	s := newScratch(x)
	x.scratch.New = func() any { return s }
	forms := []string{"", "Wab: ", "who said that ", "what did Carla say about ", "Wab said that ", "\""}
	most := 0
	for i := range 300 {
		words := make([]string, []int{2, 12, 36, 128, 480}[i%5])
		for j := range words {
			words[j] = word()
			switch rng.IntN(4) {
			case 0:
				words[j] += word()
			case 1:
				words[j] = words[j][:len(words[j])-1] + "x"
			}
		}
		text := forms[rng.IntN(len(forms))] + strings.Join(words, " ")
		if _, err := x.Search(context.Background(), Query{Text: text}); err != nil {
			t.Fatal(err)
		}
		s.allot(x)
		most = max(most, x.work()-s.left)
		if _, err := x.Complete(context.Background(), Query{Text: text}); err != nil {
			t.Fatal(err)
		}
		s.allot(x)
		most = max(most, x.work()-s.left)
	}
	t.Logf("%d of %d", most, x.work())
	if most > x.work()*5/4 {
		t.Errorf("a query did the work of %d, %d is the bound", most, x.work())
	}
	if most < x.work()/2 {
		t.Errorf("the costliest query did the work of %d, of %d: this tests nothing", most, x.work())
	}
}

// TestExactInBounds holds that a line that is there is found, and called exact,
// though hardly any work is left.
func TestExactInBounds(t *testing.T) {
	rng := testDice()
	lib, _ := randomLibrary(t, rng)
	x := New(lib)
	s := newScratch(x)
	tried := 0
	for range 600 {
		turn := x.turn(docID(rng.IntN(x.size())))
		if len(strings.Fields(turn.Text)) < 5 {
			continue
		}
		tried++
		s.begin(x)
		s.left = 0
		result, err := s.line(context.Background(), x, Query{Text: turn.Text}, turn.Text, false, false)
		if err != nil {
			t.Fatal(err)
		}
		if result.Match != Exact || !slices.ContainsFunc(result.Hits, func(h Hit) bool { return h.Turn.Text == turn.Text }) {
			t.Errorf("%q is %v", turn.Text, result.Match)
		}
	}
	if tried < 300 {
		t.Error("this tests nothing")
	}
}
