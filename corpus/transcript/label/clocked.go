package label

import "strings"

// aloneClocked reads a label on its own line with a time that brackets part from it,
// "Mr. Berg (00:03.412)", "[Mr. Berg] 09:00:11", or of what programs call those of whom
// they know no name: "+46*****17 0:31".
func aloneClocked(text string) (Label, bool) {
	name, clock := "", ""
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if name, clock, ok = strings.Cut(rest, "] "); !ok {
			return Label{}, false
		}
	} else if open := strings.LastIndex(text, " ("); open > 0 && text[len(text)-1] == ')' {
		name, clock = text[:open], text[open+len(" ("):len(text)-1]
	} else if before, after, ok := cutLast(text, " "); ok && isTelephone(strings.TrimRight(before, " ")) {
		name, clock = strings.TrimRight(before, " "), after
	}
	if name == "" || !IsTime(clock) || strings.ContainsAny(name, "[]") {
		return Label{}, false
	}
	if isTelephone(name) || isRoleAndName(name) {
		return Label{Name: name, Time: clock, Alone: true}, true
	}
	found, ok := New(name, "")
	found.Time = clock
	return found, ok && AllNameWords(found.Name)
}

// isTelephone reports whether a name is the number of a telephone, of which a program
// may hide some digits.
func isTelephone(name string) bool {
	const least, most = 6, 24
	return len(name) >= least && len(name) <= most && strings.Trim(name, "+*0123456789()- ") == "" && strings.ContainsAny(name, "+*") && strings.ContainsAny(name, "0123456789")
}

// isRoleAndName reports whether a name is a role, a colon and who has it: "Guest: Ana P.".
func isRoleAndName(name string) bool {
	role, who, ok := strings.Cut(name, ": ")
	return ok && HasRole(role) && LooksLikeName(role) && LooksLikeName(who) && AllNameWords(who)
}
