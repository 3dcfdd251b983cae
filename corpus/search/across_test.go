package search_test

import (
	"testing"

	"rapporteur/corpus/search"
)

// TestAcross holds that words that end one turn and begin the next are exact as both, in
// their order, and that others are not.
func TestAcross(t *testing.T) {
	x := search.New(read(t, shippedFile))
	for _, test := range []struct {
		query string
		turns []int32
	}{
		{"Give me your hand. I am glad to shake your hand.", []int32{23, 24}},
		{"consensus on this matter. Give me your hand. I am glad", []int32{23, 24}},
		{"I am glad to shake your hand. Give me your hand.", nil},
		{"Give me your hand. I am sad to shake your hand.", nil},
		{"hand. I am", nil},
	} {
		r := ask(x, search.Query{Text: test.query})
		if test.turns == nil {
			if r.Match == search.Exact {
				t.Errorf("%q is exact", test.query)
			}
			continue
		}
		if r.Match != search.Exact || len(r.Stretch) != len(test.turns) || len(r.Hits) != len(test.turns) {
			t.Errorf("%q finds %v in %d turns", test.query, r.Match, len(r.Stretch))
			continue
		}
		for i, h := range r.Stretch {
			if h.Turn.Number != test.turns[i] || h.Match != search.Exact {
				t.Errorf("%q finds %s, %v", test.query, h.Turn.Reference(), h.Match)
			}
		}
	}
}

func TestOtherLanguage(t *testing.T) {
	x := search.New(read(t, shippedFile))
	for text, want := range map[string]bool{
		"wie viele Briefe wurden geschickt": true,
		"qu'est-ce que dit le ministre":     true,
		"quién era el presidente de Cuba":   true,
		"the price of oil doubled":          false,
		"die hard":                          false,
		"penguins":                          false,
		"":                                  false,
	} {
		if x.OtherLanguage(text) != want {
			t.Errorf("%q: in another language: %v", text, !want)
		}
	}
}
