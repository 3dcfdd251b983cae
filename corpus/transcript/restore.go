package transcript

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// restore puts back the words of lines that the reader left out as furniture or
// as metadata, where the sidecar says that they are somebody's: each row of such
// lines becomes a turn in its place. The error names lines that nothing was left
// out of.
func (s *Sidecar) restore(r *corpus.Record, t *trace) error {
	names := s.declared()
	for _, a := range s.Lines {
		if !a.Restore {
			continue
		}
		lines, _ := parseLines(a.Lines) // ParseSidecar has tried it
		rows := t.leftOut(r, lines)
		if len(rows) == 0 {
			return fmt.Errorf("sidecar: of lines %s nothing was left out that could be restored", a.Lines)
		}
		name := a.Speaker
		if full, ok := names[name]; ok {
			name = full
		}
		for _, row := range rows {
			var turn corpus.Turn
			var runs []draft.Run
			for i, l := range row {
				if i > 0 {
					turn.Text += "\n" // not glued: whether the line is only wrapped is not known
				}
				turn.Marks = append(turn.Marks, corpus.Mark{Offset: uint32(len(turn.Text)), Line: l.Number, Place: l.Place})
				runs = append(runs, draft.Run{At: len(turn.Text), Span: page.Span{Start: int(l.Start), End: int(l.End)}})
				turn.Text += t.text.String[l.Start:l.End]
			}
			t.insert(r, turn, runs, name)
		}
	}
	number(r)
	return nil
}

// leftOut returns what was left out on lines of the file on which no turn has a
// word, as lines of the text: those in one row that no turn has words between.
func (t *trace) leftOut(r *corpus.Record, lines lineRange) (rows [][]page.Line) {
	held := make(map[uint32]bool)
	for i := range r.Turns {
		for _, m := range everyLine(&r.Turns[i]) {
			held[m.Line] = true
		}
	}
	fresh := true
	for _, l := range t.text.Lines {
		if l.Number < lines.first || l.Number > lines.last {
			continue
		}
		if held[l.Number] {
			fresh = true
			continue
		}
		for p := range t.parts.All() {
			if p.Kind != draft.Metadata && !p.Kind.IsFurniture() {
				continue
			}
			span := t.text.Trim(page.Span{Start: max(p.Start, int(l.Start)), End: max(max(p.Start, int(l.Start)), min(p.End, int(l.End)))})
			if span.Len() > 0 && page.HasLetter(t.text.String[span.Start:span.End]) {
				left := page.Line{Start: uint32(span.Start), End: uint32(span.End), Number: l.Number}
				if len(r.Places) > 0 {
					left.Place = l.Place
				}
				if fresh {
					rows = append(rows, nil)
					fresh = false
				}
				rows[len(rows)-1] = append(rows[len(rows)-1], left)
			}
		}
	}
	return rows
}

// insert puts a turn before the first words that stand after it in the file, and
// parts the turn that has words before and after it.
func (t *trace) insert(r *corpus.Record, turn corpus.Turn, runs []draft.Run, name string) {
	line := turn.Marks[0].Line
	at := len(r.Turns)
	for i := range r.Turns {
		o := &r.Turns[i]
		if first, last := o.Whole().Lines(); uint32(first) > line {
			at = i
			break
		} else if uint32(last) < line {
			continue
		}
		if cut := endOfLine(o, line); cut < len(o.Text) {
			before := len(r.Turns)
			cutTurnAt(r, i, cut)
			at = i + len(r.Turns) - before
			break
		}
	}
	words := turn.Text
	if give(r, &turn, name, true); turn.Text == "" {
		return // the label of who speaks, and nothing else
	}
	t.splice(t.placeOf(r, at), words, runs)
	r.Turns = slices.Insert(r.Turns, at, turn)
	for i := range r.Notes {
		if r.Notes[i].Turn >= at {
			r.Notes[i].Turn++
		}
	}
	for i := range r.Sections {
		if r.Sections[i].Turn >= at {
			r.Sections[i].Turn++
		}
	}
}

// cutTurnAt parts a turn at an offset.
func cutTurnAt(r *corpus.Record, turn, offset int) {
	t := r.Turns[turn]
	whose := ""
	if t.Speaker >= 0 {
		whose = r.Speakers[t.Speaker].Name
	}
	partTurn(r, turn, corpus.Span{Start: offset, End: len(t.Text)}, whose)
}

// placeOf returns where among the words of the draft a turn begins, or the last
// one ends.
func (t *trace) placeOf(r *corpus.Record, turn int) int {
	at := 0
	for i := range r.Turns {
		k := strings.Index(t.words[at:], r.Turns[i].Text)
		if k < 0 {
			continue
		}
		if at += k; i == turn {
			return at
		}
		at += len(r.Turns[i].Text)
	}
	return at
}

// splice puts words among those of the draft.
func (t *trace) splice(at int, words string, runs []draft.Run) {
	if t.runs == nil {
		return // nobody asks where they stand
	}
	t.words = t.words[:at] + words + t.words[at:]
	var all []draft.Run
	i := 0
	for ; i < len(t.runs) && t.runs[i].At < at; i++ {
		all = append(all, t.runs[i])
		// A run that goes on after the words is cut in two.
		if over := t.runs[i].At + t.runs[i].Len() - at; over > 0 {
			last := &all[len(all)-1]
			last.End -= over
			runs = append(slices.Clone(runs), draft.Run{At: len(words), Span: page.Span{Start: last.End, End: last.End + over}})
		}
	}
	for _, q := range runs {
		q.At += at
		all = append(all, q)
	}
	for _, q := range t.runs[i:] {
		q.At += len(words)
		all = append(all, q)
	}
	t.runs = all
}
