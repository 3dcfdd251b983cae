package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a passage that can stand alone, in words.
const (
	minAlone = 12
	maxAlone = 120
	// wishAlone is where a passage that is put together of sentences is long
	// enough.
	wishAlone = 35
)

// StandAlone returns the passages of t that make sense by themselves: whole
// sentences of one paragraph, or the whole turn, of 12 to 120 words, which do
// not begin with a word that points back ("He", "However") and hold no aside.
// They do not overlap. A narration and a sensitive turn have none.
func StandAlone(t *Turn) []Passage {
	if t.Kind != Speech || t.Sensitive || len(t.Text) < 2*minAlone {
		return nil
	}
	if n := countWords(t.Text); n < minAlone {
		return nil
	} else if whole := trim(t, 0, len(t.Text)); n <= maxAlone && whole.alone() {
		return []Passage{whole}
	}
	var passages []Passage
	start := 0
	for paragraph := range strings.SplitAfterSeq(t.Text, "\n\n") {
		end := start + len(paragraph)
		if p := trim(t, start, end); p.alone() {
			passages = append(passages, p)
		} else if countWords(paragraph) > maxAlone {
			passages = append(passages, groups(p)...)
		}
		start = end
	}
	return passages
}

// groups returns the passages that the sentences of a long paragraph make
// when taken together until they are long enough.
func groups(paragraph Passage) []Passage {
	var passages []Passage
	start, words := -1, 0
	for s := range Sentences(paragraph.Text()) {
		s = Span{s.Start + paragraph.Start, s.End + paragraph.Start}
		p := Passage{paragraph.Turn, s}
		if start < 0 {
			if p.pointsBack() {
				continue
			}
			start = s.Start
		}
		words += countWords(p.Text())
		if words < wishAlone && s.End < paragraph.End {
			continue
		}
		if p.Start = start; p.alone() {
			passages = append(passages, p)
		}
		start, words = -1, 0
	}
	return passages
}

// alone reports whether p can stand alone, provided that it is whole
// sentences.
func (p Passage) alone() bool {
	n := countWords(p.Text())
	if n < minAlone || n > maxAlone || p.pointsBack() || len(p.Asides()) > 0 {
		return false
	}
	// Speech that breaks off, or that a document cut, ends without a stop.
	text := strings.TrimRightFunc(p.Text(), func(r rune) bool {
		return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.Is(unicode.Sentence_Terminal, last)
}

// pointsBack reports whether p begins with a word that takes its sense from
// what was said before, or in small letters.
func (p Passage) pointsBack() bool {
	text := p.Text()
	i := strings.IndexFunc(text, isWordRune)
	if i < 0 {
		return true
	}
	word := firstWord(text[i:])
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first) || backPointers[strings.ToLower(word)]
}

var backPointers = wordSet(`he she it they him her them his hers its their theirs this that these those
	and but or nor so yet thus therefore hence however moreover furthermore besides nevertheless nonetheless
	instead otherwise then also too such same there thereby thereupon yes no well because which who whose
	precisely indeed exactly likewise similarly consequently accordingly meanwhile again finally secondly
	thirdly`)

// trim returns the passage [start, end) without white space at its ends.
func trim(t *Turn, start, end int) Passage {
	text := t.Text[start:end]
	start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	end -= len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
	return Passage{t, Span{start, max(start, end)}}
}

// countWords counts words: runs of letters and digits, apostrophes and
// hyphens between them included, and every character of a script that puts no
// spaces between words for itself.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n++
			in = false
		case isWordRune(r):
			if !in {
				n++
			}
			in = true
		case r == '\'' || r == '’' || r == '-':
		default:
			in = false
		}
	}
	return n
}
