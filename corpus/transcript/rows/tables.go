package rows

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// readTables reads the tables of a document if most of its words stand in them:
// by the names of their columns, or by what they hold. It returns nil if they say
// not who said what. In Markdown a backslash stands before a bar within a cell.
func readTables(text *page.Text, all []page.Table, h draft.Hint, markdown bool) *draft.Draft {
	tables, inside := spokenTables(text, all)
	most := 2 // the text is so many times longer at most than what stands in tables
	if slices.ContainsFunc(tables, func(t spokenTable) bool { return t.named }) {
		most = 4
	}
	if inside*most < len(text.Body()) {
		return nil
	}
	r := tablesReader{text: text, d: draft.New(text, h), markdown: markdown}
	for _, t := range tables {
		start, end := extent(t.rows)
		r.between(int(text.Lines[max(0, text.LineAt(start))].Start))
		r.pass(end)
		r.table(t)
	}
	r.between(len(text.Body()) + 1)
	r.d.Layout, r.d.Basis.Marks, r.d.Basis.Whole = "table of a document", draft.Cells, true
	return r.d
}

// A spokenTable is a table whose columns say who said what.
type spokenTable struct {
	rows page.Table
	columns
	named bool // by its first row
}

// spokenTables finds them, and returns how many bytes stand in them.
func spokenTables(text *page.Text, all []page.Table) (tables []spokenTable, inside int) {
	last := columns{-1, -1, -1}
	for _, rows := range all {
		t := spokenTable{rows: rows, columns: nameColumns(text.String, cells(rows[0]))}
		if t.named = t.found(); !t.named {
			t.columns, t.named = columnsBelow(text.String, rows)
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

	markdown bool // the tables are typed in Markdown
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
		cells := cells(row)
		for i := range cells {
			cells[i].escaped = r.markdown && strings.Contains(r.text.String[cells[i].Start:cells[i].End], `\|`)
		}
		into.add(cells)
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
			longest, c.words = h.bytes, -1
			if h.spaced*3 >= h.filled {
				c.words = i
			}
		}
	}
	if c.words >= 0 && c.speaker > c.words {
		c.speaker = -1 // a column of remarks after the words
	}
	return c
}

// columnsBelow finds the columns of a table whose first row may name them in words that
// are not known, and reports whether it does: "Who", "What was said".
func columnsBelow(text string, rows page.Table) (c columns, named bool) {
	if c = looselyNamed(text, rows); c.found() {
		return c, true
	}
	if c = columnsOf(text, rows); !c.found() && len(rows) > 1 {
		c = columnsOf(text, rows[1:])
	}
	if !c.found() || len(rows[0]) <= max(c.speaker, c.words) {
		return columns{-1, -1, -1}, false
	}
	return c, namesColumns(text, rows, c)
}

// namesColumns reports whether the first row of a table names its columns: who stands
// there never speaks again, and its words are a title.
func namesColumns(text string, rows page.Table, c columns) bool {
	first := rows[0]
	for _, r := range rows[1:] {
		if c.speaker < len(r) && text[r[c.speaker].Start:r[c.speaker].End] == text[first[c.speaker].Start:first[c.speaker].End] {
			return false
		}
	}
	return isTitle(text, first[c.words])
}

// isTitle reports whether a cell can be the name of its column.
func isTitle(text string, s page.Span) bool {
	const most = 40 // bytes
	return s.Len() > 0 && s.Len() <= most && !page.EndsSentence(text[s.Start:s.End])
}

// looselyNamed finds the columns by single words in their names, "Student", "What they
// said", where what they hold agrees: words are the longest, and names are short.
func looselyNamed(text string, rows page.Table) columns {
	const few = 2
	c := columns{-1, -1, -1}
	if len(rows) <= few {
		return c
	}
	longest, best := 0, -1
	for i, s := range rows[0] {
		h := holdingsOf(text, rows[1:], i)
		if h.bytes > longest {
			longest, best = h.bytes, i
		}
		switch name := text[s.Start:s.End]; {
		case !isTitle(text, s):
			return columns{-1, -1, -1}
		case c.time < 0 && (holdsWord(name, timeNames) || h.clocks*2 > h.filled):
			c.time = i
		case c.speaker < 0 && (holdsWord(name, speakerNames) || label.HasRole(name)) && h.short*10 >= h.filled*9 && h.filled*2 >= len(rows)-1:
			c.speaker = i
		case holdsWord(name, wordNames):
			c.words = i
		}
	}
	if c.words != best {
		c.words = -1
	}
	return c
}

// holdsWord reports whether one of the words of a column's name is of a kind.
func holdsWord(name string, kind map[string]int) bool {
	for w := range strings.FieldsSeq(name) {
		if kind[columnName(w)] > 0 {
			return true
		}
	}
	return false
}

// Holdings are what the cells of a column hold.
type holdings struct {
	filled, bytes int
	short         int // cells that could be a name
	spaced        int // those of several words, or of a script without spaces
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
		if strings.Contains(words, " ") || len(words) > 0 && words[0] >= utf8.RuneSelf {
			h.spaced++
		}
		if isClock(words) {
			h.clocks++
		} else if mayBeName(words) {
			h.short++
		}
	}
	h.values = len(values)
	return h
}

// mayBeName reports whether a cell can be the name of somebody: "Anna:", "Rosa M.".
func mayBeName(words string) bool {
	const most = 40
	last := words[strings.LastIndexByte(words, ' ')+1:]
	return utf8.RuneCountInString(words) <= most && strings.ContainsFunc(words, unicode.IsLetter) && (!page.EndsSentence(strings.TrimSuffix(words, ":")) || last != words && label.IsInitials(last))
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
