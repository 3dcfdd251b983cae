package transcript

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestKinds reads a small sample of each kind and holds what comes of it to
// the golden file beside it.
func TestKinds(t *testing.T) {
	reports, err := ReadAll(filepath.Join("testdata", "kinds"))
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range reports {
		if errors.Is(report.Err, ErrPassedOver) {
			continue // a golden file
		}
		t.Run(report.File, func(t *testing.T) {
			checkGolden(t, filepath.Join("testdata", "kinds", report.File+".golden"), describe(report))
		})
	}
}

func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// describe writes down all of a report.
func describe(report Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "layout: %s\n", report.Layout)
	if report.Err != nil {
		fmt.Fprintf(&b, "error: %v\n", report.Err)
	}
	for _, w := range report.Warnings {
		fmt.Fprintf(&b, "warning: line %d: %s: %s\n", w.Line, w.Kind, w.Text)
	}
	if _, err := corpus.NewLibrary(report.Records); err != nil {
		fmt.Fprintf(&b, "library: %v\n", err)
	}
	for _, r := range report.Records {
		fmt.Fprintf(&b, "title: %s\ndate: %s\nplace: %s\nlanguage: %s\nsource: %s\nrights: %s\nrecorder: %s\nparticipants: %s\n",
			r.Title, r.Date.ISO(), r.Place, r.Language, r.Source, r.Rights, r.Recorder, strings.Join(r.Participants, "; "))
		for _, s := range r.Speakers {
			fmt.Fprintf(&b, "speaker: %s; aliases %q; role %q\n", s.Name, s.Aliases, s.Role)
		}
		for _, n := range r.Notes {
			fmt.Fprintf(&b, "note: turn %d, offset %d, mark %s, line %d: %s\n", n.Turn, n.Offset, n.Mark, n.Line, n.Text)
		}
		for i := range r.Turns {
			turn := &r.Turns[i]
			sensitive := ""
			if turn.Sensitive {
				sensitive = ", sensitive"
			}
			fmt.Fprintf(&b, "\n%s %s (%s%s)\n", turn.Reference(), turn.SpeakerName(), turn.Whole().Location(), sensitive)
			fmt.Fprintf(&b, "\t%s\n", strings.ReplaceAll(turn.Text, "\n", "\n\t"))
			for _, a := range turn.Asides {
				fmt.Fprintf(&b, "\taside: %q\n", turn.Text[a.Start:a.End])
			}
		}
	}
	return b.String()
}

// TestSameAgain reads each sample many times: nothing may depend on the order
// of a map.
func TestSameAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	first, err := ReadAll(filepath.Join("testdata", "kinds"))
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := ReadAll(filepath.Join("testdata", "kinds"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range first {
			if diff := cmp.Diff(describe(first[i]), describe(again[i])); diff != "" {
				t.Fatalf("%s: %s", first[i].File, diff)
			}
		}
	}
}
