package search

import (
	"bytes"
	"cmp"
	"slices"
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
	w.weight = x.weight(0)
	if known {
		w.weight = x.weight(len(x.holding(w.term)))
		s.offer(x, i, w.term, worthSame)
	}
	s.offerApostrophes(x, i, word)
	x.stems.visit(x.vocabulary, word, w.term, func(t termID) { s.offer(x, i, t, worthStem) })
	s.offerEdits(x, i, word, known)
	if typing {
		s.offerPrefixed(x, i, word)
	}
	if !known {
		// A word the library lacks is likely a slip for the best of what is
		// near it, and tells as much as that one would.
		best := int32(0)
		for _, v := range s.variants[w.from:] {
			best = max(best, x.weight(len(x.holding(v.term))))
		}
		if best > 0 {
			w.weight = best
		}
	}
	for j := range s.variants[w.from:] {
		v := &s.variants[w.from+j]
		if v.gain != worthSame {
			v.gain = min(w.weight, x.weight(len(x.holding(v.term)))) * v.gain / worthSame
		} else {
			v.gain = w.weight
		}
	}
	s.offerPairs(x, i, word)
	s.keepBest(w)
}

// offer notes that query word i may stand as t, as one of its variants, unless
// it does so already at the same worth or more. Until expandWord has the
// word's weight, gain holds the worth.
func (s *scratch) offer(x *Index, i int, t termID, worth int32) {
	for j := range s.variants[s.words[i].from:] {
		v := &s.variants[s.words[i].from+j]
		if v.term == t {
			v.gain = max(v.gain, worth)
			return
		}
	}
	s.variants = append(s.variants, variant{term: t, second: noTerm, word: int32(i), words: 1, gain: worth})
}

// offerApostrophes offers the word without its apostrophe, or with one.
func (s *scratch) offerApostrophes(x *Index, i int, word []byte) {
	if at := bytes.IndexByte(word, '\''); at >= 0 {
		s.other = append(append(s.other[:0], word[:at]...), word[at+1:]...)
		if t := x.vocabulary.find(s.other); t != noTerm {
			s.offer(x, i, t, worthApostrophe)
		}
		return
	}
	for at := 1; at < len(word); at++ {
		s.other = append(append(append(s.other[:0], word[:at]...), '\''), word[at:]...)
		if t := x.vocabulary.find(s.other); t != noTerm {
			s.offer(x, i, t, worthApostrophe)
		}
	}
}

func (s *scratch) offerEdits(x *Index, i int, word []byte, known bool) {
	limit := tolerance(runeCount(word))
	if known {
		if limit = min(limit, 1); runeCount(word) < 4 {
			return
		}
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
			worth = worth * worthFirstLetter / 256
		}
		s.offer(x, i, t, worth)
	})
}

// offerPrefixed offers the commonest words that begin with word.
func (s *scratch) offerPrefixed(x *Index, i int, word []byte) {
	from, to := x.vocabulary.prefixed(word)
	s.terms = s.terms[:0]
	least := 0 // the smallest number of turns that still is among the commonest
	for t := from; t < to; t++ {
		n := len(x.holding(t))
		if len(s.terms) == maxVariants/2 && n <= least {
			continue
		}
		at, _ := slices.BinarySearchFunc(s.terms, n, func(t termID, n int) int {
			return cmp.Or(-cmp.Compare(len(x.holding(t)), n), -1)
		})
		if len(s.terms) == maxVariants/2 {
			s.terms = s.terms[:len(s.terms)-1]
		}
		s.terms = slices.Insert(s.terms, at, t)
		least = len(x.holding(s.terms[len(s.terms)-1]))
	}
	for _, t := range s.terms {
		s.offer(x, i, t, worthPrefix)
	}
}

// offerPairs offers what query word i stands as in two words of the library
// ("groundbreaking", "it's") and what it and the next word stand as in one.
func (s *scratch) offerPairs(x *Index, i int, word []byte) {
	w := s.words[i]
	for at := 2; at+2 <= len(word); at++ {
		if word[at]&0xc0 == 0x80 { // inside a letter
			continue
		}
		s.offerSplit(x, i, x.vocabulary.find(word[:at]), x.vocabulary.find(word[at:]), worthCompound)
	}
	for _, c := range contractions {
		if stem, ok := c.expand(word); ok {
			s.offerSplit(x, i, x.vocabulary.find(stem), x.vocabulary.find([]byte(c.full)), worthContraction)
		}
	}
	if i+1 == len(s.words) {
		return
	}
	next := s.text(s.words[i+1])
	weight := w.weight + x.knownWeight(s.words[i+1].term)
	s.other = append(append(s.other[:0], word...), next...)
	s.offerJoin(x, i, x.vocabulary.find(s.other), weight*worthCompound/worthSame)
	for _, c := range contractions {
		if string(next) == c.full {
			s.other = append(append(s.other[:0], word...), c.short...)
			s.offerJoin(x, i, x.vocabulary.find(s.other), weight*worthContraction/worthSame)
		}
	}
}

func (s *scratch) offerSplit(x *Index, i int, a, b termID, worth int32) {
	if a == noTerm || b == noTerm {
		return
	}
	weight := min(s.words[i].weight, x.knownWeight(a)+x.knownWeight(b))
	s.variants = append(s.variants, variant{
		term: a, second: b, word: int32(i), words: 1, gain: weight * worth / worthSame,
	})
}

func (s *scratch) offerJoin(x *Index, i int, t termID, gain int32) {
	if t != noTerm {
		s.variants = append(s.variants, variant{term: t, second: noTerm, word: int32(i), words: 2, gain: gain})
	}
}

// knownWeight returns the weight of t, the greatest if the library lacks it.
func (x *Index) knownWeight(t termID) int32 {
	if t == noTerm {
		return x.weight(0)
	}
	return x.weight(len(x.holding(t)))
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
type contraction struct{ short, full string }

var contractions = []contraction{
	{"'s", "is"}, {"'s", "has"}, {"'s", "us"}, {"'re", "are"}, {"'m", "am"}, {"'ll", "will"}, {"'ll", "shall"},
	{"'ve", "have"}, {"'d", "would"}, {"'d", "had"}, {"n't", "not"},
}

// expand returns what is before the short form in word, whose apostrophe may
// be missing.
func (c contraction) expand(word []byte) (before []byte, ok bool) {
	if before, ok = bytes.CutSuffix(word, []byte(c.short)); ok {
		return before, len(before) > 0
	}
	bare := bareShort[c.short]
	before, ok = bytes.CutSuffix(word, []byte(bare))
	return before, ok && len(before) > 0
}

// bareShort holds the short forms without their apostrophes.
var bareShort = map[string]string{
	"'s": "s", "'re": "re", "'m": "m", "'ll": "ll", "'ve": "ve", "'d": "d", "n't": "nt",
}
