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
		s.takeEndnotes()
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
		from := Span{int(s.Lines[pageStart].Start), 0}
		for n := first; n < len(s.Notes); n++ {
			from = s.findAnchor(&s.Notes[n], pageStart, body, from.Start)
		}
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

// findAnchor finds the note's mark in the first line of its page, from byte
// after on, that bears it. It returns the anchor, or where it looked from.
func (s *Sheet) findAnchor(n *Footnote, from, to, after int) Span {
	for i := from; i < to; i++ {
		l := &s.Lines[i]
		if int(l.End) <= after {
			continue
		}
		start := max(int(l.Start), after)
		if at := findMark(s.Text.String[l.Start:l.End], n.Mark, start-int(l.Start)); at >= 0 {
			n.Anchor = Span{int(l.Start) + at, int(l.Start) + at + len(n.Mark)}
			s.Taken = append(s.Taken, Taken{n.Anchor, kindNote})
			return Span{n.Anchor.End, n.Anchor.End}
		}
	}
	return Span{after, after}
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
		after, _ := utf8.DecodeRuneInString(text[from:])
		if i > 0 && (unicode.IsLetter(before) || unicode.In(before, unicode.Pe, unicode.Pf) || strings.ContainsRune(`.,;:!?"'`, before)) &&
			(from == len(text) || !unicode.IsLetter(after) && !unicode.IsDigit(after)) {
			return i
		}
	}
}

// cutMark parts a note into its mark and its text; mark is "" if there is none.
func cutMark(text string) (mark, rest string) {
	mark, rest, ok := strings.Cut(text, " ")
	if !ok || len(mark) > 3 {
		return "", ""
	}
	for _, r := range mark {
		if !unicode.IsDigit(r) && r != '*' && r != '†' && r != '‡' {
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
