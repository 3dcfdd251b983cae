package quiz_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/quiz"
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

func TestQuestions(t *testing.T) {
	x := read(t, "../../records/mikoyan-1962-11-18.txt")
	r := x.Library().Records[0]
	d := quiz.New(x, r)
	var got bytes.Buffer
	fmt.Fprintf(&got, "%d passages\n", d.Len())
	for _, q := range d.Draw(8, 1) {
		fmt.Fprintf(&got, "\n%s\n", q.Text())
		for _, c := range q.Choices {
			mark := " "
			if c == q.Answer {
				mark = "*"
			}
			fmt.Fprintf(&got, "  %s %s\n", mark, r.Speakers[c].Name)
		}
	}
	path := filepath.Join("testdata", "record.golden")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", path, diff)
	}
}

// TestFair holds what every question promises, over many decks.
func TestFair(t *testing.T) {
	paths := []string{"../../records/mikoyan-1962-11-18.txt"}
	if dir := os.Getenv("RAPPORTEUR_TESTDATA"); dir != "" {
		paths = append(paths, filepath.Join(dir, "transcripts", "shakespeare", "the-tragedy-of-macbeth.txt"),
			filepath.Join(dir, "transcripts", "02_debates", "us_debate_1960-09-26.said.txt"))
	}
	for _, path := range paths {
		x := read(t, path)
		r := x.Library().Records[0]
		d := quiz.New(x, r)
		for seed := range uint64(20) {
			questions := d.Draw(50, seed)
			if !reflect.DeepEqual(questions, d.Draw(50, seed)) {
				t.Fatal("a seed gives other questions the second time")
			}
			asked := make(map[*corpus.Turn]bool)
			for _, q := range questions {
				if asked[q.Turn] || q.Turn.Sensitive || q.Turn.Speaker != q.Answer {
					t.Errorf("%s is asked twice, is sensitive or has a wrong answer", q.Turn.Reference())
				}
				asked[q.Turn] = true
				if n := len(q.Choices); n < 2 || n > quiz.MostChoices || !slices.Contains(q.Choices, q.Answer) {
					t.Errorf("%s: choices %v, answer %d", q.Turn.Reference(), q.Choices, q.Answer)
				}
				if c := slices.Sorted(slices.Values(q.Choices)); len(slices.Compact(c)) != len(q.Choices) {
					t.Errorf("%s: somebody is offered twice", q.Turn.Reference())
				}
				if len(strings.Fields(q.Text())) < 6 {
					t.Errorf("%q is too short to ask about", q.Text())
				}
			}
		}
	}
}

func turn(speaker, number int32, text string) corpus.Turn {
	return corpus.Turn{Speaker: speaker, Number: number, Text: text, Marks: []corpus.Mark{{Line: uint32(number)}}}
}

// TestLeftOut holds what is never asked.
func TestLeftOut(t *testing.T) {
	secret := turn(1, 5, "Nobody outside of this room may ever hear what the committee has decided tonight about the harbour.")
	secret.Sensitive = true
	r := &corpus.Record{
		ID: "talk",
		Speakers: []corpus.Speaker{
			{Name: "A. Baker", Aliases: []string{"Tony"}}, {Name: "B. Cook"}, {Name: "C. Dyer"},
		},
		Turns: []corpus.Turn{
			turn(0, 1, "Whoever asks Baker for bread in the morning gets the answer that the oven has been cold since Monday."),
			turn(0, 2, "My friends all call me Tony, and they know that the oven has been cold since the start of the week."),
			turn(1, 3, "The oven has been cold since Monday morning, and the flour is gone as well, so we can bake no bread."),
			turn(2, 4, "The oven has been cold since Monday morning, and the flour is gone as well, so we can bake no bread."),
			secret,
			turn(2, 6, "Too short to tell."),
			turn(2, 7, "Every boat in the harbour waits for the wind to turn before the fishermen will think about leaving it."),
		},
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	var asked []int32
	for _, q := range quiz.New(search.New(lib), r).Draw(10, 1) {
		asked = append(asked, q.Turn.Number)
	}
	if !slices.Equal(asked, []int32{7}) {
		t.Errorf("turns %v are asked about, want 7 alone", asked)
	}
}

// TestAlike holds that the others offered are those who talk like who said it.
func TestAlike(t *testing.T) {
	r := &corpus.Record{ID: "talk", Speakers: []corpus.Speaker{{Name: "Fisher"}, {Name: "Sailor"}, {Name: "Baker"}, {Name: "Miller"}, {Name: "Cook"}, {Name: "Monk"}}}
	for i, text := range []string{
		"Every boat in the harbour waits for the wind to turn before the fishermen will think about leaving.",
		"The wind and the harbour, the boat and the fishermen, that is what we are thinking about all the day.",
		"Bread is made of flour, and flour of wheat, and nobody in our street bakes as well as my brother does.",
		"Wheat becomes flour at the mill, and nobody knows how much wind before the turn of the year it takes.",
		"Soup for the fishermen in the harbour waits until every boat is back before the wind will turn.",
		"Silence.",
	} {
		r.Turns = append(r.Turns, turn(int32(i), int32(i+1), text))
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range quiz.New(search.New(lib), r).Draw(6, 3) {
		if q.Answer == 0 && (!slices.Contains(q.Choices, 1) || !slices.Contains(q.Choices, 4) || slices.Contains(q.Choices, 5)) {
			t.Errorf("beside the fisher: %v", q.Choices)
		}
	}
}

// TestHundred writes a hundred questions of five records to a file where
// RAPPORTEUR_TEST_QUESTIONS names one, for somebody to read whether each is
// fair. RAPPORTEUR_TEST_SEED draws others.
func TestHundred(t *testing.T) {
	path, dir := os.Getenv("RAPPORTEUR_TEST_QUESTIONS"), os.Getenv("RAPPORTEUR_TESTDATA")
	if path == "" || dir == "" {
		t.Skip("RAPPORTEUR_TEST_QUESTIONS names no file, or there is no test data")
	}
	seed, _ := strconv.ParseUint(os.Getenv("RAPPORTEUR_TEST_SEED"), 10, 64)
	var b bytes.Buffer
	for _, name := range []string{
		"01_diplomatic/seed_mikoyan_havana_19621118.txt", "02_debates/us_debate_1976-09-23.said.txt", "03_plays/gogol-revizor.tei.xml",
		"04_parliament/hk_legco_12-13-cm0221.zh.txt", "06_interviews/changelog_the-changelog-594.md",
	} {
		x := read(t, filepath.Join(dir, "transcripts", name))
		r := x.Library().Records[0]
		d := quiz.New(x, r)
		fmt.Fprintf(&b, "# %s: %d passages\n", r.ID, d.Len())
		for i, q := range d.Draw(20, seed) {
			fmt.Fprintf(&b, "\n%d. [%s] %s\n", i+1, q.Turn.Reference(), q.Text())
			for _, c := range q.Choices {
				mark := " "
				if c == q.Answer {
					mark = "*"
				}
				fmt.Fprintf(&b, "  %s %s", mark, r.Speakers[c].Name)
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
