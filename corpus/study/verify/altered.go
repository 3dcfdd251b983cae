package verify

import (
	"context"
	"iter"
	"math"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// altered finds what comes nearest to a quotation that stands nowhere word for
// word, and whether it is near enough to be called an altered one.
func (v *Verifier) altered(ctx context.Context, f *Finding, q quotation) {
	sure := f.Verdict == Altered // it stands there, with brackets that turn its sense
	f.Verdict = Absent
	a := v.overlay(ctx, f, q)
	steps := a.align()
	pieces := a.pieces(steps)
	if !sure && !v.near(a, steps, pieces) {
		f.Pieces = nil
		if v.scattered(ctx, f, q) {
			return
		}
		f.Nearest = v.nearest(ctx, q)
		return
	}
	v.changed(f, a, steps, sure)
}

// changed says in a finding what an alignment changes. sure reports that the words
// stand there with brackets that turn the sense, which are noted already.
func (v *Verifier) changed(f *Finding, a *aligner, steps []step, sure bool) {
	pieces := a.pieces(steps)
	f.Verdict = Altered
	f.Pieces = nil
	for _, p := range pieces {
		f.Pieces = append(f.Pieces, p.Piece)
	}
	diff, notes := a.changes(steps)
	f.Diff = diff
	for _, n := range notes {
		// What brackets changed is noted already.
		if n.Class == "" || !slices.ContainsFunc(f.Notes, func(o Note) bool { return o.Class == n.Class && o.Class != "" && sure }) {
			f.Notes = append(f.Notes, n)
		}
	}
	if len(pieces) > 1 {
		f.stitched()
	}
	for _, c := range diff {
		if c.Op == Omit {
			f.Notes = append(f.Notes, Note{Change: LeftOutByEllipsis})
		}
	}
}

// stitched notes that a quotation is of several pieces.
func (f *Finding) stitched() {
	f.Notes = append(f.Notes, Note{Change: Stitched})
	if slices.ContainsFunc(f.Pieces, func(p Piece) bool { return p.Speaker() != f.Pieces[0].Speaker() }) {
		f.Notes = append(f.Notes, Note{Change: TwoSpeakers})
	}
}

// scattered finds that each of the parts between the ellipses of a quotation stands
// word for word somewhere, however little it tells: it is stitched together then.
func (v *Verifier) scattered(ctx context.Context, f *Finding, q quotation) bool {
	var pieces []Piece
	for from, to := range q.parts() {
		part := quotation{text: q.text[q.words[from].span.Start:q.words[to-1].span.End], words: slices.Clone(q.words[from:to])}
		part.words[0].gap = false
		p, _, ok := v.place(ctx, part, f.Speaker)
		if !ok || to-from == 1 && search.IsFunctionWord(part.words[0].fold) {
			return false
		}
		pieces = append(pieces, p.piece(part))
	}
	if len(pieces) < 2 {
		return false
	}
	f.Verdict, f.Pieces = Altered, pieces
	for i, p := range pieces {
		f.Diff = append(f.Diff, Change{Op: Equal, Text: p.Text, Was: p.Passage.Text(), Piece: i})
	}
	f.stitched()
	return true
}

// overlay returns an aligner over the turns that the quotation may be of.
func (v *Verifier) overlay(ctx context.Context, f *Finding, q quotation) *aligner {
	return v.over(q, v.candidates(ctx, q, f.Speaker))
}

// over returns an aligner over turns.
func (v *Verifier) over(q quotation, turns []*corpus.Turn) *aligner {
	a := &aligner{v: v, w: wordings["en"]}
	if len(turns) > 0 {
		a.w = wordingOf(turns[0].Record.Language)
	}
	a.q = v.quotedSide(q, a.w)
	for _, t := range turns {
		a.turns = append(a.turns, v.turnSide(t))
		a.owner = append(a.owner, t)
	}
	return a
}

const (
	// window is how many words of a quotation are looked for at a time besides
	// the whole of it, since it may be stitched together.
	leastWindow, mostWindow = 5, 10
	mostWindows             = 48
)

// candidates returns the turns that the quotation may be of, likeliest first.
func (v *Verifier) candidates(ctx context.Context, q quotation, speaker string) []*corpus.Turn {
	var turns []*corpus.Turn
	add := func(hits []search.Hit, least search.Match) {
		for _, h := range hits {
			if h.Turn != nil && h.Match >= least && !slices.Contains(turns, h.Turn) {
				turns = append(turns, h.Turn)
			}
		}
	}
	phrase := func(from, to int) string {
		var b strings.Builder
		for _, w := range q.words[from:to] {
			b.WriteString(w.fold)
			b.WriteByte(' ')
		}
		return b.String()
	}
	n := len(q.words)
	whole := search.Query{Text: phrase(0, min(n, mostPhrase)), Limit: 6}
	if v.isSpeaker(ctx, speaker) {
		people, _, _ := v.index.Speakers(ctx, speaker, nil)
		whole.Speaker = people[0].Person
		result, _ := v.index.Search(ctx, whole)
		add(result.Hits, search.Close)
		whole.Speaker = nil
	}
	result, _ := v.index.Search(ctx, whole)
	add(result.Hits, search.None)
	add([]search.Hit{result.Nearest}, search.None)
	for from, to := range q.parts() {
		if to-from < n && to-from >= leastPart {
			result, _ := v.index.Search(ctx, search.Query{Text: phrase(from, min(to, from+mostPhrase)), Limit: 3})
			add(result.Hits, search.Close)
		}
	}
	size := min(max(n/3, leastWindow), mostWindow)
	stride := max(size/2, n/mostWindows, 1)
	for from := 0; n > leastWindow && from < n; from += stride {
		from := max(0, min(from, n-size))
		result, _ := v.index.Search(ctx, search.Query{Text: phrase(from, from+size), Limit: 3})
		add(result.Hits, search.Close)
	}
	// Words that every text is full of are found by the row they stand in.
	for from := 0; n <= mostShort && from+leastRow <= n; from++ {
		rows := 0
		for p := range v.index.Occurrences(phrase(from, from+leastRow), true, nil) {
			if !slices.Contains(turns, p.Turn) {
				turns = append(turns, p.Turn)
			}
			if rows++; rows == mostRows {
				break
			}
		}
	}
	return turns
}

// A short quotation, of mostShort words at most, may be of each turn that has
// leastRow of its words in a row; mostRows are looked at for each.
const (
	mostShort = 12
	leastRow  = 4
	mostRows  = 3
)

// leastPart is how many words of a part tell where it stands.
const leastPart = 2

// parts yields what stands between the ellipses of a quotation, as ranges of
// words.
func (q quotation) parts() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := 0
		for i := range q.words {
			if i > from && q.words[i].gap {
				if !yield(from, i) {
					return
				}
				from = i
			}
		}
		if from < len(q.words) {
			yield(from, len(q.words))
		}
	}
}

// A part is a piece of an alignment.
type part struct {
	Piece
	matched, weight float64 // bits of the quotation's words that the record has, and of all
	run             float64 // the most bits side by side
}

// pieces parts an alignment at its seams.
func (a *aligner) pieces(steps []step) []part {
	var parts []part
	for from := 0; from < len(steps); {
		to := from + 1
		for to < len(steps) && !steps[to].jump {
			to++
		}
		parts = append(parts, a.part(steps[from:to]))
		from = to
	}
	return parts
}

func (a *aligner) part(steps []step) part {
	var p part
	q, _, hasQ, _ := a.extent(steps)
	if hasQ {
		p.Text = a.q.text[q.Start:q.End]
	}
	run := 0.0
	turn := -1
	from, to := -1, -1
	for _, s := range steps {
		bits := 0.0
		if s.q >= 0 {
			bits = a.weight(&a.q.units[s.q])
			if s.kind != equal && s.kind != slip {
				bits = min(bits, mostForeign)
			}
			p.weight += bits
		}
		if s.r >= 0 && s.kind != left && s.kind != omitted {
			u := a.turns[s.turn].units[s.r]
			turn = s.turn
			if from < 0 {
				from = u.from
			}
			to = u.to
		}
		switch s.kind {
		case slip:
			bits *= 0.7
		case equal:
		default:
			run = 0
			continue
		}
		p.matched += bits
		run += bits
		p.run = max(p.run, run)
		t := a.turns[s.turn]
		u := t.units[s.r]
		for i := u.from; i < u.to; i++ {
			if n := len(p.Words); n == 0 || p.Words[n-1] != t.words[i].span {
				p.Words = append(p.Words, t.words[i].span)
			}
		}
	}
	if turn >= 0 {
		t := a.turns[turn]
		p.Passage = corpus.Passage{Turn: a.owner[turn], Span: corpus.Span{
			Start: t.words[from].span.Start, End: t.words[to-1].span.End,
		}}
	}
	return p
}

// weight returns what it tells that a unit stands somewhere, in bits.
func (a *aligner) weight(u *unit) float64 {
	bits := a.v.lexicon().bits(u.fold)
	if u.fold == "" {
		bits = 8
	}
	if u.function {
		return min(bits, 3)
	}
	return bits
}

// mostForeign bounds what a word weighs, in bits, that the record does not
// have there: that the library lacks it tells little of where the rest stands.
const mostForeign = 6

// What makes a quotation an altered one: that the record has most of it, by
// weight, or a long run of it. See TestVerdicts for how often that is right.
const (
	nearShare    = 0.55 // of the quotation's weight, and
	nearEvidence = 0.40 // times log2(words/32) per bit that was found
	runShare     = 0.30 // with a run that tells
	runEvidence  = 2.0  // as much as to choose twice among all words of the library
)

// near reports whether an alignment is near enough.
func (v *Verifier) near(a *aligner, steps []step, pieces []part) bool {
	var matched, weight, run float64
	for _, p := range pieces {
		if p.Passage.Turn == nil {
			return false
		}
		matched += p.matched
		weight += p.weight
		run = max(run, p.run)
	}
	if matched == 0 {
		return false
	}
	words := math.Log2(float64(v.lexicon().total + 2))
	// Each seam is a choice among all words of the library.
	told := matched - float64(len(pieces)-1)*words
	if len(pieces) == 1 && closely(steps) {
		return true
	}
	share := told / weight
	return told > 0 && share >= nearShare+nearEvidence*max(0, words-5)/told || matched/weight >= runShare && run >= runEvidence*words
}

// leastClose is how many words of a turn in a row, but for one, are a quotation of
// it however common they are.
const leastClose = 5

// closely reports whether a quotation is a turn's words but for one.
func closely(steps []step) bool {
	same, other := 0, 0
	for _, s := range steps {
		if s.kind == equal || s.kind == slip {
			same++
		} else {
			other++
		}
	}
	return same >= leastClose && other <= 1
}

// nearest returns the line that comes nearest to a quotation.
func (v *Verifier) nearest(ctx context.Context, q quotation) search.Hit {
	var b strings.Builder
	for _, w := range q.words[:min(len(q.words), mostPhrase)] {
		b.WriteString(w.fold + " ")
	}
	result, _ := v.index.Search(ctx, search.Query{Text: b.String(), Limit: 1})
	if len(result.Hits) > 0 {
		return result.Hits[0]
	}
	return result.Nearest
}
