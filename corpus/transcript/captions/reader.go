package captions

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A reader makes turns of captions.
type reader struct {
	p          *parsed
	hint       draft.Hint
	taken      map[string]bool   // labels that name speakers
	above      bool              // names stand on the first line of captions
	voices     bool              // tags name who speaks
	rolls      bool              // captions say again what those before them said
	everywhere bool              // most captions begin with labels
	folded     map[string]string // names that are taken, by their small letters
}

func newReader(p *parsed, h draft.Hint) *reader {
	return &reader{p: p, hint: h, taken: make(map[string]bool)}
}

// A count of what speaks for a label.
type count struct {
	times, marked int
	form          labelForm
}

// names decides which labels name speakers, and reports whether anybody is
// named.
func (r *reader) names() bool {
	r.rolls = r.isRollUp()
	counts := make(map[string]*count)
	small := make(map[string]bool) // words that stand in small letters somewhere
	labelled, forms := 0, [alone + 1]int{}
	firsts := make(map[string]int)
	two := 0
	for i := range r.p.captions {
		c := &r.p.captions[i]
		if len(c.lines) > 1 && len(c.lines[0].pieces) == 1 {
			two++
			if name := c.lines[0].pieces[0].text; canName(name) && isProper(name) {
				firsts[name]++
			}
		}
		for n, l := range c.lines {
			for k, p := range l.pieces {
				if p.voice != "" {
					r.voices = true
				}
				for word := range strings.FieldsSeq(p.text) {
					if word[0] >= 'a' && word[0] <= 'z' {
						small[strings.Trim(word, ",.;:!?")] = true
					}
				}
				found, ok := cutLabel(p.text)
				if !ok || p.voice != "" {
					continue
				}
				q := counts[found.name]
				if q == nil {
					q = &count{form: found.form}
					counts[found.name] = q
				}
				q.times++
				forms[found.form]++
				if p.marked {
					q.marked++
				}
				if n == 0 && k == 0 {
					labelled++
				}
			}
		}
	}
	total := len(r.p.captions)
	if r.voices {
		return true // tags name who speaks, and a colon says nothing
	}
	if names := 0; two*5 >= total*4 && total > 1 {
		for _, n := range firsts {
			names += n
		}
		if names == two && len(firsts)*2 <= two+1 && labelled*4 < total {
			r.above = true
			for name := range firsts {
				r.taken[name] = true
			}
			return true
		}
	}
	everywhere := labelled*2 >= total
	r.everywhere = everywhere
	for name, q := range counts {
		r.taken[name] = isName(name, q, everywhere, forms[q.form]*2 >= total, small)
	}
	named := 0
	for name, ok := range r.taken {
		if ok {
			named += counts[name].times
		}
	}
	return named >= min(2, total)
}

// isName reports whether a label names a speaker. Where captions mostly begin
// with labels, a name that comes once is as good as the others; where they do
// not, it has to come again or to be marked.
func isName(name string, q *count, everywhere, usual bool, small map[string]bool) bool {
	_, known := sounds[strings.ToLower(name)]
	common := !strings.Contains(name, " ") && small[strings.ToLower(name)]
	switch {
	case known:
		return false
	case isNumbered(name), q.form == both:
		return true
	case q.form == brackets:
		return usual && isProper(name) && !common
	case q.marked > 0 && isProper(name) && (q.times > 1 || isCapitals(name) || strings.Contains(name, " ")) && !isNote[strings.ToLower(name)]:
		return true
	case isCapitals(name) && q.times > 1 && !common:
		return true
	case everywhere && isProper(name) && (!common || q.times > 2) && !isNote[strings.ToLower(name)]:
		return true
	case everywhere && (strings.Contains(name, "@") || q.times > 2 && strings.Count(name, " ") < 3):
		return true
	}
	return q.times > 1 && isProper(name) && !common && !isNote[strings.ToLower(name)]
}

// isNote are words before a colon that tell of what follows.
var isNote = map[string]bool{
	"note": true, "question": true, "answer": true, "example": true, "remember": true, "warning": true, "tip": true, "summary": true,
	"step": true, "first": true, "second": true, "third": true, "so": true, "and": true, "but": true, "now": true, "yes": true, "no": true,
	"frage": true, "antwort": true, "beispiel": true, "pregunta": true, "ejemplo": true, "exemple": true, "nota": true, "music": true,
}

// sounds are what captions write in brackets that nobody says.
var sounds = map[string]struct{}{
	"music": {}, "applause": {}, "laughter": {}, "laughs": {}, "laughing": {}, "silence": {}, "noise": {}, "cheering": {}, "inaudible": {}, "crosstalk": {},
	"music playing": {}, "sighs": {}, "coughs": {}, "pause": {}, "musik": {}, "applaus": {}, "gelächter": {}, "musique": {}, "música": {}, "risas": {},
	"rires": {}, "aplausos": {}, "musica": {}, "risate": {}, "foreign": {}, "foreign language": {}, "speaking foreign language": {},
}

// isRollUp reports whether captions roll: each says the last line of the one
// before again, or what that one said so far and more.
func (r *reader) isRollUp() bool {
	again, pairs := 0, 0
	for i := 1; i < len(r.p.captions); i++ {
		if len(r.p.captions[i].lines) == 0 || len(r.p.captions[i-1].lines) == 0 {
			continue
		}
		pairs++
		if overlap(r.p.captions[i-1], r.p.captions[i]) > 0 {
			again++
		}
	}
	return again >= 2 && again*4 >= pairs
}

// overlap returns how many of the last lines of a caption the next one begins
// with.
func overlap(before, after caption) int {
	for n := min(len(before.lines), len(after.lines)); n > 0; n-- {
		same := true
		for i := range n {
			if wordsOf(before.lines[len(before.lines)-n+i]) != wordsOf(after.lines[i]) {
				same = false
				break
			}
		}
		if same {
			return n
		}
	}
	return 0
}

func wordsOf(l payload) string {
	if len(l.pieces) == 1 {
		return l.pieces[0].text
	}
	var words []string
	for _, p := range l.pieces {
		words = append(words, p.text)
	}
	return strings.Join(words, " ")
}

// draft lays the captions out as a text, and puts them into a draft.
func (r *reader) draft() *draft.Draft {
	var flat page.Flat
	var messages []draft.Message
	var doubtful []int // words that begin like a label that names nobody
	current := r.hint.Speaker
	for _, c := range r.p.comments {
		flat.Apart("comment", "", wordsOf(c), c.line)
	}
	for i := range r.p.captions {
		c := &r.p.captions[i]
		skip := 0
		if r.rolls && i > 0 {
			skip = overlap(r.p.captions[i-1], *c)
		}
		for n, l := range c.lines {
			if n < skip || r.rolls && n == len(c.lines)-1 && r.growsOn(i, n) {
				flat.Apart("repeated caption", "", wordsOf(l), l.line)
				continue
			}
			for k, p := range l.pieces {
				m := draft.Message{Time: c.time}
				words := p.text
				found, ok := cutLabel(words)
				switch {
				case p.tagged:
					current = p.voice
				case r.voices && p.aslant && n > 0:
					m.Kind = draft.Aside
				case r.voices:
					current = "" // nobody is named
				case r.above && n == 0 && k == 0:
					current = words
					m.Name, m.Label, m.Kind = current, flat.Write(words, l.line), draft.Label
					flat.Break()
					messages = append(messages, m)
					continue
				case ok && r.taken[r.asKnown(found.name)]:
					current = withoutPronouns(r.asKnown(found.name))
					m.Label = flat.Write(words[:found.end], l.line)
					words = words[found.end:]
				case p.marked:
					current = r.hint.Speaker // somebody else, and nothing says who
				}
				if words = strings.TrimSpace(words); words == "" {
					if m.Label.Len() > 0 {
						m.Kind = draft.Label
						messages = append(messages, m)
					}
					continue
				}
				m.Name = current
				m.Words = []page.Span{flat.Write(words, l.line)}
				flat.Write(" ", l.line)
				if m.Label.Len() == 0 && !r.voices && (ok && isProper(found.name) && found.form != brackets || r.everywhere && n == 0 && k == 0 && holdsColon(words)) {
					doubtful = append(doubtful, m.Words[0].Start)
				}
				if isSound(words) {
					m.Kind = draft.Aside
				}
				messages = append(messages, m)
			}
			flat.Break()
		}
	}
	d := draft.New(flat.Text(), r.hint)
	d.Layout, d.Basis.Marks = "captions: "+r.p.variant, draft.Captions
	d.Add(messages, true)
	for _, at := range doubtful {
		d.Doubt(at, "label_inside_turn", "what may be the name of another speaker is taken for words of the one before")
	}
	return d
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

// holdsColon reports whether the words begin with something and a colon, as all
// labels do.
func holdsColon(words string) bool {
	return strings.Contains(words[:min(len(words), maxLabel)], ": ")
}

// growsOn reports whether the next caption begins with what line n of caption i
// says, and goes on.
func (r *reader) growsOn(i, n int) bool {
	if i+1 >= len(r.p.captions) || len(r.p.captions[i+1].lines) == 0 {
		return false
	}
	words := wordsOf(r.p.captions[i].lines[n])
	for _, l := range r.p.captions[i+1].lines {
		if strings.HasPrefix(wordsOf(l), words+" ") {
			return true
		}
	}
	return false
}

// isSound reports whether a caption's words stand in brackets as a whole: what
// is heard, and said by nobody.
func isSound(words string) bool {
	if len(words) < 3 {
		return false
	}
	open, end := words[0], words[len(words)-1]
	return open == '[' && end == ']' && strings.Count(words, "[") == 1 || open == '(' && end == ')' && strings.Count(words, "(") == 1 ||
		strings.HasPrefix(words, "♪") && strings.HasSuffix(words, "♪")
}
