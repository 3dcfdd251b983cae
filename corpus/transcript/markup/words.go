package markup

import (
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A state says what the next words belong to.
type state uint8

const (
	outside   state = iota // to nothing that has begun
	announced              // to a turn that has not begun
	speaking               // to a turn that has
	narrating              // to a narration that has
)

// words reads words between two tags.
func (r *reader) words(e *event) {
	if e.from == e.to {
		r.space = r.space || !r.tokens || r.depth[blank] > 0
		return
	}
	s := e.span()
	if n := len(r.held); n > 0 {
		r.held[n-1].spans = append(r.held[n-1].spans, s)
		return
	}
	r.space = (r.space || e.before) && !r.glued
	if r.lines && e.line != r.line && r.state == speaking {
		r.how = draft.Paragraph
	}
	r.line = e.line
	r.say(s)
	r.space, r.glued = e.after, false
}

// say gives words to whom they belong.
func (r *reader) say(s page.Span) {
	if r.colon {
		if s = r.afterLabel(s); s.Len() == 0 {
			return
		}
		r.colon = false
	}
	switch {
	case r.state != speaking && !r.hasVoice() && !page.HasLetter(r.tree.text.String[s.Start:s.End]):
		// Marks between the elements.
	case r.depth[heading] > 0 || r.headline:
		r.sections.words(r.tree.text.String[s.Start:s.End])
		r.narrate(s)
	case r.depth[remark] > 0:
		r.narrate(s)
	case r.depth[aside] > 0 && !r.hasVoice():
		r.narrate(s)
	case r.beforeLabel(s):
		r.d.Drop(s, draft.Label)
	case r.state != narrating && r.speak():
		if r.depth[aside] > 0 || r.inRemark() {
			r.d.Aside(s, r.joint())
		} else {
			r.speech(s)
		}
		r.how = draft.Space
	default:
		r.narrate(s)
	}
}

// afterLabel returns words without what parts them from the label before: a
// colon or a full stop, a dash, and brackets around what was no label.
func (r *reader) afterLabel(s page.Span) page.Span {
	text := r.tree.text.String[s.Start:s.End]
	if !page.HasLetter(text) {
		return page.Span{Start: s.End, End: s.End}
	}
	rest := text
	if !strings.HasPrefix(rest, "..") {
		rest = strings.TrimLeft(strings.TrimPrefix(rest, ")"), ":. ")
	}
	for _, dash := range []string{"–", "—", "-"} {
		rest = strings.TrimPrefix(rest, dash)
	}
	s.Start = s.End - len(strings.TrimLeft(rest, " \t"))
	return s
}

// speech adds words to the turn, but for those at its beginning that repeat who
// speaks.
func (r *reader) speech(s page.Span) {
	text := r.tree.text.String[s.Start:s.End]
	if r.mark != "" && r.voice.fresh && strings.HasPrefix(text, r.mark) {
		if i := strings.Index(text, wideBlank); i > 0 && i < maxRepeated {
			r.d.Drop(page.Span{Start: s.Start, End: s.Start + i}, draft.Label)
			s.Start += i + len(wideBlank)
		}
	}
	r.voice.fresh = false
	r.d.Words(s, r.joint())
}

const (
	wideBlank   = "\u3000"
	maxRepeated = 120 // bytes of a label at the beginning of words
)

// narrate adds words to a narration.
func (r *reader) narrate(s page.Span) {
	if r.state != narrating {
		r.d.Narration()
		r.state, r.last, r.how = narrating, "", draft.Paragraph
	}
	r.d.Words(s, r.joint())
	r.how = draft.Space
}

// joint returns what joins the next words to those before.
func (r *reader) joint() draft.Joint {
	if r.how == draft.Space && !r.space {
		return draft.Glue
	}
	return r.how
}

// interrupt lets the next words begin a narration of their own.
func (r *reader) interrupt() {
	if r.state == narrating {
		r.state = outside
	}
	r.how = draft.Paragraph
}

// inRemark reports whether the words are in italics at the beginning of a turn
// where only what the recorder writes is: "rose in his place".
func (r *reader) inRemark() bool {
	if !r.procedure || r.voice == nil || !r.voice.fresh {
		return false
	}
	i, ok := r.tree.index["i"]
	return ok && r.open[i] > 0
}

// beforeLabel reports whether the words only stand before a label, as the
// number of a question does.
func (r *reader) beforeLabel(s page.Span) bool {
	if s.Len() > maxBeforeLabel || r.at+1 >= len(r.tree.events) {
		return false
	}
	next := &r.tree.events[r.at+1]
	return next.kind == opening && r.of(next, -1) == label
}

// maxBeforeLabel is how long such words are, in bytes.
const maxBeforeLabel = 16

// paragraph begins a paragraph. It may be another's than that of the turn it
// stands in.
func (r *reader) paragraph(e *event) {
	r.how, r.space = draft.Paragraph, false
	if len(r.held) > 0 || r.voice == nil {
		return
	}
	if r.procedure && r.depth[said] == 0 && r.isProcedure(e) {
		r.silence()
		return
	}
	if r.state == announced {
		return
	}
	first := r.firstWords()
	if first == nil {
		return
	}
	text := r.tree.text.String[first.from:first.to]
	if m := group.FindStringSubmatch(text); m != nil {
		r.cry(m[1], first)
	} else if interjection.MatchString(text) {
		r.happens()
	}
}

// happens says that the words of the element that begins are the recorder's.
// Whoever speaks goes on after it.
func (r *reader) happens() {
	r.voice = &voice{silent: true, after: r.voice}
	r.state = outside
}

// firstWords returns the first words of the paragraph that begins, nil if a
// label stands before them.
func (r *reader) firstWords() *event {
	for i := r.at + 1; i < min(len(r.tree.events), r.at+8); i++ {
		switch e := &r.tree.events[i]; {
		case e.kind == shutting, e.kind == opening && r.of(e, -1) == label:
			return nil
		case e.kind == wording && e.from < e.to:
			return e
		}
	}
	return nil
}

// isProcedure reports whether the paragraph that e opens says what happened: it
// is centred, or opens in italics, and has no label.
func (r *reader) isProcedure(e *event) bool {
	centred, italics := r.tree.get(e, "align") == "center", false
	for i := r.at + 1; i < min(len(r.tree.events), r.at+16); i++ {
		switch inner := &r.tree.events[i]; {
		case inner.kind == opening && r.of(inner, -1) == label:
			return false
		case inner.kind == opening && r.tree.names[inner.name] == "i":
			italics = true
		case inner.kind == wording && inner.from < inner.to:
			return centred || italics
		case inner.kind == shutting && inner.name == e.name:
			return centred
		}
	}
	return centred
}

// interjection is a paragraph of the recorder's on somebody who does no more
// than to rise or to shout.
var interjection = regexp.MustCompile(`^[\[(]?\pL(?:[^:.]|(?:[Hh]on|Mrs?|Ms|Dr|Rt|St)\.){1,80} (?:interjecting\s*[—–-]*|(?:rose|rising|having risen)\s*[—–-]+)[.\])]*$`)

// group is what a paragraph begins with that several call out.
var group = regexp.MustCompile(`^((?:(?:An?|Some|Several|Many|Other|The) )?(?:(?:Opposition|Government|Honou?rable|Hon\.|Right Hon\.|Liberal|Labor|Labour|Conservative|National|Nationals|Greens|Independent) )+` +
	`(?:[Mm]embers?|[Ss]enators?|[Gg]entlem[ae]n|Lords|[Dd]eputies))\s?(?::|—)\s?\S`)
