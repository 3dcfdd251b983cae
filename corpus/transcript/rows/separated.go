package rows

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// separators part the cells of a row, in the order of preference.
var separators = []byte{',', '\t', ';', '|'}

// maxHeadRows is in how many rows the names of the columns are looked for: some
// programs write a title before them.
const maxHeadRows = 8

// readSeparated reads a text of separated values, nil if its columns have no
// names that say who said what.
func readSeparated(text *page.Text, h draft.Hint) *draft.Draft {
	text = withoutEntities(text)
	for _, separator := range separators {
		first := text.At(&text.Lines[0])
		if strings.IndexByte(first, separator) < 0 && !hasSeparator(text, separator) {
			continue
		}
		s := scanner{text: text.String, separator: separator}
		var before []page.Span
		for range maxHeadRows {
			start := s.at
			names, ok := s.next()
			if !ok {
				break
			}
			c := nameColumns(text.String, names)
			if !c.found() {
				before = append(before, page.Span{Start: start, End: s.at})
				continue
			}
			if !speaks(text.String, c, s) {
				break
			}
			t := &table{text: text, d: draft.New(text, h), columns: c}
			for _, span := range before {
				t.d.Drop(span, draft.Metadata)
			}
			t.d.Drop(page.Span{Start: start, End: s.at}, head)
			t.d.Expect(len(text.Lines))
			for r, ok := s.next(); ok; r, ok = s.next() {
				t.add(r)
			}
			t.d.Layout, t.d.Basis.Marks, t.d.Basis.Whole = "table", draft.Cells, true
			return t.d
		}
	}
	return nil
}

// hasSeparator reports whether one of the rows that may name the columns holds a
// separator.
func hasSeparator(text *page.Text, separator byte) bool {
	for i := range text.Lines[:min(len(text.Lines), maxHeadRows)] {
		if strings.IndexByte(text.At(&text.Lines[i]), separator) >= 0 {
			return true
		}
	}
	return false
}

// speaks reports whether the rows after the names of the columns say something:
// most have as many cells as it takes.
func speaks(text string, c columns, s scanner) bool {
	const enough = 50
	full, all := 0, 0
	for range enough {
		r, ok := s.next()
		if !ok {
			break
		}
		all++
		if len(r) > max(c.speaker, c.words) {
			full++
		}
	}
	return full > 0 && full*3 >= all*2
}

// A scanner cuts rows off the beginning of a text.
type scanner struct {
	text      string
	separator byte
	at        int
	plain     bool // a quotation mark was never closed: they are words from there on
	cells     row  // room for those of the next row
}

// next returns the next row that holds something, which is valid until the one
// after it is asked for. A cell in quotation marks may hold separators and ends of
// lines.
func (s *scanner) next() (row, bool) {
	for s.at < len(s.text) {
		r, empty := s.cells[:0], true
		for {
			c, end := s.cell()
			empty = empty && c.Len() == 0
			r = append(r, c)
			s.at = end
			if s.at >= len(s.text) || s.text[s.at] == '\n' {
				s.at = min(s.at+1, len(s.text))
				break
			}
			s.at++ // the separator
		}
		s.cells = r
		if !empty {
			return r, true
		}
	}
	return nil, false
}

// cell reads the cell that begins at the scanner's place, and returns where what
// parts it from the next stands.
func (s *scanner) cell() (cell, int) {
	start := s.at
	for start < len(s.text) && s.text[start] == ' ' && s.separator != ' ' {
		start++
	}
	if start < len(s.text) && s.text[start] == '"' && !s.plain {
		c := cell{Span: page.Span{Start: start + 1}}
		for i := start + 1; i < len(s.text); i++ {
			if s.text[i] != '"' {
				continue
			}
			if i+1 < len(s.text) && s.text[i+1] == '"' {
				c.doubled = true
				i++
				continue
			}
			end := i + 1
			for end < len(s.text) && s.text[end] == ' ' {
				end++
			}
			if end >= len(s.text) || s.text[end] == s.separator || s.text[end] == '\n' {
				c.End = i
				return c, end
			}
		}
		s.plain = true
	}
	c := cell{Span: page.Span{Start: s.at}}
	end := s.at
	for ; end < len(s.text) && s.text[end] != s.separator && s.text[end] != '\n'; end++ {
		if s.separator == '|' && strings.HasPrefix(s.text[end:], `\|`) { // as Markdown writes it within a cell
			c.escaped = true
			end++
		}
	}
	c.End = end
	return c, end
}
