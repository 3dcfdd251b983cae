// Package chats reads the logs of chats as plain text: lines that begin with
// when and who, as messengers export them and clients of IRC write them.
//
// What the program itself says is nobody's: who joined, what was deleted, where
// a picture was. Messengers say it in the language of the telephone, but mark it
// in ways that all languages share, and these are what is looked for.
package chats

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of chats.
var Layouts = []draft.Layout{{Name: "chat log", Read: read}}

// A form is how the lines of a log say who says what.
type form uint8

const (
	none   form = iota
	angled      // 10:01 <anna> hello
	named       // 31/12/2019, 10:21 - Anna: hello
	tabbed      // 10:01 TAB anna TAB hello
	sent        // 10:01:02 From Anna Berg to Everyone: hello
	headed      // [05/01/2024 10:00] anna, and the words below
	copied      // Anna, [05.01.2024 10:00], and the words below
	split       // Anna, 10:02 AM on the line below, and the words below that
	under       // a stamp, Anna on the line below, and the words below that
	mailed      // From: Anna, Sent: a stamp, and the words below that
	boxed       // [Anna] [10:00] hello
	piped       // 10:01 anna | hello
	system      // what the program says
	bare        // a stamp and words without a mark
	numForms
)

// A line is one that begins a message.
type line struct {
	form  form
	index int // in page.Text.Lines, of the last line of the label
	above int // lines of the label before that
	stamp stamp
	name  string
	loose bool      // neither a mark nor a blank line shows that this is a label
	label page.Span // of the name with its marks
	words page.Span
}

// The least that makes a log: messages, and their share of the lines.
const (
	fewMessages = 2
	leastShare  = 6 // one line in so many begins a message
)

func read(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil {
		return nil, nil
	}
	lines := cutLines(f.Text)
	style := styleOf(f.Text, lines)
	if style == none {
		return nil, nil
	}
	lines = settle(f.Text, lines, style)
	r := &reader{text: f.Text, d: draft.New(f.Text, h), style: style}
	r.read(lines)
	r.d.Layout, r.d.Marked = "chat log", true
	r.d.Basis.Marks, r.d.Basis.Whole = draft.Stamps, lines[0].stamp.text != ""
	return r.d, nil
}

// cutLines returns the lines that can begin a message.
func cutLines(text *page.Text) []line {
	var found []line
	for i := range text.Lines {
		m, ok := cutMailed(text, i)
		if !ok {
			m, ok = cutUnder(text, i)
		}
		if n := len(found); !ok && n > 0 && found[n-1].index >= i {
			continue // a line of a label
		}
		if !ok {
			m, ok = cutAt(text, i)
		}
		if !ok {
			continue
		}
		for n := len(found); n > 0 && found[n-1].index >= m.index-m.above; n-- {
			found = found[:n-1] // the line above is of this label
		}
		found = append(found, m)
	}
	return withoutLoose(found)
}

// withoutLoose drops labels that nothing shows to be such, where others are marked: a
// time alone on a line there says when the same person went on.
func withoutLoose(lines []line) []line {
	var marked [numForms]bool
	for _, m := range lines {
		if !m.loose && m.index > m.above { // nothing stands above the first line
			marked[m.form] = true
		}
	}
	return slices.DeleteFunc(lines, func(m line) bool { return m.loose && marked[m.form] })
}

// cutAt reads line i, or the label that ends with it.
func cutAt(text *page.Text, i int) (line, bool) {
	l := &text.Lines[i]
	words := text.At(l)
	at := int(l.Start)
	if isClients(words) {
		return line{form: system, index: i, words: spanOf(l), label: page.Span{Start: at, End: at}}, true
	}
	if !canBegin(words) {
		return line{}, false
	}
	if m, ok := cutSplit(text, i); ok {
		return m, true
	}
	m, ok := cutLine(words)
	m.index = i
	if m.form == copied && i > 0 && l.Blanks == 0 && strings.HasPrefix(words, postedBy) && (i == 1 || text.Lines[i-1].Blanks > 0) {
		m.above = 1 // the subject of what is posted in a forum
	}
	m.label.Start, m.label.End = m.label.Start+at, m.label.End+at
	m.words.Start, m.words.End = m.words.Start+at, m.words.End+at
	return m, ok
}

// canBegin reports whether a look at a line's ends does not show yet that it begins
// no message.
func canBegin(words string) bool {
	c, last := words[0], words[len(words)-1]
	return c >= utf8.RuneSelf || c >= '0' && c <= '9' || strings.IndexByte("[(<*-=@", c) >= 0 || last == ']' ||
		c >= 'A' && c <= 'Z' && len(words) > 3 && monthNames.Holds(words[:3]) || endsInTime(withoutEdited(words)) || isMonthDay(words) || barIn(words) > 0
}

// logMarks begin lines without a time in which a client of IRC says when it began to
// write down a log, and when it stopped.
var logMarks = []string{"--- Log opened ", "--- Log closed ", "--- Day changed ", "**** BEGIN LOGGING AT ", "**** ENDING LOGGING AT "}

func isClients(words string) bool {
	return (words[0] == '-' || words[0] == '*') && slices.ContainsFunc(logMarks, func(m string) bool { return strings.HasPrefix(words, m) })
}

// endsInTime reports whether a line can end with a time.
func endsInTime(words string) bool {
	if len(words) > maxName+maxStamp {
		return false
	}
	last := words[len(words)-1]
	if last == '.' && len(words) > 1 { // "10:00 p.m."
		last = words[len(words)-2]
		return last == 'm' || last == 'M'
	}
	return last == ']' || last >= '0' && last <= '9' || last == 'M' || last == 'm'
}
