package commands

import (
	"strings"
	"testing"
)

// TestIntents names the command for what people ask of /quote that another one does,
// with its options filled in.
func TestIntents(t *testing.T) {
	c, _ := newKeeper(t, builtIn())
	for text, want := range map[string]string{
		"who says rice most often":                        "/mentions words: rice",
		"How often does Guevara say rice?":                "/mentions words: rice speaker: E. Guevara",
		"how many words does Mikoyan say":                 "/speaker name: A.I. Mikoyan",
		"who speaks most":                                 "/records list",
		"random quote about rice":                         "/random about: rice",
		"a random quote by Dorticos":                      "/random speaker: O. Dorticos",
		"show me where Guevara and Mikoyan argue":         "/exchange between: E. Guevara and: A.I. Mikoyan",
		"dialogue between Guevara and Mikoyan about rice": "/exchange between: E. Guevara and: A.I. Mikoyan about: rice",
		"cite turn 33 in MLA":                             "/cite reference: turn 33 style: mla",
		"cite this meeting":                               "/cite",
		"the whole transcript":                            "/read at: mikoyan-1962-11-18",
		"quiz me":                                         "/whosaid play",
		"delete my data":                                  "/privacy",
		"show my saved quotes":                            "/saved list",
		"did Mikoyan really say “history absolves me”?":   "/verify text: history absolves me",
		"translate this":                                  "/read",
		"what can you do?":                                "/help",
		"wer sagt am häufigsten Reis":                     "/mentions words: reis",
		"wie oft sagt Mikoyan Kuba":                       "/mentions words: kuba speaker: A.I. Mikoyan",
		"wer spricht am meisten":                          "/records list",
		"Gespräch zwischen Mikoyan und Guevara":           "/exchange between: A.I. Mikoyan and: E. Guevara",
		"zitiere 33 nach APA":                             "/cite reference: 33 style: apa",
		"lösche meine Daten":                              "/privacy",
		"combien de mots dit Mikoyan ?":                   "/speaker name: A.I. Mikoyan",
		"échange entre Mikoyan et Guevara":                "/exchange between: A.I. Mikoyan and: E. Guevara",
		"citation au hasard sur Cuba":                     "/random about: cuba",
		"supprimez mes données":                           "/privacy",
		"¿quién habla más?":                               "/records list",
		"diálogo entre Mikoyan y Guevara":                 "/exchange between: A.I. Mikoyan and: E. Guevara",
		"cuántas veces dice Mikoyan Cuba":                 "/mentions words: cuba speaker: A.I. Mikoyan",
		"кто говорит больше всех":                         "/records list",
		"диалог между Mikoyan и Guevara":                  "/exchange between: A.I. Mikoyan and: E. Guevara",
		"случайная цитата о Кубе":                         "/random about: кубе",
	} {
		if got := render(c.run("/quote text: " + text)); !strings.Contains(got, "`"+want+"`") && !strings.Contains(got, "`"+want+" ") {
			t.Errorf("%q does not lead to %s:\n%s", text, want, got)
		}
	}
	for _, text := range []string{
		"how often did the letters come", "who says that we have rice", "how many missiles are there", "the quality of the quotes", "where do the submarines and ships meet",
		"what did Mikoyan say about rice", `"quiz me"`, "cite", "my data and yours", "how many people died",
	} {
		if got := render(c.run("/quote text: " + text)); strings.Contains(got, "There is a command for that") {
			t.Errorf("%q leads to a command:\n%s", text, got)
		}
	}
}

// TestIntentsAfterTheRecord quotes words that the record has, whatever they ask for.
func TestIntentsAfterTheRecord(t *testing.T) {
	r := interview()
	r.Turns[1].Text = "Who speaks most? Help."
	c := newClient(t, indexOf(r))
	for _, text := range []string{"who speaks most", "help"} {
		got := render(c.run("/quote text: " + text))
		if verdict, hint := strings.Index(got, "✓"), strings.Index(got, "There is a command for that"); verdict < 0 || hint < verdict {
			t.Errorf("%q is not quoted first:\n%s", text, got)
		}
	}
}
