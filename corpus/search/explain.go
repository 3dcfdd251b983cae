package search

import (
	"context"
	"fmt"
	"strings"
)

// An Explanation says how the answer to a query came about. Weights are in
// bits: a word that one turn of 1,024 holds tells about ten.
type Explanation struct {
	Words    []WordExplained
	Total    float64 // what all words are worth together
	Wanted   float64 // what a turn must be worth to be looked at
	Library  float64 // what tells one word of the library from all others
	Hits     []HitExplained
	Question Question
	Result   Result
}

// A WordExplained is a word of the query.
type WordExplained struct {
	Text     string
	Weight   float64
	Turns    int // that hold it
	Variants []VariantExplained
	Names    bool // somebody who speaks; a hint
}

// A VariantExplained is what words of the query were looked for as.
type VariantExplained struct {
	Text  string
	Words int // of the query that it stands for
	Worth float64
	Turns int
}

// A HitExplained is a turn that was aligned as a line.
type HitExplained struct {
	Hit
	Bound  float64 // what it could have been worth at most
	Score  float64 // what it is worth
	Reason string  // of its label
}

// Explain answers q and says how. It reads of a long paste what is read of a
// line.
func (x *Index) Explain(ctx context.Context, q Query) (Explanation, error) {
	result, err := x.Search(ctx, q)
	if err != nil {
		return Explanation{}, err
	}
	e := Explanation{Result: result, Question: result.Question, Library: inBits(x.bits)}
	text, _ := unquote(q.Text)
	text, _ = typed(beginning(text, maxText))
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.begin(x)
	s.expand(x, text, false)
	defer s.release()
	r, ok := s.request(x, q)
	if !ok {
		return e, ctx.Err()
	}
	e.Total, e.Wanted = inBits(r.total), inBits(r.wanted)
	for i := range s.words {
		e.Words = append(e.Words, s.explainWord(x, i))
	}
	if err := s.rank(ctx, x, r); err != nil {
		return e, err
	}
	hits := s.hits(x, r)
	for i, t := range s.top {
		e.Hits = append(e.Hits, HitExplained{
			Hit: hits[i], Bound: inBits(min(r.total, t.bound)), Score: inBits(t.score), Reason: x.reason(t, r),
		})
	}
	return e, nil
}

func inBits(n int32) float64 { return float64(n) / 256 }

func (s *scratch) explainWord(x *Index, i int) WordExplained {
	w := s.words[i]
	e := WordExplained{Text: string(s.text(w)), Weight: inBits(w.weight), Names: len(w.speakers) > 0}
	if w.term != noTerm {
		e.Turns = x.count(w.term)
	}
	for _, v := range s.variants[w.from:w.to] {
		var words []string
		turns := x.size()
		for _, t := range v.terms[:v.terms.length()] {
			words = append(words, string(x.vocabulary.word(t)))
			turns = min(turns, x.count(t))
		}
		e.Variants = append(e.Variants, VariantExplained{strings.Join(words, " "), int(v.words), inBits(v.gain), turns})
	}
	return e
}

// reason says why a turn is labelled as it is; see label.
func (x *Index) reason(t ranked, r request) string {
	share := float64(t.score) / float64(r.total)
	needed := closeShare/100.0 + closeEvidence/100.0*float64(max(0, x.bits-closeBits))/float64(max(1, t.score))
	holds := fmt.Sprintf("holds %.0f %% of the weight", 100*share)
	switch m := x.label(t, r); {
	case m == Exact:
		return "all words stand side by side"
	case m == Close && t.spelt:
		return "all words stand side by side, written otherwise"
	case m == Close && t.forms:
		return "all words stand side by side, in other forms"
	case m == Close && share < needed:
		return fmt.Sprintf("all words but one are there: %.1f bits are enough for close", inBits(x.bits)*slipEvidence/100)
	case m == Close:
		return fmt.Sprintf("%s, and %.0f %% are enough for close", holds, 100*needed)
	case m == Loose && share*100 >= looseShare:
		return fmt.Sprintf("%s: close takes %.0f %%, loose %d %%", holds, 100*min(1, needed), looseShare)
	case m == Loose:
		return fmt.Sprintf("%s, in a run that tells %.1f bits", holds, inBits(t.run))
	}
	return fmt.Sprintf("%s: loose takes %d %%", holds, looseShare)
}

// String writes the explanation for people, a line each.
func (e Explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.1f bits in all; turns of %.1f or more are looked at; a word of the library tells %.1f\n", e.Total, e.Wanted, e.Library)
	for _, w := range e.Words {
		fmt.Fprintf(&b, "  %-20s %5.1f bits, turns: %d", w.Text, w.Weight, w.Turns)
		if w.Names {
			b.WriteString("; names a speaker")
		}
		b.WriteString("\n")
		for _, v := range w.Variants {
			if v.Text == w.Text {
				continue
			}
			fmt.Fprintf(&b, "    as %-18s %4.1f bits, turns: %d", v.Text, v.Worth, v.Turns)
			if v.Words > 1 {
				fmt.Fprintf(&b, ", for %d words", v.Words)
			}
			b.WriteString("\n")
		}
	}
	for i, h := range e.Hits {
		fmt.Fprintf(&b, "%d. %s %s: %.1f bits of at most %.1f; %s\n", i+1, h.Turn.Reference(), h.Match, h.Score, h.Bound, h.Reason)
	}
	if q := e.Question; q.Asking != ForLine || q.Name != "" {
		fmt.Fprintf(&b, "understood as %s about %q", q.Asking, q.Topic)
		if q.Name != "" {
			fmt.Fprintf(&b, ", said by %q", q.Name)
			switch {
			case q.Speaker != nil:
				fmt.Fprintf(&b, " (%s)", q.Speaker.Name)
			default:
				fmt.Fprintf(&b, " (one of %d)", len(q.Speakers))
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "answer: %s", e.Result.Match)
	for i, h := range e.Result.Hits {
		fmt.Fprintf(&b, "%s %s (%.2f)", [...]string{":", ","}[min(i, 1)], h.Turn.Reference(), h.Score)
	}
	if len(e.Result.Suggestions) > 0 {
		fmt.Fprintf(&b, "; perhaps %s", strings.Join(e.Result.Suggestions, ", "))
	}
	b.WriteString("\n")
	return b.String()
}
