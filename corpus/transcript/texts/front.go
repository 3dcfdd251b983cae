package texts

import (
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// frontLines is how many lines before the first label are searched for names.
const frontLines = 400

// FrontNames are the words of names that stand before the labels of a text: in the
// lines before the first label that comes back, and in directions.
type frontNames struct {
	words    map[string]int // in small letters
	own      map[string]int // cues in those lines, by their labels: one is not named by itself
	entrants map[string]int // words in capitals of directions that say who comes and goes
}

// frontOf returns the names that stand before the cues of a cast.
func (p *parse) frontOf(cues []cue) *frontNames {
	first := firstCue(cues)
	f := &frontNames{words: make(map[string]int), own: make(map[string]int), entrants: p.doc.entering()}
	for i := range cues {
		if cues[i].line >= first {
			break
		}
		f.own[cues[i].label.Name]++
	}
	list := false // the line is of a list of those present
	for i := max(0, first-frontLines); i < first; i++ {
		text := p.s.At(i)
		_, isList := label.PresentIn(text)
		list = isList || list && p.s.Lines[i].Gap <= page.Turned
		f.add(text, list)
	}
	return f
}

// firstCue returns the line of the first label that comes back, or else of the
// first that is no heading.
func firstCue(cues []cue) int {
	first := -1
	for i := range cues {
		it := cues[i].part
		if it != nil && it.cues >= fewCues {
			return cues[i].line
		}
		if first < 0 && (it == nil || !it.isHeading()) {
			first = cues[i].line
		}
	}
	if first < 0 {
		return cues[0].line
	}
	return first
}

// add adds the words of a line that can be a name's. In a list of those present
// they need no capital.
func (f *frontNames) add(text string, list bool) {
	for w := range strings.FieldsSeq(text) {
		if c := w[0]; !list && c >= 'a' && c <= 'z' {
			continue // most words
		}
		w = strings.Trim(w, ".,;:()[]_*“”\"")
		if list || label.IsNameWord(w) {
			f.words[strings.ToLower(strings.TrimSuffix(w, "’s"))]++
		}
	}
}

// entering returns the words in capitals of the lines that say who comes and goes,
// and how often each stands there: "Enter the GUARD".
func (d *document) entering() map[string]int {
	if d.entrants != nil {
		return d.entrants
	}
	d.entrants = make(map[string]int)
	for i := range d.Lines {
		text := d.At(i)
		if !enters(text) {
			continue
		}
		for w := range strings.FieldsSeq(text) {
			if w = strings.Trim(w, ".,;:()[]_"); len(w) > 1 && label.IsCaps(w) {
				d.entrants[strings.ToLower(w)]++
			}
		}
	}
	return d.entrants
}

// names reports whether all words of a name stand there.
func (f *frontNames) names(name string) bool {
	any, own := false, f.own[name]
	for w := range strings.FieldsSeq(name) {
		w = strings.ToLower(strings.Trim(w, ".,"))
		if label.IsParticle(w) || label.IsHonorific(w+".") {
			continue
		}
		if f.words[w]+f.entrants[w] <= own {
			return false
		}
		any = true
	}
	return any
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
		if it := p.cast.named(name); n == 0 && ok && it != nil && !it.taken && p.cast.isPhrase(it) {
			continue
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
