package office

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"

	"rapporteur/corpus/transcript/page"
)

// A sheet is a page of a PDF: its lines in the order in which it is drawn.
type sheet struct{ lines []linePDF }

// A linePDF is what stands beside each other. Lengths are in points, of which an
// inch has 72, from the lower left corner of the page.
type linePDF struct {
	pieces      []piecePDF
	top, bottom float64
	apart       bool // it is a running head or foot
}

// A piecePDF is text in one style without a gap.
type piecePDF struct {
	left, right float64
	text        []rune
	bold        bool
}

// add adds a character to the line. A space has no extent of its own.
func (l *linePDF) add(r rune, at responses.CharPosition, bold bool) {
	n := len(l.pieces)
	if r == ' ' {
		if n > 0 {
			l.pieces[n-1].text = append(l.pieces[n-1].text, r)
		}
		return
	}
	height := l.top - l.bottom
	if n == 0 || l.pieces[n-1].bold != bold || at.Left-l.pieces[n-1].right > 1.2*height {
		l.pieces = append(l.pieces, piecePDF{left: at.Left, right: at.Right, bold: bold})
		n++
	}
	p := &l.pieces[n-1]
	p.text = append(p.text, r)
	p.right = max(p.right, at.Right)
	l.top, l.bottom = max(l.top, at.Top), min(l.bottom, at.Bottom)
}

// layPages lays the pages of a PDF out as lines of text: what stands apart on
// paper stands apart there.
func layPages(pages []sheet) (*page.Text, error) {
	if err := legible(pages); err != nil {
		return nil, err
	}
	for i := range pages {
		if !pages[i].isInColumns() {
			pages[i].mergeRows()
		}
	}
	setRunningHeads(pages)
	m := measure(pages)
	var f page.Flat
	number := 0
	for i := range pages {
		f.Place("page", strconv.Itoa(i+1))
		before := math.Inf(1)
		for n := range pages[i].lines {
			l := &pages[i].lines[n]
			number++
			if l.apart {
				f.Apart("running head", "", l.words(m), number)
				continue
			}
			// A page ends where the paper does, often within a sentence.
			if gap := before - l.bottom; !math.IsInf(before, 1) && (gap > m.pitch*1.3 || gap < -m.pitch) {
				f.Paragraph()
			}
			before = l.bottom
			l.write(&f, m, number)
		}
	}
	return f.Text(), nil
}

// legible returns an error if the pages are pictures, or if their letters cannot
// be told.
func legible(pages []sheet) error {
	letters, odd, bare := 0, 0, 0
	for i := range pages {
		l, o := pages[i].letters()
		letters, odd = letters+l, odd+o
		if l == 0 {
			bare++
		}
	}
	switch {
	case odd*5 > letters && odd > 20:
		return errGlyphs
	case letters == 0 || bare*3 > len(pages)*2:
		return ErrScanned
	}
	return nil
}

// letters counts the letters of a page, and the signs that say nothing.
func (s *sheet) letters() (letters, odd int) {
	for _, l := range s.lines {
		for _, p := range l.pieces {
			for _, r := range p.text {
				switch {
				case unicode.IsLetter(r):
					letters++
				case r == utf8.RuneError || unicode.Is(unicode.Co, r):
					odd++
				}
			}
		}
	}
	return letters, odd
}

func (l *linePDF) left() float64  { return l.pieces[0].left }
func (l *linePDF) right() float64 { return l.pieces[len(l.pieces)-1].right }

// isInColumns reports whether the page is set in columns that are read one after
// the other. Where what stands beside the words is much narrower than they, it is
// numbers or labels, whatever order the page is drawn in.
func (s *sheet) isInColumns() bool {
	rows := slices.Clone(s.lines)
	slices.SortStableFunc(rows, func(a, b linePDF) int { return cmp.Compare(b.bottom, a.bottom) })
	beside, narrow := 0, 0
	left, right := math.Inf(1), math.Inf(-1)
	for i := range rows {
		left, right = min(left, rows[i].left()), max(right, rows[i].right())
	}
	for i := 1; i < len(rows); i++ {
		a, b := &rows[i-1], &rows[i]
		overlap := min(a.top, b.top) - max(a.bottom, b.bottom)
		if overlap*2 <= min(a.top-a.bottom, b.top-b.bottom) {
			continue
		}
		beside++
		first := a
		if b.left() < a.left() {
			first = b
		}
		if first.right()-first.left() < (right-left)/4 {
			narrow++
		}
	}
	return beside > 3 && narrow*3 < beside*2
}

// mergeRows makes one line of all pieces on the same height.
func (s *sheet) mergeRows() {
	slices.SortStableFunc(s.lines, func(a, b linePDF) int { return cmp.Compare(b.bottom, a.bottom) })
	rows := s.lines[:0]
	for _, l := range s.lines {
		if n := len(rows); n > 0 {
			r := &rows[n-1]
			if overlap := min(r.top, l.top) - max(r.bottom, l.bottom); overlap*2 > min(r.top-r.bottom, l.top-l.bottom) {
				r.pieces = append(r.pieces, l.pieces...)
				r.top, r.bottom = max(r.top, l.top), min(r.bottom, l.bottom)
				continue
			}
		}
		rows = append(rows, l)
	}
	for i := range rows {
		slices.SortStableFunc(rows[i].pieces, func(a, b piecePDF) int { return cmp.Compare(a.left, b.left) })
	}
	s.lines = rows
}

// measures are the usual ones of a document.
type measures struct {
	pitch  float64 // from a line to the next
	column float64 // width of a character
	left   float64 // margin
}

func measure(pages []sheet) measures {
	var pitches, columns, lefts []float64
	for i := range pages {
		for n := range pages[i].lines {
			l := &pages[i].lines[n]
			if l.apart {
				continue
			}
			lefts = append(lefts, l.left())
			for _, p := range l.pieces {
				if runes := len(p.text); runes > 8 {
					columns = append(columns, (p.right-p.left)/float64(runes))
				}
			}
			if n > 0 {
				if d := pages[i].lines[n-1].bottom - l.bottom; d > 0 {
					pitches = append(pitches, d)
				}
			}
		}
	}
	at := func(values []float64, part float64, otherwise float64) float64 {
		if len(values) == 0 {
			return otherwise
		}
		slices.Sort(values)
		return values[int(part*float64(len(values)-1))]
	}
	// The lines of paragraphs are closer than paragraphs are; where each
	// paragraph is a line the two are the same.
	return measures{at(pitches, 0.3, 12), max(1, at(columns, 0.5, 5)), at(lefts, 0.02, 0)}
}

// write writes a line.
func (l *linePDF) write(f *page.Flat, m measures, number int) {
	bold := true
	for i, p := range l.pieces {
		if i > 0 {
			f.Write(l.space(i, m), number)
		}
		if i > 0 && bold && !p.bold {
			f.Bold()
		}
		bold = bold && p.bold
		f.Write(string(p.text), number)
		if i == 0 {
			f.Indent(max(0, min(int(math.Round((p.left-m.left)/m.column)), 120)))
		}
	}
	if bold {
		f.Bold()
	}
	f.Break()
}

// space returns what stands before a piece of the line.
func (l *linePDF) space(i int, m measures) string {
	before, p := l.pieces[i-1], l.pieces[i]
	gap := (p.left - before.right) / m.column
	spaced := before.text[len(before.text)-1] == ' '
	const word, column = 0.3, 2.5
	switch {
	case gap > column:
		return strings.Repeat(" ", min(int(gap), 60))
	case gap > word && !spaced:
		return " "
	}
	return ""
}

func (l *linePDF) words(m measures) string {
	var b strings.Builder
	for i, p := range l.pieces {
		if i > 0 {
			b.WriteString(l.space(i, m))
		}
		b.WriteString(string(p.text))
	}
	return b.String()
}

// setRunningHeads marks the first and last lines of pages that say the same on
// most of them but for numbers, at the same height.
func setRunningHeads(pages []sheet) {
	for i := range pages {
		if lines := pages[i].lines; isPrintedPage(lines) {
			lines[0].apart, lines[len(lines)-1].apart = true, true
		}
	}
	if len(pages) < 2 {
		return
	}
	const edge = 3 // lines looked at from either end
	type place struct {
		words  string
		height int
	}
	count := make(map[place]int)
	each := func(do func(l *linePDF, at place)) {
		for i := range pages {
			lines := pages[i].lines
			for n := range lines {
				if n >= edge && n < len(lines)-edge {
					continue
				}
				l := &lines[n]
				height := int(math.Round(l.bottom / 4))
				do(l, place{withoutNumbers(l.words(measures{column: 5})), height})
			}
		}
	}
	each(func(_ *linePDF, at place) { count[at]++ })
	enough := max(2, len(pages)/3)
	if len(pages) < 4 {
		enough = len(pages)
	}
	each(func(l *linePDF, at place) {
		near := count[at] + count[place{at.words, at.height - 1}] + count[place{at.words, at.height + 1}]
		l.apart = l.apart || near >= enough && !strings.HasSuffix(strings.TrimSpace(at.words), ":")
	})
	for i := range pages {
		keepInside(pages[i].lines)
	}
}

// isPrintedPage reports whether a browser has printed the page: it ends with an
// address and the number of the page, and begins with a date and a title.
func isPrintedPage(lines []linePDF) bool {
	if len(lines) < 3 {
		return false
	}
	last := strings.Fields(lines[len(lines)-1].words(measures{column: 5}))
	return len(last) == 2 && strings.Contains(last[0], "://") && withoutNumbers(last[1]) == "#/#"
}

// keepInside unmarks lines that stand among those of the text: a running head
// is outermost.
func keepInside(lines []linePDF) {
	top := 0
	for top < len(lines) && lines[top].apart {
		top++
	}
	end := len(lines)
	for end > top && lines[end-1].apart {
		end--
	}
	for i := top; i < end; i++ {
		lines[i].apart = false
	}
}

// withoutNumbers returns text with one # for each number in it.
func withoutNumbers(text string) string {
	var b strings.Builder
	digits := false
	for _, r := range text {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}
