package verify

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutOut stands where around has cut out a quotation of a word or more.
const cutOut = "   "

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimLeft(s, "\n \t"), "\n")
	return s
}

func lastLine(s string) string {
	s = strings.TrimRight(s, "\n \t")
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// around returns what stands before and after a quotation in its sentence.
// Other quotations are cut out.
func around(text string, q quoted, all []quoted) (before, after string) {
	masked := []byte(text)
	from, to := 0, len(text)
	for _, o := range all {
		if o == q {
			continue
		}
		// A block is a text by itself, and so is what stands beyond it.
		if o.block && o.outer.End <= q.outer.Start {
			from = max(from, o.outer.End)
		} else if o.block && o.outer.Start >= q.outer.End {
			to = min(to, o.outer.Start)
		}
		for i := o.outer.Start; i < o.outer.End; i++ {
			// What ends a sentence within the marks may end the one around.
			if i != o.inner.End-1 || !strings.ContainsRune(".!?", rune(text[i])) {
				masked[i] = ' '
			}
		}
	}
	before, after = string(masked[from:q.outer.Start]), string(masked[q.outer.End:to])
	if i := strings.LastIndex(before, "\n\n"); i >= 0 {
		before = before[i+2:]
	}
	if i := strings.Index(after, "\n\n"); i >= 0 {
		// A line of its own may name the speaker.
		if rest := strings.TrimSpace(after[:i]); rest != "" {
			after = after[:i]
		}
	}
	if i := lastEnd(before); i >= 0 {
		before = before[i:]
	}
	// The quotation may end its sentence: what follows then is another, unless
	// it goes on as one that tells who spoke.
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text[q.inner.Start:q.inner.End]))
	if i := firstEnd(after); i >= 0 {
		after = after[:i]
	}
	first := strings.TrimLeft(after, " \t")
	if strings.ContainsRune(".", last) && startsSentence(first) {
		after = ""
	}
	return before, after
}

// startsSentence reports whether a new sentence begins, rather than one goes
// on: with a capital, and no dash or line before it.
func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// ends are where a sentence ends; a full stop after an initial or a title is
// none.
var ends = regexp.MustCompile(`[.!?…]["”’»)\]]*\s+`)

func lastEnd(s string) int {
	at := -1
	for _, m := range ends.FindAllStringIndex(s, -1) {
		if isEnd(s, m) {
			at = m[1]
		}
	}
	return at
}

func firstEnd(s string) int {
	for _, m := range ends.FindAllStringIndex(s, -1) {
		if isEnd(s, m) {
			return m[0] + 1
		}
	}
	return -1
}

func isEnd(s string, m []int) bool {
	if s[m[0]] != '.' {
		return true
	}
	words := wordsOf(s[:m[0]])
	if len(words) == 0 {
		return true
	}
	w := words[len(words)-1]
	return w.span.End != m[0] || utf8.RuneCountInString(w.fold) > 1 && !wordings["en"].titles[w.fold]
}
