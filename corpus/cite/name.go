package cite

import "strings"

// particles begin a family name of several words.
var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "la": true, "van": true, "von": true, "der": true, "den": true, "le": true}

// split parts a name into the given names and the family name.
func split(name string) (given, family string) {
	words := strings.Fields(name)
	if len(words) < 2 {
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

// initials returns a name with its given names as initials, in front or, if
// last, behind: "A. Melyakova", "Shakespeare, W.".
func initials(name string, last bool) string {
	given, family := split(name)
	var letters []string
	for _, g := range strings.FieldsFunc(given, func(r rune) bool { return r == ' ' || r == '.' }) {
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
