package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// withoutFields takes no label for a speaker's under which only fields of a form
// stand: "Interviewer: Moderator" above what the moderator asks.
func (p *parse) withoutFields(cues []cue) {
	if p.alone || p.columns || p.hearing {
		return
	}
	recurs, talking := p.firstAgain(cues)
	values := make(map[*part]valueCount)
	head := false // it holds a line that is surely a field
	for _, q := range cues {
		v := p.valueOf(q)
		if q.part != nil && v != noValue {
			n := values[q.part]
			count(&n.names, v == namesOther)
			n.plain++
			values[q.part] = n
		}
		head = head || q.line < recurs && (v == namesOther || v == inBrackets || q.part != nil && q.part.isHeading())
	}
	for _, it := range p.cast.order {
		v := values[it]
		switch {
		case !it.taken || p.isKnown(it) || v.plain < int(it.cues):
		case it.cues > 1:
			it.field = v.names > 0 && !it.has(hasRole|hasTitle) // a clerk calls the roll
		case int(it.first) < recurs && talking:
			it.field = v.names > 0 || head
		default:
			it.field = it.first == int32(cues[0].line) && isClockOnly(cues[0].label.Rest)
		}
		it.taken = it.taken && !it.field
	}
}

// isKnown reports whether the sidecar names a label.
func (p *parse) isKnown(it *part) bool {
	_, known := p.hint.Names[it.text]
	return known || p.hint.Nobody[it.text]
}

// firstAgain returns the line of the first label that comes back with words that
// are more than a field's, and whether there is one.
func (p *parse) firstAgain(cues []cue) (line int, ok bool) {
	for _, q := range cues {
		if it := q.part; it != nil && it.taken && it.strong > 1 && p.valueOf(q) == noValue {
			return q.line, true
		}
	}
	return len(p.s.Lines), false
}

// A value is what stands behind a label that may be a field's.
type value uint8

const (
	noValue    value = iota
	aName            // of somebody, or a time
	inBrackets       // what is still to be filled in, "[name]"
	namesOther       // it is another label of the text, or has it as its short form
)

type valueCount struct{ names, plain int }

// valueOf returns what stands behind a label, if it ends no sentence.
func (p *parse) valueOf(q cue) value {
	text := strings.Trim(q.label.Rest, "*_ ")
	if text == "" || q.part == nil || page.EndsSentence(text) || q.line+1 < len(p.s.Lines) && p.s.Lines[q.line+1].Gap == page.Wrapped && !p.isCueLine(q.line+1) {
		return noValue
	}
	if isClockOnly(text) {
		return aName
	}
	if text[0] == '[' && page.Closing(text, 0) == len(text) {
		return inBrackets
	}
	short := text
	if open := strings.LastIndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") {
		short = text[open+1 : len(text)-1]
	}
	for _, name := range []string{text, short} {
		if other := p.cast.named(name); other != nil && other != q.part && other.taken && other.cues > 1 {
			return namesOther
		}
	}
	if label.IsFullName(text) || strings.IndexByte(text, ' ') < 0 && label.LooksLikeName(text) && label.IsNameWord(text) {
		return aName
	}
	return noValue
}

// isCueLine reports whether a line may begin with a label of this layout.
func (p *parse) isCueLine(i int) bool { return p.doc.forms[i]&p.forms != 0 }

// isClockOnly reports whether a time is all that stands behind a label, with one
// word at most: "9:02 Uhr".
func isClockOnly(text string) bool {
	clock, word, _ := strings.Cut(text, " ")
	return label.IsTime(clock) && !strings.Contains(word, " ") && !page.EndsSentence(text)
}

// withoutTerms takes no label for a speaker's that comes once and is an item of a
// list, where the labels that come back are none; nor those in bold below a
// heading after the last of them, under which nobody speaks: "**Light:** Bright
// enough to find a lock".
func (p *parse) withoutTerms(cues []cue) {
	if p.alone || p.columns || p.hearing {
		return
	}
	last := p.lastAgain(cues)
	if last < 0 {
		return
	}
	var below []*part
	silent, tongue := true, tongueOf(p.s, cues[0].line)
	for n, q := range cues {
		it := q.part
		if it == nil || !it.taken || it.alike > 1 || it.has(hasTitle) || it.isListed() || it.isDeclared() || p.isKnown(it) {
			continue
		}
		if bulletOf(p.s.At(q.line)) != "" {
			it.taken = false
			continue
		}
		if n > last && q.label.Set && p.isHeaded(cues[last].line, q.line) {
			below = append(below, it)
			silent = silent && !calls(q.label.Rest) && !tongue.says(q.label.Rest, tongue.speaking)
		}
	}
	for _, it := range below {
		it.taken = it.taken && (!silent || len(below) < 2)
	}
}

// lastAgain returns the last cue of the labels that come back, -1 if there is none
// or if such labels are items of a list.
func (p *parse) lastAgain(cues []cue) int {
	last := -1
	for n, q := range cues {
		if it := q.part; it == nil || !it.taken || it.alike < 2 {
			continue
		}
		if bulletOf(p.s.At(q.line)) != "" {
			return -1
		}
		last = n
	}
	return last
}

// isHeaded reports whether a heading stands in the lines from and up to to.
func (p *parse) isHeaded(from, to int) bool {
	for i := from; i < to; i++ {
		if p.s.Lines[i].Level > 0 || strings.HasPrefix(p.s.At(i), "#") {
			return true
		}
	}
	return false
}
