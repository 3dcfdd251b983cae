package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fewTags is how often a tag has to come that marks where speeches begin.
const fewTags = 2

// takeTags takes tags off the beginnings of speeches that a program has marked in a
// plain text: "<Speech>Mr. Berg: Good evening".
func (s *Sheet) takeTags() {
	count := make(map[string]int)
	for i := range s.Lines {
		if tag := tagBefore(s.At(i)); tag != "" {
			count[tag]++
		}
	}
	for i := range s.Lines {
		if tag := tagBefore(s.At(i)); count[tag] >= fewTags {
			l := &s.Lines[i]
			s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + len(tag)}, "markup"})
			l.Start, l.Blanks, l.Opens = l.Start+uint32(len(tag)), max(l.Blanks, 1), true
		}
	}
}

// tagBefore returns the tag that stands right before a name and a colon, "" if none
// does.
func tagBefore(text string) string {
	const most = 24 // bytes of a tag
	if text[0] != '<' {
		return ""
	}
	name, rest, ok := strings.Cut(text[1:], ">")
	first, _ := utf8.DecodeRuneInString(rest)
	if !ok || name == "" || len(name) > most || strings.ContainsFunc(name, func(r rune) bool { return !IsLetter(r) }) || !unicode.IsUpper(first) || !goesOnWithColon(rest) {
		return ""
	}
	return text[:len(name)+len("<>")]
}

// joinLabels joins lines where labels are set over two of them, the name on the first
// and what tells more of it with the colon on the second: "Abg. Berg", "(SPD): So".
func (s *Sheet) joinLabels() {
	var over []int
	for i := range s.Lines {
		if s.isOverTwo(i) {
			over = append(over, i)
		}
	}
	if len(over) < fewTags {
		return
	}
	second := make(map[int]bool, len(over))
	for _, i := range over {
		s.Lines[i].End = s.Lines[i+1].End
		second[i+1] = true
	}
	s.keep(func(i int) bool { return !second[i] })
}

// isOverTwo reports whether line i and the one below it are a label.
func (s *Sheet) isOverTwo(i int) bool {
	const most = 64 // bytes of a name
	if i+1 >= len(s.Lines) || s.Lines[i+1].Blanks > 0 {
		return false
	}
	name, below := s.At(i), s.At(i+1)
	first, _ := utf8.DecodeRuneInString(name)
	if below[0] != '(' && below[0] != '[' || len(name) > most || !unicode.IsUpper(first) || strings.ContainsAny(name, ":;!?") || EndsSentence(name) {
		return false
	}
	end := Closing(below, 0)
	return end > 0 && end <= most && strings.HasPrefix(below[end:], ":")
}
