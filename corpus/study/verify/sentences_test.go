package verify

import (
	"slices"
	"testing"
)

// TestSentences shows that what notes say of the same words is one sentence.
func TestSentences(t *testing.T) {
	got := Sentences([]Note{
		{"negation", "left out", "four", "not three"}, {"number", "changed", "four", "not three"},
		{"number", "added", "two", ""}, {Change: Stitched},
	})
	want := []string{
		"negation left out, number changed: “four” where the record has “not three”",
		"number added: “two” is not in the record", "stitched from several places",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestBracketsOfChanges checks that a change has its brackets whole, and that a note
// is given once.
func TestBracketsOfChanges(t *testing.T) {
	f, err := theRecord().Check(t.Context(), Claim{Text: "The draft presented by the four is accept[s] because of ... which ... would give the Americans a free hand"})
	if err != nil || f.Verdict != Altered {
		t.Fatal(f.Verdict, err)
	}
	if !slices.ContainsFunc(f.Diff, func(c Change) bool { return c.Text == "accept[s]" }) {
		t.Errorf("diff %+v", f.Diff)
	}
	for i, n := range f.Notes {
		if slices.Contains(f.Notes[:i], n) {
			t.Errorf("%v twice", n)
		}
	}
}
