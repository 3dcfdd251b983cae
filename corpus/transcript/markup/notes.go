package markup

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// note reads a note when it is shut: a footnote to the word before it, a remark
// among the words, or narration between turns.
func (r *reader) note(f *frame, spans []page.Span) {
	if len(spans) == 0 {
		return
	}
	switch {
	case f.mark != "":
		r.footnote(f.mark, spans)
	case r.hasVoice() && (r.remarks || strings.ContainsAny(r.tree.text.String[spans[0].Start:spans[0].Start+1], "([")):
		r.speak()
		r.space = true
		for _, s := range spans {
			r.d.Aside(s, r.joint())
			r.how, r.space = draft.Space, true
		}
	case r.hasVoice():
		r.footnote("*", spans)
	default:
		r.interrupt()
		for _, s := range spans {
			r.narrate(s)
			r.space = true
		}
		r.resume(r.voice)
	}
}

// footnote adds a note to the word that has been read last.
func (r *reader) footnote(mark string, spans []page.Span) {
	if r.state != speaking && r.state != narrating {
		r.drop(spans, draft.Note)
		return
	}
	r.d.Note(mark, spans...)
}

// markOf returns the mark of the footnote that e opens: its number, or a star
// where only its place on the page is given. It returns "" for other notes.
func markOf(t *tree, e *event) string {
	if n := t.get(e, "n"); n != "" {
		return n
	}
	if pagePlaces[t.get(e, "place")] || footnotes[t.get(e, "type")] {
		return "*"
	}
	return ""
}

var (
	pagePlaces = wordSet("foot bottom end margin left right margin-left margin-right inline-end")
	footnotes  = wordSet("footnote editorial authorial gloss endnote annotation critical textual")
)
