package search

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed words/forms.txt
var formsText string

//go:embed words/synonyms.txt
var synonymsText string

// forms returns, for a folded word, the other forms of it that the table has,
// and synonyms the words that mean about the same.
var (
	forms    = sync.OnceValue(func() map[string][]string { return groups(formsText) })
	synonyms = sync.OnceValue(func() map[string][]string { return stemmed(groups(synonymsText)) })
)

// groups reads a table of words, one group a line, and returns for each word
// the others of its groups.
func groups(text string) map[string][]string {
	all := make(map[string][]string)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Fields(line)
		for i, word := range row {
			all[word] = append(append(all[word], row[:i]...), row[i+1:]...)
		}
	}
	return all
}

// stemmed returns a table by the stems of its words.
func stemmed(table map[string][]string) map[string][]string {
	byStem := make(map[string][]string, len(table))
	for word, others := range table {
		root := stem([]byte(word))
		byStem[root] = append(byStem[root], others...)
	}
	return byStem
}

// expandTopic finds what the words of s may stand as, that are what a passage
// is to be about. Other forms count, since a topic is no wording; slips of the
// pen count only in words that the library lacks.
func (s *scratch) expandTopic(x *Index) {
	s.variants, s.naming, s.cut = s.variants[:0], s.naming[:0], true
	for i := range s.words {
		w := &s.words[i]
		word := s.text(*w)
		if len(w.speakers) > 0 {
			s.naming = append(s.naming, int32(i))
		}
		w.from, w.weight = len(s.variants), x.wordWeight(*w, word)
		if w.term != noTerm {
			s.offer(x, i, w.term, worthSame)
		}
		if len(word) <= maxLength {
			s.offerSpellings(x, i, false)
			s.offerInitials(x, i, word)
			s.offerApostrophes(x, i, word)
			x.stems.visit(x.vocabulary, word, w.term, func(t termID) { s.offer(x, i, t, worthStem) })
			s.offerForms(x, i, word)
			s.offerKin(x, i, word)
			s.offerNumbers(x, i, false)
			s.offerSplits(x, i, word)
		}
		if w.term == noTerm {
			w.weight = s.likelyWeight(x, *w)
		}
		for j := range s.variants[w.from:] {
			v := &s.variants[w.from+j]
			v.gain = w.weight * v.gain / worthSame
		}
		if len(word) <= maxLength {
			s.offerJoins(x, i, word)
			s.offerSpellings(x, i, true)
			s.offerNumbers(x, i, true)
		}
		s.keepBest(w)
	}
	s.offerSlip(x)
	s.settleJoined(false)
	s.note()
}

// offerSlip offers what is a letter off, if the library lacks one word of the
// topic only. More than one are no slips but words of something else.
func (s *scratch) offerSlip(x *Index) {
	lacking := -1
	for i, w := range s.words {
		if w.from < w.to {
			continue
		}
		if lacking >= 0 {
			return
		}
		lacking = i
	}
	if lacking < 0 {
		return
	}
	w := &s.words[lacking]
	if utf8.RuneCount(s.text(*w)) < shortestTopicSlip {
		return
	}
	w.from = len(s.variants)
	s.offerEdits(x, lacking, s.text(*w), false)
	w.weight = s.likelyWeight(x, *w)
	for j := range s.variants[w.from:] {
		v := &s.variants[w.from+j]
		v.gain = w.weight * v.gain / worthSame
	}
	s.keepBest(w)
}

// offerForms offers the other forms of a word that the table has, "chinese" for
// "china", and the words that mean about the same, which are worth less where the
// library has the word itself: who said it meant it.
func (s *scratch) offerForms(x *Index, i int, word []byte) {
	for _, form := range forms()[string(bytes.TrimSuffix(word, []byte("'s")))] {
		s.offerFound(x, i, []byte(form), worthForm)
	}
	worth := int32(worthSynonym)
	if s.words[i].term != noTerm {
		worth = worthBeside
	}
	for _, other := range synonyms()[stem(bytes.TrimSuffix(word, []byte("'s")))] {
		s.offerFound(x, i, []byte(other), worth)
		x.stems.visit(x.vocabulary, []byte(other), x.vocabulary.find([]byte(other)), func(t termID) { s.offer(x, i, t, worth) })
	}
}

// offerKin offers the words that share all but the ending with a long word:
// "revolutionary" for "revolution", "farming" for "farmers".
func (s *scratch) offerKin(x *Index, i int, word []byte) {
	if utf8.RuneCount(word) < shortestKin {
		return
	}
	root := []byte(stem(word))
	if !bytes.HasPrefix(word, root) {
		root = root[:len(root)-1] // "happi"
	}
	if s.words[i].term == noTerm && len(root) > longestRoot {
		root = root[:longestRoot] // "factioneer" for "factionalist"
		for !utf8.Valid(root) {
			root = root[:len(root)-1]
		}
	}
	if utf8.RuneCount(root) < shortestRoot || !bytes.HasPrefix(word, root) {
		return
	}
	from, to := x.vocabulary.prefixed(root)
	for t := from; t < min(to, from+mostKin); t++ {
		if len(x.vocabulary.word(t)) <= len(root)+longestEnding {
			s.offer(x, i, t, worthKin)
		}
	}
}

const (
	worthForm    = 200 // "chinese" for "china"
	worthKin     = 150 // "revolutionary" for "revolution"
	worthSynonym = 140 // "telephone" for "phone"
	worthBeside  = 70  // likewise, where the library has the word itself

	shortestTopicSlip = 5 // runes; a shorter one is another word

	shortestKin   = 6 // runes of a word whose kin counts
	shortestRoot  = 5 // runes that are shared
	longestRoot   = 7 // bytes, of a word that the library lacks
	longestEnding = 5 // bytes that kin may have more than the root
	mostKin       = 24
)
