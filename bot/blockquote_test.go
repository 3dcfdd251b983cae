package bot

import (
	"strings"
	"testing"

	"rapporteur/corpus"
)

// TestBlockQuote shows turns with words in bold, asides in italics, what is left
// out, and what is hidden.
func TestBlockQuote(t *testing.T) {
	spans := func(text string, parts ...string) (all []corpus.Span) {
		for _, p := range parts {
			at := strings.Index(text, p)
			all = append(all, corpus.Span{Start: at, End: at + len(p)})
		}
		return all
	}
	for _, test := range []struct {
		text   string
		bold   []string
		asides []string
		style  QuoteStyle
		want   string
	}{
		{"A line.", nil, nil, QuoteStyle{}, "> A line."},
		{"To be, or not", []string{"To", "be"}, nil, QuoteStyle{}, "> **To be**, or not"},
		{"To be,\nor not", []string{"be", "or"}, nil, QuoteStyle{}, "> To **be**,\n> **or** not"},
		{"First.\n\nSecond.", nil, nil, QuoteStyle{Before: true, After: true}, "> \\[…] First.\n> \n> Second. \\[…]"},
		{"Rice (laughs) and tea", []string{"(laughs)"}, []string{"(laughs)"}, QuoteStyle{}, "> Rice _**(laughs)**_ and tea"},
		{"Rice (laughs) and tea", []string{"Rice (laughs)"}, []string{"(laughs)"}, QuoteStyle{}, "> **Rice **_**(laughs)**_ and tea"},
		{"Rice (laughs)and tea", nil, []string{"(laughs)"}, QuoteStyle{}, "> Rice (laughs)and tea"},
		{"A *star* and @all", nil, nil, QuoteStyle{}, "> A \\*star\\* and \\@all"},
		{"Hidden\n\nwords", nil, nil, QuoteStyle{Spoiler: true}, "> ||Hidden||\n> \n> ||words||"},
		{"A bar |", nil, nil, QuoteStyle{Spoiler: true}, "> ||A bar \\| ||"},
	} {
		r := &corpus.Record{ID: "r", Speakers: []corpus.Speaker{{Name: "A"}}, Turns: []corpus.Turn{{Text: test.text, Number: 1, Asides: spans(test.text, test.asides...), Marks: []corpus.Mark{{Line: 1}}}}}
		if _, err := corpus.NewLibrary([]*corpus.Record{r}); err != nil {
			t.Fatal(err)
		}
		test.style.Bold = spans(test.text, test.bold...)
		if got := string(BlockQuote(r.Turns[0].Whole(), test.style)); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
