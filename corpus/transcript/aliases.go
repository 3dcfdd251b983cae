package transcript

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/label"
)

// Bounds on the names that a document gives its speakers by itself.
const (
	maxAliases = 16   // of a speaker
	maxNames   = 1000 // speakers that are compared with one another
)

func addAlias(s *corpus.Speaker, name string) {
	if name != s.Name && len(s.Aliases) < maxAliases && !slices.Contains(s.Aliases, name) {
		s.Aliases = append(s.Aliases, strings.Clone(name))
	}
}

// addAliases gives the speakers the other names under which the text speaks of
// them: the surname alone, and the surname after a title, unless another
// speaker or participant has the same surname.
func addAliases(r *corpus.Record, text string) {
	if len(r.Speakers) > maxNames {
		return
	}
	bearers := make(map[string]int)
	for _, name := range everyone(r) {
		bearers[surname(name)]++
	}
	for i := range r.Speakers {
		s := &r.Speakers[i]
		last := surname(s.Name)
		if last == "" || bearers[last] > 1 {
			continue
		}
		forms := titledForms(text, last)
		if man, woman := addressed(append(forms, s.Name)); man && woman {
			// "HERR LOHSE" beside "FRAU LOHSE": the surname is that of both.
			forms = slices.DeleteFunc(forms, func(form string) bool { return !sameAddress(form, s.Name) })
		} else {
			addAlias(s, last)
		}
		for _, form := range forms {
			addAlias(s, form)
		}
	}
}

// addressed reports whether one of some names is a man's and one a woman's by how
// they are addressed.
func addressed(names []string) (man, woman bool) {
	for _, name := range names {
		first, _, _ := strings.Cut(name, " ")
		man = man || label.IsMans(first)
		woman = woman || label.IsWomans(first)
	}
	return man, woman
}

// sameAddress reports whether two names are both a man's or both a woman's by how they
// are addressed.
func sameAddress(a, b string) bool {
	manA, womanA := addressed([]string{a})
	manB, womanB := addressed([]string{b})
	return manA == manB && womanA == womanB && (manA || womanA)
}

// everyone returns the names of all speakers and participants, each once.
func everyone(r *corpus.Record) []string {
	names := slices.Clone(r.Participants[:min(len(r.Participants), maxNames)])
	for _, s := range r.Speakers {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// surname returns the last word of a name of several words whose first are
// initials or titles, "" for other names.
func surname(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	for _, w := range words[:len(words)-1] {
		if !label.IsInitials(w) && !label.IsHonorific(w) && !label.IsTitle(w) {
			return ""
		}
	}
	return words[len(words)-1]
}

// titledForms returns the forms "Cde. Mikoyan", "Minister Roa" of a surname
// that stand in text.
func titledForms(text, surname string) []string {
	var forms []string
	for from := 0; ; {
		i := strings.Index(text[from:], surname)
		if i < 0 {
			return forms
		}
		i += from
		from = i + len(surname)
		before := strings.TrimRight(text[max(0, i-32):i], " \n")
		title := before[strings.LastIndexAny(before, " \n(“\"")+1:]
		if i == 0 || !label.IsHonorific(title) && (!label.IsTitle(title) || !label.IsNameWord(title)) {
			continue
		}
		if form := title + " " + surname; !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
}
