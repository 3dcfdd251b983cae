package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// mayBeOne reports whether a name may be that of the one who says a turn,
// although the record has another there: its initials, or the same family name
// where nothing tells the two apart.
func mayBeOne(name string, mine *corpus.Person, turn *corpus.Turn) bool {
	written := turn.SpeakerName()
	if areInitials(written, name) || areInitials(name, written) {
		return true
	}
	if mine == nil || !writtenAsName(name) || !writtenAsName(written) {
		return false
	}
	claimed, speaker := partsOf(name), partsOf(written)
	if claimed.family == "" || claimed.family != speaker.family {
		return false
	}
	for _, alias := range append([]string{mine.Name}, mine.Aliases...) {
		if other := partsOf(alias); other.family == speaker.family {
			speaker.given = append(speaker.given, other.given...)
			speaker.callings = append(speaker.callings, other.callings...)
		}
	}
	if !claimed.agrees(speaker) {
		return false
	}
	// Whoever else has the family name there must be the same one, too. Two whom
	// the sidecar names are two.
	for i := range turn.Record.Speakers {
		other := &turn.Record.Speakers[i]
		parts := partsOf(other.Name)
		if int32(i) == turn.Speaker || parts.family != claimed.family {
			continue
		}
		if other.Declared && turn.Record.Speakers[turn.Speaker].Declared || !parts.agrees(speaker) || !parts.agrees(claimed) {
			return false
		}
	}
	return true
}

// A personName is a name in its parts, folded.
type personName struct {
	callings, given []string
	family          string // "" where the last word is no name
}

func partsOf(name string) personName {
	words := search.NameWords(name)
	if len(words) == 0 {
		return personName{}
	}
	last := len(words) - 1
	parts := personName{family: words[last]}
	if utf8.RuneCountInString(parts.family) < 2 || isCalling(parts.family) || kin[parts.family] {
		parts.family = ""
	}
	for _, w := range words[:last] {
		if isCalling(w) || kin[w] {
			parts.callings = append(parts.callings, w)
		} else if !particles[w] {
			parts.given = append(parts.given, w)
		}
	}
	return parts
}

// agrees reports whether two names of one family may be one person's: what both
// are called besides is not another's, and none is called one of kin.
func (n personName) agrees(other personName) bool {
	apart := func(w string) bool { return kin[w] }
	if slices.ContainsFunc(n.callings, apart) != slices.ContainsFunc(other.callings, apart) {
		return false
	}
	if len(n.callings) > 0 && len(other.callings) > 0 && !meet(n.callings, other.callings, func(a, b string) bool { return a == b }) {
		return false
	}
	return len(n.given) == 0 || len(other.given) == 0 || meet(known(n.given), known(other.given), func(a, b string) bool {
		return a == b || utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a) || utf8.RuneCountInString(b) == 1 && strings.HasPrefix(a, b)
	})
}

// known returns the names among names and initials; the initials if there are no
// more than those.
func known(given []string) []string {
	full := slices.DeleteFunc(slices.Clone(given), func(g string) bool { return utf8.RuneCountInString(g) == 1 })
	if len(full) > 0 {
		return full
	}
	return given
}

// kin tell somebody from another of the same name: "Lady Macbeth", "Young Siward".
var kin = set(`lady mrs ms miss madam madame mme mlle queen princess dame frau fraulein senora sra senorita dona donna signora
	first second third fourth young old junior senior elder younger mother father brother sister son daughter widow the`)

// meet reports whether a word of one list is alike to one of the other.
func meet(some, others []string, alike func(a, b string) bool) bool {
	return slices.ContainsFunc(some, func(a string) bool {
		return slices.ContainsFunc(others, func(b string) bool { return alike(a, b) })
	})
}

// areInitials reports whether a label is nothing but the initials of a name:
// "J.F.", "MS"; of a family name alone, the last of them.
func areInitials(label, name string) bool {
	var letters []rune
	for _, r := range label {
		switch {
		case unicode.IsUpper(r):
			letters = append(letters, unicode.ToLower(r))
		case r != '.' && r != ' ':
			return false
		}
	}
	var first []rune
	for _, w := range search.NameWords(name) {
		if !isCalling(w) && !kin[w] && !particles[w] {
			r, _ := utf8.DecodeRuneInString(w)
			first = append(first, r)
		}
	}
	if len(letters) < 2 || len(first) == 0 {
		return false
	}
	return slices.Equal(letters, first) || len(first) == 1 && letters[len(letters)-1] == first[0]
}
