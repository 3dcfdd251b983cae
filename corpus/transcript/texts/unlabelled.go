package texts

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// unlabelled reads the paragraph that begins at line i and returns the index of
// the line after it.
func (r *reader) unlabelled(i int) int {
	if r.hearing {
		return r.hears(i)
	}
	stop := r.stop()
	if isHeadingWithin(r.s, i) {
		end := i + 1
		for end < stop && isHeadingWithin(r.s, end) {
			end++
		}
		r.state, r.fresh = narrating, false
		r.d.Narration()
		r.paragraph(i, end)
		return end
	}
	end := i + 1
	for end < stop && r.s.Lines[end].Gap <= page.Turned {
		end++
	}
	if !isBallot(r.s, i, end) {
		end = r.untilHeading(i, end)
	}
	if end > i+1 && r.isApart(i) {
		end = i + 1
	}
	if end > i+1 && r.s.Lines[i].Timed && isDirection(r.s, i, i+1) {
		// "[01:02] [ADVERTISEMENT]": what follows was not said by who spoke before.
		r.doubt(i, "unlabelled_text", "text without a label below a remark is taken for narration")
		r.state, r.fresh = narrating, false
		r.d.Narration()
		r.paragraph(i, end)
		return end
	}
	if page.IsRule(r.s.At(i)) || r.imprint(i, end) {
		r.drop(i, end, draft.Metadata)
		return end
	}
	direction := isDirection(r.s, i, end) || r.play && isEntrance(r.s, i, end)
	if direction && strings.HasSuffix(strings.TrimRight(r.s.At(end-1), "])"), ":") {
		// "[The prepared statement follows:]": what follows was not said.
		r.state, r.fresh = narrating, false
		r.d.Narration()
		r.paragraph(i, end)
		return end
	}
	switch r.nature(i, end, direction) {
	case goesOnWith:
		if !r.d.Begun() {
			r.d.Narration()
		}
		r.doubtLines(i+1, end)
		r.doubtFoot(i, end)
	case remark: // between two paragraphs of one speech
		r.fresh = false
		for k := i; k < end; k++ {
			how := draft.Space
			if k == i {
				how = draft.Paragraph
			}
			r.d.Aside(page.Span{Start: int(r.s.Lines[k].Start), End: r.end(k)}, how)
		}
		return end
	case between:
		r.d.Narration()
	case endsTurn:
		r.state = narrating
		r.d.Narration()
	case line:
		r.fresh = false
		r.inColumn(i)
		return i + 1
	}
	r.fresh = false
	r.paragraph(i, end)
	return end
}

// A nature says what an unlabelled paragraph is.
type nature uint8

const (
	goesOnWith nature = iota // the turn or the narration that has begun
	remark                   // of the recorder, within a speech that goes on
	between                  // narration, after which the speaker may go on
	endsTurn                 // narration, and so is what follows
	line                     // a line that goes on with the one before
)

// nature decides what the paragraph of lines from i up to end is.
func (r *reader) nature(i, end int, direction bool) nature {
	l, text := &r.s.Lines[i], r.s.At(i)
	last := len(r.cues) == 0
	stop := r.stop()
	switch {
	case r.fence > 0 && l.Fence != r.fence:
		return endsTurn // the talk is shown in a block, which has ended
	case l.Remark:
		return between
	case last && !r.fresh && isClosing(strings.Trim(text, "()[] ")):
		return endsTurn
	case r.state == speaking && (direction || !r.fresh && isInterjection(r.s, i, end)) && r.resumes(end, stop):
		return remark
	case r.film && r.state == speaking && direction:
		return remark
	case r.fresh && !direction: // whatever it looks like, the label above is its speaker's
		return goesOnWith
	case r.quotes:
		if label.QuoteEnd(text) > 0 {
			r.doubt(i, "unlabelled_text", "a quotation that nobody is named for is taken for narration")
		}
		return endsTurn
	case label.IsScene(text), l.Level > 0 && !r.heading && l.Gap > page.Wrapped:
		return endsTurn // a heading by the file's structure
	case r.speech > 0 && l.Indent+3 < r.speech, r.film && l.Gap >= page.Parted:
		return between // the action
	case r.isLabelOfNone(i, end), strings.HasPrefix(text, "Copyright ©"), strings.HasPrefix(text, "©"):
		return endsTurn
	case direction:
		return between
	case isInterjection(r.s, i, end):
		return between
	case isTaskHead(text), isProceeding(text), last && r.isTheEnd(i, end), last && l.Gap >= page.Parted && isAfterword(text), end == i+1 && isClosing(text),
		end == i+1 && isTally(text), isBallot(r.s, i, end):
		return endsTurn
	case end == i+1 && isBreak(text):
		return between
	case end == i+1 && l.Gap == page.Wrapped && r.isApart(i), r.isStage(i, end):
		r.doubtRemark(i)
		r.doubtStage(i)
		return between
	case text[0] == '>' && l.Gap >= page.Parted && !r.quoted:
		r.doubt(i, "unlabelled_text", "a block that is set apart as a quotation is taken for narration")
		return between
	case r.columns:
		return r.columnNature(i)
	case !r.alone && !r.play && end == i+1 && end == stop && !last && isTitleCase(text), !last && r.isUnended(i, stop):
		return between
	case !r.alone && r.isTitleLine(i):
		return endsTurn
	case r.recorder != nil && (r.recorder(text) || isCentred(l)):
		return endsTurn
	case l.Gap >= page.Parted && r.isPullQuote(i, end):
		r.doubt(i, "unlabelled_text", "a sentence that stands elsewhere, too, is taken for one that a page shows apart")
		return between
	case last && r.isUnendedTail(i, end):
		r.doubt(i, "unlabelled_text", "what stands below the last turn and ends no sentence is taken for narration, with what follows")
		return endsTurn
	case l.Gap == page.Section:
		if r.state == speaking {
			r.doubt(i, "unlabelled_text", "text without a label after a break is taken for narration")
		}
		return endsTurn
	case r.state == narrating:
		return between
	case !r.alone && r.recorder == nil && r.namesAnother(text):
		// Not known well enough to be a label, too much like one to be the
		// words of who spoke before.
		r.doubt(i, "doubtful_label", doubtfulLabel)
		return endsTurn
	case last && r.standsBelow(i, end) && r.judge(i, end) != theRecorders:
		if r.telling.sign(r.s.Joined(i, end)) > 0 && !r.lined {
			r.doubt(i, "unlabelled_line", unlabelledLine)
			return goesOnWith
		}
		r.doubt(i, "unlabelled_text", "what stands below the last turn, where no other has a second paragraph, is taken for narration, with what follows")
		return endsTurn
	case l.Gap >= page.Parted && end == i+1 && end == stop:
		if told, ok := inItalics(text); ok && r.lined && tells(told) {
			if !isStage(told, r.isNamed) {
				r.doubt(i, "unlabelled_text", "a line without a label in italics is taken for narration")
			}
			return between
		}
	}
	switch r.whose(i, end) {
	case theRecorders:
		if r.speaksOn(end, stop) {
			return remark
		}
		r.told = true
		return between
	case doubted:
		r.doubt(i, "unlabelled_line", unlabelledLine)
	case theSpeakers:
		if r.d.Speaking() != nil && (r.ended && end == i+1 && l.Gap >= page.Parted && r.isOpen(i, end) || r.mayEnd(i, end)) {
			r.doubt(i, "unlabelled_line", unlabelledLine)
		}
		if r.told && r.d.Speaking() == nil && r.judge(i, end) != theRecorders && !isItem(text) {
			r.doubt(i, "unlabelled_text", "what has no label is taken for narration")
		}
	}
	return goesOnWith
}

const doubtfulLabel = "what looks like another speaker is taken for narration, with what follows"

// columnNature decides what a line below one of columns is.
func (r *reader) columnNature(i int) nature {
	l := &r.s.Lines[i]
	switch {
	case r.numbered(i) > 0, l.Indent+2 >= r.column && l.Gap <= page.Turned, l.Gap == page.Indented,
		l.Gap == page.Parted && l.Indent+2 >= r.column && l.Indent <= r.column+8, l.Gap == page.Wrapped && l.Indent > 0:
		return line
	}
	return between
}

// inColumn adds line i to the turn whose words stand in a column, without the
// number of a line of verse that stands at the margin before it.
func (r *reader) inColumn(i int) {
	at := r.numbered(i)
	if at == 0 {
		r.line(i, draft.Space)
		return
	}
	r.stand(i)
	start := int(r.s.Lines[i].Start)
	r.d.Drop(page.Span{Start: start, End: start + at}, "line number")
	r.words(page.Span{Start: start + at, End: r.end(i)}, draft.Space)
}

// numbered returns where in a line that begins with a number the words stand, if
// that is their column; else 0.
func (r *reader) numbered(i int) int {
	l, text := &r.s.Lines[i], r.s.At(i)
	number, rest, ok := strings.Cut(text, " ")
	said := strings.TrimLeft(rest, " ")
	at := len(text) - len(said)
	if !ok || !r.columns || r.parse.cues[0].label.Time() != "" || !label.IsNumber(number) || len(said) == 0 || int(l.Indent)+at != int(r.column) {
		return 0
	}
	return at
}

// untilHeading returns the end of a paragraph before a heading within it, or a
// line of the recorder's.
func (r *reader) untilHeading(from, to int) int {
	for i := from + 1; i < to; i++ {
		if isHeadingWithin(r.s, i) || r.isApart(i) {
			return i
		}
	}
	return to
}

// isLabelOfNone reports whether a paragraph has a label that is no speaker's: a
// heading with a colon, or one in bold such as "**Break:** [00:15:13]".
func (r *reader) isLabelOfNone(i, end int) bool {
	text := r.s.At(i)
	found, ok := label.Colon(text)
	if text[0] == '*' || text[0] == '_' {
		return ok && found.Set
	}
	if ok && label.IsCaps(found.Name) && r.s.Lines[i].Gap >= page.Parted && label.IsHeading(found.Name) {
		return true // "RESOLVED: to approve the minutes"
	}
	return ok && found.Alone && end == i+1 && label.AllNameWords(found.Name)
}

// speaksOn reports whether who speaks goes on at line i, by what is said there.
func (r *reader) speaksOn(i, stop int) bool {
	return i < stop && r.telling.sign(r.s.At(i)) > 0
}

// maxDirections is how many lines of directions can stand within a speech.
const maxDirections = 64

// resumes reports whether the speech goes on at line i.
func (r *reader) resumes(i, stop int) bool {
	for stop = min(stop, i+maxDirections); i < stop; i++ {
		l := &r.s.Lines[i]
		if l.Gap == page.Section || label.IsScene(r.s.At(i)) {
			return false
		}
		if end := r.s.Block(i, stop); l.Gap > page.Turned && !isDirection(r.s, i, end) && !(r.play && isEntrance(r.s, i, end)) && !isInterjection(r.s, i, end) {
			return true
		}
	}
	return false
}
