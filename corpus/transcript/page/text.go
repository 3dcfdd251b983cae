// Package page is the ground that all readers of transcripts stand on: a file's
// bytes decoded into one string, and its lines, which are ranges of that
// string with what can be seen of each computed once. Nothing here is changed
// once it is made, so any number of readers can try their layouts on it.
//
// A file that is more than its text (a word processor's document, XML, a table)
// is flattened first: its character data is put into one string by a [Flat],
// with the structure beside it, and tags are no letters.
package page

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Span is a range of bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Len returns the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// A File is one file to read.
type File struct {
	Name string // as given, with its extension
	Data []byte
	// Text is what Data says: decoded if it is text, else nil until a reader of
	// its format has flattened it.
	Text *Text
}

// A Text is the decoded text of a file.
type Text struct {
	String string // valid UTF-8, lines ended by "\n"
	// Lines are those with something on them, in order. Lines without a word
	// show as the blanks before the line that follows them.
	Lines []Line
	// Places are the labels that lines point at by their Place, as far as the
	// file's structure gives them: page numbers, slides.
	Places  []string
	Locator string // what Places count: "page"; "" if there are none
	// Apart are what the file's structure keeps apart from its text: footnotes,
	// comments, running heads. They stand behind the last of Lines, in the order
	// of their marks.
	Apart []Apart
	// Tables are those of a document, whose rows are Lines, too.
	Tables []Table

	once  sync.Once
	lower Words
}

// Lower returns the words that the text writes in small letters. What stands
// before and after a hyphen that ends a line may be parts of words.
func (t *Text) Lower() *Words {
	t.once.Do(func() {
		t.lower.text = t.String
		torn := false
		for i := range t.Lines {
			l := &t.Lines[i]
			start, end := int(l.Start), int(l.End)
			if torn {
				_, line, _ := strings.Cut(t.String[start:end], " ")
				start = end - len(line)
			}
			if torn = end > start && t.String[end-1] == '-'; torn {
				end = start + strings.LastIndexByte(t.String[start:end], ' ') + 1
			}
			t.lower.addLower(start, end)
		}
	})
	return &t.lower
}

// An Apart is a range of a text that is in none of its lines. A draft accounts
// for it by itself.
type Apart struct {
	Span
	Kind   string // of the draft's account: "note", "comment"
	Mark   string // of a note
	At     int    // byte of the text after which the mark stands
	Number uint32 // of the file's line that it stands on
}

// A Table is the cells of its rows.
type Table [][]Span

// Body returns what stands in the lines of the text.
func (t *Text) Body() string {
	if len(t.Apart) == 0 {
		return t.String
	}
	return t.String[:t.Apart[0].Start]
}

// A Line is a line of a text that has something to read on it.
type Line struct {
	Start, End uint32 // bytes of the text, without white space at either end
	Number     uint32 // in the file, from 1: what doubts and citations name
	Place      uint32 // 1 + index into Text.Places, 0 if there are none
	Indent     uint16 // columns of white space before the line
	Blanks     uint16 // lines without a word before it
	Bold       uint16 // bytes from Start on that are set in bold, as a label may be
	Level      uint8  // of a heading by the file's structure, 0 if it is none
	Empty      bool   // all of Blanks hold not even a space
	Feed       bool   // a form feed stands before it
	Cut        bool   // the file's structure ends a paragraph before it
	Opens      bool   // the file's structure begins a speech with it
	Quoted     bool   // the file's structure sets it off as a quotation

	// Only the lines of a Sheet have what follows.
	Gap    Gap    // what the white space before it is for
	Timed  bool   // a time stood on a line of its own before it
	Over   bool   // a time stood on a line of its own right under it, as under a name
	Remark bool   // a program's word for a remark stood before it: "_note: "
	Fence  uint32 // the block between two fences of Markdown that it stands in, 0 if it stands in none
}

// Gap says what the white space before a line is for.
type Gap uint8

const (
	Wrapped  Gap = iota // the line goes on with the paragraph
	Turned              // a page ends, but not with the end of a sentence
	Indented            // the line begins a paragraph by its indent alone
	Parted              // a paragraph ends before the line
	Section             // more white space than between two paragraphs
)

// New cuts text into lines. It must be valid UTF-8 with lines ended by "\n", as
// Decode returns it.
func New(text string) *Text {
	t := &Text{String: text, Lines: make([]Line, 0, linesIn(text))}
	t.split()
	return t
}

// linesIn returns how many lines of a text hold more than white space of ASCII.
func linesIn(text string) int {
	n := 0
	for at := 0; at < len(text); {
		if text[at] <= ' ' {
			at++
			continue
		}
		n++
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	return n
}

// At returns the words of a line.
func (t *Text) At(l *Line) string { return t.String[l.Start:l.End] }

func (t *Text) split() {
	var blanks, number int
	empty, feed := true, false
	for at := 0; at < len(t.String); {
		end := len(t.String)
		next := end
		if i := strings.IndexByte(t.String[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		number++
		for piece := at; ; {
			// What stands before a form feed is on the page that it ends.
			stop := end
			i := strings.IndexByte(t.String[piece:end], '\f')
			if i >= 0 {
				stop = piece + i
			}
			start, last := trim(t.String, piece, stop)
			switch {
			case start < last:
				t.Lines = append(t.Lines, Line{
					Start: uint32(start), End: uint32(last), Number: uint32(number),
					Indent: indentOf(t.String[piece:start]), Blanks: clamp(blanks), Empty: empty, Feed: feed,
				})
				blanks, empty, feed = 0, true, false
			case i < 0 && piece == at:
				blanks++
				empty = empty && at == end
			}
			if i < 0 {
				break
			}
			feed, piece = true, stop+1
		}
		at = next
	}
}

// trim returns where text[start:end] begins and ends without white space at
// either end. Marks of writing direction and other characters that nobody sees,
// which some programs put before and after each line, count as such.
func trim(text string, start, end int) (from, to int) {
	for start < end {
		if c := text[start]; c < utf8.RuneSelf {
			if c != ' ' && (c < '\t' || c > '\r') {
				break
			}
			start++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[start:end])
		if !Unseen(r) {
			break
		}
		start += size
	}
	for start < end {
		if c := text[end-1]; c < utf8.RuneSelf {
			if c != ' ' && (c < '\t' || c > '\r') {
				break
			}
			end--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(text[start:end])
		if !Unseen(r) {
			break
		}
		end -= size
	}
	return start, end
}

// Trim returns span without the white space and the unseen characters at its
// ends.
func (t *Text) Trim(s Span) Span {
	from, to := trim(t.String, s.Start, s.End)
	return Span{from, to}
}

// Unseen reports whether r shows nothing: white space, also such as does not
// break a line, marks of writing direction, joiners of no width and the byte
// order mark.
func Unseen(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == ' ' || r >= '\t' && r <= '\r'
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202F, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return unicode.IsSpace(r)
}

// tabStop is where a tab of a transcript ends, in columns.
const tabStop = 8

// indentOf counts the columns of the white space before a line.
func indentOf(before string) uint16 {
	columns := 0
	for _, r := range before {
		switch {
		case r == '\t':
			columns += tabStop - columns%tabStop
		case r == '\u3000': // as wide as a Chinese character
			columns += 2
		case unicode.IsSpace(r):
			columns++
		}
	}
	return clamp(columns)
}

func clamp(n int) uint16 { return uint16(min(n, 1<<16-1)) }

// LineAt returns the index in Lines of the line that holds the byte at offset,
// or of the last line before it; -1 if there is none.
func (t *Text) LineAt(offset int) int {
	i, found := slices.BinarySearchFunc(t.Lines, offset, func(l Line, at int) int { return int(l.Start) - at })
	if found {
		return i
	}
	return i - 1
}

// IsLetter reports whether r is part of a word, so that it must be accounted
// for: a letter or a number in any script.
func IsLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// Letters returns how many letters and numbers stand in text.
func Letters(text string) int {
	n := 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			n += int(asciiLetters[c])
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if IsLetter(r) {
			n++
		}
		i += size
	}
	return n
}

// asciiLetters holds 1 for each letter and digit.
var asciiLetters = func() (is [utf8.RuneSelf]uint8) {
	for c := range is {
		if IsLetter(rune(c)) {
			is[c] = 1
		}
	}
	return is
}()

// HasLetter reports whether text holds a letter or a number.
func HasLetter(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= utf8.RuneSelf {
			return strings.ContainsFunc(text[i:], IsLetter)
		} else if IsLetter(rune(c)) {
			return true
		}
	}
	return false
}

// EndsSentence reports whether text ends with the end of a sentence, closing
// quotation marks, brackets and marks of Markdown aside.
func EndsSentence(text string) bool {
	if last := len(text) - 1; last > 0 && (text[last] == ']' || text[last] == ')') {
		// "Nothing. [laughs]"
		if open := strings.LastIndexAny(text, "[("); open > 0 && EndsSentence(strings.TrimRight(text[:open], " ")) {
			return true
		}
	}
	text = strings.TrimRight(text, `"'”’»“«)]*_`)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…:。！？؟।", last)
}
