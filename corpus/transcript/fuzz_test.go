package transcript

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// maxSample is the size of the largest sample that fuzzing begins with: an
// execution takes as long as its input is, and what matters is how many there are.
const maxSample = 320

// FuzzRead lets the layout be detected. All rooms are linked here, whose counters
// the engine reads after each execution: the targets of the rooms (texts, chats,
// captions, rows, exports, screenplays, markup) execute some ten times as often. It is run with -fuzzminimizetime 10x: else
// all of the time goes into making one input smaller.
func FuzzRead(f *testing.F) {
	for _, data := range fuzzSamples(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzOnce(t, data, "") })
}

// FuzzLayout makes each layout read what it would not be chosen for.
func FuzzLayout(f *testing.F) {
	names := Layouts()
	for i, data := range fuzzSamples(f) {
		f.Add(data, uint8(i%len(names)))
	}
	f.Fuzz(func(t *testing.T, data []byte, layout uint8) {
		fuzzOnce(t, data, names[int(layout)%len(names)])
	})
}

// fuzzSamples returns the samples that are small, and the beginning of a talk of
// each layout.
func fuzzSamples(f *testing.F) [][]byte {
	debug.SetGCPercent(400) // an execution leaves nothing behind
	files, err := filepath.Glob(filepath.Join("testdata", "kinds", "*"))
	if err != nil || len(files) == 0 {
		f.Fatal("no samples", err)
	}
	var samples [][]byte
	for _, name := range slices.Sorted(maps.Keys(talks)) {
		t := talks[name]
		samples = append(samples, []byte(t.head+t.unit(0)+t.unit(1)+t.foot))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if !strings.HasSuffix(file, ".golden") && len(data) <= maxSample {
			samples = append(samples, data)
		}
	}
	return samples
}

func fuzzOnce(t *testing.T, data []byte, layout string) {
	var side []byte
	if layout != "" {
		side = fmt.Appendf(nil, "layout = %q", layout)
	}
	start := time.Now()
	report := Read(Source{Name: "fuzz.txt", Data: data, Sidecar: side})
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("%d bytes took %v", len(data), took)
	}
	checkReport(t, report, data)
}

// checkReport holds a report to what is true of all.
func checkReport(t *testing.T, report Report, data []byte) {
	t.Helper()
	if report.Err != nil {
		if len(report.Records) > 0 {
			t.Error("records beside an error")
		}
		if errors.Is(report.Err, draft.ErrAccount) {
			t.Error(report.Err)
		}
		return
	}
	text, err := page.Decode(data)
	if err != nil {
		return // a document of a word processor: its text is not in its bytes
	}
	lines := lettersByLine(text)
	for _, r := range report.Records {
		if r.ID == "" || len(r.Turns) == 0 {
			t.Errorf("record %q with %d turns", r.ID, len(r.Turns))
		}
		var numbers [2]int32
		for i := range r.Turns {
			turn := &r.Turns[i]
			numbers[turn.Kind]++
			if turn.Number != numbers[turn.Kind] {
				t.Fatalf("%s has number %d", turn.Kind, turn.Number)
			}
			if (turn.Kind == corpus.Narration) != (turn.Speaker < 0) || int(turn.Speaker) >= len(r.Speakers) {
				t.Fatalf("%s of speaker %d", turn.Kind, turn.Speaker)
			}
			checkTurn(t, r, turn, lines)
		}
		for _, n := range r.Notes {
			if n.Turn < 0 || n.Turn >= len(r.Turns) || n.Offset < 0 || n.Offset > len(r.Turns[n.Turn].Text) {
				t.Fatalf("note at turn %d, offset %d", n.Turn, n.Offset)
			}
		}
	}
}

func checkTurn(t *testing.T, r *corpus.Record, turn *corpus.Turn, lines []string) {
	t.Helper()
	if turn.Text == "" || !utf8.ValidString(turn.Text) {
		t.Fatalf("text %q", turn.Text)
	}
	end := 0
	for _, a := range turn.Asides {
		if a.Start < end || a.End <= a.Start || a.End > len(turn.Text) {
			t.Fatalf("asides %v of %d bytes", turn.Asides, len(turn.Text))
		}
		end = a.End
	}
	if len(turn.Marks) == 0 || turn.Marks[0].Offset != 0 {
		t.Fatalf("marks %v", turn.Marks)
	}
	for i, m := range turn.Marks {
		if i > 0 && m.Offset <= turn.Marks[i-1].Offset || int(m.Offset) >= len(turn.Text) {
			t.Fatalf("marks %v of %d bytes", turn.Marks, len(turn.Text))
		}
		if m.Line < 1 || int(m.Line) > len(lines) || int(m.Place) > len(r.Places) {
			t.Fatalf("mark %v: the file has %d lines, the record %d places", m, len(lines), len(r.Places))
		}
	}
	first := int(turn.Marks[0].Line)
	if !inOrder(turn.Text, lines[first-1]) {
		t.Fatalf("the file from line %d on does not hold %q", first, turn.Text)
	}
}

// lettersByLine returns for each line of text its letters and those of all lines
// below it, without white space and marks.
func lettersByLine(text string) []string {
	letters := make([]byte, 0, len(text))
	starts := []int{0}
	for i := range len(text) {
		if isLetter(text[i]) {
			letters = append(letters, text[i])
		} else if text[i] == '\n' {
			starts = append(starts, len(letters))
		}
	}
	all := string(letters)
	lines := make([]string, len(starts))
	for i, start := range starts {
		lines[i] = all[start:]
	}
	return lines
}

// isLetter reports whether c is a letter or a digit of ASCII: others are written
// as entities in some files.
func isLetter(c byte) bool { return c < utf8.RuneSelf && page.IsLetter(rune(c)) }

// inOrder reports whether the letters of part stand in whole in their order.
func inOrder(part, whole string) bool {
	for i := range len(part) {
		if !isLetter(part[i]) {
			continue
		}
		at := strings.IndexByte(whole, part[i])
		if at < 0 {
			return false
		}
		whole = whole[at+1:]
	}
	return true
}

// FuzzSidecar reads sidecars of a small record.
func FuzzSidecar(f *testing.F) {
	data := []byte("Ann: One.\nTwo.\n\nBob: Three.\n\nAnn: Four.\n\nBob: Five.\n")
	for _, side := range []string{
		"title = \"T\"\ndate = \"1962-11\"\nnarration = [\"2\"]\nsensitive = [\"2\"]\n",
		"[[lines]]\nlines = \"2-3\"\nspeaker = \"Cy\"\n[[speakers]]\nname = \"Ann Lee\"\naliases = [\"Ann\"]\n",
	} {
		f.Add([]byte(side))
		f.Add([]byte("nobody = [\"Bob\"]\nno_names = [\"Ann\"]\n[[lines]]\nlines = \"1-2\"\nfrom = \"Two.\"\nnarration = true\n"))
	}
	f.Fuzz(func(t *testing.T, side []byte) {
		checkReport(t, Read(Source{Name: "a.txt", Data: data, Sidecar: side}), data)
	})
}
