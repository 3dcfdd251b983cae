// Package rows reads tables: CSV and its relatives, whose first row names the
// columns, and the tables of documents. A row says who said what, and when; what
// the other columns hold is nobody's words.
package rows

import (
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of tables.
var Layouts = []draft.Layout{{Name: "table", Read: read}}

// Unnamed are those of tables whose columns only what they hold tells apart. They
// are for files that are nothing else.
var Unnamed = []draft.Layout{{Name: "table", Read: func(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || len(f.Text.Lines) == 0 || len(f.Text.Tables) > 0 {
		return nil, nil
	}
	return readUnnamed(f.Text, h), nil
}}}

// Furniture of tables.
const (
	head  draft.Kind = "table head"
	other draft.Kind = "other column"
)

func read(f *page.File, h draft.Hint) (*draft.Draft, error) {
	switch {
	case f.Text == nil || len(f.Text.Lines) == 0:
		return nil, nil
	case len(f.Text.Tables) > 0:
		return readTables(f.Text, f.Text.Tables, h, false), nil
	}
	if tables := markdownTables(f.Text); len(tables) > 0 {
		if d := readTables(f.Text, tables, h, true); d != nil {
			return d, nil
		}
	}
	return readSeparated(f.Text, h), nil
}

// columns are the indices of those that are read; -1 if there is none.
type columns struct{ speaker, words, time int }

func (c columns) found() bool { return c.speaker >= 0 && c.words >= 0 && c.speaker != c.words }

// A row is its cells.
type row []cell

// A cell is where its words stand, without quotation marks around them.
type cell struct {
	page.Span
	doubled bool // quotation marks in it stand twice
	escaped bool // marks that part cells stand in it, each behind a backslash
}

// A table puts rows into a draft.
type table struct {
	text *page.Text
	d    *draft.Draft
	columns
}

// at returns the cell of a row in a column, an empty one if there is none.
func (t *table) at(r row, column int) cell {
	if column < 0 || column >= len(r) {
		return cell{}
	}
	return r[column]
}

// add reads a row.
func (t *table) add(r row) {
	for i, c := range r {
		if i != t.speaker && i != t.words && i != t.time {
			t.d.Drop(c.Span, other)
		}
	}
	m := draft.Message{Name: t.name(t.at(r, t.speaker)), Label: t.at(r, t.speaker).Span}
	if when := t.at(r, t.time); when.Len() > 0 {
		m.Time = moment(t.text.String[when.Start:when.End])
		t.d.Drop(when.Span, "time")
	}
	words := t.at(r, t.words)
	if !page.HasLetter(m.Name + t.text.String[words.Start:words.End]) {
		return // the rule below the names of the columns in Markdown
	}
	if !page.HasLetter(t.text.String[words.Start:words.End]) && strings.TrimSpace(t.text.String[words.Start:words.End]) == "" {
		if tells(m.Name) {
			m.Name, m.Words, m.Label = "", t.lines(m.Label), page.Span{}
		} else {
			m.Kind = draft.Label // nothing is said
		}
		t.d.Add([]draft.Message{m}, false)
		return
	}
	if draft.IsMessengers(t.text.String[words.Start:words.End]) {
		m.Kind, m.Words = draft.Own, []page.Span{words.Span}
		t.d.Add([]draft.Message{m}, false)
		return
	}
	if !words.doubled && !words.escaped {
		m.Words = t.lines(words.Span)
		t.d.Add([]draft.Message{m}, false)
		return
	}
	first, rest := t.undoubled(words.Span)
	m.Words = first
	t.d.Add([]draft.Message{m}, false)
	for _, s := range rest {
		t.d.Words(s.Span, s.how)
	}
}

// tells reports whether what stands in the column of names beside no words is what
// happens, and no name: "[The bell rings]", "They all leave."
func tells(name string) bool {
	return name != "" && (name[0] == '[' || name[0] == '(' || strings.Contains(name, " ") && !mayBeName(name))
}

// name returns the name in a cell, with one space between its words.
func (t *table) name(c cell) string {
	name := strings.Join(strings.FieldsFunc(t.text.String[c.Start:c.End], page.Unseen), " ")
	if c.doubled {
		name = strings.ReplaceAll(name, `""`, `"`)
	}
	return strings.TrimSuffix(name, ":")
}

// lines cuts a span at the ends of lines.
func (t *table) lines(s page.Span) []page.Span {
	var found []page.Span
	for s.Start < s.End {
		end := s.End
		if i := strings.IndexByte(t.text.String[s.Start:s.End], '\n'); i >= 0 {
			end = s.Start + i
		}
		if page.HasLetter(t.text.String[s.Start:end]) || end > s.Start {
			found = append(found, page.Span{Start: s.Start, End: end})
		}
		s.Start = end + 1
	}
	return found
}

// A joined span, and what stands before it.
type joined struct {
	page.Span
	how draft.Joint
}

// undoubled cuts a cell in which quotation marks stand twice, or a mark behind a
// backslash, so that each is read once.
func (t *table) undoubled(s page.Span) (first []page.Span, rest []joined) {
	how := draft.Newline
	for s.Start < s.End {
		end, next := s.End, s.End
		after := draft.Newline
		text := t.text.String[s.Start:s.End]
		line, twice := strings.IndexByte(text, '\n'), strings.Index(text, `""`)
		escape := strings.Index(text, `\|`)
		switch {
		case line >= 0 && (twice < 0 || line < twice) && (escape < 0 || line < escape):
			end, next = s.Start+line, s.Start+line+1
		case twice >= 0 && (escape < 0 || twice < escape):
			end, next, after = s.Start+twice+1, s.Start+twice+2, draft.Glue
			if r, _ := utf8.DecodeRuneInString(t.text.String[next:s.End]); r == ' ' {
				after = draft.Space
			}
		case escape >= 0:
			end, next, after = s.Start+escape, s.Start+escape+1, draft.Glue
			if escape > 0 && text[escape-1] == ' ' {
				after = draft.Space
			}
		}
		piece := page.Span{Start: s.Start, End: end}
		if first == nil {
			first = []page.Span{piece}
		} else {
			rest = append(rest, joined{piece, how})
		}
		how, s.Start = after, next
	}
	return first, rest
}

// moment returns a time as it is shown: that of a program without its zone and
// fraction, any other as it is.
func moment(text string) string {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format("2006-01-02 15:04")
		}
	}
	return text
}
