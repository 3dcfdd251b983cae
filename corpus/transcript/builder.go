package transcript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// A builder puts a record together from what a reader finds, in the order of
// the document. All texts share one string, and all marks and asides one
// slice each: a play has a thousand turns of ten words.
type builder struct {
	record   *corpus.Record
	text     strings.Builder
	marks    []corpus.Mark
	asides   []corpus.Span
	drafts   []draft
	speakers map[string]int32 // by label
	notes    []footnote       // those that are still to be met, in the document's order
}

// A draft is a turn whose text is still in the builder.
type draft struct {
	start, end int // bytes of the builder's text
	firstMark  int
	speaker    int32
}

// joint is what stands between the words of two lines.
type joint string

const (
	joinWords      joint = " "
	joinVerse      joint = "\n"
	joinParagraphs joint = "\n\n"
)

func newBuilder(size int) *builder {
	b := &builder{record: &corpus.Record{}, speakers: make(map[string]int32)}
	b.text.Grow(size)
	return b
}

// speech begins a turn of the speaker with the given label.
func (b *builder) speech(label string) {
	s, ok := b.speakers[label]
	if !ok {
		s = int32(len(b.record.Speakers))
		label = strings.Clone(label)
		b.record.Speakers = append(b.record.Speakers, corpus.Speaker{Name: label})
		b.speakers[label] = s
	}
	b.begin(s)
}

// narration begins a narration.
func (b *builder) narration() { b.begin(-1) }

func (b *builder) begin(speaker int32) {
	b.drafts = append(b.drafts, draft{
		start: b.text.Len(), end: b.text.Len(),
		firstMark: len(b.marks), speaker: speaker,
	})
}

// speaking reports whether the words that come next are a speaker's.
func (b *builder) speaking() bool {
	return len(b.drafts) > 0 && b.drafts[len(b.drafts)-1].speaker >= 0
}

// words adds the words of one line of the document to the turn begun last,
// joined to what is there as said by how.
func (b *builder) words(l *line, text string, how joint) {
	d := &b.drafts[len(b.drafts)-1]
	if text == "" {
		return
	}
	if d.end > d.start {
		if how != joinWords || !endsWithHyphen(b.text.String()[d.start:d.end]) {
			b.text.WriteString(string(how))
		}
	}
	b.marks = append(b.marks, corpus.Mark{
		Offset: uint32(b.text.Len() - d.start), Line: l.number, Place: l.place,
	})
	// The text of a line after its label is the line's end.
	cut := len(l.text) - len(text)
	for len(b.notes) > 0 && b.notes[0].anchor == l.number {
		n := b.notes[0]
		b.record.Notes = append(b.record.Notes, corpus.Note{
			Turn:   len(b.drafts) - 1,
			Offset: b.text.Len() - d.start + n.offset - cut,
			Mark:   n.mark, Text: n.text, Line: int(n.line),
		})
		b.notes = b.notes[1:]
	}
	b.text.WriteString(text)
	d.end = b.text.Len()
}

// endsWithHyphen reports whether text ends in the middle of a compound that
// is broken at its own hyphen.
func endsWithHyphen(text string) bool {
	before, ok := strings.CutSuffix(text, "-")
	last, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(last)
}

// finish returns the record with its turns. Drafts without a word are left
// out.
func (b *builder) finish() *corpus.Record {
	r := b.record
	text := b.text.String()
	r.Turns = make([]corpus.Turn, 0, len(b.drafts))
	var numbers [2]int32
	for i, d := range b.drafts {
		if d.start == d.end {
			continue
		}
		lastMark := len(b.marks)
		if i+1 < len(b.drafts) {
			lastMark = b.drafts[i+1].firstMark
		}
		kind := corpus.Speech
		if d.speaker < 0 {
			kind = corpus.Narration
		}
		for n := range r.Notes {
			if r.Notes[n].Turn == i {
				r.Notes[n].Turn = len(r.Turns)
			}
		}
		numbers[kind]++
		first := len(b.asides)
		b.asides = asidesIn(text[d.start:d.end], b.asides)
		r.Turns = append(r.Turns, corpus.Turn{
			Text:    text[d.start:d.end],
			Marks:   b.marks[d.firstMark:lastMark:lastMark],
			Asides:  slices.Clip(b.asides[first:]),
			Speaker: d.speaker,
			Number:  numbers[kind],
			Kind:    kind,
		})
	}
	return r
}
