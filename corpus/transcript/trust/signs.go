package trust

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// What a reading shows of how far it can be trusted. Each is a number; times its
// weight it is added to the log-odds that under 0.5 % of the words are wrong.
// Shares are put as [small] puts them.
const (
	always     = iota
	turnsRead  // log2 of how many there are
	unsure     // labels that are not surely such
	rivalled   // how nearly another layout explains the text
	strangers  // labels that are not taken
	far        // paragraphs far from any label
	inside     // share of the words from a place within a turn on that begins like another
	within     // the same, where what begins there is less like a label
	doubted    // doubts, to one turn
	narrated   // share of the words that nobody speaks
	loudest    // share of the longest turn
	onlyOne    // one speaks alone
	soloist    // share of the speaker who speaks most, where there are several
	strays     // turns by those who speak once
	misspelled // speakers whose name is nearly another's
	giants     // share of the words in turns that are far longer than most
	odd        // turns under what is less like a name
	small      // turns that begin with a small letter
	open       // turns that end without the end of a sentence
	again      // turns of who spoke before
	firstMarks // what turns are known by, one for each of draft.Marks
	numSigns   = firstMarks + int(draft.NumMarks)
)

// Signs are what a reading shows of how far it can be trusted.
type Signs [numSigns]float64

// SignNames are what signs are called, in their order.
var SignNames = [numSigns]string{
	"always", "turnsRead", "unsure", "rivalled", "strangers", "far", "inside", "within", "doubted", "narrated", "loudest", "onlyOne",
	"soloist", "strays", "misspelled", "giants", "odd", "small", "open", "again",
	"labels", "formal", "somebody", "elements", "guessed", "exported", "captions", "cells", "stamps", "capitals",
}

// ratio puts a share so that what is around half a percent tells most: nothing
// is 0, 0.5 % some 2.6, 5 % 5.7, all of it 10.
func ratio(share float64) float64 { return math.Log2(1 + 1000*max(0, min(1, share))) }

// A Doubt is about a line of the file, by its kind.
type Doubt struct {
	Line int
	Kind string
}

// Of looks at a record that has been read, and at what has been found within its
// turns.
func Of(b draft.Basis, r *corpus.Record, in Inside, doubts []Doubt) Signs {
	var s Signs
	t := newTurnCount(r)
	s[always] = 1
	s[turnsRead] = min(8, math.Log2(1+float64(t.turns)))
	s[unsure], s[rivalled], s[strangers], s[far] = ratio(b.Unsure), b.Rival, ratio(b.Strangers), ratio(max(0, b.Far-usuallyFar))
	s[inside], s[within] = ratio(t.share(in.sure)), ratio(t.share(in.likely))
	s[doubted] = ratio(float64(serious(doubts)) / float64(t.turns+fewTurns))
	s[narrated] = ratio(float64(t.narrated) / float64(max(1, t.narrated+t.spoken)))
	s[loudest] = t.share(t.longest)
	if len(t.by) == 1 {
		s[onlyOne] = 1
	} else {
		most, once := 0, 0
		for _, v := range t.by {
			most = max(most, v.bytes)
			if v.turns == 1 {
				once++
			}
		}
		s[soloist] = t.share(most)
		s[strays] = float64(once) / float64(t.turns+fewStrays) // in a short talk many speak once
	}
	s[misspelled] = ratio(t.misspelled(doubts))
	s[giants] = ratio(t.share(t.giants()))
	s[odd] = ratio(float64(t.odd) / float64(t.turns))
	if t.small*2 <= t.turns { // else that is how they write
		s[small] = ratio(float64(t.small) / float64(t.turns))
	}
	s[open] = ratio(float64(t.open) / float64(t.turns))
	s[again] = float64(t.again) / float64(t.turns)
	s[firstMarks+int(b.Marks)] = 1
	return s
}

const (
	usuallyFar = 0.3 // share of paragraphs far from a label that is nothing odd
	fewStrays  = 4   // turns that a talk is thought to have besides its own where it is asked who speaks once
	fewTurns   = 20  // turns to which doubts are compared at least
)

// serious counts the doubts about who speaks.
func serious(doubts []Doubt) int {
	n := 0
	for _, d := range doubts {
		switch d.Kind {
		case "doubtful_label", "unknown_label", "unlabelled_text", "unlabelled_turn", "label_inside_turn", "long_turn":
			n++
		}
	}
	return n
}

// A turnCount counts what turns look like.
type turnCount struct {
	r        *corpus.Record
	turns    int
	spoken   int // bytes
	narrated int
	longest  int
	odd      int
	small    int
	open     int
	again    int
	by       []voiceCount // by speaker
	sizes    []int32      // of turns
}

type voiceCount struct{ turns, bytes int }

func newTurnCount(r *corpus.Record) *turnCount {
	t := &turnCount{r: r, by: make([]voiceCount, len(r.Speakers)), sizes: make([]int32, 0, len(r.Turns))}
	odd := make([]bool, len(r.Speakers))
	for i := range r.Speakers {
		odd[i] = isOddName(r.Speakers[i].Name)
	}
	last := int32(-1)
	for i := range r.Turns {
		turn := &r.Turns[i]
		n := len(turn.Text)
		if turn.Speaker < 0 {
			t.narrated += n
			last = -1
			continue
		}
		t.turns++
		t.spoken += n
		t.longest = max(t.longest, n)
		t.sizes = append(t.sizes, int32(n))
		t.by[turn.Speaker].turns++
		t.by[turn.Speaker].bytes += n
		if turn.Speaker == last {
			t.again++
		}
		last = turn.Speaker
		if odd[turn.Speaker] {
			t.odd++
		}
		if first, _ := utf8.DecodeRuneInString(turn.Text); unicode.IsLower(first) {
			t.small++
		}
		if !page.EndsSentence(turn.Text) {
			t.open++
		}
	}
	return t
}

// share returns which share of what is spoken some bytes are.
func (t *turnCount) share(bytes int) float64 { return float64(bytes) / float64(max(1, t.spoken)) }

// giants returns how many bytes stand in turns that are far longer than most.
func (t *turnCount) giants() int {
	const (
		times = 12
		least = 1500 // bytes
	)
	slices.Sort(t.sizes)
	if len(t.sizes) < 8 {
		return 0
	}
	limit, bytes := max(least, times*int(t.sizes[len(t.sizes)/2])), 0
	for _, n := range t.sizes {
		if int(n) > limit {
			bytes += int(n)
		}
	}
	return bytes
}

// misspelled returns which share of the words is spoken under names that are
// nearly another's.
func (t *turnCount) misspelled(doubts []Doubt) float64 {
	at := make(map[int]bool)
	for _, d := range doubts {
		if d.Kind == "near_duplicate_label" {
			at[d.Line] = true
		}
	}
	seen, bytes := make([]bool, len(t.by)), 0
	for i := range t.r.Turns {
		turn := &t.r.Turns[i]
		if turn.Speaker < 0 || seen[turn.Speaker] {
			continue
		}
		seen[turn.Speaker] = true
		if at[int(turn.Marks[0].Line)] {
			bytes += t.by[turn.Speaker].bytes
		}
	}
	return t.share(bytes)
}

// isOddName reports whether a speaker is called what few are.
func isOddName(name string) bool {
	bare, _, _ := strings.Cut(name, " (")
	return label.IsHeading(bare) || label.IsExclamation(bare) || label.SentenceWords(bare) > 0 || !label.LooksLikeName(bare)
}
