package office

import (
	"strings"
)

// A writer gathers the paragraphs of a document. Readers say what comes: text,
// the ends of lines, paragraphs and pages, tables with their rows and cells.
type writer struct {
	blocks []block // of the document, or of the cell that is open
	now    block
	apart  []piece
	pages  bool // the file says where its pages end
	count  int  // paragraphs and cells so far
	size   int  // bytes of text so far
	tables []*table
}

// A block is a paragraph or a row of a table.
type block struct {
	runs    []run
	notes   []note
	heading int  // its level, 0 if it is none
	indent  int  // columns
	quoted  bool // it is set off as a quotation
	feed    bool // a page ends before it
	raw     bool // its white space is as the file has it
	line    bool // the next block is a line of the same paragraph
	number  int  // of the file's line that it begins on, 0 if files of the kind have none
	cells   [][]block
	table   int // row or lastRow
}

// What a block of cells is.
const (
	row = 1 + iota
	lastRow
)

// A run is text in one style.
type run struct {
	text string
	bold bool
}

// A note is a footnote or an endnote.
type note struct {
	at   int // bytes of the block's text before its mark
	mark string
	text string
}

// A piece is a part of the file that is no part of its text.
type piece struct {
	kind   string // "comment", "deletion", "running head", "contents"
	text   string
	number int
}

// A table is one that is open.
type table struct {
	rows   [][][]block // cells of rows
	row    [][]block
	outer  []block // what stands before the table
	inCell bool
	wide   int // further columns that the cell is as wide as
}

// write adds text to the paragraph.
func (w *writer) write(s string, bold bool) error {
	if s == "" {
		return nil
	}
	if w.count > maxBlocks {
		return errTooLong
	}
	if w.size += len(s); w.size > maxText {
		return errTooLong
	}
	w.now.runs = append(w.now.runs, run{s, bold})
	return nil
}

// feed ends a page: before the paragraph, or in the midst of it.
func (w *writer) feed() {
	if w.now.blank() {
		w.now.feed = true
		return
	}
	w.now.runs = append(w.now.runs, run{text: "\n\f"})
}

// note adds a footnote whose mark stands here.
func (w *writer) note(mark, text string) error {
	if w.size += len(text); w.size > maxText {
		return errTooLong
	}
	w.now.notes = append(w.now.notes, note{w.now.length(), mark, strings.TrimSpace(text)})
	return nil
}

// keepApart keeps a piece of the file that is no part of its text.
func (w *writer) keepApart(kind, text string) error {
	if w.size += len(text); w.size > maxText {
		return errTooLong
	}
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		w.apart = append(w.apart, piece{kind, text, max(1, len(w.blocks))})
	}
	return nil
}

// end ends the paragraph. One without text is kept: it parts those around it.
func (w *writer) end() {
	b := w.now
	w.now = block{}
	if b.blank() && b.feed {
		w.now.feed = true
		return
	}
	if w.count++; w.count > maxBlocks && b.blank() {
		return // what is written next is refused
	}
	w.blocks = append(w.blocks, b)
}

// endText ends the paragraph if there is text in it.
func (w *writer) endText() {
	if !w.now.blank() {
		w.end()
	}
}

func (b *block) blank() bool {
	if len(b.notes) > 0 || b.cells != nil {
		return false
	}
	for _, r := range b.runs {
		if strings.TrimSpace(r.text) != "" {
			return false
		}
	}
	return true
}

func (b *block) length() int {
	n := 0
	for _, r := range b.runs {
		n += len(r.text)
	}
	return n
}

func (w *writer) beginTable() error {
	if len(w.tables) >= maxDepth {
		return errTooDeep
	}
	w.endText()
	w.tables = append(w.tables, &table{outer: w.blocks})
	w.blocks = nil
	return nil
}

// open returns the innermost table that is open, nil if there is none.
func (w *writer) open() *table {
	if len(w.tables) == 0 {
		return nil
	}
	return w.tables[len(w.tables)-1]
}

func (w *writer) beginCell() {
	if t := w.open(); t != nil {
		w.endCell()
		t.inCell = true
	}
}

// endCell ends the cell that is open, if one is.
func (w *writer) endCell() {
	t := w.open()
	if t == nil || !t.inCell {
		return
	}
	w.endText()
	w.now = block{}
	if w.count++; w.count > maxBlocks {
		w.blocks = nil
		return
	}
	t.row = append(t.row, w.blocks)
	for range min(t.wide, maxColumns-len(t.row)) {
		t.row = append(t.row, nil)
	}
	t.inCell, t.wide, w.blocks = false, 0, nil
}

// maxColumns is how many cells of a row are kept apart.
const maxColumns = 64

// widen says that the cell that is open is as wide as some further columns.
func (w *writer) widen(by int) {
	if t := w.open(); t != nil && t.inCell {
		t.wide = by
	}
}

func (w *writer) endRow() {
	w.endCell()
	if t := w.open(); t != nil && len(t.row) > 0 {
		t.rows = append(t.rows, t.row)
		t.row = nil
	}
}

func (w *writer) endTable() {
	t := w.open()
	if t == nil {
		return
	}
	w.endRow()
	w.tables = w.tables[:len(w.tables)-1]
	inside := w.blocks // what stands between rows, if a file has such things
	w.blocks = append(t.outer, inside...)
	columns := 0
	for _, row := range t.rows {
		for i := range row {
			if !allBlank(row[i]) {
				columns = max(columns, i+1)
			}
		}
	}
	// A table of one column or one row lays out the page, and means nothing.
	if columns < 2 || len(t.rows) < 2 {
		for _, row := range t.rows {
			for _, cell := range row {
				w.blocks = append(w.blocks, cell...)
			}
		}
		return
	}
	for _, cells := range t.rows {
		b := block{cells: cells, table: row}
		for _, cell := range cells {
			b.feed = b.feed || len(cell) > 0 && cell[0].feed
		}
		w.blocks = append(w.blocks, b)
	}
	w.blocks[len(w.blocks)-1].table = lastRow
}

func allBlank(blocks []block) bool {
	for i := range blocks {
		if !blocks[i].blank() {
			return false
		}
	}
	return true
}

// finish closes what is open.
func (w *writer) finish() {
	w.endText()
	for w.open() != nil {
		w.endTable()
	}
}
