package page

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paginate finds where the text's pages end and gives every line its place.
// Each way of saying so is tried in turn.
func (s *Sheet) paginate() {
	switch {
	case s.takeBracketPages():
	case s.takeLineNumbers():
	case s.takePageNumbers():
	default:
		for _, isBreak := range []func(int) bool{s.formFeeds(), s.emptyRuns()} {
			if isBreak != nil {
				s.numberPages(isBreak)
				s.takeRunningHeads()
				return
			}
		}
	}
}

// numberPages counts pages from 1, a page for each break after the first line.
func (s *Sheet) numberPages(isBreak func(int) bool) {
	page := 1
	s.Locator, s.Places = "page", []string{"1"}
	for i := range s.Lines {
		if i > 0 && isBreak(i) {
			page++
			s.Places = append(s.Places, strconv.Itoa(page))
		}
		s.Lines[i].Place = uint32(page)
	}
}

// Lines at the top and at the foot of a page that can be the same on all.
const headLines, footLines = 3, 2

// takeRunningHeads takes lines off the top and the foot of the pages that most
// pages have in common but for their numbers. A page number among them is the
// page's label.
func (s *Sheet) takeRunningHeads() {
	if len(s.Places) < 4 {
		return
	}
	count := make(map[string]int)
	s.eachHead(func(i int) { count[pattern(s.At(i))]++ })
	drop, heads := make([]bool, len(s.Lines)), 0
	s.eachHead(func(i int) {
		text := s.At(i)
		if count[pattern(text)]*2 < len(s.Places) {
			return
		}
		drop[i] = true
		heads++
		kind := "running head"
		if label := pageLabel(text); label != "" {
			s.Places[s.Lines[i].Place-1] = label
			if isNumber(strings.Trim(text, "-–— ()[]")) {
				kind = "page number"
			}
		}
		s.take(i, kind)
	})
	if heads > 0 {
		s.keep(func(i int) bool { return !drop[i] })
	}
}

// eachHead calls f with the index of each line at the top or the foot of a
// page.
func (s *Sheet) eachHead(f func(i int)) {
	for start := 0; start < len(s.Lines); {
		end := start
		for end < len(s.Lines) && s.Lines[end].Place == s.Lines[start].Place {
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
func (s *Sheet) takeBracketPages() bool {
	const open, end = "[[Page ", "]]"
	isMark := func(i int) bool {
		return strings.HasPrefix(s.At(i), open) && strings.HasSuffix(s.At(i), end)
	}
	found := 0
	for i := range s.Lines {
		if isMark(i) {
			found++
		}
	}
	if found == 0 {
		return false
	}
	s.Locator, s.Places = "page", []string{cmp.Or(strings.Clone(s.first), "?")}
	turned := false
	marks := make([]bool, len(s.Lines))
	for i := range s.Lines {
		l := &s.Lines[i]
		if isMark(i) {
			text := s.At(i)
			s.Places = append(s.Places, strings.Clone(text[len(open):len(text)-len(end)]))
			s.take(i, "page number")
			marks[i], turned = true, true
			continue
		}
		l.Place = uint32(len(s.Places))
		if turned {
			l.Blanks = max(l.Blanks, 1)
		}
		turned = false
	}
	s.keep(func(i int) bool { return !marks[i] })
	return true
}

// Pages whose numbers stand in the text: how many make it sure, and how many
// lines a page has at least.
const (
	fewPages  = 3
	pageLines = 8
	shortPage = 3 // the same where something else shows that they are pages
)

// A numbered line can be one of a page's head or foot.
type numbered struct{ line, page int }

// rising returns the longest run of numbers that rise by one, each some lines
// after the one before: others among them are numbers of other things.
func rising(found []numbered, lines int) (pages []numbered) {
	for start := range found {
		if len(pages) > 0 && found[start].line <= pages[len(pages)-1].line || start > maxStarts {
			continue
		}
		run := found[start : start+1 : start+1]
		for _, f := range found[start+1:] {
			if last := run[len(run)-1]; f.page == last.page+1 && f.line >= last.line+lines {
				run = append(run, f)
			}
		}
		if len(run) > len(pages) {
			pages = run
		}
	}
	return pages
}

// numberedHeads returns lines that are the same but for a number, which rises by
// one from each to the next, if a sentence goes on over one of them: the heads
// of pages, however short these are, and no headings.
func (s *Sheet) numberedHeads() (pages []numbered) {
	const most = 100 // bytes
	alike := make(map[string][]numbered)
	for i := range s.Lines {
		text := s.At(i)
		if len(text) > most || !HasDigit(text) || strings.Contains(text, ": ") || !strings.ContainsFunc(text, unicode.IsLetter) {
			continue
		}
		// Of several numbers the last one is the page's, but for "3 of 12".
		bare := strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
		if of := strings.LastIndex(bare, " of "); of > 0 {
			bare = strings.TrimRightFunc(bare[:of], func(r rune) bool { return !unicode.IsDigit(r) })
		}
		digits := bare[strings.LastIndexFunc(bare, func(r rune) bool { return r < '0' || r > '9' })+1:]
		if n := number(digits); n > 0 && len(digits) <= 5 {
			p := pattern(text)
			alike[p] = append(alike[p], numbered{i, n})
		}
	}
	for _, found := range alike {
		if run := rising(found, shortPage); len(run) == len(found) && len(run) > len(pages) && s.tearsSentence(run) {
			pages = run
		}
	}
	return pages
}

// tearsSentence reports whether a sentence goes on over one of some lines, each
// with others that stand beside all of them.
func (s *Sheet) tearsSentence(pages []numbered) bool {
	if len(pages) < fewPages {
		return false
	}
	for _, p := range pages {
		before, after := p.line-1, p.line+1
		for k := range 2 {
			if before > k && after+k < len(s.Lines) && (withinSentence(s.At(before), s.At(after+k)) || withinSentence(s.At(before-k), s.At(after))) {
				return true
			}
		}
	}
	return false
}

// takePageNumbers finds pages by numbers on lines of their own that rise by one,
// as in text that was copied from pages, and takes them out with the running
// heads that stand beside them.
func (s *Sheet) takePageNumbers() bool {
	var found []numbered
	for i := range s.Lines {
		if n := pageNumber(s.At(i)); n > 0 {
			found = append(found, numbered{i, n})
		}
	}
	pages := rising(found, pageLines)
	if len(pages) < fewPages || len(s.Lines) < len(pages)*pageLines {
		if pages = rising(found, shortPage); !s.tearsSentence(pages) {
			pages = s.numberedHeads()
		}
	}
	if len(pages) < fewPages {
		if pages = rising(found, 1); !s.saysPage(pages, found) {
			return false
		}
	}
	if len(pages)*400 < len(s.Lines) {
		return false
	}
	type head struct {
		at   int // lines below the number
		text string
	}
	heads := make(map[head]int)
	near := func(i int, f func(i int, h head)) {
		for k := max(0, i-2); k <= min(i+2, len(s.Lines)-1); k++ {
			if k != i && len(s.At(k)) < 120 {
				f(k, head{k - i, pattern(s.At(k))})
			}
		}
	}
	for _, p := range pages {
		near(p.line, func(_ int, h head) { heads[h]++ })
	}
	drop := make([]bool, len(s.Lines))
	for _, p := range pages {
		drop[p.line] = true
		kind := "page number"
		if pageNumber(s.At(p.line)) == 0 {
			kind = "running head"
		}
		s.take(p.line, kind)
		near(p.line, func(i int, h head) {
			if n := heads[h]; n >= 2 && n*2 >= len(pages) && !drop[i] {
				drop[i] = true
				s.take(i, "running head")
			}
		})
	}
	// Numbers stand at the top of pages if the text begins with one, else at the
	// foot.
	top := pages[0].line < pageLines && (len(pages) >= fewPages || pages[0].line < shortPage)
	s.Locator, s.Places = "page", nil
	label := func(page int) uint32 {
		s.Places = append(s.Places, strconv.Itoa(page))
		return uint32(len(s.Places))
	}
	place, next := uint32(0), 0
	if !top {
		place = label(pages[0].page)
	} else if pages[0].page > 1 && pages[0].line > 2 {
		place = label(pages[0].page - 1)
	}
	for i := range s.Lines {
		if next < len(pages) && (i == pages[next].line || top && drop[i] && i+2 >= pages[next].line) {
			if i == pages[next].line {
				next++
				if top {
					place = label(pages[next-1].page)
				} else if next < len(pages) {
					place = label(pages[next].page)
				} else {
					place = label(pages[next-1].page + 1)
				}
			}
		}
		s.Lines[i].Place = place
	}
	s.keep(func(i int) bool { return !drop[i] })
	return true
}

// saysPage reports whether a few numbers are those of pages by how they are
// written: "Page 1 of 1", or all between dashes, the first of them a 1.
func (s *Sheet) saysPage(pages, found []numbered) bool {
	if len(pages) == 0 || len(pages) < len(found) || pages[0].page != 1 {
		return false
	}
	for _, p := range pages {
		text := s.At(p.line)
		dashed := len(pages) > 1 && strings.IndexAny(text, "-–—") == 0 && s.Lines[p.line].Indent > 0
		if _, of, ok := strings.Cut(strings.ToLower(text), " of "); !dashed && !(ok && number(of) >= p.page) {
			return false
		}
	}
	return true
}

// maxStarts bounds from how many numbers a run of pages is looked for.
const maxStarts = 200

// pageNumber returns the number of a line that holds only that of a page, 0 if
// it holds something else.
func pageNumber(text string) int {
	if len(text) > 32 {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsDigit(first) && !strings.ContainsRune("-–—[(PpSsСс第", first) {
		return 0
	}
	bare := strings.Trim(text, "-–—[]() .|")
	lower := strings.ToLower(bare)
	for _, word := range []string{"page", "p.", "pp.", "seite", "стр.", "página", "pagina", "第"} {
		if rest, ok := strings.CutPrefix(lower, word); ok {
			bare = strings.TrimRight(strings.TrimSpace(rest), " 頁页")
			bare, _, _ = strings.Cut(bare, " ") // "12 of 40"
			break
		}
	}
	if !isNumber(bare) || len(bare) > 5 {
		return 0
	}
	return number(bare)
}

// formFeeds is for files that end their pages with the character made for it.
func (s *Sheet) formFeeds() func(int) bool {
	for i := range s.Lines {
		if i > 0 && s.Lines[i].Feed {
			return func(i int) bool { return s.Lines[i].Feed }
		}
	}
	return nil
}

// pageBlanks is how many empty lines end a page of a word processor's text
// export.
const pageBlanks = 3

// emptyRuns is for text saved from a word processor, whose pages end with
// exactly three lines that hold not even a space. Such runs part scenes and
// sections in other texts, so one of them has to stand where only a page can
// end: within a sentence or under a footnote.
func (s *Sheet) emptyRuns() func(int) bool {
	isRun := func(i int) bool { return s.Lines[i].Blanks == pageBlanks && s.Lines[i].Empty }
	for i := range s.Lines {
		if i > 0 && isRun(i) && (withinSentence(s.At(i-1), s.At(i)) || s.endsInNotes(i)) {
			return isRun
		}
	}
	return nil
}

// endsInNotes reports whether the lines before line i are footnotes below a
// rule, if only of white space.
func (s *Sheet) endsInNotes(i int) bool {
	for from := i - maxNoteLines; i > 0 && i > from; {
		i--
		if l := &s.Lines[i]; l.Blanks > 0 {
			mark, _ := cutMark(s.At(i))
			return mark != "" && !l.Empty
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
