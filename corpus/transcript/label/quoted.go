package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// quotes are the marks that what is said stands in where nothing else parts a name
// from it, with those that close them.
var quotes = map[string]string{"「": "」", "『": "』", "“": "”"}

// Quoted reads a label that only the quotation marks of what is said part from it:
// "狐「どこへ行くの。」", "여우 “어디 가니?”". What is told of the speaker would follow the
// closing mark, or stand between the name and the mark.
func Quoted(text string) (Label, bool) {
	const most = 12 // characters of a name
	at, mark := len(text), ""
	for open := range quotes {
		if i := strings.Index(text[:min(len(text), MaxBytes)], open); i >= 0 && i < at {
			at, mark = i, open
		}
	}
	if mark == "" || at == 0 {
		return Label{}, false
	}
	found, ok := New(trimUnseen(text[:at]), text[at:])
	if !ok || utf8.RuneCountInString(found.Name) > most || !isUncased(found.Name) || endsInParticle(found.Name) {
		return Label{}, false
	}
	end := QuoteEnd(found.Rest)
	return found, end < 0 || strings.Trim(found.Rest[end:], "。．. \u3000") == ""
}

// QuoteEnd returns where the quotation that text begins with is closed; -1 if it
// is not.
func QuoteEnd(text string) int {
	_, size := utf8.DecodeRuneInString(text)
	open := text[:size]
	mark := quotes[open]
	if mark == "" {
		return -1
	}
	depth := 0
	for i, r := range text {
		switch string(r) {
		case open:
			depth++
		case mark:
			if depth--; depth == 0 {
				return i + len(mark)
			}
		}
	}
	return -1
}

// isUncased reports whether all letters of a name are of scripts without capitals
// whose words are written so.
func isUncased(name string) bool {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) && r != 'ー' {
			return false
		}
	}
	return page.HasLetter(name)
}

// endsInParticle reports whether a name in Japanese is followed by a particle, as
// within a sentence: "狐は".
func endsInParticle(name string) bool {
	last, size := utf8.DecodeLastRuneInString(name)
	before, _ := utf8.DecodeLastRuneInString(name[:len(name)-size])
	return strings.ContainsRune("はがをもにへとで", last) && !unicode.Is(unicode.Hiragana, before)
}

// Changed reads a label behind the marks that captions put where the speaker
// changes: ">> ANNA: Good evening."
func Changed(text string) (Label, bool) {
	if !strings.HasPrefix(text, ChangeMark) {
		return Label{}, false
	}
	rest := strings.TrimLeft(text, "> ")
	if rest == "" {
		return Label{}, false
	}
	return Colon(rest)
}

// ChangeMark stands where the speaker changes.
const ChangeMark = ">>"
