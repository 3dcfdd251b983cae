package concordance_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/concordance"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// read indexes the transcripts at path.
func read(t testing.TB, path string) *search.Index {
	t.Helper()
	reports, err := transcript.ReadAll(path)
	if err != nil {
		t.Fatal(err)
	}
	var records []*corpus.Record
	for _, r := range reports {
		records = append(records, r.Records...)
	}
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", path, diff)
	}
}

// write prints a concordance as a concordancer does.
func write(w *bytes.Buffer, c concordance.Concordance, by concordance.Order) {
	fmt.Fprintf(w, "%s, by %s\n", c.Words, by)
	for _, s := range c.Speakers {
		name := "(the recorder)"
		if s.Person != nil {
			name = s.Person.Name
		}
		fmt.Fprintf(w, "  %3d of %5d words  %6.2f ‰  %s\n", s.Count, s.Total, s.PerThousand(), name)
	}
	fmt.Fprintf(w, "  course %v\n", c.Course)
	for _, p := range c.Sorted(by) {
		before, after := p.Context(32)
		fmt.Fprintf(w, "  %32s[%s]%s\n", before, p.Text(), after)
	}
	fmt.Fprintln(w)
}

func TestConcordance(t *testing.T) {
	x := read(t, "../../records/mikoyan-1962-11-18.txt")
	var got bytes.Buffer
	for _, q := range []struct {
		typed string
		by    concordance.Order
	}{
		{"rice", concordance.ByPlace}, {"Americans", concordance.ByAfter}, {"“american”", concordance.ByBefore}, {"Soviet Union", concordance.ByAfter},
	} {
		sets, err := concordance.Parse(q.typed)
		if err != nil {
			t.Fatal(err)
		}
		write(&got, concordance.Of(x, concordance.Question{Words: sets[0]}), q.by)
	}
	golden(t, "record.golden", got.Bytes())
}

// TestSums holds that each place is counted once everywhere.
func TestSums(t *testing.T) {
	x := read(t, "../../records/mikoyan-1962-11-18.txt")
	for _, words := range []string{"we", "the", "Cuba", "of the"} {
		c := concordance.Of(x, concordance.Question{Words: concordance.Words{Text: words}})
		speakers, records, course := 0, 0, 0
		for _, s := range c.Speakers {
			speakers += s.Count
		}
		for _, s := range c.Records {
			records += s.Count
		}
		for _, n := range c.Course {
			course += n
		}
		if n := len(c.Places); n == 0 || speakers != n || records != n || course != n {
			t.Errorf("%q: %d places, but %d by speaker, %d by record, %d in the course", words, n, speakers, records, course)
		}
		for i := range x.Library().People {
			who := &x.Library().People[i]
			alone := concordance.Of(x, concordance.Question{Words: concordance.Words{Text: words}, Speaker: who})
			want := 0
			for _, s := range c.Speakers {
				if s.Person == who {
					want = s.Count
				}
			}
			if len(alone.Places) != want {
				t.Errorf("%q by %s alone: %d places, %d among all", words, who.Name, len(alone.Places), want)
			}
		}
	}
}

func TestPerThousand(t *testing.T) {
	if got := (concordance.Share{Count: 3, Total: 1500}).PerThousand(); math.Abs(got-2) > 1e-9 {
		t.Errorf("3 of 1500 words: %v per thousand, want 2", got)
	}
	if got := (concordance.Share{}).PerThousand(); got != 0 {
		t.Errorf("nothing of nothing: %v", got)
	}
}

func TestParse(t *testing.T) {
	for typed, want := range map[string]string{
		"rice":                    "rice",
		"rice vs missiles":        "rice | missiles",
		`rice VS. "the missiles"`: "rice | “the missiles”",
		"a versus b vs c":         "a | b | c",
		"a vs b vs c vs d":        "error: too many sets of words to compare",
		" ":                       "error: no words to look for",
		"rice vs !":               "error: no words to look for",
		"advs vse":                "advs vse",
		"rice vs":                 "rice",
		"rice vs RICE vs “rice”":  "rice | “rice”",
		"vs rice":                 "error: no words to look for",
	} {
		sets, err := concordance.Parse(typed)
		var parts []string
		for _, s := range sets {
			parts = append(parts, s.String())
		}
		got := strings.Join(parts, " | ")
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

// TestContext holds that the context is the turn's own words, whatever the width.
func TestContext(t *testing.T) {
	x := read(t, "../../records/mikoyan-1962-11-18.txt")
	c := concordance.Of(x, concordance.Question{Words: concordance.Words{Text: "the"}})
	for _, p := range c.Places {
		whole := strings.Join(strings.Fields(p.Turn.Text), " ")
		for _, width := range []int{0, 1, 8, 40, 4000} {
			before, after := p.Context(width)
			if n := len([]rune(before)); n > max(1, width) {
				t.Fatalf("%d characters before at a width of %d", n, width)
			}
			line := strings.TrimPrefix(before, "…") + p.Text() + strings.TrimSuffix(after, "…")
			if !strings.Contains(whole, strings.TrimSpace(line)) {
				t.Fatalf("%q is not in its turn", line)
			}
		}
	}
}

func BenchmarkPlays(b *testing.B) {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		b.Skip("RAPPORTEUR_TESTDATA is not set: the plays are not in the repository")
	}
	x := read(b, filepath.Join(dir, "transcripts", "shakespeare"))
	for _, words := range []string{"missile", "love", "the"} {
		b.Run(words, func(b *testing.B) {
			for b.Loop() {
				concordance.Of(x, concordance.Question{Words: concordance.Words{Text: words}})
			}
		})
	}
}

// TestWhoLeads holds who says words most and who most densely: nobody at a tie,
// nobody for saying them once, and no rate of who says little in all.
func TestWhoLeads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talk.txt")
	much := strings.Repeat(" So it went on, day after day.", 50)
	talk := "ANN: Rice, rice and rice again," + strings.Repeat(" with much else to be said by me about it all today,", 50) + " at last.\n\nBEN: Rice and rice." + much +
		" Tea, tea.\n\nCYD: Rice. Beans.\n\nDAN: Tea and tea.\n\nANN: Bean."
	if err := os.WriteFile(path, []byte(talk), 0o644); err != nil {
		t.Fatal(err)
	}
	x := read(t, path)
	for _, test := range []struct {
		words         string
		exactly       bool
		most, densest string
		forms         bool
	}{
		{"rice", false, "ANN", "BEN", false},
		{"tea", false, "", "", false},
		{"beans", false, "", "", true},
		{"beans", true, "", "", false},
	} {
		c := concordance.Of(x, concordance.Question{Words: concordance.Words{Text: test.words, Exactly: test.exactly}})
		name := func(s concordance.Share, ok bool) string {
			if !ok {
				return ""
			}
			return strings.ToUpper(s.Person.Name)
		}
		if most, densest := name(c.Most()), name(c.Densest()); most != test.most || densest != test.densest || c.OtherForms() != test.forms {
			t.Errorf("%s: most by %q, most densely by %q, other forms %v; want %q, %q, %v", test.words, most, densest, c.OtherForms(), test.most, test.densest, test.forms)
		}
	}
}

// TestAgainstAConcordancer compares the counts of fifty words over the plays with
// those of a concordancer that knows nothing of ours: it cuts the text where no
// letter stands, apostrophes within words apart. NLTK's count is the same.
func TestAgainstAConcordancer(t *testing.T) {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA names no folder of transcripts")
	}
	x := read(t, filepath.Join(dir, "transcripts", "shakespeare"))
	token := regexp.MustCompile(`[\pL\pN]+(?:['’][\pL\pN]+)*`)
	counts, by := map[string]int{}, map[string]map[*corpus.Person]int{}
	for _, r := range x.Library().Records {
		for i := range r.Turns {
			turn := &r.Turns[i]
			for _, at := range token.FindAllStringIndex(turn.Text, -1) {
				w, who := strings.ToLower(turn.Text[at[0]:at[1]]), x.Library().Person(turn)
				if slices.ContainsFunc(turn.Asides, func(a corpus.Span) bool { return a.Start <= at[0] && at[1] <= a.End }) {
					who = nil // the recorder's
				}
				counts[w]++
				if by[w] == nil {
					by[w] = map[*corpus.Person]int{}
				}
				by[w][who]++
			}
		}
	}
	places := 0
	for _, w := range strings.Fields(`love death king night blood crown honour ghost time heart grace father mother sword heaven hell fool
		wife friend war peace queen daughter gold moon sea dream eyes tongue fortune nothing sleep fair foul poison brother soul star
		wind winter summer mercy justice traitor music england rome hamlet romeo jealous`) {
		c := concordance.Of(x, concordance.Question{Words: concordance.Words{Text: w, Exactly: true}})
		if len(c.Places) != counts[w] {
			t.Errorf("%s stands in %d places, want %d", w, len(c.Places), counts[w])
		}
		for _, s := range c.Speakers {
			if s.Person != nil && s.Count != by[w][s.Person] {
				t.Errorf("%s says %s %d times, want %d", s.Person.Name, w, s.Count, by[w][s.Person])
			}
		}
		places += len(c.Places)
	}
	if places < 20_000 {
		t.Errorf("only %d places in all", places)
	}
}
