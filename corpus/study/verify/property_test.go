package verify

import (
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// stand reports whether the words of text, folded, stand in one turn of the
// library in this order: side by side, or in the parts that gaps leave. It
// reads nothing of a quotation but ellipses and brackets, and knows nothing of
// the verifier.
func stand(lib *corpus.Library, text string) bool {
	text = ellipses.ReplaceAllString(text, "\x00")
	text = remarks.ReplaceAllString(text, " ")
	text = brackets.ReplaceAllString(text, "\x00")
	var parts []string
	for part := range strings.SplitSeq(text, "\x00") {
		if folded := search.Fold(part); folded != "" {
			parts = append(parts, folded)
		}
	}
	for _, r := range lib.Records {
		for i := range r.Turns {
			if inOrder(search.Fold(r.Turns[i].Text), parts) {
				return true
			}
		}
	}
	return false
}

func inOrder(text string, parts []string) bool {
	for _, p := range parts {
		i := strings.Index(text, p)
		if i < 0 {
			return false
		}
		text = text[i+len(p):]
	}
	return true
}

// FuzzVerbatim holds that verbatim is never said of words that, folded, do not
// stand in one turn in this order.
func FuzzVerbatim(f *testing.F) {
	v := theRecord()
	for _, seed := range []string{
		"I am glad to shake your hand", "The Americans are … stupid", "[T]he Party has the final word", "“We will get rice”",
		"Give me your hand. I am glad", "their1 jurisdiction", "ground-\nbreaking ways", "the [their] has the final [...] word", "[", "…", "]…[",
		"nuclear- free", "nation[al]", "a[b]c", "Fidel is not in the city, but [he] will be found",
	} {
		f.Add(seed)
	}
	a := newAlterer(3, v, v)
	for _, k := range alterations {
		for range 20 {
			if s, ok := k.make(a); ok {
				f.Add(s.text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		findings, err := v.CheckText(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range findings {
			holds(t, v, found)
		}
	})
}

// holds fails the test where a finding breaks a promise.
func holds(t *testing.T, v *Verifier, f Finding) {
	t.Helper()
	joined := hyphens.ReplaceAllStringFunc(f.Text, func(s string) string {
		if q := read(s, v.holds); len(q.words) == 1 {
			return q.words[0].fold
		}
		return s
	})
	if f.Verdict == Verbatim && !stand(v.index.Library(), joined) {
		t.Errorf("%q is called verbatim and does not stand in one turn", f.Text)
	}
	if f.Verdict != Absent && len(f.Pieces) == 0 || f.Verdict == Absent && (len(f.Pieces) > 0 || f.Attribution != NoAttribution) {
		t.Errorf("%q: %s with %d pieces, attribution %s", f.Text, f.Verdict, len(f.Pieces), f.Attribution)
	}
	for _, p := range f.Pieces {
		if p.Passage.Start < 0 || p.Passage.End > len(p.Passage.Turn.Text) || p.Passage.Start >= p.Passage.End {
			t.Errorf("%q: a piece is %v of a turn of %d bytes", f.Text, p.Passage.Span, len(p.Passage.Turn.Text))
		}
	}
	// A diff tells the whole of the quotation.
	if f.Verdict == Altered {
		said := ""
		for _, c := range f.Diff {
			said += " " + c.Text
		}
		if mine, theirs := search.Fold(said), search.Fold(strings.NewReplacer("…", " ").Replace(f.Text)); !strings.ContainsAny(f.Text, "[]-\u00ad¬.(") && mine != theirs {
			t.Errorf("the diff of %q tells %q", theirs, mine)
		}
	}
}

// FuzzAlter takes spans of turns and alters them, and holds what the verdict
// must be: verbatim of those that are only written otherwise, and never of
// those whose words are not the record's.
func FuzzAlter(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed, byte(seed))
	}
	v := theRecord()
	f.Fuzz(func(t *testing.T, seed uint64, kind byte) {
		a := newAlterer(seed, v, v)
		k := alterations[int(kind)%len(alterations)]
		for range 50 {
			s, ok := k.make(a)
			if !ok || k.name == "of other works" {
				continue
			}
			found, err := v.Check(t.Context(), Claim{Text: s.text})
			if err != nil {
				t.Fatal(err)
			}
			holds(t, v, found)
			if (s.verdict == Verbatim) != (found.Verdict == Verbatim) {
				t.Errorf("%s: %q is called %s", k.name, s.text, found.Verdict)
			}
			return
		}
	})
}

// BenchmarkCheck measures a quotation that stands there, one that is altered
// and one that is absent.
func BenchmarkCheck(b *testing.B) {
	v := thePlays(b)
	v.lexicon()
	for name, text := range map[string]string{
		"verbatim": "The lady doth protest too much, methinks.",
		"altered":  "Methinks the lady does protest far too much, and I am sure of that",
		"absent":   "We shall fight on the beaches, we shall fight on the landing grounds",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := v.Check(b.Context(), Claim{Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
