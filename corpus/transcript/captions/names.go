package captions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	names "rapporteur/corpus/transcript/label"
)

// A tally holds what is counted in captions to decide who is named in them.
type tally struct {
	labels   map[string]*count
	forms    [alone + 1]int  // labels of each form
	labelled int             // captions that begin with a label
	openers  int             // captions that may begin what somebody says
	small    map[string]bool // words that stand in small letters somewhere
	two      int             // captions of two lines or more, the first of one piece
	firsts   map[string]int  // names that such first lines are
	voiced   int             // captions in which tags name who speaks
}

// A count of what speaks for a label.
type count struct {
	times, marked int
	begins        int // times at which it begins a caption
	form          labelForm
}

func tallyOf(captions []caption) *tally {
	t := &tally{labels: make(map[string]*count), small: make(map[string]bool), firsts: make(map[string]int)}
	for i := range captions {
		c := &captions[i]
		if len(c.lines) > 1 && len(c.lines[0].pieces) == 1 {
			t.two++
			if name := c.lines[0].pieces[0].text; canName(name) && isProper(name) {
				t.firsts[name]++
			}
		}
		for n, l := range c.lines {
			for k, p := range l.pieces {
				begins := n == 0 && k == 0
				t.add(p, begins)
				if begins && opens(p) {
					t.openers++
				}
			}
		}
	}
	return t
}

// opens reports whether a piece may begin what somebody says whom a label could
// name: no sound, no sentence that goes on, and nothing with a mark of its own.
func opens(p piece) bool {
	first, _ := utf8.DecodeRuneInString(p.text)
	return p.text != "" && !isSound(p.text) && !unicode.IsLower(first) && !p.marked
}

// add counts a piece of a line, which may begin a caption.
func (t *tally) add(p piece, begins bool) {
	for word := range strings.FieldsSeq(p.text) {
		if word[0] >= 'a' && word[0] <= 'z' {
			t.small[strings.Trim(word, ",.;:!?")] = true
		}
	}
	if p.voice != "" {
		if begins {
			t.voiced++
		}
		return
	}
	found, ok := cutLabel(p.text)
	if !ok {
		return
	}
	q := t.labels[found.name]
	if q == nil {
		q = &count{form: found.form}
		t.labels[found.name] = q
	}
	q.times++
	t.forms[found.form]++
	if p.marked {
		q.marked++
	}
	if begins {
		t.labelled++
		q.begins++
	}
}

// namesAbove reports whether names stand above words: nearly every caption has two
// lines, the first is always a name, and names come again.
func (t *tally) namesAbove(captions int) bool {
	if t.two*5 < captions*4 || captions < 2 {
		return false
	}
	names := 0
	for _, n := range t.firsts {
		names += n
	}
	return names == t.two && len(t.firsts)*2 <= t.two+1 && t.labelled*4 < captions
}

// names decides which labels name speakers, and reports whether anybody is
// named.
func (r *reader) names() bool {
	r.rolls = r.isRollUp()
	t, captions := tallyOf(r.p.captions), len(r.p.captions)
	// Where tags name who speaks, a colon says nothing, unless labels name most
	// and tags few; or a label begins captions again and again.
	if r.voices = t.voiced > 0 && !(t.labelled*2 >= captions && t.voiced < t.labelled); r.voices {
		for name, q := range t.labels {
			r.taken[name] = !r.hint.NoNames[name] && q.begins > 1 && isName(name, q, false, false, t.small)
		}
		return true
	}
	if r.above = t.namesAbove(captions); r.above {
		for name := range t.firsts {
			r.taken[name] = true
		}
		return true
	}
	r.nearly = (t.labelled+t.voiced)*5 >= t.openers*4 && t.openers*3 > captions
	r.everywhere = t.labelled*2 >= captions || r.nearly
	always := t.labelled*20 >= t.openers*19 && t.labelled*20 >= captions*19
	named := 0
	for name, q := range t.labels {
		_, known := r.hint.Names[name]
		if r.hint.NoNames[name] {
			continue
		}
		if known || always && isAccount(name, q) || isName(name, q, r.everywhere, t.forms[q.form]*2 >= captions, t.small) {
			r.taken[name] = true
			named += q.times
		}
	}
	r.joinNotes()
	r.always = t.labelled*10 >= captions*9
	if named < min(2, captions) {
		return false
	}
	r.partWithin()
	return true
}

// joinNotes finds the names that stand with notes in brackets, too. Where a name never
// stands without one and has several, these tell apart who is called so.
func (r *reader) joinNotes() {
	notes := make(map[string]int)
	for name, ok := range r.taken {
		if ok {
			notes[withoutNote(name)]++
		}
	}
	r.bareNames = make(map[string]string)
	for name, ok := range r.taken {
		if bare := withoutNote(name); ok && bare != name && (r.taken[bare] || notes[bare] == 1) {
			r.bareNames[name] = bare
		}
	}
}

// isName reports whether a label names a speaker. Where captions mostly begin
// with labels, a name that comes once at the beginning of one is as good as the
// others; where they do not, it has to come again or to be marked.
func isName(name string, q *count, everywhere, usual bool, small map[string]bool) bool {
	name = withoutNote(name)
	_, known := sounds[strings.ToLower(name)]
	common := !strings.Contains(name, " ") && small[strings.ToLower(name)]
	switch {
	case known:
		return false
	case isNumbered(name), q.form == both:
		return true
	case q.form == brackets:
		return usual && isProper(name) && !common
	case q.marked > 0 && isProper(name) && (q.times > 1 || isCapitals(name) || strings.Contains(name, " ")) && !names.IsPoint(name):
		return true
	case isCapitals(name) && q.times > 1 && !common:
		return true
	case everywhere && isProper(name) && (q.begins > 0 || q.times > 1) && (!common || q.times > 2) && !names.IsPoint(name):
		return true
	case everywhere && (strings.Contains(name, "@") || q.times > 2 && strings.Count(name, " ") < 3):
		return true
	}
	return q.times > 1 && isProper(name) && !common && !names.IsPoint(name)
}

// isAccount reports whether a label can be what somebody calls a telephone or
// an account, in small letters: "kofi's iPad". It is one only where each caption
// begins with a label, as programs write them that know who speaks.
func isAccount(name string, q *count) bool {
	return q.form == colon && q.times > 1 && strings.Count(name, " ") < 3 && !names.IsPoint(name)
}

// sounds are what captions write in brackets that nobody says.
var sounds = map[string]struct{}{
	"music": {}, "applause": {}, "laughter": {}, "laughs": {}, "laughing": {}, "silence": {}, "noise": {}, "cheering": {}, "inaudible": {}, "crosstalk": {},
	"music playing": {}, "sighs": {}, "coughs": {}, "pause": {}, "musik": {}, "applaus": {}, "gelächter": {}, "musique": {}, "música": {}, "risas": {},
	"rires": {}, "aplausos": {}, "musica": {}, "risate": {}, "foreign": {}, "foreign language": {}, "speaking foreign language": {},
}

// speakerOf returns the name of the speaker whom a label that is taken names.
func (r *reader) speakerOf(name string) string {
	name = r.asKnown(name)
	if bare, ok := r.bareNames[name]; ok {
		return bare
	}
	return name
}

// asKnown returns the name of a speaker that is written in another case.
func (r *reader) asKnown(name string) string {
	if r.taken[name] {
		return name
	}
	if r.folded == nil {
		r.folded = make(map[string]string)
		for n, ok := range r.taken {
			if k := strings.ToLower(n); ok && (r.folded[k] == "" || n < r.folded[k]) {
				r.folded[k] = n
			}
		}
	}
	if known, ok := r.folded[strings.ToLower(name)]; ok {
		return known
	}
	return name
}
