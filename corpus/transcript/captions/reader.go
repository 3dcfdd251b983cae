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
	nearly     bool              // nearly all do that may begin what somebody says
	always     bool              // nearly each does, as where a program knows who speaks
	folded     map[string]string // names that are taken, by their small letters
	bareNames  map[string]string // those that stand with a note, without it

	// What is written down so far.
	flat     page.Flat
	messages []draft.Message
	doubtful []int  // words that begin like a label that names nobody
	bare     []int  // words without a label where nearly all have one
	ended    bool   // the words before end a sentence
	current  string // who speaks
}

func newReader(p *parsed, h draft.Hint) *reader {
	return &reader{p: p, hint: h, taken: make(map[string]bool)}
}

// draft lays the captions out as a text, and puts them into a draft.
func (r *reader) draft() *draft.Draft {
	r.current = r.hint.Speaker
	for _, c := range r.p.comments {
		r.flat.Apart("comment", "", wordsOf(c), c.line)
	}
	for i := range r.p.captions {
		r.caption(i)
	}
	d := draft.New(r.flat.Text(), r.hint)
	d.Layout, d.Basis.Marks, d.Basis.Whole = "captions: "+r.p.variant, draft.Captions, r.voices
	d.Record.Title = r.p.title
	d.Add(r.messages, true)
	for _, at := range r.doubtful {
		d.Doubt(at, "label_inside_turn", "what may be the name of another speaker is taken for words of the one before")
	}
	for _, at := range r.bare {
		d.Doubt(at, "unlabelled_line", "a line without a label is taken for the words of who spoke before")
	}
	return d
}

// caption writes down the lines of caption i that are not said again.
func (r *reader) caption(i int) {
	c := &r.p.captions[i]
	again := 0
	if r.rolls && i > 0 {
		again = overlap(r.p.captions[i-1], *c)
	}
	for n, l := range c.lines {
		if n < again || r.rolls && n == len(c.lines)-1 && r.growsOn(i, n) {
			r.flat.Apart("repeated caption", "", wordsOf(l), l.line)
			continue
		}
		for k := range l.pieces {
			r.piece(spot{caption: c, line: n, piece: k})
		}
		r.flat.Break()
	}
}

// A spot is where a piece stands.
type spot struct {
	*caption
	line, piece int // from 0
}

func (s spot) begins() bool { return s.line == 0 && s.piece == 0 }

// piece writes down a piece: its label, if it has one, and its words.
func (r *reader) piece(at spot) {
	l := &at.lines[at.line]
	p := &l.pieces[at.piece]
	m := draft.Message{Time: at.time}
	words := p.text
	found, ok := cutLabel(words)
	switch {
	case p.tagged:
		r.current = p.voice
	case r.voices && p.aslant && at.line > 0:
		m.Kind = draft.Aside
	case r.voices && !(ok && r.taken[found.name]):
		r.current = "" // nobody is named
	case r.above && at.begins():
		r.current = words
		m.Label, words = r.flat.Write(words, l.line), ""
		r.flat.Break()
	case ok && r.taken[r.asKnown(found.name)]:
		r.current = r.speakerOf(found.name)
		m.Label, words = r.flat.Write(words[:found.end], l.line), words[found.end:]
		r.flat.Write(words[:len(words)-len(strings.TrimLeftFunc(words, page.Unseen))], l.line)
	case p.marked:
		r.current = r.hint.Speaker // somebody else, and nothing says who
	}
	m.Name = r.current
	if words = strings.TrimFunc(words, page.Unseen); words != "" {
		m.Words = []page.Span{r.flat.Write(words, l.line)}
		r.flat.Write(" ", l.line)
		mayName := ok && isProper(found.name) && found.form != brackets || r.everywhere && at.begins() && holdsColon(words)
		if mayName && m.Label.Len() == 0 && !r.voices && !p.tagged {
			r.doubtful = append(r.doubtful, m.Words[0].Start)
		} else if r.nearly && m.Label.Len() == 0 && !p.tagged && at.begins() && (r.ended && opens(*p) || r.always && !r.rolls && !isSound(words)) {
			r.bare = append(r.bare, m.Words[0].Start)
		}
		r.ended = page.EndsSentence(words)
		if isSound(words) {
			m.Kind = draft.Aside
		}
	} else if m.Kind = draft.Label; m.Label.Len() == 0 {
		return
	}
	r.messages = append(r.messages, m)
}

// holdsColon reports whether the words begin with something and a colon, as all
// labels do.
func holdsColon(words string) bool {
	return strings.Contains(words[:min(len(words), maxLabel)], ": ")
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
