package texts

import (
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/label"
)

// interviewPattern is what the name of who is interviewed stands behind in a title.
var interviewPattern = regexp.MustCompile(`(?i)(?:^|\P{L})(?:(?:interview|conversation) (?:with|of)|interview mit|(?:im )?gespräch mit|(?:entretien|interview|conversation) avec|(?:entrevista|conversación) (?:con|a)|intervista (?:con|a)|entrevista com|интервью с) (.+)$`)

// intervieweeIn returns the name of the one who is interviewed, "" if a line does
// not say it or names several.
func intervieweeIn(text string) string {
	if len(text) > 2*label.MaxBytes {
		return ""
	}
	m := interviewPattern.FindStringSubmatch(strings.Trim(text, "#*_ "))
	if m == nil {
		return ""
	}
	return leadingName(m[1])
}

// leadingName returns the name in full that text begins with: a title and a
// surname, or two words and more. It returns "" if there is none, or another one
// follows behind an "and".
func leadingName(text string) string {
	end, words := 0, 0
	for at := 0; at < len(text); {
		word, _, _ := strings.Cut(text[at:], " ")
		bare := strings.TrimRight(word, ",;:.!?)\"”*_")
		switch {
		case label.IsInitials(word) || label.IsHonorific(word):
			bare = word
		case words > 0 && isJoining(bare):
			return ""
		case !label.IsNameWord(strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "’s")):
			if words == 0 || !label.IsParticle(bare) {
				at = len(text)
				continue
			}
			at += len(word) + 1
			continue
		}
		words++
		end = at + len(bare)
		if at += len(word) + 1; bare != word {
			break
		}
	}
	if words < 2 {
		return ""
	}
	if _, rest, ok := strings.Cut(text[end:], " "); ok && isJoining(rest[:strings.IndexByte(rest+" ", ' ')]) {
		return ""
	}
	return strings.Clone(text[:end])
}

// isJoining reports whether a word joins two names.
func isJoining(word string) bool {
	switch strings.ToLower(word) {
	case "and", "&", "und", "et", "y", "e", "и":
		return true
	}
	return false
}
