package commands

import (
	"testing"

	"rapporteur/corpus"
)

// TestPlacesAt tells places from names of records: what is called like a record
// is the record, from its start.
func TestPlacesAt(t *testing.T) {
	play := func(id, title string) *corpus.Record {
		return &corpus.Record{
			ID: id, Title: title, Locator: "page", Places: []string{"4"},
			Sections: []corpus.Section{{Turn: 0, Level: 1, Name: "The Hamlet by the sea", Number: "1"}},
			Turns:    []corpus.Turn{{Text: "One.", Kind: corpus.Narration, Speaker: -1, Number: 1, Marks: []corpus.Mark{{Line: 1, Place: 1}}}},
		}
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{play("hamlet", "Hamlet"), play("macbeth", "Macbeth")})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]int{
		"hamlet": 0, "hamlet 1": 1, "act 1": 2, "page 4": 2, "macbeth p. 4": 1, "by the sea": 2, "page 5": 0, "mac": 0,
	} {
		if got := len(placesAt(lib, at)); got != want {
			t.Errorf("%q: %d places, want %d", at, got, want)
		}
	}
}
