package proofread

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRows holds that the rows of files of all layouts show each letter of the
// text once, and that each says in a word what it is.
func TestRows(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "corpus", "transcript", "testdata", "kinds", "*"))
	if err != nil || len(paths) < 100 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := newSheet(filepath.Base(path), "", data, nil)
		if s.now.Record() == nil {
			continue
		}
		for from := 0; from < len(s.now.Report.Lines); from += perPart {
			for _, r := range s.part(from) {
				line := s.now.Report.Lines[r.Index]
				text := ""
				for _, p := range r.Pieces {
					text += p.Text
				}
				if want := visible(s.now.Report.Text[line.Start:line.End]); text != want {
					t.Errorf("%s: row %d shows %q of %q", path, r.Index, text, want)
				}
				if r.Mark == "" && strings.ContainsAny(text, "abcdefghijklmnopqrstuvwxyz") {
					t.Errorf("%s: row %d says not what it is: %q", path, r.Index, text)
				}
			}
		}
	}
}

// TestRow shows a line with two turns, and an aside.
func TestRow(t *testing.T) {
	const side = "[[lines]]\nlines = \"6\"\nfrom = \"And who\"\nspeaker = \"B. Cook\"\n"
	s := newSheet("minutes.txt", "", []byte(strings.Replace(minutes, "bring any.", "bring any. [laughter]", 1)), []byte(side))
	r := viewOf(&s.now).row(3)
	if r.Mark != "A. Baker / B. Cook" || r.Begins || r.Class != "speaker s0" || len(r.Pieces) < 2 || r.Pieces[len(r.Pieces)-1].Class != "speaker s1" {
		t.Errorf("row %+v", r)
	}
	r = viewOf(&s.now).row(4)
	if last := r.Pieces[len(r.Pieces)-1]; !r.Begins || r.Number != 8 || last.Class != "aside" || last.Word != "aside" || last.Text != "[laughter]" {
		t.Errorf("row %+v", r)
	}
	if r := viewOf(&s.now).row(0); r.Mark != "about the record" || r.Turn != "" {
		t.Errorf("row %+v", r)
	}
}

// TestWholeFile holds that a doubt about all of a file names no line of it.
func TestWholeFile(t *testing.T) {
	drawn, err := shown("panels", panels{Doubts: []doubt{{Text: "It may be a play."}}})
	if err != nil || !strings.Contains(string(drawn), "<li>The whole file: It may be a play.</li>") {
		t.Errorf("%v\n%s", err, drawn)
	}
}
