package proof

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/draft"
)

// Whose says who speaks on lines of the file, both ends included: what stands
// there of turns and narrations, or of it only some words.
type Whose struct {
	First, Last int
	Words       string // "" for all
	Speaker     string // who need not speak elsewhere; "" for the recorder
}

func (w Whose) apply(s *transcript.Sidecar, before *Result) error {
	held := on(before, w.First, w.Last)
	if w.First < 1 || w.Last < w.First || len(held) == 0 {
		return &Refusal{Why: NoLines, First: w.First, Last: w.Last}
	}
	name := clean(w.Speaker)
	if !slices.ContainsFunc(held, func(p transcript.Part) bool { return p.Turn >= 0 }) {
		if !slices.ContainsFunc(held, IsLeftOut) {
			return &Refusal{Why: NobodysLines, First: w.First, Last: w.Last, Name: string(held[0].Kind)}
		}
		s.Lines = append(s.Lines, transcript.Attribution{Lines: span(w.First, w.Last), Speaker: name, Narration: name == "", Restore: true})
		return nil
	}
	words := clean(w.Words)
	if words != "" {
		if turn, _ := transcript.FindWords(before.Record(), w.First, words); turn < 0 {
			return &Refusal{Why: NoWords, First: w.First, Name: words}
		}
		claim(s, transcript.Attribution{Lines: span(w.First, w.Last), Words: words, Speaker: name, Narration: name == ""})
		return nil
	}
	if yield(s, before, w.First, w.Last, name) {
		return nil
	}
	if name == "" {
		s.Narration = addLines(s.Narration, w.First, w.Last)
		return nil
	}
	// A claim beside one for the same speaker becomes one with it.
	first, last := w.First, w.Last
	s.Lines = slices.DeleteFunc(s.Lines, func(a transcript.Attribution) bool {
		if a.Words != "" || a.From != "" || a.Restore || a.Speaker != name {
			return false
		}
		f, l, err := transcript.ParseLines(a.Lines)
		if err != nil || l != first-1 && f != last+1 {
			return false
		}
		first, last = min(first, f), max(last, l)
		return true
	})
	s.Lines = append(s.Lines, transcript.Attribution{Lines: span(first, last), Speaker: name})
	return nil
}

func (w Whose) honoured(before, after *Result) (names func(change) bool, ok bool) {
	name := clean(w.Speaker)
	record := after.Record()
	if words := clean(w.Words); words != "" {
		turn, _ := transcript.FindWords(record, w.First, words)
		return func(c change) bool { return c.is.name == name }, turn >= 0 && nameOf(record, turn) == name
	}
	any := false
	for _, p := range on(after, w.First, w.Last) {
		if p.Turn < 0 {
			continue
		}
		if nameOf(record, p.Turn) != name {
			return nil, false
		}
		any = true
	}
	return after.within(w.First, w.Last), any
}

// WhoseTurn says who speaks a turn or a narration, all of it.
type WhoseTurn struct {
	Turn    string // as a reference within the record has it: "31", "n2"
	Speaker string // "" for the recorder
}

func (w WhoseTurn) apply(s *transcript.Sidecar, before *Result) error {
	turn, err := find(before, w.Turn)
	if err != nil {
		return err
	}
	record := before.Record()
	first, last := record.Turns[turn].Whole().Lines()
	if !shared(record, turn) {
		return Whose{First: first, Last: last, Speaker: w.Speaker}.apply(s, before)
	}
	from, ok := Phrase(record, turn, 0)
	if !ok {
		return &Refusal{Why: NotApart, First: first}
	}
	name := clean(w.Speaker)
	claim(s, transcript.Attribution{Lines: span(first, last), From: from, Speaker: name, Narration: name == ""})
	return nil
}

func (w WhoseTurn) honoured(before, after *Result) (names func(change) bool, ok bool) {
	turn, _ := find(before, w.Turn)
	name := clean(w.Speaker)
	any := false
	for _, p := range before.Report.Parts {
		if p.Turn != turn {
			continue
		}
		for _, q := range after.at(p) {
			if nameOf(after.Record(), q.Turn) != name {
				return nil, false
			}
			any = true
		}
	}
	first, last := before.Record().Turns[turn].Whole().Lines()
	return after.within(first, last), any
}

// Split parts a turn at a line of the file, or at words on it: what stands from
// there on is a turn of its own, of the same speaker until somebody says whose.
type Split struct {
	Line int
	At   string // the words that it begins with, "" for the beginning of the line
}

// where returns the turn that is parted, by its index, and where.
func (p Split) where(before *Result) (turn, offset int, err error) {
	record := before.Record()
	if at := clean(p.At); at != "" {
		turn, found := transcript.FindWords(record, p.Line, at)
		switch {
		case turn < 0:
			return 0, 0, &Refusal{Why: NoWords, First: p.Line, Name: at}
		case found.Start == 0:
			return 0, 0, &Refusal{Why: AtStart}
		}
		return turn, found.Start, nil
	}
	begins := false
	for i := range record.Turns {
		t := &record.Turns[i]
		for at, line := range lineStarts(t) {
			if line == p.Line && at > 0 {
				return i, at, nil
			}
			begins = begins || line == p.Line
		}
	}
	if begins {
		return 0, 0, &Refusal{Why: AtStart}
	}
	return 0, 0, &Refusal{Why: NoLines, First: p.Line, Last: p.Line}
}

func (p Split) apply(s *transcript.Sidecar, before *Result) error {
	turn, offset, err := p.where(before)
	if err != nil {
		return err
	}
	record := before.Record()
	from, ok := Phrase(record, turn, offset)
	if !ok {
		return &Refusal{Why: NotApart, First: p.Line}
	}
	_, last := record.Turns[turn].Whole().Lines()
	name := nameOf(record, turn)
	claim(s, transcript.Attribution{Lines: span(p.Line, last), From: from, Speaker: name, Narration: name == ""})
	return nil
}

func (p Split) honoured(before, after *Result) (names func(change) bool, ok bool) {
	return none, len(after.Record().Turns) == len(before.Record().Turns)+1
}

// lineStarts returns the lines on which the words of a turn stand, each with the
// offset at which it begins.
func lineStarts(t *corpus.Turn) func(yield func(offset, line int) bool) {
	return func(yield func(offset, line int) bool) {
		for i, m := range t.Marks {
			if !yield(int(m.Offset), int(m.Line)) {
				return
			}
			end := len(t.Text)
			if i+1 < len(t.Marks) {
				end = int(t.Marks[i+1].Offset)
			}
			line := int(m.Line)
			for at := int(m.Offset); at+1 < end; at++ {
				if t.Text[at] != '\n' {
					continue
				}
				if line++; t.Text[at+1] != '\n' && !yield(at+1, line) {
					return
				}
			}
		}
	}
}

// Phrase returns the first words of a turn from an offset on, as many as it takes
// for a sidecar to find them there.
func Phrase(r *corpus.Record, turn, offset int) (words string, ok bool) {
	t := &r.Turns[turn]
	line, _ := corpus.Passage{Turn: t, Span: corpus.Span{Start: offset, End: offset + 1}}.Lines()
	const most = 24 // words
	fields := strings.Fields(t.Text[offset:min(len(t.Text), offset+2000)])
	for n := 1; n <= min(most, len(fields)); n++ {
		words = strings.Join(fields[:n], " ")
		if n < min(3, len(fields)) {
			continue // as many as a person can find again
		}
		if in, at := transcript.FindWords(r, line, words); in == turn && at.Start == offset {
			return words, true
		}
	}
	return "", false
}

// claim adds a claim on a part of lines. It takes the place of the one before if
// that is on the same words.
func claim(s *transcript.Sidecar, a transcript.Attribution) {
	if n := len(s.Lines) - 1; n >= 0 && s.Lines[n].Lines == a.Lines && s.Lines[n].Words == a.Words && s.Lines[n].From == a.From {
		s.Lines = s.Lines[:n]
	}
	s.Lines = append(s.Lines, a)
}

// IsLeftOut reports whether a part is what the reader left out and a sidecar can
// restore: furniture, and what the file says of itself.
func IsLeftOut(p transcript.Part) bool {
	return p.Turn < 0 && (p.Kind == draft.Metadata || p.Kind.IsFurniture())
}

// yield takes lines out of what a sidecar says of single lines. Those that it
// restores are name's from now on; all reports whether that is all of them.
func yield(s *transcript.Sidecar, before *Result, first, last int, name string) (all bool) {
	s.Narration = subtract(s.Narration, first, last)
	var kept []transcript.Attribution
	for _, a := range s.Lines {
		f, l, err := transcript.ParseLines(a.Lines)
		if err != nil || l < first || f > last {
			kept = append(kept, a)
			continue
		}
		if a.Words != "" {
			if f < first || l > last {
				kept = append(kept, a)
			}
			continue
		}
		if a.Restore {
			for _, part := range [][2]int{{f, first - 1}, {max(f, first), min(l, last)}, {last + 1, l}} {
				if b := a; part[0] <= part[1] && len(on(before, part[0], part[1])) > 0 {
					if b.Lines = span(part[0], part[1]); part[0] >= first && part[1] <= last {
						b.Speaker, b.Narration = name, name == ""
						all = all || part[0] == first && part[1] == last
					}
					kept = append(kept, b)
				}
			}
			continue
		}
		if f < first {
			above := a
			above.Lines = span(f, first-1)
			kept = append(kept, above)
		}
		if l > last {
			below := a
			below.Lines, below.From = span(last+1, l), ""
			if below.Narration {
				s.Narration = addLines(s.Narration, last+1, l)
				continue
			}
			kept = append(kept, below)
		}
	}
	s.Lines = kept
	return all
}

// subtract takes lines out of a list of ranges.
func subtract(ranges []string, first, last int) []string {
	var kept []string
	for _, r := range ranges {
		f, l, err := transcript.ParseLines(r)
		if err != nil || l < first || f > last {
			kept = append(kept, r)
			continue
		}
		if f < first {
			kept = append(kept, span(f, first-1))
		}
		if l > last {
			kept = append(kept, span(last+1, l))
		}
	}
	return kept
}

// addLines adds lines to a list of ranges of which they are no part.
func addLines(ranges []string, first, last int) []string {
	for i, r := range ranges {
		f, l, err := transcript.ParseLines(r)
		if err == nil && (l == first-1 || f == last+1) {
			return addLines(slices.Delete(slices.Clone(ranges), i, i+1), min(f, first), max(l, last))
		}
	}
	return append(ranges, span(first, last))
}

func span(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d-%d", first, last)
}
