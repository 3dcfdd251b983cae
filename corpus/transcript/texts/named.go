package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// frontLines is how many lines before the first label are searched for names.
const frontLines = 400

// namedBefore returns a function that reports whether the words of a name stand
// in the front matter: in the lines before the first label that comes back, or
// in the list of the persons of a play.
func (p *parse) namedBefore(cues []cue) func(string) bool {
	s := p.s
	first := cues[0].line
	for _, q := range cues {
		if it := q.part; it == nil || !it.isHeading() {
			first = q.line
			break
		}
	}
	for _, q := range cues {
		if it := q.part; it != nil && it.cues >= fewCues {
			first = q.line
			break
		}
	}
	own := make(map[string]int) // cues in those lines: a label is not named by itself
	for _, q := range cues {
		if q.line >= first {
			break
		}
		own[q.label.Name]++
	}
	words := make(map[string]int)
	list := false // the line is of a list of those present
	for i := max(0, first-frontLines); i < first; i++ {
		text := s.At(i)
		_, isList := label.PresentIn(text)
		list = isList || list && s.Lines[i].Gap <= page.Turned
		for w := range strings.FieldsSeq(text) {
			w = strings.Trim(w, ".,;:()[]_*“”\"")
			// Names in a list of those present need no capital.
			if list || label.IsNameWord(w) {
				words[strings.ToLower(strings.TrimSuffix(w, "’s"))]++
			}
		}
	}
	for i := range s.Lines {
		if !enters(s.At(i)) {
			continue
		}
		for w := range strings.FieldsSeq(s.At(i)) { // "Enter the GUARD"
			if w = strings.Trim(w, ".,;:()[]_"); len(w) > 1 && label.IsCaps(w) {
				words[strings.ToLower(w)]++
			}
		}
	}
	return func(name string) bool {
		any := false
		for w := range strings.FieldsSeq(name) {
			if w = strings.ToLower(strings.Trim(w, ".,")); label.IsParticle(w) || label.IsHonorific(w+".") {
				continue
			}
			if words[w] <= own[name] {
				return false
			}
			any = true
		}
		return any
	}
}

// endsTurns reports whether line i, which no white space parts from the line
// before, may be somebody else's: what looks like a label ends the turn there,
// though it is not known well enough to begin one.
func (p *parse) endsTurns(i int) bool {
	if !p.anywhere || p.alone || p.columns || p.s.Lines[i].Gap != page.Wrapped || p.doc.play || !p.hadRoom(i) {
		return false
	}
	text := p.s.At(i)
	found, ok := label.Colon(text)
	return ok && label.IsCaps(found.Name) && label.IsHeading(found.Name) || p.namesAnother(text)
}

// namesAnother reports whether a paragraph begins with what looks like the
// label of somebody, in this layout or another: a name by its form.
func (p *parse) namesAnother(text string) bool {
	if _, ok := label.Marked(text); ok {
		return true
	}
	lower := p.s.Lower()
	for n, cut := range []func(string) (label.Label, bool){label.Colon, label.Stop} {
		found, ok := cut(text)
		name := found.Name
		if ok && found.Alone && strings.Contains(name, ", ") && label.IsTitled(name) {
			return true // "Dr. Eva Stein, Landrätin:"
		}
		if !ok || found.Rest == "" || label.IsHeading(name) || label.IsExclamation(name) || label.IsCounter(name) || label.SentenceWords(name) > 0 || !label.AllNameWords(name) {
			continue
		}
		if n == 0 && len(name) > 1 && (label.IsCaps(name) || !p.capitals && !label.IsCommon(name, lower)) ||
			label.HasInitials(name) || label.IsTitled(name) || label.HasRole(name) ||
			strings.Contains(name, " ") && !label.IsCommon(name, lower) {
			return true
		}
	}
	return false
}
