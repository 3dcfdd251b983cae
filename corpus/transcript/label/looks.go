package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// LooksLikeName reports whether a label's words can be those of a speaker's
// name: few, without the stops and marks of a sentence, the first of them
// with a capital letter where the script has such.
func LooksLikeName(name string) bool {
	if isNobodyKnown(name) {
		return true
	}
	if spaces := strings.Count(name, " "); name == "" || spaces >= officeWords || spaces >= maxWords && !(IsCaps(name) && HasRole(name)) {
		return false
	}
	if strings.IndexByte(name, 0xC2) >= 0 || strings.IndexByte(name, 0xE2) >= 0 { // which these begin with
		name = plainSpaces.Replace(name)
	}
	letters := false
	for i, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters = true
		case r == '.':
			// Only after initials, titles and abbreviations.
			word := name[strings.LastIndexByte(name[:i], ' ')+1 : i+1]
			if utf8.RuneCountInString(word) > 6 || i+1 < len(name) && name[i+1] == '.' {
				return false
			}
			if strings.Count(name[:i], " ") > 2 && i+1 < len(name) && utf8.RuneCountInString(word) > 3 && !IsHonorific(word) && !IsInitials(word) {
				return false // "The club thanks Dana Cole. Notes"
			}
		case r == ' ' || r == '\'' || r == '’' || r == '-' || r == '–' || r == '_' || r == '/' || r == ',' || r == '&' || r == '#' || r == '·':
		case unicode.IsDigit(r), unicode.IsMark(r), isJoiner(r) && letters:
		case r == '?' && i+1 == len(name) && i > 0 && !strings.Contains(name, " "): // "P?": the recorder is not sure who
		case r == '"' || r == '״' || r == '׳': // an abbreviation of Hebrew: היו"ר
			before, _ := utf8.DecodeLastRuneInString(name[:i])
			if !unicode.Is(unicode.Hebrew, before) {
				return false
			}
		default:
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(name)
	return letters && (unicode.IsLetter(first) || unicode.IsDigit(first))
}

// isNobodyKnown reports whether a label says that the recorder does not know who
// speaks: "???: One nineteen."
func isNobodyKnown(name string) bool {
	return len(name) > 1 && len(name) < 6 && strings.Trim(name, "?") == ""
}

// plainSpaces replaces spaces that do not break a line: within a name they are as
// good as others.
var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// isJoiner reports whether a character that nobody sees says how the letters
// beside it are written, as in Persian and in scripts of India.
func isJoiner(r rune) bool { return r == '\u200C' || r == '\u200D' }

// AllNameWords reports whether each of name's words can be one of a name in a
// script with capital letters; others cannot tell a name on its own line from
// a short sentence by its words.
func AllNameWords(name string) bool {
	counted := false // "Second murderer": what is counted needs no capital
	for i, rest := 0, name; rest != ""; i++ {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		w = page.Bare(w, ".,'’&")
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case i == 0 && kin.Holds(w):
			counted = true
		case i > 0 && (counted || w == "" || roles.Has(w) || kin.Has(w)):
		case i == 0 && isNobodyKnown(name), unicode.IsUpper(first) || unicode.IsDigit(first) || unicode.Is(unicode.Lo, first):
		case i == 0 || !particles.Has(w) && w != "a" && w != "an":
			return false
		}
	}
	return true
}

// IsNameWord reports whether word can be part of a name: letters, the first of
// them a capital, with inner hyphens and apostrophes.
func IsNameWord(word string) bool {
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

// IsCaps reports whether name has letters and all that have case are capital.
func IsCaps(name string) bool {
	upper := false
	for _, r := range name {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			upper = true
		}
	}
	return upper
}

// HasCapsOnly reports whether all words of a label but the particles between
// them are in capitals.
func HasCapsOnly(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if !particles.Has(w) && !IsCaps(w) {
			return false
		}
	}
	first, _, _ := strings.Cut(name, " ")
	return IsCaps(first)
}

func BeginsInSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

// IsInitials reports whether word is like "E." or "C.R.".
func IsInitials(word string) bool {
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

// startsInitials reports whether text begins with initials.
func startsInitials(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return IsInitials(strings.TrimSuffix(word, ","))
}

func isCyrillic(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, first)
}

// isCyrillicInitials reports whether word is the initials of a first name and a
// patronymic, which stand after the surname: "И.И.".
func isCyrillicInitials(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, first) && IsInitials(word) && utf8.RuneCountInString(word) == 4
}

// EndsInInitials reports whether a line is a surname and the initials of a first
// name and a patronymic, and nothing else: "ИВАНОВ И.И."
func EndsInInitials(text string) bool {
	surname, initials, ok := strings.Cut(text, " ")
	return ok && len(text) < MaxBytes && isCyrillicInitials(initials) && IsNameWord(surname)
}

func IsHonorific(word string) bool {
	stem, ok := strings.CutSuffix(word, ".")
	return ok && honorifics.Holds(stem)
}

func IsNumber(word string) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return word != ""
}

// IsTime reports whether s is a time such as "1:02" or "00:01:02.345".
func IsTime(s string) bool { return page.IsClock(s) }

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
