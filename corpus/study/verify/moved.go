package verify

import (
	"slices"
	"strings"

	"rapporteur/corpus/search"
)

// swapped notes two words that stand in each other's place: "the Cubans help the
// Soviets" for "the Soviets help the Cubans".
func (a *aligner) swapped(steps []step) []Note {
	var exchanges [][2]*unit
	turn := -1
	for _, s := range steps {
		if s.q < 0 || s.r < 0 || s.kind != exchanged {
			continue
		}
		if s.turn != turn {
			turn, exchanges = s.turn, nil
		}
		theirs := a.turns[turn]
		q, r := &a.q.units[s.q], &theirs.units[s.r]
		if q.function && r.function || q.class != plain || r.class != plain {
			continue
		}
		for _, e := range exchanges {
			if e[0].key == r.key && e[1].key == q.key {
				return []Note{{
					Class: "order", Change: "changed",
					Text: a.q.covered(e[0], e[0]) + apartMark + a.q.covered(q, q), Was: theirs.covered(e[1], e[1]) + apartMark + theirs.covered(r, r),
				}}
			}
		}
		exchanges = append(exchanges, [2]*unit{q, r})
	}
	return nil
}

// unmoved returns notes without those of names that the record has beside the same
// words, if elsewhere in the sentence: only their order differs.
func (a *aligner) unmoved(notes []Note, steps []step) []Note {
	if len(notes) == 0 {
		return notes
	}
	around := a.sentences(steps)
	for _, s := range steps {
		if s.q >= 0 && s.kind == equal { // what faces its like is not moved
			if i := slices.Index(around, a.q.units[s.q].fold); i >= 0 && a.q.units[s.q].class == name {
				around[i] = ""
			}
		}
	}
	return slices.DeleteFunc(notes, func(n Note) bool {
		if n.Class != "name" || n.Text == "" {
			return false
		}
		names := strings.Split(n.Text, apartMark)
		return !slices.ContainsFunc(names, func(name string) bool { return !a.standsBeside(name, around) })
	})
}

// sentences returns the words of the whole sentences that steps lie in.
func (a *aligner) sentences(steps []step) []string {
	var words []string
	for _, p := range a.pieces(steps) {
		if p.Passage.Turn != nil {
			words = append(words, strings.Fields(search.Fold(p.Whole().Text()))...)
		}
	}
	return words
}

// mostApart is how many words may stand between two that are said to stand beside
// each other.
const mostApart = 2

// standsBeside reports whether around has a name near a word that stands beside it
// in the quotation, too.
func (a *aligner) standsBeside(name string, around []string) bool {
	fold := strings.Fields(search.Fold(name))
	if len(fold) == 0 {
		return false
	}
	for i := range a.q.words {
		if a.q.words[i].fold != fold[0] {
			continue
		}
		for _, k := range []int{a.content(i-1, -1), a.content(i+len(fold), 1)} {
			if k >= 0 && nearby(around, fold[0], a.q.words[k].fold) {
				return true
			}
		}
	}
	return false
}

// content returns the first word of the quotation from i on, in the direction of step,
// that says something by itself, -1 for none.
func (a *aligner) content(i, step int) int {
	for n := 0; i >= 0 && i < len(a.q.words) && n <= mostApart; i, n = i+step, n+1 {
		if !search.IsFunctionWord(a.q.words[i].fold) {
			return i
		}
	}
	return -1
}

// nearby reports whether two words stand near each other.
func nearby(words []string, a, b string) bool {
	for i, w := range words {
		if w == a && slices.Contains(words[max(0, i-mostApart-1):min(len(words), i+mostApart+2)], b) {
			return true
		}
	}
	return false
}
