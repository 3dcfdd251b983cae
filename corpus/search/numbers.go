package search

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
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
				if !atoms[0].rank && !atoms[0].weak {
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
		in.compounds = append([]string{}, words...)
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
