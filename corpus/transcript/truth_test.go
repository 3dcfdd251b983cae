package transcript

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

// A truth is what a person found in a transcript.
type truth struct {
	File     string
	Turns    int
	Speakers map[string]int
	First3   []opening
	Last3    []opening
	TurnList []struct {
		Speaker    string
		FirstLine  int `json:"first_line"`
		LastLine   int `json:"last_line"`
		Page       int
		Paragraphs int
		Starts     string
	} `json:"turn_list"`
}

type opening struct{ Speaker, Text string }

// corrections are turns that a truth counted by a pattern does not see, by its
// own account or by the file's: a label followed by two dashes, one without a
// blank line before it, and three with an "and" in small letters.
var corrections = map[string]map[string]int{
	"03_plays/okfn_macbeth_gut.txt":                    {"APPARITION": 1},
	"07_hostile/pinero_mind_the_paint_girl.latin1.txt": {"DAPHNE and NITA": 2, "VON RETTENMAYER, BLAND, and DE CASTRO": 1},
}

// testdataDir returns the folder that holds the real transcripts and their
// truth, which are not ours to copy.
func testdataDir(t testing.TB) string {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA does not name the folder with the real transcripts")
	}
	return filepath.Join(dir, "transcripts")
}

func TestTruth(t *testing.T) {
	dir := testdataDir(t)
	files, err := filepath.Glob(filepath.Join(dir, "truth", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no truth in %s: %v", dir, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want truth
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		t.Run(want.File, func(t *testing.T) { want.check(t, dir) })
	}
}

func (want truth) check(t *testing.T, dir string) {
	data, err := os.ReadFile(filepath.Join(dir, want.File))
	if err != nil {
		t.Fatal(err)
	}
	report := Read(Source{Name: want.File, Data: data})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	if _, err := corpus.NewLibrary(report.Records); err != nil {
		t.Fatal(err)
	}
	names := make(map[string]string) // the truth's label -> the speaker's name
	for _, r := range report.Records {
		for _, s := range r.Speakers {
			for _, a := range s.Aliases {
				names[a] = s.Name
			}
		}
		for _, s := range r.Speakers {
			names[s.Name] = s.Name
		}
	}
	wantCount := make(map[string]int)
	for label, n := range want.Speakers {
		if label == "null" { // turns without a speaker are narration
			want.Turns -= n
			continue
		}
		wantCount[cmp.Or(names[label], label)] += n
	}
	var turns []*corpus.Turn
	count := make(map[string]int)
	for _, r := range report.Records {
		for i := range r.Turns {
			if turn := &r.Turns[i]; turn.Kind == corpus.Speech {
				turns = append(turns, turn)
				count[turn.SpeakerName()]++
			}
		}
	}
	for label, n := range corrections[want.File] {
		wantCount[label] += n
		want.Turns += n
	}
	if d := diff.Diff(wantCount, count); d != "" {
		t.Errorf("turns by speaker: %s", d)
	}
	if len(turns) != want.Turns {
		t.Fatalf("%d turns, want %d", len(turns), want.Turns)
	}
	for i, o := range want.First3 {
		o.check(t, turns[i], names)
	}
	for i, o := range want.Last3 {
		o.check(t, turns[len(turns)-len(want.Last3)+i], names)
	}
	for i, w := range want.TurnList {
		first, last := turns[i].Whole().Lines()
		page, _ := turns[i].Whole().Places()
		got := []any{turns[i].SpeakerName(), first, last, page, strings.Count(turns[i].Text, "\n\n") + 1}
		if d := diff.Diff([]any{w.Speaker, w.FirstLine, w.LastLine, strconv.Itoa(w.Page), w.Paragraphs}, got); d != "" {
			t.Errorf("%s: %s", turns[i].Reference(), d)
		}
	}
}

func (o opening) check(t *testing.T, turn *corpus.Turn, names map[string]string) {
	t.Helper()
	if turn.SpeakerName() != cmp.Or(names[o.Speaker], o.Speaker) || !strings.HasPrefix(oneLine(turn.Text), o.Text) {
		t.Errorf("%s: %s says %q, want %s: %q", turn.Reference(), turn.SpeakerName(), turn.Text[:min(len(turn.Text), 80)], o.Speaker, o.Text)
	}
}
