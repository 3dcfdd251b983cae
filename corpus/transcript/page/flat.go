package page

import (
	"strings"
)

// A Flat flattens a file that has structure: its character data is written in
// the order in which it is to be read, and becomes the Text whose letters a
// draft accounts for. Character data that is not to be read (styles, scripts)
// is not written at all; what is read but is nobody's words (a running head, a
// comment) is written, so that the account names it.
type Flat struct {
	text   strings.Builder
	out    Text
	begun  bool // a line has begun, to which words are added
	blanks int  // before the next line
	line   Line
	place  uint32
	apart  []string // words of out.Apart
}

// Paragraph ends the line that has begun and puts a blank line before the next:
// a paragraph or a cell ends here.
func (f *Flat) Paragraph() {
	f.Break()
	if f.blanks == 0 && len(f.out.Lines) > 0 {
		f.text.WriteByte('\n')
	}
	f.blanks = 1
}

// Break ends the line that has begun: <br/>, or a line of verse.
func (f *Flat) Break() {
	if !f.begun {
		return
	}
	f.begun = false
	start, end := trim(f.text.String(), int(f.line.Start), f.text.Len())
	f.text.WriteByte('\n')
	if start == end {
		return
	}
	f.line.Start, f.line.End = uint32(start), uint32(end)
	f.out.Lines = append(f.out.Lines, f.line)
	f.blanks = 0
}

// Write adds words that stand on line number of the file (from 1) to the line
// that has begun, or begins one, and returns where in the text they are. White
// space is written as it is to be read: a caller folds what its format folds.
func (f *Flat) Write(words string, number int) Span {
	if words == "" {
		return Span{f.text.Len(), f.text.Len()}
	}
	if !f.begun {
		f.begun = true
		f.line = Line{
			Start: uint32(f.text.Len()), Number: uint32(number), Place: f.place,
			Blanks: clamp(f.blanks), Empty: true, Cut: true,
		}
	}
	start := f.text.Len()
	f.text.WriteString(strings.ReplaceAll(words, "\n", " "))
	return Span{start, f.text.Len()}
}

// Bold says that the line up to here is set in bold.
func (f *Flat) Bold() {
	if f.begun {
		f.line.Bold = clamp(f.text.Len() - int(f.line.Start))
	}
}

// Opens says that the line that has begun begins a speech.
func (f *Flat) Opens() {
	if f.begun {
		f.line.Opens = true
	}
}

// Heading says that the line that has begun is a heading of a level from 1.
func (f *Flat) Heading(level int) {
	if f.begun {
		f.line.Level = uint8(min(level, 255))
	}
}

// Quoted says that the line that has begun is set off as a quotation.
func (f *Flat) Quoted() {
	if f.begun {
		f.line.Quoted = true
	}
}

// Indent says how many columns the line that has begun is set in.
func (f *Flat) Indent(columns int) {
	if f.begun {
		f.line.Indent = clamp(columns)
	}
}

// Apart adds words that are no part of the text: a footnote, whose mark stands
// after what has been written so far, or furniture of the given kind.
func (f *Flat) Apart(kind, mark, words string, number int) {
	if words = strings.TrimSpace(words); words != "" {
		f.out.Apart = append(f.out.Apart, Apart{Kind: kind, Mark: mark, At: f.text.Len(), Number: uint32(number)})
		f.apart = append(f.apart, words)
	}
}

// Place says that what follows stands at a place: Place("page", "12").
func (f *Flat) Place(locator, label string) {
	f.out.Locator = locator
	f.out.Places = append(f.out.Places, strings.Clone(label))
	f.place = uint32(len(f.out.Places))
}

// Text returns what has been written. The Flat must not be used after that.
func (f *Flat) Text() *Text {
	f.Break()
	for i, words := range f.apart {
		start := f.text.Len()
		f.text.WriteString(words)
		f.out.Apart[i].Span = Span{start, f.text.Len()}
		f.text.WriteByte('\n')
	}
	f.out.String = f.text.String()
	return &f.out
}

// A Format is a kind of file that is more than its text.
type Format struct {
	Name string // "Word document"
	// Flatten returns what a file of the format says. It returns nil and no
	// error if the file is of another format, and an error if it is of this one
	// but cannot be read.
	Flatten func(f *File) (*Text, error)
}
