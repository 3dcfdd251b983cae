package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTorn is how many words are doubted that a line may break.
const maxTorn = 20

// breaksWord reports whether a word is broken between two lines, so that the
// hyphen at the end of the first is the printer's: the whole word stands elsewhere
// in the text, and not with a hyphen. It is known not to be if it stands there
// with one, or if both parts do as words, and the whole does not.
func (d *Draft) breaksWord(before []byte, after string) (joined, known bool) {
	first, _ := utf8.DecodeRuneInString(after)
	if n := len(before); n < 3 || before[n-1] != '-' || !unicode.IsLower(first) {
		return false, true
	}
	head, tail := strings.TrimSuffix(lastWord(before), "-"), strings.ToLower(firstWord(after))
	if head == strings.ToUpper(head) { // "CMC-computed" is one word
		return false, true
	}
	if head = strings.ToLower(head); utf8.RuneCountInString(head) < 2 || tail == "" || strings.Contains(head, "-") {
		return false, true
	}
	words := d.text.Lower()
	if words.Has(head + "-" + tail) {
		return false, true
	}
	return words.Has(head + tail), words.Has(head) && words.Has(tail)
}

// lastWord returns the letters and hyphens that text ends with.
func lastWord(text []byte) string {
	start := len(text)
	for start > 0 {
		r, size := utf8.DecodeLastRune(text[:start])
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		start -= size
	}
	return string(text[start:])
}

// firstWord returns the letters that text begins with.
func firstWord(text string) string {
	if end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		return text[:end]
	}
	return text
}

// cutHyphen takes the hyphen away that the words of the turn begun last end with.
func (d *Draft) cutHyphen() {
	d.words = d.words[:len(d.words)-1]
	d.turns[len(d.turns)-1].end--
	if n := len(d.runs); n > 0 {
		d.runs[n-1].End--
	}
}
