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
	mostJoined = 4
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

// A sequence is up to four words that stand side by side, noTerm after the
// last.
type sequence [4]termID

func one(t termID) sequence    { return sequence{t, noTerm, noTerm, noTerm} }
func two(a, b termID) sequence { return sequence{a, b, noTerm, noTerm} }

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
	s.offerNumerals(x, i, word)
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

// likelyWeight returns the weight of a word that the library lacks: it is
// likely a slip for one that is near it, and tells as much as the rarest of
// these would. Two words that it may be are looked at only where there is no
// such one, since many a slip falls apart into two rare words.
func (s *scratch) likelyWeight(x *Index, w queryWord) int32 {
	single, several := int32(0), int32(0)
	for _, v := range s.variants[w.from:] {
		if v.terms[1] == noTerm {
			single = max(single, x.variantWeight(v))
		} else {
			several = max(several, x.variantWeight(v))
		}
	}
	return cmp.Or(single, several, w.weight)
}

// variantWeight returns the weight of the library's words that v stands for.
func (x *Index) variantWeight(v variant) int32 {
	weight := int32(0)
	for _, t := range v.terms[:v.terms.length()] {
		weight += x.termWeight(t)
	}
	return weight
}

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
	s.offerJoinedNumerals(x, i, word, next)
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
