package commands

import (
	"regexp"
	"strings"
	"testing"

	"rapporteur/corpus"
)

// TestSensitiveTurns holds that nothing of a sensitive turn is shown outside
// spoiler bars, or said of itself.
func TestSensitiveTurns(t *testing.T) {
	r := &corpus.Record{ID: "trial", Title: "Trial", Speakers: []corpus.Speaker{{Name: "Ann Baker"}, {Name: "Bert Cook"}}}
	for n, text := range []string{
		"The garden gate was open when the wagon passed it in the morning, and nobody was there.",
		"She said forbidden forbidden forbidden words in the cellar, and the cellar was cold.",
		"Nobody had closed the garden gate after the wagon, as far as anybody can say.",
	} {
		r.Turns = append(r.Turns, corpus.Turn{Text: text, Speaker: int32(n % 2), Number: int32(n + 1), Marks: []corpus.Mark{{Line: uint32(n + 1)}}, Sensitive: n == 1})
	}
	at := strings.Index(r.Turns[1].Text, " words")
	r.Notes = []corpus.Note{{Turn: 1, Offset: at, Mark: "1", Text: "A secret of the footnote."}}
	c := newClient(t, indexOf(r))
	spoilers := regexp.MustCompile(`(?s)\|\|.*?\|\|`)
	for _, command := range []string{
		"/quote text: forbidden words in the cellar", "/quote text: cellar", "/speaker name: Bert Cook", "/random", "/random speaker: Bert Cook",
		"/read at: 2", "/read at: 1-3", "/records list", "/help", "/mentions words: forbidden", "/exchange between: Ann Baker and: Bert Cook",
	} {
		shown := spoilers.ReplaceAllString(text(c.run(command)), "")
		for _, leak := range []string{"forbidden words", "forbidden forbidden", "secret", "was cold"} {
			if strings.Contains(shown, leak) {
				t.Errorf("%s shows %q:\n%s", command, leak, shown)
			}
		}
		if strings.HasPrefix(command, "/speaker") && strings.Contains(shown, "forbidden") {
			t.Errorf("a word of a sensitive turn sets its speaker apart:\n%s", shown)
		}
	}
	if quoted := text(c.run("/read at: 2")); !strings.Contains(quoted, "secret") {
		t.Errorf("the footnote is not there:\n%s", quoted)
	}
	for line, option := range map[string]string{
		"/random speaker: Bert Cook about: ": "about", "/random about: f": "about", "/quote text: forbidden": "text", "/mentions words: forb": "words",
	} {
		for _, choice := range c.complete(line, option) {
			if typed := strings.Fields(line); choice.Name != typed[len(typed)-1] && strings.Contains(choice.Name, "forbidden") {
				t.Errorf("%s is proposed %q", line, choice.Name)
			}
		}
	}
}
