package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// maxSuggestions is how many words are suggested for a query, and maxSlips
	// how many words it may have that the library lacks.
	maxSuggestions = 3
	maxSlips       = 2
	// shortestSlip is how many runes a word has that is taken for a slip;
	// shortestSure how many it has where one letter off is a slip whatever the
	// letter; shortestFirst, where it may be the first letter.
	shortestSlip  = 4
	shortestSure  = 6
	shortestFirst = 8
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
		if len(word) > maxLength || utf8.RuneCount(word) < shortestSlip || x.hasForm(word) {
			continue
		}
		x.neighbours.visit(x.vocabulary, word, tolerance(utf8.RuneCount(word)), func(t termID, distance int) {
			if isMisspelt(word, x.vocabulary.word(t), distance) {
				found = append(found, suggestion{t, distance})
			}
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

// hasForm reports whether the library has another form of a word that it
// lacks: "living" is then no slip for "leaving".
func (x *Index) hasForm(word []byte) bool {
	has := false
	x.stems.visit(x.vocabulary, word, noTerm, func(termID) { has = true })
	return has
}

// isMisspelt reports whether a typed word is likely a slip for one that is so many
// letters off, and not another word: it is long and one letter is wrong, or
// both sound about alike, as "tommorow" and "tomorrow" do.
func isMisspelt(typed, word []byte, distance int) bool {
	n := utf8.RuneCount(typed)
	if typed[0] != word[0] {
		return distance == 1 && n >= shortestFirst
	}
	apart := n - utf8.RuneCount(word)
	return distance == 1 && n >= shortestSure || -1 <= apart && apart <= 1 && alike(typed, word)
}

// alike reports whether two words sound about alike.
func alike(a, b []byte) bool { return skeleton(a) == skeleton(b) }

// sounds are letters that sound like others: "telefone", "Kruschev".
var sounds = strings.NewReplacer("ph", "f", "ch", "c", "sh", "s", "kh", "k", "gh", "g", "th", "t", "ck", "k", "q", "k", "c", "k", "z", "s", "w", "v")

// skeleton returns the letters of a word by their sound, without vowels, and
// without those that repeat the one before.
func skeleton(word []byte) string {
	var letters []rune
	for _, r := range sounds.Replace(string(word)) {
		if !strings.ContainsRune("aeiouyаеиоуыэюяαεηιουω", r) && (len(letters) == 0 || letters[len(letters)-1] != r) {
			letters = append(letters, r)
		}
	}
	return string(letters)
}

// written returns how a word is written where it stands first, in a turn that
// may be shown; "" if it stands in none.
func (x *Index) written(term termID) string {
	for _, d := range x.holding(term) {
		if x.turn(d).Sensitive {
			continue
		}
		if word := x.writtenIn(d, term); word != "" {
			return word
		}
	}
	return ""
}

// writtenIn returns how a word is written where it stands first in a turn.
func (x *Index) writtenIn(d docID, term termID) string {
	text := x.turn(d).Text
	i := slices.Index(x.appendWords(nil, d), term)
	for _, span := range EachWord(text) {
		if i == 0 {
			return text[span.Start:span.End]
		}
		i--
	}
	return ""
}
