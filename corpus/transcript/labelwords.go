package transcript

import (
	"slices"
	"strings"
	"unicode"
)

// isHeading reports whether name begins like a heading or a line of a form.
func isHeading(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	first = strings.ToLower(strings.TrimRight(first, ".,"))
	if sceneWords[first] || headings[first] {
		return true
	}
	if isCounter(name) {
		return true
	}
	if strings.HasPrefix(name, "http") || strings.HasPrefix(name, "_") || strings.Contains(name, "_") && !strings.ContainsFunc(name, unicode.IsUpper) {
		return true
	}
	if _, isList := participantsIn(name); isList {
		return true
	}
	if _, last, ok := cutLast(strings.ToLower(strings.TrimRight(name, ".")), " "); ok && sceneWords[last] {
		return true // "THE FIRST ACT", "ERSTER AKT"
	}
	return unicode.IsDigit(rune(name[0])) && !strings.ContainsFunc(name, unicode.IsUpper)
}

// isCounter reports whether name only counts the points of a speech.
func isCounter(name string) bool { return counters[strings.ToLower(name)] }

func isRoman(s string) bool { return strings.Trim(s, "ivxlc") == "" }

// isExclamation reports whether name is a word that also is a sentence.
func isExclamation(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if !exclamations[strings.Trim(w, ".,")] {
			return false
		}
	}
	return true
}

// isTitled reports whether name begins with a title: "Mr. BROWN of Ohio".
func isTitled(name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	if !ok || rest == "" {
		return false
	}
	if isHonorific(first) || honorifics[strings.ToLower(first)] && isCaps(first) || titles[strings.ToLower(first)] {
		return true
	}
	return strings.EqualFold(first, "the") && hasRole(rest) && slices.ContainsFunc(strings.Fields(rest), isCaps)
}

// hasInitials reports whether name begins with initials: "C.R. Rodriguez".
func hasInitials(name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	return ok && isInitials(first) && rest != ""
}

// offices are what the names of German and Scandinavian offices end with.
var offices = []string{"minister", "ministerin", "kanzler", "kanzlerin", "sekretär", "sekretärin", "präsident", "präsidentin", "presidenten"}

func hasRole(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if w = strings.Trim(w, ".,#"); roles[w] {
			return true
		}
		for _, office := range offices {
			if strings.HasSuffix(w, office) {
				return true
			}
		}
	}
	return false
}

// isCommon reports whether all of name's words but particles are words of the
// text in small letters too, and so need not be a name.
func isCommon(name string, lower map[string]bool) bool {
	if hasRole(name) || name == strings.ToUpper(name) && name == strings.ToLower(name) {
		return false // a script without capitals tells nothing
	}
	for _, w := range strings.Fields(name) {
		w = strings.ToLower(strings.Trim(w, ".,"))
		if !particles[w] && !lower[w] && !exclamations[w] {
			return false
		}
	}
	return true
}

// holdsCommon reports whether any of name's words but particles is a word of
// the text in small letters.
func holdsCommon(name string, lower map[string]bool) bool {
	for _, w := range strings.Fields(name) {
		w = strings.ToLower(strings.Trim(w, ".,"))
		if !particles[w] && !honorifics[w] && !titles[w] && (lower[w] || exclamations[w]) {
			return true
		}
	}
	return false
}

// lowerWords returns the words that the document writes in small letters.
func (d *document) lowerWords() map[string]bool {
	if d.lower != nil {
		return d.lower
	}
	d.lower = make(map[string]bool)
	for i := range d.lines {
		text := d.lines[i].text
		for at := 0; at < len(text); {
			end := at
			for end < len(text) && text[end] != ' ' {
				end++
			}
			word := text[at:end]
			at = end + 1
			// Most words of most texts begin so, and need no closer look.
			if word == "" || word[0] >= 'A' && word[0] <= 'Z' {
				continue
			}
			if word = trimMarks(word); word != "" && !d.lower[word] {
				d.lower[word] = true
			}
		}
	}
	return d.lower
}

// trimMarks cuts the punctuation off both ends of a word.
func trimMarks(word string) string {
	isMark := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
	if first, last := word[0], word[len(word)-1]; first >= 'a' && first <= 'z' && last >= 'a' && last <= 'z' {
		return word
	}
	return strings.TrimFunc(word, isMark)
}
