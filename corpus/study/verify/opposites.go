package verify

import (
	_ "embed"
	"strings"
	"sync"

	"rapporteur/corpus/search"
)

//go:embed words/opposites.txt
var oppositesText string

// opposites returns, by language and by word, the words that say the opposite of
// it, all folded.
var opposites = sync.OnceValue(func() map[string]map[string]map[string]bool {
	all := make(map[string]map[string]map[string]bool)
	for line := range strings.Lines(oppositesText) {
		language, row, ok := strings.Cut(line, ": ")
		some, others, both := strings.Cut(row, "|")
		if strings.HasPrefix(line, "#") || !ok || !both {
			continue
		}
		if all[language] == nil {
			all[language] = make(map[string]map[string]bool)
		}
		for word := range set(some) {
			for other := range set(others) {
				pair(all[language], word, other)
				pair(all[language], other, word)
			}
		}
	}
	return all
})

func pair(all map[string]map[string]bool, word, other string) {
	if all[word] == nil {
		all[word] = make(map[string]bool)
	}
	all[word][other] = true
}

// contrary reports whether two folded words say the opposite of each other.
func (w *wording) contrary(a, b string) bool { return opposites()[w.language][a][b] }

//go:embed words/leads.txt
var leadsText string

// A leads is what a language has of words that stand before others and say how
// these are meant. words/leads.txt says of what kinds they are.
type leads map[string]map[string]bool

// leadsOf returns the leads of each language.
var leadsOf = sync.OnceValue(func() map[string]leads {
	all := make(map[string]leads)
	for line := range strings.Lines(leadsText) {
		head, words, ok := strings.Cut(line, ":")
		language, kind, both := strings.Cut(head, " ")
		if strings.HasPrefix(line, "#") || !ok || !both {
			continue
		}
		if all[language] == nil {
			all[language] = make(leads)
		}
		if all[language][kind] == nil {
			all[language][kind] = make(map[string]bool)
		}
		for _, w := range strings.Fields(words) {
			all[language][kind][search.Fold(w)] = true
		}
	}
	return all
})
