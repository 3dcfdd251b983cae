package search

import (
	"iter"
	"slices"

	"rapporteur/corpus"
)

// EachWord yields the words of text as they are matched, each with where it
// stands in text. A folded word is valid until the next one is yielded.
func EachWord(text string) iter.Seq2[[]byte, corpus.Span] {
	return func(yield func([]byte, corpus.Span) bool) {
		var f folder
		f.reset(text)
		for f.next() {
			if !yield(f.word, corpus.Span{Start: f.start, End: f.end}) {
				return
			}
		}
	}
}

// Unquote returns what stands in quotation marks, as a query for exact words
// does, and whether text begins with one.
func Unquote(text string) (words string, quoted bool) { return unquote(text) }

// Occurrences yields every place where the words of phrase stand side by side
// in one turn or narration, in the order of the library, none overlapping
// another. If exactly is set, the words must be the same but for case,
// diacritics and the shape of marks; else each may be another word of the same
// stem, or be written with or without an apostrophe. in limits it to a record
// if it is not nil. A phrase without words, or of more than 128, stands
// nowhere.
func (x *Index) Occurrences(phrase string, exactly bool, in *corpus.Record) iter.Seq[corpus.Passage] {
	return func(yield func(corpus.Passage) bool) {
		wanted := x.wordSets(phrase, exactly)
		if len(wanted) == 0 {
			return
		}
		var words []termID
		var starts []int
		var f folder
		for d := range x.holdingAll(wanted, in) {
			words = x.appendWords(words[:0], d)
			starts = appendRuns(starts[:0], words, wanted)
			t := x.turn(d)
			f.reset(t.Text)
			read := 0 // words
			for _, start := range starts {
				span := f.span(start-read, len(wanted))
				read = start + len(wanted)
				if !yield(corpus.Passage{Turn: t, Span: span}) {
					return
				}
			}
		}
	}
}

// span returns where n words stand that come after so many to be skipped.
func (f *folder) span(skipped, n int) corpus.Span {
	for range skipped + 1 {
		f.next()
	}
	start := f.start
	for range n - 1 {
		f.next()
	}
	return corpus.Span{Start: start, End: f.end}
}

// wordSets returns, for each word of a phrase, the words of the vocabulary that
// count as it, sorted; nil if one of them has none.
func (x *Index) wordSets(phrase string, exactly bool) [][]termID {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	var sets [][]termID
	for word := range EachWord(phrase) {
		var set []termID
		term := x.vocabulary.find(word)
		if term != noTerm {
			set = append(set, term)
		}
		if !exactly {
			s.words, s.variants = append(s.words[:0], queryWord{}), s.variants[:0]
			s.offerApostrophes(x, 0, word)
			x.stems.visit(x.vocabulary, word, term, func(t termID) { set = append(set, t) })
			for _, v := range s.variants {
				set = append(set, v.terms[0])
			}
			s.words, s.variants = s.words[:0], s.variants[:0]
		}
		if len(set) == 0 || len(sets) == maxWords {
			return nil
		}
		slices.Sort(set)
		sets = append(sets, slices.Compact(set))
	}
	return sets
}

// holdingAll yields the turns that hold a word of the set that fewest hold, in
// order. Only they can hold the phrase.
func (x *Index) holdingAll(sets [][]termID, in *corpus.Record) iter.Seq[docID] {
	var rarest []docID
	for i, set := range sets {
		var holding []docID
		for _, t := range set {
			holding = append(holding, x.holding(t)...)
		}
		if i == 0 || len(holding) < len(rarest) {
			rarest = holding
		}
	}
	slices.Sort(rarest)
	rarest = slices.Compact(rarest)
	return func(yield func(docID) bool) {
		for _, d := range rarest {
			if (in == nil || x.turn(d).Record == in) && !yield(d) {
				return
			}
		}
	}
}

// appendRuns appends the indexes at which words has a word of each set in a row.
func appendRuns(found []int, words []termID, sets [][]termID) []int {
	for i := 0; i+len(sets) <= len(words); i++ {
		n := 0
		for n < len(sets) && holds(sets[n], words[i+n]) {
			n++
		}
		if n == len(sets) {
			found = append(found, i)
			i += n - 1
		}
	}
	return found
}

// holds reports whether a sorted set, which is not empty, has a word.
func holds(set []termID, word termID) bool {
	if word < set[0] || word > set[len(set)-1] {
		return false
	}
	_, ok := slices.BinarySearch(set, word)
	return ok
}

// LogLikelihood returns how surely a word that is said a times in the c words
// of one text and b times in the d words of another belongs to the first: G² of
// T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence,
// 1993. a, c and d are at least 1.
func LogLikelihood(a, b, c, d int) float64 { return logLikelihood(a, b, c, max(1, d)) }
