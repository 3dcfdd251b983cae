package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// A Sheet is a text freed of what only arranges its pages. It is made once for
// a file and shared by all that try to read it.
type Sheet struct {
	Text  *Text
	Lines []Line // without furniture, each with its Gap
	// Taken are the spans that are not among Lines, and what they are.
	Taken []Taken
	Notes []Footnote // by rising Anchor; those without a word of the text last
	// Places are what lines point at: pages, or the times that stood on lines
	// of their own.
	Places   []string
	Locator  string // "page" or "time", "" if there are no places
	Meta     corpus.Record
	Congress bool // an extract of the Congressional Record
	Book     bool // the text of a book, which begins with much that nobody says

	indent uint16 // of the first lines of paragraphs, where it is known from the start; else 0

	first string // the label of the first page, where that is said apart from the pages

}

// A Taken span is furniture, by its kind ("page number"), or metadata.
type Taken struct {
	Span
	Kind string
}

// Kinds of what is taken that are no furniture, as a draft calls them.
const (
	kindNote     = "note"
	kindMetadata = "metadata"
)

// NewSheet finds the furniture of a text.
func NewSheet(t *Text) *Sheet {
	s := &Sheet{Text: t, Lines: slices.Clone(t.Lines), Places: slices.Clip(t.Places), Locator: t.Locator}
	s.takeFrontMatter()
	s.takeBook()
	s.takeMarks()
	s.takeTags()
	s.joinLabels()
	s.takeCongress()
	s.takeWithin()
	s.takeFences()
	if !s.takeRanges() && !s.takeStamps() && !s.takeTimes() && s.Locator == "" {
		s.paginate()
	}
	s.takeUnderlines()
	s.takeBanners()
	s.takeVerseNumbers()
	s.takeFootnotes()
	s.setGaps()
	return s
}

// At returns the words of a line.
func (s *Sheet) At(i int) string {
	l := &s.Lines[i]
	return s.Text.String[l.Start:l.End]
}

// Block returns the index of the line after the paragraph that begins at line
// i, stop at most.
func (s *Sheet) Block(i, stop int) int {
	for i++; i < stop && s.Lines[i].Gap <= Turned; {
		i++
	}
	return i
}

// Joined returns the text of lines from and up to to on one line.
func (s *Sheet) Joined(from, to int) string {
	if to == from+1 {
		return s.At(from)
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && !strings.HasSuffix(s.At(i-1), "-") {
			b.WriteByte(' ')
		}
		b.WriteString(s.At(i))
	}
	return b.String()
}

// keep leaves only the lines for which f returns true. The white space before a
// line that is taken stands before the next one.
func (s *Sheet) keep(f func(i int) bool) {
	kept := s.Lines[:0]
	blanks, feed := uint16(0), false
	for i, l := range s.Lines {
		if !f(i) {
			blanks, feed = max(blanks, l.Blanks), feed || l.Feed
			continue
		}
		l.Blanks, l.Feed = max(l.Blanks, blanks), l.Feed || feed
		blanks, feed = 0, false
		kept = append(kept, l)
	}
	s.Lines = kept
}

func (s *Sheet) take(i int, kind string) {
	l := &s.Lines[i]
	s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.End)}, kind})
}

// setGaps tells paragraphs from sections: a section break is more white space
// than the text mostly leaves between two blocks of lines.
func (s *Sheet) setGaps() {
	usual, indent := s.usualBlanks(), cmp.Or(s.indent, s.firstLineIndent())
	for i := range s.Lines {
		l := &s.Lines[i]
		switch {
		case i == 0:
			l.Gap = Section
		case l.Timed, l.Remark, s.Lines[i-1].Remark:
			l.Gap = Parted
		case l.Place != s.Lines[i-1].Place && s.Locator == "page":
			// A page ends where the paper does, often within a sentence.
			l.Gap = Turned
			if EndsSentence(s.At(i - 1)) {
				l.Gap = Parted
			}
		case l.Blanks == 0 && l.Cut && s.Lines[i-1].Number != l.Number:
			l.Gap = Wrapped
		case l.Blanks == 0 && indent > 0 && l.Indent == indent:
			l.Gap = Indented
		case l.Blanks == 0:
			l.Gap = Wrapped
		case l.Blanks <= usual:
			l.Gap = Parted
		default:
			l.Gap = Section
		}
	}
}

// usualBlanks returns how many blank lines most often stand between two blocks
// of lines.
func (s *Sheet) usualBlanks() uint16 {
	var count [8]int
	for _, l := range s.Lines {
		if l.Blanks > 0 && int(l.Blanks) < len(count) {
			count[l.Blanks]++
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

// MaxIndent is the widest indent of a paragraph; more is a column.
const MaxIndent = 10

// firstLineIndent returns the columns by which the first lines of paragraphs
// are set in, where that and no blank line parts them; 0 if it does not.
func (s *Sheet) firstLineIndent() uint16 {
	// Lines by their indent: all, those before a line further out, and those of
	// them after which a sentence goes on there.
	var all, first, within [64]int
	for i := range s.Lines {
		l := &s.Lines[i]
		if int(l.Indent) >= len(all) {
			continue
		}
		all[l.Indent]++
		if i+1 < len(s.Lines) && s.Lines[i+1].Blanks == 0 && s.Lines[i+1].Indent < l.Indent {
			first[l.Indent]++
			if r, _ := utf8.DecodeRuneInString(s.At(i + 1)); unicode.IsLower(r) {
				within[l.Indent]++
			}
		}
	}
	base, indent := 0, 0
	for base+1 < len(all) && all[base]*10 < len(s.Lines) {
		base++
	}
	for n := base + 1; n < len(first) && n <= base+MaxIndent; n++ {
		if first[n] > first[indent] || indent == 0 {
			indent = n
		}
	}
	// Lines that hang from a label have the next label further out, and there
	// no sentence goes on.
	if indent == 0 || first[indent]*50 < len(s.Lines) || within[indent]*4 < first[indent] {
		return 0
	}
	return uint16(indent)
}

// Lower returns the words that the text writes in small letters.
func (s *Sheet) Lower() *Words { return s.Text.Lower() }

// TrimMarks cuts the punctuation off both ends of a word.
func TrimMarks(word string) string {
	if first, last := word[0], word[len(word)-1]; first >= 'a' && first <= 'z' && last >= 'a' && last <= 'z' {
		return word
	}
	return strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}
