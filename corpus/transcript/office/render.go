package office

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// text lays out what was gathered as the lines of a text.
func (w *writer) text() *page.Text {
	w.finish()
	r := renderer{lines: typedInLines(w.blocks), bold: !mostlyBold(w.blocks), places: w.pages}
	if r.places {
		r.turnPage()
	}
	for i := range w.blocks {
		r.block(&w.blocks[i])
	}
	for _, p := range w.apart {
		r.flat.Apart(p.kind, "", p.text, p.number)
	}
	r.endTable()
	text := r.flat.Text()
	text.Tables = r.tables
	return text
}

// A renderer writes blocks as lines.
type renderer struct {
	flat   page.Flat
	lines  bool // paragraphs are lines
	bold   bool // bold text says something
	places bool // the file says where its pages end
	number int  // of the paragraph
	page   int
	table  page.Table // that is open
	tables []page.Table
}

// turnPage begins the next page.
func (r *renderer) turnPage() {
	r.page++
	r.flat.Place("page", strconv.Itoa(r.page))
}

func (r *renderer) block(b *block) {
	if b.feed && r.places {
		r.turnPage()
	}
	if b.cells != nil {
		r.row(b)
		return
	}
	r.endTable()
	if b.blank() {
		// An empty paragraph parts what is typed in lines.
		r.flat.Paragraph()
		return
	}
	if b.heading > 0 {
		r.flat.Paragraph()
	}
	r.paragraph(b)
	if r.lines && b.heading == 0 || b.line {
		r.flat.Break()
	} else {
		r.flat.Paragraph()
	}
}

// paragraph writes the lines of a paragraph, with the notes where their marks
// stand.
func (r *renderer) paragraph(b *block) {
	r.number++
	p := paragraph{renderer: r, block: b, number: r.number, fresh: true}
	if b.number > 0 {
		p.number = b.number
	}
	lead := 0
	if r.bold {
		lead = b.boldLead()
	}
	at, notes := 0, b.notes
	for _, run := range b.runs {
		s := run.text
		for len(notes) > 0 && notes[0].at <= at+len(s) {
			cut := max(0, notes[0].at-at)
			p.write(s[:cut])
			s, at = s[cut:], at+cut
			r.flat.Apart("note", notes[0].mark, notes[0].text, p.number)
			notes = notes[1:]
		}
		if lead > at && lead <= at+len(s) {
			p.write(s[:lead-at])
			s, at = s[lead-at:], lead
			r.flat.Bold()
		}
		p.write(s)
		at += len(s)
	}
}

// A paragraph is one that is being written.
type paragraph struct {
	*renderer
	block  *block
	number int  // of its line in the file, or of the paragraph
	fresh  bool // nothing stands on the line yet
}

// write writes a piece of the paragraph, which may hold several lines.
func (p *paragraph) write(s string) {
	for piece := range strings.Lines(s) {
		words := strings.TrimSuffix(piece, "\n")
		if p.fresh && !p.block.raw {
			words = strings.TrimLeft(words, " \t")
		}
		if feed := strings.TrimPrefix(words, "\f"); feed != words {
			words = feed
			if p.places {
				p.turnPage()
			}
		}
		if words != "" {
			p.words(words)
		}
		if strings.HasSuffix(piece, "\n") {
			p.endLine()
		}
	}
}

// words writes words on the line; the first ones say how the line stands.
func (p *paragraph) words(words string) {
	columns := p.block.indent
	if p.fresh && p.block.raw {
		trimmed := strings.TrimLeft(words, " ")
		columns += len(words) - len(trimmed)
		words = trimmed
	}
	p.flat.Write(words, p.number)
	if p.block.quoted {
		p.flat.Quoted()
	}
	if !p.fresh {
		return
	}
	p.fresh = false
	p.flat.Indent(columns)
	if p.block.heading > 0 {
		p.flat.Heading(p.block.heading)
	}
}

// endLine ends the line. Two ends of a line part paragraphs.
func (p *paragraph) endLine() {
	if p.fresh {
		p.flat.Paragraph()
	} else {
		p.flat.Break()
	}
	p.fresh = true
	if p.block.number > 0 && p.block.raw {
		p.number++
	}
}

func (b *block) text() string {
	if len(b.runs) == 1 {
		return b.runs[0].text
	}
	var s strings.Builder
	for _, run := range b.runs {
		s.WriteString(run.text)
	}
	return s.String()
}

// maxLead is how long the bold beginning of a paragraph can be to say
// something, in bytes: longer ones are emphasis.
const maxLead = 120

// boldLead returns where the bold words end with which a paragraph begins, 0 if
// it begins with others or is bold at length.
func (b *block) boldLead() int {
	at, lead := 0, 0
	for _, run := range b.runs {
		next := at + len(run.text)
		if strings.TrimSpace(run.text) != "" {
			if !run.bold {
				break
			}
			if i := strings.IndexByte(strings.TrimLeft(run.text, "\n"), '\n'); i >= 0 && at+i > 0 {
				lead = at + i + len(run.text) - len(strings.TrimLeft(run.text, "\n"))
				break
			}
			lead = at + len(strings.TrimRight(run.text, " \t\n"))
		}
		at = next
	}
	if lead > maxLead {
		return 0
	}
	return lead
}

// row writes a row of a table: a line with a tab between the cells.
func (r *renderer) row(b *block) {
	if r.table == nil {
		r.flat.Paragraph()
	}
	r.number++
	number, last := r.number, 0
	for i, cell := range b.cells {
		if !allBlank(cell) {
			last = i
		}
		if len(cell) > 0 && cell[0].number > 0 && number == r.number {
			number = cell[0].number
		}
	}
	row := make([]page.Span, 0, last+1)
	for i, cell := range b.cells[:last+1] {
		if i > 0 {
			r.flat.Write("\t", number)
		}
		var span page.Span
		for n, line := range cellLines(cell) {
			switch {
			case n > 0 && i < last:
				r.flat.Write(" ", number)
			case n > 0:
				r.flat.Break()
			}
			words := r.flat.Write(line, number)
			if n > 0 && i == last && last > 0 {
				r.flat.Indent(8 * last)
			}
			if n == 0 {
				span.Start = words.Start
			}
			span.End = words.End
		}
		for _, c := range cell {
			for _, n := range c.notes {
				r.flat.Apart("note", n.mark, n.text, number)
			}
		}
		row = append(row, span)
	}
	r.flat.Break()
	r.table = append(r.table, row)
	if b.table == lastRow {
		r.endTable()
	}
}

func (r *renderer) endTable() {
	if r.table != nil {
		r.tables, r.table = append(r.tables, r.table), nil
		r.flat.Paragraph()
	}
}

// cellLines returns the lines of a cell, rows of tables within it among them.
func cellLines(cell []block) []string {
	var lines []string
	for i := range cell {
		b := &cell[i]
		text := b.text()
		for _, inner := range b.cells {
			text += strings.Join(cellLines(inner), " ") + " "
		}
		for line := range strings.Lines(text) {
			if line = strings.Trim(strings.ReplaceAll(line, "\t", " "), " \n\f"); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// typedInLines reports whether the paragraphs of a document are lines, as they
// are where a text was pasted into a word processor: empty ones part what
// belongs together, or sentences go on from one to the next.
func typedInLines(blocks []block) bool {
	full, empty, follow, within := 0, 0, 0, 0
	for i := range blocks {
		if blocks[i].cells != nil || blocks[i].raw {
			continue
		}
		if blocks[i].blank() {
			if i > 0 && !blocks[i-1].blank() {
				empty++
			}
			continue
		}
		full++
		if i > 0 && !blocks[i-1].blank() {
			follow++
			first, _ := utf8.DecodeRuneInString(strings.TrimLeft(blocks[i].text(), " \t"))
			if unicode.IsLower(first) {
				within++
			}
		}
	}
	return empty*3 >= full && full > 1 || within >= 3 && within*5 >= follow
}

// mostlyBold reports whether a document is set in bold, so that bold text says
// nothing there.
func mostlyBold(blocks []block) bool {
	bold, all := 0, 0
	for i := range blocks {
		for _, r := range blocks[i].runs {
			all += len(r.text)
			if r.bold {
				bold += len(r.text)
			}
		}
	}
	return bold*5 > all*4
}
