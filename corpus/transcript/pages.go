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
	if d.takeBracketPages() {
		return
	}
	for _, breaks := range []func(*document) func(*line) bool{formFeeds, emptyRuns} {
		if isBreak := breaks(d); isBreak != nil {
			d.numberPages(isBreak)
			d.takeRunningHeads()
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

// Lines at the top and at the foot of a page that can be the same on all.
const headLines, footLines = 3, 2

// takeRunningHeads takes lines off the top and the foot of the pages that most
// pages have in common but for their numbers. A page number among them is the
// page's label.
func (d *document) takeRunningHeads() {
	if len(d.places) < 4 {
		return
	}
	count := make(map[string]int)
	d.eachHead(func(i int) { count[pattern(d.lines[i].text)]++ })
	drop := make(map[int]bool)
	d.eachHead(func(i int) {
		l := &d.lines[i]
		p := pattern(l.text)
		if count[p]*2 < len(d.places) {
			return
		}
		drop[i] = true
		if label := pageLabel(l.text); label != "" {
			d.places[l.place-1] = label
		}
	})
	if len(drop) == 0 {
		return
	}
	kept := d.lines[:0]
	blanks := uint16(0)
	for i, l := range d.lines {
		if drop[i] {
			blanks = max(blanks, l.blanks)
			continue
		}
		l.blanks = max(l.blanks, blanks)
		blanks = 0
		kept = append(kept, l)
	}
	d.lines = kept
}

// eachHead calls f with the index of each line at the top or the foot of a
// page.
func (d *document) eachHead(f func(i int)) {
	for start := 0; start < len(d.lines); {
		end := start
		for end < len(d.lines) && d.lines[end].place == d.lines[start].place {
			end++
		}
		for i := start; i < end; i++ {
			if i < start+headLines || i >= end-footLines {
				f(i)
			}
		}
		start = end
	}
}

// pattern returns text with one # for each number and one space for blanks.
func pattern(text string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range text {
		if unicode.IsDigit(r) {
			r = '#'
		}
		if r == last && (r == '#' || r == ' ') {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// pageLabel returns the page number that a running head holds, "" if none.
func pageLabel(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if i+1 < len(words) && strings.EqualFold(strings.TrimRight(w, ".:"), "page") {
			return strings.Clone(words[i+1])
		}
	}
	if len(words) == 1 && isNumber(strings.Trim(words[0], "-–()[]")) {
		return strings.Clone(strings.Trim(words[0], "-–()[]"))
	}
	return ""
}

// takeBracketPages takes the marks "[[Page S705]]" out of the text, which stand
// where a page begins.
func (d *document) takeBracketPages() bool {
	const open, end = "[[Page ", "]]"
	found := 0
	first := ""
	for i := range d.lines {
		if text := d.lines[i].text; strings.HasPrefix(text, open) && strings.HasSuffix(text, end) {
			found++
		} else if pages, ok := strings.CutPrefix(text, "[Page"); ok && found == 0 && first == "" {
			// "[Pages S704-S709]" says where the first page begins.
			first, _, _ = strings.Cut(strings.Trim(strings.TrimPrefix(pages, "s"), " ]"), "-")
		}
	}
	if found == 0 {
		return false
	}
	if first == "" {
		first = "?"
	}
	d.locator, d.places = "page", []string{strings.Clone(first)}
	kept := d.lines[:0]
	turned := false
	for _, l := range d.lines {
		if strings.HasPrefix(l.text, open) && strings.HasSuffix(l.text, end) {
			d.places = append(d.places, strings.Clone(l.text[len(open):len(l.text)-len(end)]))
			turned = true
			continue
		}
		l.place = uint32(len(d.places))
		if turned {
			l.blanks = max(l.blanks, 1)
		}
		turned = false
		kept = append(kept, l)
	}
	d.lines = kept
	return true
}

// takeLineNumbers takes the numbers off the lines of a page of a court
// reporter, whose lines are counted from 1 on each.
func (d *document) takeLineNumbers() {
	numbered := 0
	last := 0
	for i := range d.lines {
		if n := lineNumber(d.lines[i].text); n > 0 && (n == last+1 || n == 1) {
			numbered++
			last = n
		}
	}
	if numbered < 8 || numbered*10 < len(d.lines)*6 {
		return
	}
	kept := d.lines[:0]
	page := 0
	last = 0
	label := ""
	for _, l := range d.lines {
		n := lineNumber(l.text)
		if n == 0 || n != last+1 && n != 1 {
			if p := pageLabel(l.text); p != "" {
				label = p
				continue
			}
			if page == 0 || l.gap > wrapped || l.blanks > 0 {
				kept = append(kept, l)
			}
			continue
		}
		if n == 1 && last != 0 || page == 0 {
			page++
			if label == "" {
				label = strconv.Itoa(page)
			}
			d.locator = "page"
			d.places = append(d.places, label)
			label = ""
		}
		last = n
		l.place = uint32(page)
		digits := len(strconv.Itoa(n))
		rest := l.text[digits:]
		l.indent = clamp(int(l.indent) + digits + len(rest) - len(strings.TrimLeft(rest, " \t")))
		if l.text = strings.TrimSpace(rest); l.text != "" {
			kept = append(kept, l)
		}
	}
	d.lines = kept
}

// lineNumber returns the number from 1 to 30 that begins a line, 0 if none.
func lineNumber(text string) int {
	end := 0
	for end < len(text) && end < 3 && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	if end == 0 || end > 2 || end < len(text) && text[end] != ' ' && text[end] != '\t' {
		return 0
	}
	n, _ := strconv.Atoi(text[:end])
	if n > 30 || end+1 < len(text) && text[end] == ' ' && lineNumber(strings.TrimLeft(text[end:], " ")) > 0 {
		return 0
	}
	return n
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
		if i > 0 && isRun(&d.lines[i]) && (withinSentence(d.lines[i-1].text, d.lines[i].text) || d.endsInNotes(i)) {
			return isRun
		}
	}
	return nil
}

// endsInNotes reports whether the lines before line i are footnotes below a
// rule, if only of white space.
func (d *document) endsInNotes(i int) bool {
	for i--; i > 0; i-- {
		mark, _ := cutMark(d.lines[i].text)
		if l := &d.lines[i]; l.blanks > 0 {
			return mark != "" && !l.empty
		}
	}
	return false
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
