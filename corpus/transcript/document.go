package transcript

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// A document is a decoded text file cut into lines. Lines without a word are
// not kept; they show as the gap before the line that follows them.
type document struct {
	text    string
	lines   []line
	places  []string // labels of its pages or times, empty if the document has none
	locator string   // "page" or "time", what places are
	notes   []footnote
	meta    corpus.Record // what the front matter says of the record
	// gutenberg says that the lines are those of a book, which begins with
	// much that is not its text.
	gutenberg bool
	width     int               // see wrapWidth
	lower     map[string]bool   // see lowerWords
	capitals  bool              // nearly all of its labels are in capitals, in the style that reads it
	declared  map[string]string // labels that the sidecar knows -> the speaker's name
}

// A line is a line of the file that has something to read on it.
type line struct {
	text   string // without white space at either end
	number uint32 // from 1
	place  uint32 // 1 + index into document.places, 0 if there are none
	indent uint16 // columns of white space before the text
	blanks uint16 // lines without a word before this one
	gap    gap
	empty  bool // all of blanks hold not even a space
	feed   bool // a form feed stands before the line
	timed  bool // a time stood on the line before
}

// gap says what the white space before a line is for.
type gap uint8

const (
	wrapped   gap = iota // the line goes on with the paragraph
	turned               // a page ends, but not with the end of a sentence
	indented             // the line begins a paragraph by its indent alone
	paragraph            // a paragraph ends before the line
	section              // more white space than between two paragraphs
)

// tabStop is where a tab of a transcript ends, in columns.
const tabStop = 8

// newDocument cuts a text into lines, which keep their numbers in the file, and
// takes out of it what belongs to the page rather than to the text.
func newDocument(t *page.Text) *document {
	d := &document{text: t.Body(), lines: make([]line, 0, len(t.Lines))}
	d.split()
	if len(t.Lines) == len(d.lines) {
		d.places, d.locator = t.Places, t.Locator
		for i := range d.lines {
			d.lines[i].number, d.lines[i].place = t.Lines[i].Number, t.Lines[i].Place
		}
	}
	d.takeFrontMatter()
	d.takeGutenberg()
	if !d.takeTimes() && len(t.Places) == 0 {
		d.paginate()
		d.takeLineNumbers()
	}
	d.takeFootnotes()
	d.setGaps()
	return d
}

func (d *document) split() {
	blanks, empty, feed := 0, true, false
	rest, number := d.text, uint32(0)
	for rest != "" {
		raw := rest
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			raw, rest = rest[:i], rest[i+1:]
		} else {
			rest = ""
		}
		number++
		for i := strings.IndexByte(raw, '\f'); i >= 0; i = strings.IndexByte(raw, '\f') {
			// What stands before a form feed is on the page that it ends.
			if before := strings.TrimSpace(raw[:i]); before != "" {
				d.lines = append(d.lines, line{
					text: before, number: number, indent: indentOf(raw), blanks: clamp(blanks), empty: empty, feed: feed,
				})
				blanks, empty = 0, true
			}
			feed, raw = true, raw[i+1:]
		}
		text := trimLine(raw)
		if text == "" {
			blanks++
			empty = empty && raw == ""
			continue
		}
		d.lines = append(d.lines, line{
			text: text, number: number, indent: indentOf(raw), blanks: clamp(blanks), empty: empty, feed: feed,
		})
		blanks, empty, feed = 0, true, false
	}
}

// trimLine cuts white space off both ends, and the marks of writing direction
// that some programs put before each line.
func trimLine(raw string) string {
	text := strings.TrimSpace(raw)
	if len(text) > 2 && text[0] == 0xE2 {
		text = strings.TrimLeft(text, "\u200e\u200f\u202a\u202b\u202c\u2068\u2069 ")
	}
	return text
}

// indentOf counts the columns before the first word of a line.
func indentOf(raw string) uint16 {
	columns := 0
	for i := range len(raw) {
		switch raw[i] {
		case ' ':
			columns++
		case '\t':
			columns += tabStop - columns%tabStop
		default:
			return clamp(columns)
		}
	}
	return clamp(columns)
}

func clamp(n int) uint16 { return uint16(min(n, 1<<16-1)) }

// setGaps tells paragraphs from sections: a section break is more white space
// than the document mostly leaves between two blocks of lines.
func (d *document) setGaps() {
	usual, indent := d.usualBlanks(), d.firstLineIndent()
	for i := range d.lines {
		l := &d.lines[i]
		switch {
		case i == 0:
			l.gap = section
		case l.timed:
			l.gap = paragraph
		case l.place != d.lines[i-1].place && d.locator == "page":
			// A page ends where the paper does, often within a sentence.
			l.gap = turned
			if endsSentence(d.lines[i-1].text) {
				l.gap = paragraph
			}
		case l.blanks == 0 && indent > 0 && l.indent == indent:
			l.gap = indented
		case l.blanks == 0:
			l.gap = wrapped
		case l.blanks <= usual:
			l.gap = paragraph
		default:
			l.gap = section
		}
	}
}

// usualBlanks returns how many blank lines most often stand between two
// blocks of lines.
func (d *document) usualBlanks() uint16 {
	var count [8]int
	for _, l := range d.lines {
		if l.blanks > 0 && int(l.blanks) < len(count) {
			count[l.blanks]++
		}
	}
	usual := 1
	for n := range count {
		if count[n] > count[usual] {
			usual = n
		}
	}
	return uint16(usual)
}

// firstLineIndent returns the columns by which the first lines of paragraphs
// are set in, where that and no blank line parts them; 0 if it does not.
func (d *document) firstLineIndent() uint16 {
	// Lines by their indent: all, those before a line further out, and those of
	// them after which a sentence goes on there.
	var all, first, within [64]int
	for i := range d.lines {
		l := &d.lines[i]
		if int(l.indent) >= len(all) {
			continue
		}
		all[l.indent]++
		if i+1 < len(d.lines) && d.lines[i+1].blanks == 0 && d.lines[i+1].indent < l.indent {
			first[l.indent]++
			if r, _ := utf8.DecodeRuneInString(d.lines[i+1].text); unicode.IsLower(r) {
				within[l.indent]++
			}
		}
	}
	base, indent := 0, 0
	for base+1 < len(all) && all[base]*10 < len(d.lines) {
		base++
	}
	for n := base + 1; n < len(first) && n <= base+maxFirstLineIndent; n++ {
		if first[n] > first[indent] || indent == 0 {
			indent = n
		}
	}
	// Lines that hang from a label have the next label further out, and there
	// no sentence goes on.
	if indent == 0 || first[indent]*50 < len(d.lines) || within[indent]*4 < first[indent] {
		return 0
	}
	return uint16(indent)
}

// maxFirstLineIndent is the widest indent of a paragraph; more is a column.
const maxFirstLineIndent = 10

// endsSentence reports whether text ends with the end of a sentence, closing
// quotation marks and brackets aside.
func endsSentence(text string) bool {
	if last := len(text) - 1; last > 0 && (text[last] == ']' || text[last] == ')') {
		// "Nothing. [laughs]"
		if open := strings.LastIndexAny(text, "[("); open > 0 && endsSentence(strings.TrimRight(text[:open], " ")) {
			return true
		}
	}
	text = strings.TrimRight(text, `"'”’»)]`)
	for _, stop := range []string{".", "!", "?", "…", ":", "。", "！", "？"} {
		if strings.HasSuffix(text, stop) {
			return true
		}
	}
	return false
}

// whyNot says in what way the document is no transcript.
func (d *document) whyNot() string {
	paragraphs, labelled := 0, 0
	for i := range d.lines {
		_, colon := cutColon(d.lines[i].text)
		_, period := cutPeriod(d.lines[i].text)
		if colon || period {
			labelled++
		}
		if d.lines[i].gap > turned {
			paragraphs++
		}
	}
	switch {
	case paragraphs == 0:
		return "it is empty"
	case labelled == 0:
		return "no paragraph begins with a name and a colon or a full stop"
	}
	return fmt.Sprintf("of %d paragraphs, %d lines begin with what could be a name, and none of these surely is one: "+
		"write an empty line between turns, the name before each, or name the speakers in a sidecar (lint --sidecar writes a first one)",
		paragraphs, labelled)
}
