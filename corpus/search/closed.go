package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed words/closed.txt
var closedText string

// closed holds, for each language with a table, its words that tell nothing of
// what is talked about, folded.
var closed = sync.OnceValue(func() map[string]map[string]bool {
	all := make(map[string]map[string]bool)
	for line := range strings.Lines(closedText) {
		language, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if all[language] == nil {
			all[language] = make(map[string]bool)
		}
		for _, w := range strings.Fields(Fold(words)) {
			all[language][w] = true
		}
	}
	return all
})

// Telling reports whether a folded word of a record in the given language says
// something of what is talked about. A letter, a number, a title and a word of
// a closed class say nothing. The language matters: "war" is a verb in German.
func Telling(word []byte, language string) bool {
	if utf8.RuneCount(word) < 2 || '0' <= word[0] && word[0] <= '9' {
		return false
	}
	base, _, _ := strings.Cut(language, "-")
	if words := closed()[base]; words != nil {
		return !words[string(word)] && !titles[string(word)]
	}
	return !IsFunctionWord(string(word)) && !titles[string(word)]
}
