package verify

import (
	"slices"
	"strings"

	"rapporteur/corpus"
)

// Op says how a stretch of a quotation compares with the record.
type Op uint8

const (
	Equal   Op = iota
	Delete     // the record has words that the quotation lacks
	Insert     // the quotation has words that the record lacks
	Replace    // the quotation has other words than the record
	Omit       // the record has words that the quotation says it leaves out
)

// String returns "equal", "delete", "insert", "replace" or "omit".
func (o Op) String() string {
	return [...]string{"equal", "delete", "insert", "replace", "omit"}[o]
}

// A Change is a stretch of a quotation beside what the record has there.
type Change struct {
	Op   Op
	Text string // as the quotation has it, "" for Delete and Omit
	Was  string // as the record has it, "" for Insert; the same words as Text for Equal
	// Piece is which piece of the quotation the stretch is of.
	Piece int
}

// A group is a run of steps that share words, since a word may be several
// units.
type group struct {
	steps []step
	piece int
}

// groups puts steps together that share a word on either side.
func (a *aligner) groups(steps []step) []group {
	var groups []group
	piece := 0
	q, r := -1, -1 // the words up to which the last group reaches
	for i, s := range steps {
		if s.jump {
			piece++
			q, r = -1, -1
		}
		shares := s.q >= 0 && a.q.units[s.q].from < q || s.r >= 0 && a.turns[s.turn].units[s.r].from < r
		if i == 0 || !shares || s.jump {
			groups = append(groups, group{piece: piece})
		}
		g := &groups[len(groups)-1]
		g.steps = append(g.steps, s)
		if s.q >= 0 {
			q = max(q, a.q.units[s.q].to)
		}
		if s.r >= 0 {
			r = max(r, a.turns[s.turn].units[s.r].to)
		}
	}
	return groups
}

// extent returns the words that steps cover on each side, as spans of the two
// texts; ok says whether there are any.
func (a *aligner) extent(steps []step) (q, r corpus.Span, hasQ, hasR bool) {
	cover := func(span *corpus.Span, has *bool, s *side, u unit) {
		from, to := s.words[u.from].span.Start, s.words[u.to-1].span.End
		if !*has {
			*span, *has = corpus.Span{Start: from, End: to}, true
			return
		}
		span.Start, span.End = min(span.Start, from), max(span.End, to)
	}
	for _, s := range steps {
		if s.q >= 0 {
			cover(&q, &hasQ, a.q, a.q.units[s.q])
		}
		if s.r >= 0 {
			t := a.turns[s.turn]
			cover(&r, &hasR, t, t.units[s.r])
		}
	}
	return q, r, hasQ, hasR
}

// op says how the two sides of a group compare.
func (a *aligner) op(g group) Op {
	_, _, hasQ, hasR := a.extent(g.steps)
	switch {
	case !hasQ && g.steps[0].kind == omitted:
		return Omit
	case !hasQ:
		return Delete
	case !hasR:
		return Insert
	}
	mine, theirs := a.folded(g.steps)
	if mine == theirs {
		return Equal
	}
	return Replace
}

// folded returns the folded words of both sides of steps.
func (a *aligner) folded(steps []step) (mine, theirs string) {
	q, r := -1, -1
	for _, s := range steps {
		if s.q >= 0 {
			for u := a.q.units[s.q]; q < u.to-1; {
				q = max(q+1, u.from)
				mine += a.q.words[q].fold + " "
			}
		}
		if s.r >= 0 {
			t := a.turns[s.turn]
			for u := t.units[s.r]; r < u.to-1; {
				r = max(r+1, u.from)
				theirs += t.words[r].fold + " "
			}
		}
	}
	return mine, theirs
}

// changes makes a diff of steps, and notes of what they change.
func (a *aligner) changes(steps []step) (diff []Change, notes []Note) {
	groups := a.groups(steps)
	for from := 0; from < len(groups); {
		op := a.op(groups[from])
		to := from + 1
		// Changes side by side are one; so are equal words.
		for to < len(groups) && groups[to].piece == groups[from].piece {
			next := a.op(groups[to])
			if (next == Equal) != (op == Equal) || (next == Omit) != (op == Omit) {
				break
			}
			to++
		}
		var run []step
		for _, g := range groups[from:to] {
			run = append(run, g.steps...)
		}
		c := a.change(run, op, groups[from].piece)
		diff = append(diff, c)
		if i := slices.IndexFunc(run, func(s step) bool { return s.kind == left }); i >= 0 && a.isLong(run, i) {
			notes = append(notes, Note{Change: LeftOutUnmarked})
		}
		notes = append(notes, a.noted(run, c)...)
		from = to
	}
	return diff, append(a.unmoved(notes, steps), a.swapped(steps)...)
}

func (a *aligner) change(run []step, op Op, piece int) Change {
	q, r, hasQ, hasR := a.extent(run)
	c := Change{Op: op, Piece: piece}
	if hasQ {
		c.Text = withBrackets(a.q.text, q)
	}
	if hasR {
		for _, s := range run {
			if s.r >= 0 {
				c.Was = a.turns[s.turn].text[r.Start:r.End]
				break
			}
		}
	}
	if op != Equal && op != Omit {
		switch {
		case hasQ && hasR:
			c.Op = Replace
		case hasQ:
			c.Op = Insert
		default:
			c.Op = Delete
		}
	}
	return c
}

// withBrackets returns words of a quotation with the bracket before them or after
// them of which they have the other: "accept[s]", "[T]his".
func withBrackets(text string, s corpus.Span) string {
	words := text[s.Start:s.End]
	if strings.Count(words, "]") > strings.Count(words, "[") && strings.HasSuffix(text[:s.Start], "[") {
		s.Start--
	}
	if strings.Count(words, "[") > strings.Count(words, "]") && strings.HasPrefix(text[s.End:], "]") {
		s.End++
	}
	return text[s.Start:s.End]
}

// mostOmitted is how many words an ellipsis may leave out and still be looked
// at for a negation: one that leaves out little else turns the sense.
const mostOmitted = 3

// mostLeft is how many words may be left out in a row and still be looked at:
// more of them are a thought of their own, which the others do without.
const mostLeft = 6

// isLong reports whether run[i] is of many words that are left out in a row,
// or of some that reach over the end of a sentence.
func (a *aligner) isLong(run []step, i int) bool {
	from, to := i, i+1
	for from > 0 && run[from-1].kind == left {
		from--
	}
	for to < len(run) && run[to].kind == left {
		to++
	}
	t := a.turns[run[i].turn]
	first, last := t.units[run[from].r].from, t.units[run[to-1].r].to
	if last-first > mostLeft {
		return true
	}
	for w := first; w+1 < last; w++ {
		between := t.text[t.words[w].span.End:t.words[w+1].span.Start]
		if end := ends.FindStringIndex(between); end != nil && isEnd(t.text[:t.words[w+1].span.Start], []int{t.words[w].span.End + end[0]}) {
			return true
		}
	}
	return false
}

// noted returns what a run of steps changes of the sense.
func (a *aligner) noted(run []step, c Change) []Note {
	h := hunk{mine: a.q}
	for i, s := range run {
		var q, r *unit
		if s.q >= 0 {
			q = &a.q.units[s.q]
		}
		if s.r >= 0 {
			h.theirs = a.turns[s.turn]
			r = &h.theirs.units[s.r]
		}
		switch s.kind {
		case equal, slip:
			continue
		case left:
			if a.isLong(run, i) {
				continue
			}
		case omitted:
			if len(run) > mostOmitted || r.class != negation {
				continue
			}
		}
		if q != nil && r != nil {
			if quoted, ok := a.w.opposite(q.fold, r.fold); ok && q.class == plain && r.class == plain {
				h.prefixed = append(h.prefixed, quoted)
				continue
			}
		}
		if q != nil {
			h.q = append(h.q, q)
		}
		if r != nil {
			h.r = append(h.r, r)
		}
	}
	h.contrary = a.contrary(h, run)
	return h.compare(c.Text, c.Was)
}

// contrary returns a word of a hunk's quotation and one of the record that say the
// opposite of each other. Where the quotation ends, what the record has to follow
// counts, too: "against us" ends before "favor" of "in our favor".
func (a *aligner) contrary(h hunk, run []step) [2]*unit {
	r := h.r
	if last := run[len(run)-1]; last.q == len(a.q.units)-1 && h.theirs != nil && len(h.r) > 0 {
		next := h.r[len(h.r)-1]
		for i := range h.theirs.units {
			u := &h.theirs.units[i]
			if u.from >= next.to && u.from < next.to+mostBehind && !pauses(h.theirs.between(next, u)) {
				r = append(r[:len(r):len(r)], u)
			}
		}
	}
	if len(h.q) > mostCompared || len(h.r) > mostCompared {
		return [2]*unit{}
	}
	for _, mine := range h.q {
		for _, theirs := range r {
			if mine.class == plain && theirs.class == plain && a.w.contrary(mine.fold, theirs.fold) {
				return [2]*unit{mine, theirs}
			}
		}
	}
	return [2]*unit{}
}

const (
	// mostCompared is how many words of a hunk are compared each with each: in
	// more of them, two do not stand in place of each other.
	mostCompared = 5
	// mostBehind is how many words behind a quotation's end are compared.
	mostBehind = 2
)

// between returns what stands between two units of a side.
func (s *side) between(a, b *unit) string {
	if from, to := s.words[a.to-1].span.End, s.words[b.from].span.Start; from <= to {
		return s.text[from:to]
	}
	return ""
}
