package page

import (
	"strings"
	"unicode/utf8"
)

// Bare returns a word without marks at its ends, none of which is a letter or a
// digit. Most words have none.
func Bare(word, marks string) string {
	if word == "" || isPlain(word[0]) && isPlain(word[len(word)-1]) {
		return word
	}
	return strings.Trim(word, marks)
}

// isPlain reports whether a byte is a letter or a digit of ASCII.
func isPlain(c byte) bool { return c < utf8.RuneSelf && asciiLetters[c] > 0 }

// Closing returns the offset after the bracket that closes the one at open,
// -1 if its paragraph has none or it is further than MaxAside away.
func Closing(text string, open int) int {
	depth := 0
	opens, closes := text[open], byte(')')
	if opens == '[' {
		closes = ']'
	}
	for i := open; i < min(len(text), open+MaxAside); i++ {
		switch text[i] {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			if strings.HasPrefix(text[i:], "\n\n") {
				return -1
			}
		}
	}
	return -1
}

// MaxAside is the longest aside that is read as one, in bytes.
const MaxAside = 4096

// IsRule reports whether text is a line drawn across the page.
func IsRule(text string) bool {
	if len(text) < 3 || text[0] >= '0' && text[0] <= '9' || text[0] >= 'A' && text[0] <= 'Z' || text[0] >= 'a' && text[0] <= 'z' {
		return false
	}
	return strings.Trim(text, "-_—–=* ") == ""
}
