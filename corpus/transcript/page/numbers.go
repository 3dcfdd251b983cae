package page

import (
	"slices"
	"strconv"
	"strings"
)

// A numbering is what a court reporter prints before the words of a line: a
// clock at times, and the line's number on its page.
type numbering struct {
	number int // 0 if the line has none
	words  int // offset of the words in the line
}

// numberingOf reads the numbering of a line.
func numberingOf(text string) numbering {
	at := 0
	if clock, _, ok := strings.Cut(text, " "); ok && IsClock(clock) {
		at = len(clock) + len(text[len(clock):]) - len(strings.TrimLeft(text[len(clock):], " \t"))
	}
	end := at
	for end < len(text) && end < at+3 && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	if end == at || end > at+2 || end < len(text) && text[end] != ' ' && text[end] != '\t' {
		return numbering{}
	}
	n := number(text[at:end])
	if n > maxPageLine {
		return numbering{}
	}
	rest := text[end:]
	return numbering{n, len(text) - len(strings.TrimLeft(rest, " \t"))}
}

// fewNumbers is how many lines a page has at least whose lines are numbered, all
// of them.
const fewNumbers = 5

// maxPageLine is the highest number of a line on its page.
const maxPageLine = 50

// takeLineNumbers takes the numbers off the lines of a page of a court reporter,
// whose lines are counted from 1 on each, and the pages' numbers with them. A
// line is numbered only if it has the number that is due: "30 years" begins no
// line of a page whose last one is 7.
func (s *Sheet) takeLineNumbers() bool {
	numbered, last := 0, 0
	for i := range s.Lines {
		if n := numberingOf(s.At(i)).number; n > 0 && (n == last+1 || n == 1) {
			numbered++
			last = n
		}
	}
	if numbered < 8 && (numbered < fewNumbers || numbered < len(s.Lines) || last < numbered) || numbered*10 < len(s.Lines)*6 {
		return false
	}
	page, label := 0, ""
	last = 0
	drop := make([]bool, len(s.Lines))
	s.Taken = slices.Grow(s.Taken, numbered)
	s.Locator, s.Places = "page", nil
	for i := range s.Lines {
		l := &s.Lines[i]
		n := numberingOf(s.At(i))
		if n.number == 0 || n.number != last+1 && n.number != 1 {
			if p := pageLabel(s.At(i)); p != "" {
				label = p
				s.take(i, "page number")
				drop[i] = true
				continue
			}
			if page > 0 {
				l.Place = uint32(page)
			}
			continue
		}
		if n.number == 1 && last != 0 || page == 0 {
			page++
			if label == "" {
				label = strconv.Itoa(page)
			}
			s.Places = append(s.Places, label)
			label = ""
		}
		last = n.number
		s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + n.words}, "line number"})
		l.Place = uint32(page)
		l.Indent = clamp(int(l.Indent) + n.words)
		l.Start += uint32(n.words)
		drop[i] = l.Start >= l.End
	}
	s.keep(func(i int) bool { return !drop[i] })
	return true
}
