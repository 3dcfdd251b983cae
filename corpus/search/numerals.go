package search

import (
	"bytes"
	"strconv"
)

// Numbers are remembered in words and written in digits, or the other way
// round: "thirty eight thousand letters", "38 thousand letters"; and a date
// with its ending or without: "November 18th", "November 18". English numerals
// up to 99 are known. Thousands are written with a comma, without, or in words.

var units = []string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
}

var tens = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

var ordinalEndings = []string{"th", "st", "nd", "rd"}

var numerals = func() map[string]int {
	values := make(map[string]int)
	for n, word := range units {
		values[word] = n
	}
	for n, word := range tens {
		values[word] = 10 * n
	}
	delete(values, "")
	return values
}()

// offerNumerals offers the number that query word i spells in digits; or, if
// it is digits, the one or two words that spell them, and the ordinal; or, if
// it is an ordinal in digits, the number.
func (s *scratch) offerNumerals(x *Index, i int, word []byte) {
	if n, ok := numerals[string(word)]; ok {
		s.other = strconv.AppendInt(s.other[:0], int64(n), 10)
		s.offerFound(x, i, s.other, worthContraction)
		return
	}
	if word[0] < '0' || word[0] > '9' || len(word) > 6 {
		return
	}
	s.offerThousands(x, i, word)
	for _, ending := range ordinalEndings {
		if number, ok := bytes.CutSuffix(word, []byte(ending)); ok {
			s.offerFound(x, i, number, worthContraction)
			return
		}
	}
	for _, ending := range ordinalEndings {
		s.other = append(append(s.other[:0], word...), ending...)
		s.offerFound(x, i, s.other, worthContraction)
	}
	switch n, err := strconv.Atoi(string(word)); {
	case err != nil || n > 99:
	case n < len(units):
		s.offerFound(x, i, []byte(units[n]), worthContraction)
	case n%10 == 0:
		s.offerFound(x, i, []byte(tens[n/10]), worthContraction)
	default:
		s.offerSplit(x, i, []byte(tens[n/10]), []byte(units[n%10]), worthContraction)
	}
}

// offerThousands offers a number of four digits and more as it is written with
// a comma ("38,000" is read as two words), and with "thousand".
func (s *scratch) offerThousands(x *Index, i int, word []byte) {
	if len(word) < 4 || !allDigits(word) {
		return
	}
	thousands, rest := word[:len(word)-3], word[len(word)-3:]
	s.offerSplit(x, i, thousands, rest, worthContraction)
	if string(rest) == "000" {
		s.offerSplit(x, i, thousands, []byte("thousand"), worthContraction)
	}
}

func allDigits(word []byte) bool {
	return !bytes.ContainsFunc(word, func(r rune) bool { return r < '0' || r > '9' })
}

// offerJoinedThousands offers the other ways to write "38,000" and "38 thousand",
// if query words i and i+1 are that.
func (s *scratch) offerJoinedThousands(x *Index, i int, word, next []byte) {
	if !allDigits(word) || string(next) != "000" && string(next) != "thousand" {
		return
	}
	s.offerJoin(x, i, word, []byte("000"), worthContraction)
	number := x.vocabulary.find(word)
	for _, rest := range []string{"000", "thousand"} {
		if t := x.vocabulary.find([]byte(rest)); number != noTerm && t != noTerm && rest != string(next) {
			s.offerJoined(x, i, 2, two(number, t), worthContraction)
		}
	}
}

// offerJoinedNumerals offers the digits of what query words i and i+1 spell
// together.
func (s *scratch) offerJoinedNumerals(x *Index, i int, word, next []byte) {
	s.offerJoinedThousands(x, i, word, next)
	ten, unit := numerals[string(word)], numerals[string(next)]
	if ten >= 20 && unit >= 1 && unit <= 9 {
		s.offerJoin(x, i, strconv.AppendInt(nil, int64(ten+unit), 10), nil, worthContraction)
	}
}
