package transcript

import (
	"strings"
)

// flow is what an unlabelled paragraph goes on with.
type flow uint8

const (
	narrating flow = iota
	speaking
)

// read reads the turns of d, which begin at cues.
func (s style) read(d *document, cues []cue, b *builder) {
	if len(cues) == 0 {
		return
	}
	first := cues[0].line
	// A heading or a direction right before the first turn is part of the text.
	b.castList(d)
	b.head(d.lines[:first], d.gutenberg)
	b.verse, b.play = d.verseShare(cues), d.isPlay()
	b.resolve(cues)
	var state flow
	for i := first; i < len(d.lines); {
		l := &d.lines[i]
		if len(cues) > 0 && cues[0].line == i {
			found := cues[0].label
			cues = cues[1:]
			if state = speaking; found.name == "" {
				b.warn(l, "doubtful_label", doubtfulLabel)
				b.narration()
				state = narrating
			} else {
				b.speechOf(found, l)
			}
			if found.rest != "" {
				if found.how != "" {
					b.openAside()
					b.words(l, found.how, joinParagraphs)
					b.closeAside()
				}
				b.words(l, found.rest, joinParagraphs)
				par := untilHeading(block(d.lines[i:stop(cues, d)]))
				b.rest(par)
				i += len(par)
			} else {
				i++
				b.fresh = true
				if found.how != "" {
					b.openAside()
					b.words(l, found.how, joinParagraphs)
					b.closeAside()
				}
			}
			continue
		}
		i = s.unlabelled(b, d, i, stop(cues, d), &state)
	}
}

const doubtfulLabel = "what looks like another speaker is taken for narration, with what follows"

func stop(cues []cue, d *document) int {
	if len(cues) == 0 {
		return len(d.lines)
	}
	return cues[0].line
}

// unlabelled reads the paragraph that begins at line i and returns the index
// of the line after it; stop is the line of the next label.
func (s style) unlabelled(b *builder, d *document, i, stop int, state *flow) int {
	l := &d.lines[i]
	end := i + 1
	for end < stop && d.lines[end].gap <= turned {
		end++
	}
	par := d.lines[i:end]
	if isHeadingWithin(d.lines, i) {
		end = i + 1
		for end < stop && isHeadingWithin(d.lines, end) {
			end++
		}
		*state = narrating
		b.narration()
		b.paragraph(d.lines[i:end])
		b.fresh = false
		return end
	}
	par = untilHeading(par)
	end = i + len(par)
	if isFurniture(l.text) || b.imprint(par) > 0 {
		return end
	}
	direction := isDirection(par) || b.play && isEntrance(par)
	if direction && strings.HasSuffix(strings.TrimRight(par[len(par)-1].text, "])"), ":") {
		// "[The prepared statement follows:]": what follows was not said.
		*state = narrating
		b.narration()
		b.paragraph(par)
		return end
	}
	switch {
	case direction && b.resumes(d, end, stop) && *state == speaking:
		// Between two paragraphs of one speech: an aside.
	case b.fresh && !direction: // whatever it looks like, the label above is its speaker's
	case isSceneHeading(l.text):
		*state = narrating
		b.narration()
		par[0].text = strings.TrimLeft(l.text, "# ")
		if len(par) > 1 && strings.HasPrefix(par[1].text, "{:") {
			par = par[:1]
		}
	case s.isLabelOfNone(par), strings.HasPrefix(l.text, "Copyright ©"), strings.HasPrefix(l.text, "©"):
		*state = narrating
		b.narration()
	case direction:
		b.narration()
	case isProceeding(l.text), strings.HasPrefix(l.text, "Note: ") && stop == len(d.lines):
		*state = narrating
		b.narration()
	case !s.alone && !b.play && len(par) == 1 && end == stop && stop < len(d.lines) && isTitleCase(l.text):
		b.narration()
	case !s.alone && isTitleLine(d, i):
		*state = narrating
		b.narration()
	case s.recorder != nil && (s.recorder(l.text) || isCentred(l)):
		*state = narrating
		b.narration()
	case l.gap == section && !b.fresh:
		if *state == speaking {
			b.warn(l, "unlabelled_text", "text without a label after a break is taken for narration")
		}
		*state = narrating
		b.narration()
	case *state == narrating:
		b.narration()
	case !s.alone && s.recorder == nil && !b.fresh && d.namesAnother(l.text):
		// Not known well enough to be a label, too much like one to be the
		// words of who spoke before.
		b.warn(l, "doubtful_label", doubtfulLabel)
		*state = narrating
		b.narration()
	}
	b.fresh = false
	b.paragraph(par)
	return end
}

// isLabelOfNone reports whether a paragraph has a label that is no speaker's: a
// heading with a colon, or one in bold such as "**Break:** [00:15:13]".
func (s style) isLabelOfNone(par []line) bool {
	if text := par[0].text; text[0] == '*' || text[0] == '_' {
		_, colon := cutEmphasis(text, ':')
		return colon
	}
	found, ok := cutColon(par[0].text)
	if ok && isCaps(found.name) && par[0].gap >= paragraph && isHeading(found.name) {
		return true // "RESOLVED: to approve the minutes"
	}
	return ok && found.alone && len(par) == 1 && allNameWords(found.name)
}

// namesAnother reports whether a paragraph begins with what looks like the
// label of somebody, in this style or another: a name by its form.
func (d *document) namesAnother(text string) bool {
	if _, ok := cutMarked(text); ok {
		return true
	}
	for _, cut := range []func(string) (label, bool){cutColon, cutPeriod} {
		found, ok := cut(text)
		if ok && found.alone && strings.Contains(found.name, ", ") && isTitled(found.name) {
			return true // "Dr. Eva Stein, Landrätin:"
		}
		if !ok || found.rest == "" || isHeading(found.name) || isExclamation(found.name) || !allNameWords(found.name) {
			continue
		}
		if isCounter(found.name) {
			continue
		}
		if len(found.name) > 1 && endsWithColon(text, found) && (isCaps(found.name) || !d.capitals && !isCommon(found.name, d.lowerWords())) || hasInitials(found.name) || isTitled(found.name) || hasRole(found.name) ||
			strings.Contains(found.name, " ") && !isCommon(found.name, d.lowerWords()) {
			return true
		}
	}
	return false
}

// endsWithColon reports whether a label that text begins with ends with a colon.
func endsWithColon(text string, found label) bool {
	before, _, ok := strings.Cut(text[:len(text)-len(found.rest)], ":")
	return ok && before != ""
}

// resumes reports whether the speech goes on at line i.
func (b *builder) resumes(d *document, i, stop int) bool {
	for stop = min(stop, i+maxDirections); i < stop; i++ {
		l := &d.lines[i]
		if l.gap == section || isSceneHeading(l.text) {
			return false
		}
		if l.gap > turned && !isDirection(block(d.lines[i:stop])) && !(b.play && isEntrance(block(d.lines[i:stop]))) {
			return true
		}
	}
	return false
}

// paragraph adds a paragraph to the turn or narration begun last.
func (b *builder) paragraph(par []line) {
	b.words(&par[0], par[0].text, joinParagraphs)
	b.rest(par)
}

// rest adds all lines of a paragraph but the first.
func (b *builder) rest(par []line) {
	how := joinWords
	if len(par) > 1 && isVerse(par, b.verse) {
		how = joinVerse
	}
	for i := range par[1:] {
		if isClassification(par[1+i].text) {
			continue // of the page, not of the turn
		}
		b.words(&par[1+i], par[1+i].text, how)
	}
}

// block returns the lines of the paragraph that lines begin with.
func block(lines []line) []line {
	n := 1
	for n < len(lines) && lines[n].gap <= turned {
		n++
	}
	return lines[:n]
}

// joined returns the text of a block on one line.
func joined(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && !endsWithHyphen(lines[i-1].text) {
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
