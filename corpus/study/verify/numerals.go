package verify

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A numeral is a word that says a number.
type numeral struct {
	value int64
	scale bool // it multiplies what stands before it: "thousand"
	// weak marks words such as "one" that are numbers only beside another
	// number, and pronouns otherwise.
	weak bool
}

// numeralsOf makes a table of a language's words for 0 to 19, for the tens
// from 20 on, and for 100, 1,000, 10^6 and 10^9. "-" stands for none, "|"
// parts forms of one.
func numeralsOf(units, tens, scales, weak string) map[string]numeral {
	m := make(map[string]numeral)
	add := func(words string, value func(i int) int64, scale bool) {
		for i, forms := range strings.Fields(words) {
			for form := range strings.SplitSeq(forms, "|") {
				if form != "-" {
					m[strings.ReplaceAll(form, "ß", "ss")] = numeral{value: value(i), scale: scale}
				}
			}
		}
	}
	add(units, func(i int) int64 { return int64(i) }, false)
	add(tens, func(i int) int64 { return int64(20 + 10*i) }, false)
	add(scales, func(i int) int64 { return []int64{100, 1000, 1e6, 1e9}[i] }, true)
	for w := range strings.FieldsSeq(weak) {
		n := m[w]
		n.weak = true
		m[w] = n
	}
	return m
}

func englishNumerals() map[string]numeral {
	m := numeralsOf(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
		eighteen nineteen`, `twenty thirty forty fifty sixty seventy eighty ninety`,
		`hundred|hundreds thousand|thousands million|millions billion|billions`, "one")
	m["dozen"], m["dozens"] = numeral{value: 12, scale: true}, numeral{value: 12, scale: true}
	m["fourty"], m["ninty"] = m["forty"], m["ninety"]
	return m
}

// ordinals are numbers by rank. They are kept apart from the others: "the
// second of three".
var ordinals = func() map[string]int64 {
	m := make(map[string]int64)
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
		fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`) {
		m[w] = int64(i + 1)
	}
	return m
}()

// parts are numbers that multiply or divide. They are only compared with each
// other.
var parts = set(`half halves quarter quarters double doubled triple tripled twice thrice`)

// isCode reports whether a word is a number with letters: "EH101", "37a", "fy05".
func isCode(word string) bool {
	digits := 0
	for _, r := range word {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits > 1 && 2*digits >= utf8.RuneCountInString(word)-digits
}

// digitsOf returns the digits of a word that is a number in digits, with the
// letters that a scanner takes for digits put right and an ordinal's ending
// taken off; "" if it is none.
func digitsOf(word string) string {
	if !strings.ContainsAny(word, "0123456789") {
		return ""
	}
	for _, ending := range []string{"th", "st", "nd", "rd", "tb", "s", "'s", "º", "ª", "er", "e"} {
		if w, ok := strings.CutSuffix(word, ending); ok && isDigits(w) {
			return w
		}
	}
	put := strings.NewReplacer("o", "0", "l", "1", "i", "1", "s", "5", "b", "8").Replace(word)
	if isDigits(put) {
		return put
	}
	return ""
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// number reads the number that begins at words[i], in digits or in words, and
// returns its value as text and how many words it takes; 0 if there is none
// there. gap says what stands before a word.
func (w *wording) number(words []word, i int, between func(i int) string) (value string, n int, weak bool) {
	if d := digitsOf(words[i].fold); d != "" {
		n = 1
		// "38,000", "38 000" and "38.000" are one number; "12:30" is two.
		for i+n < len(words) && len(d) <= 9 && isGroup(words[i+n].fold) && strings.Contains(", .'’\u00a0\u202f\u2009", between(i+n)) && len(digitsOf(words[i].fold)) <= 3 && words[i].fold == digitsOf(words[i].fold) {
			if between(i+n) == " " && n == 1 && len(d) > 3 {
				break
			}
			d += words[i+n].fold
			n++
		}
		total, err := strconv.ParseInt(d, 10, 64)
		if err != nil {
			return d, n, false
		}
		for i+n < len(words) {
			scale, ok := w.numerals[words[i+n].fold]
			if !ok || !scale.scale || total > 1e12 {
				break
			}
			total *= scale.value
			n++
		}
		return strconv.FormatInt(total, 10), n, false
	}
	if v, ok := ordinals[words[i].fold]; ok && w == wordings["en"] {
		// "second" may be a moment, and "first" an adverb: ranks are only
		// compared with each other.
		return "rank " + strconv.FormatInt(v, 10), 1, words[i].fold != "third"
	}
	if w == wordings["en"] && parts[words[i].fold] {
		return "part " + words[i].fold, 1, true
	}
	if isCode(words[i].fold) {
		return words[i].fold, 1, false
	}
	return w.spelled(words, i, between)
}

// isGroup reports whether a word is a group of three digits.
func isGroup(s string) bool { return len(s) == 3 && isDigits(s) }

// spelled reads a number in words: "thirty-eight thousand", "two hundred and
// four", "nineteen sixty-two".
func (w *wording) spelled(words []word, i int, between func(i int) string) (value string, n int, weak bool) {
	var total, part int64
	last := int64(-1)
	count := 0
	weak = true
	for i+n < len(words) {
		num, ok := w.numerals[words[i+n].fold]
		if n > 0 && strings.Contains(between(i+n), ",") {
			break
		}
		if !ok {
			// "two hundred and four"
			if n > 0 && w.joins[words[i+n].fold] && i+n+1 < len(words) && (last >= 100 || last >= 20 && w != wordings["en"]) {
				if next, ok := w.numerals[words[i+n+1].fold]; ok && !next.scale && next.value < max(last, 1) {
					n++
					continue
				}
			}
			break
		}
		switch {
		case num.scale && num.value == 100 && part > 0 && part < 100:
			part *= 100
		case num.scale && num.value == 100:
			part += 100
		case num.scale:
			total += max(part, 1) * num.value
			part = 0
		case last < 0 || last >= 100:
			part += num.value
		case last >= 20 && last < 100 && num.value > 0 && num.value < 10:
			part += num.value
		case part >= 10 && part < 21 && total == 0 && num.value >= 10:
			part = part*100 + num.value // "nineteen sixty"
		default:
			goto done // "four, five": two numbers
		}
		last = num.value
		weak = weak && num.weak
		n++
		count++
	}
done:
	if count == 0 {
		return "", 0, false
	}
	return strconv.FormatInt(total+part, 10), n, weak && count == 1
}
