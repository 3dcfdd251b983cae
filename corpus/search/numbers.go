package search

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rapporteur/corpus"
)

// Numbers are remembered in words and written in figures, or the other way round,
// in one of many ways: "two hundred and seven", "207"; "eighty-six thousand",
// "86,000". Each has one normal form, its value (and whether it is a rank), in
// which a segment lists the ways in which its record writes numbers, and by which
// a query's number is looked up among them.

//go:embed words/numbers.txt
var numbersText string

// A number is the normal form of one.
type number struct {
	value int64
	rank  bool // "third", "3rd"
}

// An atom is what a word says of a number: "eighty" 80, "hundred" a scale.
type atom struct {
	number
	weak bool // it is a number only beside others: "one"
}

func (a atom) isScale() bool { return !a.rank && a.value >= 100 && isPower(a.value) }

func isPower(n int64) bool { return n == 100 || n == 1e3 || n == 1e6 || n == 1e9 }

// A numeracy is how a language writes numbers.
type numeracy struct {
	words     map[string][]atom
	joins     map[string]bool
	compounds []string // words that others are made of, the longest first; nil if none are
}

var numeracies = sync.OnceValue(func() map[string]*numeracy {
	all := make(map[string]*numeracy)
	for line := range strings.Lines(numbersText) {
		cells := strings.Fields(line)
		if len(cells) < 2 || cells[0] == "#" {
			continue
		}
		in := all[cells[0]]
		if in == nil {
			in = &numeracy{words: make(map[string][]atom), joins: make(map[string]bool)}
			all[cells[0]] = in
		}
		in.add(cells[1], cells[2:])
	}
	for _, in := range all {
		if in.compounds != nil {
			for w, atoms := range in.words {
				if !atoms[0].rank && !atoms[0].weak || w == "ein" {
					in.compounds = append(in.compounds, w)
				}
			}
			slices.SortFunc(in.compounds, func(a, b string) int { return len(b) - len(a) })
		}
	}
	return all
})

func (in *numeracy) add(kind string, words []string) {
	switch kind {
	case "joins":
		for _, w := range words {
			in.joins[Fold(w)] = true
		}
		return
	case "compounds":
		in.compounds = []string{}
		return
	}
	figures := strings.TrimRight(kind, "dhnrst")
	rank := figures != kind
	value, err := strconv.ParseInt(figures, 10, 64)
	if err != nil {
		panic("words/numbers.txt: " + strconv.Quote(kind) + " is no number")
	}
	for _, w := range words {
		w, weak := strings.CutSuffix(w, "+")
		in.words[Fold(w)] = []atom{{number{value, rank}, weak}}
	}
}

// numeracyOf returns how a language writes numbers; of one that is unknown,
// English.
func numeracyOf(language string) *numeracy {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if in := numeracies()[base]; in != nil {
		return in
	}
	return numeracies()["en"]
}

// atoms returns what a word says of a number, nil if nothing.
func (in *numeracy) atoms(word string) []atom {
	if atoms := in.words[word]; atoms != nil || in.compounds == nil || len(word) > maxLength {
		return atoms
	}
	return in.parts(word)
}

// parts returns what a word says that is written together: "zweihundertsieben",
// "sechsundachtzigtausend", whose unit comes before its ten.
func (in *numeracy) parts(word string) []atom {
	var parts []atom
	joined := false
	for word != "" {
		i := slices.IndexFunc(in.compounds, func(w string) bool { return strings.HasPrefix(word, w) })
		if i < 0 {
			cut := len(word)
			for join := range in.joins {
				if strings.HasPrefix(word, join) {
					cut = len(join)
				}
			}
			if cut == len(word) || len(parts) == 0 {
				return nil
			}
			joined, word = true, word[cut:]
			continue
		}
		word = word[len(in.compounds[i]):]
		a := in.words[in.compounds[i]][0]
		a.weak = false
		if last := len(parts) - 1; joined && a.value >= 20 && a.value < 100 && parts[last].value < 10 {
			parts[last].value += a.value
		} else {
			parts = append(parts, a)
		}
		joined = false
	}
	return parts
}

// A figure is a word of a text as a number is read from it.
type figure struct {
	word  string
	close bool // it stands behind the one before with nothing but a separator of thousands between them
}

// read returns the number that figures begin with, in how many words it is, and
// whether it is only a word that may be a number; 0 words if there is none.
func (in *numeracy) read(words []figure) (n number, length int, weak bool) {
	if len(words) == 0 {
		return n, 0, false
	}
	if isFigures(words[0].word) {
		return in.readFigures(words)
	}
	if value, ok := rankOf(words[0].word); ok {
		return number{value, true}, 1, false
	}
	return in.readWords(words)
}

// rankEndings are what figures end with that are a rank.
var rankEndings = []string{"th", "st", "nd", "rd", "er", "e", "eme", "o", "a", "го", "е"}

func rankOf(word string) (int64, bool) {
	for _, ending := range rankEndings {
		if figures, ok := strings.CutSuffix(word, ending); ok && isFigures(figures) {
			value, err := strconv.ParseInt(figures, 10, 64)
			return value, err == nil
		}
	}
	return 0, false
}

func isFigures(word string) bool {
	return word != "" && len(word) <= mostFigures && !strings.ContainsFunc(word, func(r rune) bool { return r < '0' || r > '9' })
}

// mostFigures is how long a number is at most.
const mostFigures = 12

// readFigures reads "86000", "86,000" and "86 thousand".
func (in *numeracy) readFigures(words []figure) (n number, length int, weak bool) {
	figures := words[0].word
	length = 1
	for len(words[0].word) <= 3 && length < len(words) && len(words[length].word) == 3 && isFigures(words[length].word) && words[length].close && len(figures) < mostFigures-2 {
		figures += words[length].word
		length++
	}
	n.value, _ = strconv.ParseInt(figures, 10, 64)
	for length < len(words) && n.value < 1e9 {
		atoms := in.atoms(words[length].word)
		if len(atoms) != 1 || !atoms[0].isScale() {
			break
		}
		n.value *= atoms[0].value
		length++
	}
	return n, length, false
}

// readWords reads "two hundred and seven", "nineteen sixty-two", "quatre-vingt-dix".
func (in *numeracy) readWords(words []figure) (n number, length int, weak bool) {
	sum := running{last: -1, scale: 1 << 60}
	weak = true
	for i := 0; i < len(words); i++ {
		if i > 0 && in.joins[words[i].word] && sum.last >= 10 && i+1 < len(words) {
			i++ // and one more number, or this one ends before it
		}
		before := sum
		for _, a := range in.atoms(words[i].word) {
			if !sum.add(a) {
				return before.number(), length, weak && length == 1
			}
			weak = weak && a.weak
		}
		if len(in.atoms(words[i].word)) == 0 {
			break
		}
		length = i + 1
	}
	return sum.number(), length, weak && length == 1
}

// A running number is one that is read part by part.
type running struct {
	total, part int64
	last, scale int64 // the part that came last, -1 if none did; the scale that came last
	rank        bool
}

func (s running) number() number { return number{s.total + s.part, s.rank} }

// add adds a part, and reports whether the number can go on with it.
func (s *running) add(a atom) bool {
	begins := s.last < 0 || s.last >= 100
	switch {
	case s.rank:
		return false
	case a.isScale() && a.value == 100 && s.part < 100:
		s.part = max(s.part, 1) * 100
	case a.isScale():
		if a.value == 100 || a.value >= s.scale {
			return false
		}
		s.total, s.part, s.scale = s.total+max(s.part, 1)*a.value, 0, a.value
	case s.last == 4 && a.value == 20 && s.part%100 == 4:
		s.part += 76 // "quatre-vingts"
		a.value = 80
	case a.value >= 100:
		if s.part > 0 {
			return false
		}
		s.part = a.value
	case begins, s.last >= 20 && a.value > 0 && a.value < 10, (s.last == 60 || s.last == 80) && a.value >= 10 && a.value < 20,
		s.last == 10 && a.value >= 7 && a.value < 10 && s.part%100 >= 10: // "dix-sept"
		s.part += a.value
	case s.total == 0 && s.part == s.last && s.part >= 10 && s.part <= 20 && a.value >= 10:
		s.part = s.part*100 + a.value // "nineteen sixty"
	default:
		return false
	}
	s.last, s.rank = a.value, a.rank
	return true
}

// A spelledNumber is one of the ways in which a record writes a number: words by
// their numbers in a part.
type spelledNumber struct {
	number
	words []uint16
}

// A numberReader finds the numbers of a part while it is indexed.
type numberReader struct {
	in      *numeracy
	classes []numberClass // by word of the part
	run     []figure      // words that may be a number's
	words   []uint16      // likewise
	end     int           // where the run ends in its text
	known   map[string]bool
	found   []spelledNumber
}

type numberClass uint8

const (
	noNumber numberClass = iota
	ofNumber
	joinsNumbers
)

func newNumberReader(r *corpus.Record) *numberReader {
	return &numberReader{in: numeracyOf(r.Language), known: make(map[string]bool)}
}

func (n *numberReader) classify(word string) numberClass {
	_, rank := rankOf(word)
	switch {
	case isFigures(word), rank, n.in.atoms(word) != nil:
		return ofNumber
	case n.in.joins[word]:
		return joinsNumbers
	}
	return noNumber
}

// next reads a word of a turn.
func (n *numberReader) next(f *folder, word int) {
	if word == overflow {
		n.flush()
		return
	}
	if word >= len(n.classes) {
		n.classes = append(n.classes, n.classify(string(f.word)))
	}
	if class := n.classes[word]; class == noNumber || class == joinsNumbers && len(n.run) == 0 {
		if len(n.run) > 0 {
			n.flush()
		}
		return
	}
	near := len(n.run) > 0 && isSeparator(f.text[n.end:f.start])
	if len(n.run) > 0 && !near && !joinsWords(f.text[n.end:f.start]) {
		n.flush()
	}
	n.run, n.words, n.end = append(n.run, figure{string(f.word), near}), append(n.words, uint16(word)), f.end
}

// isSeparator reports whether figures of one number may be parted so.
func isSeparator(gap string) bool {
	return strings.Contains("|,|.|'|’| |\u00a0|\u202f|\u2009|", "|"+gap+"|")
}

// joinsWords reports whether words of one number may be parted so.
func joinsWords(gap string) bool {
	return strings.Trim(gap, " -\n\u00a0\u00ad‐‑") == ""
}

// flush notes the numbers of a run of words.
func (n *numberReader) flush() {
	for from := 0; from < len(n.run); {
		value, length, _ := n.in.read(n.run[from:])
		if length == 0 {
			from++
			continue
		}
		key := strings.Builder{}
		for _, f := range n.run[from : from+length] {
			key.WriteString(f.word + " ")
		}
		if !n.known[key.String()] && length <= len(sequence{}) && !(length == 1 && isFigures(n.run[from].word)) {
			n.known[key.String()] = true
			n.found = append(n.found, spelledNumber{value, slices.Clone(n.words[from : from+length])})
		}
		from += length
	}
	n.run, n.words = n.run[:0], n.words[:0]
}

// listNumbers lists the ways in which the library writes each number.
func (x *Index) listNumbers() {
	x.numbers = make(map[number][]sequence)
	for i, p := range x.parts {
		for _, n := range p.numbers {
			var terms sequence
			for j := range terms {
				terms[j] = noTerm
				if j < len(n.words) {
					terms[j] = x.ids[i][n.words[j]]
				}
			}
			if ways := x.numbers[n.number]; len(ways) < mostWays && !slices.Contains(ways, terms) {
				x.numbers[n.number] = append(ways, terms)
			}
		}
	}
	for _, r := range x.lib.Records {
		if in := numeracyOf(r.Language); !slices.Contains(x.numeracies, in) {
			x.numeracies = append(x.numeracies, in)
		}
	}
}

// writes reports whether the library has a number, in words or in figures.
func (x *Index) writes(n number) bool {
	ways := len(x.numbers[n])
	return ways > 0 || x.vocabulary.find(strconv.AppendInt(nil, n.value, 10)) != noTerm
}

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

// within returns what was found, less what has words that are the next part's.
func (n *numberReader) within(words int) []spelledNumber {
	return slices.DeleteFunc(n.found, func(s spelledNumber) bool {
		return slices.ContainsFunc(s.words, func(w uint16) bool { return int(w) >= words })
	})
}
