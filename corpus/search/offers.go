package search

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// offer notes that query word i may stand as t, as one of its variants, unless
// it does so already at the same worth or more. Until expandWord has the
// word's weight, gain holds the worth.
func (s *scratch) offer(x *Index, i int, t termID, worth int32) {
	for j := range s.variants[s.words[i].from:] {
		v := &s.variants[s.words[i].from+j]
		if v.terms == one(t) {
			v.gain = max(v.gain, worth)
			v.kin = max(v.kin, kinshipOf(worth))
			return
		}
	}
	s.offerSequence(i, one(t), worth)
}

// offerSequence offers a row of words for query word i.
func (s *scratch) offerSequence(i int, terms sequence, worth int32) {
	s.variants = append(s.variants, variant{terms: terms, word: int32(i), words: 1, gain: worth, kin: kinshipOf(worth)})
}

// offerFound offers word if the library holds it.
func (s *scratch) offerFound(x *Index, i int, word []byte, worth int32) {
	if t := x.vocabulary.find(word); t != noTerm {
		s.offer(x, i, t, worth)
	}
}

// offerApostrophes offers the word without its apostrophe, or with one, and
// names as "oneills" and "neill" for "O'Neill's".
func (s *scratch) offerApostrophes(x *Index, i int, word []byte) {
	if at := bytes.IndexByte(word, '\''); at >= 0 {
		s.other = append(append(s.other[:0], word[:at]...), word[at+1:]...)
		s.offerFound(x, i, s.other, worthApostrophe)
	} else {
		for _, t := range x.apostrophes[string(word)] {
			s.offer(x, i, t, worthApostrophe)
		}
	}
	s.offerElided(x, i, word)
	if len(word) < shortestName || x.irish[0] == x.irish[1] {
		return
	}
	offer := func(t termID) { s.offer(x, i, t, worthApostrophe) }
	for _, name := range [][]byte{word, bytes.TrimPrefix(word, []byte("o"))} {
		s.other = append(append(s.other[:0], "o'"...), name...)
		if !x.bornIrish(s.other) {
			continue
		}
		x.stems.visit(x.vocabulary, s.other, noTerm, offer)
	}
}

// offerElided offers a past tense as verse writes it, and as prose does: "poison'd",
// "poisoned"; "lov'd", "loved".
func (s *scratch) offerElided(x *Index, i int, word []byte) {
	for _, ending := range [][2]string{{"ed", "'d"}, {"'d", "ed"}} {
		if before, ok := bytes.CutSuffix(word, []byte(ending[0])); ok && len(before) > 1 {
			s.other = append(append(s.other[:0], before...), ending[1]...)
			s.offerFound(x, i, s.other, worthApostrophe)
		}
	}
}

// bornIrish reports whether the library has a word that begins as a name with
// O' does, by its first letter.
func (x *Index) bornIrish(name []byte) bool {
	for t := x.irish[0]; t < x.irish[1] && len(name) > 2; t++ {
		if w := x.vocabulary.word(t); len(w) > 2 && w[2] == name[2] {
			return true
		}
	}
	return false
}

// shortestName is how long a name is at least that O' may stand before.
const shortestName = 4

// offerEdits offers the words of the library that a slip of the pen makes of
// the query's. A word that stands alone must be a long one, since nothing else
// speaks for it: "cat" is not a slip for "act".
func (s *scratch) offerEdits(x *Index, i int, word []byte, known bool) {
	length := utf8.RuneCount(word)
	limit := tolerance(length)
	alone := len(s.words) == 1
	switch {
	case known && length < 4, alone && length < 6:
		return
	case known:
		limit = 1
	}
	if s.slips -= lookUps[limit]; s.slips < 0 {
		return
	}
	x.neighbours.visit(x.vocabulary, word, limit, func(t termID, distance int) {
		if alone && distance > 1 && !alike(word, x.vocabulary.word(t)) {
			return
		}
		worth := int32(worthEdit2)
		switch {
		case known:
			worth = worthKnownEdit1
		case distance == 1:
			worth = worthEdit1
		}
		if x.vocabulary.word(t)[0] != word[0] {
			if alone {
				return
			}
			worth = worth * worthFirstLetter / 256
		}
		s.offer(x, i, t, worth)
	})
}

// offerPrefixed offers the commonest words that begin with word, and reports
// whether there are any. Together they tell as much as one word would that all
// their turns hold.
func (s *scratch) offerPrefixed(x *Index, i int, word []byte) bool {
	from, to := x.vocabulary.prefixed(word)
	s.terms, s.begun = s.terms[:0], 0
	for t := from; t < to; t++ {
		n := x.count(t)
		s.begun = min(s.begun+n, x.size())
		full := len(s.terms) == maxVariants/2
		if full && n <= x.count(s.terms[len(s.terms)-1]) {
			continue
		}
		if full {
			s.terms = s.terms[:len(s.terms)-1]
		}
		at, _ := slices.BinarySearchFunc(s.terms, n, func(t termID, n int) int {
			return cmp.Or(cmp.Compare(n, x.count(t)), -1)
		})
		s.terms = slices.Insert(s.terms, at, t)
	}
	for _, t := range s.terms {
		s.offer(x, i, t, worthPrefix)
	}
	return from < to
}

// offerSplits offers two words of the library that query word i stands for:
// "ground breaking" for "groundbreaking", "it is" for "it's".
func (s *scratch) offerSplits(x *Index, i int, word []byte) {
	for at := 1; at+2 <= len(word); at++ {
		if utf8.RuneStart(word[at]) && (at > 1 || elisions[string(word[:at])]) {
			s.offerSplit(x, i, word[:at], word[at:], worthCompound)
		}
	}
	for _, c := range contractions {
		if before, ok := c.cut(word); ok {
			s.offerSplit(x, i, before, []byte(c.full), worthContraction)
		}
	}
}

func (s *scratch) offerSplit(x *Index, i int, a, b []byte, worth int32) {
	first := x.vocabulary.find(a)
	if first == noTerm {
		return
	}
	if second := x.vocabulary.find(b); second != noTerm {
		s.offerSequence(i, two(first, second), worth)
	}
}

// offerJoins offers the word of the library that query words i and i+1 stand
// for: "groundbreaking" for "ground breaking", "it's" for "it is".
func (s *scratch) offerJoins(x *Index, i int, word []byte) {
	if i+1 == len(s.words) {
		return
	}
	next := s.text(s.words[i+1])
	s.offerJoin(x, i, word, next, worthCompound)
	for _, c := range contractions {
		if string(next) == c.full {
			s.offerJoin(x, i, word, []byte(c.short), worthContraction)
		}
	}
}

func (s *scratch) offerJoin(x *Index, i int, a, b []byte, worth int32) {
	s.other = append(append(s.other[:0], a...), b...)
	t := x.vocabulary.find(s.other)
	if t == noTerm {
		return
	}
	s.offerJoined(x, i, 2, one(t), worth)
}

// offerJoined offers a row of words for the n query words from i on.
func (s *scratch) offerJoined(x *Index, i, n int, terms sequence, worth int32) {
	weight := s.words[i].weight
	for _, w := range s.words[i+1 : i+n] {
		weight += x.wordWeight(w, s.text(w))
	}
	s.variants = append(s.variants, variant{
		terms: terms, word: int32(i), words: int32(n), gain: weight / worthSame * worth, kin: kinshipOf(worth),
	})
}

// A contraction is a short form of a word, written to the end of another.
type contraction struct{ short, bare, full string }

var contractions = []contraction{
	{"'s", "s", "is"}, {"'s", "s", "has"}, {"'s", "s", "us"}, {"'re", "re", "are"}, {"'m", "m", "am"},
	{"'ll", "ll", "will"}, {"'ll", "ll", "shall"}, {"'ve", "ve", "have"}, {"'d", "d", "would"},
	{"'d", "d", "had"}, {"n't", "nt", "not"},
}

// cut returns what is before the short form in word, whose apostrophe may be
// missing.
func (c contraction) cut(word []byte) (before []byte, ok bool) {
	if before, ok = bytes.CutSuffix(word, []byte(c.short)); ok {
		return before, true
	}
	return bytes.CutSuffix(word, []byte(c.bare))
}
