package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Footnote is a note at the foot of a page, and the mark in the text that it
// belongs to.
type Footnote struct {
	Mark   string
	Words  []Span // its lines, without the mark
	Anchor Span   // the mark among the words of a line; empty if none was found
}

// takeFootnotes takes the notes at the foot of the pages out of the text. A note
// stands below a rule and begins with its mark; all that follows up to the end
// of the page belongs to the notes.
func (s *Sheet) takeFootnotes() {
	if len(s.Places) == 0 {
		if s.takeEndnotes(); len(s.Notes) == 0 {
			s.takeNotesBetween()
		}
		return
	}
	drop, notes := make([]bool, len(s.Lines)), len(s.Notes)
	pageStart := 0 // index of the first line of the page
	for i := 0; i < len(s.Lines); {
		if i > 0 && s.Lines[i].Place != s.Lines[i-1].Place {
			pageStart = i
		}
		end := s.notesEnd(i)
		if end == i {
			i++
			continue
		}
		first, body := len(s.Notes), i
		for ; i < end; i++ {
			drop[i] = true
			s.readNote(i)
		}
		s.findAnchors(s.Notes[first:], pageStart, body)
	}
	if len(s.Notes) > notes {
		s.keep(func(i int) bool { return !drop[i] })
	}
	slices.SortStableFunc(s.Notes, func(a, b Footnote) int {
		switch {
		case a.Anchor.Len() == 0 || b.Anchor.Len() == 0:
			return b.Anchor.Len() - a.Anchor.Len()
		}
		return a.Anchor.Start - b.Anchor.Start
	})
}

// maxNoteLines is how many lines the notes of a page can have.
const maxNoteLines = 200

// notesEnd returns the index of the line after the notes that begin at line i,
// i if no notes begin there.
func (s *Sheet) notesEnd(i int) int {
	start := i
	if IsRule(s.At(i)) {
		start++
	} else if s.Lines[i].Empty || s.Lines[i].Blanks == 0 {
		// Without a rule to see there is one of white space at least.
		return i
	}
	if start >= len(s.Lines) {
		return i
	}
	if mark, _ := cutMark(s.At(start)); mark == "" {
		return i
	}
	end := start
	for end < len(s.Lines) && s.Lines[end].Place == s.Lines[i].Place {
		if end-start > maxNoteLines {
			return i
		}
		if end > start && s.Lines[end].Blanks > 0 {
			if strings.HasPrefix(s.At(end), "[Source") {
				return end
			}
			return i // the text goes on below: these are no notes
		}
		end++
	}
	return end
}

func (s *Sheet) readNote(i int) {
	if IsRule(s.At(i)) {
		return
	}
	l := &s.Lines[i]
	mark, words := cutMark(s.At(i))
	span := Span{int(l.End) - len(words), int(l.End)}
	if mark == "" {
		last := &s.Notes[len(s.Notes)-1]
		last.Words = append(last.Words, Span{int(l.Start), int(l.End)})
		return
	}
	s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + len(mark)}, kindNote})
	s.Notes = append(s.Notes, Footnote{Mark: mark, Words: []Span{span}})
}

// findAnchors finds the marks of a page's notes in the lines from one up to
// another: each is the first that stands there after the one of the note before.
func (s *Sheet) findAnchors(notes []Footnote, from, to int) {
	marks := s.marks(from, to)
	for n := range notes {
		note := &notes[n]
		for i, m := range marks {
			if rest, ok := strings.CutPrefix(s.Text.String[m.Start:m.End], note.Mark); ok && !beginsWord(rest) {
				note.Anchor = Span{m.Start, m.Start + len(note.Mark)}
				s.Taken = append(s.Taken, Taken{note.Anchor, kindNote})
				marks = marks[i+1:]
				break
			}
		}
	}
}

// marks returns where in the lines from one up to another the mark of a footnote
// can begin, each with the rest of its line: right after a letter or a stop.
func (s *Sheet) marks(from, to int) []Span {
	var marks []Span
	for i := from; i < to; i++ {
		l := &s.Lines[i]
		var before rune
		for at, r := range s.Text.String[l.Start:l.End] {
			if isMark(r) && canBearMark(before) {
				marks = append(marks, Span{int(l.Start) + at, int(l.End)})
			}
			before = r
		}
	}
	return marks
}

// isMark reports whether a character can be one of a footnote's mark.
func isMark(r rune) bool { return unicode.IsDigit(r) || r == '*' || r == '†' || r == '‡' }

// canBearMark reports whether the mark of a footnote can stand after a character:
// a letter or a stop.
func canBearMark(r rune) bool {
	return unicode.IsLetter(r) || unicode.In(r, unicode.Pe, unicode.Pf) || r != 0 && strings.ContainsRune(`.,;:!?"'`, r)
}

func beginsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// cutMark parts a note into its mark and its text; mark is "" if there is none.
func cutMark(text string) (mark, rest string) {
	mark, rest, ok := strings.Cut(text, " ")
	if !ok || len(mark) > 3 {
		return "", ""
	}
	for _, r := range mark {
		if !isMark(r) {
			return "", ""
		}
	}
	return mark, strings.TrimSpace(rest)
}

// fewEndnotes is how many notes at the end of a text make it sure that they are
// such.
const fewEndnotes = 2

// takeEndnotes takes the notes at the end of a text without pages out of it. They
// count from 1, and the mark of each stands in the text, in their order.
func (s *Sheet) takeEndnotes() {
	first := len(s.Lines) - 1
	for ; first > 0; first-- {
		if mark, _ := cutMark(s.At(first)); mark == "1" && s.Lines[first].Blanks > 0 {
			break
		}
		if len(s.Lines)-first > maxNoteLines {
			return
		}
	}
	if first <= 0 {
		return
	}
	var anchors []Span
	line, after := 0, 0
	for i := first; i < len(s.Lines); i++ {
		mark, _ := cutMark(s.At(i))
		if mark != strconv.Itoa(len(anchors)+1) {
			if mark != "" || s.Lines[i].Blanks > 0 {
				return
			}
			continue
		}
		at := -1
		for ; line < first; line, after = line+1, 0 {
			if at = findLooseMark(s.At(line), mark, after); at >= 0 {
				break
			}
		}
		if at < 0 {
			return
		}
		after = at + len(mark)
		start := int(s.Lines[line].Start) + at
		anchors = append(anchors, Span{start, start + len(mark)})
	}
	if len(anchors) < fewEndnotes {
		return
	}
	for i := first; i < len(s.Lines); i++ {
		s.readNote(i)
	}
	for n := range s.Notes {
		s.Notes[n].Anchor = anchors[n]
		s.Taken = append(s.Taken, Taken{anchors[n], kindNote})
	}
	s.keep(func(i int) bool { return i < first })
}

// takeNotesBetween takes notes out that stand between the paragraphs of a text whose
// pages nothing shows, as in what was copied: they count from 1 through the text,
// each begins a line, and the mark of each stands above it, right behind a word.
func (s *Sheet) takeNotesBetween() {
	var anchors []Span
	var notes []int // lines
	line, after, below := 0, 0, false
	for i := 1; i < len(s.Lines); i++ {
		parted := s.Lines[i].Blanks > 0
		below = below && !parted
		if mark, _ := cutMark(s.At(i)); mark != strconv.Itoa(len(anchors)+1) || !parted && !below {
			continue
		}
		below = true
		anchor := s.findAbove(strconv.Itoa(len(anchors)+1), &line, after, i)
		if anchor.Len() == 0 {
			return
		}
		after = anchor.End - int(s.Lines[line].Start)
		anchors, notes = append(anchors, anchor), append(notes, i)
	}
	if len(notes) < fewEndnotes {
		return
	}
	drop := make(map[int]bool, len(notes))
	for _, i := range notes {
		for more := true; more; i++ { // its lines
			s.readNote(i)
			drop[i] = true
			more = i+1 < len(s.Lines) && s.Lines[i+1].Blanks == 0 && !slices.Contains(notes, i+1)
		}
	}
	for n := range s.Notes {
		s.Notes[n].Anchor = anchors[n]
		s.Taken = append(s.Taken, Taken{anchors[n], kindNote})
	}
	s.keep(func(i int) bool { return !drop[i] })
}

// findAbove returns the first place of a note's mark from an offset in a line on and
// before another line; line becomes the one that it is in.
func (s *Sheet) findAbove(mark string, line *int, after, before int) Span {
	for ; *line < before; *line, after = *line+1, 0 {
		if at := findMark(s.At(*line), mark, after); at >= 0 && !inFigure(s.At(*line), at) {
			start := int(s.Lines[*line].Start) + at
			return Span{start, start + len(mark)}
		}
	}
	return Span{}
}

// inFigure reports whether what stands at an offset goes on with a figure: "3:16".
func inFigure(text string, at int) bool {
	return at > 1 && text[at-2] >= '0' && text[at-2] <= '9'
}

// findMark returns where from an offset on mark stands in text as a footnote's:
// right after a letter or a stop, and before anything but a letter or a digit.
func findMark(text, mark string, from int) int {
	for {
		i := strings.Index(text[from:], mark)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(mark)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if i > 0 && canBearMark(before) && !beginsWord(text[from:]) {
			return i
		}
	}
}

// findLooseMark returns where from an offset on mark stands in text as a
// footnote's, be it with a space before it as in what was copied from a page.
func findLooseMark(text, mark string, from int) int {
	if at := findMark(text, mark, from); at >= 0 {
		return at
	}
	for at := from; ; {
		i := strings.Index(text[at:], " "+mark)
		if i < 0 {
			return -1
		}
		i += at + 1
		if at = i + len(mark); at == len(text) || text[at] == ' ' && strings.IndexByte(".!?", text[max(0, i-2)]) >= 0 {
			return i
		}
	}
}
