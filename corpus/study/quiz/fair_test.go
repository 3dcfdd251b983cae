package quiz

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func TestSameName(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"Gregg Kellogg", "gkellogg", true}, {"MR. MURIITHI", "MR. MUREITHI", true}, {"Anna Smith", "Peter Smith", false}, {"G. Kellogg", "Gregg Kellogg", true}, {"First Murderer", "Second Murderer", false},
		{"THE VICE PRESIDENT", "THE VICE-PRESIDENT", true}, {"HAMLET", "HORATIO", false}, {"MR. MATE", "MR. MAKAU", false}, {"CC", "CT", false},
		{"E. Guevara", "O. Dorticos", false},
	} {
		if sameName(test.a, test.b) != test.same || sameName(test.b, test.a) != test.same {
			t.Errorf("%s and %s: want %t", test.a, test.b, test.same)
		}
	}
}

func TestBroken(t *testing.T) {
	for text, broken := range map[string]bool{
		"It looks so good it...": true, "... a burn time of 5 plus 57.": true, "I don't remember.\" Now that was a month ago.": true,
		"The color *** of my boots has gone.": true, "Um {} the person that lent most.": true, "He said: “I will": true,
		"He said: “I will.” She did.": false, "„Ja“, sagte er.": false, "„Ja, sagte er.": true, "Train them in Angola . . .": true,
		"Nobody’s boat waits for 'the wind'.": false, "«Да», сказал он.": false,
	} {
		if isBroken(text) != broken {
			t.Errorf("%q: want %t", text, broken)
		}
	}
}

// TestOthers holds who is offered: nobody whom the passage speaks to or of,
// nobody twice under two spellings, and nobody who says next to nothing.
func TestOthers(t *testing.T) {
	r := &corpus.Record{ID: "talk"}
	long := strings.Repeat("The boats wait in the harbour for the wind, and the men wait with them on the shore. ", 3)
	for i, name := range []string{"Anna Baker", "Bert Cooper", "Carl Dyer", "cdyer", "Dora Fuller", "Emil Glover", "Fritz Hooper", "Gustav Idle"} {
		r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
		text := fmt.Sprintf("%s And so says number %d of this company as well.", long, i)
		switch name {
		case "Anna Baker":
			text = "Tell me, Bert, whether the boats wait in the harbour for the wind, or the wind for the boats, as we all say."
		case "Gustav Idle":
			text = "Aye, aye."
		}
		r.Turns = append(r.Turns, corpus.Turn{Speaker: int32(i), Number: int32(i + 1), Text: text, Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
	}
	r.Turns = append(r.Turns, corpus.Turn{Speaker: 0, Number: 9, Text: long, Marks: []corpus.Mark{{Line: 9}}})
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	d := New(search.New(lib), r)
	if slices.Contains(d.asked, 7) {
		t.Error("somebody is asked about who says two words")
	}
	others := d.others(r.Turns[0].Whole())
	if len(others) != MostChoices-1 || slices.Contains(others, 1) {
		t.Errorf("offered are %v", others)
	}
	if slices.Contains(others, 2) && slices.Contains(others, 3) {
		t.Errorf("offered is one man under two spellings: %v", others)
	}
}
