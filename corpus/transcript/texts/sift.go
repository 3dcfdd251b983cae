package texts

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// withoutDashes drops cues that end with a dash in a text whose labels end with
// a colon, unless the same name stands before colons or has a title, and those
// whose mark is misprinted, unless the name has come before.
func withoutDashes(cues []cue) []cue {
	if !slices.ContainsFunc(cues, func(q cue) bool { return q.label.Dash || q.label.Odd }) {
		return cues
	}
	colons := make(map[string]bool)
	odd := make(map[int]bool) // lines of misprinted ones whose name has not been met
	for _, q := range cues {
		switch {
		case q.label.Odd:
			odd[q.line] = !colons[q.label.Name]
		case !q.label.Dash:
			colons[q.label.Name] = true
		}
	}
	return slices.DeleteFunc(cues, func(q cue) bool {
		return odd[q.line] || q.label.Dash && !q.label.Set && !colons[q.label.Name] && !(label.IsTitled(q.label.Name) && len(colons) > 0)
	})
}

// withoutFewRuns drops cues in brackets without a colon, "[RD] I was", where most
// labels are others: what stands in brackets there is a remark.
func withoutFewRuns(cues []cue) []cue {
	runs := 0
	for _, q := range cues {
		if q.label.Run {
			runs++
		}
	}
	if runs == 0 || runs*2 > len(cues) {
		return cues
	}
	return slices.DeleteFunc(cues, func(q cue) bool { return q.label.Run })
}

// withoutLoneRuns drops cues that have words on their line if none of their names
// has a line of its own elsewhere.
func withoutLoneRuns(cues []cue) []cue {
	if !slices.ContainsFunc(cues, func(q cue) bool { return q.label.Run }) {
		return cues
	}
	own := make(map[string]bool)
	for _, q := range cues {
		if q.label.Alone {
			own[q.label.Name] = true
		}
	}
	if slices.ContainsFunc(cues, func(q cue) bool { return q.label.Run && own[q.label.Name] }) {
		return cues
	}
	return slices.DeleteFunc(cues, func(q cue) bool { return q.label.Run })
}

// takeManners cuts off labels on lines of their own how something is said, in
// capitals like the names: "BRÉCOURT, DERRIÈRE LE THÉÂTRE". It stands behind several
// names, and names nobody itself.
func takeManners(cues []cue) {
	names := make(map[string]bool)
	said := make(map[string]map[string]bool) // manner -> those who speak so
	for _, q := range cues {
		name, how, ok := strings.Cut(q.label.Name, ", ")
		if names[name] = true; !ok || q.label.How() != "" {
			continue
		}
		if said[how] == nil {
			said[how] = make(map[string]bool)
		}
		said[how][name] = true
	}
	for i := range cues {
		l := cues[i].label
		name, how, ok := strings.Cut(l.Name, ", ")
		if !ok || len(said[how]) < 2 || slices.ContainsFunc(label.GroupMembers(how), func(m string) bool { return names[m] }) {
			continue
		}
		l.Name, l.own().How = name, how
	}
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
		if n := len(kept); n > 0 && kept[n-1].line == q.line-1 && kept[n-1].label.Alone {
			if above := kept[n-1].label.Name; !kept[n-1].weak && !label.IsScene(above) && count[above] >= count[q.label.Name] {
				continue
			}
			kept = kept[:n-1]
		}
		kept = append(kept, q)
	}
	return kept
}

// takeClocks takes the times that the words after labels begin with for times
// of the labels, if nearly all of them begin so, the times rise, and no sentence
// goes on behind them. Else they are spoken: "7:30 works for most of us".
func takeClocks(cues []cue) {
	clocks, rising, goOn, last := 0, 0, 0, -1
	for _, q := range cues {
		if clock, rest := leadingClock(q.label.Rest); clock != "" {
			clocks++
			count(&goOn, clock == q.label.Rest[:len(clock)] && label.BeginsInSmall(rest))
			if now := page.Seconds(clock); now >= last {
				rising++
				last = now
			}
		}
	}
	if clocks < fewCues || clocks*10 < len(cues)*8 || rising*10 < clocks*9 || goOn*10 > clocks {
		return
	}
	for i := range cues {
		if clock, rest := leadingClock(cues[i].label.Rest); clock != "" {
			m := cues[i].label
			m.own().Time = clock
			m.Rest, m.Alone = rest, rest == ""
		}
	}
}

// takeNumbers cuts the numbers of turns off labels, "2. Ina": nearly all have one,
// they rise, and without them names come back.
func takeNumbers(cues []cue) {
	bare := make(map[string]int) // cues of each name without its number
	numbered, rising, last := 0, 0, 0
	for _, q := range cues {
		n, name := leadingNumber(q.label.Name)
		if name == "" {
			continue
		}
		bare[name]++
		if numbered++; n > last {
			rising++
			last = n
		}
	}
	if numbered < fewCues || numbered*10 < len(cues)*8 || rising*10 < numbered*9 || len(bare)*3 > numbered*2 {
		return
	}
	for i := range cues {
		if _, name := leadingNumber(cues[i].label.Name); name != "" {
			cues[i].label.Name = name
		}
	}
}

// leadingNumber cuts a number and its full stop off a label; rest is "" if it has
// none.
func leadingNumber(name string) (n int, rest string) {
	number, rest, ok := strings.Cut(name, ". ")
	if !ok || !label.IsNumber(number) {
		return 0, ""
	}
	rest = strings.TrimLeft(rest, " ")
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0, "" // more than any text has
	}
	return n, rest
}

// leadingClock cuts a time off the beginning of text, with its brackets.
func leadingClock(text string) (clock, rest string) {
	first, rest, _ := strings.Cut(text, " ")
	if bare := strings.Trim(first, "[]()"); label.IsTime(bare) {
		return bare, strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	return "", text
}

// withoutSentences drops cues within paragraphs that have words after them, if
// nearly all labels have a line of their own: "Here comes his servant: how now".
func (p *parse) withoutSentences(cues []cue) []cue {
	if !p.anywhere || p.alone || p.columns || p.hearing {
		return cues
	}
	parted, own := 0, 0
	for _, q := range cues {
		if p.s.Lines[q.line].Gap > page.Turned {
			if parted++; q.label.Alone {
				own++
			}
		}
	}
	if parted < fewCues || float64(own) < inColumn*float64(parted) {
		return cues
	}
	return slices.DeleteFunc(cues, func(q cue) bool {
		return p.s.Lines[q.line].Gap == page.Wrapped && (!q.label.Alone || !label.HasCapsOnly(q.label.Name))
	})
}

// partByNote makes names of their own of labels that only what stands in
// brackets tells apart: "Speaker (1)" and "Speaker (2)", "Interviewer (Anna)"
// and "Interviewer (Ben)", and where most labels, or all those of one word, have a
// place or a party there, "Müller (Köln)" and "Müller (Bonn)".
func partByNote(cues []cue) {
	if !slices.ContainsFunc(cues, func(q cue) bool { return q.label.Note() != "" }) {
		return
	}
	notes := make(map[string]map[string]int)
	seen, noted := make(map[string]int), make(map[string]int) // cues of a name, and those of them with a note
	all := 0
	for _, q := range cues {
		seen[q.label.Name]++
		if label.IsQualifier(q.label.Note()) && !label.BeginsInSmall(q.label.Note()) {
			noted[q.label.Name]++
			all++
		}
	}
	always := all*2 > len(cues) // it is how the file tells people apart
	for _, q := range cues {
		if l := q.label; label.Parts(l.Name, l.Note()) || label.IsQualifier(l.Note()) && ((always || !strings.Contains(l.Name, " ")) && noted[l.Name] == seen[l.Name] || strings.Contains(l.Note(), ") (")) {
			if notes[l.Name] == nil {
				notes[l.Name] = make(map[string]int)
			}
			notes[l.Name][l.Note()]++
		}
	}
	for i := range cues {
		l := cues[i].label
		if len(notes[l.Name]) > 1 && notes[l.Name][l.Note()] > 0 {
			l.Name += " (" + l.Note() + ")"
			l.own().Note = ""
		}
	}
}
