package verify

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A lexicon is what a library knows of words: how often each stands there, and
// whether it is a name.
type lexicon struct {
	usage map[string]usage
	total int
	// plain are the records whose capitals say nothing of names, since most
	// nouns or whole turns are written with them.
	plain map[*corpus.Record]bool
}

// A usage is how often a word is written with a capital letter where no
// sentence begins, and with a small one.
type usage struct{ count, capital, small uint32 }

// capitalsTell is the share of words with a capital letter, in percent, up to
// which a capital is a name's: some 5 in English prose, over 20 in German.
const capitalsTell = 17

func newLexicon(lib *corpus.Library) *lexicon {
	l := &lexicon{usage: make(map[string]usage), plain: make(map[*corpus.Record]bool)}
	for _, r := range lib.Records {
		w := wordingOf(r.Language)
		inside, capitals := 0, 0
		for i := range r.Turns {
			for word, capital := range letterings(r.Turns[i].Text, w) {
				u := l.usage[word]
				u.count++
				l.total++
				switch capital {
				case inner:
					u.capital++
					capitals++
					inside++
				case small:
					u.small++
					inside++
				}
				l.usage[word] = u
			}
		}
		l.plain[r] = capitals*100 > inside*capitalsTell
	}
	for i := range lib.People {
		p := &lib.People[i]
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			l.addName(name)
		}
	}
	for _, r := range lib.Records {
		for _, name := range append([]string{r.Recorder}, r.Participants...) {
			l.addName(name)
		}
	}
	return l
}

// addName notes that the words of a name are names, unless they stand in the
// library as other words do.
func (l *lexicon) addName(name string) {
	for _, w := range wordsOf(name) {
		first, _ := utf8.DecodeRuneInString(name[w.span.Start:])
		if u := l.usage[w.fold]; u.small == 0 && unicode.IsUpper(first) {
			u.capital++
			l.usage[w.fold] = u
		}
	}
}

// known reports whether the word stands in the library.
func (l *lexicon) known(word string) bool { return l.usage[word].count > 0 }

// isName reports whether the library writes a word with a capital, nearly
// always.
func (l *lexicon) isName(word string) bool {
	u := l.usage[word]
	return u.capital > 0 && u.small*8 <= u.capital
}

// isNoun reports whether a word that is written with a capital is still no name
// that another could stand for: "Minister", or what has a small letter elsewhere.
func (l *lexicon) isNoun(word string) bool { return callings[word] || l.usage[word].small > 0 }

// bits returns how much it tells that a word stands somewhere.
func (l *lexicon) bits(word string) float64 {
	return math.Log2(float64(l.total+2) / (float64(l.usage[word].count) + 1))
}

// lettering says how a word begins.
type lettering uint8

const (
	opening lettering = iota // it begins a sentence or a line, so its capital tells nothing
	small
	inner // with a capital, within a sentence
)

// letterings yields the words of a text, folded, each with how it begins. A word is
// valid until the next one is yielded.
func letterings(text string, w *wording) func(yield func(string, lettering) bool) {
	return func(yield func(string, lettering) bool) {
		end, before := 0, ""
		for fold, span := range search.EachWord(text) {
			first, _ := utf8.DecodeRuneInString(text[span.Start:])
			l := small
			switch {
			case !unicode.IsUpper(first):
			case opens(text[end:span.Start], before, end == 0, w):
				l = opening
			default:
				l = inner
			}
			word := string(fold)
			if !yield(word, l) {
				return
			}
			end, before = span.End, word
		}
	}
}

// opens reports whether a word after the given marks begins a sentence or a
// line. A full stop after a title or an initial ends none.
func opens(marks, before string, first bool, w *wording) bool {
	if first || strings.ContainsAny(marks, "!?…\n:“\"«„([—–") {
		return true
	}
	return strings.Contains(marks, ".") && !w.titles[before] && utf8.RuneCountInString(before) > 1
}
