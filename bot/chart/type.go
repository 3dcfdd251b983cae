package chart

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// A style is how a text is set.
type style struct {
	size   vg.Length
	strong bool
}

// A typesetter sets lines of text: in Go's own type, which has the letters of
// the languages written in Latin, Greek and Cyrillic script, and in the fonts
// of this machine what that does not have. Those are looked for when they are needed
// first. It may be used from any number of goroutines.
type typesetter struct {
	mu        sync.Mutex
	plain     *font.Face
	strong    *font.Face
	system    *fontscan.FontMap // nil if there are no fonts, or none was needed yet
	searched  bool
	weight    font.Weight // that system looks for
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
}

func newTypesetter() *typesetter {
	return &typesetter{plain: ownFace(goregular.TTF), strong: ownFace(gobold.TTF)}
}

func ownFace(ttf []byte) *font.Face {
	face, err := font.ParseTTF(bytes.NewReader(ttf))
	if err != nil {
		panic(fmt.Sprintf("the type that comes with the program: %v", err))
	}
	return face
}

// A line is a text that is set, from left to right as it is seen.
type line struct {
	width   vg.Length
	outline []segment // from the line's beginning on its baseline, up is positive
	missing bool      // whether there is a letter for which there is no type
}

// A segment is a part of an outline: a move, a line or a curve.
type segment struct {
	op opentype.SegmentOp
	at [3]vg.Point
}

// set sets text on one line. Letters are joined, ordered and stacked as their
// script wants it.
func (t *typesetter) set(text string, s style) line {
	t.mu.Lock()
	defer t.mu.Unlock()
	runes := []rune(norm.NFC.String(oneLine(text)))
	if len(runes) == 0 {
		return line{}
	}
	whole := shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: directionOf(text),
		Size: fixed.Int26_6(s.size * 64), Language: language.NewLanguage("en"),
	}
	var runs []shaping.Output
	for _, run := range t.segmenter.Split(whole, &choice{t, s.strong}) {
		runs = append(runs, t.shaper.Shape(run))
	}
	var set line
	for _, run := range visible(runs, runes, whole.Direction) {
		set.add(run)
	}
	return set
}

// visible returns runs of letters as they stand from left to right, after rule
// L2 of the Unicode bidirectional algorithm.
func visible(runs []shaping.Output, text []rune, base di.Direction) []shaping.Output {
	levels := make([]int, len(runs))
	most := 0
	for i, run := range runs {
		switch {
		case run.Direction == di.DirectionRTL:
			levels[i] = 1
		case base == di.DirectionRTL, i > 0 && levels[i-1] > 0 && isNumber(text[run.Runes.Offset:run.Runes.Offset+run.Runes.Count]):
			levels[i] = 2
		}
		most = max(most, levels[i])
	}
	ordered := slices.Clone(runs)
	for level := most; level > 0; level-- {
		for from := 0; from < len(ordered); from++ {
			to := from
			for to < len(ordered) && levels[to] >= level {
				to++
			}
			slices.Reverse(ordered[from:to])
			slices.Reverse(levels[from:to])
			from = max(from, to-1)
		}
	}
	return ordered
}

// isNumber reports whether a text has digits and no letters.
func isNumber(text []rune) bool {
	return slices.ContainsFunc(text, unicode.IsDigit) && !slices.ContainsFunc(text, unicode.IsLetter)
}

// add appends a run of letters of one font to a line.
func (l *line) add(run shaping.Output) {
	scale := vg.Length(run.Size) / 64 / vg.Length(run.Face.Upem())
	for _, g := range run.Glyphs {
		outline, drawn := run.Face.GlyphDataOutline(g.GlyphID)
		if g.GlyphID == 0 || !drawn && g.Width != 0 {
			l.missing = true
		}
		x, y := l.width+length(g.XOffset), length(g.YOffset)
		for _, from := range outline.Segments {
			to := segment{op: from.Op}
			for i, p := range from.ArgsSlice() {
				to.at[i] = vg.Point{X: x + vg.Length(p.X)*scale, Y: y + vg.Length(p.Y)*scale}
			}
			l.outline = append(l.outline, to)
		}
		l.width += length(g.Advance)
	}
}

func length(n fixed.Int26_6) vg.Length { return vg.Length(n) / 64 }

// path returns a line's outline with its beginning at a point.
func (l line) path(at vg.Point) vg.Path {
	var p vg.Path
	for i, s := range l.outline {
		a, b, c := s.at[0].Add(at), s.at[1].Add(at), s.at[2].Add(at)
		switch s.op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.Move(a)
		case opentype.SegmentOpLineTo:
			p.Line(a)
		case opentype.SegmentOpQuadTo:
			p.QuadTo(a, b)
		case opentype.SegmentOpCubeTo:
			p.CubeTo(a, b, c)
		}
	}
	if len(p) > 0 {
		p.Close()
	}
	return p
}

// directionOf returns which way a text runs: as its first letter does.
func directionOf(text string) di.Direction {
	for rest := text; rest != ""; {
		p, n := bidi.LookupString(rest)
		switch p.Class() {
		case bidi.L:
			return di.DirectionLTR
		case bidi.R, bidi.AL:
			return di.DirectionRTL
		}
		rest = rest[max(1, n):]
	}
	return di.DirectionLTR
}

// A choice chooses the font of each letter.
type choice struct {
	*typesetter
	bold bool
}

// ResolveFace implements [shaping.Fontmap]. A letter for which there is no font
// gets the program's own, which shows that it has none.
func (c *choice) ResolveFace(r rune) *font.Face {
	own := c.plain
	if c.bold {
		own = c.strong
	}
	if _, ok := own.NominalGlyph(r); ok {
		return own
	}
	if !c.searched {
		c.searched = true
		c.system = systemFonts()
	}
	if c.system == nil {
		return own
	}
	weight := font.WeightNormal
	if c.bold {
		weight = font.WeightBold
	}
	if c.weight != weight {
		c.weight = weight
		c.system.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}, Aspect: font.Aspect{Weight: weight}})
	}
	c.system.SetScript(language.LookupScript(r))
	if face := c.system.ResolveFace(r); face != nil {
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return own
}

// systemFonts returns the fonts of this machine, nil if there are none. What is
// found would be kept in a file for the next time, but to look again is quick.
func systemFonts() *fontscan.FontMap {
	folder, err := os.MkdirTemp("", "fonts")
	if err != nil {
		return nil
	}
	defer os.RemoveAll(folder)
	fonts := fontscan.NewFontMap(log.New(io.Discard, "", 0))
	if err := fonts.UseSystemFonts(folder); err != nil {
		return nil
	}
	return fonts
}

// canSet reports whether there is type for every letter of a text.
func (t *typesetter) canSet(text string) bool {
	return !t.set(text, style{size: textSize}).missing
}

// width returns how wide a text is.
func (t *typesetter) width(text string, s style) vg.Length { return t.set(text, s).width }

// oneLine returns a text with its breaks and spaces made one space each.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
