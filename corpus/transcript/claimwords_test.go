package transcript

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestClaimedWords parts a turn within a line, and lets the doubts about it go.
func TestClaimedWords(t *testing.T) {
	const side = `
[[lines]]
lines = "12"
words = "Eight."
speaker = "Cy"

[[lines]]
lines = "1-2"
words = "One. Two."
speaker = "Bob"
`
	report := Read(Source{Name: "talk.txt", Data: []byte(strings.Replace(pumpTalk, "Seven.", "Seven. Eight. Nine.", 1)), Sidecar: []byte(side)})
	checkGolden(t, filepath.Join("testdata", "lint", "words.golden"), describe(report))
	report = Read(Source{Name: "talk.txt", Data: []byte(pumpTalk), Sidecar: []byte("[[lines]]\nlines = \"1\"\nwords = \"Nine\"\nspeaker = \"Cy\"\n")})
	if report.Err == nil || !strings.Contains(report.Err.Error(), `lines 1 do not hold the words "Nine"`) {
		t.Errorf("error %v", report.Err)
	}
}

// TestSettled lets a doubt go once the sidecar has given the words to somebody.
func TestSettled(t *testing.T) {
	const talk = "Ann: One.\n\nBob: Two.\n\nAnn: Three. Bob: Four.\n\nBob: Five.\n\nAnn: Six.\n"
	doubted := func(side string) []Warning {
		report := Read(Source{Name: "talk.txt", Data: []byte(talk), Sidecar: []byte(side)})
		if report.Err != nil {
			t.Fatal(report.Err)
		}
		return report.Warnings
	}
	if w := doubted(""); len(w) != 2 || w[0].Kind != "unsure_reading" || w[1].Kind != "label_inside_turn" {
		t.Fatalf("without a sidecar: %v", w)
	}
	if w := doubted("[[lines]]\nlines = \"5\"\nwords = \"Bob: Four.\"\nspeaker = \"Bob\"\n"); len(w) != 0 {
		t.Errorf("with one: %v", w)
	}
}

// TestDoubtful marks a record of which it is not sure who speaks, until
// somebody has proofread it.
func TestDoubtful(t *testing.T) {
	const talk = "Ann: One.\n\nBob: Two.\n\nAnn: Three. Bob: Four.\n\nBob: Five.\n\nAnn: Six.\n"
	for side, want := range map[string]bool{"": true, "proofread = true": false} {
		report := Read(Source{Name: "talk.txt", Data: []byte(talk), Sidecar: []byte(side)})
		if report.Err != nil {
			t.Fatal(report.Err)
		}
		if got := report.Records[0].Doubtful; got != want {
			t.Errorf("with the sidecar %q: doubtful %v", side, got)
		}
	}
}

// TestLabelLeft holds that a label which a claim of words leaves in the turn of
// another is doubted.
func TestLabelLeft(t *testing.T) {
	const talk = "Ann: One.\n\nBob: Two.\n\nAnn: Three. Bob: Four.\n\nBob: Five.\n\nAnn: Six.\n"
	report := Read(Source{Name: "talk.txt", Data: []byte(talk), Sidecar: []byte("[[lines]]\nlines = \"5\"\nwords = \"Four.\"\nspeaker = \"Bob\"\n")})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	for _, w := range report.Warnings {
		if w.Kind == "label_inside_turn" && w.Line == 5 {
			return
		}
	}
	t.Errorf("the label left in the words of Ann is not doubted: %v", report.Warnings)
}

func TestDateInName(t *testing.T) {
	for name, want := range map[string]string{
		"representatives_debates_2007-09-20.xml": "2007-09-20", "minutes20070920.txt": "2007-09-20", "talk 18-Nov-1962.md": "1962-11-18",
		"tk-20.02.2007.txt": "2007-02-20", "s_1000000000.txt": "", "hamlet.xml": "", "2007.txt": "", "20071320.txt": "", "November_18_1962.txt": "1962-11-18",
	} {
		if got := dateInName(name).ISO(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
