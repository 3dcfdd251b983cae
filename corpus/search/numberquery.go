package search

import (
	"strconv"
	"strings"
	"sync"
)

// mostWays is in how many ways a number is looked for.
const mostWays = 8

// numberAt returns the number that begins at query word i, in the library's
// languages, or, if the library lacks the word, in any other that it is surely of.
func (s *scratch) numberAt(x *Index, i int) (n number, length int, weak bool) {
	words := s.figures[:0]
	for j := i; j < min(len(s.words), i+len(sequence{})); j++ {
		words = append(words, figure{string(s.text(s.words[j])), true})
	}
	s.figures = words
	for _, in := range x.numeracies {
		if n, length, weak := in.read(words); length > 0 {
			return n, length, weak
		}
	}
	if s.words[i].term != noTerm {
		return n, 0, false
	}
	for _, language := range numberLanguages {
		in := numeracies()[language]
		if n, length, weak := in.read(words); length > 1 || length == 1 && in.words[words[0].word] == nil {
			return n, length, weak // one short word is rather a name, or of yet another language
		}
	}
	return n, 0, false
}

var numberLanguages = []string{"en", "de", "es", "fr", "ru"}

// offerNumbers offers the other ways to write the number that begins at query
// word i, if it is of several words, or if it is one.
func (s *scratch) offerNumbers(x *Index, i int, several bool) {
	if !mayBeNumber(s.text(s.words[i])) {
		return
	}
	n, length, _ := s.numberAt(x, i)
	if length == 0 {
		return
	}
	switch {
	case !several && length > 1:
		s.offerAlone(x, i)
	case several == (length > 1):
		s.offerNumber(x, i, length, n)
	}
}

// InFigures returns text with the numbers in figures that it has in words of one of
// the languages, by their tags: "act 2 scene 1" for "act two, scene one". A rank is a
// number, too.
func InFigures(text string, languages ...string) string {
	words := typedWords(beginning(text, maxText))
	var b strings.Builder
	done := 0
	for i := 0; i < len(words); {
		n, length := numberOf(words[i:], text, languages)
		if length == 0 {
			i++
			continue
		}
		b.WriteString(text[done:words[i].start])
		b.WriteString(strconv.FormatInt(n.value, 10))
		done = words[i+length-1].end
		i += length
	}
	return b.String() + text[done:]
}

// numberOf returns the number in words that words of a text begin with.
func numberOf(words []typedWord, text string, languages []string) (n number, length int) {
	if isFigures(words[0].text) {
		return n, 0
	}
	figures := make([]figure, 0, len(words))
	for i, w := range words[:min(len(words), len(sequence{}))] {
		if i > 0 && !joinsWords(text[words[i-1].end:w.start]) {
			break
		}
		figures = append(figures, figure{w.text, false})
	}
	for _, language := range languages {
		if n, length, _ = numeracyOf(language).read(figures); length > 0 {
			break
		}
	}
	return n, length
}

// offerAlone offers what the first word of a number says by itself.
func (s *scratch) offerAlone(x *Index, i int) {
	first := []figure{{string(s.text(s.words[i])), false}}
	for _, in := range x.numeracies {
		if n, length, _ := in.read(first); length == 1 {
			s.offerNumber(x, i, 1, n)
			return
		}
	}
}

// offerNumber offers the ways to write a number for some words of the query.
func (s *scratch) offerNumber(x *Index, i, length int, n number) {
	offer := func(terms sequence, worth int32) {
		switch {
		case length > 1:
			s.offerJoined(x, i, length, terms, worth)
		case terms[1] == noTerm:
			s.offer(x, i, terms[0], worth)
		default:
			s.offerSequence(i, terms, worth)
		}
	}
	inFigures := func(word []byte) bool { return word[0] >= '0' && word[0] <= '9' }
	worth := func(terms sequence, rank bool) int32 {
		if rank == n.rank || inFigures(s.text(s.words[i])) && inFigures(x.vocabulary.word(terms[0])) {
			return worthContraction
		}
		return worthStem // as in a date: "May 3", "the third of May"
	}
	figures := strconv.AppendInt(s.other[:0], n.value, 10)
	if t := x.vocabulary.find(figures); t != noTerm && !(length == 1 && t == s.words[i].term) {
		offer(one(t), worth(one(t), false))
	}
	for _, rank := range []bool{n.rank, !n.rank} {
		if rank != n.rank && n.value > longestMonth {
			break
		}
		for _, terms := range x.numbers[number{n.value, rank}] {
			across := rank == n.rank || inFigures(s.text(s.words[i])) || inFigures(x.vocabulary.word(terms[0])) // "third" is not "three"
			if across && (length != 1 || terms != one(s.words[i].term)) {
				offer(terms, worth(terms, rank))
			}
		}
	}
}

// longestMonth is up to which number a rank may be a date's.
const longestMonth = 31

// countNumbers notes where the query has numbers.
func (s *scratch) countNumbers(x *Index) {
	s.counted = s.counted[:0]
	for i := 0; i < len(s.words); {
		if !mayBeNumber(s.text(s.words[i])) {
			i++
			continue
		}
		_, length, weak := s.numberAt(x, i)
		if length > 0 && !weak {
			s.counted = append(s.counted, place{int32(i), int32(length)})
		}
		i += max(1, length)
	}
}

// countsOtherwise reports whether the chain lacks a number of the query, or a part of
// one: a line with another number is another line.
func (s *scratch) countsOtherwise() bool {
	for _, n := range s.counted {
		has, first, last, length := int32(0), int32(1<<30), int32(0), int32(0)
		for _, c := range s.chain {
			if l := &s.links[c]; l.kin >= sameStem && l.word < n.pos+n.length && n.pos < l.word+l.words {
				has, length = has+l.words, length+l.length
				first, last = min(first, l.pos), max(last, l.pos+l.length)
			}
		}
		if has < n.length || last-first > length {
			return true
		}
	}
	return false
}

// mayBeNumber reports whether a word can be of a number, without reading it.
func mayBeNumber(word []byte) bool {
	if len(word) > 0 && '0' <= word[0] && word[0] <= '9' || numberWords()[string(word)] {
		return true
	}
	return len(word) >= shortestCompound && numeracies()["de"].atoms(string(word)) != nil
}

// shortestCompound is how long a number is at least that is written together:
// "dreiacht" is none.
const shortestCompound = 8

// numberWords are the words of numbers in all languages.
var numberWords = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	for _, in := range numeracies() {
		for w := range in.words {
			all[w] = true
		}
	}
	return all
})
