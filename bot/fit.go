package bot

import (
	"sort"
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// head returns the longest beginning of p whose block quote takes at most
// limit units: whole sentences, or words where not even the first sentence
// fits. Of a passage that holds something it always returns something.
func head(p corpus.Passage, style quoteStyle, limit int) corpus.Passage {
	fits := func(end int) bool {
		style := style
		style.after = style.after || end < p.End
		return units(string(blockQuote(corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: p.Start, End: end}}, style))) <= limit
	}
	// No unit takes more than three bytes, so that what is past three times
	// the limit need not be looked at.
	near := p.Text()
	if len(near) > 3*limit {
		near = near[:3*limit]
	} else if fits(p.End) {
		return p
	}
	var sentences, words []int // ends
	for s := range corpus.Sentences(near) {
		sentences = append(sentences, p.Start+s.End)
	}
	// The last is whole or cut off, and does not fit either way.
	sentences = sentences[:max(0, len(sentences)-1)]
	for i, r := range near {
		if unicode.IsSpace(r) {
			words = append(words, p.Start+i)
		}
	}
	for _, ends := range [][]int{sentences, words} {
		if n := sort.Search(len(ends), func(i int) bool { return !fits(ends[i]) }); n > 0 {
			return trimmed(p.Turn, p.Start, ends[n-1])
		}
	}
	end := p.Start
	for i := range near {
		if i > 0 && !fits(p.Start+i) {
			break
		}
		end = p.Start + i
	}
	if end == p.Start {
		return p
	}
	return trimmed(p.Turn, p.Start, end)
}

// tail returns the longest end of p, in whole sentences, whose block quote
// takes at most limit units: the last sentence cut by [head] where not even
// that fits.
func tail(p corpus.Passage, style quoteStyle, limit int) corpus.Passage {
	var starts []int
	for s := range corpus.Sentences(p.Text()) {
		starts = append(starts, p.Start+s.Start)
	}
	style.before = true
	fits := func(i int) bool {
		q := corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: starts[i], End: p.End}}
		return units(string(blockQuote(q, style))) <= limit
	}
	// Lengths fall from the first sentence to the last.
	i := sort.Search(len(starts), fits)
	switch {
	case i < len(starts):
		return corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: starts[i], End: p.End}}
	case i > 0:
		return head(corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: starts[i-1], End: p.End}}, style, limit)
	}
	return p
}

// trimmed returns the passage [start, end) without white space at its end.
func trimmed(t *corpus.Turn, start, end int) corpus.Passage {
	text := strings.TrimRightFunc(t.Text[start:end], unicode.IsSpace)
	return corpus.Passage{Turn: t, Span: corpus.Span{Start: start, End: start + len(text)}}
}

// rest returns what of the turn follows p, without white space before it. Its
// text is "" if nothing does.
func rest(p corpus.Passage) corpus.Passage {
	text := p.Turn.Text
	start := len(text) - len(strings.TrimLeftFunc(text[p.End:], unicode.IsSpace))
	return corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: start, End: len(text)}}
}
