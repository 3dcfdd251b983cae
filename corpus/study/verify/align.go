package verify

import (
	"math"
	"strings"
	"unicode/utf8"

	"rapporteur/corpus"
)

// What it costs to lay a quotation over the record, in tenths of a word.
const (
	costSlip     = 4  // a slip of the pen
	costTwin     = 7  // another word of the same class: a number for a number
	costExchange = 10 // another word
	costSense    = 14 // a negation for another word, or the other way round
	costOpposite = 4  // a word with a prefix that negates it, or without
	costFunction = 7  // likewise, where every text is full of both
	costAdded    = 12 // a word that the record lacks,
	costFiller   = 11 // and one that every text is full of
	costOpen     = 8  // words of the record are left out,
	costLeft     = 1  // and each of them
	costBracket  = 1  // words in brackets stand for others
	// costJump is to go on at another place. Some 24 words left out in a row
	// cost as much, so more of them are a seam.
	costJump = 32
	// costSeam is to do so where the quotation itself says that words are left
	// out, and in the same turn no more than a gap would.
	costSeam = 12
)

// mostCells bounds the work of one alignment.
const mostCells = 4_000_000

const never = math.MaxInt32 / 2

// A step is a move of an alignment.
type step struct {
	q, r int // the units that face each other; -1 for none
	turn int // which turn r is of
	kind stepKind
	jump bool // the step leads to another place
}

type stepKind uint8

const (
	equal     stepKind = iota
	slip               // meant to be equal
	exchanged          // q for r
	added              // q alone
	left               // r alone
	omitted            // r alone, where the quotation says so
)

// An aligner lays a quotation over turns, at the least cost: Needleman and
// Wunsch's alignment with affine gaps (O. Gotoh, An Improved Algorithm for
// Matching Biological Sequences, 1982), free at both ends of the turns, with
// jumps from any place to any other (J. Spouge, Speeding Up Dynamic
// Programming Algorithms for Finding Optimal Lattice Paths, 1989, has the like
// for splicing).
type aligner struct {
	v     *Verifier
	w     *wording
	q     *side
	turns []*side
	owner []*corpus.Turn

	first   []int // by turn: where its cells begin
	width   int
	m, d    [][]int32 // by number of q's units: the cost up to a cell; in d the record's words are being left out
	best    []int     // by number of q's units: the cell of the least cost in m
	pairing map[[2]string]stepKind
}

// align returns the steps of the best alignment, nil if there are no turns.
func (a *aligner) align() []step {
	for _, t := range a.turns {
		n := len(t.units) + 1
		if (a.width+n)*(len(a.q.units)+1) > mostCells && a.width > 0 {
			break
		}
		a.first = append(a.first, a.width)
		a.width += n
	}
	if a.width == 0 {
		return nil
	}
	a.pairing = make(map[[2]string]stepKind)
	a.row(true)
	for i := range a.q.units {
		a.row(false)
		a.fill(i + 1)
	}
	return a.trace()
}

func (a *aligner) row(zero bool) {
	m, d := make([]int32, a.width), make([]int32, a.width)
	for i := range d {
		d[i] = never
		if !zero {
			m[i] = never
		}
	}
	a.m, a.d = append(a.m, m), append(a.d, d)
	a.best = append(a.best, 0)
}

// fill works out the costs after i units of the quotation.
func (a *aligner) fill(i int) {
	q := &a.q.units[i-1]
	last, lastLeft, row, rowLeft := a.m[i-1], a.d[i-1], a.m[i], a.d[i]
	jump := last[a.best[i-1]] + a.costJump(i-1)
	if i == 1 {
		jump = never
	}
	add := a.costAdded(i - 1)
	for t := range a.first {
		at := a.first[t]
		units := a.turns[t].units
		after := int32(never) // the least cost at an earlier place of the turn, for a gap
		for p := 0; p <= len(units); p++ {
			c := last[at+p] + add
			if p > 0 {
				pair := a.cost(i-1, q, &units[p-1])
				c = min(c, min(last[at+p-1], lastLeft[at+p-1])+pair)
				if pair <= costSlip {
					c = min(c, jump+pair, after+pair)
				}
				rowLeft[at+p] = min(row[at+p-1]+costOpen, rowLeft[at+p-1]) + costLeft
			}
			row[at+p] = c
			if a.q.gaps[i-1] && i > 1 {
				after = min(after, last[at+p])
			}
			if c < row[a.best[i]] {
				a.best[i] = at + p
			}
		}
	}
}

// costJump returns what it costs that unit i stands at another place than the
// one before it.
func (a *aligner) costJump(i int) int32 {
	if a.q.gaps[i] {
		return costSeam
	}
	return costJump
}

// costAdded returns what it costs that the record lacks unit i.
func (a *aligner) costAdded(i int) int32 {
	u := &a.q.units[i]
	switch {
	case a.q.stands[i] > 0:
		return costBracket
	case u.function && u.class == plain:
		return costFiller
	}
	return costAdded
}

// cost returns what it costs that unit i of the quotation faces r.
func (a *aligner) cost(i int, q, r *unit) int32 {
	kind := a.pair(q, r)
	switch {
	case kind == equal:
		return 0
	case a.q.stands[i] > 0:
		return costBracket
	case kind == slip:
		return costSlip
	case q.class != plain && q.class == r.class:
		return costTwin
	case q.function && r.function && q.class == plain && r.class == plain:
		return costFunction
	case q.class == plain && r.class == plain:
		if _, ok := a.w.opposite(q.fold, r.fold); ok {
			return costOpposite
		}
	case q.class == negation && turned[q.fold][r.fold], r.class == negation && turned[r.fold][q.fold]:
		return costTwin
	case (q.class == negation) != (r.class == negation):
		return costSense
	}
	return costExchange
}

// pair says how two units compare.
func (a *aligner) pair(q, r *unit) stepKind {
	if q.key == r.key {
		return equal
	}
	if a.isCut(q, r) {
		return slip
	}
	if q.fold == "" || r.fold == "" {
		return exchanged
	}
	key := [2]string{q.fold, r.fold}
	kind, ok := a.pairing[key]
	if !ok {
		kind = exchanged
		if a.isSlip(q, r) {
			kind = slip
		}
		a.pairing[key] = kind
	}
	return kind
}

// isCut reports whether a quotation begins or ends within a number or an acronym:
// "million letters" of "200 million letters", "the U.S" of "the U.S.S.R.".
func (a *aligner) isCut(q, r *unit) bool {
	units := a.q.units
	first, last := q == &units[0], q == &units[len(units)-1]
	if r.to-r.from < 2 || !first && !last {
		return false
	}
	mine, theirs := q.spelled, r.spelled
	if r.class == name {
		mine, theirs = q.fold, r.fold
	}
	return len(mine) < len(theirs) && (first && strings.HasSuffix(theirs, mine) || last && strings.HasPrefix(theirs, mine)) && mine != ""
}

// isSlip reports whether q is likely a slip of the pen for r. What carries the
// sense is held to more than other words.
func (a *aligner) isSlip(q, r *unit) bool {
	if d := len(q.fold) - len(r.fold); d > 4 || d < -4 {
		return false
	}
	l := a.v.lexicon()
	n := min(utf8.RuneCountInString(q.fold), utf8.RuneCountInString(r.fold))
	switch {
	case digitsOf(q.fold) != "" || digitsOf(r.fold) != "":
		return false
	case q.scanned == r.scanned && (!l.known(q.fold) || q.class == name && q.small && r.class == plain):
		return true
	case q.class != plain && r.class != plain && (q.class != name || r.class != name):
		return false
	case q.class == number || q.class == negation || q.class == modal:
		return q.class == number && n > 3 && isSlip(q.fold, r.fold)
	case r.class == number && r.fold != q.fold && isSwap(q.fold, r.fold):
		return within(q.fold, r.fold, 1) // "there" for "three"
	case r.class == number:
		return n > 1 && !l.known(q.fold) && within(q.fold, r.fold, max(1, tolerance(n)))
	case r.class == negation, r.class == modal:
		return n > 1 && !l.known(q.fold) && !a.w.lookalikes[q.fold] && within(q.fold, r.fold, max(1, tolerance(len(r.fold)+1)))
	case q.class == name && q.small && r.class == plain && n > 2:
		return within(q.fold, r.fold, 1) // "sae" for "same", though there is a SAE
	case q.class == name || r.class == name:
		return !l.isName(q.fold) && (isNameSlip(q.fold, r.fold) || l.isNoun(r.fold) && !l.known(q.fold) && !gazetteer()[q.fold] && isSlip(q.fold, r.fold))
	}
	if _, ok := a.w.opposite(q.fold, r.fold); ok {
		return false
	}
	return isSlip(q.fold, r.fold)
}

// trace returns the steps to the cell of the least cost.
func (a *aligner) trace() []step {
	var back []step
	i := len(a.q.units)
	at := a.best[i]
	leaving := false
	for i > 0 {
		t := a.turnAt(at)
		p := at - a.first[t]
		units := a.turns[t].units
		if leaving {
			back = append(back, step{q: -1, r: p - 1, turn: t, kind: left})
			leaving = a.d[i][at] == a.d[i][at-1]+costLeft && a.d[i][at] != a.m[i][at-1]+costOpen+costLeft
			at--
			continue
		}
		c, q := a.m[i][at], &a.q.units[i-1]
		var pair int32
		if p > 0 {
			pair = a.cost(i-1, q, &units[p-1])
		}
		s := step{q: i - 1, r: p - 1, turn: t}
		if p > 0 {
			s.kind = a.pair(q, &units[p-1])
		}
		switch {
		case p > 0 && c == a.m[i-1][at-1]+pair:
			at--
		case p > 0 && c == a.d[i-1][at-1]+pair:
			at--
			leaving = true
		case c == a.m[i-1][at]+a.costAdded(i-1):
			s.r, s.kind = -1, added
		default:
			// To here from elsewhere: over a gap within the turn, or a jump.
			s.jump = true
			from := a.best[i-1]
			if a.q.gaps[i-1] {
				for p2 := p - 1; p2 >= 0; p2-- {
					if a.m[i-1][a.first[t]+p2]+pair == c {
						back = append(back, step{q: s.q, r: s.r, turn: t, kind: s.kind})
						for k := p - 2; k >= p2; k-- {
							back = append(back, step{q: -1, r: k, turn: t, kind: omitted})
						}
						s.jump = false
						at = a.first[t] + p2
						break
					}
				}
			}
			if s.jump {
				at = from
			} else {
				i--
				continue
			}
		}
		back = append(back, s)
		i--
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

func (a *aligner) turnAt(cell int) int {
	t := len(a.first) - 1
	for a.first[t] > cell {
		t--
	}
	return t
}
