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
	turns  int
	again  int // turns whose label comes back
	selves int // those in which somebody says I or we
	calls  int // others, in which somebody is asked or spoken to
	people int // those whose label can only be a person's, by its form
	about  int // those that begin with their own label: "Tom Hill: Tom was"
	small  int // those that begin with a small letter
	common int // those whose label the text writes in small letters, too
	blank  int // those that leave room to write: "Name: ____"
	others int // labels after the first turn that are not taken
}

// Log-odds that each turn adds.
const (
	saidAgain  = 1.2
	saysI      = 1.6
	callsOut   = 0.8
	instructs  = 0.3 // what calls out where hardly anybody says I
	isSilent   = -0.7
	isPerson   = 0.9
	isAbout    = -2.5
	goesSmall  = -0.8
	isTerm     = -0.5
	leavesRoom = -2.5
	otherLabel = -0.3
	notSpoken  = -1.3 // the sum of all under which nobody speaks
)

// odds returns the log-odds of somebody speaking.
func (v *voice) odds() float64 {
	const few = 0.25 // of the turns
	calling := callsOut
	if float64(v.selves) < few*float64(v.turns) {
		calling = instructs
	}
	silent := v.turns - v.selves - v.calls
	return saidAgain*float64(v.again) + saysI*float64(v.selves) + calling*float64(v.calls) + isSilent*float64(silent) + isPerson*float64(v.people) +
		isAbout*float64(v.about) + goesSmall*float64(v.small) + isTerm*float64(v.common) + leavesRoom*float64(v.blank) + otherLabel*float64(v.others)
}

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
	if v.turns <= 2 && v.about+v.blank+v.small == 0 {
		// A plan has times above what is done then, too.
		person := func(q cue) bool { return q.part != nil && q.part.has(hasTitle|hasRole|isFull) }
		return !p.alone || v.again+v.selves+v.calls > 0 || slices.ContainsFunc(p.cues, person)
	}
	return v.odds() > notSpoken
}

// voice counts.
func (p *parse) voice() voice {
	var v voice
	tongue := tongueOf(p.s, p.cues[0].line)
	for n := range p.cues {
		q := &p.cues[n]
		it := q.part
		if it == nil {
			continue
		}
		words := p.wordsOf(n)
		v.turns++
		count(&v.again, it.cues > 1)
		switch {
		case tongue.says(words, tongue.itself):
			v.selves++
		case calls(words), tongue.says(words, tongue.speaking):
			v.calls++
		}
		count(&v.people, it.has(hasTitle|hasRole|isFull) || it.isDeclared() || it.isListed())
		first, _, _ := strings.Cut(it.text, " ")
		count(&v.about, strings.HasPrefix(words, first+" "))
		count(&v.small, label.BeginsInSmall(words) && !p.cast.basis.inHaste)
		count(&v.common, p.cast.commonness(it) > 0)
		count(&v.blank, words != "" && !strings.ContainsFunc(words, isWord))
	}
	for _, it := range p.cast.order {
		if !it.taken && it.strong > 0 && int(it.first) > p.cues[0].line {
			v.others += int(it.cues)
		}
	}
	return v
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
// reads it is meant by the I of the questions, and nobody asks another one.
func (p *parse) isHelp() bool {
	tongue := tongueOf(p.s, p.cues[0].line)
	readers := 0
	for n := range p.cues {
		name, words := p.cues[n].label.Name, p.wordsOf(n)
		self, you := tongue.says(words, tongue.itself), tongue.says(words, tongue.you.Has)
		switch {
		case askers.Holds(name) && !you:
			count(&readers, self)
		case !answerers.Holds(name) || self:
			return false
		}
	}
	return readers > 0
}

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
		if is(strings.ToLower(unmarked(w))) {
			return true
		}
	}
	return slices.ContainsFunc(t.within, func(w string) bool { return strings.Contains(text, w) })
}

// unmarked returns a word without the marks around it. Most words have none.
func unmarked(word string) string {
	first, last := word[0], word[len(word)-1]
	if max(first, last) < utf8.RuneSelf && isLetterByte(first) && isLetterByte(last) {
		return word
	}
	return strings.Trim(word, ".,;:—–-\"“”«»()[]*_…!?")
}

// itself reports whether a word in small letters is of who speaks.
func (t *tongue) itself(word string) bool {
	at := strings.IndexAny(word, "'’")
	return t.self.Has(word) || at > 0 && t.self.Has(word[:at])
}

// speaking reports whether a word in small letters is one that nobody but who
// speaks uses.
func (t *tongue) speaking(word string) bool {
	at := strings.IndexAny(word, "'’")
	return t.self.Has(word) || t.you.Has(word) || t.spoken.Has(word) || at > 0 && (t.elided.Has(word[:at]) || t.contracted.Has(strings.Trim(word[at:], "'’")))
}
