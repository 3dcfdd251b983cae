package console

import (
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// A Page lays out text for where it is read: on a terminal or from a pipe.
type Page struct {
	Width int  // columns at which lines are wrapped; 0 wraps none
	Color bool // whether styles are shown by ANSI escapes; otherwise they are left out
}

// maxWidth is the widest that text is still easy to read.
const maxWidth = 100

// PageFor returns the page that suits w: a terminal's width and styles, and
// for all else whole lines and plain words. NO_COLOR and a TERM of "dumb" take
// the styles away.
func PageFor(w io.Writer, getenv func(string) string) Page {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return Page{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return Page{
		Width: min(width, maxWidth),
		Color: getenv("NO_COLOR") == "" && getenv("TERM") != "dumb",
	}
}

// A style is how a run of text is set.
type style uint8

const (
	bold style = 1 << iota
	italic
	underlined
	struck
	dim
)

// escapes are the parameters of the ANSI sequence that begins each style.
var escapes = []struct {
	style style
	code  string
}{{bold, "1"}, {dim, "2"}, {italic, "3"}, {underlined, "4"}, {struck, "9"}}

// A run is text in one style.
type run struct {
	text  string
	style style
}

// set lays out a paragraph of runs. Its first line begins with first, the
// others with rest, which are as wide as each other.
func (p Page) set(w *strings.Builder, first, rest string, runs []run) {
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(r.text)
	}
	prefix := first
	for _, line := range p.wrap(text.String(), uniseg.StringWidth(first)) {
		w.WriteString(strings.TrimRight(prefix, " "))
		if line.start < line.end {
			w.WriteString(prefix[len(strings.TrimRight(prefix, " ")):])
		}
		p.setRuns(w, runs, line)
		w.WriteByte('\n')
		prefix = rest
	}
}

// setRuns writes the bytes of the runs' text within line.
func (p Page) setRuns(w *strings.Builder, runs []run, line extent) {
	at := 0
	for _, r := range runs {
		from, to := max(line.start-at, 0), min(line.end-at, len(r.text))
		at += len(r.text)
		if from >= to {
			continue
		}
		if !p.Color || r.style == 0 {
			w.WriteString(r.text[from:to])
			continue
		}
		var codes []string
		for _, e := range escapes {
			if r.style&e.style != 0 {
				codes = append(codes, e.code)
			}
		}
		w.WriteString("\x1b[" + strings.Join(codes, ";") + "m" + r.text[from:to] + "\x1b[0m")
	}
}

// An extent is a range of bytes [start, end).
type extent struct{ start, end int }

// wrap cuts text into lines where the rules of Unicode (UAX #14) allow it, so
// that with what stands before a line it fits the page. A word that is wider
// than the page keeps a line to itself. There is always one line.
func (p Page) wrap(text string, before int) []extent {
	if p.Width == 0 {
		return []extent{{0, len(text)}}
	}
	room := max(p.Width-before, 1)
	var lines []extent
	line, width, state := extent{}, 0, -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		word := strings.TrimRightFunc(segment, unicode.IsSpace)
		start := len(text) - len(rest) - len(segment)
		if width > 0 && width+uniseg.StringWidth(word) > room {
			lines = append(lines, line)
			line, width = extent{start, start}, 0
		}
		line.end = start + len(word)
		width += uniseg.StringWidth(segment)
	}
	return append(lines, line)
}

// clean makes text fit to be written to a terminal: what could steer it is
// left out, tabs become spaces.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
