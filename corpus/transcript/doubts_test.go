package transcript

import (
	"strings"
	"testing"

	"rapporteur/corpus"
)

// TestMostlyTold holds that a text most of which nobody speaks is doubted as a whole.
func TestMostlyTold(t *testing.T) {
	for told, want := range map[int]int{50: 0, 60: 0, 90: 1} {
		r := &corpus.Record{Turns: []corpus.Turn{{Text: strings.Repeat("a", told), Speaker: -1}, {Text: strings.Repeat("a", 100-told)}}}
		w := mostlyTold(r)
		if len(w) != want || want > 0 && w[0].Line != 0 {
			t.Errorf("%d %% told: %v", told, w)
		}
	}
}

// TestShortNames holds that a name is doubted beside one that it can be the short
// form of, and no other.
func TestShortNames(t *testing.T) {
	for names, want := range map[string]int{
		"Rafe;Rafe Amsel":            1,
		"AMSEL;Rafe Amsel":           1,
		"Rafe;Rafe Amsel;Rafe Birch": 0, // it may be either
		"MACBETH;LADY MACBETH":       0,
		"York;Archbishop of York":    0,
		"BLAND;BLAND and COLE":       0,
		"Citizen;First Citizen":      0,
		"Mr. Amsel;Rafe Amsel":       0,
		"Sailor;I Sailor":            0,
	} {
		r := &corpus.Record{}
		for i, name := range strings.Split(names, ";") {
			r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
			r.Turns = append(r.Turns, corpus.Turn{Text: "Yes.", Speaker: int32(i), Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
		}
		if w := shortNames(r); len(w) != want {
			t.Errorf("%s: %v, want %d doubts", names, w, want)
		}
	}
}

// TestNoNamesAreSettled holds that what somebody has said to be no label is doubted no
// more.
func TestNoNamesAreSettled(t *testing.T) {
	const talk = "Ida: Who left the gate open?\nBo: Not me.\nLiv - I saw a fox by the gate.\nIda: Then it was the fox.\nBo: It was.\n"
	for sidecar, want := range map[string]int{"": 1, "no_names = [\"Liv\"]\n": 0} {
		n := 0
		for _, w := range Read(Source{Name: "gate.txt", Data: []byte(talk), Sidecar: []byte(sidecar)}).Warnings {
			if w.Kind == "unknown_label" {
				n++
			}
		}
		if n != want {
			t.Errorf("sidecar %q: %d doubts, want %d", sidecar, n, want)
		}
	}
}
