package texts

import (
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/page"
)

// isPullQuote reports whether the paragraph from line i up to end says again, on its
// own, what is part of something longer elsewhere: pages show a sentence so.
func (r *reader) isPullQuote(i, end int) bool {
	const (
		least, most = 7, 40   // words, and one
		longest     = 400     // bytes
		site        = 1 << 18 // bytes of a text that is one of the web, at most
	)
	if r.play || r.columns || r.hearing || len(r.s.Text.String) > site || int(r.s.Lines[end-1].End-r.s.Lines[i].Start) > longest || end < len(r.s.Lines) && r.s.Lines[end].Gap < page.Parted {
		return false
	}
	own := folded(r.s.Joined(i, end))
	if n := strings.Count(own, " "); n < least || n > most {
		return false
	}
	if r.folded == "" {
		r.folded = folded(r.s.Joined(0, len(r.s.Lines)))
	}
	return strings.Count(r.folded, own) == 2
}

// folded returns the words of a text in small letters, a space around each.
func folded(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }) {
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return b.String()
}
