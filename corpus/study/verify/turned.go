package verify

import (
	"context"
	"slices"
	"strings"
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
		return
	}
	v.afterNegation(f)
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
	for _, omitted := range turningIn(s.p.turn.Text, s.p.words, from, to) {
		s.replaced(s.found, nil, s.lexicon.sideOf(s.p.turn.Text, omitted, s.wording, true), negation)
	}
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
	note := Note{"negation", "left out", mine.fold, theirs}
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

// afterNegation notes that the record has a negation right before the words that
// are quoted: "We did not agree to it", of which "agree to it" is quoted.
func (v *Verifier) afterNegation(f *Finding) {
	first := f.Pieces[0].Passage
	words := wordsOf(first.Turn.Text)
	at := slices.IndexFunc(words, func(w word) bool { return w.span.Start >= first.Start })
	if at <= 0 {
		return
	}
	w := wordingOf(first.Turn.Record.Language)
	from, to := at-nearWords(first.Turn.Text, words, at), at
	if f, t, ok := governing(first.Turn.Text, words, at); ok {
		from, to = f, t
	}
	for _, u := range v.lexicon().sideOf(first.Turn.Text, words[from:to], w, true).units {
		if u.class == negation {
			was := first.Turn.Text[words[from].span.Start:words[at-1].span.End]
			f.Notes = append(f.Notes, Note{Change: AfterNegation, Was: was})
			return
		}
	}
}

// governing returns the words up to a verb of thinking or saying in whose clause
// words[at] stands, with no pause between: "do not think that you".
func governing(text string, words []word, at int) (from, to int, ok bool) {
	for i := at - 1; i >= 0 && at-i <= mostGoverned && !pauses(text[words[i].span.End:words[i+1].span.Start]); i-- {
		if governors[words[i].fold] {
			return i - nearWords(text, words, i), at, true
		}
	}
	return 0, 0, false
}

// mostGoverned is how far before a quotation the verb may stand in whose clause it
// is: "think that you".
const mostGoverned = 4

// governors are verbs of which what is thought or said is the object. With a
// negation, nobody thinks or says it.
var governors = set(`think thinks thought believe believes believed say says said mean means meant want wants wanted claim claims claimed
	suppose expect expects expected agree agrees agreed consider considers imagine hope intend intends true
	glaube glauben glaubt denke denken denkt sage sagen sagt meine meinen will wollen
	creo cree creemos creen pienso piensa pensamos digo decimos quiero queremos
	crois croit croyons croient pense pensons dis disons veux voulons
	думаю думаем думает считаю считаем считает говорю говорим хочу хотим`)

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
	h.q, text = take(mine)
	h.r, was = take(theirs)
	if notes := h.compare(text, was); len(notes) > 0 {
		f.Verdict = Altered
		f.Notes = append(f.Notes, notes...)
	}
}
