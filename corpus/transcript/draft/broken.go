package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// breaksWord reports whether a word is broken between two lines, so that the
// hyphen at the end of the first is the printer's: the whole word stands elsewhere
// in the text, and not with a hyphen.
func (d *Draft) breaksWord(before []byte, after string) bool {
	n := len(before)
	if n < 3 || before[n-1] != '-' {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(after); !unicode.IsLower(first) {
		return false
	}
	start := n - 1
	for start > 0 {
		r, size := utf8.DecodeLastRune(before[:start])
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		start -= size
	}
	end := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(after)
	}
	head, tail := strings.ToLower(string(before[start:n-1])), strings.ToLower(after[:end])
	if utf8.RuneCountInString(head) < 2 || tail == "" || strings.Contains(head, "-") {
		return false
	}
	words := d.text.Lower()
	return words[head+tail] && !words[head+"-"+tail]
}

// cutHyphen takes the hyphen away that the words of the turn begun last end with.
func (d *Draft) cutHyphen() {
	d.words = d.words[:len(d.words)-1]
	d.turns[len(d.turns)-1].end--
	if n := len(d.runs); n > 0 {
		d.runs[n-1].End--
	}
}
