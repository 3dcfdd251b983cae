package verify

import (
	"context"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// surroundings looks at what stands around the words of a piece in its turn, and
// says how they are meant there.
type surroundings struct {
	*Verifier
	piece   Piece
	turn    *corpus.Turn
	words   []word // the turn's
	at, end int    // the first word of the piece, and the one after its last
	wording *wording
	leads   leads
}

func (v *Verifier) surround(p Piece) *surroundings {
	t := p.Passage.Turn
	s := &surroundings{Verifier: v, piece: p, turn: t, words: wordsOf(t.Text), wording: wordingOf(t.Record.Language)}
	s.leads = leadsOf()[s.wording.language]
	s.at = slices.IndexFunc(s.words, func(w word) bool { return w.span.Start >= p.Passage.Start })
	s.end = s.at
	for s.end >= 0 && s.end < len(s.words) && s.words[s.end].span.Start < p.Passage.End {
		s.end++
	}
	return s
}

// notes says what the words are besides the speaker's own: words of which he denies
// what they say, words on a condition, words of somebody else.
func (s *surroundings) notes(ctx context.Context, f *Finding) {
	if s.at < 0 {
		return
	}
	if n, ok := s.negation(); ok && !slices.ContainsFunc(f.Notes, func(n Note) bool { return n.Class == "negation" }) {
		f.Notes = append(f.Notes, n)
	}
	for _, find := range []func(context.Context) (Note, bool){s.condition, s.lent, s.aside} {
		if n, ok := find(ctx); ok {
			f.Notes = append(f.Notes, n)
		}
	}
}

// negation: "We did not agree to it", of which "agree to it" is quoted.
func (s *surroundings) negation() (Note, bool) {
	if s.at == 0 {
		return Note{}, false
	}
	from, to := s.at-nearWords(s.turn.Text, s.words, s.at), s.at
	if f, ok := s.governor(); ok {
		from = f
	}
	for _, u := range s.lexicon().sideOf(s.turn.Text, s.words[from:to], s.wording, true).units {
		if u.class == negation {
			return Note{Change: AfterNegation, Was: s.text(from, to)}, true
		}
	}
	return Note{}, false
}

// text returns the words [from, to) of the turn.
func (s *surroundings) text(from, to int) string {
	return s.turn.Text[s.words[from].span.Start:s.words[to-1].span.End]
}

// gap returns what stands between a word and the next.
func (s *surroundings) gap(i int) string {
	return s.turn.Text[s.words[i].span.End:s.words[i+1].span.Start]
}

// governor returns where the words begin that end in a verb of thinking or saying in
// whose clause the piece stands, with no pause between: "do not think that you".
func (s *surroundings) governor() (from int, ok bool) {
	for i := s.at - 1; i >= 0 && s.at-i <= mostGoverned && !pauses(s.gap(i)); i-- {
		if governors[s.words[i].fold] {
			return i - nearWords(s.turn.Text, s.words, i), true
		}
	}
	return 0, false
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

// mostConditional is how far before a quotation the word may stand that says on what
// condition it holds.
const mostConditional = 14

// condition: "If the rain stops, we will play", of which "we will play" is quoted, or
// "We will play if the rain stops".
func (s *surroundings) condition(context.Context) (Note, bool) {
	sentence := s.turn.Around(s.piece.Passage.Span)
	for i := s.at - 1; i >= 0 && s.beginsClause() && s.at-i <= mostConditional && s.words[i].span.Start >= sentence.Start && !strings.ContainsAny(s.gap(i), ";:.?!\n"); i-- {
		if s.conditional(i) {
			return Note{Change: OnCondition, Was: s.text(i, s.at)}, true
		}
	}
	if next := s.end; next < len(s.words) && s.words[next].span.Start < sentence.End && s.conditional(next) && strings.Trim(s.gap(next-1), ", ") == "" {
		last := next
		for last+1 < len(s.words) && s.words[last+1].span.Start < sentence.End && !strings.ContainsAny(s.gap(last), ",;:") {
			last++
		}
		return Note{Change: OnCondition, Was: s.text(next, last+1)}, true
	}
	return Note{}, false
}

// beginsClause reports whether the piece begins a clause, but for a word or two: what
// stands in the midst of one, "200 million letters", holds on no condition.
func (s *surroundings) beginsClause() bool {
	from := s.at - nearWords(s.turn.Text, s.words, s.at)
	return from == 0 || pauses(s.gap(from-1)) || s.leads["if"][s.words[from].fold] || s.leads["if"][s.words[from-1].fold]
}

// conditional reports whether word i says that a condition follows.
func (s *surroundings) conditional(i int) bool {
	return s.leads["if"][s.words[i].fold] && (i == 0 || !s.leads["other"][s.words[i-1].fold])
}

// lent notes that the speaker only repeats the words of somebody else: he quotes
// them, or says that somebody says so.
func (s *surroundings) lent(ctx context.Context) (Note, bool) {
	if s.turn.Kind == corpus.Narration {
		return Note{}, false
	}
	if lead, ok := s.marked(ctx); ok {
		return Note{Change: QuotedThere, Was: lead}, true
	}
	if from, ok := s.report(); ok {
		return Note{Change: Reported, Was: s.text(from, s.at)}, true
	}
	return Note{}, false
}

// report returns where the words begin that say that somebody else says what is
// quoted: "My uncle said that".
func (s *surroundings) report() (from int, ok bool) {
	verb := s.at - 1
	for verb >= 0 && s.leads["that"][s.words[verb].fold] && s.at-verb <= mostGoverned && !pauses(s.gap(verb)) {
		verb--
	}
	if verb < 1 || pauses(s.gap(verb)) || !s.leads["reports"][s.words[verb].fold] {
		return 0, false
	}
	for from = verb; from > 0 && verb-from < mostSubject && !pauses(s.gap(from-1)); from-- {
		if s.leads["self"][s.words[from-1].fold] {
			return 0, false
		}
	}
	return from, from < verb
}

// mostSubject is how many words before a verb are taken for its subject.
const mostSubject = 3

const (
	// leastMarked is how many words in quotation marks are words of somebody else;
	// a word or two may be set in marks for other reasons.
	leastMarked = 3
	// mostMarked is the share of a turn, in percent, that a quotation in it has at
	// most: in some records all that is said stands in marks.
	mostMarked = 80
)

// marked returns the words that lead to a quotation within the turn that the piece
// stands in. What the speaker says that he says himself, "I say: “…”", is none.
func (s *surroundings) marked(ctx context.Context) (lead string, ok bool) {
	text := s.turn.Text
	if !strings.ContainsFunc(text, isMark) {
		return "", false
	}
	for _, q := range s.quotedIn(ctx, text) {
		if q.block || s.piece.Passage.Start < q.inner.Start || s.piece.Passage.End > q.inner.End {
			continue
		}
		if len(wordsOf(text[q.inner.Start:q.inner.End])) < leastMarked || q.inner.Len()*100 > len(text)*mostMarked {
			return "", false
		}
		return s.lead(q.outer.Start)
	}
	return "", false
}

// lead returns what stands before a place in its sentence, or the end of it; ok is
// false where nothing does, or where the speaker speaks of himself.
func (s *surroundings) lead(at int) (lead string, ok bool) {
	sentence := s.turn.Around(corpus.Span{Start: at, End: at})
	var words []word
	for _, w := range s.words {
		if sentence.Start <= w.span.Start && w.span.End <= at {
			words = append(words, w)
		}
	}
	if len(words) == 0 || slices.ContainsFunc(words, func(w word) bool { return s.leads["self"][w.fold] }) {
		return "", false
	}
	words = words[max(0, len(words)-mostLeading):]
	return s.turn.Text[words[0].span.Start:words[len(words)-1].span.End], true
}

// mostLeading is how many words are shown that lead to a quotation.
const mostLeading = 24

// aside notes a remark of the recorder or the editor among the words that are
// quoted, or that they are nothing else.
func (s *surroundings) aside(context.Context) (Note, bool) {
	for _, a := range s.turn.Asides {
		for _, w := range s.piece.Words {
			if a.Start <= w.Start && w.End <= a.End {
				was := strings.Trim(s.turn.Text[a.Start:a.End], "()[]*_ ")
				return Note{Change: IsAside, Was: was}, true
			}
		}
	}
	return Note{}, false
}

// borrowed reports whether the words at a place are only somebody else's, or
// denied: another place is the better one to show.
func (v *Verifier) borrowed(ctx context.Context, p Piece) bool {
	s := v.surround(p)
	if s.at < 0 {
		return false
	}
	_, denied := s.negation()
	_, lent := s.lent(ctx)
	return denied || lent
}

// namesSource reports whether somebody who is named is the one whose words the
// record says that a piece is: "Xinhua", of a turn in which Xinhua is quoted.
func namesSource(name string, notes []Note) bool {
	return slices.ContainsFunc(notes, func(n Note) bool {
		return (n.Change == QuotedThere || n.Change == Reported) && search.Fold(name) != "" &&
			strings.Contains(" "+search.Fold(n.Was)+" ", " "+search.Fold(name)+" ")
	})
}
