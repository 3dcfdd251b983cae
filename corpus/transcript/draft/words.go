package draft

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// A Joint is what stands between words of a turn that do not stand beside each
// other in the text.
type Joint string

const (
	Glue      Joint = ""     // nothing: one word, or a line of a script without spaces
	Space     Joint = " "    // the end of a line that is only wrapped
	Newline   Joint = "\n"   // the end of a line of verse, or of a message
	Paragraph Joint = "\n\n" // the end of a paragraph
)

// Words adds a span of the text to the turn or narration begun last, joined to
// what is there by how. White space and unseen characters at its ends are not
// added.
func (d *Draft) Words(s page.Span, how Joint) {
	kind := Turn
	if d.turns[len(d.turns)-1].speaker < 0 {
		kind = Narration
	}
	d.add(s, how, kind)
}

// Aside adds a span to the turn begun last that is the recorder's or the
// editor's: it stands in the turn's text, and is nobody's words.
func (d *Draft) Aside(s page.Span, how Joint) {
	from := len(d.words)
	d.add(s, how, Aside)
	t := &d.turns[len(d.turns)-1]
	for from < int(t.end) && (d.words[from] == ' ' || d.words[from] == '\n') {
		from++
	}
	if from < int(t.end) {
		d.asides = append(d.asides, aside{len(d.turns) - 1, corpus.Span{Start: from - int(t.start), End: int(t.end - t.start)}})
	}
}

func (d *Draft) add(s page.Span, how Joint, kind Kind) {
	d.Drop(s, kind)
	if s = d.text.Trim(s); s.Len() == 0 {
		return
	}
	words := d.text.String[s.Start:s.End]
	t := &d.turns[len(d.turns)-1]
	if t.end > t.start {
		if how == Space {
			switch joined, known := d.breaksWord(d.words[t.start:t.end], words); {
			case joined:
				d.cutHyphen()
				how = Glue
			case !known && d.torn < maxTorn:
				d.torn++
				d.Doubt(s.Start, "broken_word", "the hyphen at the end of the line before this one may only break a word: "+strconv.Quote(lastWord(d.words[t.start:t.end])+firstWord(words)))
			}
		}
		how = how.between(d.words[t.start:t.end], words)
		d.words = append(d.words, how...)
		d.line += uint32(strings.Count(string(how), "\n"))
	}
	line := d.lineOf(s.Start)
	place := cmp.Or(line.Place, d.place)
	if last := len(d.marks) - 1; last < int(t.firstMark) || d.line != line.Number || d.marks[last].Place != place {
		d.marks = append(d.marks, corpus.Mark{Offset: uint32(len(d.words)) - t.start, Line: line.Number, Place: place})
	}
	d.line = line.Number
	if d.hint.Trace {
		d.runs = append(d.runs, Run{len(d.words), s})
	}
	d.words = append(d.words, words...)
	t.end = uint32(len(d.words))
	d.addNotes(s)
}

// between returns what joins two lines: a space is left out within a compound
// that is broken at its own hyphen, and between words of a script that has no
// spaces.
func (j Joint) between(before []byte, after string) Joint {
	if j != Space {
		return j
	}
	if n := len(before); n > 1 && before[n-1] == '-' {
		if r, _ := utf8.DecodeLastRune(before[:n-1]); unicode.IsLetter(r) {
			return Glue
		}
	}
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unspaced(last) && unspaced(first) {
		return Glue
	}
	return j
}

// unspaced reports whether r belongs to a script without spaces between words.
func unspaced(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0xFE30 && r <= 0xFE4F)
}

// lineOf returns the line on which the byte at offset stands. Words are mostly
// read in the text's order.
func (d *Draft) lineOf(offset int) page.Line {
	lines := d.text.Lines
	if len(lines) == 0 {
		return page.Line{Number: 1}
	}
	i := d.near
	for range 4 {
		if i+1 < len(lines) && int(lines[i+1].Start) <= offset {
			i++
		}
	}
	if int(lines[i].Start) > offset || i+1 < len(lines) && int(lines[i+1].Start) <= offset {
		i = max(0, d.text.LineAt(offset))
	}
	d.near = i
	return lines[i]
}

// LineNumber returns the number of the file's line that holds the byte at
// offset.
func (d *Draft) LineNumber(offset int) int { return int(d.lineOf(offset).Number) }
