package transcript

import (
	"strconv"
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
