package label

import "strings"

// aloneClocked reads a label on its own line with a time that brackets part from it:
// "Mr. Berg (00:03.412)", "[Mr. Berg] 09:00:11".
func aloneClocked(text string) (Label, bool) {
	name, clock := "", ""
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if name, clock, ok = strings.Cut(rest, "] "); !ok {
			return Label{}, false
		}
	} else if open := strings.LastIndex(text, " ("); open > 0 && text[len(text)-1] == ')' {
		name, clock = text[:open], text[open+len(" ("):len(text)-1]
	}
	if name == "" || !IsTime(clock) || strings.ContainsAny(name, "[]") {
		return Label{}, false
	}
	found, ok := New(name, "")
	found.Time = clock
	return found, ok && AllNameWords(found.Name)
}
