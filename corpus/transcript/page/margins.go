package page

import "strings"

// takeVerseNumbers takes the numbers of lines of verse off their ends, where
// editions print each fifth one at the margin.
func (s *Sheet) takeVerseNumbers() {
	const (
		step  = 5
		few   = 3
		rise  = 0.8  // of the numbers, that are higher than the one before; each scene begins with 1
		share = 0.25 // of the lines, that can have one
	)
	found, rising, last := 0, 0, 0
	for i := range s.Lines {
		n, _ := marginNumber(s.At(i))
		if n == 0 {
			continue
		}
		if n%step != 0 {
			return
		}
		found++
		if n > last {
			rising++
		}
		last = n
	}
	if found < few || float64(rising) < rise*float64(found) || float64(found) > share*float64(len(s.Lines)) {
		return
	}
	for i := range s.Lines {
		if n, words := marginNumber(s.At(i)); n > 0 {
			l := &s.Lines[i]
			s.Taken = append(s.Taken, Taken{Span{int(l.Start) + words, int(l.End)}, "line number"})
			l.End = l.Start + uint32(words)
		}
	}
}

// marginNumber returns the number that stands behind the words of a line, far from
// them, and where the words end; 0 if none does.
func marginNumber(text string) (n, words int) {
	const gap = "   "
	at := len(strings.TrimRight(text, "0123456789"))
	if at == len(text) || len(text)-at > 4 || !strings.HasSuffix(text[:at], gap) {
		return 0, 0
	}
	bare := strings.TrimRight(text[:at], " ")
	if bare == "" {
		return 0, 0
	}
	return number(text[at:]), len(bare)
}

// takeUnderlines takes the rules out that underline headings: they stand right
// below them, and what follows is a paragraph of its own.
func (s *Sheet) takeUnderlines() {
	drop := make(map[int]bool)
	for i := 1; i < len(s.Lines); i++ {
		if text := s.At(i); len(text) >= 3 && s.Lines[i].Blanks == 0 && strings.Trim(text, "=") == "" {
			s.take(i, "rule")
			drop[i] = true
			if i+1 < len(s.Lines) {
				s.Lines[i+1].Blanks = max(s.Lines[i+1].Blanks, 1)
			}
		}
	}
	if len(drop) > 0 {
		s.keep(func(i int) bool { return !drop[i] })
	}
}
