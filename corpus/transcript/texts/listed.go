package texts

import (
	_ "embed"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/label"
)

// countedLabels returns the labels that come once each and are a word that is no role
// with numbers that rise: "Rule 1", "Rule 2".
func (p *parse) countedLabels() map[*part]bool {
	const few = 3
	of := make(map[string][]*part)
	for _, it := range p.cast.order {
		word, number, ok := strings.Cut(it.text, " ")
		if ok && it.taken && it.cues == 1 && label.IsNumber(number) && !it.has(hasRole) {
			of[word] = append(of[word], it)
		}
	}
	counted := make(map[*part]bool)
	for _, all := range of {
		for _, it := range all {
			counted[it] = len(all) >= few
		}
	}
	return counted
}

// announcesList reports whether the title of the text is that of a list.
func (p *parse) announcesList() bool {
	const most = 8 // words
	if p.cues[0].line == 0 {
		return false
	}
	title := strings.ToLower(strings.Trim(p.s.At(0), "#*_:. "))
	if strings.Count(title, " ") >= most {
		return false
	}
	return slices.ContainsFunc(listTitles, func(of string) bool {
		before, after, ok := strings.Cut(title, of)
		return ok && (before == "" || strings.HasSuffix(before, " ")) && (after == "" || before == "" && after[0] == ' ')
	})
}

// listTitles are what the titles of lists begin or end with.
var listTitles = strings.Split(strings.TrimSpace(listTitleLines), "\n")

//go:embed lists.txt
var listTitleLines string
