package verify

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"rapporteur/corpus"
)

// TestQuotations checks quotations of the shipped record, each with the
// verdict, the turns, all notes and the attribution that it must get.
func TestQuotations(t *testing.T) {
	file, err := os.ReadFile("testdata/quotations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(file)), "\n")
	for _, row := range rows[1:] {
		column := strings.Split(row, "\t")
		findings, err := theRecord().CheckText(t.Context(), column[0])
		if err != nil || len(findings) != 1 {
			t.Fatalf("%q: %d findings, %v", column[0], len(findings), err)
		}
		f := findings[0]
		got := strings.Join([]string{f.Verdict.String(), turnsOf(f), notesOf(f), f.Attribution.String()}, "\t")
		if want := strings.Join(column[1:], "\t"); got != want {
			t.Errorf("%q:\n  got  %s\n  want %s", column[0], got, want)
		}
	}
}

// TestLabelledLines checks every line of a talk that is given without marks, each
// with the speaker whom it names.
func TestLabelledLines(t *testing.T) {
	const talk = "mikoyan: the americans are stupid\nGuevara: I am glad to shake your hand."
	findings, err := theRecord().CheckText(t.Context(), talk)
	if err != nil || len(findings) != 2 {
		t.Fatalf("%d findings, %v", len(findings), err)
	}
	if f := findings[0]; f.Verdict != Altered || turnsOf(f) != "21" || notesOf(f) != "negation left out" || f.Attribution != Right {
		t.Errorf("first line: %v %s %q %v", f.Verdict, turnsOf(f), notesOf(f), f.Attribution)
	}
	if f := findings[1]; f.Verdict != Verbatim || turnsOf(f) != "24" || f.Attribution != Right {
		t.Errorf("second line: %v %s %v", f.Verdict, turnsOf(f), f.Attribution)
	}
}

func turnsOf(f Finding) string {
	var turns []string
	for _, p := range f.Pieces {
		ref := p.Passage.Turn.Reference()
		turns = append(turns, corpus.Reference{Kind: ref.Kind, First: ref.First, Last: ref.Last}.String())
	}
	return strings.Join(turns, " ")
}

func notesOf(f Finding) string {
	var notes []string
	for _, n := range f.Notes {
		notes = append(notes, n.String())
	}
	return strings.Join(notes, "; ")
}

// TestTexts shows what is found in messages and in papers.
func TestTexts(t *testing.T) {
	for _, name := range []string{"messages", "essays"} {
		t.Run(name, func(t *testing.T) {
			file, err := os.ReadFile("testdata/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			for text := range strings.SplitSeq(string(file), "\n=====\n") {
				claims := theRecord().Claims(t.Context(), text)
				if name == "messages" {
					claims = theRecord().Read(t.Context(), text)
				}
				findings, err := theRecord().CheckClaims(t.Context(), claims)
				if err != nil {
					t.Fatal(err)
				}
				first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
				fmt.Fprintf(&b, "# %s\n", first)
				for _, f := range findings {
					fmt.Fprintf(&b, "%d: %s %s, %q, %s: %q %s\n", f.Line, f.Verdict, turnsOf(f), f.Speaker, f.Attribution, f.Text, notesOf(f))
				}
				b.WriteByte('\n')
			}
			golden(t, "testdata/"+name+".golden", b.Bytes())
		})
	}
}
