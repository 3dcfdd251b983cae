package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPassage(t *testing.T) {
	r := &Record{
		ID: "talk", Title: "A Talk", Date: Date{1962, 11, 18}, Locator: "page", Places: []string{"4", "5"},
		Speakers: []Speaker{{Name: "Anne"}},
		Turns: []Turn{{
			Number: 1,
			//     0         1         2         3         4
			//     0123456789012345678901234567890123456789012
			Text:   "One line. Another [sic] line.\nVerse.\n\nEnd.",
			Asides: []Span{{18, 23}},
			Marks:  []Mark{{0, 10, 1}, {10, 14, 2}},
		}},
	}
	r.Notes = []Note{{Turn: 0, Offset: 17, Mark: "1", Text: "A note."}}
	turn := &library(t, r).Records[0].Turns[0]
	type place struct {
		Text, Location string
		Lines          [2]int
		Asides, Notes  int
	}
	for _, test := range []struct {
		span Span
		want place
	}{
		{Span{0, 9}, place{"One line.", "page 4", [2]int{10, 10}, 0, 0}},
		{Span{12, 15}, place{"Another [sic] line.", "page 5", [2]int{14, 14}, 1, 1}},
		{Span{5, 12}, place{"One line. Another [sic] line.", "pages 4–5", [2]int{10, 14}, 1, 1}},
		{Span{31, 32}, place{"Verse.", "page 5", [2]int{15, 15}, 0, 0}},
		{Span{39, 40}, place{"End.", "page 5", [2]int{17, 17}, 0, 0}},
	} {
		p := turn.Around(test.span)
		first, last := p.Lines()
		got := place{p.Text(), p.Location(), [2]int{first, last}, len(p.Asides()), len(p.Notes())}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("around %v: %s", test.span, diff)
		}
	}
	if got, want := turn.Around(Span{12, 15}).Citation(), "A Talk, November 18, 1962, page 5 (talk:1)"; got != want {
		t.Errorf("citation %q, want %q", got, want)
	}
	r.Places = nil
	r.Turns[0].Marks = []Mark{{0, 10, 0}, {10, 14, 0}}
	if got, want := turn.Whole().Location(), "lines 10–17 of the file"; got != want {
		t.Errorf("location %q, want %q", got, want)
	}
}

func TestDate(t *testing.T) {
	for _, test := range []struct{ iso, text string }{
		{"1962-11-18", "November 18, 1962"}, {"1962-11", "November 1962"}, {"1962", "1962"},
	} {
		d, err := ParseDate(test.iso)
		if err != nil || d.String() != test.text || d.ISO() != test.iso {
			t.Errorf("%s is %q, %q, %v", test.iso, d, d.ISO(), err)
		}
	}
	for _, bad := range []string{"", "18 November", "1962-13", "62"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q is read as %v", bad, d)
		}
	}
}
