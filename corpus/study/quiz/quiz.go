// Package quiz makes questions of a record: a passage without its speaker, and
// a few of those who speak there, of whom one said it.
package quiz

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Question is a passage, and who may have said it.
type Question struct {
	corpus.Passage
	Answer  int32   // index into the record's Speakers: who said it
	Choices []int32 // from 2 to MostChoices speakers, Answer among them, shuffled
}

// MostChoices is how many speakers a question offers at most.
const MostChoices = 4

// leastWords is how short a passage may be: shorter ones can be anybody's.
const leastWords = 8

// A Deck is the questions that a record can give.
type Deck struct {
	record   *corpus.Record
	passages []corpus.Passage
	profiles []profile // by speaker
	asked    []int32   // the speakers who can be asked about, and be offered
	ranked   map[int32][]int32
}

// New returns the deck of a record of x's library. It holds no passage that
// names who says it, that holds a sentence which several say, that is of fewer
// than eight words, that is broken off, that is a formula, or that is sensitive; none of somebody
// who says next to nothing, whom nobody could know by their words; none for
// which nobody else could be offered; and none twice.
func New(x *search.Index, r *corpus.Record) *Deck {
	d := &Deck{record: r, profiles: profilesOf(r), asked: mainSpeakers(r), ranked: make(map[int32][]int32)}
	shared, usage := sharedSentences(r), usageOf(r)
	said := make(map[string]bool)
	for i := range r.Turns {
		t := &r.Turns[i]
		if !slices.Contains(d.asked, t.Speaker) {
			continue
		}
		for _, p := range corpus.StandAlone(t) {
			if wordsOf(p.Text()) >= leastWords && !isBroken(p.Text()) && !usage.isFormula(p.Text()) && !names(p, t.Speaker) && !holdsShared(p, shared) && len(d.others(p)) > 0 && !said[search.Fold(p.Text())] {
				said[search.Fold(p.Text())] = true
				d.passages = append(d.passages, p)
			}
		}
	}
	return d
}

// Len returns how many questions the deck has.
func (d *Deck) Len() int { return len(d.passages) }

// Draw returns up to n questions, no two of one turn, shuffled by a seed: the
// same seed gives the same questions with the same choices. Speakers take turns
// as far as their passages go, so that who speaks most is not always right.
func (d *Deck) Draw(n int, seed uint64) []Question {
	dice := rand.New(rand.NewPCG(seed, uint64(len(d.passages))))
	bySpeaker := make(map[int32][]corpus.Passage)
	var speakers []int32
	for _, i := range dice.Perm(len(d.passages)) {
		p := d.passages[i]
		if len(bySpeaker[p.Turn.Speaker]) == 0 {
			speakers = append(speakers, p.Turn.Speaker)
		}
		bySpeaker[p.Turn.Speaker] = append(bySpeaker[p.Turn.Speaker], p)
	}
	asked := make(map[*corpus.Turn]bool)
	var questions []Question
	for len(questions) < n && len(speakers) > 0 {
		dice.Shuffle(len(speakers), func(i, j int) { speakers[i], speakers[j] = speakers[j], speakers[i] })
		for _, who := range slices.Clone(speakers) {
			left := bySpeaker[who]
			for len(left) > 0 && asked[left[0].Turn] {
				left = left[1:]
			}
			if len(left) == 0 {
				speakers = slices.DeleteFunc(speakers, func(s int32) bool { return s == who })
				continue
			}
			asked[left[0].Turn], bySpeaker[who] = true, left[1:]
			questions = append(questions, Question{left[0], who, d.choices(left[0], dice)})
			if len(questions) == n {
				break
			}
		}
	}
	return questions
}

// choices returns who may have said a passage: who did, and those who talk most
// like them, so that it is a question.
func (d *Deck) choices(p corpus.Passage, dice *rand.Rand) []int32 {
	choices := append([]int32{p.Turn.Speaker}, d.others(p)...)
	dice.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	return choices
}

// others returns who may be offered beside who said a passage: nobody whom it
// names, since it speaks to them or of them, and nobody who may be somebody else
// of the choices under another spelling. Who is to answer a question did not ask
// it, and is offered only where nobody else is left.
func (d *Deck) others(p corpus.Passage) []int32 {
	who := p.Turn.Speaker
	if d.ranked[who] == nil {
		d.ranked[who] = d.alike(who)
	}
	if others := d.without(p, asked(p.Turn)); len(others) > 0 {
		return others
	}
	return d.without(p, -1)
}

// without returns who may be offered beside who said a passage, but for one.
func (d *Deck) without(p corpus.Passage, leftOut int32) []int32 {
	who := p.Turn.Speaker
	var others []int32
	for _, s := range d.ranked[who] {
		if len(others) == MostChoices-1 {
			break
		}
		same := func(o int32) bool { return sameName(d.record.Speakers[s].Name, d.record.Speakers[o].Name) }
		if s != leftOut && !names(p, s) && !same(who) && !slices.ContainsFunc(others, same) {
			others = append(others, s)
		}
	}
	return others
}

// sharedSentences returns the folded sentences that more than one speaker says.
func sharedSentences(r *corpus.Record) map[string]bool {
	by := make(map[string]int32)
	shared := make(map[string]bool)
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Speaker < 0 {
			continue
		}
		for s := range corpus.Sentences(t.Text) {
			folded := search.Fold(t.Text[s.Start:s.End])
			if other, ok := by[folded]; ok && other != t.Speaker {
				shared[folded] = true
			}
			by[folded] = t.Speaker
		}
	}
	return shared
}

func holdsShared(p corpus.Passage, shared map[string]bool) bool {
	text := p.Text()
	for s := range corpus.Sentences(text) {
		// "Yes." is nobody's in particular, and gives nobody away.
		if folded := search.Fold(text[s.Start:s.End]); shared[folded] && strings.Count(folded, " ") >= 2 {
			return true
		}
	}
	return false
}

// wordsOf counts words. Where they are written without spaces, each letter is one
// to [search.EachWord], and two are about a word.
func wordsOf(text string) int {
	halves := 0
	for word := range search.EachWord(text) {
		if r, n := utf8.DecodeRune(word); n == len(word) && unicode.In(r, unspaced...) {
			halves++
		} else {
			halves += 2
		}
	}
	return halves / 2
}
