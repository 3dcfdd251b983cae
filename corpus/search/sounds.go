package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// sounding writes a folded word of a name as it sounds, roughly, to whoever has heard
// it and never read it: "banco" and "banquo", "mikojan" and "mikoyan".
var sounding = strings.NewReplacer("ph", "f", "th", "t", "dt", "t", "sch", "s", "sh", "s", "ch", "k", "ck", "k", "qu", "k", "cq", "k", "gh", "g",
	"c", "k", "q", "k", "x", "ks", "z", "s", "w", "v", "y", "i", "j", "i", "ou", "u", "oo", "u", "ee", "i", "ie", "i", "ei", "i", "ey", "i",
	"bb", "b", "dd", "d", "ff", "f", "gg", "g", "kk", "k", "ll", "l", "mm", "m", "nn", "n", "pp", "p", "rr", "r", "ss", "s", "tt", "t")

// soundScore is what a name is worth that only sounds as what was typed: a proposal.
const soundScore = 0.7

// leastSounding is how many letters a word has at least to be taken for another by its
// sound.
const leastSounding = 4

// soundingLike returns who has a word of a name that sounds as one that was typed.
func (x *Index) soundingLike(name string, in *corpus.Record) []NameMatch {
	heard := make(map[string]bool)
	words := withoutTitles(NameWords(beginning(name, maxNameBytes)))
	for _, w := range words[:min(len(words), maxNameWords)] {
		if utf8.RuneCountInString(w) >= leastSounding {
			heard[sounding.Replace(w)] = true
		}
	}
	if len(heard) == 0 {
		return nil
	}
	var people []NameMatch
	for i := range x.lib.People {
		p := &x.lib.People[i]
		if in != nil && !slices.ContainsFunc(p.Parts, func(part corpus.Part) bool { return part.Record == in }) {
			continue
		}
		if slices.ContainsFunc(x.names.people[i], func(n personName) bool {
			return slices.ContainsFunc(n.bare, func(w int32) bool { return heard[sounding.Replace(x.names.words[w].text)] })
		}) {
			people = append(people, NameMatch{Person: p, Score: soundScore})
		}
	}
	return people
}

// titledNames returns the names in full that titles and lists of who took part have for
// a person whom labels call by one word: "Lorinda Cherry" of CHERRY.
func titledNames(p *corpus.Person) []string {
	own := foldName(p.Name)
	if len(own) != 1 || utf8.RuneCountInString(own[0]) < leastSounding {
		return nil
	}
	var full []string
	for _, part := range p.Parts {
		for _, text := range append([]string{part.Record.Title}, part.Record.Participants...) {
			words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' && r != '-' && r != '\'' && r != '’' })
			for i := 1; i < len(words); i++ {
				first, _ := utf8.DecodeRuneInString(words[i-1])
				if Fold(words[i]) == own[0] && unicode.IsUpper(first) && isForename(words[i-1]) {
					full = append(full, words[i-1]+" "+words[i])
				}
			}
		}
	}
	return full
}

// isForename reports whether a word before a name can be somebody's first one.
func isForename(word string) bool {
	folded := Fold(word)
	return utf8.RuneCountInString(folded) > 2 && !titles[folded] && !IsFunctionWord(folded) && !questions().occasion[folded] && strings.ToUpper(word) != word
}
