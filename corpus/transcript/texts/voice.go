package texts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A list of terms, a form to fill in and a recipe have labels, too. What stands
// under those of speakers speaks: somebody says I, asks or calls out, labels come
// back, and many can only be those of persons.

// A voice counts, over the turns of a parse, what tells speech from what is listed.
type voice struct {
	turns    int
	again    int  // turns whose label comes back
	selves   int  // those in which somebody says I or we
	calls    int  // others, in which somebody is asked or spoken to
	people   int  // those whose label can only be a person's, by its form
	about    int  // those that begin with their own label, "Tom Hill: Tom was", or whose label tells of somebody, "Said the King"
	told     int  // those that begin with who is meant by their label, "Tom Hill: He was"
	small    int  // those that begin with a small letter
	common   int  // those whose label the text writes in small letters, too
	blank    int  // those that leave room to write: "Name: ____"
	values   int  // those that are a name and no sentence: "Treasurer: Ravi"
	counted  int  // those whose label only counts what is listed: "Rule 1"
	sentence int  // those that end a sentence
	uncased  int  // those in a script without capitals, of which too little is known here
	others   int  // labels after the first turn that are not taken
	inSmall  bool // names are in small letters, as those of who types in haste
	listed   bool // the title announces a list
}

// signs returns how many turns somebody surely says to somebody.
func (v *voice) signs() int { return v.selves + v.calls }

// silent returns how many have no sign of speech.
func (v *voice) silent() int { return v.turns - v.signs() }

// Log-odds that each turn adds, and the title.
const (
	saidAgain  = 1.2
	saysI      = 1.6
	callsOut   = 0.8
	instructs  = 0.3 // what calls out where hardly anybody says I
	isSilent   = -0.7
	isPerson   = 0.9
	isAbout    = -2.5
	isTold     = -1.2
	goesSmall  = -0.8
	isTerm     = -0.5
	leavesRoom = -2.5
	isValue    = -1.0
	isCounted  = -1.6
	otherLabel = -0.3
	announced  = -4.0
	notSpoken  = -1.3 // the sum of all under which nobody speaks
)

// Where a title announces a list, labels that come back and words for who speaks say
// less: what is listed is said to the reader.
const (
	listedAgain = 0.2
	listedI     = 0.8
)

// odds returns the log-odds of somebody speaking.
func (v *voice) odds() float64 {
	const few = 0.25 // of the turns
	back, self, calling := saidAgain, saysI, callsOut
	if float64(v.selves) < few*float64(v.turns) {
		calling = instructs
	}
	odds := 0.0
	if v.listed {
		back, self, calling, odds = listedAgain, listedI, instructs, announced
	}
	for _, of := range []struct {
		turns  int
		weight float64
	}{
		{v.again, back}, {v.selves, self}, {v.calls, calling}, {v.silent(), isSilent}, {v.people, isPerson}, {v.about, isAbout}, {v.told, isTold}, {v.small, goesSmall},
		{v.common, isTerm}, {v.blank, leavesRoom}, {v.values, isValue}, {v.counted, isCounted}, {v.others, otherLabel},
	} {
		odds += float64(of.turns) * of.weight
	}
	return odds
}

// lists are signs, each enough, that the turns of a parse are what is listed.
var lists = []func(v *voice) bool{
	(*voice).isLog,
	(*voice).isOfTerms,
	func(v *voice) bool { return v.odds() <= notSpoken },
}

// isLog reports whether turns are entries: points of a game, what each has to do or
// to bring. Hardly one is said to somebody, and few end a sentence.
func (v *voice) isLog() bool {
	const (
		few  = 0.25 // of the turns
		half = 0.5
	)
	return v.turns >= fewTerms && !v.inSmall && v.uncased*2 < v.turns && float64(v.signs()) <= few*float64(v.turns) && float64(v.sentence) < half*float64(v.turns)
}

// isOfTerms reports whether labels that come once each, and of which none is surely a
// person's, stand before words of which few are said by somebody.
func (v *voice) isOfTerms() bool {
	return v.turns >= fewTerms && v.again == 0 && v.people == 0 && v.uncased*2 < v.turns && (v.selves*2 <= v.turns || v.listed)
}

// fewTerms is how many turns make a list that is known by what they have in common.
const fewTerms = 4

// speaks reports whether what stands under the labels of a parse is speech. Two
// turns say too little of that, and in a long talk labels come back.
func (p *parse) speaks() bool {
	const long = 60 // turns
	if len(p.cues) > long || p.recorder != nil || p.columns {
		return true
	}
	if p.isHelp() {
		return false
	}
	v := p.voice()
	if v.turns <= 2 && v.about+v.blank+v.small == 0 && !v.listed {
		// A plan has times above what is done then, too.
		person := func(q cue) bool { return q.part != nil && q.part.has(hasTitle|hasRole|isFull) }
		return !p.alone || v.again+v.signs() > 0 || slices.ContainsFunc(p.cues, person)
	}
	return !slices.ContainsFunc(lists, func(is func(*voice) bool) bool { return is(&v) })
}

// voice counts.
func (p *parse) voice() voice {
	v := voice{listed: p.announcesList(), inSmall: p.cast.basis.inSmall}
	tongue := tongueOf(p.s, p.cues[0].line)
	counted := p.countedLabels()
	for n := range p.cues {
		if it := p.cues[n].part; it != nil {
			v.add(p, n, tongue)
			count(&v.counted, counted[it])
		}
	}
	for _, it := range p.cast.order {
		if !it.taken && it.strong > 0 && int(it.first) > p.cues[0].line {
			v.others += int(it.cues)
		}
	}
	return v
}

// add counts the n-th turn.
func (v *voice) add(p *parse, n int, tongue *tongue) {
	q := &p.cues[n]
	it, words := q.part, p.wordsOf(n)
	v.turns++
	count(&v.again, it.cues > 1)
	switch {
	case tongue.says(words, tongue.itself):
		v.selves++
	case calls(words), tongue.says(words, tongue.speaking):
		v.calls++
	}
	name, _, _ := strings.Cut(it.text, " ")
	first, rest, _ := strings.Cut(words, " ")
	tells := strings.Contains(it.text, " ") && tongue.verbs.Has(strings.ToLower(name)) && !it.has(inCapsOnly) // "Said the King"
	count(&v.people, !tells && (it.has(hasTitle|hasRole|isFull) || it.isDeclared() || it.isListed() || label.IsNameWord(q.label.Note())))
	count(&v.about, tells || first == name && rest != "")
	count(&v.told, it.cues == 1 && tongue.persons.Has(strings.ToLower(first)) && rest != "" && !calls(words))
	count(&v.small, label.BeginsInSmall(words) && !p.cast.basis.inHaste)
	count(&v.common, p.cast.commonness(it) > 0)
	count(&v.blank, words != "" && !strings.ContainsFunc(words, isWord))
	count(&v.values, p.valueOf(*q) == aName && label.IsNameWord(words))
	count(&v.uncased, !strings.ContainsFunc(words, hasCase) && strings.ContainsFunc(words, unicode.IsLetter))
	count(&v.sentence, page.EndsSentence(words))
}

func count(n *int, is bool) {
	if is {
		*n++
	}
}

var (
	askers    = page.NewWordList(`q question frage pregunta domanda pergunta vraag вопрос pytanie fråga питання`)
	answerers = page.NewWordList(`a answer antwort respuesta réponse risposta resposta antwoord ответ odpowiedź svar відповідь`)
)

// isHelp reports whether questions and answers are those of a page of help: who
// reads it is meant by the I of the questions, and no I answers.
func (p *parse) isHelp() bool {
	const many = 3 // of one in so many questions the reader is the I
	tongue := tongueOf(p.s, p.cues[0].line)
	questions, readers := 0, 0
	for n := range p.cues {
		name, words := p.cues[n].label.Name, p.wordsOf(n)
		self := tongue.says(words, tongue.alone)
		switch {
		case askers.Holds(name):
			questions++
			count(&readers, self && !tongue.says(words, tongue.you.Has))
		case !answerers.Holds(name) || self:
			return false
		}
	}
	return readers > 0 && readers*many >= questions
}

// hasCase reports whether a letter has a capital and a small form.
func hasCase(r rune) bool { return unicode.ToUpper(r) != unicode.ToLower(r) }

// wordsOf returns the words of the n-th turn in its first paragraph.
func (p *parse) wordsOf(n int) string {
	q := p.cues[n]
	stop := len(p.s.Lines)
	if n+1 < len(p.cues) {
		stop = p.cues[n+1].line
	}
	words := q.label.Rest
	if below := q.line + 1; below < stop {
		from := q.line
		if q.label.Alone {
			from = below
		}
		words = strings.TrimSpace(words + " " + p.s.Joined(below, max(below, p.s.Block(from, stop))))
	}
	return words
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// calls reports whether text has a mark that somebody asks or calls out.
func calls(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '?', '!':
			return true
		case 0xC2, 0xD8, 0xEF: // which those of other scripts begin with
			if r, _ := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune("¿¡？！؟", r) {
				return true
			}
		}
	}
	return false
}

// says reports whether text holds a word of which is says that one is sought, or
// one of a script without spaces.
func (t *tongue) says(text string, is func(word string) bool) bool {
	for w := range strings.FieldsSeq(text) {
		if is(strings.ToLower(page.Bare(w, ".,;:—–-\"“”«»()[]*_…!?"))) {
			return true
		}
	}
	return slices.ContainsFunc(t.within, func(w string) bool { return strings.Contains(text, w) })
}

// itself reports whether a word in small letters is of who speaks.
func (t *tongue) itself(word string) bool {
	at := strings.IndexAny(word, "'’")
	return t.self.Has(word) || at > 0 && t.self.Has(word[:at])
}

// alone reports whether a word in small letters is of who speaks for nobody else.
func (t *tongue) alone(word string) bool { return t.itself(word) && !t.plural.Has(word) }

// speaking reports whether a word in small letters is one that nobody but who
// speaks uses.
func (t *tongue) speaking(word string) bool {
	at := strings.IndexAny(word, "'’")
	return t.self.Has(word) || t.you.Has(word) || t.spoken.Has(word) || at > 0 && (t.elided.Has(word[:at]) || t.contracted.Has(strings.Trim(word[at:], "'’")))
}
