package bot

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// Head returns the longest beginning of p whose block quote takes at most
// limit units: whole sentences, or words where not even the first sentence
// fits. Of a passage that holds something it always returns something.
func Head(p corpus.Passage, style QuoteStyle, limit int) corpus.Passage {
	fits := func(end int) bool {
		style := style
		style.After = style.After || end < p.End
		return Units(string(BlockQuote(corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: p.Start, End: end}}, style))) <= limit
	}
	// No unit takes more than three bytes, so that what is past three times
	// the limit need not be looked at.
	near := p.Text()
	if len(near) > 3*limit {
		near = near[:3*limit]
	} else if fits(p.End) {
		return p
	}
	var sentences, words, runes []int // ends
	for s := range corpus.Sentences(near) {
		sentences = append(sentences, p.Start+s.End)
	}
	// The last is whole or cut off, and does not fit either way.
	sentences = sentences[:max(0, len(sentences)-1)]
	for i, r := range near {
		if unicode.IsSpace(r) {
			words = append(words, p.Start+i)
		}
		runes = append(runes, p.Start+i)
	}
	for _, ends := range [][]int{sentences, words, runes} {
		n := sort.Search(len(ends), func(i int) bool { return !fits(ends[i]) })
		if n == 0 {
			continue
		}
		if cut := Trimmed(p.Turn, p.Start, ends[n-1]); cut.Len() > 0 {
			return cut
		}
	}
	return p
}

// Tail returns the longest end of p, in whole sentences, whose block quote
// takes at most limit units: the last sentence cut by [Head] where not even
// that fits.
func Tail(p corpus.Passage, style QuoteStyle, limit int) corpus.Passage {
	from := func(start int) corpus.Passage {
		return corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: start, End: p.End}}
	}
	// As in head, what is further away need not be looked at.
	near := p.Start
	if p.Len() > 3*limit {
		near = WholeRune(p.Turn.Text, p.End-3*limit)
	}
	var starts []int
	for s := range corpus.Sentences(p.Turn.Text[near:p.End]) {
		starts = append(starts, near+s.Start)
	}
	if near > p.Start && len(starts) > 1 {
		starts = starts[1:] // the first is cut off
	}
	// Lengths fall from the first sentence to the last.
	i := sort.Search(len(starts), func(i int) bool {
		style := style
		style.Before = style.Before || starts[i] > p.Start
		return Units(string(BlockQuote(from(starts[i]), style))) <= limit
	})
	switch {
	case i < len(starts):
		return from(starts[i])
	case i > 0:
		style.Before = true
		return Head(from(starts[i-1]), style, limit)
	}
	return p
}

// WholeRune moves an offset that is within a rune to its start.
func WholeRune(text string, offset int) int {
	for offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset--
	}
	return offset
}

// Trimmed returns the passage [start, end) without white space at its end.
func Trimmed(t *corpus.Turn, start, end int) corpus.Passage {
	text := strings.TrimRightFunc(t.Text[start:end], unicode.IsSpace)
	return corpus.Passage{Turn: t, Span: corpus.Span{Start: start, End: start + len(text)}}
}

// Rest returns what of the turn follows p, without white space before it. Its
// text is "" if nothing does.
func Rest(p corpus.Passage) corpus.Passage {
	text := p.Turn.Text
	start := len(text) - len(strings.TrimLeftFunc(text[p.End:], unicode.IsSpace))
	return corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: start, End: len(text)}}
}
