package search

import (
	_ "embed"
	"slices"
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

// listLanguages notes the languages of the library's records that have a table,
// but for those whose words are known without one.
func (x *Index) listLanguages() {
	for _, r := range x.lib.Records {
		base, _, _ := strings.Cut(r.Language, "-")
		if base != "en" && base != "ru" && closed()[base] != nil && !slices.Contains(x.languages, base) {
			x.languages = append(x.languages, base)
		}
	}
}

// foreign returns the closed table of the language of a query, nil if it is
// English: of the library's languages the one that most of its words are of, if
// those are more than English has.
func (x *Index) foreign(words []typedWord) map[string]bool {
	if len(x.languages) == 0 {
		return nil
	}
	count := func(table map[string]bool) (n int) {
		for _, w := range words {
			if table[w.text] {
				n++
			}
		}
		return n
	}
	var best map[string]bool
	most := count(closed()["en"])
	for _, language := range x.languages {
		if table := closed()[language]; count(table) > most {
			best, most = table, count(table)
		}
	}
	return best
}

// OtherLanguage reports whether a text is in a language that none of the library's
// records is in, as far as its function words tell.
func (x *Index) OtherLanguage(text string) bool {
	words := typedWords(text)
	known := make(map[string]bool)
	for _, r := range x.lib.Records {
		base, _, _ := strings.Cut(r.Language, "-")
		if base == "" {
			return false // it may be in any
		}
		known[base] = true
	}
	most := map[bool]int{}
	for language, table := range closed() {
		n := 0
		for _, w := range words {
			if table[w.text] {
				n++
			}
		}
		most[known[language]] = max(most[known[language]], n)
	}
	return most[false] >= fewestForeign && most[false] > most[true]
}

// fewestForeign is how many function words of a language show a text to be in it.
const fewestForeign = 2

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
