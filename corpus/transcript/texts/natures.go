package texts

import (
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// isTitleLine reports whether line i is a paragraph of its own in capitals, the
// title of what follows: "STATEMENT OF EVE FROST".
func (r *reader) isTitleLine(i int) bool {
	text := r.s.At(i)
	alone := r.s.Lines[i].Gap >= page.Parted && (i+1 == len(r.s.Lines) || r.s.Lines[i+1].Gap >= page.Indented)
	return alone && label.IsCaps(text) && strings.Contains(text, " ") && !strings.ContainsAny(text[len(text)-1:], ".!?")
}

// isHeadingWithin reports whether line i is a heading in capitals that only its
// indent parts from the lines around it.
func isHeadingWithin(s *page.Sheet, i int) bool {
	l, text := &s.Lines[i], s.At(i)
	if i == 0 || l.Blanks > 0 || !isCentred(l) || len(text) < 8 || !label.IsCaps(text) || !strings.Contains(text, " ") || page.EndsSentence(text) {
		return false
	}
	for ; i > 1 && l.Indent < s.Lines[i-1].Indent+4; l = &s.Lines[i] {
		// A heading may have more than one line.
		if i--; s.Lines[i].Blanks > 0 || !isCentred(&s.Lines[i]) || !label.IsCaps(s.At(i)) {
			return false
		}
	}
	return l.Indent >= s.Lines[i-1].Indent+4
}

// isTitleCase reports whether a line can be a title that has no more than its
// words to show it: "Middle East".
func isTitleCase(text string) bool {
	return strings.Count(text, " ") < 6 && !strings.ContainsAny(text[len(text)-1:], ".,;:!?-)]\"'*_") && !unicode.IsDigit(rune(text[0])) &&
		label.AllNameWords(text) && label.LooksLikeName(text)
}

// isCentred reports whether l is set in so far that it can only be a heading.
func isCentred(l *page.Line) bool { return l.Indent > page.MaxIndent }

// entrances are what directions without brackets begin with.
var entrances = []string{"Enter ", "Re-enter ", "Reenter ", "Exit", "Exeunt", "Manet ", "Manent ", "Alarum", "Flourish", "Sennet"}

// isEntrance reports whether a paragraph of a play says who comes and goes.
func isEntrance(s *page.Sheet, from, to int) bool {
	return to-from <= 3 && enters(s.At(from))
}

// enters reports whether a line begins as directions without brackets do.
func enters(text string) bool {
	if text[0] == '_' { // "_Enter_ JANE."
		if text = strings.Replace(text[1:], "_", "", 1); text == "" {
			return false
		}
	}
	if text[0] < 'A' || text[0] > 'S' {
		return false
	}
	for _, e := range entrances {
		if strings.HasPrefix(text, e) {
			return true
		}
	}
	return false
}

// isPlay reports whether the text has scenes.
func isPlay(s *page.Sheet) bool {
	for i := range s.Lines {
		if text := s.At(i); text[0] != '#' && label.IsScene(text) {
			return true
		}
	}
	return false
}

// isFilm reports whether the text is a screenplay: it has labels on lines of
// their own, and headings that say where a scene is shot.
func (p *parse) isFilm() bool {
	if !p.alone {
		return false
	}
	slugs := 0
	for i := range p.s.Lines {
		if label.IsSlug(p.s.At(i)) {
			slugs++
		}
	}
	return slugs > 1 || slugs > 0 && len(p.s.Lines) < 100
}

// speechColumn returns the indent of the words below labels on lines of their
// own, if nearly all stand in one column set in from the margin; else 0.
func (p *parse) speechColumn() uint16 {
	if !p.alone {
		return 0
	}
	columns, all := make(map[uint16]int), 0
	for _, q := range p.cues {
		if i := q.line + 1; q.label.Alone && i < len(p.s.Lines) && p.s.Lines[i].Gap <= page.Indented && !isDirection(p.s, i, i+1) {
			columns[p.s.Lines[i].Indent]++
			all++
		}
	}
	best := uint16(0)
	for column, n := range columns {
		if n > columns[best] {
			best = column
		}
	}
	if all < fewCues || columns[best]*10 < all*8 || best < 4 {
		return 0
	}
	return best
}

// isDirection reports whether the whole paragraph stands in brackets, as stage
// directions and the remarks of editors do.
func isDirection(s *page.Sheet, from, to int) bool {
	open := strings.TrimLeft(s.At(from), "_*")
	if to-from > maxDirections || open == "" {
		return false
	}
	if strings.HasPrefix(open, "（") {
		text := s.Joined(from, to)
		return strings.Index(text, "）") == len(text)-len("）")
	}
	if open[0] != '[' && open[0] != '(' {
		return false
	}
	text := open
	if to > from+1 {
		text = strings.TrimLeft(s.Joined(from, to), "_*")
	}
	end := page.Closing(text, 0)
	return end > 0 && strings.Trim(text[end:], "_*. ") == ""
}

// interjections are what paragraphs end with in which the reporters of
// parliaments say who stood up, called out or nodded.
var interjections = []string{
	" rose—", " rose –", " rose -", " rose--", " rose.", " interjecting—", " interjecting--", " interjecting.", " interjected—", " interjected.",
	" interjecting", " indicated assent.", " indicated dissent.", " indicated agreement.", " nodded.", " made a gesture.",
	" rising—", " having risen—",
}

// isInterjection reports whether a paragraph is one line that says so.
func isInterjection(s *page.Sheet, from, to int) bool {
	text := s.At(from)
	if to != from+1 || len(text) > label.MaxBytes || strings.Count(text, " ") > 8 {
		return false
	}
	for _, end := range interjections {
		if who, ok := strings.CutSuffix(text, end); ok && beginsWithCapital(who) && !strings.ContainsAny(who, ".!?:") {
			return true
		}
	}
	return false
}

// proceedings are what paragraphs begin with in which the reporters of
// parliaments speak of the proceedings.
var proceedings = []string{
	"Several hon. ", "Several Hon. ", "And more than five members", "The House divided", "The House adjourned", "The House met",
	"The committee divided", "The Committee divided", "The sitting ", "Question put", "Question agreed", "Question accordingly",
	"Motion agreed", "Motions agreed", "Motion negatived", "Amendment agreed", "Amendments agreed", "Amendment negatived",
	"Amendment proposed", "Amendment, by leave", "Bill read ", "Bill accordingly", "Bill presented", "Clause agreed",
	"A vote was taken", "A recorded vote was taken", "A separate vote was taken", "Debate adjourned", "Debate interrupted", "The meeting rose", "The meeting was ", "The agenda was ", "Resolved,", "Ordered,",
}

func isProceeding(text string) bool {
	if text[0] < 'A' || text[0] > 'T' {
		return false
	}
	for _, p := range proceedings {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
