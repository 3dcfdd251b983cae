package rows

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// readUnnamed reads a text of separated values whose columns have names that say
// nothing, or none, by what they hold; nil if it is no such text.
func readUnnamed(text *page.Text, h draft.Hint) *draft.Draft {
	for _, separator := range separators {
		if !hasSeparator(text, separator) {
			continue
		}
		c, named := guess(scanner{text: text.String, separator: separator})
		if !c.found() {
			continue
		}
		t := &table{text: text, d: draft.New(text, h), columns: c}
		s := scanner{text: text.String, separator: separator}
		if named {
			_, _ = s.next()
			t.d.Drop(page.Span{Start: 0, End: s.at}, head)
		}
		t.d.Expect(len(text.Lines))
		for r, ok := s.next(); ok; r, ok = s.next() {
			t.add(r)
		}
		t.d.Layout, t.d.Basis.Marks, t.d.Basis.Whole = "table", draft.Cells, true
		t.d.Doubt(int(text.Lines[0].Start), "unknown_columns", "the names of the columns do not say who speaks; what they hold does")
		return t.d
	}
	return nil
}

// guess finds the columns by what stands in the first rows, each of which has as
// many cells, and whether the first row names them.
func guess(s scanner) (c columns, named bool) {
	const (
		enough = 200 // rows
		few    = 3
	)
	var rows page.Table
	for range enough {
		r, ok := s.next()
		if !ok {
			break
		}
		if s.plain || len(rows) > 0 && len(r) != len(rows[0]) || len(r) < 2 {
			return columns{-1, -1, -1}, false
		}
		spans := make([]page.Span, len(r))
		for i := range r {
			spans[i] = r[i].Span
		}
		rows = append(rows, spans)
	}
	if len(rows) < few {
		return columns{-1, -1, -1}, false
	}
	if c = looselyNamed(s.text, rows); c.found() {
		return c, true
	}
	c = columnsOf(s.text, rows[1:])
	if !c.found() && len(rows) == few {
		c = columnsOf(s.text, rows)
	}
	if !c.found() {
		return c, false
	}
	for _, r := range rows[1:] {
		if strings.ContainsAny(s.text[r[c.speaker].Start:r[c.speaker].End], ":[<") {
			return columns{-1, -1, -1}, false // lines of something else
		}
	}
	return c, namesColumns(s.text, rows, c)
}
