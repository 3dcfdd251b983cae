package verify

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// TestApart checks quotations of records that nothing here was fitted to: a
// debate and a meeting, which are not in the repository. Each row has the
// verdict, what of the sense is changed ("*" for whatever), and whether the one
// who is named has said it.
func TestApart(t *testing.T) {
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		t.Skip("RAPPORTEUR_TESTDATA names no folder of transcripts")
	}
	var all []*corpus.Record
	for _, name := range []string{"02_debates/us_debate_1960-09-26.said.txt", "01_diplomatic/forty_committee_angola.txt"} {
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
	file, err := os.ReadFile("testdata/apart.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(strings.TrimSpace(string(file)), "\n")[1:] {
		column := strings.Split(row, "\t")
		text, verdict, sense, attribution := column[0], column[1], column[2], column[3]
		findings, err := v.CheckText(t.Context(), text)
		if err != nil || len(findings) != 1 {
			t.Errorf("%s: %d findings, %v", text, len(findings), err)
			continue
		}
		f := findings[0]
		var classes []string
		for _, n := range f.Notes {
			if n.Class != "" && !slices.Contains(classes, n.Class) {
				classes = append(classes, n.Class)
			}
		}
		if got := strings.Join(classes, " "); f.Verdict.String() != verdict || sense != "*" && got != sense || f.Attribution.String() != attribution {
			t.Errorf("%s:\n  got  %s, %q, %s (%q)\n  want %s, %q, %s", text, f.Verdict, got, f.Attribution, f.Speaker, verdict, sense, attribution)
		}
	}
}
