package texts

import (
	"slices"
	"strconv"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// flow is what an unlabelled paragraph goes on with.
type flow uint8

const (
	narrating flow = iota
	speaking
)

// A reader writes a parse down as a draft.
type reader struct {
	*parse
	d         *draft.Draft
	cues      []cue             // those still to be met
	notes     []page.Footnote   // those whose mark is still to be met
	same      map[string]string // other labels of a speaker -> the one that names it
	wrapped   int               // turns that nothing parts from the line above
	verse     float64           // share of the wrapped lines that begin like verse
	play      bool              // the text has scenes
	state     flow
	lined     bool   // see isLined
	edited    bool   // nearly all turns end sentences, as editors leave them
	ended     bool   // most do
	asking    bool   // see onlyAsks
	quoted    bool   // labels stand in quotations, too
	fresh     bool   // a label has been read, but no words of its turn
	fence     uint32 // the block between two fences that the last label stands in, 0 if in none
	heard     hearing
	shorts    map[string]string // names in full by the short forms that the head gives
	folded    string            // all words of the text, once a sentence is looked for elsewhere
	bracketed *bool             // see brackets
	named     map[string]bool   // words of speakers' names in small letters, once they are asked for

	telling telling
	weighed [8]weighed // paragraphs, by the lines that they begin with
	told    bool       // the narration that has begun is known by its words alone

	// column is where the words stand, in a layout of columns.
	column uint16
	// film says that the text is a screenplay, in which what stands apart from a
	// label and its words is the action; speech is the column of those words,
	// where they have one.
	film   bool
	speech uint16
}

// write makes the draft of a parse.
func (p *parse) write() *draft.Draft {
	p.doc.room = nil // for what is put together now
	p.runOn()
	r := &reader{parse: p, shorts: make(map[string]string), d: draft.New(p.s.Text, p.hint), cues: p.cues, notes: p.s.Notes}
	r.d.Expect(len(p.cues))
	meta := p.s.Meta
	meta.Locator, meta.Places = p.s.Locator, p.s.Places
	*r.d.Record = meta
	for _, t := range p.s.Taken {
		r.d.Drop(t.Span, draft.Kind(t.Kind))
	}
	r.d.Layout = p.name
	r.play = p.doc.play || p.doc.castTo > p.doc.castFrom || p.alone && p.capitals
	r.film, r.speech = p.isFilm(), p.speechColumn()
	r.lined = p.isLined()
	r.telling = p.tellings(r.lined)
	ended := p.endedShare()
	r.edited, r.ended = ended >= editedEnds, ended >= mostEnds
	r.asking = !p.inBold && !p.oneSided && p.onlyAsks()
	r.quoted = slices.ContainsFunc(p.cues, func(q cue) bool { return p.s.At(q.line)[0] == '>' })
	first := p.cues[0].line
	r.readCast()
	r.readHead(first)
	for i := 0; i < first && r.hearing; i++ {
		if !r.heard.introduces(r.s.At(i)) {
			r.hearsOf(i)
		}
	}
	r.verse, r.wrapped = verseShare(p.s, p.cues), p.wrappedCues()
	r.same = r.joined()
	if p.inBold {
		r.doubt(first, "doubtful_label", "that this is a question, and who asks and answers, is known by what is in bold and by the title alone")
	}
	if p.oneSided && p.hint.Speaker == "" && !slices.ContainsFunc(p.cues, func(q cue) bool { return q.label.Name == "" }) {
		r.doubt(first, "doubtful_label", "only who asks has a label, and who answers is known by the head of the file alone")
	}
	if p.isAlone() {
		r.doubt(first, "doubtful_label", "nobody else is named in the file, so that all that follows is taken for this speaker's")
	}
	for i := first; i < len(p.s.Lines); {
		if len(r.cues) > 0 && (r.cues[0].line < i || r.cues[0].line == i && r.cues[0].at == 0) {
			i = r.labelled(i)
			continue
		}
		i = r.unlabelled(i)
	}
	for len(r.cues) > 0 { // within the last line
		r.labelled(len(p.s.Lines))
	}
	for _, n := range r.notes {
		for _, s := range n.Words {
			r.d.Drop(s, draft.Note)
		}
	}
	for i := range p.cues {
		if q := &p.cues[i]; q.part != nil && q.label.Note() == "" && q.part.unlike {
			r.doubt(q.line, "doubtful_label", "a label that comes once has no sentence behind it, where the others have")
		}
	}
	for _, i := range p.odd {
		r.doubt(i, "doubtful_label", "that the file marks a speech here shows who speaks, and little else")
	}
	for _, q := range p.unknown[:min(len(p.unknown), maxUnknown)] {
		if !p.namesAnother(p.s.At(q.line)) {
			r.doubt(q.line, "unknown_label", "what looks like a label is not taken for one")
		}
	}
	return r.d
}

// isAlone reports whether one label is all that names a speaker in a text of several
// paragraphs, and nobody but the text says so.
func (p *parse) isAlone() bool {
	if len(p.cues) != 1 || p.cues[0].label.Name == "" || p.hint.Speaker != "" || p.cues[0].part != nil && p.isKnown(p.cues[0].part) {
		return false
	}
	return p.s.Block(p.cues[0].line, len(p.s.Lines)) < len(p.s.Lines)
}

// maxUnknown is how many labels that are not taken for one are reported.
const maxUnknown = 50

func (r *reader) doubt(i int, kind, doubt string) {
	r.d.Doubt(int(r.s.Lines[i].Start), kind, doubt+": "+excerpt(r.s.At(i)))
}

// excerpt returns the beginning of text in quotation marks.
func excerpt(text string) string {
	const runes = 72
	n := 0
	for i := range text {
		if n++; n > runes {
			return strconv.Quote(text[:i] + "…")
		}
	}
	return strconv.Quote(text)
}

// stop returns the index of the line up to which lines belong to what has
// begun: the line of the next label, or the one after it if that stands within
// the line.
func (r *reader) stop() int {
	switch {
	case len(r.cues) == 0:
		return len(r.s.Lines)
	case r.cues[0].at > 0:
		return r.cues[0].line + 1
	}
	return r.cues[0].line
}

// end returns the byte at which the words of line i end that belong to what has
// begun.
func (r *reader) end(i int) int {
	if len(r.cues) > 0 && r.cues[0].line == i && r.cues[0].at > 0 {
		return int(r.s.Lines[i].Start) + int(r.cues[0].at)
	}
	return int(r.s.Lines[i].End)
}
