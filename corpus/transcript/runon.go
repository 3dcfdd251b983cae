package transcript

import "strings"

// splitLines parts lines within which somebody else begins to speak, as in
// "… a commitment. MODERATOR: Your time.", and returns the cues with those that
// this adds. Only a label in capitals that also begins lines, or is that of an
// office, is seen there.
func (d *document) splitLines(cues []cue, c cast) []cue {
	var lines []line
	var added []cue
	rest := cues
	for i := range d.lines {
		l := d.lines[i]
		var own *cue
		if len(rest) > 0 && rest[0].line == i {
			own, rest = &rest[0], rest[1:]
		}
		whole := l.text
		from := 0 // where words begin that may hold a label
		if own != nil {
			from = len(whole) - len(own.label.rest)
		}
		if len(cues) == 0 || i < cues[0].line {
			from = len(whole)
		}
		at, name := c.labelWithin(whole, from)
		if at > 0 && lines == nil {
			lines = append(make([]line, 0, len(d.lines)+16), d.lines[:i]...)
			added = append(added, cues[:len(cues)-len(rest)]...)
			if own != nil {
				added = added[:len(added)-1]
			}
		}
		if lines == nil {
			continue
		}
		if own != nil {
			first := *own
			first.line = len(lines)
			added = append(added, first)
		}
		for at > 0 {
			before := l
			before.text = strings.TrimSpace(whole[:at])
			if n := len(added); n > 0 && added[n-1].line == len(lines) {
				said := whole[from:at]
				added[n-1].label.rest = strings.TrimSpace(said)
			}
			lines = append(lines, before)
			from = at + len(name) + 1
			l.gap, l.blanks = paragraph, 0
			l.text = whole
			added = append(added, cue{line: len(lines), label: label{name: name, rest: strings.TrimSpace(whole[from:])}})
			at, name = c.labelWithin(whole, from)
		}
		lines = append(lines, l)
	}
	if lines == nil {
		return cues
	}
	d.lines = lines
	return added
}

// labelWithin returns where after from a label of the cast stands that a
// sentence ends before, and its name; 0 if there is none.
func (c cast) labelWithin(text string, from int) (at int, name string) {
	for at := from; ; {
		colon := strings.Index(text[at:], ": ")
		if colon < 0 {
			return 0, ""
		}
		colon += at
		at = colon + 1
		if colon == 0 || text[colon-1] < '0' || text[colon-1] > 'Z' {
			continue
		}
		for start := max(from, colon-maxLabelBytes); start < colon; start++ {
			if start == 0 || text[start-1] != ' ' {
				continue
			}
			name := text[start:colon]
			if p := c[name]; (p != nil && p.taken || hasRole(name) && hasCapsOnly(name)) && len(name) > 1 && isCaps(name) && start > from && endsSentence(strings.TrimSpace(text[from:start])) {
				return start, name
			}
		}
	}
}
