package corpus

import (
	"strings"
	"testing"
)

// play returns a record of two acts, and talk one with times.
func play(t *testing.T) *Library {
	t.Helper()
	hamlet := &Record{ID: "hamlet", Title: "The Tragedy of Hamlet, Prince of Denmark", Speakers: []Speaker{{Name: "HAMLET"}}}
	for i, text := range []string{"ACT I", "SCENE I. Elsinore.", "Who's there?", "SCENE II. A room.", "A little more than kin.", "ACT II", "Well, God-a-mercy."} {
		turn := Turn{Text: text, Kind: Narration, Speaker: -1, Number: int32(i + 1), Marks: []Mark{{Line: uint32(i + 1)}}}
		if !strings.ContainsAny(text[:2], "ACS") || text[0] == 'A' && text[1] == ' ' {
			turn.Kind, turn.Speaker = Speech, 0
		}
		hamlet.Turns = append(hamlet.Turns, turn)
	}
	var numbers [2]int32
	for i := range hamlet.Turns {
		turn := &hamlet.Turns[i]
		numbers[turn.Kind]++
		turn.Number = numbers[turn.Kind]
	}
	hamlet.Sections = []Section{
		{Turn: 0, Level: 1, Name: "ACT I", Number: "1"}, {Turn: 1, Level: 2, Name: "SCENE I. Elsinore.", Number: "1.1"},
		{Turn: 3, Level: 2, Name: "SCENE II. A room.", Number: "1.2"}, {Turn: 5, Level: 1, Name: "ACT II", Number: "2"},
	}
	talk := &Record{ID: "a-talk", Title: "A Talk", Locator: "time", Places: []string{"00:01:00", "[00:12:31] applause", "01:12:31"}, Speakers: []Speaker{{Name: "ANN"}}}
	for i, text := range []string{"One.", "Two.", "Three."} {
		talk.Turns = append(talk.Turns, Turn{Text: text, Number: int32(i + 1), Marks: []Mark{{Line: uint32(i + 1), Place: uint32(i + 1)}}})
	}
	talk.Sections = []Section{{Turn: 1, Level: 1, Name: "The Roads Bill"}}
	l, err := NewLibrary([]*Record{hamlet, talk})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLocate(t *testing.T) {
	l := play(t)
	for at, want := range map[string]string{
		"hamlet 1.2":            "SCENE II. A room.",
		"Hamlet, 1.2":           "SCENE II. A room.",
		"hamlet act 1 scene 2":  "SCENE II. A room.",
		"Act I, sc. ii":         "SCENE II. A room.",
		"1.2":                   "SCENE II. A room.",
		"I.ii":                  "SCENE II. A room.",
		"act 2":                 "ACT II",
		"hamlet 2":              "ACT II",
		"elsinore":              "SCENE I. Elsinore.",
		"12:31":                 "Two.",
		"00:12:31":              "Two.",
		"1:12:31":               "Three.",
		"a-talk 12:31":          "Two.",
		"12:40":                 "Two.",
		"the roads bill":        "Two.",
		"a talk the roads bill": "Two.",
		"line 6":                "ACT II",
		"hamlet line 5":         "A little more than kin.",
		"a-talk line 2":         "Two.",
		"1:13:00":               "", "line 0": "", "line 99": "", // past the end
		"3.1": "", "act 9": "", "hamlet": "", "": "", "page 4": "", "0:10": "", "xyz": "",
	} {
		var got []string
		for _, p := range l.Locate(at) {
			got = append(got, p.Text())
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", at, got, want)
		}
	}
	if p, ok := l.Records[0].Locate("1.2"); l.Records[0].ID == "hamlet" && (!ok || p.Text() != "SCENE II. A room.") {
		t.Errorf("%v %v", p, ok)
	}
}

func TestSpots(t *testing.T) {
	l := play(t)
	for _, c := range []struct{ typed, want string }{
		{"hamlet 1.", "hamlet 1.1|hamlet 1.2"},
		{"hamlet act", "hamlet 1|hamlet 2"},
		{"hamlet", "hamlet 1|hamlet 1.1|hamlet 1.2|hamlet 2"},
		{"a-talk time 00:0", "a-talk time 00:01:00"},
		{"roads", "a-talk the roads bill"},
		{"", ""},
	} {
		var got []string
		for _, s := range l.Spots(c.typed, 10) {
			got = append(got, s.At)
			if found := l.Locate(s.At); len(found) != 1 {
				t.Errorf("%q is proposed and means %d places", s.At, len(found))
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestCitedByScene(t *testing.T) {
	l := play(t)
	r := l.Record("hamlet")
	if got, want := r.Turns[4].Whole().ShortCitation(), "Hamlet 1.2 (hamlet:2)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := ShortCite(r.Turns[4].Whole(), r.Turns[6].Whole()), "Hamlet 1.2–act 2 (hamlet:2-3)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	r.Sections[2].Number = ""
	if got, want := r.Turns[4].Whole().Location(), "under “SCENE II. A room.”, line 5 of the file"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
