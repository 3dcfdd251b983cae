package verify

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A word is a word of a text as it is matched, and where it stands.
type word struct {
	fold string
	span corpus.Span
}

func wordsOf(text string) []word {
	var words []word
	for w, span := range search.EachWord(text) {
		words = append(words, word{string(w), span})
	}
	return words
}

// A quotedWord is a word of a quotation, with what its author says of it.
type quotedWord struct {
	word
	// gap reports that the quotation says that words are left out before it.
	gap bool
	// bracket numbers the brackets that it stands in, from 1; 0 for none.
	// Words in brackets may stand for others.
	bracket int
	// stub is what is left of a word without its letters in brackets: "nation"
	// of "nation[al]". It is "" for other words.
	stub string
}

// A quotation is what is said to stand in the record.
type quotation struct {
	text  string
	words []quotedWord
}

var (
	// ellipses say that words are left out.
	ellipses = regexp.MustCompile(`[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]|…(?:\s?…)*|\.\s?\.\s?\.(?:\s?\.)*`)
	brackets = regexp.MustCompile(`\[[^\[\]]*\]`)
	// remarks are words in brackets that stand for nothing in the record.
	remarks = regexp.MustCompile(`(?i)[\[(]\s*(?:sic!?|!|\?|(?:the )?(?:emphasis|italics|bold)(?: is)? (?:added|mine|ours|supplied|(?:in )?(?:the )?original)|my (?:emphasis|italics|translation)|translation mine)\s*[\])]`)
	// hyphens may be where a line was broken, in the quotation or in what it
	// was copied from.
	hyphens = regexp.MustCompile(`[\pL\pM]+(?:[-‐]|\x{00AD}|¬)(?:[ \t]*\r?\n[ \t>]*|[ \t]+)(?:\p{Ll}|\p{Lu}{2})[\pL\pM]*`)
)

// A mark is a place in a quotation that says something of the words around it.
type mark struct {
	corpus.Span
	kind markKind
}

type markKind uint8

const (
	gapMark     markKind = iota // an ellipsis
	bracketMark                 // words in brackets
	letterMark                  // letters in brackets, within a word
	remarkMark                  // a remark on the quotation
	hyphenMark                  // a hyphen with the break of a line after it
)

// read reads a quotation. Where a hyphen may be one that a line was broken at,
// holds says whether the joined word is one of the library.
func read(text string, holds func(word string) bool) quotation {
	marks := marksOf(text, holds)
	clean, origin := strip(text, marks)
	q := quotation{text: text}
	last := -1
	for _, w := range wordsOf(clean) {
		from := origin[w.span.Start]
		w.span = corpus.Span{Start: from, End: origin[w.span.End-1] + 1}
		qw := quotedWord{word: w}
		for i, m := range marks {
			switch {
			case m.kind == gapMark:
				qw.gap = qw.gap || last >= 0 && last <= m.Start && m.End <= w.span.Start
			case !m.Overlaps(w.span):
			case m.kind == bracketMark:
				qw.bracket = i + 1
			case m.kind == letterMark:
				outside := text[w.span.Start:max(m.Start, w.span.Start)] + text[min(m.End, w.span.End):w.span.End]
				qw.stub = search.Fold(outside)
			}
		}
		q.words = append(q.words, qw)
		last = w.span.End
	}
	return q
}

// marksOf returns the marks of a quotation in order, none overlapping another.
func marksOf(text string, holds func(string) bool) []mark {
	var marks []mark
	add := func(kind markKind, spans [][]int) {
		for _, s := range spans {
			m := mark{corpus.Span{Start: s[0], End: s[1]}, kind}
			if !slices.ContainsFunc(marks, func(o mark) bool { return o.Overlaps(m.Span) }) {
				marks = append(marks, m)
			}
		}
	}
	add(remarkMark, remarks.FindAllStringIndex(text, -1))
	add(gapMark, ellipses.FindAllStringIndex(text, -1))
	for _, s := range brackets.FindAllStringIndex(text, -1) {
		kind := bracketMark
		before, _ := utf8.DecodeLastRuneInString(text[:s[0]])
		after, _ := utf8.DecodeRuneInString(text[s[1]:])
		if (unicode.IsLetter(before) || unicode.IsLetter(after)) && !strings.ContainsFunc(text[s[0]:s[1]], unicode.IsSpace) {
			kind = letterMark
		}
		add(kind, [][]int{s})
	}
	for _, s := range hyphens.FindAllStringIndex(text, -1) {
		// What stands between the two halves is taken out where that makes a
		// word of the library.
		from, to := s[0], s[1]
		first := from + strings.IndexFunc(text[from:to], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		second := to - len(text[from:to]) + strings.LastIndexFunc(text[from:to], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		second += len(string([]rune(text[second:])[0]))
		if holds(text[from:first] + text[second:to]) {
			add(hyphenMark, [][]int{{first, second}})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Compare(a.Start, b.Start) })
	return marks
}

// strip returns text without what its marks are written with, and for each of
// its bytes where it stands in text.
func strip(text string, marks []mark) (clean string, origin []int) {
	var b strings.Builder
	keep := func(from, to int) {
		for i := from; i < to; i++ {
			b.WriteByte(text[i])
			origin = append(origin, i)
		}
	}
	space := func(at int) {
		b.WriteByte(' ')
		origin = append(origin, at)
	}
	at := 0
	for _, m := range marks {
		keep(at, m.Start)
		switch m.kind {
		case gapMark, remarkMark:
			space(m.Start)
		case bracketMark:
			space(m.Start)
			keep(m.Start+1, m.End-1)
			space(m.End - 1)
		case letterMark:
			keep(m.Start+1, m.End-1)
		}
		at = m.End
	}
	keep(at, len(text))
	return b.String(), origin
}
