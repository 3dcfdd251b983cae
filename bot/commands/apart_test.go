package commands

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// TestApart holds that people of one name are told apart, who are as many as
// there are records: in what is counted, in the rows of a picture, and where one
// of them is to be chosen.
func TestApart(t *testing.T) {
	play := func(id, title, said string) *corpus.Record {
		r := &corpus.Record{ID: id, Title: title, Speakers: []corpus.Speaker{{Name: "Chorus"}, {Name: "Cook"}}}
		for i, text := range []string{said, "The soup is cold, and who has seen the salt?"} {
			r.Turns = append(r.Turns, corpus.Turn{Speaker: int32(i), Number: int32(i + 1), Text: text, Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
		}
		return r
	}
	x := indexOf(
		play("storm", "The Storm", "Love is a wind, and love is a wave, and so it was in Verona."),
		play("storm-2", "The Storm", "No love is without love, they say, but who says so is no lover of love at all."),
		play("war", "The War", "For love and honour, honour and love, they marched into the cold of the winter morning."),
	)
	f, _, err := MentionsFigure(bot.LanguageOf("en"), x, "love vs honour", nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, bar := range f.Panels[0].Bars {
		rows = append(rows, bar.Label+": "+strings.Join(bar.Notes, ", "))
	}
	slices.Sort(rows)
	want := []string{"Chorus (The War): 125 (twice), 125 (twice)", "Chorus (storm): 133 (twice), 0", "Chorus (storm-2): 167 (3 times), 0"}
	if !slices.Equal(rows, want) {
		t.Errorf("the figure has\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	answer := text(newClient(t, x).run("/mentions words: love"))
	for _, name := range []string{"Chorus (storm)", "Chorus (storm-2)", "Chorus (The War)"} {
		if !strings.Contains(answer, name) {
			t.Errorf("%s is not in the answer:\n%s", name, answer)
		}
	}
	asked := render(newClient(t, x).run("/speaker name: chorus"))
	for _, id := range []string{"storm, ", "storm-2, "} {
		if !strings.Contains(asked, id) {
			t.Errorf("%q is not in the question:\n%s", id, asked)
		}
	}
}
