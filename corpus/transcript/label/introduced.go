package label

import (
	"iter"
	"strings"
)

// ShortOf returns the only one of some names that a shorter one can be, "" if there
// are none or several: its first or its last word, where nothing else tells the two
// apart, as a title, an office or a kinship would.
func ShortOf(short string, names iter.Seq[string]) string {
	if !isBare(short) || strings.Contains(short, " ") {
		return ""
	}
	found := ""
	for name := range names {
		if !isPartOf(short, name) || !isBare(name) {
			continue
		}
		if found != "" {
			return ""
		}
		found = name
	}
	return found
}

// isBare reports whether a name is one of a person alone, without a title or an
// office.
func isBare(name string) bool {
	return len(name) > 2 && AllNameWords(name) && !HasRole(name) && !IsTitled(name) && !IsHeading(name) && !IsExclamation(name) && !isKin(name) &&
		!strings.ContainsAny(name, ",0123456789(") && len(GroupMembers(name)) == 1 && !strings.Contains(strings.ToLower(name), " of ")
}

// isPartOf reports whether a word is the first or the last of a name of several.
func isPartOf(word, name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	return ok && len(strings.TrimRight(first, ".")) > 1 && (strings.EqualFold(first, word) || strings.EqualFold(rest[strings.LastIndexByte(rest, ' ')+1:], word))
}

// An introduction is how one who speaks is called in full and in short.
type introduction struct{ short, full string }

// introduced returns the names that stand in full before all their short forms,
// where two at least are called so, as interviews are written down: "DANA COLE: We
// begin." and then "COLE: It is late.". Who speaks to himself under both is two.
func introduced(labels iter.Seq[*Label], names []named, place func(name string) int) []introduction {
	const few = 2 // who are called so
	var found []introduction
	full := make(map[string]string) // of a short form
	for i, n := range names {
		name := ShortOf(n.name, func(yield func(string) bool) {
			for _, other := range names {
				if other.name != n.name && !yield(other.name) {
					return
				}
			}
		})
		if name != "" && place(name) < i && names[place(name)].count < n.count {
			found = append(found, introduction{n.name, name})
			full[n.name] = name
		}
	}
	if len(found) < few {
		return nil
	}
	last := ""
	for l := range labels {
		if last != "" && (full[l.Name] == last || full[last] == l.Name) {
			return nil
		}
		last = l.Name
	}
	return found
}
