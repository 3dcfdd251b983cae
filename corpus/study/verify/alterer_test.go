package verify

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// An alterer makes quotations of known verdict of what a library holds.
type alterer struct {
	rng   *rand.Rand
	v     *Verifier
	turns []*corpus.Turn
	other []*corpus.Turn // of works that the library does not hold
	names []string
}

// A sample is a quotation with what must be said of it.
type sample struct {
	text    string
	verdict Verdict
	class   string // of the note that must be there, "" where none of the sense may
	turn    *corpus.Turn
}

func newAlterer(seed uint64, v, other *Verifier) *alterer {
	a := &alterer{rng: rand.New(rand.NewPCG(seed, 14)), v: v}
	a.turns = speeches(v)
	a.other = speeches(other)
	for i := range v.index.Library().People {
		words := strings.Fields(v.index.Library().People[i].Name)
		if w := words[len(words)-1]; v.lexicon().isName(search.Fold(w)) {
			a.names = append(a.names, w)
		}
	}
	return a
}

func speeches(v *Verifier) []*corpus.Turn {
	var turns []*corpus.Turn
	for _, r := range v.index.Library().Records {
		for i := range r.Turns {
			if len(strings.Fields(r.Turns[i].Text)) >= 5 {
				turns = append(turns, &r.Turns[i])
			}
		}
	}
	return turns
}

// span returns n to m words of a turn as they stand there.
func (a *alterer) span(of []*corpus.Turn, n, m int) (text string, turn *corpus.Turn) {
	for {
		t := of[a.rng.IntN(len(of))]
		words := wordsOf(t.Text)
		if len(words) < n {
			continue
		}
		k := min(n+a.rng.IntN(m-n+1), len(words))
		i := a.rng.IntN(len(words) - k + 1)
		text := t.Text[words[i].span.Start:words[i+k-1].span.End]
		if !strings.ContainsAny(text, "[]…") && !strings.Contains(text, "..") {
			return text, t
		}
	}
}

// An alteration makes a sample; ok is false where what it drew does not do.
type alteration struct {
	name string
	make func(a *alterer) (s sample, ok bool)
}

var alterations = []alteration{
	{"as it stands", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 4, 30)
		return sample{text, Verbatim, "", t}, true
	}},
	{"other marks and capitals", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 4, 30)
		text = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "–", "-", "é", "e", ", ", " ", "—", " – ").Replace(text)
		if a.rng.IntN(2) == 0 {
			text = strings.ToUpper(text)
		}
		return sample{text, Verbatim, "", t}, true
	}},
	{"lines broken with hyphens", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 30)
		words := strings.Split(text, " ")
		for i, w := range words {
			letters := []rune(w)
			if len(letters) > 6 && a.rng.IntN(3) == 0 && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
				words[i] = string(letters[:3]) + "-\n" + string(letters[3:])
			}
		}
		return sample{strings.Join(words, " "), Verbatim, "", t}, true
	}},
	{"an ellipsis", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 12, 40)
		words := strings.Fields(text)
		if len(words) < 12 {
			return sample{}, false
		}
		from := 4 + a.rng.IntN(len(words)-10)
		to := from + mostOmitted + 1 + a.rng.IntN(max(1, len(words)-from-6))
		mark := []string{"…", "...", "[…]", "[...]", ". . ."}[a.rng.IntN(5)]
		to = min(to, len(words)-2)
		// What leaves out a "not" right beside the rest is no faithful quotation.
		for _, w := range append(words[max(from, to-mostNear):to:to], words[from]) {
			s := a.v.lexicon().sideOf(w, wordsOf(w), wordings["en"], true)
			if slices.ContainsFunc(s.units, func(u unit) bool { return u.class == negation }) {
				return sample{}, false
			}
		}
		words = slices.Replace(words, from, to, mark)
		return sample{strings.Join(words, " "), Verbatim, "", t}, true
	}},
	{"brackets", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 8, 25)
		words := strings.Fields(text)
		i := 3 + a.rng.IntN(max(1, len(words)-5))
		if i >= len(words)-2 || a.carries(words[i]) {
			return sample{}, false
		}
		words[i] = "[that one]"
		return sample{strings.Join(words, " "), Verbatim, "", t}, true
	}},
	{"slips of the pen", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		for range 1 + len(words)/8 {
			i := a.rng.IntN(len(words))
			words[i] = a.misspell(words[i])
		}
		text = strings.Join(words, " ")
		return sample{text, Altered, "", t}, search.Fold(text) != search.Fold(t.Text) && !strings.Contains(search.Fold(t.Text), search.Fold(text))
	}},
	{"a scanner's errors", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 8, 25)
		words := strings.Fields(text)
		i := a.rng.IntN(len(words))
		was := words[i]
		words[i] = strings.NewReplacer("m", "rn", "cl", "d", "li", "h", "h", "b").Replace(was)
		return sample{strings.Join(words, " "), Altered, "", t}, words[i] != was && len(was) > 4 && !a.v.lexicon().known(search.Fold(words[i]))
	}},
	{"a word left out", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 7, 25)
		words := strings.Fields(text)
		if len(words) < 5 {
			return sample{}, false
		}
		i := 1 + a.rng.IntN(len(words)-2)
		if a.carries(words[i]) || !hasLetter(words[i]) {
			return sample{}, false
		}
		words = slices.Delete(words, i, i+1)
		return sample{strings.Join(words, " "), Altered, "", t}, !a.stands(words)
	}},
	{"a word put in", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		if len(words) < 5 {
			return sample{}, false
		}
		words = slices.Insert(words, 1+a.rng.IntN(len(words)-2), []string{"truly", "perhaps", "also", "very"}[a.rng.IntN(4)])
		return sample{strings.Join(words, " "), Altered, "", t}, true
	}},
	{"a word exchanged", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		if len(words) < 5 {
			return sample{}, false
		}
		i := 1 + a.rng.IntN(len(words)-2)
		if a.carries(words[i]) || !hasLetter(words[i]) {
			return sample{}, false
		}
		words[i] = []string{"wooden", "music", "quickly", "garden"}[a.rng.IntN(4)]
		return sample{strings.Join(words, " "), Altered, "", t}, !a.stands(words)
	}},
	{"a negation added", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		i := slices.IndexFunc(words, func(w string) bool {
			return slices.Contains(strings.Fields("is are was were will would could can should may might must have has had"), strings.ToLower(w))
		})
		if i < 0 {
			return sample{}, false
		}
		switch form := a.rng.IntN(3); {
		case form == 0 && words[i] == "is":
			words[i] = "isnt"
		case form == 1:
			words = slices.Insert(words, i+1, "never")
		default:
			words = slices.Insert(words, i+1, "not")
		}
		return sample{strings.Join(words, " "), Altered, "negation", t}, !a.stands(words)
	}},
	{"a negation left out", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		i := slices.IndexFunc(words, func(w string) bool {
			return slices.Contains(strings.Fields("not never no without"), strings.ToLower(w))
		})
		if i < 1 || i > len(words)-2 {
			return sample{}, false
		}
		words = slices.Delete(words, i, i+1)
		return sample{strings.Join(words, " "), Altered, "negation", t}, !a.stands(words)
	}},
	{"a number changed", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		i := slices.IndexFunc(words, func(w string) bool {
			n, ok := wordings["en"].numerals[search.Fold(w)]
			return isDigits(search.Fold(w)) || ok && !n.weak
		})
		if i < 0 {
			return sample{}, false
		}
		if isDigits(search.Fold(words[i])) {
			words[i] = fmt.Sprint(3 + a.rng.IntN(90))
		} else {
			words[i] = []string{"seventeen", "three", "sixty"}[a.rng.IntN(3)]
		}
		return sample{strings.Join(words, " "), Altered, "number", t}, !a.stands(words)
	}},
	{"a name changed", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		l := a.v.lexicon()
		i := slices.IndexFunc(words, func(w string) bool { return l.isName(search.Fold(w)) && len(w) > 3 && unicode.IsUpper([]rune(w)[0]) })
		if i < 1 || strings.ContainsAny(words[i], ".-'’") {
			return sample{}, false
		}
		words[i] = a.names[a.rng.IntN(len(a.names))]
		if a.rng.IntN(2) == 0 {
			words[i] = []string{"Bolivia", "Kowalski", "Brezhnev", "Lisbon"}[a.rng.IntN(4)]
		}
		return sample{strings.Join(words, " "), Altered, "name", t}, !a.stands(words)
	}},
	{"a modal verb changed", func(a *alterer) (sample, bool) {
		text, t := a.span(a.turns, 6, 25)
		words := strings.Fields(text)
		i := slices.IndexFunc(words, func(w string) bool { return wordings["en"].modals[w] })
		if i < 0 {
			return sample{}, false
		}
		was := words[i]
		words[i] = []string{"must", "may", "should", "could"}[a.rng.IntN(4)]
		return sample{strings.Join(words, " "), Altered, "modal", t}, words[i] != was && !a.stands(words)
	}},
	{"two turns joined", func(a *alterer) (sample, bool) {
		one, t := a.span(a.turns, 7, 12)
		two, u := a.span(a.turns, 7, 12)
		return sample{one + " " + two, Altered, "*", t}, t != u
	}},
	{"of other works", func(a *alterer) (sample, bool) {
		text, _ := a.span(a.other, 6, 20)
		return sample{text, Absent, "*", nil}, true
	}},
	{"words at random", func(a *alterer) (sample, bool) {
		var words []string
		for range 6 + a.rng.IntN(8) {
			w, _ := a.span(a.turns, 1, 1)
			words = append(words, w)
		}
		return sample{strings.Join(words, " "), Absent, "*", nil}, true
	}},
}

// carries reports whether a word carries the sense, so that a change of it
// must be pointed out.
func (a *alterer) carries(w string) bool {
	s := a.v.lexicon().sideOf(w, wordsOf(w), wordings["en"], true)
	return unicode.IsUpper([]rune(w)[0]) || slices.ContainsFunc(s.units, func(u unit) bool { return u.class != plain })
}

func hasLetter(w string) bool { return strings.ContainsFunc(w, unicode.IsLetter) }

// stands reports whether words stand side by side anywhere in the library.
func (a *alterer) stands(words []string) bool {
	for range a.v.index.Occurrences(strings.Join(words, " "), true, nil) {
		return true
	}
	return false
}

// stands reports whether words stand side by side in a turn.
func stands(t *corpus.Turn, words []string) bool {
	return strings.Contains(" "+search.Fold(t.Text)+" ", " "+search.Fold(strings.Join(words, " "))+" ")
}

// misspell swaps, drops, replaces or doubles a letter of a longer word.
func (a *alterer) misspell(word string) string {
	letters := []rune(word)
	if len(letters) < 5 || strings.ContainsAny(word, "0123456789") {
		return word
	}
	i := 1 + a.rng.IntN(len(letters)-3)
	switch a.rng.IntN(4) {
	case 0:
		letters[i], letters[i+1] = letters[i+1], letters[i]
	case 1:
		letters = slices.Delete(letters, i, i+1)
	case 2:
		letters[i] = rune('a' + a.rng.IntN(26))
	case 3:
		letters = slices.Insert(letters, i, letters[i])
	}
	return string(letters)
}

// TestVerdicts shows what is said of thousands of generated quotations. Those
// of the plays take a minute and are left to RAPPORTEUR_TEST_FULL=1.
func TestVerdicts(t *testing.T) {
	record, plays := theRecord(), thePlays(t)
	for _, library := range []struct {
		name     string
		v, other *Verifier
	}{{"record", record, plays}, {"plays", plays, record}} {
		t.Run(library.name, func(t *testing.T) {
			if library.v == plays && os.Getenv("RAPPORTEUR_TEST_FULL") == "" {
				t.Skip("RAPPORTEUR_TEST_FULL is not set")
			}
			var b strings.Builder
			b.WriteString("# alteration, quotations, percent of right verdicts, of right turns, of notes that are missing, of notes that are false\n")
			a := newAlterer(1, library.v, library.other)
			for _, k := range alterations {
				fmt.Fprintf(&b, "%s\t%s\n", k.name, a.judge(t, k))
			}
			golden(t, "testdata/verdicts-"+library.name+".golden", []byte(b.String()))
		})
	}
}

func (a *alterer) judge(t *testing.T, k alteration) string {
	const wanted, tries = 200, 20_000
	var n, right, place, missing, untrue int
	for try := 0; try < tries && n < wanted; try++ {
		s, ok := k.make(a)
		if !ok {
			continue
		}
		n++
		f, err := a.v.Check(t.Context(), Claim{Text: s.text})
		if err != nil {
			t.Fatal(err)
		}
		if f.Verdict == s.verdict {
			right++
		} else if testing.Verbose() {
			t.Logf("%s: %s: %q (%v)", k.name, f.Verdict, s.text, f.Notes)
		}
		if slices.ContainsFunc(f.Pieces, func(p Piece) bool { return p.Passage.Turn == s.turn }) ||
			s.turn == nil && len(f.Pieces) == 0 ||
			len(f.Pieces) > 0 && s.turn != nil && search.Fold(f.Pieces[0].Passage.Turn.Text) == search.Fold(s.turn.Text) {
			place++
		}
		if s.class == "*" {
			continue
		}
		sense := slices.DeleteFunc(slices.Clone(f.Notes), func(n Note) bool { return n.Class == "" })
		if s.class != "" && !slices.ContainsFunc(sense, func(n Note) bool { return n.Class == s.class }) {
			missing++
			if testing.Verbose() {
				t.Logf("%s: no note: %q: %v", k.name, s.text, f.Diff)
			}
		}
		if slices.ContainsFunc(sense, func(n Note) bool { return n.Class != s.class }) {
			untrue++
			if testing.Verbose() {
				t.Logf("%s: false note: %q: %v", k.name, s.text, sense)
			}
		}
	}
	percent := func(k int) string { return fmt.Sprintf("%.1f", 100*float64(k)/float64(max(n, 1))) }
	return strings.Join([]string{fmt.Sprint(n), percent(right), percent(place), percent(missing), percent(untrue)}, "\t")
}
