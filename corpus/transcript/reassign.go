package transcript

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus"
)

// A claim says whose the words on some lines are; speaker "" is the recorder.
type claim struct {
	lineRange
	speaker string
}

// claims returns what the sidecar says of single lines. Of two claims to a
// line the later one holds.
func (s *Sidecar) claims() []claim {
	var claims []claim
	names := s.declared()
	for _, n := range s.Narration {
		lines, _ := parseLines(n) // ParseSidecar has tried them all
		claims = append(claims, claim{lines, ""})
	}
	for _, a := range s.Lines {
		if a.inPart() || a.Restore {
			continue // see claimWords and restore
		}
		lines, _ := parseLines(a.Lines)
		name := a.Speaker
		if full, ok := names[name]; ok {
			name = full
		}
		claims = append(claims, claim{lines, name})
	}
	return claims
}

// reassign gives the words of the claimed lines to whom they are claimed for,
// and parts turns where that changes within them.
func reassign(r *corpus.Record, claims []claim) {
	if len(claims) == 0 {
		return
	}
	p := parting{record: r, claims: claims}
	moved := make([]int, len(r.Turns)) // index of a turn -> of its first part
	for i := range r.Turns {
		moved[i] = len(p.turns)
		p.part(i)
	}
	for i := range r.Sections {
		r.Sections[i].Turn = moved[r.Sections[i].Turn]
	}
	r.Turns, r.Notes = p.turns, p.notes
	number(r)
	dropSilent(r)
}

// A parting cuts turns where claims say that somebody else speaks.
type parting struct {
	record *corpus.Record
	claims []claim
	turns  []corpus.Turn
	notes  []corpus.Note
}

// holder returns whose a line of a turn is by the claims, else own.
func (p *parting) holder(line uint32, own string) (name string, claimed bool) {
	for _, c := range slices.Backward(p.claims) {
		if c.first <= line && line <= c.last {
			return c.speaker, true
		}
	}
	return own, false
}

// part cuts turn i into runs of lines of one speaker.
func (p *parting) part(i int) {
	t := &p.record.Turns[i]
	t.Marks = everyLine(t)
	own := ""
	if t.Speaker >= 0 {
		own = p.record.Speakers[t.Speaker].Name
	}
	for from := 0; from < len(t.Marks); {
		name, claimed := p.holder(t.Marks[from].Line, own)
		to := from + 1
		for to < len(t.Marks) {
			if next, _ := p.holder(t.Marks[to].Line, own); next != name {
				break
			}
			to++
		}
		if part := cutTurn(t, from, to); part.Text != "" {
			p.takeNotes(i, from, to)
			if give(p.record, &part, name, claimed); part.Text != "" {
				p.turns = append(p.turns, part)
			}
		}
		from = to
	}
}

// takeNotes moves the notes of turn i that stand under the marks from and up to
// to, to the part that comes next.
func (p *parting) takeNotes(i, from, to int) {
	marks := p.record.Turns[i].Marks
	start := int(marks[from].Offset)
	for _, n := range p.record.Notes {
		if n.Turn == i && n.Offset >= start && (to == len(marks) || n.Offset <= int(marks[to].Offset)) {
			n.Turn, n.Offset = len(p.turns), n.Offset-start
			p.notes = append(p.notes, n)
		}
	}
}

// idleClaims names the claims on lines of which no turn has a word: a page
// number, a title, a line that the file does not have.
func idleClaims(r *corpus.Record, claims []claim) []Warning {
	var idle []Warning
	held := make([]bool, len(claims))
	for i := range r.Turns {
		if len(claims) == 0 {
			break
		}
		first, last := r.Turns[i].Whole().Lines()
		for k, c := range claims {
			held[k] = held[k] || c.first <= uint32(last) && uint32(first) <= c.last
		}
	}
	for k, c := range claims {
		if !held[k] {
			idle = append(idle, Warning{int(c.first), "idle_claim", fmt.Sprintf("the sidecar says whose line %d is, and no words of a turn stand there", c.first)})
		}
	}
	return idle
}

// dropSilent takes out the speakers who have no turn any more.
func dropSilent(r *corpus.Record) {
	_, turns := firstLines(r)
	if !slices.Contains(turns, 0) {
		return
	}
	index := make([]int32, len(r.Speakers))
	var speaking []corpus.Speaker
	for i, s := range r.Speakers {
		index[i] = int32(len(speaking))
		if turns[i] > 0 {
			speaking = append(speaking, s)
		}
	}
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Speaker >= 0 {
			t.Speaker = index[t.Speaker]
		}
	}
	r.Speakers = speaking
}

// everyLine returns the marks of t with one for each line, also for those that
// a line feed leads to.
func everyLine(t *corpus.Turn) []corpus.Mark {
	var marks []corpus.Mark
	for i, m := range t.Marks {
		marks = append(marks, m)
		end := len(t.Text)
		if i+1 < len(t.Marks) {
			end = int(t.Marks[i+1].Offset)
		}
		for at := int(m.Offset); at+1 < end; at++ {
			if t.Text[at] != '\n' {
				continue
			}
			m.Line++
			if t.Text[at+1] != '\n' {
				marks = append(marks, corpus.Mark{Offset: uint32(at + 1), Line: m.Line, Place: m.Place})
			}
		}
	}
	return marks
}

// cutTurn returns the part of t that stands under the marks from and up to to.
func cutTurn(t *corpus.Turn, from, to int) corpus.Turn {
	end := len(t.Text)
	if to < len(t.Marks) {
		end = int(t.Marks[to].Offset)
	}
	return cutSpan(t, int(t.Marks[from].Offset), end)
}

// cutSpan returns the part of t between two offsets. t has a mark for each
// line.
func cutSpan(t *corpus.Turn, start, end int) corpus.Turn {
	start += len(t.Text[start:end]) - len(strings.TrimLeft(t.Text[start:end], " \n"))
	part := *t
	part.Text = strings.TrimRight(t.Text[start:end], " \n")
	part.Marks = nil
	for _, m := range t.Marks {
		switch {
		case int(m.Offset) <= start:
			m.Offset = 0
			part.Marks = []corpus.Mark{m}
		case int(m.Offset) < start+len(part.Text):
			m.Offset -= uint32(start)
			part.Marks = append(part.Marks, m)
		}
	}
	part.Asides = nil
	for _, a := range t.Asides {
		// An aside that is cut in two is one in both parts: it is nobody's words.
		if from, to := max(a.Start, start), min(a.End, start+len(part.Text)); from < to {
			part.Asides = append(part.Asides, corpus.Span{Start: from - start, End: to - start})
		}
	}
	return part
}

// give makes name the speaker of t. A label that reading has left in the text
// is taken off it.
func give(r *corpus.Record, t *corpus.Turn, name string, claimed bool) {
	if name == "" {
		t.Kind, t.Speaker = corpus.Narration, -1
		return
	}
	t.Kind = corpus.Speech
	t.Speaker = int32(slices.IndexFunc(r.Speakers, func(s corpus.Speaker) bool { return s.Name == name }))
	if t.Speaker < 0 {
		t.Speaker = int32(len(r.Speakers))
		r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
	}
	if !claimed {
		return
	}
	for _, label := range append([]string{name}, r.Speakers[t.Speaker].Aliases...) {
		rest, ok := strings.CutPrefix(t.Text, label)
		if !ok || rest == "" || rest[0] != ':' && rest[0] != '.' {
			continue
		}
		text := strings.TrimLeft(rest[1:], " \n")
		cut := len(t.Text) - len(text)
		for i := range t.Marks {
			t.Marks[i].Offset -= min(t.Marks[i].Offset, uint32(cut))
		}
		for i := range t.Asides {
			t.Asides[i].Start -= min(t.Asides[i].Start, cut)
			t.Asides[i].End -= min(t.Asides[i].End, cut)
		}
		t.Text = text
		return
	}
}

// number gives turns and narrations their numbers.
func number(r *corpus.Record) {
	var numbers [2]int32
	for i := range r.Turns {
		numbers[r.Turns[i].Kind]++
		r.Turns[i].Number = numbers[r.Turns[i].Kind]
	}
}
