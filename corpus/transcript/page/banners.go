package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gutter parts the fields of a running head that were printed apart.
const gutter = "   "

// takeBanners takes out the running heads of pages that nothing else shows: lines
// by themselves whose fields stand far apart, as in "41    Mill Bill    2 May 1931",
// and that have a field in common, or are the same but for their numbers. What stands
// above the text may be its title and date, and stays.
func (s *Sheet) takeBanners() {
	const (
		rare  = 5 // lines of the text to one of them
		wider = 4 // to one that has fields at all: more are a text in columns
	)
	var found []int
	wide := 0
	for i := range s.Lines {
		if strings.Contains(s.At(i), gutter) {
			wide++
		}
		if s.isBanner(i) {
			found = append(found, i)
		}
	}
	if len(found) < 2 || len(found)*rare > len(s.Lines)+rare || wide*wider > len(s.Lines)+wider {
		return
	}
	count := make(map[string]int)
	for _, i := range found {
		for _, f := range s.shared(i) {
			count[f]++
		}
	}
	drop := make(map[int]bool)
	for _, i := range found {
		if i >= headLines && slices.ContainsFunc(s.shared(i), func(f string) bool { return count[f] > 1 }) {
			s.take(i, "running head")
			drop[i] = true
		}
	}
	if len(drop) > 0 {
		s.keep(func(i int) bool { return !drop[i] })
	}
}

// shared returns what a running head can have in common with another one: all of
// it but its numbers, and each field without any.
func (s *Sheet) shared(i int) []string {
	all := []string{pattern(s.At(i))}
	for _, f := range fields(s.At(i)) {
		if !strings.ContainsFunc(f, unicode.IsDigit) && utf8.RuneCountInString(f) >= leastField {
			all = append(all, f)
		}
	}
	return all
}

// leastField is how many characters a field has that two heads share by no chance.
const leastField = 6

// isBanner reports whether line i is by itself, ends no sentence and has three
// fields with a number in one of them, or two of which one names a page.
func (s *Sheet) isBanner(i int) bool {
	text := s.At(i)
	if !strings.Contains(text, gutter) || !strings.ContainsFunc(text, unicode.IsDigit) || strings.ContainsAny(text, ":?!\"“”«»") || strings.HasSuffix(text, ".") {
		return false
	}
	if i > 0 && s.Lines[i].Blanks == 0 || i+1 < len(s.Lines) && s.Lines[i+1].Blanks == 0 {
		return false
	}
	all := fields(text)
	for _, f := range all {
		if pageNumber(f) > 0 && (len(all) > 2 || len(all) == 2 && strings.ContainsFunc(f, unicode.IsLetter)) {
			return true
		}
	}
	return len(all) > 2
}

// fields returns what white space parts widely in a line.
func fields(text string) []string {
	var all []string
	for f := range strings.SplitSeq(text, gutter) {
		if f = strings.TrimSpace(f); f != "" {
			all = append(all, f)
		}
	}
	return all
}
