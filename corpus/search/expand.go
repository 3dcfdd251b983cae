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
	worthSpelling    = 250 // "cannot" for "can't"
	worthCompound    = 243 // "ground breaking" for "groundbreaking"
	worthPrefix      = 230 // of the word that is being typed
	worthStem        = 220 // "missile" for "missiles"
	worthEdit1       = 210 // a letter off, where the library lacks the query's word
	worthEdit2       = 170
	worthKnownEdit1  = 180 // likewise, but the query's word is a word
	worthFirstLetter = 230 // factor: people seldom get the first letter wrong

	leastSame = worthContraction // from here on it is the same word, written otherwise
)

// A kinship says how much a word of the library is the query's.
type kinship uint8

const (
	otherWord kinship = iota
	sameStem          // a form of it
	sameWord          // itself, however it is written
)

func kinshipOf(worth int32) kinship {
	switch {
	case worth >= leastSame:
		return sameWord
	case worth >= worthStem:
		return sameStem
	}
	return otherWord
}

const (
	// maxWords is how many words of a query are looked for. More are a whole
	// document.
	maxWords = 128
	// maxLength is how many bytes a word has at most that is looked for as
	// anything but itself.
	maxLength = 96
	// maxText is how many bytes of a query are read.
	maxText = 6 << 10
	// maxRepeats is how often a word of a query is looked for that it repeats.
	maxRepeats = 12
	// mostJoined is how many words of a query may stand as one word.
	mostJoined = 8
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

// A sequence is up to eight words that stand side by side, noTerm after the
// last.
type sequence [8]termID

func one(t termID) sequence { return two(t, noTerm) }

func two(a, b termID) sequence {
	return sequence{a, b, noTerm, noTerm, noTerm, noTerm, noTerm, noTerm}
}

// length returns the number of words.
func (q *sequence) length() int {
	n := 1
	for n < len(q) && q[n] != noTerm {
		n++
	}
	return n
}

// A variant is what a word of the query, or some neighbouring words, may stand
// as in the library.
type variant struct {
	terms sequence
	word  int32 // first query word
	words int32 // how many query words it answers
	gain  int32 // what it is worth, in 1/256 bits
	kin   kinship
	next  uint32 // 1 + the next variant with the same first term; 0 ends the list
	peak  int32  // the most that this variant or one of the next is worth
}

// expand finds what the query's words may stand as. If typing, the last word
// is the beginning of one.
func (s *scratch) expand(x *Index, text string, typing bool) {
	s.words, s.folded, s.variants = s.words[:0], s.folded[:0], s.variants[:0]
	read := beginning(text, maxText)
	s.fold.reset(read)
	for len(s.words) < maxWords && s.fold.next() {
		start := len(s.folded)
		s.folded = append(s.folded, s.fold.word...)
		s.words = append(s.words, queryWord{
			start: start, end: len(s.folded),
			term:     x.vocabulary.find(s.fold.word),
			speakers: x.names.speakers(s.fold.word),
		})
	}
	s.cut = s.fold.next() || len(read) < len(text)
	s.naming = s.naming[:0]
	for i := range s.words {
		if len(s.words[i].speakers) > 0 {
			s.naming = append(s.naming, int32(i))
		}
		last := i == len(s.words)-1
		s.expandWord(x, i, typing && last && s.fold.end == len(text))
		if s.repeats(i) > maxRepeats {
			s.variants = s.variants[:s.words[i].from]
			s.words[i].to = s.words[i].from
		}
	}
	s.countNumbers(x)
	s.settleJoined(typing && s.fold.end == len(text))
	s.noteHints()
	s.note()
}

// settleJoined makes what stands for several words worth no more than they are:
// what a word is worth that is being typed, or that the library lacks, is known
// only once its own variants are. Gathering leaves out turns that hold too few
// words, and counts on that. What stands for a word that is being typed is a
// compound at best: "the m" is hardly "them".
func (s *scratch) settleJoined(typing bool) {
	for i := range s.variants {
		v := &s.variants[i]
		if v.words == 1 {
			continue
		}
		weight, end := int32(0), int(v.word+v.words)
		for _, w := range s.words[v.word:end] {
			weight += w.weight
		}
		if typing && end == len(s.words) {
			weight = weight / worthSame * worthCompound
		}
		v.gain = min(v.gain, weight)
	}
}

// note lists the variants by their first terms, and marks all that are looked
// at in a turn.
func (s *scratch) note() {
	for i := range s.variants {
		v := &s.variants[i]
		t := v.terms[0]
		v.next, v.peak = s.first[t], v.gain
		if v.next != 0 {
			v.peak = max(v.peak, s.variants[v.next-1].peak)
		}
		s.first[t] = uint32(i) + 1
		for _, t := range v.terms[:v.terms.length()] {
			s.marked[t] = 1
		}
	}
	for _, w := range s.words {
		if w.term != noTerm {
			s.marked[w.term] = 1
		}
	}
}

// beginning returns the first n bytes of text, less a rune that is cut.
func beginning(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// repeats returns how often the query has had word i by then.
func (s *scratch) repeats(i int) int {
	n := 0
	for _, w := range s.words[:i+1] {
		if bytes.Equal(s.text(w), s.text(s.words[i])) {
			n++
		}
	}
	return n
}

// release undoes what expand noted by term.
func (s *scratch) release() {
	for i := range s.variants {
		v := &s.variants[i]
		s.first[v.terms[0]] = 0
		for _, t := range v.terms[:v.terms.length()] {
			s.marked[t] = 0
		}
	}
	for _, w := range s.words {
		if w.term != noTerm {
			s.marked[w.term] = 0
		}
	}
	for _, i := range s.naming {
		for _, p := range s.words[i].speakers {
			s.hints[p] = 0
		}
	}
	s.mostHint = 0
}

func (s *scratch) text(w queryWord) []byte { return s.folded[w.start:w.end] }

func (s *scratch) expandWord(x *Index, i int, typing bool) {
	w := &s.words[i]
	w.from = len(s.variants)
	if !s.recall(i) {
		s.expandAlone(x, i, typing)
		s.remember(i)
	}
	if word := s.text(*w); len(word) <= maxLength {
		s.offerJoins(x, i, word)
		s.offerSpellings(x, i, true)
		s.offerNumbers(x, i, true)
		s.offerJoinedInitials(x, i)
	}
	s.keepBest(w)
}

// expandAlone finds what a word may stand as whatever stands beside it.
func (s *scratch) expandAlone(x *Index, i int, typing bool) {
	w := &s.words[i]
	word := s.text(*w)
	known := w.term != noTerm
	w.weight = x.wordWeight(*w, word)
	if known {
		s.offer(x, i, w.term, worthSame)
	}
	if len(word) > maxLength {
		return
	}
	s.offerSpellings(x, i, false)
	s.offerInitials(x, i, word)
	s.offerApostrophes(x, i, word)
	x.stems.visit(x.vocabulary, word, w.term, func(t termID) { s.offer(x, i, t, worthStem) })
	s.offerEdits(x, i, word, known)
	s.offerNumbers(x, i, false)
	beginning := typing && s.offerPrefixed(x, i, word)
	if !beginning { // "so m" is no guess at what "som" will be
		s.offerSplits(x, i, word)
	}
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
}

// A memory holds what words of a paste may stand as, whose windows are expanded
// once to be found and once more to be placed.
type memory struct {
	words    map[string]remembered
	variants []variant
}

// A remembered word has the variants [from, to) of the memory.
type remembered struct {
	from, to int
	weight   int32
}

// recall offers what a word was found to stand as, and reports whether it is
// remembered.
func (s *scratch) recall(i int) bool {
	if s.memory == nil {
		return false
	}
	w := &s.words[i]
	known, ok := s.memory.words[string(s.text(*w))]
	for _, v := range s.memory.variants[known.from:known.to] {
		v.word = int32(i)
		s.variants = append(s.variants, v)
	}
	if ok {
		w.weight = known.weight
	}
	return ok
}

// remember notes the variants of a word that was just expanded.
func (s *scratch) remember(i int) {
	if s.memory == nil {
		return
	}
	m, w := s.memory, s.words[i]
	from := len(m.variants)
	m.variants = append(m.variants, s.variants[w.from:]...)
	m.words[string(s.text(w))] = remembered{from, len(m.variants), w.weight}
}

// likelyWeight returns the weight of a word that the library lacks: if the library
// writes it otherwise, what that tells; else it is likely a slip for one that is near it, and tells as much as the rarest of
// these would. Two words that it may be are looked at only where there is no
// such one, since many a slip falls apart into two rare words.
func (s *scratch) likelyWeight(x *Index, w queryWord) int32 {
	same, single, several := int32(0), int32(0), int32(0)
	for _, v := range s.variants[w.from:] {
		if v.kin == sameWord && v.terms[1] == noTerm {
			same = max(same, x.variantWeight(v))
		}
		if v.terms[1] == noTerm {
			single = max(single, x.variantWeight(v))
		} else {
			several = max(several, x.variantWeight(v))
		}
	}
	return cmp.Or(same, single, several, w.weight)
}

// variantWeight returns the weight of the library's words that v stands for.
func (x *Index) variantWeight(v variant) int32 {
	weight := int32(0)
	for _, t := range v.terms[:v.terms.length()] {
		weight += x.termWeight(t)
	}
	return weight
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
		return cmp.Or(cmp.Compare(b.gain, a.gain), slices.Compare(a.terms[:], b.terms[:]), cmp.Compare(a.words, b.words))
	})
	w.to = w.from + min(len(variants), maxVariants)
	s.variants = s.variants[:w.to]
}
