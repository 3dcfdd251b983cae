package verify

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// verbatim finds that the quotation stands at p. It is altered all the same
// if its brackets or an ellipsis turn the sense.
func (v *Verifier) verbatim(ctx context.Context, f *Finding, q quotation, p place) {
	f.Verdict = Verbatim
	f.Pieces = []Piece{p.piece(q)}
	s := sense{v, f, q, p, v.lexicon(), wordingOf(p.turn.Record.Language)}
	last := -1 // word of the turn that is the last one quoted or replaced
	for i := range q.words {
		if q.words[i].gap && last >= 0 && p.at[i] > last+1 {
			s.ellipsis(last+1, p.at[i])
		}
		if p.at[i] >= 0 {
			last = p.at[i]
			s.ending(&q.words[i], p.words[p.at[i]].fold)
		}
		if r, ok := p.replaced[q.words[i].bracket]; ok && q.opensBracket(i) {
			s.bracket(q.bracketed(i), p.words[r[0]:r[1]])
			last = r[1] - 1
		}
	}
	if f.Verdict == Altered {
		v.altered(ctx, f, q)
	}
}

// A sense looks at what is not word for word in a quotation that stands at a
// place, and notes in the finding what turns the sense there.
type sense struct {
	*Verifier
	found   *Finding
	q       quotation
	p       place
	lexicon *lexicon
	wording *wording
}

// ellipsis looks at the words [from, to) of the turn, which an ellipsis leaves out.
func (s *sense) ellipsis(from, to int) {
	s.found.Notes = append(s.found.Notes, Note{Change: LeftOutByEllipsis})
	if s.leaps(from, to) {
		s.found.Notes = append(s.found.Notes, Note{Change: OverSentences})
	}
	for _, omitted := range turningIn(s.p.turn.Text, s.p.words, from, to) {
		s.replaced(s.found, nil, s.lexicon.sideOf(s.p.turn.Text, omitted, s.wording, true), negation)
	}
}

// leaps reports whether an ellipsis that leaves out the words [from, to) makes one
// sentence of several: the quotation shows no end of one where the record has some.
func (s *sense) leaps(from, to int) bool {
	at := slices.Index(s.p.at, to)
	if from == 0 || at < 1 {
		return false
	}
	between := strings.Trim(ellipses.ReplaceAllString(s.q.text[s.q.words[at-1].span.End:s.q.words[at].span.Start], " "), " ")
	first, _ := utf8.DecodeRuneInString(s.q.text[s.q.words[at].span.Start:])
	if strings.ContainsAny(between, ".!?") || unicode.IsUpper(first) {
		return false
	}
	for i := from - 1; i < to; i++ {
		if (&finder{place: s.p}).endsBetween(i, i+1) {
			return true
		}
	}
	return false
}

// ending looks at a word that has another ending in brackets: "accept[s]".
func (s *sense) ending(mine *quotedWord, theirs string) {
	if mine.stub == "" || mine.fold == theirs {
		return
	}
	s.found.Notes = append(s.found.Notes, Note{Change: InBrackets})
	added, ok := s.wording.opposite(mine.fold, theirs)
	if !ok {
		return
	}
	note := Note{Class: "negation", Change: LeftOut, Text: mine.fold, Was: theirs}
	if added {
		note.Change = "added"
	}
	s.found.Verdict, s.found.Notes = Altered, append(s.found.Notes, note)
}

// bracket looks at words in brackets, and at those of the turn that they stand for.
func (s *sense) bracket(mine, theirs []word) {
	s.found.Notes = append(s.found.Notes, Note{Change: InBrackets})
	s.replaced(s.found, s.lexicon.sideOf(s.q.text, mine, s.wording, false), s.lexicon.sideOf(s.p.turn.Text, theirs, s.wording, true), negation, number)
	s.renamed(s.found, s.q.text, mine, s.p.turn, theirs)
}

// opensBracket reports whether words[i] is the first of a bracket.
func (q quotation) opensBracket(i int) bool {
	return q.words[i].bracket > 0 && (i == 0 || q.words[i-1].bracket != q.words[i].bracket)
}

// bracketed returns the words of the bracket that words[i] opens.
func (q quotation) bracketed(i int) []word {
	var words []word
	for _, w := range q.words[i:] {
		if w.bracket != q.words[i].bracket {
			break
		}
		words = append(words, w.word)
	}
	return words
}

// turningIn returns which of the words [from, to) that an ellipsis leaves out are
// looked at for a negation: all of a few, and of many what stands right beside the
// words that are quoted, with no more than a word and no pause between: "We did …
// agree".
func turningIn(text string, words []word, from, to int) [][]word {
	if to-from <= mostOmitted {
		return [][]word{words[from:to]}
	}
	turning := [][]word{words[to-nearWords(text, words, to) : to]}
	if from > 0 && !pauses(text[words[from-1].span.End:words[from].span.Start]) {
		turning = append(turning, words[from:from+1])
	}
	return turning
}

// mostNear is how far before a quotation a negation may stand and still be of its
// first words: "did not quite agree".
const mostNear = 2

// nearWords returns how many words, at most mostNear, stand before words[at] with
// no pause between.
func nearWords(text string, words []word, at int) int {
	n := 0
	for n < mostNear && at-n > 0 && !pauses(text[words[at-n-1].span.End:words[at-n].span.Start]) {
		n++
	}
	return n
}

// pauses reports whether what stands between two words parts them.
func pauses(between string) bool { return strings.ContainsAny(between, ".,;:!?…—–()\n“”\"") }

// replaced makes the finding an altered one if mine, which stands in place of
// theirs by the quotation's own word, turns the sense.
func (v *Verifier) replaced(f *Finding, mine, theirs *side, classes ...class) {
	var h hunk
	take := func(s *side) (units []*unit, text string) {
		if s == nil || len(s.words) == 0 {
			return nil, ""
		}
		for i := range s.units {
			if slices.Contains(classes, s.units[i].class) {
				units = append(units, &s.units[i])
			}
		}
		return units, s.text[s.words[0].span.Start:s.words[len(s.words)-1].span.End]
	}
	var text, was string
	h.mine, h.theirs = mine, theirs
	h.q, text = take(mine)
	h.r, was = take(theirs)
	if notes := h.compare(text, was); len(notes) > 0 {
		f.Verdict = Altered
		f.Notes = append(f.Notes, notes...)
	}
}
