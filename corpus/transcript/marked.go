package transcript

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/draft"
)

// A mark shows a kind of part.
type mark struct {
	kind   draft.Kind
	letter byte
	colour string
}

// marks are the letter and the colour, as an ANSI escape takes it, of each kind
// of part; furniture of any name has the last.
var marks = []mark{
	{draft.Turn, 'T', "0"},
	{draft.Label, 'L', "1;32"},
	{draft.Narration, 'N', "36"},
	{draft.Aside, 'A', "3;36"},
	{draft.Note, 'F', "35"},
	{draft.Metadata, 'M', "34"},
	{"", '-', "2"},
}

func markOf(k draft.Kind) (letter byte, colour string) {
	i := slices.IndexFunc(marks, func(m mark) bool { return m.kind == k || m.kind == "" })
	return marks[i].letter, marks[i].colour
}

// WriteMarked writes the text of a file that was read with its parts, a line
// with the letters of its parts before it: T for a turn, L label, N narration,
// A aside, F footnote, M metadata, - furniture. In colour, each part has one of
// its own as well.
func (r *Report) WriteMarked(w io.Writer, colour bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: T turn, L label, N narration, A aside, F footnote, M metadata, - furniture\n", r.File)
	if r.Err != nil {
		fmt.Fprintf(&b, "%v\n", r.Err)
	}
	parts, at := r.Parts, 0
	for line := range strings.Lines(r.Text) {
		end := at + len(line)
		for len(parts) > 0 && parts[0].End <= at {
			parts = parts[1:]
		}
		letters := ""
		var marked strings.Builder
		from := at
		for _, p := range parts {
			if p.Start >= end {
				break
			}
			letter, code := markOf(p.Kind)
			if strings.IndexByte(letters, letter) < 0 {
				letters += string(letter)
			}
			if start, stop := max(p.Start, from), min(p.End, end); start < stop {
				marked.WriteString(harmless(r.Text[from:start]))
				words := harmless(strings.TrimRight(r.Text[start:stop], "\n"))
				if colour {
					words = "\x1b[" + code + "m" + words + "\x1b[0m"
				}
				marked.WriteString(words)
				from = stop
			}
		}
		marked.WriteString(harmless(strings.TrimRight(r.Text[min(from, end):end], "\n")))
		fmt.Fprintf(&b, "%-4s│ %s\n", letters, marked.String())
		at = end
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// harmless shows control characters of a file as such: a terminal would obey
// them.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}
