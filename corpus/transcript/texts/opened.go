package texts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
)

// Where a file's structure marks speeches and nearly all begin with a label, the
// others begin with one, too, however it is misread.
const (
	fewOpened = 4
	mostNamed = 0.8 // of the speeches that the structure marks
)

// open begins a turn with each speech that the file's structure marks. Who speaks
// stands before the first colon or what may have been one; where there is none,
// nobody does.
func (p *parse) open() {
	if p.alone || p.columns || p.hearing {
		return
	}
	opened, named := 0, 0
	var missed []int
	next := 0
	for i := range p.s.Lines {
		for next < len(p.cues) && p.cues[next].line < i {
			next++
		}
		if !p.s.Lines[i].Opens {
			continue
		}
		opened++
		if next < len(p.cues) && p.cues[next].line == i && p.cues[next].label.Name != "" {
			named++
		} else {
			missed = append(missed, i)
		}
	}
	if opened < fewOpened || float64(named) < mostNamed*float64(opened) {
		return
	}
	for _, i := range missed {
		at, _ := slices.BinarySearchFunc(p.cues, i, func(q cue, line int) int { return q.line - line })
		q := cue{line: i, label: p.keep(oddLabel(p.s.At(i)))}
		if at < len(p.cues) && p.cues[at].line == i {
			p.cues[at] = q
		} else {
			p.cues = slices.Insert(p.cues, at, q)
		}
		if q.label.Name != "" {
			p.odd = append(p.odd, i)
		}
	}
}

// oddLabel returns the label that a speech is known to begin with, without a name
// if nothing ends one.
func oddLabel(text string) label.Label {
	short := text[:min(len(text), label.MaxBytes)]
	for _, mark := range []string{":", ";"} {
		at := strings.Index(short, mark+" ")
		first, _ := utf8.DecodeRuneInString(text)
		if at > 1 && unicode.IsUpper(first) && strings.Count(text[:at], " ") < 12 && !strings.ContainsAny(text[:at], "?!") {
			return label.Label{Name: strings.TrimSpace(text[:at]), Rest: strings.TrimSpace(text[at+1:])}
		}
	}
	return label.Label{Rest: text}
}
