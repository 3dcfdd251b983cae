package transcript

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

const havana = "../records/mikoyan-1962-11-18.txt"

// readHavana reads the record that ships with the binary.
func readHavana(t *testing.T) *corpus.Record {
	t.Helper()
	data, err := os.ReadFile(havana)
	if err != nil {
		t.Fatal(err)
	}
	report := Read(Source{Name: havana, Data: data})
	if report.Err != nil || len(report.Records) != 1 {
		t.Fatalf("Read: %d records, error %v", len(report.Records), report.Err)
	}
	for _, w := range report.Warnings {
		if w.Kind != "unlabelled_text" || w.Line != 299 {
			t.Errorf("warning: %v", w)
		}
	}
	if _, err := corpus.NewLibrary(report.Records); err != nil {
		t.Fatal(err)
	}
	return report.Records[0]
}

func TestHavanaMetadata(t *testing.T) {
	r := readHavana(t)
	got := *r
	got.Turns, got.Speakers, got.Notes, got.Places = nil, nil, nil, nil
	want := corpus.Record{
		ID:           "mikoyan-1962-11-18",
		Title:        "Record of Conversation between A.I. Mikoyan and Cdes. O. Dorticos, E. Guevara, E. Aragonés, C.R. Rodriguez, and R. Roa at the Presidential Palace",
		Date:         corpus.Date{Year: 1962, Month: 11, Day: 18},
		Place:        "Presidential Palace",
		Language:     "en",
		Source:       "From the personal archive of Sergo A. Mikoyan donated to the National Security Archive. Translated by Anna Melyakova for the National Security Archive",
		Recorder:     "Tikhmenev",
		Participants: []string{"A.I. Mikoyan", "O. Dorticos", "E. Guevara", "E. Aragonés", "C.R. Rodriguez", "R. Roa"},
		File:         "mikoyan-1962-11-18.txt",
		Size:         16379,
		Locator:      "page",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1", "2", "3", "4", "5", "6", "7"}, r.Places); diff != "" {
		t.Error(diff)
	}
}

func TestHavanaSpeakers(t *testing.T) {
	r := readHavana(t)
	want := []corpus.Speaker{
		{Name: "E. Guevara", Aliases: []string{"Guevara", "Cde. Guevara"}},
		{Name: "A.I. Mikoyan", Aliases: []string{"Mikoyan", "Cde. Mikoyan"}},
		{Name: "O. Dorticos", Aliases: []string{"Dorticos", "Cde. Dorticos"}},
		{Name: "C.R. Rodriguez", Aliases: []string{"Rodriguez"}},
		{Name: "E. Aragonés", Aliases: []string{"Aragonés"}},
	}
	if diff := cmp.Diff(want, r.Speakers); diff != "" {
		t.Error(diff)
	}
	count := make(map[string]int)
	for i := range r.Turns {
		count[r.Turns[i].SpeakerName()]++
	}
	wantCount := map[string]int{"A.I. Mikoyan": 19, "O. Dorticos": 16, "E. Guevara": 8, "C.R. Rodriguez": 3, "E. Aragonés": 2, "": 4}
	if diff := cmp.Diff(wantCount, count); diff != "" {
		t.Error(diff)
	}
}

// TestHavanaTurns holds every turn to the file's own text: it is what stands
// between two labels with line wrapping, page breaks and the footnote's mark
// taken out, and nothing else.
func TestHavanaTurns(t *testing.T) {
	r := readHavana(t)
	data, err := os.ReadFile(havana)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	for i := range r.Turns {
		turn := &r.Turns[i]
		first, last := turn.Whole().Lines()
		text := strings.Join(lines[first-1:last], "\n")
		text = strings.Replace(text, "their1 jurisdiction", "their jurisdiction", 1)
		if turn.Kind == corpus.Speech {
			var ok bool
			if text, ok = strings.CutPrefix(text, turn.SpeakerName()+". "); !ok {
				t.Errorf("%s: line %d does not begin with the label", turn.Reference(), first)
			}
		}
		text = strings.ReplaceAll(text, "1 Latin American countries’", "")
		text = strings.ReplaceAll(text, "-\n", "-") // the hyphens of two compounds
		if want, got := oneLine(text), oneLine(turn.Text); want != got {
			t.Errorf("%s: %s", turn.Reference(), cmp.Diff(want, got))
		}
	}
}

// oneLine returns text with a single space for any white space.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestHavanaTraps(t *testing.T) {
	r := readHavana(t)
	ref := func(kind corpus.Kind, number int32) *corpus.Turn {
		for i := range r.Turns {
			if turn := &r.Turns[i]; turn.Kind == kind && turn.Number == number {
				return turn
			}
		}
		t.Fatalf("no %s %d", kind, number)
		return nil
	}
	for _, test := range []struct {
		name        string
		kind        corpus.Kind
		number      int32
		text        string // to be found in the turn
		first, last string // pages of text
	}{
		{"page break within a sentence", corpus.Speech, 25, "he fled to the United States. Recently", "3", "4"},
		{"another within a sentence", corpus.Speech, 37, "some difficulty with their ships, but", "5", "6"},
		{"page break between paragraphs", corpus.Speech, 14, "the Soviet Union.\n\nAfter all, the U.S.", "2", "3"},
		{"passage on the second page of its turn", corpus.Speech, 33, "38 thousand letters", "5", "5"},
		{"hyphen at a line's end", corpus.Speech, 17, "missile-producing factories", "3", "3"},
		{"another hyphen", corpus.Speech, 31, "Now there are ground-breaking ways", "4", "4"},
		{"footnote mark", corpus.Speech, 2, "under their jurisdiction,", "1", "1"},
		{"a turn that begins with another's name", corpus.Speech, 41, "C.R. Rodriguez is lucky.", "6", "6"},
		{"a line that begins with another's name", corpus.Speech, 47, "where Cde. A. Guevara, the director", "7", "7"},
		{"last turn", corpus.Speech, 48, "Thank you.", "7", "7"},
		{"before the first turn", corpus.Narration, 1, "After mutual greetings A.I. Mikoyan asked", "1", "1"},
		{"after the last turn", corpus.Narration, 2, "After the end of the film, Cde. Dorticos", "7", "7"},
		{"section", corpus.Narration, 3, "The conversation and movie took 4 hours.", "7", "7"},
		{"present", corpus.Narration, 4, "Ambassador A.I. Alekseyev was present.", "7", "7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			turn := ref(test.kind, test.number)
			at := strings.Index(turn.Text, test.text)
			if at < 0 {
				t.Fatalf("%q is not in %q", test.text, turn.Text)
			}
			p := corpus.Passage{Turn: turn, Span: corpus.Span{Start: at, End: at + len(test.text)}}
			if first, last := p.Places(); first != test.first || last != test.last {
				t.Errorf("pages %s to %s, want %s to %s", first, last, test.first, test.last)
			}
		})
	}
	if last := ref(corpus.Speech, 48); last.Text != "Thank you." {
		t.Errorf("last turn is %q", last.Text)
	}
	t.Run("footnote", func(t *testing.T) {
		turn := ref(corpus.Speech, 2)
		want := []corpus.Note{{
			Turn: turn.Index(), Offset: strings.Index(turn.Text, "their ") + len("their"),
			Mark: "1", Text: "Latin American countries’", Line: 46,
		}}
		if diff := cmp.Diff(want, r.Notes); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("asides", func(t *testing.T) {
		got := make(map[string]int32)
		for i := range r.Turns {
			for _, a := range r.Turns[i].Asides {
				got[r.Turns[i].Text[a.Start:a.End]] = r.Turns[i].Number
			}
		}
		want := map[string]int32{"(After a telephone call)": 18, "[News Agency]": 46}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
