package verify

import (
	"regexp"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// titlesOf returns what records are called, as folded words, by the first of them.
// A title that may be somebody's name, "Julius Caesar", is left out, and so is one
// of a single word.
func titlesOf(lib *corpus.Library) map[string][][]string {
	titles := make(map[string][][]string)
	for _, r := range lib.Records {
		for _, title := range []string{r.Title, r.ShortTitle()} {
			words := strings.Fields(search.Fold(title))
			if len(words) > 1 && !writtenAsName(title) {
				titles[words[0]] = append(titles[words[0]], words)
			}
		}
	}
	return titles
}

// sourcesIn returns where a text cites records, by title or by ID. Whoever a record
// is named after is not said to speak there.
func (v *Verifier) sourcesIn(text string) []corpus.Span {
	var spans []corpus.Span
	words := wordsOf(text)
	for i := range words {
		for _, title := range v.titles()[words[i].fold] {
			n := 0
			for n < len(title) && i+n < len(words) && words[i+n].fold == title[n] {
				n++
			}
			if n == len(title) {
				spans = append(spans, corpus.Span{Start: words[i].span.Start, End: words[i+n-1].span.End})
			}
		}
	}
	for _, m := range identifiers.FindAllStringSubmatchIndex(text, -1) {
		id := text[m[2]:m[3]]
		// Without a hyphen it may be a name, too, unless it is a turn's: "hamlet:24".
		if (m[4] >= 0 || strings.Contains(id, "-")) && (v.index.Library().Record(id) != nil || v.index.Library().Record(strings.ToLower(id)) != nil) {
			spans = append(spans, corpus.Span{Start: m[0], End: m[1]})
		}
	}
	return spans
}

// identifiers are what may be a record's ID, with a turn of it behind.
var identifiers = regexp.MustCompile(`([\pL\pN]+(?:[-_.][\pL\pN]+)*)(:\pN+)?`)

// citesFirst reports whether a text begins with what a record is cited by, or is the
// beginning of a title: "Mikoyan in Havana".
func (v *Verifier) citesFirst(text string) bool {
	words := wordsOf(text)
	if len(words) == 0 {
		return false
	}
	for _, s := range v.sourcesIn(text) {
		if s.Start <= words[0].span.Start {
			return true
		}
	}
	return len(words) > 1 && !writtenAsName(text) && v.isTitle(text)
}
