package transcript

import (
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/records"
)

// TestShippedSidecar holds the sidecar of the record that ships to the record:
// each speaker of it is declared, with a role, and nobody else is.
func TestShippedSidecar(t *testing.T) {
	report := Read(Source{Name: records.Name, Data: records.Text, Sidecar: records.Sidecar})
	if report.Err != nil {
		t.Fatal(report.Err)
	}
	side, err := ParseSidecar(records.Sidecar)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Records[0]
	if len(side.Speakers) != len(r.Speakers) {
		t.Errorf("%d speakers are declared, and %d speak", len(side.Speakers), len(r.Speakers))
	}
	for _, s := range r.Speakers {
		if !s.Declared || s.Role == "" {
			t.Errorf("%s is not declared with a role", s.Name)
		}
	}
	if _, err := corpus.NewLibrary(report.Records); err != nil {
		t.Fatal(err)
	}
	const want = "Mikoyan in Havana, 18 Nov 1962, pages 4–5 (mikoyan-1962-11-18:33)"
	for i := range r.Turns {
		turn := &r.Turns[i]
		if turn.Reference().String() == "mikoyan-1962-11-18:33" {
			if got := turn.Whole().ShortCitation(); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}
