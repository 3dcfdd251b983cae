package transcript

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus"
)

// claimWords gives words within lines to whom the sidecar claims them for: a
// turn that holds two speakers' words is parted there. The error names words
// that do not stand on their lines.
func (s *Sidecar) claimWords(r *corpus.Record) error {
	names := s.declared()
	for _, a := range s.Lines {
		if !a.inPart() {
			continue
		}
		lines, _ := parseLines(a.Lines) // ParseSidecar has tried it
		in, words := lines, a.Words
		if a.From != "" {
			in, words = lineRange{lines.first, lines.first}, a.From
		}
		turn, span := findWords(r, in, words)
		if turn < 0 {
			return fmt.Errorf("sidecar: lines %s do not hold the words %q", a.Lines, words)
		}
		if a.From != "" {
			span.End = endOfLine(&r.Turns[turn], lines.last)
		}
		name := a.Speaker
		if full, ok := names[name]; ok {
			name = full
		}
		partTurn(r, turn, span, name)
	}
	number(r)
	dropSilent(r)
	return nil
}

// FindWords returns the turn, by its index, in which words stand that begin on a
// line, and where, as a sidecar finds them; -1 if there is none.
func FindWords(r *corpus.Record, line int, words string) (turn int, at corpus.Span) {
	return findWords(r, lineRange{uint32(line), uint32(line)}, words)
}

// findWords returns the turn, by its index, in which words stand that begin on
// one of lines, and where; -1 if there is none. The kind of white space between
// them does not matter.
func findWords(r *corpus.Record, lines lineRange, words string) (int, corpus.Span) {
	fields := strings.Fields(words)
	for i := range fields {
		fields[i] = regexp.QuoteMeta(fields[i])
	}
	pattern, err := regexp.Compile(strings.Join(fields, `\s+`))
	if err != nil || len(fields) == 0 {
		return -1, corpus.Span{}
	}
	for i := range r.Turns {
		t := &r.Turns[i]
		first, last := t.Whole().Lines()
		if uint32(last) < lines.first || uint32(first) > lines.last {
			continue
		}
		for _, at := range pattern.FindAllStringIndex(t.Text, -1) {
			if line := uint32(lineAt(t, at[0])); lines.first <= line && line <= lines.last {
				return i, corpus.Span{Start: at[0], End: at[1]}
			}
		}
	}
	return -1, corpus.Span{}
}

// endOfLine returns the offset at which the words of t end that stand on a line
// or before it.
func endOfLine(t *corpus.Turn, line uint32) int {
	for _, m := range everyLine(t) {
		if m.Line > line {
			return int(m.Offset)
		}
	}
	return len(t.Text)
}

// partTurn gives a span of a turn to another speaker. What stands before and
// after it stays with whom it was.
func partTurn(r *corpus.Record, turn int, span corpus.Span, name string) {
	t := r.Turns[turn]
	t.Marks = everyLine(&t)
	var parts []corpus.Turn
	var starts []int
	for _, part := range []corpus.Span{{Start: 0, End: span.Start}, span, {Start: span.End, End: len(t.Text)}} {
		cut := cutSpan(&t, part.Start, part.End)
		if strings.Trim(cut.Text, " \n.,;:–—-()[]") == "" {
			continue
		}
		if part == span {
			if give(r, &cut, name, true); cut.Text == "" { // a label alone that is claimed as words
				labelled := cut
				cut = cutSpan(&t, part.Start, part.End)
				cut.Kind, cut.Speaker = labelled.Kind, labelled.Speaker
			}
		}
		parts, starts = append(parts, cut), append(starts, part.Start)
	}
	for n := range r.Notes {
		note := &r.Notes[n]
		switch {
		case note.Turn > turn:
			note.Turn += len(parts) - 1
		case note.Turn == turn:
			k := len(parts) - 1
			for k > 0 && note.Offset <= starts[k] {
				k--
			}
			note.Turn += k
			note.Offset = min(max(0, note.Offset-starts[k]), len(parts[k].Text))
		}
	}
	for i := range r.Sections {
		if r.Sections[i].Turn > turn {
			r.Sections[i].Turn += len(parts) - 1
		}
	}
	r.Turns = slices.Replace(r.Turns, turn, turn+1, parts...)
}

// settled returns the doubts that the sidecar does not settle: those about
// lines that it gives to somebody, and about the names of speakers that it
// declares, are.
func (s *Sidecar) settled(doubts []Warning, r *corpus.Record) []Warning {
	var claimed []lineRange
	var inPart []lineRange // of which only some words are claimed: another's label may be left there
	for _, lines := range s.Narration {
		l, _ := parseLines(lines)
		claimed = append(claimed, l)
	}
	for _, a := range s.Lines {
		if l, _ := parseLines(a.Lines); a.inPart() {
			inPart = append(inPart, l)
		} else {
			claimed = append(claimed, l)
		}
	}
	declared := make(map[int]bool) // lines on which a declared speaker speaks first
	first, _ := firstLines(r)
	for i, speaker := range r.Speakers {
		if slices.ContainsFunc(s.Speakers, func(d Declaration) bool { return d.Name == speaker.Name }) {
			declared[first[i]] = true
		}
	}
	return slices.DeleteFunc(doubts, func(w Warning) bool {
		if declared[w.Line] && aboutNames[w.Kind] {
			return true
		}
		holds := func(l lineRange) bool { return l.first <= uint32(w.Line) && uint32(w.Line) <= l.last }
		return slices.ContainsFunc(claimed, holds) || w.Kind != "label_inside_turn" && slices.ContainsFunc(inPart, holds)
	})
}

// aboutNames are the kinds of doubt about who a label names.
var aboutNames = map[string]bool{
	"near_duplicate_label": true, "single_turn": true, "unknown_label": true, "doubtful_label": true, "merged_label": true,
}
