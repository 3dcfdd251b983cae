package cite

import (
	"slices"
	"strings"
	"unicode"
)

// particles begin a family name of several words.
var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "la": true, "van": true, "von": true, "der": true, "den": true, "le": true}

// bodies are words of the names of bodies, which are never turned about.
var bodies = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`agency archive archives association board bureau center centre club college commission committee company
		conference congress consortium corporation council court department foundation government group house inc institute library ltd
		ministry museum network office organisation organization parliament party press project service services society senate staff
		state team union university workshop of for the at comité comisión consejo ministerio universidad ministerium universität
		institut gesellschaft ministère université`) {
		m[w] = true
	}
	return m
}()

// isBody reports whether a name is one of a body rather than of a person:
// "Department of State". A name of one word may be either, and stays as it is.
func isBody(name string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(w string) bool { return bodies[strings.Trim(w, ".,")] })
}

// people parts what a record says of its authors into names: "Karl Marx and
// Friedrich Engels". The name of a body is one.
func people(names string) []string {
	if names == "" {
		return nil
	}
	if isBody(names) {
		return []string{names}
	}
	var all []string
	for part := range strings.SplitSeq(strings.NewReplacer(" and ", ";", " & ", ";", " und ", ";", " et ", ";", " y ", ";", " и ", ";").Replace(names), ";") {
		part = strings.Trim(part, " ,")
		// "Beaumont, Fletcher" are two; "Shakespeare, William" is one.
		if several := strings.Split(part, ", "); len(several) > 1 && !slices.ContainsFunc(several, func(s string) bool { return !strings.Contains(s, " ") }) {
			all = append(all, several...)
		} else if part != "" {
			all = append(all, part)
		}
	}
	return all
}

// split parts a name into the given names and the family name. It may be written
// with the family name first. A body has no given names.
func split(name string) (given, family string) {
	if family, given, ok := strings.Cut(name, ", "); ok && !isBody(name) {
		return given, family
	}
	words := strings.Fields(name)
	if len(words) < 2 || isBody(name) {
		return "", name
	}
	at := len(words) - 1
	for at > 1 && particles[strings.ToLower(words[at-1])] {
		at--
	}
	return strings.Join(words[:at], " "), strings.Join(words[at:], " ")
}

// familyFirst returns a name as it is sorted: "Shakespeare, William".
func familyFirst(name string) string {
	given, family := split(name)
	if given == "" {
		return family
	}
	return family + ", " + given
}

// givenFirst returns a name as it is spoken: "William Shakespeare".
func givenFirst(name string) string {
	given, family := split(name)
	return joined(" ", given, family)
}

// sorted returns names as an entry begins: the first with the family name first,
// the others as they are spoken: "Beaumont, Francis, and John Fletcher".
func sorted(names string, most int) string {
	all := people(names)
	if len(all) == 0 {
		return ""
	}
	shown := []string{familyFirst(all[0])}
	if len(all) > most {
		return shown[0] + ", et al."
	}
	for _, name := range all[1:] {
		shown = append(shown, givenFirst(name))
	}
	if n := len(shown); n > 1 {
		return strings.Join(shown[:n-1], ", ") + ", and " + shown[n-1]
	}
	return shown[0]
}

// asSpoken returns names as a note has them: "Francis Beaumont and John Fletcher".
func asSpoken(names string) string {
	var all []string
	for _, name := range people(names) {
		all = append(all, givenFirst(name))
	}
	if n := len(all); n > 2 {
		all = []string{strings.Join(all[:n-1], ", ") + ",", all[n-1]}
		return strings.Join(all, " and ")
	}
	return strings.Join(all, " and ")
}

// families returns the family names of several, as they stand in a text: joined by
// with if they are two, the first and "et al." if more.
func families(names, with string) string {
	all := people(names)
	var family []string
	for _, name := range all {
		_, f := split(name)
		family = append(family, f)
	}
	switch len(family) {
	case 0:
		return ""
	case 1:
		return family[0]
	case 2:
		return family[0] + with + family[1]
	}
	return family[0] + " et al."
}

// allInitials returns names with their given names as initials, behind if last is
// set, the last two joined by an ampersand: "Beaumont, F., & Fletcher, J.".
func allInitials(names string, last bool) string {
	var all []string
	for _, name := range people(names) {
		all = append(all, initials(name, last))
	}
	n := len(all)
	switch {
	case n < 2:
		return strings.Join(all, "")
	case n == 2 && !last:
		return all[0] + " & " + all[1]
	}
	return strings.Join(all[:n-1], ", ") + ", & " + all[n-1]
}

// initials returns a name with its given names as initials, in front or, if
// last, behind: "A. Melyakova", "Shakespeare, W.".
func initials(name string, last bool) string {
	given, family := split(name)
	var letters []string
	for _, g := range strings.FieldsFunc(given, func(r rune) bool { return unicode.IsSpace(r) || r == '.' }) {
		letters = append(letters, string([]rune(g)[:1])+".")
	}
	switch {
	case len(letters) == 0:
		return family
	case last:
		return family + ", " + strings.Join(letters, " ")
	}
	return strings.Join(letters, " ") + " " + family
}
