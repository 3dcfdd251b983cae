package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A label is what names the speaker at the start of a turn.
type label struct {
	name  string // "Kissinger", as it stands
	aside string // what the recorder adds to the name: "(to Colby)"
	rest  string // the first words of the turn on the same line
}

// The longest label that is read as one. Longer ones are sentences.
const (
	maxLabelBytes = 80
	maxLabelWords = 8
)

// cutPeriod reads a label that ends with a full stop, as in "E. Guevara. I
// did not". Every word of it is a name's: initials, words with a capital
// letter, and between them particles such as "of" in "Mr. BROWN of Ohio".
func cutPeriod(text string) (label, bool) {
	limit := min(len(text), maxLabelBytes)
	for at, words := 0, 0; at < limit && words < maxLabelWords; words++ {
		if text[at] == '(' && words > 0 {
			end := strings.IndexByte(text[at:limit], ')')
			if end < 0 || !strings.HasPrefix(text[at+end+1:], ".") {
				return label{}, false
			}
			stop := at + end + 1
			return label{text[:at-1], text[at:stop], strings.TrimLeft(text[stop+1:], " ")}, true
		}
		word, rest, more := strings.Cut(text[at:], " ")
		switch {
		case isInitials(word) || isHonorific(word):
		case strings.HasSuffix(word, ".") && isNameWord(word[:len(word)-1]) && more:
			return label{name: text[:at+len(word)-1], rest: strings.TrimLeft(rest, " ")}, true
		case !isNameWord(word) && !(words > 0 && particles[word]):
			return label{}, false
		}
		at += len(word) + 1
	}
	return label{}, false
}

// isInitials reports whether word is like "E." or "C.R.".
func isInitials(word string) bool {
	stops := 0
	for i, r := range word {
		if i > 0 && r == '.' {
			stops++
			continue
		}
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return stops > 0 && strings.HasSuffix(word, ".") && utf8.RuneCountInString(word) == 2*stops
}

// isNameWord reports whether word can be part of a name: letters, the first of
// them a capital where the script has such, with inner hyphens and
// apostrophes.
func isNameWord(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) && !unicode.IsTitle(first) {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

func isHonorific(word string) bool {
	stem, ok := strings.CutSuffix(word, ".")
	return ok && honorifics[strings.ToLower(stem)]
}

// honorifics are the abbreviated titles that stand before a name.
var honorifics = wordSet(`mr mrs ms dr prof cde cdes com gen col sen rep lt capt cpt sgt maj cmdr adm gov
	pres amb messrs mme mlle hon rev fr st sr sra srta dra herr тов проф акад`)

// titles are those that stand before a name in full.
var titles = wordSet(`comrade minister president ambassador senator representative chairman chairwoman
	secretary general colonel doctor professor judge justice governor director товарищ`)

// particles are the words in small letters that a label can hold.
var particles = wordSet(`of de del della di da du la le von van zu zur der den ter y e and & und et i и pro tempore the`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
