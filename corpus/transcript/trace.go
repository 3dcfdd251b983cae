package transcript

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A Line is a line of a text that was read.
type Line struct {
	page.Span
	Number int // of the file's line, from 1; several lines of a document can have one
}

// A Part is a range of a text and what it was taken for in the end, with all
// that the sidecar says.
type Part struct {
	page.Span
	Kind draft.Kind
	Turn int // index of the turn or narration of the record, -1 if it is in none
}

// A trace says where the words of a draft stand.
type trace struct {
	text  *page.Text
	parts draft.Parts
	words string
	runs  []draft.Run
}

func newTrace(d *draft.Draft) trace {
	words, runs := d.Trace()
	return trace{d.Text(), d.Parts(), words, runs}
}

// follow returns the text, its lines, and its parts as the turns of r have them
// in the end.
func (t trace) follow(r *corpus.Record) (string, []Line, []Part) {
	lines := make([]Line, 0, len(t.text.Lines)+len(t.text.Apart))
	for _, l := range t.text.Lines {
		lines = append(lines, Line{page.Span{Start: int(l.Start), End: int(l.End)}, int(l.Number)})
	}
	for _, a := range t.text.Apart {
		lines = append(lines, Line{a.Span, int(a.Number)})
	}
	return t.text.String, lines, t.overlay(t.turnsOf(r))
}

// turnsOf returns where in the text the words of each turn stand, in the order
// of the text.
func (t trace) turnsOf(r *corpus.Record) []Part {
	var parts []Part
	at, run := 0, 0
	for i := range r.Turns {
		turn := &r.Turns[i]
		// The texts of turns are parts of the words in their order; between two of
		// them there is at most a label that a sidecar made superfluous.
		k := strings.Index(t.words[at:], turn.Text)
		if k < 0 {
			continue
		}
		at += k
		kind := draft.Turn
		if turn.Kind == corpus.Narration {
			kind = draft.Narration
		}
		from := 0
		for _, a := range turn.Asides {
			run = t.runsOf(&parts, run, page.Span{Start: at + from, End: at + a.Start}, kind, i)
			run = t.runsOf(&parts, run, page.Span{Start: at + a.Start, End: at + a.End}, draft.Aside, i)
			from = a.End
		}
		run = t.runsOf(&parts, run, page.Span{Start: at + from, End: at + len(turn.Text)}, kind, i)
		at += len(turn.Text)
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(a.Start, b.Start) })
	return parts
}

// runsOf adds to parts where a span of the words stands, and returns the index
// of the run in which it ends. run is one before it.
func (t trace) runsOf(parts *[]Part, run int, words page.Span, kind draft.Kind, turn int) int {
	for words.Start < words.End && run < len(t.runs) {
		r := t.runs[run]
		end := r.At + r.Len()
		if end > words.Start {
			start, stop := max(words.Start, r.At), min(words.End, end)
			if start < stop {
				*parts = append(*parts, Part{page.Span{Start: r.Start + start - r.At, End: r.Start + stop - r.At}, kind, turn})
			}
			if end >= words.End {
				break
			}
		}
		run++
	}
	return run
}

// overlay returns the parts of the draft with those of turns in their place.
// What the draft took for a turn's and no turn holds in the end is a label that
// a sidecar made superfluous, or marks.
func (t trace) overlay(turns []Part) []Part {
	parts := make([]Part, 0, t.parts.Len()+len(turns))
	next, at := 0, 0
	for p := range t.parts.All() {
		rest := draft.Label // what a turn lost
		switch p.Kind {
		case draft.Turn, draft.Narration, draft.Aside:
		default:
			rest = p.Kind
		}
		begins := at
		for next < len(turns) && turns[next].Start < p.End {
			q := turns[next]
			next++
			q.Start = max(q.Start, at)
			if q.Start >= q.End {
				continue
			}
			if gap := (page.Span{Start: max(at, p.Start), End: q.Start}); gap.Start < gap.End && page.HasLetter(t.text.String[gap.Start:gap.End]) {
				parts = append(parts, Part{gap, rest, -1})
			}
			parts = append(parts, q)
			at = q.End
		}
		if gap := (page.Span{Start: max(at, p.Start), End: p.End}); gap.Start < gap.End && page.HasLetter(t.text.String[gap.Start:gap.End]) {
			parts = append(parts, Part{gap, rest, -1})
			at = p.End
		} else if rest == p.Kind && begins == at && gap.Start < gap.End {
			parts = append(parts, Part{gap, rest, -1}) // marks alone, such as a rule
			at = p.End
		}
	}
	return parts
}
