package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// IsShortForm reports whether short stands for name in labels: its initials,
// or a part of it in capitals.
func IsShortForm(short, name string) bool {
	if short == "" || !IsCaps(short) || strings.Contains(short, " ") || utf8.RuneCountInString(short) > 5 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	return strings.EqualFold(string(first), string([]rune(short)[0]))
}

// AreInitials reports whether short is made of the first letters of a name's
// words, with full stops or without.
func AreInitials(short, name string) bool {
	var initials []rune
	for w := range strings.FieldsSeq(name) {
		if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) && !IsHonorific(w) {
			initials = append(initials, first)
		}
	}
	return string(initials) == strings.ReplaceAll(short, ".", "")
}

// SameBearer reports whether first is initials or a title that leaves no
// doubt that a surname after it and the surname alone are one person.
func SameBearer(first string) bool {
	for _, w := range strings.Fields(first) {
		stem := strings.ToLower(strings.TrimSuffix(w, "."))
		if !IsInitials(w) && (kin.Has(stem) || !honorifics.Has(stem) && !titles.Has(stem)) {
			return false
		}
	}
	return true
}

// kin are the words before a name that can tell one member of a family from
// another.
var kin = page.NewWordList(`mrs ms miss mme mlle madame frau sra srta dra st lady lord sir king queen prince princess
	duke duchess count countess young old little first second third fourth`)

// IsQualifier reports whether what a label has in brackets says more of who
// speaks, and not how: "to Colby", "MF", "COLUMBIA".
func IsQualifier(note string) bool {
	if strings.HasPrefix(note, "to ") {
		return true
	}
	for _, w := range strings.Fields(note) {
		if !IsNameWord(page.Bare(w, ".,()")) && !particles.Has(w) && !IsNumber(w) {
			return false
		}
	}
	return note != ""
}

// GroupMembers cuts the name of a group into those of its members.
func GroupMembers(name string) []string {
	f := func(r rune) bool { return r == ',' || r == '&' || r == '/' || r == '・' || r == '、' }
	var members []string
	for _, chunk := range strings.FieldsFunc(name, f) {
		var member []string
		for _, w := range strings.Fields(chunk) {
			switch strings.ToLower(w) {
			case "and", "und", "et", "y", "e", "и", "och", "og", "en":
				if len(member) > 0 {
					members = append(members, strings.Join(member, " "))
				}
				member = nil
			default:
				member = append(member, w)
			}
		}
		if len(member) > 0 {
			members = append(members, strings.Join(member, " "))
		}
	}
	return members
}

// Parts reports whether a note in brackets can be what tells two speakers of
// one name apart: a number after any name, a name after a role.
func Parts(name, note string) bool {
	if note == "" || strings.HasPrefix(note, "to ") {
		return false
	}
	if IsNumber(note) {
		return true
	}
	return (HasRole(name) || strings.ContainsAny(name, "0123456789") || voices.Holds(name)) && IsQualifier(note) && !BeginsInSmall(note)
}

// IsParticle reports whether word stands between the words of names in small
// letters: "of", "von".
func IsParticle(word string) bool { return particles.Has(word) }

// IsFullName reports whether text is a name of two words or more and nothing
// else, but for a short form in brackets: "Ben Allen (BAN)".
func IsFullName(text string) bool {
	if open := strings.IndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") {
		text = strings.TrimSpace(text[:open])
	}
	return strings.Contains(text, " ") && len(text) < MaxBytes && LooksLikeName(text) && AllNameWords(text) && SentenceWords(text) == 0
}
