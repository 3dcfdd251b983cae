package transcript

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paginate finds where the document's pages end and gives every line its
// place.
func (d *document) paginate() {
	for _, breaks := range []func(*document) func(*line) bool{formFeeds, emptyRuns} {
		if isBreak := breaks(d); isBreak != nil {
			d.numberPages(isBreak)
			return
		}
	}
}

// numberPages counts pages from 1, a page for each break after the first line.
func (d *document) numberPages(isBreak func(*line) bool) {
	page := 1
	d.locator = "page"
	d.places = []string{"1"}
	for i := range d.lines {
		if i > 0 && isBreak(&d.lines[i]) {
			page++
			d.places = append(d.places, strconv.Itoa(page))
		}
		d.lines[i].place = uint32(page)
	}
}

// formFeeds is for files that end their pages with the character made for it.
func formFeeds(d *document) func(*line) bool {
	for i := range d.lines {
		if i > 0 && d.lines[i].feed {
			return func(l *line) bool { return l.feed }
		}
	}
	return nil
}

// pageBlanks is how many empty lines end a page of a word processor's text
// export.
const pageBlanks = 3

// emptyRuns is for text saved from a word processor, whose pages end with
// exactly three lines that hold not even a space. Such runs part scenes and
// sections in other documents, so one of them has to stand where only a page
// can end: within a sentence or under a footnote.
func emptyRuns(d *document) func(*line) bool {
	isRun := func(l *line) bool { return l.blanks == pageBlanks && l.empty }
	for i := range d.lines {
		if i > 0 && isRun(&d.lines[i]) && withinSentence(d.lines[i-1].text, d.lines[i].text) {
			return isRun
		}
	}
	return nil
}

// withinSentence reports whether a sentence goes on from one line to the next.
func withinSentence(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLower(first) && (unicode.IsLower(last) || last == ',')
}

// fewTimestamps is how many lines that hold only a time make it the
// document's way of saying where one is.
const fewTimestamps = 3

// takeTimes takes lines that hold only a time, "[00:01:02]", out of the text.
// The lines below have it for their place.
func (d *document) takeTimes() bool {
	found := 0
	for i := range d.lines {
		if isStamp(d.lines[i].text) {
			found++
		}
	}
	if found < fewTimestamps {
		return false
	}
	d.locator = "time"
	kept := d.lines[:0]
	timed, blanks := false, uint16(0)
	for _, l := range d.lines {
		if isStamp(l.text) {
			d.places = append(d.places, strings.Clone(strings.Trim(l.text, "[]()")))
			timed, blanks = true, l.blanks
			continue
		}
		if timed {
			l.blanks += blanks
		}
		l.timed, l.place = timed, uint32(len(d.places))
		timed, blanks = false, 0
		kept = append(kept, l)
	}
	d.lines = kept
	return true
}

// isStamp reports whether a line holds a time and nothing else.
func isStamp(text string) bool {
	return len(text) <= 16 && isTime(strings.Trim(text, "[]()")) && strings.Count(text, ":") > 0
}
