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
	tables, inside := spokenTables(text)
	if inside*2 < len(text.Body()) {
		return nil
	}
	r := tablesReader{text: text, d: draft.New(text, h)}
	for _, t := range tables {
		start, end := extent(t.rows)
		r.between(start)
		r.pass(end)
		r.table(t)
	}
	r.between(len(text.Body()) + 1)
	r.d.Layout, r.d.Basis.Marks = "table of a document", draft.Cells
	return r.d
}

// A spokenTable is a table whose columns say who said what.
type spokenTable struct {
	rows page.Table
	columns
	named bool // by its first row
}

// spokenTables finds them, and returns how many bytes stand in them.
func spokenTables(text *page.Text) (tables []spokenTable, inside int) {
	last := columns{-1, -1, -1}
	for _, rows := range text.Tables {
		t := spokenTable{rows: rows, columns: nameColumns(text.String, cells(rows[0]))}
		if t.named = t.found(); !t.named {
			t.columns = columnsOf(text.String, rows)
		}
		switch {
		case t.found():
		case last.found() && len(rows[0]) > max(last.speaker, last.words):
			t.columns = last // the table goes on on the next page
		default:
			continue
		}
		last = t.columns
		tables = append(tables, t)
		for _, r := range rows {
			for _, s := range r {
				inside += s.Len()
			}
		}
	}
	return tables, inside
}

// A tablesReader puts tables, and what stands between them, into a draft.
type tablesReader struct {
	text *page.Text
	d    *draft.Draft
	line int // that is read next
}

// between reads the lines up to a byte as the recorder's; the first is the title.
func (r *tablesReader) between(end int) {
	for ; r.before(end); r.line++ {
		l := &r.text.Lines[r.line]
		s := page.Span{Start: int(l.Start), End: int(l.End)}
		if r.d.Record.Title == "" && !r.d.Begun() {
			r.d.Record.Title = r.text.At(l)
			r.d.Drop(s, draft.Metadata)
			continue
		}
		r.d.Narration()
		r.d.Words(s, draft.Space)
	}
}

// pass passes over the lines up to a byte, which a table has.
func (r *tablesReader) pass(end int) {
	for r.before(end) {
		r.line++
	}
}

func (r *tablesReader) before(end int) bool {
	return r.line < len(r.text.Lines) && int(r.text.Lines[r.line].Start) < end
}

func (r *tablesReader) table(t spokenTable) {
	into := &table{text: r.text, d: r.d, columns: t.columns}
	rows := t.rows
	if t.named {
		for _, s := range rows[0] {
			r.d.Drop(s, head)
		}
		rows = rows[1:]
	}
	for _, row := range rows {
		into.add(cells(row))
	}
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
		h := holdingsOf(text, rows, i)
		switch {
		case h.filled > 0 && h.clocks*2 > h.filled:
			if c.time < 0 {
				c.time = i
			}
		case h.mayName(len(rows)) && h.values < fewest:
			fewest, c.speaker = h.values, i
		case h.bytes > longest:
			longest, c.words = h.bytes, i
		}
	}
	if c.words >= 0 && c.speaker > c.words {
		c.speaker = -1 // a column of remarks after the words
	}
	return c
}

// Holdings are what the cells of a column hold.
type holdings struct {
	filled, bytes int
	short         int // cells that could be a name
	clocks        int
	values        int // different ones
}

func holdingsOf(text string, rows page.Table, column int) holdings {
	var h holdings
	values := make(map[string]bool)
	for _, r := range rows {
		if column >= len(r) || r[column].Len() == 0 {
			continue
		}
		words := strings.TrimSpace(text[r[column].Start:r[column].End])
		h.filled++
		h.bytes += len(words)
		values[words] = true
		if isClock(words) {
			h.clocks++
		} else if utf8.RuneCountInString(words) <= 40 && !page.EndsSentence(strings.TrimSuffix(words, ":")) && page.HasLetter(words) {
			h.short++
		}
	}
	h.values = len(values)
	return h
}

// mayName reports whether a column of a table with so many rows can name speakers.
func (h holdings) mayName(rows int) bool {
	return h.filled > 0 && h.short*10 >= h.filled*9 && h.filled*2 >= rows && h.values*2 <= h.filled+1
}

// isClock reports whether a cell is nothing but a time.
func isClock(words string) bool {
	words = strings.Trim(words, "[]()")
	return strings.Contains(words, ":") && strings.Trim(words, "0123456789:.,-– ") == ""
}
