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

// TestNamesWithoutSpaces holds that a name without spaces is known whole, without
// its title, as the family's name with the title, and as an office, and not by a
// letter or a title that others have as well.
func TestNamesWithoutSpaces(t *testing.T) {
	r := &corpus.Record{ID: "council", Speakers: []corpus.Speaker{{Name: "盧偉國議員"}, {Name: "梁君彥議員"}, {Name: "勞工及福利局局長"}, {Name: "主席"}}}
	for text, want := range map[string][]int32{
		"盧偉國要求記名表決。": {0}, "梁議員，你離題了。": {1}, "我想請教張局長。": {2}, "主席，我謹此陳辭。": {3}, "各位議員，偉大的國家。": nil,
	} {
		p := corpus.Turn{Record: r, Text: text}
		var got []int32
		for s := range r.Speakers {
			if names(p.Whole(), int32(s)) {
				got = append(got, int32(s))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s names %v, want %v", text, got, want)
		}
	}
	if n := wordsOf("你離題了，請你針對這項議案發言。 OK"); n != 8 {
		t.Errorf("%d words, want 8", n)
	}
}

// TestAsked holds that who is to answer a question is not offered for who asks
// it, but where there is nobody else.
func TestAsked(t *testing.T) {
	ask := "Is there a boat in the harbour that waits for the wind this morning, or have they all left for the sea?"
	tell := "They wait for the wind in the harbour, all of the boats, since the morning when the storm went over the sea."
	r := &corpus.Record{ID: "talk", Speakers: []corpus.Speaker{{Name: "Anna"}, {Name: "Bert"}, {Name: "Carl"}}}
	for i, text := range []string{ask, tell, tell + " So I say.", tell + " I say so, too.", ask + " Or to the east?"} {
		r.Turns = append(r.Turns, corpus.Turn{Speaker: int32(i % 3), Number: int32(i + 1), Text: text, Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
	}
	for _, n := range []int{3, 2} {
		for i := range r.Turns {
			r.Turns[i].Speaker = int32(i % n)
		}
		lib, err := corpus.NewLibrary([]*corpus.Record{r})
		if err != nil {
			t.Fatal(err)
		}
		d := New(search.New(lib), r)
		if offered := slices.Contains(d.others(r.Turns[0].Whole()), 1); offered != (n == 2) {
			t.Errorf("%d speakers: who is asked is offered: %t", n, offered)
		}
	}
}

// TestFormula holds that what is said again and again is not asked about.
func TestFormula(t *testing.T) {
	r := &corpus.Record{ID: "votes"}
	for i, name := range []string{"Baker", "Cooper", "Dyer", "Fuller"} {
		r.Turns = append(r.Turns, corpus.Turn{Number: int32(i + 1), Text: fmt.Sprintf("I now put the motion of Mr. %s to the vote; will those in favour raise their hands.", name)})
	}
	u := usageOf(r)
	if !u.isFormula(r.Turns[0].Text) || u.isFormula("I now put the boat to the water, and who will come with me to see the end of the bay?") {
		t.Error("formulas are not told from other words")
	}
}
