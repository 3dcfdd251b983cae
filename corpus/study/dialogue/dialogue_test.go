package dialogue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/study/dialogue"
)

// record makes a record of turns of one letter, the speaker; "-" is narration.
func record(t *testing.T, id, speakers string) *corpus.Library {
	t.Helper()
	r := &corpus.Record{ID: id}
	numbers := make(map[corpus.Kind]int32)
	for _, name := range strings.Split(speakers, "") {
		turn := corpus.Turn{Speaker: -1, Kind: corpus.Narration, Text: "Words.", Marks: []corpus.Mark{{Line: 1}}}
		if name != "-" {
			turn.Kind = corpus.Speech
			turn.Speaker = int32(slices.IndexFunc(r.Speakers, func(s corpus.Speaker) bool { return s.Name == name }))
			if turn.Speaker < 0 {
				turn.Speaker = int32(len(r.Speakers))
				r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
			}
		}
		numbers[turn.Kind]++
		turn.Number = numbers[turn.Kind]
		r.Turns = append(r.Turns, turn)
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func person(lib *corpus.Library, name string) *corpus.Person {
	for i := range lib.People {
		if lib.People[i].Name == name {
			return &lib.People[i]
		}
	}
	return nil
}

func TestBetween(t *testing.T) {
	for _, test := range []struct{ speakers, want string }{
		{"ABAB", "0-3:3"},
		{"-AB-A-", "1-4:2"},
		{"ABCAB", "0-1:1 3-4:1"},
		{"AACBB", ""},
		{"CAABBAC", "1-5:2"},
		{"ACACB", ""},
		{"AB", "0-1:1"},
		{"ACB", ""},
	} {
		lib := record(t, "talk", test.speakers)
		var got []string
		for _, s := range dialogue.Between(lib, person(lib, "A"), person(lib, "B"), nil) {
			got = append(got, fmt.Sprintf("%d-%d:%d", s.First, s.Last, s.Answers))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, want %q", test.speakers, got, test.want)
		}
	}
}

func TestRank(t *testing.T) {
	lib := record(t, "talk", "ABCABABCBA")
	all := dialogue.Between(lib, person(lib, "A"), person(lib, "B"), nil)
	if best := dialogue.Rank(all, nil); best[0].First != 3 || len(best) != 3 {
		t.Errorf("by answers, the first of %d begins at %d", len(best), best[0].First)
	}
	last := &lib.Records[0].Turns[9]
	best := dialogue.Rank(all, func(turn *corpus.Turn) float64 {
		if turn == last {
			return 1
		}
		return 0
	})
	if len(best) != 1 || best[0].First != 8 {
		t.Errorf("by topic: %v", best)
	}
}

func TestAnswered(t *testing.T) {
	lib := record(t, "talk", "AB-ACAAB")
	got := dialogue.Answered(lib, lib.Records[0], person(lib, "A"))
	if got[person(lib, "B")] != 1 || got[person(lib, "C")] != 1 || got[person(lib, "A")] != 0 {
		t.Errorf("A answers B %d times, C %d times", got[person(lib, "B")], got[person(lib, "C")])
	}
}
