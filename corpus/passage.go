package corpus

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// A Passage is a contiguous verbatim span of one turn or narration: what a
// quotation shows.
type Passage struct {
	Turn *Turn
	Span
}

// Text returns the passage's words.
func (p Passage) Text() string { return p.Turn.Text[p.Start:p.End] }

// Whole reports whether the passage is its whole turn.
func (p Passage) Whole() bool { return p.Start == 0 && p.End == len(p.Turn.Text) }

// Lines returns the first and last line of the file that the passage stands
// on, counted from 1.
func (p Passage) Lines() (first, last int) {
	a, b := p.marks()
	return int(a.Line), int(b.Line)
}

// Places returns the labels of the places (pages, times) where the passage
// begins and ends, both "" if the record has none.
func (p Passage) Places() (first, last string) {
	a, b := p.marks()
	return p.Turn.Record.place(a.Place), p.Turn.Record.place(b.Place)
}

// Asides returns the spans of the turn's text within the passage that are the
// recorder's or editor's words, cut to the passage.
func (p Passage) Asides() []Span {
	var spans []Span
	for _, a := range p.Turn.Asides {
		if a.Overlaps(p.Span) {
			spans = append(spans, Span{max(a.Start, p.Start), min(a.End, p.End)})
		}
	}
	return spans
}

// Inserted reports whether no word of the passage is the speaker's: all of it that is
// a letter or a digit stands in asides.
func (p Passage) Inserted() bool {
	asides := p.Asides()
	if len(asides) == 0 {
		return false
	}
	for i, r := range p.Text() {
		at := p.Start + i
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !slices.ContainsFunc(asides, func(a Span) bool { return a.Start <= at && at < a.End }) {
			return false
		}
	}
	return true
}

// Notes returns the footnotes to words of the passage.
func (p Passage) Notes() []Note {
	notes := p.Turn.Record.Notes
	if len(notes) == 0 {
		return nil
	}
	turn := p.Turn.Index()
	in := func(n Note) bool { return n.Turn == turn && p.Start < n.Offset && n.Offset <= p.End }
	if !slices.ContainsFunc(notes, in) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(notes), func(n Note) bool { return !in(n) })
}

// marks returns the marks of the passage's first and last byte.
func (p Passage) marks() (first, last Mark) {
	return p.Turn.mark(p.Start), p.Turn.mark(max(p.Start, p.End-1))
}

// mark returns where the byte at offset stands.
func (t *Turn) mark(offset int) Mark {
	i := sort.Search(len(t.Marks), func(i int) bool { return int(t.Marks[i].Offset) > offset })
	if i == 0 {
		return Mark{}
	}
	m := t.Marks[i-1]
	m.Line += uint32(strings.Count(t.Text[m.Offset:offset], "\n"))
	return m
}

// At returns what stands from the beginning of a place to the end of the turn
// that goes on there: "5" is page 5 where pages are what the record is cited
// by.
func (r *Record) At(place string) (Passage, bool) {
	for i := range r.Turns {
		t := &r.Turns[i]
		for _, m := range t.Marks {
			if strings.EqualFold(r.place(m.Place), place) {
				return Passage{t, Span{int(m.Offset), len(t.Text)}}, true
			}
		}
	}
	return Passage{}, false
}

func (r *Record) place(n uint32) string {
	if n == 0 || int(n) > len(r.Places) {
		return ""
	}
	return r.Places[n-1]
}
