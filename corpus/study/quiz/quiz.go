// Package quiz makes questions of a record: a passage without its speaker, and
// a few of those who speak there, of whom one said it.
package quiz

import (
	"math/rand/v2"
	"slices"
	"strings"

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
}

// New returns the deck of a record of x's library. It holds no passage that
// names who says it, that holds a sentence which several say, that is of fewer
// than eight words, or that is sensitive; and none of somebody whose words are
// all of these.
func New(x *search.Index, r *corpus.Record) *Deck {
	d := &Deck{record: r, profiles: profilesOf(r)}
	shared := sharedSentences(r)
	for i := range r.Turns {
		t := &r.Turns[i]
		if t.Speaker < 0 || len(d.profiles) < 2 {
			continue
		}
		for _, p := range corpus.StandAlone(t) {
			if wordsOf(p.Text()) >= leastWords && !namesSpeaker(p) && !holdsShared(p, shared) {
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
			questions = append(questions, Question{left[0], who, d.choices(who, dice)})
			if len(questions) == n {
				break
			}
		}
	}
	return questions
}

// choices returns who may have said what answer did: those who talk most like
// them, so that it is a question.
func (d *Deck) choices(answer int32, dice *rand.Rand) []int32 {
	choices := append([]int32{answer}, d.alike(answer, MostChoices-1)...)
	dice.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	return choices
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

// namesSpeaker reports whether a passage holds a word of a name of who says it.
func namesSpeaker(p corpus.Passage) bool {
	s := &p.Turn.Record.Speakers[p.Turn.Speaker]
	names := make(map[string]bool)
	for _, name := range append([]string{s.Name}, s.Aliases...) {
		for word := range search.EachWord(name) {
			if len(word) > 1 {
				names[string(word)] = true
			}
		}
	}
	for word := range search.EachWord(p.Text()) {
		if names[strings.TrimSuffix(string(word), "'s")] {
			return true
		}
	}
	return false
}

func wordsOf(text string) int {
	n := 0
	for range search.EachWord(text) {
		n++
	}
	return n
}
