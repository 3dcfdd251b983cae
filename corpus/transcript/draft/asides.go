package draft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// bracketed adds to spans, of which those from the index first on are of text,
// the others of text that are the recorder's or editor's:
// what stands in square brackets, and what stands in round ones as a remark of
// its own, at the start of the turn or after the end of a sentence. Round
// brackets within a sentence are the speaker's.
func bracketed(text string, spans []corpus.Span, first int) []corpus.Span {
	if !strings.ContainsAny(text, "[(") {
		return spans
	}
	unclosed, given := 0, spans[first:len(spans):len(spans)]
	for i := 0; i < len(text) && unclosed < maxUnclosed; {
		open := strings.IndexAny(text[i:], "[(")
		if open < 0 {
			break
		}
		open += i
		end := page.Closing(text, open)
		if end < 0 {
			unclosed++
		}
		if end < 0 || !isAside(text, open, end) {
			i = open + 1
			continue
		}
		if open == 0 && strings.HasPrefix(text[end:], ". ") {
			end++ // "(rising). It is …": the stop is the label's
		}
		found := corpus.Span{Start: open, End: end}
		for len(given) > 0 && given[0].End <= open {
			given = given[1:]
		}
		if len(given) == 0 || !found.Overlaps(given[0]) {
			spans = append(spans, found)
		}
		i = end
	}
	slices.SortFunc(spans[first:], func(a, b corpus.Span) int { return a.Start - b.Start })
	return spans
}

// maxUnclosed is after how many brackets that nothing closes a turn is searched
// no further.
const maxUnclosed = 64

func isAside(text string, open, end int) bool {
	if text[open] == '[' {
		return !strings.HasPrefix(text[end:], "(") // a link of Markdown
	}
	if end-open <= len("(iii)") {
		return false // "(a)" counts something
	}
	first, _ := utf8.DecodeRuneInString(text[open+1:])
	before := strings.TrimRight(text[:open], " \n")
	return before == "" || page.EndsSentence(before) && unicode.IsUpper(first) && len(before) < open
}
