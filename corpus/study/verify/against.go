package verify

import (
	"context"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// leastAlike is the share of a claim's words that a turn must have for the two to be
// compared, and leastSaid how many words a claim must have.
const (
	leastAlike = 0.5
	leastSaid  = 4
)

// Against says how a claim compares with one turn, which is shown for it however
// little they are alike. ok is false where they are too unlike for that, or where
// the claim is of too few words to say anything.
func (v *Verifier) Against(ctx context.Context, c Claim, t *corpus.Turn) (f Finding, ok bool) {
	f = Finding{Claim: c}
	q := read(c.Text, v.holds)
	if p, stands := q.in(t); stands && !q.mostlyBrackets() {
		v.verbatim(ctx, &f, q, p)
		v.judge(ctx, &f)
		return f, len(f.Pieces) > 0
	}
	if len(q.words) < leastSaid {
		return Finding{}, false
	}
	a := v.over(q, []*corpus.Turn{t})
	steps := a.align()
	pieces := a.pieces(steps)
	if len(pieces) != 1 || pieces[0].Passage.Turn == nil || pieces[0].matched < leastAlike*pieces[0].weight {
		return Finding{}, false
	}
	v.changed(&f, a, steps, false)
	v.judge(ctx, &f)
	return f, true
}

// Exchanged returns where an altered quotation has another word than the record that
// says something by itself, slips of the pen and forms of one word apart, and less
// what its notes point out.
func (v *Verifier) Exchanged(f Finding) []Change {
	var some []Change
	for _, c := range f.Diff {
		if c.Op != Replace || slices.ContainsFunc(f.Notes, func(n Note) bool {
			return n.Class != "" && (strings.Contains(c.Text, n.Text) && strings.Contains(c.Was, n.Was))
		}) {
			continue
		}
		mine, theirs := content(c.Text), content(c.Was)
		if len(mine) > 0 && len(theirs) > 0 && slices.ContainsFunc(mine, func(a string) bool {
			return !slices.ContainsFunc(theirs, func(b string) bool { return alike(a, b) })
		}) {
			some = append(some, c)
		} else if isOther(c) {
			some = append(some, c)
		}
	}
	return some
}

// isOther reports whether a change puts one word for another of those that every text is
// full of, which may turn the sense: "and" for "or", "this" for "that".
func isOther(c Change) bool {
	mine, theirs := wordsOf(c.Text), wordsOf(c.Was)
	if len(mine) != 1 || len(theirs) != 1 || !search.IsFunctionWord(mine[0].fold) || !search.IsFunctionWord(theirs[0].fold) {
		return false
	}
	return mine[0].fold != theirs[0].fold && !strings.Contains(mine[0].fold+theirs[0].fold, "'")
}

// content returns the folded words of a text that say something by themselves.
func content(text string) []string {
	var some []string
	for _, w := range wordsOf(text) {
		if !search.IsFunctionWord(w.fold) {
			some = append(some, w.fold)
		}
	}
	return some
}

// alike reports whether two words are likely one: a slip of the pen, or another form.
func alike(a, b string) bool {
	if a == b || isSlip(a, b) {
		return true
	}
	n := min(len(a), len(b))
	return n >= leastStem && a[:leastStem] == b[:leastStem]
}

// leastStem is how many bytes two forms of a word begin with alike.
const leastStem = 5
