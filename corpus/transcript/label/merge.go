package label

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Merge says that two labels are one speaker's, and what shows it.
type Merge struct{ Label, Name, Reason string }

// MergeAll decides which labels are one speaker's by what the document itself
// says: a label that gives its own short form ("Michael Folkson (MF):"), a full
// name and office that introduce a surname ("ANDERSON COOPER, HOST:"), a list of
// those present, or the same letters in another case. A last word that two
// labels have in common shows nothing: "P. King" is not "King".
func MergeAll(labels iter.Seq[*Label], present []string) []Merge {
	var names []named                // in the order of their first cue
	index := make(map[string]int)    // of each in names
	last := make(map[string]int)     // surnames, by how many labels have them
	groups := make(map[string]int32) // of names with the same letters
	var most []int32                 // by group, the most frequent of them
	for l := range labels {
		i, ok := index[l.Name]
		if !ok {
			i = len(names)
			index[l.Name] = i
			folded := sameLetters(l.Name)
			group, ok := groups[folded]
			if !ok {
				group = int32(len(most))
				groups[folded] = group
				most = append(most, int32(i))
			}
			names = append(names, named{name: l.Name, group: group})
			if _, surname, ok := cutLast(l.Name, " "); ok {
				last[strings.ToLower(surname)]++
			}
		}
		names[i].count++
	}
	// place returns where a name stands among all, -1 if it is none.
	place := func(name string) int {
		if i, ok := index[name]; ok {
			return i
		}
		return -1
	}
	same := make(map[string]Merge)
	add := func(short, full, reason string) {
		if _, ok := same[short]; !ok && short != full {
			same[short] = Merge{short, full, reason}
		}
	}
	for l := range labels {
		if IsShortForm(l.Note, l.Name) && place(l.Note) >= 0 {
			add(l.Note, l.Name, "the label “"+l.Name+" ("+l.Note+")” says so")
		}
	}
	for i, n := range names {
		if n.count > names[most[n.group]].count {
			most[n.group] = int32(i)
		}
	}
	for i, n := range names {
		if other := int(most[n.group]); other != i {
			add(n.name, names[other].name, "the same letters")
		}
	}
	for l := range labels {
		if l.Role == "" && !IsQualifier(l.Note) {
			continue
		}
		given, surname, ok := cutLast(l.Name, " ")
		if by := cmp.Or(l.Role, l.Note); ok && last[strings.ToLower(surname)] <= 2 {
			title, _, _ := strings.Cut(given, " ")
			for _, short := range []string{surname, title + " " + surname} {
				if place(short) > index[l.Name] && (short == surname && last[strings.ToLower(surname)] == 1 || short != surname && title != given && IsHonorific(title)) {
					add(short, l.Name, "introduced as “"+l.Name+", "+by+"”")
				}
			}
		}
	}
	if len(names) <= maxShort {
		for _, n := range introduced(labels, names, place) {
			add(n.short, n.full, "the name in full stands before all the short ones, as others' do")
		}
	}
	if len(present) > 0 {
		rest := slices.DeleteFunc(slices.Clone(names), func(n named) bool { return same[n.name].Name != "" })
		addPresent(rest, present, last, place, add)
	}
	var merges []Merge
	for _, n := range names {
		m, ok := same[n.name]
		if !ok {
			continue
		}
		if next, ok := same[m.Name]; ok && next.Name != n.name {
			m.Name = next.Name
		}
		merges = append(merges, m)
	}
	return merges
}

// maxShort is how many names are compared each with all others.
const maxShort = 500

// A named is a name of labels.
type named struct {
	name  string
	group int32 // of names that [sameLetters] makes one
	count int32
}

// sameLetters returns a name so that only its letters and its words count:
// "MRS.NDETEI", "Mrs  Ndetei" and "MRS. NDETEI" are one, "Ann A." and "Anna" are
// not.
func sameLetters(name string) string {
	var b strings.Builder
	for w := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return r == '.' || unicode.IsSpace(r) }) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// isKin reports whether a name begins with what can tell one member of a family
// from another: "LADY MACBETH", "YOUNG SIWARD".
func isKin(name string) bool {
	first, _, ok := strings.Cut(name, " ")
	return ok && kin.Holds(strings.TrimSuffix(first, "."))
}

// addPresent joins labels that can be nobody but one of those present: by the
// surname, alone or after a title, by a title and the surname's first letter, or
// by the first name.
func addPresent(names []named, present []string, last map[string]int, place func(name string) int, add func(short, full, reason string)) {
	by := newBearers(present)
	forms := make(map[string][]string) // name in full -> the labels that are that person's
	own := make(map[string]int)        // by surname, its labels that are of two words or more
	for _, n := range names {
		name := n.name
		full := by.of(name)
		if full == "" {
			continue
		}
		forms[full] = append(forms[full], name)
		if strings.Contains(name, " ") {
			own[surnameOf(name)]++
		}
	}
	for full, labels := range forms {
		if own[surnameOf(full)] < last[surnameOf(full)] {
			continue // somebody else has that surname
		}
		if place(full) < 0 {
			full = slices.MaxFunc(labels, func(a, b string) int {
				return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(b, a))
			})
		}
		for _, l := range labels {
			add(l, full, "the only one so called of those present")
		}
	}
}

func surnameOf(name string) string {
	if _, surname, ok := cutLast(name, " "); ok {
		return strings.ToLower(surname)
	}
	return strings.ToLower(name) // "MACDUFF" beside "LADY MACDUFF"
}

// Bearers are those present, in full, by what they can be called.
type bearers struct{ surname, given map[string][]string }

func newBearers(present []string) bearers {
	by := bearers{make(map[string][]string), make(map[string][]string)}
	for _, full := range present {
		given, _, ok := strings.Cut(full, " ")
		by.surname[unaccented(surnameOf(full))] = append(by.surname[unaccented(surnameOf(full))], full)
		if ok && !isKin(full) && !IsInitials(given) {
			by.given[unaccented(given)] = append(by.given[unaccented(given)], full)
		}
	}
	return by
}

// of returns the name in full of the only one whom a label can name, "" if there
// are none or several.
func (by bearers) of(name string) string {
	before, surname, ok := cutLast(name, " ")
	if !ok {
		before, surname = "", name
	}
	key := unaccented(surname)
	if full := by.surname[key]; len(full) == 1 && len(by.given[key]) == 0 && !isKin(full[0]) && (before == "" || unaccented(name) == unaccented(full[0]) || SameBearer(before) && !HasInitials(name)) {
		return full[0]
	}
	if full := by.given[key]; before == "" && len(full) == 1 && len(by.surname[key]) == 0 {
		return full[0]
	}
	initial := strings.TrimSuffix(surname, ".")
	if before == "" || utf8.RuneCountInString(initial) != 1 || !SameBearer(before) || IsInitials(strings.Fields(before)[0]) {
		return ""
	}
	only := ""
	for surname, full := range by.surname { // "Dr W"
		if strings.HasPrefix(surname, unaccented(initial)) {
			if only != "" || len(full) > 1 {
				return ""
			}
			only = full[0]
		}
	}
	return only
}

// unaccented returns a name in small letters without its accents.
func unaccented(name string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(name)))
	return strings.Trim(bare, ".")
}
