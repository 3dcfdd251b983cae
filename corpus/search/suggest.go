package search

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

const (
	// maxSuggestions is how many words are suggested for a query, and maxSlips
	// how many words it may have that the library lacks.
	maxSuggestions = 3
	maxSlips       = 2
	// shortestSlip is how many runes a word has that is taken for a slip.
	shortestSlip = 4
)

// suggest returns the words of the library that those of a query may be slips
// for that it lacks. A slip in a single word is a guess: of the words
// that nobody said, most are a letter away from one that somebody did.
func (x *Index) suggest(words []typedWord) []string {
	type suggestion struct {
		term     termID
		distance int
	}
	var found []suggestion
	lacking := slices.DeleteFunc(slices.Clone(words), func(w typedWord) bool {
		return x.vocabulary.find([]byte(w.text)) != noTerm
	})
	if len(lacking) > maxSlips {
		return nil // it is another text, or another language
	}
	for _, w := range lacking {
		word := []byte(w.text)
		if len(word) > maxLength || utf8.RuneCount(word) < shortestSlip {
			continue
		}
		x.neighbours.visit(x.vocabulary, word, tolerance(utf8.RuneCount(word)), func(t termID, distance int) {
			if x.vocabulary.word(t)[0] != word[0] {
				distance++ // people seldom get the first letter wrong
			}
			found = append(found, suggestion{t, distance})
		})
	}
	slices.SortFunc(found, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance),
			cmp.Compare(x.count(b.term), x.count(a.term)), cmp.Compare(a.term, b.term))
	})
	found = slices.CompactFunc(found, func(a, b suggestion) bool { return a.term == b.term })
	var suggestions []string
	for _, s := range found {
		if len(suggestions) == maxSuggestions {
			break
		}
		if word := x.written(s.term); word != "" && !slices.Contains(suggestions, word) {
			suggestions = append(suggestions, word)
		}
	}
	return suggestions
}

// written returns how a word is written where it stands first, in a turn that
// may be shown; "" if it stands in none.
func (x *Index) written(term termID) string {
	for _, d := range x.holding(term) {
		t := x.turn(d)
		if t.Sensitive {
			continue
		}
		i := slices.Index(x.appendWords(nil, d), term)
		for _, span := range EachWord(t.Text) {
			if i == 0 {
				return t.Text[span.Start:span.End]
			}
			i--
		}
	}
	return ""
}
