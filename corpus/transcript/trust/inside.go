package trust

import (
	"iter"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A Start is a place within a turn that begins like the turn of another.
type Start struct {
	Turn int // index into the record's turns
	At   int // byte of its text
}

// Inside says where turns begin within like the turn of another.
type Inside struct {
	Sure   []Start // those that surely look like it; MaxSure at most
	Odd    []Start // those that look like the label of somebody who is not known; MaxSure at most
	Labels bool    // names at the start of paragraphs tell turns apart, and nothing that only programs write
	Formal bool    // so they do, and the text says of itself what it is
	sure   int     // bytes of turns from the first such place on
	likely int     // the same of places before it that are less like it
}

// MaxSure is how many places that begin like another's turn are kept.
const MaxSure = 200

// Look looks into the turns of a record, which are known by b.
func Look(r *corpus.Record, b draft.Basis) Inside {
	var in Inside
	names := namesOf(r, b)
	for i := range r.Turns {
		if r.Turns[i].Speaker >= 0 {
			in.add(i, &r.Turns[i], names)
		}
	}
	in.Formal = b.Marks == draft.Formal
	if in.Labels = b.Marks == draft.Labels || in.Formal || b.Marks == draft.Capitals; in.Labels {
		in.Odd = names.strangers(r)
	}
	return in
}

// add looks into one turn.
func (in *Inside) add(turn int, t *corpus.Turn, names *names) {
	text := t.Text
	sure, likely := -1, -1
	for at, surely := range names.allStarts(t) {
		switch {
		case slices.ContainsFunc(t.Asides, func(a corpus.Span) bool { return a.Start == at && strings.Contains(t.Text[a.Start:a.End], ": ") }):
			// what the recorder has of a heckler: "(Dr. Kern [CDU/CSU]: At last!)"
		case !surely && sure < 0 && likely < 0:
			likely = at
		case surely:
			if sure < 0 {
				sure = at
			}
			if len(in.Sure) < MaxSure {
				in.Sure = append(in.Sure, Start{turn, at})
			}
		}
		if sure >= 0 && len(in.Sure) == MaxSure {
			break
		}
	}
	if sure >= 0 {
		in.sure += len(text) - sure
	}
	if likely >= 0 {
		in.likely += len(text) - likely
	}
}

// allStarts yields what starts does, and the same of lines of the file that go on
// with the one before in the turn.
func (n *names) allStarts(t *corpus.Turn) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		var seen map[int]bool // of places that were yielded: few turns have any
		for at, surely := range n.starts(t.Text) {
			if seen == nil {
				seen = make(map[int]bool)
			}
			if seen[at] = true; !yield(at, surely) {
				return
			}
		}
		for i, m := range t.Marks {
			at := int(m.Offset)
			if at < 2 || at >= len(t.Text) || t.Text[at-1] != ' ' || seen[at] {
				continue
			}
			line := t.Text[at:]
			if i+1 < len(t.Marks) {
				line = t.Text[at:max(at, int(t.Marks[i+1].Offset))]
			}
			line, _, _ = strings.Cut(strings.TrimRight(line, " "), "\n")
			before := strings.TrimRight(t.Text[max(0, at-maxLabel):at], " ")
			if line != "" && page.EndsSentence(before) && n.like(line, false) > 1 && !yield(at, true) {
				return
			}
		}
	}
}
