package verify

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Verdict says whether a quotation is true to the record.
type Verdict uint8

const (
	Absent   Verdict = iota // the record does not hold it
	Altered                 // it stands there in other words, or in several places
	Verbatim                // it stands there, word for word
)

// String returns "absent", "altered" or "verbatim".
func (v Verdict) String() string { return [...]string{"absent", "altered", "verbatim"}[v] }

// Attribution says whether a quotation is given to the one who said it.
type Attribution uint8

const (
	NoAttribution Attribution = iota // nobody is named, or not clearly
	Right
	Wrong
)

// String returns "none", "right" or "wrong".
func (a Attribution) String() string { return [...]string{"none", "right", "wrong"}[a] }

// A Claim is what a text gives for a quotation.
type Claim struct {
	Text    string // the words
	Speaker string // whom the text names, as it does; "" for nobody
	Line    int    // of the text, from 1
}

// A Finding is what the record has to say of a claim.
type Finding struct {
	Claim
	Verdict Verdict
	// Pieces are where the words stand: one, or several of a quotation that is
	// stitched together; none if it is absent.
	Pieces      []Piece
	Attribution Attribution
	Diff        []Change // nil unless the quotation is altered
	Notes       []Note   // what turns the sense comes first
	// Nearest is the line that comes nearest to what is absent; its Turn is nil
	// if there is none.
	Nearest search.Hit
}

// True reports whether the quotation is word for word what the record has, and
// not given to somebody who did not say it.
func (f Finding) True() bool { return f.Verdict == Verbatim && f.Attribution != Wrong }

// A Piece is a part of a quotation, and where it stands.
type Piece struct {
	Passage corpus.Passage // exactly the words, from the first to the last
	Words   []corpus.Span  // those that the quotation has, as offsets into the turn's text
	Text    string         // the part of the quotation
}

// Whole returns the whole sentences that the piece is of.
func (p Piece) Whole() corpus.Passage { return p.Passage.Turn.Around(p.Passage.Span) }

// Speaker returns the name of who said the words of the piece: the recorder,
// "" if unknown, for what the recorder wrote.
func (p Piece) Speaker() string {
	if p.Recorder() {
		return p.Passage.Turn.Record.Recorder
	}
	return p.Passage.Turn.SpeakerName()
}

// Recorder reports whether the words are the recorder's: a narration, or an
// aside within a turn.
func (p Piece) Recorder() bool {
	if p.Passage.Turn.Kind == corpus.Narration {
		return true
	}
	return slices.ContainsFunc(p.Passage.Turn.Asides, func(a corpus.Span) bool {
		return a.Start <= p.Passage.Start && p.Passage.End <= a.End
	})
}

// A Verifier checks quotations against a library. It may be used from any
// number of goroutines.
type Verifier struct {
	index   *search.Index
	lexicon func() *lexicon
	titles  func() map[string][][]string // see titlesOf
}

// New returns a verifier for the library of an index. What it needs besides
// the index is made when it is first used.
func New(x *search.Index) *Verifier {
	return &Verifier{
		index:   x,
		lexicon: sync.OnceValue(func() *lexicon { return newLexicon(x.Library()) }),
		titles:  sync.OnceValue(func() map[string][][]string { return titlesOf(x.Library()) }),
	}
}

// Check says what the record has to say of a claim. The error is the
// context's, and there is no answer then.
func (v *Verifier) Check(ctx context.Context, c Claim) (Finding, error) {
	f := v.check(ctx, c)
	if err := ctx.Err(); err != nil {
		return Finding{}, err
	}
	return f, nil
}

func (v *Verifier) check(ctx context.Context, c Claim) Finding {
	f := Finding{Claim: c}
	q := read(c.Text, v.holds)
	if len(q.words) == 0 {
		return f
	}
	if p, ok := v.place(ctx, q, c.Speaker); ok {
		v.verbatim(ctx, &f, q, p)
	} else {
		v.altered(ctx, &f, q)
	}
	f.Attribution = v.attribution(ctx, c.Speaker, f.Pieces)
	order(f.Notes)
	f.Notes = distinct(f.Notes)
	return f
}

// distinct returns notes, each once.
func distinct(notes []Note) []Note {
	var all []Note
	for _, n := range notes {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// holds reports whether a word stands in the library.
func (v *Verifier) holds(word string) bool { return v.lexicon().known(search.Fold(word)) }

// place returns where the quotation stands word for word: said by the one who is
// named where that is so, else as whole sentences, else the first.
func (v *Verifier) place(ctx context.Context, q quotation, speaker string) (best place, ok bool) {
	whole, n := false, 0
	for p := range v.places(q) {
		if speaker != "" && v.attribution(ctx, speaker, []Piece{p.piece(q)}) == Right {
			return p, true
		}
		if isWhole := p.isWhole(); !ok || isWhole && !whole {
			best, ok, whole = p, true, isWhole
		}
		if n++; speaker == "" && (whole || n == mostWeighed) {
			break
		}
	}
	return best, ok
}

// mostWeighed bounds the places of a quotation that are compared.
const mostWeighed = 40

// isWhole reports whether the words are one sentence, or several.
func (p place) isWhole() bool {
	s := p.span()
	if s.Start < 0 {
		return false
	}
	around := p.turn.Around(s)
	return search.Fold(around.Text()) == search.Fold(p.turn.Text[s.Start:s.End])
}

func (p place) piece(q quotation) Piece {
	piece := Piece{Passage: corpus.Passage{Turn: p.turn, Span: p.span()}, Text: q.text}
	for _, j := range p.at {
		if j >= 0 {
			piece.Words = append(piece.Words, p.words[j].span)
		}
	}
	return piece
}

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

// renamed makes the finding an altered one if mine, in brackets, names another
// than theirs, which it stands for: another name, or, for a pronoun, somebody of
// whom nobody speaks there.
func (v *Verifier) renamed(f *Finding, text string, mine []word, t *corpus.Turn, theirs []word) {
	l := v.lexicon()
	var names []word
	for i, m := range mine {
		first, _ := utf8.DecodeRuneInString(text[m.span.Start:])
		opening := i == 0 && startsIn(text[:m.span.Start])
		if isCalling(m.fold) || utf8.RuneCountInString(m.fold) < 2 || adjectives[m.fold] {
			continue
		}
		if l.isName(m.fold) || unicode.IsUpper(first) && !v.isPlural(m.fold) && (!opening || !l.known(m.fold)) {
			names = append(names, m)
		}
	}
	if len(names) == 0 {
		return
	}
	was := ""
	if len(theirs) > 0 {
		was = t.Text[theirs[0].span.Start:theirs[len(theirs)-1].span.End]
	}
	spoken := v.spokenOf(t, slices.ContainsFunc(theirs, func(w word) bool { return l.isName(w.fold) && !isCalling(w.fold) }), was)
	for _, n := range names {
		fold := strings.TrimSuffix(n.fold, "'s")
		if !slices.ContainsFunc(spoken, func(s string) bool { return s == fold || isNameSlip(fold, s) }) {
			f.Verdict = Altered
			f.Notes = append(f.Notes, Note{"name", "changed", text[names[0].span.Start:names[len(names)-1].span.End], was})
			return
		}
	}
}

// startsIn reports whether a sentence begins after before, brackets and marks
// apart.
func startsIn(before string) bool {
	before = strings.TrimRight(before, "[(“\"«„‘' \t\n")
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || strings.ContainsRune(".!?…:]", last)
}

// spokenOf returns the folded words by which somebody may be called of whom a
// turn speaks: words of it and of what was said right before, and of the names of
// who speaks there. Where the words that are replaced have a name, only that one is
// meant.
func (v *Verifier) spokenOf(t *corpus.Turn, named bool, was string) []string {
	if named {
		words := strings.Fields(search.Fold(was))
		return append(words, v.namesLike(words)...)
	}
	var words []string
	add := func(text string) { words = append(words, strings.Fields(search.Fold(text))...) }
	at := t.Index()
	turns := t.Record.Turns
	for i := max(0, at-mostBack); i < min(len(turns), at+2); i++ {
		if i <= at {
			add(turns[i].Text)
		}
		if p := v.index.Library().Person(&turns[i]); p != nil {
			add(p.Name + " " + strings.Join(p.Aliases, " "))
		}
	}
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, "'s")
	}
	return append(words, v.namesLike(words)...)
}

// mostBack is how many turns back somebody may have been named of whom a turn
// speaks.
const mostBack = 3

// namesLike returns all names of those in the library of whose names one of the
// words is the last: "Che" for "Guevara".
func (v *Verifier) namesLike(words []string) []string {
	var names []string
	people := v.index.Library().People
	for i := range people {
		p := &people[i]
		family := strings.Fields(search.Fold(p.Name))
		if len(family) > 0 && slices.Contains(words, family[len(family)-1]) {
			names = append(names, strings.Fields(search.Fold(p.Name+" "+strings.Join(p.Aliases, " ")))...)
		}
	}
	return names
}

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

// order puts first what turns the sense.
func order(notes []Note) {
	rank := func(n Note) int {
		i := slices.IndexFunc(classNames, func(c struct {
			class
			name string
		}) bool {
			return c.name == n.Class
		})
		if i < 0 {
			return len(classNames)
		}
		return i
	}
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(rank(a), rank(b)) })
}

// attribution says whether the one who is named said all of the pieces. Who
// is not clearly named is not judged.
func (v *Verifier) attribution(ctx context.Context, speaker string, pieces []Piece) Attribution {
	if speaker == "" || len(pieces) == 0 {
		return NoAttribution
	}
	for _, p := range pieces {
		if a := v.said(ctx, speaker, p); a != Right {
			return a
		}
	}
	return Right
}
