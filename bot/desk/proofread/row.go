package proofread

import (
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/proof"
)

// A row is a line of the text as it is shown.
type row struct {
	Index     int    // among the lines of the text, from 0
	Number    int    // of the file's line
	All       int    // how many rows there are
	Mark      string // what the line is, in a word: who speaks, in the order of the line
	Class     string // its colour
	Goes      bool   // the line goes on with the one before
	Begins    bool   // a turn or a narration begins
	Turn      string // reference of the turn that the line ends in, "" if it is in none
	Sensitive bool
	Doubts    []string
	Pieces    []piece
}

// A piece is a part of a row's words that is one thing.
type piece struct {
	Text  string
	Class string
	Word  string // what it is, for those who do not see its colour; "" for what the row is
}

// colours is how many speakers have a colour of their own.
const colours = 8

// view shows a reading row by row.
type view struct {
	*proof.Result
	doubts map[int][]string // by the number of the file's line
}

func viewOf(r *proof.Result) view {
	v := view{r, make(map[int][]string)}
	for _, w := range r.Report.Warnings {
		v.doubts[w.Line] = append(v.doubts[w.Line], visible(w.Text))
	}
	return v
}

// row returns the row of a line of the text.
func (v view) row(i int) row {
	line := v.Report.Lines[i]
	r := row{Index: i, Number: line.Number, All: len(v.Report.Lines)}
	if i == 0 || v.Report.Lines[i-1].Number != line.Number {
		r.Doubts = v.doubts[line.Number]
	}
	at := line.Start
	whole := -1 // the turn before
	if i > 0 {
		whole = v.turnBefore(line.Start)
	}
	for _, p := range v.parts(line.Span) {
		if gap := v.Report.Text[at:p.Start]; gap != "" {
			r.Pieces = append(r.Pieces, piece{Text: visible(gap)})
		}
		at = p.End
		class, word := v.partClass(&p)
		if p.Turn >= 0 {
			colour := r.take(v, &v.Record().Turns[p.Turn], p.Turn != whole)
			whole = p.Turn
			if colour != r.Class && class == "" {
				class = colour // of another turn on the same line
			}
			if p.Kind != draft.Aside {
				word = ""
			}
		}
		r.Pieces = append(r.Pieces, piece{visible(v.Report.Text[p.Start:p.End]), class, word})
	}
	if rest := v.Report.Text[at:max(at, line.End)]; rest != "" {
		r.Pieces = append(r.Pieces, piece{Text: visible(rest)})
	}
	if at := slices.IndexFunc(r.Pieces, func(p piece) bool { return p.Word != "" }); r.Mark == "" && at >= 0 {
		r.Mark, r.Class = r.Pieces[at].Word, r.Pieces[at].Class
	}
	r.Goes = !r.Begins && r.Turn != ""
	return r
}

// take takes note of a turn of which words stand in the row, and returns its
// colour. another says that the words before are of another turn.
func (r *row) take(v view, t *corpus.Turn, another bool) (colour string) {
	mark, colour := v.turnMark(t)
	switch {
	case r.Turn == "":
		r.Mark, r.Class, r.Begins = mark, colour, another
	case another:
		r.Mark += " / " + mark
	}
	r.Turn, r.Sensitive = reference(t), r.Sensitive || t.Sensitive
	return colour
}

// parts returns the parts of a span of the text, cut to it.
func (v view) parts(s page.Span) []transcript.Part {
	all := v.Report.Parts
	i := sort.Search(len(all), func(i int) bool { return all[i].End > s.Start })
	var parts []transcript.Part
	for ; i < len(all) && all[i].Start < s.End; i++ {
		p := all[i]
		p.Start, p.End = max(p.Start, s.Start), min(p.End, s.End)
		parts = append(parts, p)
	}
	return parts
}

// turnBefore returns the turn of which words stand last before a byte, -1 if
// there is none.
func (v view) turnBefore(at int) int {
	all := v.Report.Parts
	i := sort.Search(len(all), func(i int) bool { return all[i].Start >= at }) - 1
	for ; i >= 0; i-- {
		if all[i].Turn >= 0 {
			return all[i].Turn
		}
	}
	return -1
}

// turnMark returns who speaks a turn, and the colour for it.
func (v view) turnMark(t *corpus.Turn) (mark, class string) {
	if t.Speaker < 0 {
		return "narration", "narration"
	}
	return visible(v.Record().Speakers[t.Speaker].Name), speakerClass(int(t.Speaker))
}

func speakerClass(i int) string { return fmt.Sprintf("speaker s%d", i%colours) }

// partClass returns the colour of a part and what it is in a word.
func (v view) partClass(p *transcript.Part) (class, word string) {
	switch p.Kind {
	case draft.Turn, draft.Narration:
		return "", string(p.Kind)
	case draft.Label:
		return "label", "label"
	case draft.Aside:
		return "aside", "aside"
	case draft.Note:
		return "note", "footnote"
	case draft.Metadata:
		return "metadata", "about the record"
	}
	return "furniture", string(p.Kind)
}

// reference returns the reference to a turn within its record.
func reference(t *corpus.Turn) string {
	return corpus.Reference{Kind: t.Kind, First: int(t.Number), Last: int(t.Number)}.String()
}

// perPart is how many rows are sent at once.
const perPart = 100

// rows answers with a part of the rows.
func (r *Room) rows(w http.ResponseWriter, req *http.Request, s *sheet) {
	from, err := strconv.Atoi(req.FormValue("from"))
	if err != nil || from < 0 || from >= len(s.now.Report.Lines) {
		http.NotFound(w, req)
		return
	}
	html, err := shown("rows", s.part(from))
	if err != nil {
		r.refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(html)) // a browser that has gone cannot be told
}

// part returns the rows from one on that are sent at once.
func (s *sheet) part(from int) []row {
	v := viewOf(&s.now)
	var rows []row
	for i := from; i < min(from+perPart, len(s.now.Report.Lines)); i++ {
		rows = append(rows, v.row(i))
	}
	return rows
}

// mostFound is how many rows a search finds.
const mostFound = 10_000

// search answers with the rows in which words stand, whatever the case.
func (r *Room) search(w http.ResponseWriter, req *http.Request, s *sheet) {
	words := strings.ToLower(strings.TrimSpace(req.FormValue("q")))
	found := []int{}
	if words != "" {
		for i, l := range s.now.Report.Lines {
			if len(found) < mostFound && strings.Contains(strings.ToLower(s.now.Report.Text[l.Start:l.End]), words) {
				found = append(found, i)
			}
		}
	}
	answer(w, http.StatusOK, struct {
		Rows []int `json:"rows"`
	}{found})
}

// rowOf returns the first row of a line of the file, -1 if it has none.
func (s *sheet) rowOf(number int) int {
	lines := s.now.Report.Lines
	best := -1
	for i := range lines {
		if lines[i].Number >= number {
			return i
		}
		best = i
	}
	return best
}

// linesOf returns the lines of the file on which rows stand, and whether each of
// them is of those rows alone.
func (s *sheet) linesOf(from, to int) (first, last int, alone bool) {
	lines := s.now.Report.Lines
	first, last = lines[from].Number, lines[from].Number
	for _, l := range lines[from : to+1] {
		first, last = min(first, l.Number), max(last, l.Number)
	}
	outside := func(l transcript.Line) bool { return l.Number >= first && l.Number <= last }
	return first, last, !slices.ContainsFunc(lines[:from], outside) && !slices.ContainsFunc(lines[to+1:], outside)
}

// Posinset is the row's number among all, from 1.
func (r row) Posinset() int { return r.Index + 1 }
