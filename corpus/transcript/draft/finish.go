package draft

import (
	"cmp"
	"fmt"
	"slices"
	"unsafe"

	"rapporteur/corpus"
)

// Finish returns the record with its turns; those without a word are not among
// them. It refuses a draft that does not account for each letter of its text,
// and one in which nobody says anything.
func (d *Draft) Finish() (*corpus.Record, error) {
	if len(d.turns) > MaxTurns {
		return nil, fmt.Errorf("it has %d turns, and more than %d are not read", len(d.turns), MaxTurns)
	}
	if err := d.checkAccount(); err != nil {
		return nil, err
	}
	r := d.Record
	text := d.allWords()
	if d.hint.Trace {
		d.said = text
	}
	d.marks, r.Speakers = fitted(d.marks), fitted(r.Speakers)
	r.Turns = make([]corpus.Turn, 0, len(d.turns))
	given, note, section := d.asides, 0, 0
	slices.SortStableFunc(r.Sections, func(a, b corpus.Section) int { return cmp.Compare(a.Turn, b.Turn) })
	slices.SortStableFunc(r.Notes, func(a, b corpus.Note) int { return cmp.Compare(a.Turn, b.Turn) })
	var asides []corpus.Span
	var numbers [2]int32
	for i, t := range d.turns {
		for note < len(r.Notes) && r.Notes[note].Turn < i {
			note++
		}
		if t.start == t.end {
			continue
		}
		for ; section < len(r.Sections) && r.Sections[section].Turn <= i; section++ {
			r.Sections[section].Turn = len(r.Turns)
		}
		for ; note < len(r.Notes) && r.Notes[note].Turn == i; note++ {
			r.Notes[note].Turn = len(r.Turns)
		}
		lastMark := uint32(len(d.marks))
		if i+1 < len(d.turns) {
			lastMark = d.turns[i+1].firstMark
		}
		kind := corpus.Speech
		if t.speaker < 0 {
			kind = corpus.Narration
		}
		numbers[kind]++
		first := len(asides)
		for ; len(given) > 0 && given[0].turn <= i; given = given[1:] {
			if given[0].turn == i {
				asides = append(asides, given[0].Span)
			}
		}
		if !d.Marked {
			asides = bracketed(text[t.start:t.end], asides, first)
		}
		r.Turns = append(r.Turns, corpus.Turn{
			Text: text[t.start:t.end], Marks: d.marks[t.firstMark:lastMark:lastMark],
			Asides: slices.Clip(asides[first:]), Speaker: t.speaker, Number: numbers[kind], Kind: kind,
		})
	}
	r.Sections = slices.Clip(r.Sections[:section]) // the others hold nothing
	if numbers[corpus.Speech] == 0 {
		return nil, fmt.Errorf("%w: of what its layout calls turns none has words", ErrNoSpeech)
	}
	return r, nil
}

// allWords returns the words of all turns in one string; no more can be added.
func (d *Draft) allWords() string {
	words := fitted(d.words)
	d.words = nil
	return unsafe.String(unsafe.SliceData(words), len(words))
}

// fitted returns s, or a copy of it if it has much more room than it needs.
func fitted[T any](s []T) []T {
	const slack = 8
	if cap(s)-len(s) > len(s)/slack {
		return slices.Clone(s)
	}
	return s
}
