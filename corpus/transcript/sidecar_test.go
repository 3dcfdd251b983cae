package transcript

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const pumpTalk = `Ann: One.
Two.

Bob: Three.

Mr. Cy Roe says: Four.

Ann: Five.

Bo: Six.

Ann: Seven.

Bob: Eight.
`

func TestSidecar(t *testing.T) {
	const side = `
title = "A talk about pumps"
date = "1951-03"
place = "Town Hall"
source = "Our own"
language = "en-GB"
rights = "CC0-1.0"
recorder = "Eve Frost"
narration = ["6"]
sensitive = ["2", "n1"]

[[speakers]]
name = "Robert Lee"
aliases = ["Bob", "Bo"]
role = "Engineer"

[[lines]]
lines = "2"
speaker = "Cy Roe"
`
	report := Read(Source{Name: "talk.txt", Data: []byte(pumpTalk), Sidecar: []byte(side)})
	checkGolden(t, filepath.Join("testdata", "lint", "sidecar.golden"), describe(report))
	checkReport(t, report, []byte(pumpTalk))
	if s := report.Records[0].Speakers[1]; !s.Declared {
		t.Errorf("%s is not declared", s.Name)
	}
}

func TestSidecarRefused(t *testing.T) {
	for _, test := range []struct{ name, side, want string }{
		{"syntax", "title = \"A\"\ndate = \n", "line 2"},
		{"unknown", "tittle = \"A\"", `"tittle"`},
		{"date", `date = "March 1951"`, "1962-11-18"},
		{"layout", `layout = "columsn"`, "columns"},
		{"lines", `narration = ["six"]`, `"six"`},
		{"backwards", `narration = ["6-2"]`, `"6-2"`},
		{"nobody", "[[lines]]\nlines = \"2\"", "no speaker"},
		{"words and from", "[[lines]]\nlines = \"2\"\nspeaker = \"Ann\"\nwords = \"Two\"\nfrom = \"Two\"", "only one"},
		{"narration and a speaker", "[[lines]]\nlines = \"2\"\nspeaker = \"Ann\"\nnarration = true", "narration and given"},
		{"from elsewhere", "[[lines]]\nlines = \"2-4\"\nspeaker = \"Ann\"\nfrom = \"Three\"", "do not hold"},
		{"nobody speaks", `narration = ["1-99"]`, "to the recorder"},
		{"restored in part", "[[lines]]\nlines = \"2\"\nspeaker = \"Ann\"\nwords = \"Two\"\nrestore = true", "as a whole"},
		{"nothing to restore", "[[lines]]\nlines = \"2-4\"\nspeaker = \"Ann\"\nrestore = true", "nothing was left out"},
		{"nameless", "[[speakers]]\naliases = [\"A\"]", "no name"},
		{"sensitive", `sensitive = ["99"]`, "99"},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := Read(Source{Name: "talk.txt", Data: []byte(pumpTalk), Sidecar: []byte(test.side)})
			if report.Err == nil || !strings.Contains(report.Err.Error(), test.want) {
				t.Errorf("error %v, want %q in it", report.Err, test.want)
			}
		})
	}
}

// TestSidecarParts gives parts of turns and of asides away, and names labels.
func TestSidecarParts(t *testing.T) {
	const talk = "Ann: One [laughs out loud] two. Three.\nFour.\n\nBell: Five.\n\nBob: Six.\n\nAnn: Seven.\n\nBo: Eight.\n\nAnn: Nine.\n"
	const side = `
nobody = ["Bell"]

[[speakers]]
name = "Bob"
labels = ["Bo"]

[[lines]]
lines = "1"
words = "loud] two."
speaker = "Bob"

[[lines]]
lines = "1-2"
from = "Three."
narration = true

[[lines]]
lines = "3"
speaker = "Bob"
`
	r := Read(Source{Name: "talk.txt", Data: []byte(talk), Sidecar: []byte(side)})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	record := r.Records[0]
	var got []string
	for i := range record.Turns {
		turn, name := &record.Turns[i], "-"
		if turn.Speaker >= 0 {
			name = record.Speakers[turn.Speaker].Name
		}
		text := turn.Text
		for _, a := range slices.Backward(turn.Asides) {
			text = text[:a.Start] + "<" + text[a.Start:a.End] + ">" + text[a.End:]
		}
		got = append(got, name+": "+text)
	}
	want := []string{"Ann: One <[laughs out>", "Bob: <loud]> two.", "-: Three. Four.", "-: Bell: Five.", "Bob: Six.", "Ann: Seven.", "Bob: Eight.", "Ann: Nine."}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	for _, s := range record.Speakers {
		if s.Declared || slices.Contains(s.Aliases, "Bo") {
			t.Errorf("%s is known by the label of one file, %v", s.Name, s.Aliases)
		}
	}
	if !slices.ContainsFunc(r.Warnings, func(w Warning) bool { return w.Kind == "idle_claim" && w.Line == 3 }) {
		t.Errorf("doubts %v", r.Warnings)
	}
}

// TestRestore gives back what was taken for what a file says of itself, and for
// the head of a page within a turn.
func TestRestore(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "kinds", "copied-pages.txt"))
	if err != nil {
		t.Fatal(err)
	}
	read := func(side string) []string {
		t.Helper()
		r := Read(Source{Name: "pages.txt", Data: data, Sidecar: []byte(side), Marked: true})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		checkReport(t, r, data)
		var got []string
		record := r.Records[0]
		for i := range record.Turns {
			name := "-"
			if s := record.Turns[i].Speaker; s >= 0 {
				name = record.Speakers[s].Name
			}
			words := ""
			for _, p := range r.Parts {
				if p.Turn == i {
					words += r.Text[p.Start:p.End] + "|"
				}
			}
			if lettersByLine(words)[0] != lettersByLine(record.Turns[i].Text)[0] {
				t.Errorf("the parts of %q are %q", record.Turns[i].Text, words)
			}
			got = append(got, name+": "+strings.ReplaceAll(record.Turns[i].Text, "\n", "/"))
		}
		return got
	}
	plain := read("")
	at := slices.Index(plain, "MRS. FROST: The town has no money.")
	if at < 0 {
		t.Fatalf("%q", plain)
	}
	got := read("[[lines]]\nlines = \"1-3\"\nspeaker = \"Eve\"\nrestore = true\n[[lines]]\nlines = \"15\"\nnarration = true\nrestore = true\n")
	want := slices.Concat([]string{"Eve: WATER BOARD/3 March 1951"}, plain[:at],
		[]string{"MRS. FROST: The town has", "-: WATER BOARD", "MRS. FROST: no money."}, plain[at+1:])
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// TestSidecarLimits holds that a sidecar which would take the decoder long is
// refused before that.
func TestSidecarLimits(t *testing.T) {
	for name, side := range map[string]string{
		"large":      "title = \"" + strings.Repeat("a", MaxSidecar) + "\"\n",
		"deep":       "narration = " + strings.Repeat("[", 20_000) + "\n",
		"long key":   strings.Repeat("a.", 20_000) + "b = 1\n",
		"long table": "[" + strings.Repeat("a.", 20_000) + "b]\n",
	} {
		t.Run(name, func(t *testing.T) {
			report := Read(Source{Name: "a.txt", Data: []byte("Ann: One.\n\nBob: Two.\n"), Sidecar: []byte(side)})
			if report.Err == nil || !strings.Contains(report.Err.Error(), "sidecar") {
				t.Errorf("error %v", report.Err)
			}
		})
	}
}

// TestSpeaker reads a text without labels as what one person says.
func TestSpeaker(t *testing.T) {
	const text = "Address of 1961\n\nWe begin today. It is late.\n\nGood night to you all.\n"
	for name, src := range map[string]Source{
		"asked for": {Speaker: "Ada Hale"},
		"sidecar":   {Sidecar: []byte("speaker = \"Ada Hale\"\n")},
	} {
		t.Run(name, func(t *testing.T) {
			src.Name, src.Data = "address.txt", []byte(text)
			report := Read(src)
			if report.Err != nil {
				t.Fatal(report.Err)
			}
			turn := report.Records[0].Turns[0]
			if len(report.Records[0].Turns) != 1 || report.Records[0].Speakers[turn.Speaker].Name != "Ada Hale" || turn.Text != "We begin today. It is late.\n\nGood night to you all." {
				t.Errorf("turns %+v", report.Records[0].Turns)
			}
		})
	}
	if report := Read(Source{Name: "address.txt", Data: []byte(text)}); report.Err == nil || !strings.Contains(report.Err.Error(), "--speaker") {
		t.Errorf("error %v does not say what would help", report.Err)
	}
}
