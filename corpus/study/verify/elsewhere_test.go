package verify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// TestElsewhere checks quotations of a debate, a tape, two plays, a dialogue and a
// parliament, which are not in the repository: each with the verdict, where it
// stands, all notes and the attribution that it must get.
func TestElsewhere(t *testing.T) {
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		t.Skip("RAPPORTEUR_TESTDATA names no folder of transcripts")
	}
	var all []*corpus.Record
	for _, name := range []string{
		"02_debates/us_debate_1960-09-26.said.txt", "03_plays/plato_crito.txt", "01_diplomatic/nixon_bruce_tape.txt",
		"03_plays/hamlet_moby.txt", "03_plays/chekhov-medved.tei.xml", "04_parliament/uk_hansard_1985-12-16.xml",
	} {
		data, err := os.ReadFile(filepath.Join(root, "transcripts", name))
		if err != nil {
			t.Fatal(err)
		}
		report := transcript.Read(transcript.Source{Name: filepath.Base(name), Data: data})
		if report.Err != nil {
			t.Fatal(report.Err)
		}
		all = append(all, report.Records...)
	}
	v := over(all...)
	file, err := os.ReadFile("testdata/elsewhere.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(strings.TrimSpace(string(file)), "\n")[1:] {
		text, want, _ := strings.Cut(row, "\t")
		findings, err := v.CheckText(t.Context(), text)
		if err != nil || len(findings) != 1 {
			t.Errorf("%s: %d findings, %v", text, len(findings), err)
			continue
		}
		f := findings[0]
		where := ""
		for i, p := range f.Pieces {
			if i > 0 {
				where += " "
			}
			where += p.Passage.Turn.Reference().String()
		}
		if got := strings.Join([]string{f.Verdict.String(), where, notesOf(f), f.Attribution.String()}, "\t"); got != want {
			t.Errorf("%s:\n  got  %s\n  want %s", text, got, want)
		}
	}
}
