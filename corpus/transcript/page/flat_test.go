package page

import (
	"strings"
	"testing"
)

func TestFlat(t *testing.T) {
	var f Flat
	f.Place("page", "1")
	f.Write("  Ann:", 3)
	f.Bold()
	said := f.Write(" One\ntwo. ", 3)
	f.Paragraph()
	f.Paragraph()
	f.Write("  ", 4) // nothing to read
	f.Break()
	f.Write("Next.", 5)
	text := f.Text()
	var lines []string
	for i := range text.Lines {
		lines = append(lines, text.At(&text.Lines[i]))
	}
	if got := strings.Join(lines, "|"); got != "Ann: One two.|Next." {
		t.Errorf("lines %q", got)
	}
	if got := text.String[said.Start:said.End]; got != " One two. " {
		t.Errorf("span %q", got)
	}
	first, last := text.Lines[0], text.Lines[1]
	if first.Number != 3 || first.Place != 1 || first.Bold != 6 || last.Number != 5 || last.Blanks != 1 {
		t.Errorf("lines %+v", text.Lines)
	}
}

func TestNew(t *testing.T) {
	text := New("\ufeff\u200e Ann:\u00a0\n \n\n\tOne.\fTwo\n\f\nThree")
	type line struct {
		words                  string
		number, indent, blanks int
		empty, feed            bool
	}
	want := []line{
		{"Ann:", 1, 1, 0, true, false}, {"One.", 4, 8, 2, false, false}, {"Two", 4, 0, 0, true, true}, {"Three", 6, 0, 0, true, true},
	}
	for i := range text.Lines {
		l := &text.Lines[i]
		got := line{text.At(l), int(l.Number), int(l.Indent), int(l.Blanks), l.Empty, l.Feed}
		if i >= len(want) || got != want[i] {
			t.Errorf("line %d: %+v", i, got)
		}
	}
	if len(text.Lines) != len(want) {
		t.Errorf("%d lines", len(text.Lines))
	}
}
