package texts

import (
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
)

// tabular keeps the cues of a table of columns: a time, a speaker and the words,
// or the last two, with blanks between them and the words' next lines in their
// column. Without times only labels in capitals that come back are sure.
func (p *parse) tabular(cues []cue) []cue {
	if len(cues)*8 < len(p.s.Lines) {
		return nil
	}
	timed := 0
	count := make(map[string]int)
	for _, q := range cues {
		count[q.label.Name]++
		if q.label.Time() != "" {
			timed++
		}
	}
	mostTimed := timed*2 >= len(cues)
	column := uint16(0)
	if !mostTimed {
		column = p.hangingColumn(cues, count)
	}
	if column > 0 {
		return p.filled(cues, column, count)
	}
	kept := cues[:0]
	for _, q := range cues {
		if mostTimed && q.label.Time() != "" || count[q.label.Name] >= fewCues && label.IsCaps(q.label.Name) && !label.IsHeading(q.label.Name) {
			kept = append(kept, q)
		}
	}
	if len(kept) < fewCues {
		return nil
	}
	return kept
}

// wordsAt returns the column in which the words of a cue begin.
func (p *parse) wordsAt(q cue) uint16 {
	l, text := &p.s.Lines[q.line], p.s.At(q.line)
	return l.Indent + uint16(utf8.RuneCountInString(text[:len(text)-len(q.label.Rest)]))
}

// hangingColumn returns the column in which the words of all turns stand, with the
// lines that they go on over; 0 if they do not, or few of the labels come back.
func (p *parse) hangingColumn(cues []cue, count map[string]int) uint16 {
	const (
		nearly = 0.8 // of the labels, and of the lines without one
		back   = 2   // labels that come back
	)
	columns := make(map[uint16]int)
	for _, q := range cues {
		columns[p.wordsAt(q)]++
	}
	best := uint16(0)
	for column, n := range columns {
		if n > columns[best] || n == columns[best] && column < best {
			best = column
		}
	}
	again := 0
	for name, n := range count {
		if n > 1 && label.AllNameWords(name) && !label.IsHeading(name) {
			again++
		}
	}
	if again < back || columns[best] < fewCues || float64(columns[best]) < nearly*float64(len(cues)) {
		return 0
	}
	hang, all, next := 0, 0, 0
	for i := cues[0].line; i < len(p.s.Lines); i++ {
		if next < len(cues) && cues[next].line == i {
			next++
			continue
		}
		if l := &p.s.Lines[i]; l.Blanks == 0 && l.Indent > 0 {
			if all++; l.Indent == best {
				hang++
			}
		}
	}
	if float64(hang) < nearly*float64(all) {
		return 0
	}
	return best
}

// filled returns the cues whose words stand in a column, with those whose label is
// so long that one blank parts it from them.
func (p *parse) filled(cues []cue, column uint16, count map[string]int) []cue {
	var kept []cue
	next, capitals := 0, true
	for _, q := range cues {
		capitals = capitals && label.IsCaps(q.label.Name)
	}
	for i := cues[0].line; i < len(p.s.Lines); i++ {
		if next < len(cues) && cues[next].line == i {
			q := cues[next]
			next++
			if at := p.wordsAt(q); at == column && label.AllNameWords(q.label.Name) {
				kept = append(kept, q)
			} else if number, name, ok := strings.Cut(q.label.Name, " "); ok && at > column && label.IsNumber(number) && count[name] > 0 {
				q.label.Name = name // of a line of verse, which shifts the columns
				kept = append(kept, q)
			}
			continue
		}
		l, text := &p.s.Lines[i], p.s.At(i)
		if l.Indent != p.s.Lines[cues[0].line].Indent {
			continue
		}
		name, rest := cutRunes(text, int(column)-int(l.Indent))
		if bare, ok := strings.CutSuffix(name, " "); ok && rest != "" && label.LooksLikeName(bare) && label.AllNameWords(bare) && (label.IsCaps(bare) || !capitals) {
			kept = append(kept, cue{line: i, label: p.keep(label.Label{Name: bare, Rest: rest})})
		}
	}
	if len(kept) > 0 && p.isHeadRow(kept) {
		kept = kept[1:]
	}
	return kept
}

// isHeadRow reports whether the first cue names the columns: "Speaker     Words".
func (p *parse) isHeadRow(cues []cue) bool {
	first := cues[0].label
	for _, q := range cues[1:] {
		if q.label.Name == first.Name {
			return false
		}
	}
	return !strings.ContainsAny(first.Rest, " .?!…。") && !strings.Contains(first.Name, " ")
}

// cutRunes cuts text after a number of characters.
func cutRunes(text string, n int) (before, after string) {
	for i := range text {
		if n == 0 {
			return text[:i], text[i:]
		}
		n--
	}
	return text, ""
}

// cutColumns reads a line of columns: "00 00 00 04    CDR      Roger. Clock."
func cutColumns(text string) (label.Label, bool) {
	if c := text[0]; !(c >= '0' && c <= '9') && c != '[' && c != '(' && !strings.Contains(text, "  ") && !strings.Contains(text, "\t") {
		return label.Label{}, false
	}
	time, rest := cutClock(text)
	if time == "" {
		time, rest = label.CutStamp(text)
	}
	rest = strings.TrimLeft(rest, " \t")
	end := strings.Index(rest, "  ")
	if tab := strings.IndexByte(rest, '\t'); tab >= 0 && (end < 0 || tab < end) {
		end = tab
	}
	if name := leadingCaps(rest); time != "" && name != "" && (end < 0 || end > len(name)) {
		end = len(name) // a label so long that the words follow at once
	}
	if end <= 0 || end > label.MaxBytes {
		return label.Label{}, false
	}
	if rest[end-1] == ':' && time == "" {
		return label.Label{}, false // a label with a colon
	}
	if clock, _, _ := strings.Cut(strings.TrimSpace(rest[end:]), " "); len(rest)-end <= len("  00:00:00 AM") && label.IsTime(clock) {
		return label.Label{}, false // "Ana Ruiz  10:02 AM" has the words below
	}
	found, ok := label.New(strings.TrimRight(rest[:end], ":"), strings.TrimLeft(rest[end:], " \t"))
	if found.Time == "" {
		found.Time = time
	}
	return found, ok && found.Rest != ""
}

// leadingCaps returns the words in capitals that text begins with, and what is
// in brackets right after them: "CDR (EAGLE)".
func leadingCaps(text string) string {
	end := 0
	for at := 0; at < len(text); {
		word, _, _ := strings.Cut(text[at:], " ")
		if word == "" || !label.IsCaps(word) && !(at > 0 && label.IsNumber(word)) {
			break
		}
		if word[0] == '(' && !strings.HasSuffix(word, ")") {
			break
		}
		at += len(word)
		end = at
		if at++; word[0] == '(' {
			break
		}
	}
	return text[:end]
}

// cutClock cuts off a time that is written as groups of two digits: days,
// hours, minutes and seconds.
func cutClock(text string) (time, rest string) {
	groups := 0
	for 3*groups+2 <= len(text) {
		at := 3 * groups
		if !label.IsNumber(text[at:at+2]) && (groups == 0 || text[at:at+2] != "##" && text[at:at+2] != "--") || at+2 < len(text) && text[at+2] != ' ' {
			break
		}
		groups++
		if at+3 <= len(text) && at+3 < len(text) && text[at+3] == ' ' {
			break
		}
	}
	if groups < 3 {
		return "", text
	}
	end := 3*groups - 1
	return strings.ReplaceAll(text[:end], " ", ":"), text[end:]
}
