package texts

import (
	"slices"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A parse is a whole text looked at as one of a layout: which lines begin
// turns, and whose.
type parse struct {
	*parser
	hint     draft.Hint
	seen     []cue // all that look like labels
	cast     *cast
	cues     []cue // those that begin turns, or end one without beginning another: their label has no name
	unknown  []cue // those that look like labels and are not taken for one
	capitals bool  // nearly all labels are in capitals
	turns    int
	odd      []int   // lines of cues that nothing but the file's structure shows
	weight   float64 // how many turns it explains, each as it is sure
}

// A document is a sheet, and what all layouts ask of it.
type document struct {
	*page.Sheet
	play  bool // it has scenes
	asks  bool // lines begin with Q and A
	width int  // see wrapWidth
	room  []cue
}

func newDocument(s *page.Sheet) *document {
	d := &document{Sheet: s, play: isPlay(s)}
	q, a := 0, 0
	for i := range s.Lines {
		text := s.At(i)
		for text != "" && text[0] == '*' {
			text = text[1:]
		}
		switch {
		case strings.HasPrefix(text, "Q"):
			q++
		case strings.HasPrefix(text, "A"):
			a++
		}
	}
	d.asks = q > 1 && a > 1
	return d
}

// parse looks at a sheet as one of the layout; nil if it is none.
func (l *layout) parse(d *document, h draft.Hint) *parse {
	p := l.look(d, h)
	if p == nil {
		return nil
	}
	if p.turns = p.choose(p.seen); p.turns == 0 || !p.isTalk(p.seen) {
		return nil
	}
	p.weight *= l.worth
	p.seen = nil
	return p
}

// look weighs the labels that the layout sees in a sheet; nil if there are none.
func (l *layout) look(d *document, h draft.Hint) *parse {
	s := d.Sheet
	if len(s.Lines) == 0 || l.opens != nil && !l.opens(s) || l.hearing && !d.asks {
		return nil
	}
	p := &parse{parser: &parser{layout: l, s: s, play: d.play, width: &d.width, room: &d.room}, hint: h}
	cues := p.parser.cues()
	if from, to := castList(s); to > from {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return q.line >= from && q.line < to })
	}
	column := false
	if l.alone {
		if cues, column = p.inLabelColumn(cues); !column {
			cues = withoutAnswers(cues)
		}
	}
	if l.columns {
		cues = p.tabular(cues)
	}
	if len(cues) == 0 {
		return nil
	}
	if l.colon {
		cues = withoutDashes(cues)
	}
	if len(cues) == 0 {
		return nil
	}
	takeClocks(cues)
	cues = p.withoutSentences(cues)
	partByNote(cues)
	if len(h.NoNames) > 0 {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return h.NoNames[q.label.Name] })
		if len(cues) == 0 {
			return nil
		}
	}
	p.seen = cues
	p.cast = p.newCast(cues)
	p.cast.weigh(p.parser, cues, p.namedBefore(cues))
	p.admit(column)
	return p
}

// admit takes the labels that are more likely a speaker's than not. column says
// that they stand in a column in which nothing else does.
func (p *parse) admit(column bool) {
	for _, it := range p.cast.order {
		_, known := p.hint.Names[it.name]
		known = known || p.hint.Nobody[it.name]
		it.taken = known || it.logit > 0 || (column || p.columns) && !label.IsScene(it.name)
		if known || column {
			it.logit = max(it.logit, surely)
		}
	}
	if p.hearing {
		p.cast.hear()
	} else if q, a := p.cast.parts["Q"], p.cast.parts["A"]; q != nil {
		// Questions of listeners to others have no answers of nobody; "a" is a
		// word, but not where questions are.
		switch {
		case a == nil && q.cues*10 < p.cast.cues():
			q.taken = false
		case a != nil && q.taken:
			a.taken = true
		}
	}
	p.cast.groups()
	p.cast.inOtherCase()
}

// surely is the log-odds of what is beyond doubt.
const surely = 5

// taken returns how many cues name speakers.
func (c *cast) taken() int {
	n := 0
	for _, it := range c.order {
		if it.taken {
			n += it.cues
		}
	}
	return n
}

func (c *cast) cues() int {
	n := 0
	for _, it := range c.order {
		n += it.cues
	}
	return n
}

// choose keeps the cues of the cast, and returns how many turns they begin.
func (p *parse) choose(cues []cue) (turns int) {
	speakers := 0
	for _, it := range p.cast.order {
		if it.taken {
			speakers++
		}
	}
	p.capitals = p.cast.inCapitals()
	p.cues = make([]cue, 0, p.cast.taken())
	for _, q := range cues {
		it := p.cast.parts[q.label.Name]
		if it == nil {
			continue
		}
		if !it.taken {
			switch {
			case q.weak || len(p.cues) == 0:
			case p.endsTurns(q.line):
				p.cues = append(p.cues, cue{line: q.line, label: label.Label{Rest: p.s.At(q.line)}})
			case !p.alone && it.cues < fewCues && it.e[heading] == 0 && it.e[sentence] == 0:
				p.unknown = append(p.unknown, q)
			}
			continue
		}
		if q.weak && it.strong*2 > it.cues && !((p.anywhere || p.s.Lines[q.line].Indent > 0) && label.IsCaps(q.label.Name)) {
			continue
		}
		if n := len(p.cues); n > 0 && p.isAnswer(p.cues[n-1], q) && p.cast.takes(p.cues[n-1].label.Name) && p.cast.parts[p.cues[n-1].label.Name].cues > it.cues {
			continue
		}
		p.cues = append(p.cues, q)
		p.weight += 2*probability(it.logit) - 1
		turns++
	}
	p.open()
	if speakers < 2 {
		p.weight /= 2
	}
	return turns
}

// isTalk reports whether labels are frequent enough for a talk: a list in prose
// has words with a colon too ("Example: …").
func (p *parse) isTalk(cues []cue) bool {
	if len(p.hint.Names) > 0 || p.hint.Layout != "" {
		return true
	}
	sure, labelled := 0, 0
	for _, q := range cues {
		if it := p.cast.parts[q.label.Name]; it != nil && it.taken {
			labelled++
			if it.logit > 2 {
				sure++
			}
		}
	}
	if p.opens != nil && !p.hearing {
		return true // it says of itself what it is
	}
	if p.isSpeech(cues) {
		p.weight = max(p.weight, leastWeight)
		return true
	}
	return p.weight > leastWeight && (sure >= 2 || labelled*3 >= p.paragraphs())
}

// isSpeech reports whether the text is a speech by one person whose label stands
// before it: the only one, at the beginning, of somebody with a title or an
// office, so that it is no word that a sentence follows.
func (p *parse) isSpeech(cues []cue) bool {
	const start = 6 // paragraphs among which it has to stand
	if len(p.cues) != 1 || p.alone {
		return false
	}
	q := p.cues[0]
	for i, blocks := 0, 0; i < q.line; i = p.s.Block(i, len(p.s.Lines)) {
		if blocks++; blocks > start {
			return false
		}
	}
	strong := 0
	for _, q := range cues {
		if it := p.cast.parts[q.label.Name]; !q.weak && (!p.colon || it.e[sentence]+it.e[heading] == 0) {
			strong++
		}
	}
	it := p.cast.parts[q.label.Name]
	return strong == 1 && it.e[titled]+it.e[roled] > 0 && it.e[heading] == 0 && it.e[stopped] > 0
}

// leastWeight is the weight below which no layout explains a text: a name or
// two at the start of a paragraph stand in any prose.
const leastWeight = 1.2

func (p *parse) paragraphs() int {
	n := 0
	for i := range p.s.Lines {
		if p.s.Lines[i].Gap > page.Turned {
			n++
		}
	}
	return n
}

// withoutSentences drops cues within paragraphs that have words after them, if
// nearly all labels have a line of their own: "Here comes his servant: how now".
func (p *parse) withoutSentences(cues []cue) []cue {
	if !p.anywhere || p.alone || p.columns || p.hearing {
		return cues
	}
	parted, own := 0, 0
	for _, q := range cues {
		if p.s.Lines[q.line].Gap > page.Turned {
			if parted++; q.label.Alone {
				own++
			}
		}
	}
	if parted < fewCues || float64(own) < inColumn*float64(parted) {
		return cues
	}
	return slices.DeleteFunc(cues, func(q cue) bool {
		return p.s.Lines[q.line].Gap == page.Wrapped && (!q.label.Alone || !label.HasCapsOnly(q.label.Name))
	})
}

// partByNote makes names of their own of labels that only what stands in
// brackets tells apart: "Speaker (1)" and "Speaker (2)", "Interviewer (Anna)"
// and "Interviewer (Ben)".
func partByNote(cues []cue) {
	notes := make(map[string]map[string]int)
	for _, q := range cues {
		if l := q.label; label.Parts(l.Name, l.Note) {
			if notes[l.Name] == nil {
				notes[l.Name] = make(map[string]int)
			}
			notes[l.Name][l.Note]++
		}
	}
	for i := range cues {
		l := &cues[i].label
		if len(notes[l.Name]) > 1 && notes[l.Name][l.Note] > 0 {
			l.Name, l.Note = l.Name+" ("+l.Note+")", ""
		}
	}
}

// endsTurns reports whether line i, which no white space parts from the line
// before, may be somebody else's: what looks like a label ends the turn there,
// though it is not known well enough to begin one.
func (p *parse) endsTurns(i int) bool {
	if !p.anywhere || p.alone || p.columns || p.s.Lines[i].Gap != page.Wrapped || p.play || !p.hadRoom(i) {
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

// frontLines is how many lines before the first label are searched for names.
const frontLines = 400

// namedBefore returns a function that reports whether the words of a name stand
// in the front matter: in the lines before the first label that comes back, or
// in the list of the persons of a play.
func (p *parse) namedBefore(cues []cue) func(string) bool {
	s := p.s
	first := cues[0].line
	for _, q := range cues {
		if it := p.cast.parts[q.label.Name]; it == nil || !it.heading {
			first = q.line
			break
		}
	}
	for _, q := range cues {
		if it := p.cast.parts[q.label.Name]; it != nil && it.cues >= fewCues {
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
