package transcript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// asidesIn returns the spans of text that are the recorder's or editor's:
// what stands in square brackets, and what stands in round ones as a remark of
// its own, at the start of the turn or after the end of a sentence. Round
// brackets within a sentence are the speaker's.
func asidesIn(text string, spans []corpus.Span) []corpus.Span {
	if !strings.ContainsAny(text, "[(") {
		return spans
	}
	unclosed := 0
	for i := 0; i < len(text) && unclosed < maxUnclosed; {
		open := strings.IndexAny(text[i:], "[(")
		if open < 0 {
			break
		}
		open += i
		end := closing(text, open)
		if end < 0 {
			unclosed++
		}
		if end < 0 || !isAside(text, open, end) {
			i = open + 1
			continue
		}
		spans = append(spans, corpus.Span{Start: open, End: end})
		i = end
	}
	return spans
}

// maxAside is the longest aside that is read as one, in bytes.
const maxAside = 4096

// maxUnclosed is after how many brackets that nothing closes a turn is searched
// no further.
const maxUnclosed = 64

// closing returns the offset after the bracket that closes the one at open,
// -1 if its paragraph has none or it is further than maxAside away.
func closing(text string, open int) int {
	depth := 0
	opens, closes := text[open], byte(')')
	if opens == '[' {
		closes = ']'
	}
	for i := open; i < min(len(text), open+maxAside); i++ {
		switch text[i] {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			if strings.HasPrefix(text[i:], "\n\n") {
				return -1
			}
		}
	}
	return -1
}

func isAside(text string, open, end int) bool {
	if text[open] == '[' {
		return !strings.HasPrefix(text[end:], "(") // a link of Markdown
	}
	if end-open <= len("(iii)") {
		return false // "(a)" counts something
	}
	first, _ := utf8.DecodeRuneInString(text[open+1:])
	before := strings.TrimRight(text[:open], " \n")
	return before == "" || endsSentence(before) && unicode.IsUpper(first) && len(before) < open
}

// exitsIn adds to spans, of which those from the index first on are of text,
// the directions that end a line of a play apart from its words: "We see it,
// friend.          Exit GUARD".
func exitsIn(text string, spans []corpus.Span, first int) []corpus.Span {
	const apart = "   "
	for at := 0; at < len(text); {
		i := strings.Index(text[at:], apart+"Ex")
		if i < 0 {
			break
		}
		start := at + i + len(apart)
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		at = end
		exit := corpus.Span{Start: start, End: end}
		if strings.HasPrefix(text[start:], "Exit") || strings.HasPrefix(text[start:], "Exeunt") {
			if !slices.ContainsFunc(spans[first:], exit.Overlaps) {
				spans = append(spans, exit)
			}
		}
	}
	slices.SortFunc(spans[first:], func(a, b corpus.Span) int { return a.Start - b.Start })
	return spans
}
