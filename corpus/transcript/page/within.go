package page

import (
	"regexp"
	"strings"
)

// pageMark stands where a page begins in texts that are copied from the web:
// "[Page 202]K: What I said".
var pageMark = regexp.MustCompile(`^\[(?:Page|page|p\.|Seite|S\.) ?\d{1,4}\]`)

// lineBreaks end lines in Markdown and in what is copied out of web pages.
var lineBreaks = []string{"<br />", "<br/>", "<br>"}

// takeWithin takes marks off the beginnings and the ends of lines that have words,
// too: the number of the page that begins, and the break of a line.
func (s *Sheet) takeWithin() {
	for i := range s.Lines {
		text, l := s.At(i), &s.Lines[i]
		if text[0] == '[' {
			if n := len(pageMark.FindString(text)); n > 0 && n < len(text) {
				n = len(text) - len(strings.TrimLeft(text[n:], " "))
				s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + n}, "page number"})
				l.Start += uint32(n)
				text = s.At(i)
			}
		}
		if text[len(text)-1] != '>' {
			continue
		}
		for _, mark := range lineBreaks {
			if words := strings.TrimRight(strings.TrimSuffix(text, mark), " "); strings.HasSuffix(text, mark) && words != "" {
				s.Taken = append(s.Taken, Taken{Span{int(l.Start) + len(words), int(l.End)}, "line break"})
				l.End = l.Start + uint32(len(words))
				break
			}
		}
	}
}
