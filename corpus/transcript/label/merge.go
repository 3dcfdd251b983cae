package label

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// A Merge says that two labels are one speaker's, and what shows it.
type Merge struct{ Label, Name, Reason string }

// MergeAll decides which labels are one speaker's by what the document itself
// says: a label that gives its own short form ("Michael Folkson (MF):"), a full
// name and office that introduce a surname ("ANDERSON COOPER, HOST:"), a list of
// those present, or the same letters in another case. A last word that two
// labels have in common shows nothing: "P. King" is not "King".
func MergeAll(labels iter.Seq[*Label], present []string) []Merge {
	var names []named             // in the order of their first cue
	index := make(map[string]int) // of each in names
	last := make(map[string]int)  // surnames, by how many labels have them
	for l := range labels {
		i, ok := index[l.Name]
		if !ok {
			i = len(names)
			index[l.Name] = i
			names = append(names, named{name: l.Name, folded: strings.ToLower(l.Name)})
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
	most := make(map[string]int, len(names)) // the most frequent of those with the same letters
	for i, n := range names {
		if other, ok := most[n.folded]; !ok || n.count > names[other].count {
			most[n.folded] = i
		}
	}
	for i, n := range names {
		if other := most[n.folded]; other != i {
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
	addPresent(names, present, last, place, add)
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

// A named is a name of labels.
type named struct {
	name   string
	folded string // in small letters
	count  int
}

// isKin reports whether a name begins with what can tell one member of a family
// from another: "LADY MACBETH", "YOUNG SIWARD".
func isKin(name string) bool {
	first, _, ok := strings.Cut(name, " ")
	return ok && kin[strings.ToLower(strings.TrimSuffix(first, "."))]
}

// addPresent joins labels that are the surname of one of those present alone,
// or after a title, if nobody else there has that surname.
func addPresent(names []named, present []string, last map[string]int, place func(name string) int, add func(short, full, reason string)) {
	bearers := make(map[string][]string)
	for _, full := range present {
		_, surname, ok := cutLast(full, " ")
		if !ok {
			surname = full // "MACDUFF" beside "LADY MACDUFF"
		}
		key := strings.ToLower(surname)
		bearers[key] = append(bearers[key], full)
	}
	if len(bearers) == 0 {
		return
	}
	forms := make(map[string][]string) // surname -> the labels that are its bearer's
	for _, n := range names {
		name := n.name
		before, surname, ok := cutLast(name, " ")
		if !ok {
			before, surname = "", name
		}
		key := strings.ToLower(surname)
		if full := bearers[key]; len(full) == 1 && !isKin(full[0]) && (before == "" || strings.EqualFold(name, full[0]) || SameBearer(before) && !HasInitials(name)) {
			forms[key] = append(forms[key], name)
		}
	}
	for key, labels := range forms {
		own := 0 // labels of the surname that are not in another form of it
		for _, l := range labels {
			if strings.Contains(l, " ") {
				own++
			}
		}
		if own < last[key] {
			continue // somebody else has that surname
		}
		full := bearers[key][0]
		if place(full) < 0 {
			full = slices.MaxFunc(labels, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(b, a)) })
		}
		for _, l := range labels {
			add(l, full, "the only one so called of those present")
		}
	}
}
