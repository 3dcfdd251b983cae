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
	inBold   bool    // see interview
	oneSided bool    // see askedOnly
	odd      []int   // lines of cues that nothing but the file's structure shows
	weight   float64 // how many turns it explains, each as it is sure
}

// A document is a sheet, and what all layouts ask of it.
type document struct {
	*page.Sheet
	forms []label.Forms // of each line
	play  bool          // it has scenes
	asks  bool          // lines begin with Q and A
	asked bool          // lines begin with "Q. ", and none with "A. ": those who answer have names
	width int           // see wrapWidth; 0 as long as nobody asked
	room  []cue         // where the cues of a layout are kept until the next one is tried

	castFrom, castTo int      // the lines of its list of persons
	tasks            [][2]int // the lines of its lists of who has to do what

	names     map[string]*name // by their words
	roomNames []name           // for those that come next
	entrants  map[string]int   // see entering; nil as long as nobody asked
	sampled   bool             // the evidence of each label is asked for
}

func newDocument(s *page.Sheet) *document {
	d := &document{Sheet: s, names: make(map[string]*name), forms: make([]label.Forms, len(s.Lines)), play: isPlay(s)}
	d.castFrom, d.castTo = castList(s)
	d.tasks = taskLines(s)
	q, a, asked, answered := 0, 0, 0, 0
	for i := range s.Lines {
		text := s.At(i)
		d.forms[i] = label.FormsOf(text)
		count(&asked, strings.HasPrefix(text, questionMark))
		count(&answered, strings.HasPrefix(text, "A. "))
		for text != "" && text[0] == '*' {
			text = text[1:]
		}
		count(&q, isLetterAlone(text, 'Q'))
		count(&a, isLetterAlone(text, 'A'))
	}
	d.asks = q > 1 && a > 1
	d.asked = asked > 1 && answered == 0
	return d
}

// isLetterAlone reports whether text begins with a letter that begins no word.
func isLetterAlone(text string, letter byte) bool {
	return text != "" && text[0] == letter && (len(text) == 1 || !isLetterByte(text[1]))
}

// roomFor returns room for the cues of a layout whose labels have forms.
func (d *document) roomFor(forms label.Forms) []cue {
	n := 0
	for _, f := range d.forms {
		if f&forms != 0 {
			n++
		}
	}
	return slices.Grow(d.room[:0], n)
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
	if len(s.Lines) == 0 || l.opens != nil && !l.opens(d) || l.hearing && !d.asks {
		return nil
	}
	p := &parse{parser: &parser{layout: l, s: s, doc: d}, hint: h}
	cues := p.parser.cues()
	if d.castTo > d.castFrom {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return q.line >= d.castFrom && q.line < d.castTo })
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
	if l.hearing {
		cues = withoutLetters(s, cues)
	}
	if len(cues) == 0 {
		return nil
	}
	if l.colon {
		cues = withoutFewRuns(withoutDashes(cues))
	}
	if l.alone {
		cues = withoutLoneRuns(cues)
		takeManners(cues)
	}
	if len(cues) == 0 {
		return nil
	}
	cues = d.withoutTasks(cues)
	takeClocks(cues)
	takeNumbers(cues)
	cues = p.withoutSentences(withoutPoints(cues))
	partByNote(cues)
	if len(h.NoNames) > 0 {
		cues = slices.DeleteFunc(cues, func(q cue) bool { return h.NoNames[q.label.Name] })
	}
	if len(cues) == 0 {
		return nil
	}
	p.seen = cues
	p.cast = p.newCast(cues)
	p.cast.weigh(p.parser, cues, p.frontOf(cues).names)
	p.admit(column)
	return p
}

// admit takes the labels that are more likely a speaker's than not. column says
// that they stand in a column in which nothing else does.
func (p *parse) admit(column bool) {
	for _, it := range p.cast.order {
		_, known := p.hint.Names[it.text]
		known = known || p.hint.Nobody[it.text]
		it.field = !known && !p.alone && label.IsSound(it.text) && !it.namely
		it.taken = known || it.logit > 0 && !p.cast.isPhrase(it) || (column || p.columns || p.changes && !it.isHeading()) && !label.IsScene(it.text)
		it.taken = it.taken && !it.field
		if known || column {
			it.logit = max(it.logit, surely)
		}
	}
	if p.hearing {
		p.cast.hear()
	} else if q, a := p.cast.named("Q"), p.cast.named("A"); q != nil {
		// Questions of listeners to others have no answers of nobody; "a" is a
		// word, but not where questions are.
		switch {
		case a == nil && int(q.cues)*10 < p.cast.cues():
			q.taken = false
		case a != nil && q.taken:
			a.taken = true
		}
	}
	p.cast.groups()
	p.cast.inOtherCase()
	p.withoutFields(p.seen)
	p.withoutTerms(p.seen)
}

// surely is the log-odds of what is beyond doubt.
const surely = 5

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
		it := q.part
		if it != nil && p.isTitle(q) {
			continue // "The Mill: an oral history"
		}
		if it == nil || len(p.cues) == 0 && it.cues > 1 && it.has(hasRole) && label.IsFullName(q.label.Rest) && !page.EndsSentence(q.label.Rest) {
			continue // "Moderator: Ms. K. Adeyemi" in the head
		}
		if !it.taken {
			switch {
			case len(p.cues) == 0 || q.weak && !it.field:
			case it.field, p.endsTurns(q.line):
				p.cues = append(p.cues, cue{line: q.line, label: p.keep(label.Label{Rest: p.s.At(q.line)})})
			case !p.alone && p.maySpeak(it, q):
				p.unknown = append(p.unknown, q)
			}
			continue
		}
		glued := q.label.Glued && p.s.Lines[q.line].Gap > page.Turned // "主持人:方师傅" where others have a wide colon
		if q.weak && !glued && it.strong*2 > it.cues && !((p.anywhere || p.s.Lines[q.line].Indent > 0) && label.IsCaps(q.label.Name)) {
			continue
		}
		if n := len(p.cues); n > 0 && p.isAnswer(p.cues[n-1], q) && p.cues[n-1].part != nil && p.cues[n-1].part.cues > it.cues {
			continue
		}
		p.cues = append(p.cues, q)
		p.weight += 2*probability(it.logit) - 1
		turns++
	}
	p.open()
	p.change()
	if speakers < 2 {
		p.weight /= 2
	}
	return turns
}

// maySpeak reports whether a cue of what is taken for no speaker is to be looked
// at: it comes once or twice and is no heading, or it is on the list of headings
// and comes as often as speakers do.
func (p *parse) maySpeak(it *part, q cue) bool {
	const most = 0.7 // of the paragraphs have labels, so that each other one is odd
	if it.heads() > 0 || it.exclaims() && it.cues >= fewCues {
		return q.line == int(it.first) && it.strong >= fewCues && it.after*10 >= it.cues*9 && it.fields == 0
	}
	return it.cues < fewCues && (p.cast.sentences(it) == 0 || p.cast.sentences(it) <= 2 && (it.small == 0 || p.cast.basis.inHaste) && p.cast.basis.density >= most)
}

// isTitle reports whether a cue is the title of the text: its first line, which
// ends no sentence and has a date or a name in full right below it, or nothing
// after words in small letters, under a label that comes once where others come
// back.
func (p *parse) isTitle(q cue) bool {
	if q.line > 0 || q.label.Alone || q.part.cues > 1 || len(p.s.Lines) < 2 || page.EndsSentence(p.s.At(0)) || p.columns || p.hearing {
		return false
	}
	recurs := func(it *part) bool { return it.taken && it.cues > 1 }
	if !slices.ContainsFunc(p.cast.order, recurs) {
		return false
	}
	below, _ := label.Colon(p.s.At(1))
	return label.BeginsInSmall(q.label.Rest) && p.s.Lines[1].Gap > page.Wrapped || label.IsFullName(below.Rest) || !page.DateIn(p.s.At(1)).IsZero()
}

// isTalk reports whether labels are frequent enough for a talk: a list in prose
// has words with a colon too ("Example: …").
func (p *parse) isTalk(cues []cue) bool {
	if len(p.hint.Names) > 0 || p.hint.Layout != "" {
		return true
	}
	sure, labelled := 0, 0
	for _, q := range cues {
		if it := q.part; it != nil && it.taken {
			labelled++
			if it.logit > 2 {
				sure++
			}
		}
	}
	if isGlossary(cues) || !p.speaks() {
		return false
	}
	if p.opens != nil && !p.hearing && !p.maybe {
		return true // it says of itself what it is
	}
	if p.isSpeech(cues) {
		p.weight = max(p.weight, leastWeight)
		return true
	}
	return p.weight > leastWeight && (sure >= 2 || labelled*3 >= p.paragraphs())
}

// isGlossary reports whether labels are what the words under them are about: none
// comes back, and many of the words begin with the label, "Crooks: Crooks lives".
func isGlossary(cues []cue) bool {
	about, taken := 0, 0
	for _, q := range cues {
		if q.part == nil || !q.part.taken {
			continue
		}
		taken++
		if q.part.cues > 1 {
			return false
		}
		if strings.HasPrefix(q.label.Rest, q.label.Name+" ") {
			about++
		}
	}
	return about*3 >= taken && about > 0
}

// isSpeech reports whether the text is a speech by one person whose label stands
// before it: the only one, at the beginning, of somebody with a title or an
// office, or with a name in full of which nothing is told, so that it is no word that
// a sentence follows and no place that is written from.
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
		if it := q.part; !q.weak && (!p.colon || p.cast.sentences(it)+it.heads() == 0) {
			strong++
		}
	}
	it := q.part
	return strong == 1 && (it.has(hasTitle) || it.isRoled() || p.colon && it.has(isFull) && strings.Count(p.s.Text.String, it.text) == 1) && it.heads() == 0 && it.stopped > 0
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
