package transcript

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxNames is up to how many speakers are compared with one another.
const maxNames = 1000

// resolve decides which labels of cues are one speaker's, as far as the
// document says so, and tells the builder.
func (b *builder) resolve(cues []cue) {
	var names []string // in the order of their first cue
	count := make(map[string]int)
	for _, q := range cues {
		if count[q.label.name]++; count[q.label.name] == 1 {
			names = append(names, q.label.name)
		}
	}
	// "Michael Folkson (MF):" says whose "MF:" is.
	for _, q := range cues {
		if short := q.label.note; isShortForm(short, q.label.name) && count[short] > 0 {
			b.same[short] = q.label.name
		}
	}
	if len(names) > maxNames {
		return // so many are no cast in which to look for one person twice
	}
	for _, name := range names {
		if _, ok := b.same[name]; ok {
			continue
		}
		if full := fullForm(name, names, count); full != "" {
			b.same[name] = full
		}
	}
}

// isShortForm reports whether short stands for name in labels: its initials,
// or a part of it in capitals.
func isShortForm(short, name string) bool {
	if short == "" || !isCaps(short) || strings.Contains(short, " ") || utf8.RuneCountInString(short) > 5 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	return strings.EqualFold(string(first), string([]rune(short)[0]))
}

// fullForm returns the one name of names that is name in a fuller form, "" if
// there is none or more than one.
func fullForm(name string, names []string, count map[string]int) string {
	var full []string
	for i, other := range names {
		if other == name {
			continue
		}
		if strings.EqualFold(other, name) {
			// The same name in other letters: the more frequent one stands.
			if count[other] > count[name] || count[other] == count[name] && i < slices.Index(names, name) {
				full = append(full, other)
			}
			continue
		}
		if title, last, ok := strings.Cut(name, " "); ok {
			// "Mr. Blake" is "Mr. Bill Blake".
			if isHonorific(title) && strings.HasPrefix(other, title+" ") && strings.HasSuffix(other, " "+last) && allNameWords(other) {
				full = append(full, other)
			}
			continue
		}
		first, last, ok := cutLast(other, " ")
		if !ok || !strings.EqualFold(last, name) || len(groupMembers(other)) > 1 {
			continue
		}
		if !sameBearer(first) {
			// "LADY MACBETH" is not "MACBETH"; nor need "NORA HELMER" be "HELMER",
			// unless the full name only introduces the speaker.
			introduced := i < slices.Index(names, name) && (count[other] == 1 || count[other] == 2 && count[name] > 2) && !kin[strings.ToLower(strings.Trim(first, "."))]
			if !introduced {
				continue
			}
		}
		full = append(full, other)
	}
	if len(full) != 1 {
		return ""
	}
	return full[0]
}

// sameBearer reports whether first is initials or a title that leaves no
// doubt that a surname after it and the surname alone are one person.
func sameBearer(first string) bool {
	for _, w := range strings.Fields(first) {
		stem := strings.ToLower(strings.TrimSuffix(w, "."))
		if !isInitials(w) && (kin[stem] || !honorifics[stem] && !titles[stem]) {
			return false
		}
	}
	return true
}

// kin are the words before a name that can tell one member of a family from
// another.
var kin = wordSet(`mrs ms miss mme mlle madame frau sra srta dra st lady lord sir king queen prince princess
	duke duchess count countess young old little first second third fourth`)

// isQualifier reports whether what a label has in brackets says more of who
// speaks, and not how: "to Colby", "MF", "COLUMBIA".
func isQualifier(note string) bool {
	if strings.HasPrefix(note, "to ") {
		return true
	}
	for _, w := range strings.Fields(note) {
		if !isNameWord(strings.Trim(w, ".,")) && !particles[w] && !isNumber(w) {
			return false
		}
	}
	return note != ""
}
