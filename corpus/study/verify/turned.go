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
	w := wordingOf(p.turn.Record.Language)
	l := v.lexicon()
	last := -1
	for i := range q.words {
		qw := &q.words[i]
		if qw.gap && last >= 0 && p.at[i] > last+1 {
			f.Notes = append(f.Notes, Note{Change: LeftOutByEllipsis})
			for _, omitted := range turningIn(p.turn.Text, p.words, last+1, p.at[i]) {
				v.replaced(f, nil, l.sideOf(p.turn.Text, omitted, w, true), negation)
			}
		}
		if p.at[i] >= 0 {
			last = p.at[i]
		}
		if qw.stub != "" && p.at[i] >= 0 && qw.fold != p.words[p.at[i]].fold {
			f.Notes = append(f.Notes, Note{Change: InBrackets})
			if added, ok := w.opposite(qw.fold, p.words[p.at[i]].fold); ok {
				note := Note{"negation", "left out", qw.fold, p.words[p.at[i]].fold}
				if added {
					note.Change = "added"
				}
				f.Verdict, f.Notes = Altered, append(f.Notes, note)
			}
		}
		if r, ok := p.replaced[qw.bracket]; ok && qw.bracket > 0 && (i == 0 || q.words[i-1].bracket != qw.bracket) {
			f.Notes = append(f.Notes, Note{Change: InBrackets})
			var mine []word
			for _, o := range q.words[i:] {
				if o.bracket != qw.bracket {
					break
				}
				mine = append(mine, o.word)
			}
			v.replaced(f, l.sideOf(q.text, mine, w, false), l.sideOf(p.turn.Text, p.words[r[0]:r[1]], w, true), negation, number)
			v.renamed(f, q.text, mine, p.turn, p.words[r[0]:r[1]])
			last = r[1] - 1
		}
	}
	if f.Verdict == Altered {
		v.altered(ctx, f, q)
		return
	}
	v.afterNegation(f)
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
