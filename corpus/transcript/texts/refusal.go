package texts

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// whyNot says in what way a text is no transcript, and what would help, in a
// line that can be pasted.
func whyNot(s *page.Sheet, file string) string {
	one := fmt.Sprintf("rapporteur lint --sidecar --speaker \"NAME\" %q", file)
	if (&parse{parser: &parser{s: s}}).mostSet() != nil {
		return "its questions are set apart, and nothing says who answers them; with the name of who does: " + one
	}
	paragraphs := 0
	for i := range s.Lines {
		if s.Lines[i].Gap > page.Turned {
			paragraphs++
		}
	}
	names := maybeNames(s)
	one = "if one person says all of it: " + one
	switch {
	case paragraphs == 0:
		return "it is empty"
	case len(names) == 0:
		return "no paragraph begins with a name and a colon or a full stop; " + one
	}
	return fmt.Sprintf("what its lines begin with is not surely names (%s); if they are, write into its sidecar: [[speakers]] name = %q; %s",
		strings.Join(names, ", "), names[0], one)
}

// maybeNames returns the first few that lines begin with and that may be names. A
// sentence of a word or two ends with a full stop, too: "Never."
func maybeNames(s *page.Sheet) []string {
	const few = 3
	var names []string
	for i := range s.Lines {
		found, ok := label.Colon(s.At(i))
		if !ok {
			found, ok = label.Stop(s.At(i))
			ok = ok && label.SentenceWords(found.Name) == 0 && (label.IsTitled(found.Name) || label.HasInitials(found.Name) || label.IsFullName(found.Name) || label.HasCapsOnly(found.Name))
		}
		if ok && !label.IsHeading(found.Name) && !slices.Contains(names, found.Name) {
			if names = append(names, found.Name); len(names) == few {
				break
			}
		}
	}
	return names
}
