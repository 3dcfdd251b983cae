package label

import (
	"slices"
	"strings"
)

// PresentIn reads a paragraph that lists who took part: "Members Present:
// …". It reports whether the paragraph is such a list.
func PresentIn(text string) ([]string, bool) {
	before, list, ok := strings.Cut(text, ":")
	last := strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:])
	switch last = strings.Trim(last, "*_ "); last {
	case "present", "participants", "attendees", "attending", "attendance", "guests", "hosts":
	default:
		return nil, false
	}
	if !ok {
		return nil, true
	}
	var names []string
	for _, entry := range strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == ',' }) {
		entry, _, _ = strings.Cut(entry, "(") // an office, a short form
		words := strings.Fields(strings.Trim(entry, "*_. "))
		from := len(words)
		for from > 0 && (IsNameWord(words[from-1]) || IsInitials(words[from-1])) {
			from--
		}
		if name := strings.Join(words[from:], " "); len(words)-from >= 2 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, true
}
