package truth

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// known is a document of four turns, one of which nobody says.
func known() *Document {
	return &Document{File: "x.txt", Count: 3, Turns: []Turn{
		{Speaker: "Anna Berg", Text: "We brought the bread, and the jam."},
		{Text: "They eat."},
		{Speaker: "BEN (Chair)", Text: "Who has brought salt?", Aside: []string{"(laughs)"}},
		{Speaker: "Anna Berg", Text: "Nobody was asked to."},
	}}
}

func TestScore(t *testing.T) {
	right := []ReadTurn{
		{"Anna Berg", "we brought the bread and the jam", 1, 1},
		{"", "They eat.", 2, 2},
		{"Ben", "Who has brought salt? (laughs)", 3, 3},
		{"ANNA BERG", "Nobody was asked to.", 10, 10},
	}
	change := func(turns ...ReadTurn) []ReadTurn { return turns }
	for _, test := range []struct {
		name  string
		turns []ReadTurn
		doubt []Doubt
		want  Score
	}{
		{"as it is", right, nil, Score{Right: 15, Turns: 3, Exact: true, Near: true}},
		{"another's mouth", change(right[0], right[1], right[2], ReadTurn{"Ben", "Nobody was asked to.", 10, 10}), nil,
			Score{Right: 11, Wrong: 4, Silent: 4, Turns: 3, Exact: true, Near: true}},
		{"another's mouth, and doubted", change(right[0], right[1], right[2], ReadTurn{"Ben", "Nobody was asked to.", 10, 10}), []Doubt{{8, "unknown_label"}},
			Score{Right: 11, Wrong: 4, Flagged: 4, Turns: 3, Exact: true, Near: true}},
		{"told", change(right[0], right[1], ReadTurn{"", "Who has brought salt?", 3, 3}, right[3]), nil,
			Score{Right: 11, Told: 4, Silent: 4, Turns: 2, Near: true}},
		{"lost", change(right[0], right[1], right[2], ReadTurn{"Anna Berg", "Nobody was", 10, 10}), nil,
			Score{Right: 13, Lost: 2, Silent: 2, Turns: 3, Exact: true, Near: true}},
		{"foreign", change(right[0], ReadTurn{"Ben", "They eat. Who has brought salt? Page seven", 3, 3}, right[3]), nil,
			Score{Right: 15, Foreign: 4, Silent: 4, Turns: 3, Exact: true, Near: true}},
		{"under a name cut short", change(ReadTurn{"Anna", "We brought the bread and the jam", 1, 1}, right[1], right[2], ReadTurn{"Anna", "Nobody was asked to.", 10, 10}), nil,
			Score{Right: 15, Renamed: 11, Turns: 3, Exact: true, Near: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := known().Score(Reading{test.turns, test.doubt})
			test.want.Words = 15
			got.Taken, got.Mouths = nil, nil
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"Don’t — STRASSE, ﬁne": {"don", "t", "strasse", "fine"},
		"議長A君、田中":              {"議", "長", "a", "君", "田", "中"},
		"שָׁלוֹם co\u00ADop":   {"שלום", "coop"},
	} {
		if diff := cmp.Diff(want, words(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestAlign holds that words which stand in both, in order, find each other,
// however long the texts are.
func TestAlign(t *testing.T) {
	var a, b []string
	var want []int
	for i := range 3000 {
		w := string(rune('a' + i%7))
		if i%50 == 0 {
			w = "w" + string(rune(0x4E00+i))
		}
		if i%97 == 3 { // stands in a alone
			a, want = append(a, "lost"), append(want, -1)
		}
		if i%89 == 5 { // in b alone
			b = append(b, "foreign")
		}
		a, want = append(a, w), append(want, len(b))
		b = append(b, w)
	}
	if diff := cmp.Diff(want, align(a, b)); diff != "" {
		t.Error(diff)
	}
}
