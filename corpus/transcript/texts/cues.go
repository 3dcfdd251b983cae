package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A cue is a line that begins with what can be a label.
type cue struct {
	label *mark
	part  *part // of the cast, once that is known; nil if the label is of none
	line  int   // index into the sheet's lines
	at    int32 // byte of the line where the label begins, if it stands within the line
	weak  bool  // within a paragraph, or in another column than most labels
	timed bool  // the label has a line of its own but for a time beside or under it
}

// A mark is a label as a cue keeps it. Most labels are a name and no more, and a
// text of short lines has many.
type mark struct {
	Name, Rest                        string
	more                              *addition // nil for most
	Alone, Set, Glued, Dash, Run, Odd bool
}

// An addition is what a label can hold beside a name.
type addition struct{ Note, Role, How, Time string }

// markOf returns a label as it is kept.
func markOf(l label.Label) mark {
	m := mark{Name: l.Name, Rest: l.Rest, Alone: l.Alone, Set: l.Set, Glued: l.Glued, Dash: l.Dash, Run: l.Run, Odd: l.Odd}
	if l.Note != "" || l.Role != "" || l.How != "" || l.Time != "" {
		m.more = &addition{l.Note, l.Role, l.How, l.Time}
	}
	return m
}

// beside returns what a label holds beside its name.
func (m *mark) beside() addition {
	if m.more == nil {
		return addition{}
	}
	return *m.more
}

func (m *mark) Note() string { return m.beside().Note }
func (m *mark) Role() string { return m.beside().Role }
func (m *mark) How() string  { return m.beside().How }
func (m *mark) Time() string { return m.beside().Time }

// own returns what a label holds beside its name, to be changed.
func (m *mark) own() *addition {
	if m.more == nil {
		m.more = new(addition)
	}
	return m.more
}

// whole returns a label as it was read.
func (m *mark) whole() label.Label {
	more := m.beside()
	return label.Label{
		Name: m.Name, Note: more.Note, Role: more.Role, How: more.How, Time: more.Time, Rest: m.Rest,
		Alone: m.Alone, Set: m.Set, Glued: m.Glued, Dash: m.Dash, Run: m.Run, Odd: m.Odd,
	}
}

// A parser looks at one sheet as one of one layout.
type parser struct {
	*layout
	s     *page.Sheet
	doc   *document
	marks []mark // room for those of the next cues
}

// keep returns where a label is kept: cues are moved and copied a lot, and most
// layouts see only a few.
func (p *parser) keep(found label.Label) *mark {
	const least, most = 8, 1024
	if len(p.marks) == cap(p.marks) {
		p.marks = make([]mark, 0, min(most, max(least, 2*cap(p.marks))))
	}
	p.marks = append(p.marks, markOf(found))
	return &p.marks[len(p.marks)-1]
}

// cues returns the lines that begin with something like a label.
func (p *parser) cues() []cue {
	cues := p.doc.roomFor(p.forms)
	for i := range p.s.Lines {
		l := &p.s.Lines[i]
		if p.doc.forms[i]&p.forms == 0 && l.Bold == 0 && l.Level == 0 || l.Remark {
			continue
		}
		weak := l.Gap == page.Wrapped
		broken := !weak || p.anywhere || p.broken(i)
		if c := p.s.At(i)[0]; !broken && l.Indent == 0 && c >= 'a' && c <= 'z' {
			continue
		}
		found, ok := p.cutLine(i)
		if ok && (found.Alone && enters(p.s.At(i)) || isContents(found.Rest)) {
			continue // "Enter POLONIUS"
		}
		if !ok || !broken && !label.IsCaps(found.Name) {
			continue
		}
		if p.alone != found.Alone && !found.Run && (p.alone || !p.anywhere) {
			continue
		}
		if p.alone && found.Run {
			weak = weak && l.Indent > 0
		} else if p.alone {
			weak = found.Time == "" && !l.Over && !p.standsOut(i)
		} else if weak && (p.quotes || page.EndsSentence(p.s.At(i-1)) || page.IsRule(p.s.At(i-1)) || p.anywhere && p.hadRoom(i)) {
			weak = false
		}
		cues = append(cues, cue{line: i, label: p.keep(found), weak: weak || found.Glued, timed: found.Alone && (found.Time != "" || l.Over)})
	}
	p.doc.room = cues
	if !p.alone && len(cues) >= fewCues && float64(len(cues)) >= hangColumn*float64(p.linesFrom(cues[0].line)) {
		for i := range cues { // nearly every line is a turn, and none goes on with the one before
			cues[i].weak = cues[i].label.Glued
		}
	}
	return p.inColumn(cues)
}

// linesFrom counts the lines from one on that are not whole remarks in brackets.
func (p *parser) linesFrom(first int) int {
	n := 0
	for i := first; i < len(p.s.Lines); i++ {
		if c := p.s.At(i)[0]; c != '(' && c != '[' || !isDirection(p.s, i, i+1) {
			n++
		}
	}
	return n
}

// questionMark stands before what reporters ask where those who answer have names:
// "Q. What did you have?" beside "PRIYA RAMAN: Nothing.".
const questionMark = "Q. "

// cutLine reads the label of line i; one that the file's structure sets in bold
// or makes a heading needs no mark.
func (p *parser) cutLine(i int) (label.Label, bool) {
	l, text := &p.s.Lines[i], p.s.At(i)
	switch {
	case l.Bold > 0 && p.colon:
		return label.Bold(text, int(l.Bold))
	case l.Level > 0 && p.heading:
		return label.Alone(strings.TrimRight(text, ":"), "")
	}
	found, ok := p.cut(text)
	if !ok && p.colon && p.doc.asked {
		if said, asks := strings.CutPrefix(text, questionMark); asks {
			return label.Label{Name: "Q", Rest: strings.TrimLeft(said, " ")}, true
		}
	}
	if !ok && p.colon {
		// Some put a dash for the colon now and then; see withoutDashes.
		if found, ok = label.Dashed(text); !ok {
			found, ok = label.Misprinted(text)
		}
	}
	return found, ok
}

// broken reports whether line i, which no white space parts from the line
// before, begins a paragraph all the same: a sentence has ended, and the line
// is set in, or its first word would have had room on the line before.
func (p *parser) broken(i int) bool {
	l, before := &p.s.Lines[i], &p.s.Lines[i-1]
	if l.Indent > 0 && l.Indent < before.Indent {
		return true // back in the column of the labels
	}
	if !page.EndsSentence(p.s.At(i - 1)) {
		return false
	}
	if l.Indent > 0 && l.Indent >= before.Indent {
		return true
	}
	return p.hadRoom(i)
}

// hadRoom reports whether the first word of line i would have had room on the
// line before.
func (p *parser) hadRoom(i int) bool {
	if p.doc.width == 0 {
		p.doc.width = p.wrapWidth()
	}
	before := &p.s.Lines[i-1]
	word, _, _ := strings.Cut(p.s.At(i), " ")
	return int(before.Indent)+int(before.End-before.Start)+1+len(word) < p.doc.width*9/10
}

// wrapWidth returns the width in bytes that lines which go on are wrapped at.
func (p *parser) wrapWidth() int {
	var count [1024]int // of lines by their width; the last one is of all that are wider
	all := 0
	for i := range p.s.Lines[1:] {
		if l := &p.s.Lines[i]; p.s.Lines[1+i].Gap == page.Wrapped {
			count[min(len(count)-1, int(l.Indent)+int(l.End-l.Start))]++
			all++
		}
	}
	below := 0
	for width, n := range count {
		if below += n; below > all*9/10 {
			return max(1, width)
		}
	}
	return 1
}

// standsOut reports whether line i is apart from the line before it and has
// lines below that it can be the label of.
func (p *parser) standsOut(i int) bool {
	l := &p.s.Lines[i]
	if i+1 == len(p.s.Lines) || l.Gap == page.Wrapped && l.Indent == p.s.Lines[i-1].Indent {
		return false
	}
	below := &p.s.Lines[i+1]
	return below.Gap < page.Section && !(below.Gap == page.Parted && isDirection(p.s, i+1, p.s.Block(i+1, len(p.s.Lines))))
}

// fewCues is from how many on the place of labels is known.
const fewCues = 3

// isAnswer reports whether q stands right below a label on its own line, and so
// can be the first words of its turn: "Question one: why?".
func (p *parser) isAnswer(above, q cue) bool {
	return above.label.Alone && above.line == q.line-1 && p.s.Lines[q.line].Gap == page.Wrapped && !q.label.Alone
}
