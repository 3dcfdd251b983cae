package search

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// What a word of the library is worth that is not the query's word itself, in
// 1/256 of the query's word.
const (
	worthSame        = 256
	worthApostrophe  = 250 // "dont" for "don't"
	worthContraction = 243 // "it is" for "it's"
	worthCompound    = 243 // "ground breaking" for "groundbreaking"
	worthPrefix      = 230 // of the word that is being typed
	worthStem        = 220 // "missile" for "missiles"
	worthEdit1       = 210 // a letter off, where the library lacks the query's word
	worthEdit2       = 170
	worthKnownEdit1  = 180 // likewise, but the query's word is a word
	worthFirstLetter = 230 // factor: people seldom get the first letter wrong
)

const (
	// maxWords is how many words of a query are looked for. More are a whole
	// document.
	maxWords = 128
	// maxVariants bounds what one query word is looked for as; the best are
	// kept.
	maxVariants = 32
)

// A queryWord is a word of the query.
type queryWord struct {
	start, end int    // where it stands, folded, in scratch.folded
	term       termID // noTerm if the library does not hold it
	weight     int32  // in 1/256 bits
	from, to   int    // its variants, in scratch.variants
	speakers   []int32
}

// A variant is what a word or two neighbouring words of the query may stand
// as in the library.
type variant struct {
	term   termID
	second termID // the word that must follow; noTerm if none
	word   int32  // first query word
	words  int32  // how many query words it answers: 1 or 2
	gain   int32  // what it is worth, in 1/256 bits
	next   uint32 // 1 + the next variant with the same term; 0 ends the list
}

// expand finds what the query's words may stand as. If typing, the last word
// is the beginning of one.
func (s *scratch) expand(x *Index, text string, typing bool) {
	s.words, s.folded, s.variants = s.words[:0], s.folded[:0], s.variants[:0]
	s.fold.reset(text)
	for len(s.words) < maxWords && s.fold.next() {
		start := len(s.folded)
		s.folded = append(s.folded, s.fold.word...)
		s.words = append(s.words, queryWord{
			start: start, end: len(s.folded),
			term:     x.vocabulary.find(s.fold.word),
			speakers: x.names.speakers(s.fold.word),
		})
	}
	s.cut = s.fold.next()
	s.naming = s.naming[:0]
	for i := range s.words {
		if len(s.words[i].speakers) > 0 {
			s.naming = append(s.naming, int32(i))
		}
		last := i == len(s.words)-1
		s.expandWord(x, i, typing && last && s.fold.end == len(text))
	}
	for i := range s.variants {
		v := &s.variants[i]
		v.next = s.first[v.term]
		s.first[v.term] = uint32(i) + 1
		s.marked[v.term/64] |= 1 << (v.term % 64)
	}
}

// release undoes what expand noted by term.
func (s *scratch) release() {
	for i := range s.variants {
		t := s.variants[i].term
		s.first[t] = 0
		s.marked[t/64] = 0
	}
}

func (s *scratch) text(w queryWord) []byte { return s.folded[w.start:w.end] }

func (s *scratch) expandWord(x *Index, i int, typing bool) {
	w := &s.words[i]
	word := s.text(*w)
	w.from = len(s.variants)
	known := w.term != noTerm
	w.weight = x.wordWeight(*w, word)
	if known {
		s.offer(x, i, w.term, worthSame)
	}
	s.offerApostrophes(x, i, word)
	x.stems.visit(x.vocabulary, word, w.term, func(t termID) { s.offer(x, i, t, worthStem) })
	s.offerEdits(x, i, word, known)
	s.offerNumerals(x, i, word)
	beginning := typing && s.offerPrefixed(x, i, word)
	s.offerSplits(x, i, word)
	switch {
	case beginning:
		w.weight = x.weight(nil, s.begun)
	case !known:
		w.weight = s.likelyWeight(x, *w)
	}
	for j := range s.variants[w.from:] {
		v := &s.variants[w.from+j]
		v.gain = min(w.weight, x.variantWeight(*v)) * v.gain / worthSame
	}
	s.offerJoins(x, i, word)
	s.keepBest(w)
}

// likelyWeight returns the weight of a word that the library lacks: it is
// likely a slip for one that is near it, and tells as much as the rarest of
// these would. Two words that it may be are looked at only where there is no
// such one, since many a slip falls apart into two rare words.
func (s *scratch) likelyWeight(x *Index, w queryWord) int32 {
	one, two := int32(0), int32(0)
	for _, v := range s.variants[w.from:] {
		if v.second == noTerm {
			one = max(one, x.variantWeight(v))
		} else {
			two = max(two, x.variantWeight(v))
		}
	}
	return cmp.Or(one, two, w.weight)
}

// variantWeight returns the weight of the library's words that v stands for.
func (x *Index) variantWeight(v variant) int32 {
	weight := x.termWeight(v.term)
	if v.second != noTerm {
		weight += x.termWeight(v.second)
	}
	return weight
}

// offer notes that query word i may stand as t, as one of its variants, unless
// it does so already at the same worth or more. Until expandWord has the
// word's weight, gain holds the worth.
func (s *scratch) offer(x *Index, i int, t termID, worth int32) {
	for j := range s.variants[s.words[i].from:] {
		v := &s.variants[s.words[i].from+j]
		if v.term == t && v.second == noTerm {
			v.gain = max(v.gain, worth)
			return
		}
	}
	s.variants = append(s.variants, variant{term: t, second: noTerm, word: int32(i), words: 1, gain: worth})
}

// offerFound offers word if the library holds it.
func (s *scratch) offerFound(x *Index, i int, word []byte, worth int32) {
	if t := x.vocabulary.find(word); t != noTerm {
		s.offer(x, i, t, worth)
	}
}

// offerApostrophes offers the word without its apostrophe, or with one.
func (s *scratch) offerApostrophes(x *Index, i int, word []byte) {
	if at := bytes.IndexByte(word, '\''); at >= 0 {
		s.other = append(append(s.other[:0], word[:at]...), word[at+1:]...)
		s.offerFound(x, i, s.other, worthApostrophe)
		return
	}
	for at := 1; at < len(word); at++ {
		s.other = append(append(append(s.other[:0], word[:at]...), '\''), word[at:]...)
		s.offerFound(x, i, s.other, worthApostrophe)
	}
}

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
	case known || alone:
		limit = 1
	}
	x.neighbours.visit(x.vocabulary, word, limit, func(t termID, distance int) {
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
		n := len(x.holding(t))
		s.begun = min(s.begun+n, len(x.turns))
		full := len(s.terms) == maxVariants/2
		if full && n <= len(x.holding(s.terms[len(s.terms)-1])) {
			continue
		}
		if full {
			s.terms = s.terms[:len(s.terms)-1]
		}
		at, _ := slices.BinarySearchFunc(s.terms, n, func(t termID, n int) int {
			return cmp.Or(cmp.Compare(n, len(x.holding(t))), -1)
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
	for at := 2; at+2 <= len(word); at++ {
		if utf8.RuneStart(word[at]) {
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
	first, second := x.vocabulary.find(a), x.vocabulary.find(b)
	if first != noTerm && second != noTerm {
		s.variants = append(s.variants, variant{term: first, second: second, word: int32(i), words: 1, gain: worth})
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
	s.offerJoinedNumerals(x, i, word, next)
}

func (s *scratch) offerJoin(x *Index, i int, a, b []byte, worth int32) {
	s.other = append(append(s.other[:0], a...), b...)
	t := x.vocabulary.find(s.other)
	if t == noTerm {
		return
	}
	weight := s.words[i].weight + x.wordWeight(s.words[i+1], s.text(s.words[i+1]))
	s.variants = append(s.variants, variant{
		term: t, second: noTerm, word: int32(i), words: 2, gain: weight * worth / worthSame,
	})
}

// wordWeight returns the weight of a query word, the greatest if the library
// lacks it.
func (x *Index) wordWeight(w queryWord, word []byte) int32 {
	if w.term == noTerm {
		return x.weight(word, 0)
	}
	return x.termWeight(w.term)
}

// keepBest orders the variants of the last expanded word by falling gain and
// drops the least.
func (s *scratch) keepBest(w *queryWord) {
	variants := s.variants[w.from:]
	slices.SortFunc(variants, func(a, b variant) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.term, b.term), cmp.Compare(a.second, b.second))
	})
	w.to = w.from + min(len(variants), maxVariants)
	s.variants = s.variants[:w.to]
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
