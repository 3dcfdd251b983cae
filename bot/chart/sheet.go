package chart

import (
	"image/color"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
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
	faces  *faces
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
func (s *sheet) text(x, y vg.Length, text string, face font.Face, fill color.Color, at align) {
	if s.canvas == nil || text == "" {
		return
	}
	if at == right {
		x -= face.Width(text)
	}
	s.canvas.SetColor(fill)
	s.canvas.FillString(face, vg.Point{X: x, Y: s.height - y}, text)
}

// fit shortens a text to a width, with an ellipsis.
func fit(text string, face font.Face, room vg.Length) string {
	text = strings.Join(strings.Fields(text), " ")
	if face.Width(text) <= room {
		return text
	}
	for text != "" {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
		if short := strings.TrimRight(text, " ,.-") + "…"; face.Width(short) <= room {
			return short
		}
	}
	return ""
}

// wrap breaks a text into lines of a width, most lines at most.
func wrap(text string, face font.Face, room vg.Length, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(text)
	for i, word := range words {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if line != "" && face.Width(longer) > room {
			if len(lines) == most-1 {
				return append(lines, fit(line+" "+strings.Join(words[i:], " "), face, room))
			}
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	if line == "" {
		return lines
	}
	return append(lines, fit(line, face, room))
}

// canSet reports whether the type has every letter of text, and sets them one
// after the other: scripts that run from right to left, or join their letters,
// need more than that.
func (f *faces) canSet(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if unicode.Is(unicode.Mn, r) {
			return false
		}
		if n, err := f.plain.GlyphIndex(&buffer, r); err != nil || n == 0 {
			return false
		}
	}
	return true
}

// labels returns the labels as they can be set: those that cannot be get
// their row's number, by which the words beside the picture name them.
func (f *faces) labels(given []string) []string {
	set := make([]string, len(given))
	for i, label := range given {
		set[i] = label
		if !f.canSet(label) {
			set[i] = "No. " + strconv.Itoa(i+1)
		}
	}
	return set
}
