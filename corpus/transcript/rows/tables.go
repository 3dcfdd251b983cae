package rows

import (
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// readTables reads the tables of a document if most of its words stand in them:
// by the names of their columns, or by what they hold. It returns nil if they say
// not who said what.
func readTables(text *page.Text, h draft.Hint) *draft.Draft {
	type found struct {
		table page.Table
		columns
		named bool
	}
	var tables []found
	inside := 0
	last := columns{-1, -1, -1}
	for _, rows := range text.Tables {
		c := nameColumns(text.String, cells(rows[0]))
		named := c.found()
		if !named {
			if c = columnsOf(text.String, rows); !c.found() {
				if len(rows[0]) <= max(last.speaker, last.words) || !last.found() {
					continue
				}
				c = last // the table goes on on the next page
			}
		}
		last = c
		tables = append(tables, found{rows, c, named})
		for _, r := range rows {
			for _, s := range r {
				inside += s.Len()
			}
		}
	}
	if inside*2 < len(text.Body()) {
		return nil
	}
	d := draft.New(text, h)
	line := 0
	// between reads the lines before a table as the recorder's.
	between := func(end int) {
		for ; line < len(text.Lines) && int(text.Lines[line].Start) < end; line++ {
			l := &text.Lines[line]
			s := page.Span{Start: int(l.Start), End: int(l.End)}
			if d.Record.Title == "" && !d.Begun() {
				d.Record.Title = text.At(l)
				d.Drop(s, draft.Metadata)
				continue
			}
			d.Narration()
			d.Words(s, draft.Space)
		}
	}
	for _, found := range tables {
		start, end := extent(found.table)
		between(start)
		for line < len(text.Lines) && int(text.Lines[line].Start) < end {
			line++
		}
		t := &table{text: text, d: d, columns: found.columns}
		for i, r := range found.table {
			if i == 0 && found.named {
				for _, s := range r {
					d.Drop(s, head)
				}
				continue
			}
			t.add(cells(r))
		}
	}
	between(len(text.Body()) + 1)
	d.Layout, d.Basis.Marks = "table of a document", draft.Cells
	return d
}

func cells(spans []page.Span) row {
	r := make(row, len(spans))
	for i, s := range spans {
		r[i].Span = s
	}
	return r
}

// extent returns where a table begins and ends.
func extent(t page.Table) (start, end int) {
	start = -1
	for _, r := range t {
		for _, s := range r {
			if s.Len() > 0 && (start < 0 || s.Start < start) {
				start = s.Start
			}
			end = max(end, s.End)
		}
	}
	return max(0, start), end
}

// columnsOf finds the columns of a table without names by what they hold: words
// are the longest, and a speaker's name is short and comes again.
func columnsOf(text string, rows page.Table) columns {
	c := columns{-1, -1, -1}
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width > 6 || len(rows) < 3 {
		return c
	}
	longest, fewest := 0, len(rows)
	for i := range width {
		letters, short, filled, clocks := 0, 0, 0, 0
		values := make(map[string]bool)
		for _, r := range rows {
			if i >= len(r) || r[i].Len() == 0 {
				continue
			}
			words := strings.TrimSpace(text[r[i].Start:r[i].End])
			filled++
			letters += len(words)
			values[words] = true
			if isClock(words) {
				clocks++
			} else if utf8.RuneCountInString(words) <= 40 && !page.EndsSentence(strings.TrimSuffix(words, ":")) && page.HasLetter(words) {
				short++
			}
		}
		switch {
		case filled == 0:
		case clocks*2 > filled:
			if c.time < 0 {
				c.time = i
			}
			continue
		case short*10 >= filled*9 && filled*2 >= len(rows) && len(values)*2 <= filled+1 && len(values) < fewest:
			fewest, c.speaker = len(values), i
			continue
		}
		if letters > longest {
			longest, c.words = letters, i
		}
	}
	if c.words >= 0 && c.speaker > c.words {
		c.speaker = -1 // a column of remarks after the words
	}
	return c
}

// isClock reports whether a cell is nothing but a time.
func isClock(words string) bool {
	words = strings.Trim(words, "[]()")
	return strings.Contains(words, ":") && strings.Trim(words, "0123456789:.,-– ") == ""
}
