package tiers

import (
	"strconv"
	"strings"
)

// praat cuts a TextGrid of Praat into tiers: all its values stand in one order,
// with names before them in the long form, and without in the short one.
func praat(text string) ([]tier, error) {
	const head = 200
	if !strings.Contains(text[:min(len(text), head)], `"TextGrid"`) || !strings.Contains(text[:min(len(text), head)], "ooTextFile") {
		return nil, nil
	}
	v := values{text: text, line: 1}
	for _, kind := range []string{`"ooTextFile"`, `"TextGrid"`} {
		if s, ok := v.next(); !ok || s != kind {
			return nil, errBroken
		}
	}
	v.number() // from
	v.number() // to
	if s, ok := v.next(); !ok || s != "<exists>" {
		return nil, errBroken
	}
	tiers := []tier{}
	for range v.count() {
		class, _ := v.next()
		name, ok := v.next()
		if !ok {
			return nil, errBroken
		}
		said, ok := v.tier(class == `"IntervalTier"`)
		if !ok {
			return nil, errBroken
		}
		tiers = append(tiers, tier{id: unquoted(name), said: said})
	}
	return tiers, nil
}

// tier reads a tier after its name: what is said in intervals. What is marked at
// a point of time is not said.
func (v *values) tier(intervals bool) ([]utterance, bool) {
	var said []utterance
	v.number() // from
	v.number() // to
	for range v.count() {
		start := v.number()
		if intervals {
			v.number() // to
		}
		words, ok := v.next()
		if !ok {
			return nil, false
		}
		if intervals {
			said = append(said, utterance{start, unquoted(words), v.line})
		}
	}
	return said, true
}

// Values are those of a file of Praat: numbers, texts in quotation marks, and
// flags in angle brackets. All else is a comment, and so is what is in square
// brackets.
type values struct {
	text string
	at   int
	line int
}

// next returns the next value as it stands there.
func (v *values) next() (string, bool) {
	for v.at < len(v.text) {
		switch c := v.text[v.at]; {
		case c == '\n':
			v.line++
			v.at++
		case c == '"':
			return v.quoted(), true
		case c == '<':
			return v.until('>'), true
		case c == '[':
			v.until(']')
		case c == '!': // a comment up to the end of the line
			if i := strings.IndexByte(v.text[v.at:], '\n'); i >= 0 {
				v.at += i
			} else {
				v.at = len(v.text)
			}
		case c == ' ' || c == '\t':
			v.at++
		default:
			start := v.at
			for v.at < len(v.text) && !strings.ContainsRune(" \t\n\"[", rune(v.text[v.at])) {
				v.at++
			}
			word := v.text[start:v.at]
			if _, err := strconv.ParseFloat(word, 64); err == nil {
				return word, true
			}
		}
	}
	return "", false
}

// number returns the next value as a number, 0 if it is none.
func (v *values) number() float64 {
	s, _ := v.next()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return n
}

// until returns what stands up to a byte, with it.
func (v *values) until(end byte) string {
	start := v.at
	if i := strings.IndexByte(v.text[start:], end); i >= 0 {
		v.at = start + i + 1
	} else {
		v.at = len(v.text)
	}
	return v.text[start:v.at]
}

// quoted returns a text with its quotation marks; within it they stand twice.
func (v *values) quoted() string {
	start := v.at
	for v.at++; v.at < len(v.text); v.at++ {
		switch v.text[v.at] {
		case '\n':
			v.line++
		case '"':
			if v.at+1 < len(v.text) && v.text[v.at+1] == '"' {
				v.at++
				continue
			}
			v.at++
			return v.text[start:v.at]
		}
	}
	return v.text[start:]
}

func unquoted(value string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`), `""`, `"`))
}

// count returns the next value as how many follow, no more than the text can hold.
func (v *values) count() int {
	return int(max(0, min(v.number(), float64(len(v.text)-v.at))))
}
