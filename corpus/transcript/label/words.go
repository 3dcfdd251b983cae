package label

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// IsHeading reports whether name begins like a heading or a line of a form.
func IsHeading(name string) bool {
	first, rest, _ := strings.Cut(name, " ")
	first = strings.TrimRight(first, ".,")
	if rest != "" && IsNumber(first) {
		return IsHeading(rest) // "1 Source": a footnote
	}
	if sceneWords.Holds(first) || headings.Holds(first) || rest != "" && phrases.Holds(name) {
		return true
	}
	if IsCounter(name) {
		return true
	}
	if strings.HasPrefix(name, "http") || strings.HasPrefix(name, "_") || strings.Contains(name, "_") && !strings.ContainsFunc(name, unicode.IsUpper) {
		return true
	}
	if _, isList := PresentIn(name); isList {
		return true
	}
	if _, last, ok := cutLast(strings.TrimRight(name, "."), " "); ok && (sceneWords.Holds(last) || remarks.Holds(last)) {
		return true // "THE FIRST ACT", "ERSTER AKT", "Teacher's comment"
	}
	return unicode.IsDigit(rune(name[0])) && !strings.ContainsFunc(name, unicode.IsUpper)
}

// IsCounter reports whether name only counts the points of a speech.
func IsCounter(name string) bool {
	if counters.Holds(name) || isHanCounter(name) {
		return true
	}
	article, rest, ok := strings.Cut(name, " ") // "Le premier : la rivière"; "The First" may be a ship
	return ok && ordinals.Holds(rest) && articles.Holds(article) && !strings.EqualFold(article, "the")
}

// isHanCounter reports whether name counts points in Chinese or Japanese: "第一".
func isHanCounter(name string) bool {
	number, ok := strings.CutPrefix(name, "第")
	return ok && strings.Trim(number, "一二三四五六七八九十百0123456789") == ""
}

// IsSound reports whether name is a word for what is heard and not said.
func IsSound(name string) bool { return sounds.Holds(name) }

// IsPoint reports whether name is a word that who speaks says of what follows:
// "Note: the fund covers the rest."
func IsPoint(name string) bool { return points.Holds(name) }

// IsRemark reports whether name is a word for what somebody adds to a text.
func IsRemark(name string) bool { return remarks.Holds(name) }

// IsRoman reports whether s, in small letters, is a Roman number, or several
// with full stops between them: "ii.iii".
func IsRoman(s string) bool { return strings.Trim(s, "ivxlc.") == "" }

// IsExclamation reports whether name is a word that also is a sentence.
func IsExclamation(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if !exclamations.Holds(page.Bare(w, ".,")) {
			return false
		}
	}
	return true
}

// IsTitled reports whether name begins with a title: "Mr. BROWN of Ohio".
func IsTitled(name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	if !ok || rest == "" {
		return false
	}
	if articles.Holds(first) { // "La señora PRESIDENTA"
		if title, _, ok := strings.Cut(rest, " "); ok && (titles.Holds(title) || IsHonorific(title)) {
			return true
		}
	}
	if IsHonorific(first) || honorifics.Holds(first) && IsCaps(first) || titles.Holds(first) {
		return true
	}
	if bareTitles.Has(first) && IsNameWord(strings.TrimRight(rest[:strings.IndexByte(rest+" ", ' ')], ".,")) {
		return true
	}
	return strings.EqualFold(first, "the") && HasRole(rest) && (slices.ContainsFunc(strings.Fields(rest), IsCaps) || first == "The" && everyCapital(rest))
}

// everyCapital reports whether each word of text begins with a capital letter.
func everyCapital(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if !particles.Has(w) && !IsNameWord(w) {
			return false
		}
	}
	return true
}

// HasInitials reports whether name begins with initials: "C.R. Rodriguez".
func HasInitials(name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	return ok && IsInitials(first) && rest != ""
}

// offices are what the names of German and Scandinavian offices end with.
var offices = []string{"minister", "ministerin", "kanzler", "kanzlerin", "sekretär", "sekretärin", "präsident", "präsidentin", "presidenten", "ministeren", "ministern", "ministeri", "puhemies", "talman"}

// HasHanOffice reports whether a name in Han characters ends with an office or a form
// of address: "田北辰議員".
func HasHanOffice(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.Is(unicode.Han, first) && utf8.RuneCountInString(name) <= unspacedName && slices.ContainsFunc(hanOffices, func(office string) bool { return strings.HasSuffix(name, office) })
}

// officeEnds are the letters that they end with.
const officeEnds = "rntis"

func HasRole(name string) bool {
	if callers.Holds(name) {
		return true
	}
	if HasHanOffice(name) {
		return true
	}
	for w := range strings.FieldsSeq(name) {
		if w = page.Bare(w, ".,#"); roles.Holds(w) {
			return true
		}
		if len(w) < len("minister") || w[len(w)-1] < utf8.RuneSelf && strings.IndexByte(officeEnds, w[len(w)-1]|0x20) < 0 {
			continue
		}
		w = strings.ToLower(w)
		for _, office := range offices {
			if strings.HasSuffix(w, office) {
				return true
			}
		}
	}
	return false
}

// IsCommon reports whether all of name's words but particles are words of the
// text in small letters too, and so need not be a name.
func IsCommon(name string, lower *page.Words) bool {
	if HasRole(name) || !hasCase(name) {
		return false // a script without capitals tells nothing
	}
	for w := range strings.FieldsSeq(name) {
		w = strings.ToLower(page.Bare(w, ".,"))
		if !particles.Has(w) && !lower.Has(w) && !exclamations.Has(w) {
			return false
		}
	}
	return true
}

// hasCase reports whether capitals and small letters differ in name.
func hasCase(name string) bool {
	for i := range len(name) {
		if c := name[i] | 0x20; c >= 'a' && c <= 'z' {
			return true
		}
	}
	return name != strings.ToUpper(name) || name != strings.ToLower(name)
}

// HoldsCommon reports whether any of name's words but particles is a word of
// the text in small letters.
func HoldsCommon(name string, lower *page.Words) bool {
	for w := range strings.FieldsSeq(name) {
		w = strings.ToLower(page.Bare(w, ".,"))
		if !particles.Has(w) && !honorifics.Has(w) && !titles.Has(w) && (lower.Has(w) || exclamations.Has(w)) {
			return true
		}
	}
	return false
}

// isOfficeOf reports whether name is an office with what it is of: "M. le président
// de la commission des lois".
func isOfficeOf(name string) bool {
	if strings.Count(name, " ") < 3 {
		return false // most names
	}
	words := strings.SplitN(name, " ", 4)
	return len(words) == 4 && (IsHonorific(words[0]) || words[0] == "M." || bareTitles.Has(words[0])) && articles.Has(words[1]) && roles.Has(words[2]) && isOf(words[3])
}

// isTitleOf reports whether a word is a title or a rank by where it stands: behind a
// form of address and an article, as in "M. le duc", "Sr. el marqués".
func isTitleOf(before, word string) bool {
	address, article, ok := strings.Cut(strings.TrimRight(before, " "), " ")
	return ok && (IsHonorific(address) || address == "M." || address == "M" || bareTitles.Has(address)) && articles.Has(article) && BeginsInSmall(word)
}

// SentenceWords counts the words of name that no name has: such as begin with a
// small letter and are neither particles nor roles.
func SentenceWords(name string) int {
	if isOfficeOf(name) {
		return 0
	}
	n := 0
	if callers.Holds(name) {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(name); r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return max(0, utf8.RuneCountInString(name)-unspacedName) / 2
	}
	i := -1
	var before [2]string // the third word
	for w := range strings.FieldsSeq(name) {
		if i++; i < len(before) {
			before[i] = w
		} else if i == len(before) && BeginsInSmall(w) && isTitleOf(before[0]+" "+before[1], w) {
			continue
		}
		w = page.Bare(w, ".,'’\"()[]&/#-")
		first, _ := utf8.DecodeRuneInString(w)
		if w == "" || !unicode.IsLower(first) || particles.Has(w) || roles.Has(w) || kin.Has(w) || titles.Has(w) || deputies.Has(w) || i > 0 && (w == "a" || w == "an" || w == "no" || w == "hon") {
			continue
		}
		if at := strings.IndexAny(w, "'’"); at > 0 && at < 3 {
			continue // "d'Artagnan", "l’intérieur"
		}
		n++
	}
	return n
}

// unspacedName is how many characters a name with its office has at most in a
// script without spaces.
const unspacedName = 12

// IsTitle reports whether word is a title in full that stands before a name.
func IsTitle(word string) bool { return titles.Holds(word) }

// IsMans and IsWomans report whether a form of address before a surname is that of a
// man, or of a woman.
func IsMans(address string) bool { return mans.Holds(strings.TrimSuffix(address, ".")) }

func IsWomans(address string) bool { return womans.Holds(strings.TrimSuffix(address, ".")) }
