package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A footnote is a note found at the foot of a page, and where its mark stood
// in the line that it belongs to.
type footnote struct {
	mark   string
	text   string
	line   uint32 // number of the line where the note stands
	anchor uint32 // number of the line that bore the mark, 0 if none was found
	offset int    // byte offset into that line's text, after the word
}

// takeFootnotes takes the notes at the foot of the pages out of the text, and
// their marks out of the words that bear them. A note stands below a rule and
// begins with its mark; all that follows up to the end of the page belongs to
// the notes.
func (d *document) takeFootnotes() {
	kept := d.lines[:0]
	pageStart := 0 // index in kept of the first line of the page
	for i := 0; i < len(d.lines); {
		l := d.lines[i]
		if len(kept) > 0 && l.place != kept[len(kept)-1].place {
			pageStart = len(kept)
		}
		end := d.notesEnd(i)
		if end == i {
			kept = append(kept, l)
			i++
			continue
		}
		first := len(d.notes)
		for ; i < end; i++ {
			d.readNote(&d.lines[i])
		}
		search := pageStart
		for n := first; n < len(d.notes); n++ {
			search = d.notes[n].takeMark(kept, search)
		}
	}
	d.lines = kept
}

// maxNoteLines is how many lines the notes of a page can have.
const maxNoteLines = 200

// notesEnd returns the index of the line after the notes that begin at line i,
// i if no notes begin there.
func (d *document) notesEnd(i int) int {
	start := i
	if isRule(d.lines[i].text) {
		start++
	} else if d.lines[i].empty || d.lines[i].blanks == 0 {
		// Without a rule to see there is one of white space at least.
		return i
	}
	if start >= len(d.lines) || d.places == nil {
		return i
	}
	if mark, _ := cutMark(d.lines[start].text); mark == "" {
		return i
	}
	end := start
	for end < len(d.lines) && d.lines[end].place == d.lines[i].place {
		if end-start > maxNoteLines {
			return i
		}
		if end > start && d.lines[end].blanks > 0 {
			if strings.HasPrefix(d.lines[end].text, "[Source") {
				return end
			}
			return i // the text goes on below: these are no notes
		}
		end++
	}
	return end
}

func (d *document) readNote(l *line) {
	if isRule(l.text) {
		return
	}
	if mark, text := cutMark(l.text); mark != "" {
		d.notes = append(d.notes, footnote{mark: mark, text: strings.Clone(text), line: l.number})
		return
	}
	last := &d.notes[len(d.notes)-1]
	last.text += " " + l.text
}

// takeMark takes the note's mark out of the first line from lines[from] on
// that bears it, and returns the index of that line.
func (n *footnote) takeMark(lines []line, from int) int {
	for i := from; i < len(lines); i++ {
		at := findMark(lines[i].text, n.mark)
		if at < 0 {
			continue
		}
		text := lines[i].text
		lines[i].text = text[:at] + text[at+len(n.mark):]
		n.anchor, n.offset = lines[i].number, at
		return i
	}
	return from
}

// findMark returns where mark stands in text as a footnote's: right after a
// letter or a stop, and before anything but a letter or a digit.
func findMark(text, mark string) int {
	for from := 0; ; {
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

// cutMark parts a note into its mark and its text; mark is "" if there is
// none.
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

// isRule reports whether text is a line drawn across the page.
func isRule(text string) bool {
	if len(text) < 3 || text[0] >= '0' && text[0] <= '9' || text[0] >= 'A' && text[0] <= 'Z' || text[0] >= 'a' && text[0] <= 'z' {
		return false
	}
	return strings.Trim(text, "-_—–=* ") == ""
}
