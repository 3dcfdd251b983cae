package transcript

import (
	"strings"
)

// A labelStyle is a way to write a speaker's name at the start of the
// paragraph that begins a turn. Paragraphs without a label go on with the
// turn before them.
type labelStyle struct {
	cut func(text string) (label, bool)
}

// try looks for the style's labels in d.
func (s labelStyle) try(d *document) attempt {
	cast := make(map[string]int)
	starts := 0
	for i := range d.lines {
		if l := &d.lines[i]; l.gap != wrapped {
			starts++
			if found, ok := s.cut(l.text); ok {
				cast[found.name]++
			}
		}
	}
	labelled := 0
	for name, count := range cast {
		if count < 2 {
			delete(cast, name)
			continue
		}
		labelled += count
	}
	if labelled == 0 {
		return attempt{}
	}
	return attempt{
		confidence: min(1, float64(labelled)/float64(starts)),
		read:       func(b *builder) { s.read(d, cast, b) },
	}
}

// read reads the turns of d, whose speakers are those of cast.
func (s labelStyle) read(d *document, cast map[string]int, b *builder) {
	first := 0
	for ; first < len(d.lines); first++ {
		if l := &d.lines[first]; l.gap != wrapped {
			if found, ok := s.cut(l.text); ok && cast[found.name] > 0 {
				break
			}
		}
	}
	b.head(d.lines[:first])
	for i := first; i < len(d.lines); i++ {
		l := &d.lines[i]
		if l.gap != wrapped {
			if found, ok := s.cut(l.text); ok && cast[found.name] > 0 {
				b.speech(found.name)
				b.words(l, found.rest, joinParagraphs)
				continue
			}
			if n := b.imprint(d.lines[i:]); n > 0 {
				i += n - 1
				continue
			}
		}
		switch {
		case l.gap == section, l.gap == paragraph && !b.speaking():
			b.narration()
			b.words(l, l.text, joinParagraphs)
		case l.gap == paragraph:
			b.words(l, l.text, joinParagraphs)
		default:
			b.words(l, l.text, joinWords)
		}
	}
}

// block returns the lines of the paragraph that lines begin with.
func block(lines []line) []line {
	n := 1
	for n < len(lines) && lines[n].gap <= turned {
		n++
	}
	return lines[:n]
}

// joined returns the text of a block on one line.
func joined(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && !endsWithHyphen(lines[i-1].text) {
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
