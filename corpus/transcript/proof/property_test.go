package proof

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	"rapporteur/corpus/transcript/draft"
)

// hostile are names that somebody could give.
var hostile = []string{
	"Ann", `O'Hara "Bob" \ Smith`, "two\nlines\r\n", "\u202egnat\u202c", "a\x00b\x1b[31m", "<script>alert(1)</script>", "# no comment", "]]", "= \"\"\"", "'''", "Ω\u2028é\U000E0041", "name = 1",
}

// anyCorrection returns a correction to something that is there.
func anyCorrection(dice *rand.Rand, r *Result) Correction {
	record := r.Record()
	speaker := func() string { return record.Speakers[dice.IntN(len(record.Speakers))].Name }
	somebody := func() string {
		return []string{speaker(), "", hostile[dice.IntN(len(hostile))]}[dice.IntN(3)]
	}
	turn := &record.Turns[dice.IntN(len(record.Turns))]
	ref := corpus.Reference{Kind: turn.Kind, First: int(turn.Number), Last: int(turn.Number)}.String()
	first, last := turn.Whole().Lines()
	line := first + dice.IntN(last-first+1)
	words := strings.Fields(turn.Text)
	from := dice.IntN(len(words))
	phrase := strings.Join(words[from:min(len(words), from+1+dice.IntN(5))], " ")
	switch dice.IntN(12) {
	case 10: // a line anywhere, also one that was left out
		l := r.Report.Lines[dice.IntN(len(r.Report.Lines))].Number
		return Whose{First: l, Last: l, Speaker: somebody()}
	case 0:
		return Join{speaker(), speaker()}
	case 1:
		return Rename{speaker(), hostile[dice.IntN(len(hostile))]}
	case 2:
		return Role{speaker(), hostile[dice.IntN(len(hostile))]}
	case 3:
		return Nobody{speaker()}
	case 4:
		return NoLabel{speaker()}
	case 5:
		return Whose{First: line, Last: line + dice.IntN(3), Speaker: somebody()}
	case 6:
		return Whose{First: line, Last: line, Words: phrase, Speaker: somebody()}
	case 7:
		return WhoseTurn{ref, somebody()}
	case 8:
		return Split{Line: line, At: []string{"", phrase}[dice.IntN(2)]}
	case 9:
		return Sensitive{Turns: []string{ref}, Off: dice.IntN(3) == 0}
	}
	return Set{[]string{"title", "short", "place", "source", "recorder", "participants"}[dice.IntN(6)], hostile[dice.IntN(len(hostile))]}
}

// letters returns the letters and numbers of all turns in the order of the file.
func letters(r *Result) string {
	var b strings.Builder
	for _, p := range r.Report.Parts {
		if p.Turn < 0 {
			continue
		}
		for _, c := range r.Report.Text[p.Start:p.End] {
			if unicode.IsLetter(c) || unicode.IsNumber(c) {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}

// textLetters returns the letters and numbers of the texts of all turns.
func textLetters(r *corpus.Record) []string {
	var texts []string
	for i := range r.Turns {
		texts = append(texts, strings.Map(func(c rune) rune {
			if unicode.IsLetter(c) || unicode.IsNumber(c) {
				return c
			}
			return -1
		}, r.Turns[i].Text))
	}
	return texts
}

// owners returns whose each letter of the text is, by its byte.
func owners(r *Result) []string {
	whose := make([]string, len(r.Report.Text))
	for i := range r.Report.Parts {
		p := &r.Report.Parts[i]
		o := ownerOf(r, p)
		for at := p.Start; at < p.End; at++ {
			whose[at] = string(o.kind) + " " + o.name
		}
	}
	return whose
}

// check holds a corrected reading to what is true of all.
func check(t *testing.T, name string, data []byte, before, after Result, c Correction) {
	t.Helper()
	s, err := transcript.ParseSidecar(after.Sidecar)
	if err != nil {
		t.Fatalf("%#v: %v", c, err)
	}
	if again, err := s.Amend(after.Sidecar); err != nil || !bytes.Equal(again, after.Sidecar) {
		t.Fatalf("%#v: amended by nothing, it is another: %v", c, err)
	}
	fresh := Look(name, data, after.Sidecar)
	if diff := cmp.Diff(fresh.Report.Records, after.Report.Records, cmpopts.IgnoreFields(corpus.Turn{}, "Record", "ID")); diff != "" {
		t.Fatalf("%#v: read again with\n%s\nit is another:\n%s", c, after.Sidecar, diff)
	}
	// The words are the file's: what the turns hold is what their parts are.
	var parts strings.Builder
	for _, l := range textLetters(after.Record()) {
		parts.WriteString(l)
	}
	if got := sorted(parts.String()); got != sorted(letters(&after)) {
		t.Fatalf("%#v: the turns hold other letters than their parts in\n%s", c, after.Sidecar)
	}
	was, is := owners(&before), owners(&after)
	if len(was) != len(is) {
		t.Fatalf("%#v: it is another text", c)
	}
	changed := map[int]bool{}
	for _, l := range after.Changed {
		changed[l] = true
	}
	for _, l := range after.Report.Lines {
		if changed[l.Number] {
			continue
		}
		for at := l.Start; at < l.End; at++ {
			if was[at] != is[at] && unicode.IsLetter(rune(after.Report.Text[at])) {
				t.Fatalf("%#v: line %d was %q, is %q, and nobody says so", c, l.Number, was[at], is[at])
			}
		}
	}
	switch c.(type) {
	case Whose, WhoseTurn, Split, Sensitive, Role, Set:
		if len(after.Also) > 0 {
			t.Fatalf("%#v changes lines %v, too, with\n%s", c, after.Also, after.Sidecar)
		}
		// The name of the one who speaks there is a label, and taken off.
		// What was left out, and is restored, comes to the words.
		if !slices.ContainsFunc(compare(&before, &after), func(c change) bool {
			return c.is.kind == draft.Label || c.was.kind == draft.Metadata || c.was.kind.IsFurniture()
		}) && letters(&before) != letters(&after) {
			t.Fatalf("%#v loses or adds words", c)
		}
	case Join, Rename:
		if len(after.Also) == 0 && letters(&before) != letters(&after) {
			t.Fatalf("%#v loses or adds words", c)
		}
	}
	checkSensitive(t, &before, &after, c)
}

// checkSensitive holds that what was sensitive stays so.
func checkSensitive(t *testing.T, before, after *Result, c Correction) {
	t.Helper()
	if v, ok := c.(Sensitive); ok && v.Off {
		return
	}
	for _, p := range before.Report.Parts {
		if p.Turn < 0 || !before.Record().Turns[p.Turn].Sensitive {
			continue
		}
		for _, q := range after.at(p) {
			if !after.Record().Turns[q.Turn].Sensitive {
				t.Fatalf("%#v: what was sensitive is so no more, with\n%s", c, after.Sidecar)
			}
		}
	}
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

// samples are the files of the reader's own tests.
func samples(t testing.TB) map[string][]byte {
	paths, err := filepath.Glob(filepath.Join("..", "testdata", "kinds", "*"))
	if err != nil || len(paths) < 100 {
		t.Fatalf("%d samples, %v", len(paths), err)
	}
	files := make(map[string][]byte)
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = data
	}
	return files
}

// TestAnyCorrections makes corrections by chance to files of all layouts. Each is
// honoured or refused, and changes only what it says.
func TestAnyCorrections(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	const steps = 8
	rounds := 2
	if os.Getenv("RAPPORTEUR_TEST_FULL") != "" {
		rounds = 8
	}
	made, refused := map[string]int{}, map[string]int{}
	for name, data := range samples(t) {
		for seed := range uint64(rounds) {
			dice := rand.New(rand.NewPCG(seed, uint64(len(data))))
			at := Look(name, data, nil)
			for range steps {
				if at.Record() == nil {
					break // refused, as some samples are
				}
				c := anyCorrection(dice, &at)
				kind := fmt.Sprintf("%T", c)
				next, err := Again(name, data, at, c)
				if err != nil {
					if r, ok := err.(*Refusal); !ok || r.Why == CannotBeSaid || r.Why == BadSidecar {
						t.Fatalf("%s: %#v: %v\n%s", name, c, err, at.Sidecar)
					} else {
						refused[kind+" "+string(r.Why)]++
					}
					continue
				}
				made[kind]++
				check(t, name, data, at, next, c)
				if t.Failed() {
					t.Fatalf("%s, seed %d", name, seed)
				}
				at = next
			}
		}
	}
	t.Log("made", made)
	t.Log("refused", refused)
	for kind, n := range made {
		if n < 20 {
			t.Errorf("%s was made %d times: that shows nothing", kind, n)
		}
	}
}

// FuzzCorrect makes a correction with any names to any text.
func FuzzCorrect(f *testing.F) {
	f.Add([]byte(debate), uint64(1), "Ann")
	f.Add([]byte("Ann: One. Two.\nThree.\n\nBob: Four.\n\nAnn: Five.\n\nBob: Six\n"), uint64(2), "a\"b\n\u202e")
	f.Fuzz(func(t *testing.T, data []byte, seed uint64, name string) {
		at := Look("a.txt", data, nil)
		dice := rand.New(rand.NewPCG(seed, 0))
		for range 3 {
			if at.Record() == nil {
				return
			}
			c := anyCorrection(dice, &at)
			switch x := c.(type) {
			case Rename:
				c = Rename{x.Speaker, name}
			case WhoseTurn:
				c = WhoseTurn{x.Turn, name}
			}
			next, err := Again("a.txt", data, at, c)
			if err != nil {
				continue
			}
			check(t, "a.txt", data, at, next, c)
			at = next
		}
	})
}
