package chart

import (
	"image/color"
	"sort"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"gonum.org/v1/plot/vg"
)

const (
	width  vg.Length = 720
	margin vg.Length = 24

	titleSize vg.Length = 30
	headSize  vg.Length = 26
	textSize  vg.Length = 26
	noteSize  vg.Length = 24
)

var (
	ground = color.NRGBA{0xF7, 0xF7, 0xF4, 0xFF}
	ink    = color.NRGBA{0x1E, 0x1F, 0x22, 0xFF}
	faint  = color.NRGBA{0xDD, 0xDD, 0xD6, 0xFF}
	pale   = color.NRGBA{0x55, 0x58, 0x5E, 0xFF}

	// series are the colours of the sets that are compared.
	series = []color.NRGBA{{0x00, 0x5A, 0x96, 0xFF}, {0xE6, 0x9F, 0x00, 0xFF}, {0x00, 0x9E, 0x73, 0xFF}}
)

func colourOf(n int) color.NRGBA { return series[n%len(series)] }

// A sheet is what a figure is laid out on, from the top down. Without a canvas
// it only measures.
type sheet struct {
	canvas vg.Canvas
	height vg.Length
	types  *typesetter
}

// rect fills a rectangle whose y counts from the top.
func (s *sheet) rect(x, y, w, h vg.Length, fill color.Color) {
	if s.canvas == nil || w <= 0 || h <= 0 {
		return
	}
	top := s.height - y
	var p vg.Path
	p.Move(vg.Point{X: x, Y: top})
	p.Line(vg.Point{X: x + w, Y: top})
	p.Line(vg.Point{X: x + w, Y: top - h})
	p.Line(vg.Point{X: x, Y: top - h})
	p.Close()
	s.canvas.SetColor(fill)
	s.canvas.Fill(p)
}

// An align says which end of a text stands at the given x.
type align int

const (
	left align = iota
	right
)

// text sets a line whose baseline is y from the top.
func (s *sheet) text(x, y vg.Length, text string, as style, fill color.Color, at align) {
	if s.canvas == nil || text == "" {
		return
	}
	set := s.types.set(text, as)
	if at == right {
		x -= set.width
	}
	s.canvas.SetColor(fill)
	s.canvas.Fill(set.path(vg.Point{X: x, Y: s.height - y}))
}

// fit shortens a text to a width, with an ellipsis.
func (t *typesetter) fit(text string, as style, room vg.Length) string {
	text = oneLine(text)
	if t.width(text, as) <= room {
		return text
	}
	ends := []int{0} // of what is read as one letter each
	for letters := uniseg.NewGraphemes(text); letters.Next(); {
		_, end := letters.Positions()
		ends = append(ends, end)
	}
	short := func(n int) string { return strings.TrimRight(text[:ends[n]], " ,.-") + "…" }
	n := sort.Search(len(ends), func(n int) bool { return t.width(short(n), as) > room })
	if n == 0 {
		return ""
	}
	return short(n - 1)
}

// wrap breaks a text into lines of a width, most lines at most.
func (t *typesetter) wrap(text string, as style, room vg.Length, most int) []string {
	var lines []string
	line, rest, state := "", oneLine(text), -1
	for rest != "" && len(lines) < most {
		var part string
		part, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line == "" || t.width(line+part, as) <= room {
			line += part
			continue
		}
		if len(lines) == most-1 {
			line += part + rest
			break
		}
		lines, line = append(lines, strings.TrimSpace(line)), part
	}
	if line == "" {
		return lines
	}
	return append(lines, t.fit(line, as, room))
}

// labels returns the labels as they can be set: those that cannot be get their
// row's number.
func (t *typesetter) labels(given []string) []string {
	set := make([]string, len(given))
	for i, label := range given {
		set[i] = label
		if !t.canSet(label) {
			set[i] = strconv.Itoa(i+1) + "."
		}
	}
	return set
}
