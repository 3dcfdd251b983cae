package texts

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A cue is a line that begins with what can be a label.
type cue struct {
	line  int // index into the sheet's lines
	label label.Label
	weak  bool // within a paragraph, or in another column than most labels
	timed bool // the label has a line of its own but for a time beside or under it
	at    int  // byte of the line where the label begins, if it stands within the line
}

// A parser looks at one sheet as one of one layout.
type parser struct {
	*layout
	s     *page.Sheet
	play  bool   // the text has scenes
	width *int   // see wrapWidth; 0 as long as nobody asked
	room  *[]cue // where the cues of a layout are kept until the next one is tried
}

// cues returns the lines that begin with something like a label.
func (p *parser) cues() []cue {
	cues := (*p.room)[:0]
	for i := range p.s.Lines {
		l := &p.s.Lines[i]
		weak := l.Gap == page.Wrapped
		broken := !weak || p.anywhere || p.broken(i)
		if !broken && l.Indent == 0 {
			continue
		}
		found, ok := p.cutLine(i)
		if ok && found.Alone && enters(p.s.At(i)) {
			continue // "Enter POLONIUS"
		}
		if !ok || !broken && !label.IsCaps(found.Name) {
			continue
		}
		if p.alone != found.Alone && (p.alone || !p.anywhere) {
			continue
		}
		if p.alone {
			weak = found.Time == "" && !l.Over && !p.standsOut(i)
		} else if weak && (page.EndsSentence(p.s.At(i-1)) || page.IsRule(p.s.At(i-1)) || p.anywhere && p.hadRoom(i)) {
			weak = false
		}
		cues = append(cues, cue{line: i, label: found, weak: weak || found.Glued, timed: found.Alone && (found.Time != "" || l.Over)})
	}
	*p.room = cues
	if !p.alone && len(cues) >= fewCues && float64(len(cues)) >= hangColumn*float64(len(p.s.Lines)) {
		for i := range cues { // nearly every line is a turn, and none goes on with the one before
			cues[i].weak = cues[i].label.Glued
		}
	}
	return p.inColumn(cues)
}

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
	if !ok && p.colon {
		// Some put a dash for the colon now and then; see withoutDashes.
		found, ok = label.Dashed(text)
	}
	return found, ok
}

// withoutDashes drops cues that end with a dash in a text whose labels end with
// a colon, unless the same name stands before colons or has a title.
func withoutDashes(cues []cue) []cue {
	if !slices.ContainsFunc(cues, func(q cue) bool { return q.label.Dash }) {
		return cues
	}
	colons := make(map[string]bool)
	for _, q := range cues {
		if !q.label.Dash {
			colons[q.label.Name] = true
		}
	}
	return slices.DeleteFunc(cues, func(q cue) bool {
		return q.label.Dash && !colons[q.label.Name] && !(label.IsTitled(q.label.Name) && len(colons) > 0)
	})
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
	if *p.width == 0 {
		*p.width = p.wrapWidth()
	}
	before := &p.s.Lines[i-1]
	word, _, _ := strings.Cut(p.s.At(i), " ")
	return int(before.Indent)+int(before.End-before.Start)+1+len(word) < *p.width*9/10
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

// Shares of labels that make a column theirs.
const (
	inColumn   = 0.9  // of the labels, that stand in it
	allColumn  = 0.98 // of the lines in it, that are labels
	hangColumn = 0.8  // of the labels that begin paragraphs
)

// inColumn drops cues that no white space parts from the line before and that
// are set in from the column of those that are: they stand in the words that
// hang from a label ("HEATERS: DISPLAY is OPEN").
func (p *parser) inColumn(cues []cue) []cue {
	if p.alone || p.columns || p.hearing {
		return cues
	}
	columns, parted := make(map[uint16]int), 0
	for _, q := range cues {
		if l := &p.s.Lines[q.line]; l.Gap > page.Turned {
			columns[l.Indent]++
			parted++
		}
	}
	best, most := uint16(0), 0
	for column, n := range columns {
		if n > most || n == most && column < best {
			best, most = column, n
		}
	}
	if parted < fewCues || float64(most) < hangColumn*float64(parted) {
		return p.hanging(cues)
	}
	return slices.DeleteFunc(cues, func(q cue) bool {
		l := &p.s.Lines[q.line]
		return l.Gap == page.Wrapped && l.Indent > best+1
	})
}

// hanging takes no cue for weak where words hang from the labels: all lines that
// go on are set in from the column of the labels, so that a line in it begins
// something, whatever stands above.
func (p *parser) hanging(cues []cue) []cue {
	if len(cues) < fewCues {
		return cues
	}
	column := p.s.Lines[cues[0].line].Indent
	next, out, in := 0, 0, 0
	for i := range p.s.Lines {
		if next < len(cues) && cues[next].line == i {
			if next++; p.s.Lines[i].Indent != column {
				return cues
			}
			continue
		}
		if l := &p.s.Lines[i]; l.Gap == page.Wrapped && l.Indent <= column {
			out++
		} else if l.Gap == page.Wrapped {
			in++
		}
	}
	if in < fewCues || out*20 > in {
		return cues
	}
	for i := range cues {
		cues[i].weak = cues[i].label.Glued
	}
	return cues
}

// fewCues is from how many on the place of labels is known.
const fewCues = 3

// inLabelColumn keeps the cues that stand in the column of most of them, and
// reports whether that column is kept for labels: nothing else begins there.
func (p *parser) inLabelColumn(cues []cue) ([]cue, bool) {
	columns := make(map[uint16]int)
	best := uint16(0)
	for _, q := range cues {
		in := p.s.Lines[q.line].Indent
		if columns[in]++; columns[in] > columns[best] || columns[in] == columns[best] && in < best {
			best = in
		}
	}
	if float64(columns[best]) < inColumn*float64(len(cues)) {
		return cues, false
	}
	kept := cues[:0]
	for _, q := range cues {
		if p.s.Lines[q.line].Indent == best {
			kept = append(kept, q)
		}
	}
	all := 0
	for i := range p.s.Lines {
		if p.s.Lines[i].Indent == best {
			all++
		}
	}
	return kept, all >= 8 && float64(len(kept)) >= allColumn*float64(all)
}

// withoutAnswers drops of two cues in a row the one that is rarer: it holds the
// words of the other, which happen to look like a label ("Swear.").
func withoutAnswers(cues []cue) []cue {
	count := make(map[string]int)
	for _, q := range cues {
		count[q.label.Name]++
	}
	kept := cues[:0]
	for _, q := range cues {
		if n := len(kept); n > 0 && kept[n-1].line == q.line-1 {
			if !kept[n-1].weak && count[kept[n-1].label.Name] >= count[q.label.Name] {
				continue
			}
			kept = kept[:n-1]
		}
		kept = append(kept, q)
	}
	return kept
}

// isAnswer reports whether q stands right below a label on its own line, and so
// can be the first words of its turn: "Question one: why?".
func (p *parser) isAnswer(above, q cue) bool {
	return above.label.Alone && above.line == q.line-1 && p.s.Lines[q.line].Gap == page.Wrapped && !q.label.Alone
}

// takeClocks takes the times that the words after labels begin with for times
// of the labels, if nearly all of them begin so and the times rise. Else they
// are spoken: "7:30 works for most of us".
func takeClocks(cues []cue) {
	clocks, rising, last := 0, 0, -1
	for _, q := range cues {
		if clock, _ := leadingClock(q.label.Rest); clock != "" {
			clocks++
			if now := page.Seconds(clock); now >= last {
				rising++
				last = now
			}
		}
	}
	if clocks < fewCues || clocks*10 < len(cues)*8 || rising*10 < clocks*9 {
		return
	}
	for i := range cues {
		if clock, rest := leadingClock(cues[i].label.Rest); clock != "" {
			cues[i].label.Time, cues[i].label.Rest = clock, rest
			cues[i].label.Alone = rest == ""
		}
	}
}

// leadingClock cuts a time off the beginning of text, with its brackets.
func leadingClock(text string) (clock, rest string) {
	first, rest, _ := strings.Cut(text, " ")
	if bare := strings.Trim(first, "[]()"); label.IsTime(bare) {
		return bare, strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	return "", text
}
