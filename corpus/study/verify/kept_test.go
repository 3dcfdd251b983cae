package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
)

// keptApart are documents that nothing here was fitted to.
var keptApart = []string{
	"02_debates/crec_1997_S704.txt", "02_debates/crec_2005_H6183_cafta.txt", "04_parliament/kenya_hansard_1990-12.txt",
	"04_parliament/openaustralia_reps_2007-09-20.xml", "04_parliament/euparl_ep-2006-10-11-ch019-00.txt", "03_plays/plato_meno.txt",
	"05_meetings/tc39_2025-11_november-20.md", "05_meetings/w3c_2019-09-16-did.md", "06_interviews/bitcoin_2020-05-19-socratic-seminar-vaults.md",
	"06_interviews/changelog_the-changelog-594.md",
}

func readKept(t *testing.T, root string) *Verifier {
	var records []*corpus.Record
	for _, name := range keptApart {
		data, err := os.ReadFile(filepath.Join(root, "transcripts", name))
		if err != nil {
			t.Fatal(err)
		}
		report := transcript.Read(transcript.Source{Name: filepath.Base(name), Data: data})
		if report.Err != nil {
			t.Logf("%s: %v", name, report.Err)
			continue
		}
		records = append(records, report.Records...)
	}
	return over(records...)
}

// TestKeptApart shows what is said of 200 altered quotations of each kind, and
// of 200 faithful ones of each, over documents that nothing was fitted to.
func TestKeptApart(t *testing.T) {
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" || os.Getenv("RAPPORTEUR_TEST_FULL") == "" {
		t.Skip("RAPPORTEUR_TESTDATA and RAPPORTEUR_TEST_FULL are not both set")
	}
	var b strings.Builder
	b.WriteString("# alteration, quotations, percent of right verdicts, of right turns, of notes that are missing, of notes that are false\n")
	v := readKept(t, root)
	a := newAlterer(2711, v, theRecord())
	for _, k := range alterations {
		fmt.Fprintf(&b, "%s\t%s\n", k.name, a.judge(t, k))
	}
	golden(t, "testdata/verdicts-apart.golden", []byte(b.String()))
}
