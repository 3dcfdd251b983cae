package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// doubtLines doubts those of the lines of a speech, from and up to to, that may
// be the recorder's.
func (r *reader) doubtLines(from, to int) {
	for i := from; i < to; i++ {
		if r.whose(i, i+1) == doubted {
			r.doubt(i, "unlabelled_line", unlabelledLine)
		}
	}
}

const unlabelledLine = "what has no label is taken for the words of who spoke before"

// isLined reports whether a paragraph is a line in the file however long, and
// many are turns of their own.
func (p *parse) isLined() bool {
	const (
		many = 0.4  // of the lines
		torn = 0.05 // of the lines, that end within a sentence
	)
	if p.alone || p.columns || p.hearing || p.changes || len(p.cues) < fewCues {
		return false
	}
	lines, within, next := float64(len(p.s.Lines)-p.cues[0].line), 0, 0
	for i := p.cues[0].line; i < len(p.s.Lines); i++ {
		for next < len(p.cues) && p.cues[next].line < i {
			next++
		}
		if cued := next < len(p.cues) && p.cues[next].line == i; !cued && p.s.Lines[i].Gap == page.Wrapped && !page.EndsSentence(p.s.At(i-1)) && !isDirection(p.s, i, i+1) {
			within++
		}
	}
	if p.isMinutes() {
		return true
	}
	return float64(len(p.cues)) >= many*lines && float64(within) <= torn*lines
}

// Shares of the turns that end with the mark of a sentence.
const (
	editedEnds = 0.85 // as editors leave it: a line of its own without one is a heading
	mostEnds   = 0.75 // so that a line of its own without one may be one
)

// endedShare returns in which share of the turns what is said ends with the mark of a
// sentence before the next label; 0 where too few show it.
func (p *parse) endedShare() float64 {
	if p.alone || p.columns || p.hearing {
		return 0
	}
	ended, all := 0, 0
	for n, q := range p.cues {
		if n == 0 || q.line == 0 || q.at > 0 {
			continue
		}
		i := q.line - 1
		from := i
		for from > p.cues[n-1].line && p.s.Lines[from].Gap < page.Parted {
			from--
		}
		if from > p.cues[n-1].line {
			continue // a paragraph of its own
		}
		if all++; page.EndsSentence(p.s.At(i)) {
			ended++
		}
	}
	if all < fewCues {
		return 0
	}
	return float64(ended) / float64(all)
}

// isUnended reports whether the lines from i up to the next label are headings
// between two turns of a text that is edited: a few words on a line, without a
// mark at its end.
func (r *reader) isUnended(i, stop int) bool {
	const lines, words = 4, 12
	if !r.edited || stop-i > lines || r.s.Lines[i].Gap < page.Parted || stop < len(r.s.Lines) && r.s.Lines[stop].Gap < page.Parted || r.state == speaking && !page.EndsSentence(r.s.At(i-1)) && !isDirection(r.s, i-1, i) {
		return false
	}
	for ; i < stop; i++ {
		text := r.s.At(i)
		first, _ := utf8.DecodeRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		if !unicode.IsUpper(first) && !unicode.IsDigit(first) || !unicode.IsLetter(last) && !unicode.IsDigit(last) || strings.Count(text, " ") >= words {
			return false
		}
	}
	return true
}

// isUnendedTail reports whether the lines from i up to end, a paragraph below the
// last turn of a text that is edited, end no sentence: a heading, or what a web page
// has below its text.
func (r *reader) isUnendedTail(i, end int) bool {
	if r.play || r.alone || r.state != speaking || end > i+1 {
		return false
	}
	return r.isUnended(i, i+1)
}

// isApart reports whether line i, which no white space parts from a finished
// sentence on the line before, is the recorder's by its words.
func (r *reader) isApart(i int) bool {
	text := r.s.At(i)
	if r.hearing || r.columns || r.s.Lines[i].Gap != page.Wrapped {
		return false
	}
	next := i+1 == len(r.s.Lines) || len(r.cues) > 0 && r.cues[0].line == i+1
	if r.lined && next && isDirection(r.s, i, i+1) {
		return true
	}
	if b := r.telling.bullet; b != "" && strings.HasPrefix(text, b) && r.whose(i, i+1) == theRecorders {
		return true
	}
	if !page.EndsSentence(r.s.At(i - 1)) {
		return false
	}
	if r.lined && (headsRemark(text) || r.whose(i, i+1) == theRecorders) {
		return true
	}
	return isTaskHead(text) || len(r.cues) == 0 && isEditors(text) || next && isItem(text) && r.lined || isClosing(text) || next && isDirection(r.s, i, i+1) && isClosing(strings.Trim(text, "()[] ")) || len(r.cues) == 0 && creditIn(text) != "" || r.isStage(i, i+1) || r.play && enters(text)
}

// headsRemark reports whether a line begins with the label of something that nobody
// says: "Note: …".
func headsRemark(text string) bool {
	found, ok := label.Colon(text)
	return ok && found.Rest != "" && label.IsHeading(found.Name) && !label.IsCounter(found.Name) && !makesPoint(found)
}

// makesPoint reports whether a label that is no speaker's is a word of who speaks, whose
// sentence goes on behind it in small letters.
func makesPoint(found label.Label) bool {
	return label.IsPoint(found.Name) && !label.IsRemark(found.Name) && label.BeginsInSmall(found.Rest)
}

// doubtRemark doubts line i if it may be a note that who speaks makes.
func (r *reader) doubtRemark(i int) {
	if found, ok := label.Colon(r.s.At(i)); ok && label.IsRemark(found.Name) && label.BeginsInSmall(found.Rest) {
		r.doubt(i, "unlabelled_text", "what begins like a note is taken for the recorder's")
	}
}
