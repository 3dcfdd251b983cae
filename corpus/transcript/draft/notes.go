package draft

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// An Anchor is a place in a draft that a footnote can belong to.
type Anchor struct{ turn, offset int }

// Here returns the place after the word read last.
func (d *Draft) Here() Anchor {
	if len(d.turns) == 0 {
		return Anchor{-1, 0}
	}
	t := d.turns[len(d.turns)-1]
	return Anchor{len(d.turns) - 1, int(t.end - t.start)}
}

// Note adds a footnote to the word read last: its mark as shown, and where its
// words stand.
func (d *Draft) Note(mark string, words ...page.Span) {
	d.NoteAt(d.Here(), mark, words...)
}

// NoteAt adds a footnote to the word before at. Without such a word its words
// are only accounted for.
func (d *Draft) NoteAt(at Anchor, mark string, words ...page.Span) {
	var text []string
	line := 0
	for _, s := range words {
		d.Drop(s, Note)
		if s = d.text.Trim(s); s.Len() > 0 {
			if line == 0 {
				line = int(d.lineOf(s.Start).Number)
			}
			text = append(text, d.text.String[s.Start:s.End])
		}
	}
	if at.turn >= 0 && len(text) > 0 {
		d.Record.Notes = append(d.Record.Notes, corpus.Note{
			Turn: at.turn, Offset: at.offset, Mark: strings.Clone(mark), Text: strings.Join(text, " "), Line: line,
		})
	}
}

// addNotes adds the footnotes that the text keeps apart and whose marks stand
// within the words of a span, or right after them.
func (d *Draft) addNotes(s page.Span) {
	if len(d.text.Apart) == 0 {
		return
	}
	first, _ := slices.BinarySearchFunc(d.text.Apart, s.Start+1, func(a page.Apart, at int) int { return a.At - at })
	for _, a := range d.text.Apart[first:] {
		if a.At > s.End && strings.TrimSpace(d.text.String[s.End:a.At]) != "" {
			break
		}
		if a.Kind != string(Note) {
			continue
		}
		here := d.Here()
		d.Record.Notes = append(d.Record.Notes, corpus.Note{
			Turn: here.turn, Offset: here.offset - max(0, s.End-a.At), Mark: a.Mark,
			Text: strings.Join(strings.Fields(d.text.String[a.Start:a.End]), " "), Line: int(a.Number),
		})
	}
}
