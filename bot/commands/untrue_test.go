package commands

import (
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// TestWithoutLabels takes labels and times out of a pasted text, and no sentence.
func TestWithoutLabels(t *testing.T) {
	r := &bot.Request{Language: bot.LanguageOf("en"), Index: indexOf(interview())}
	for text, want := range map[string]string{
		"How old is the pier? Robert Boyle: It is ninety.":         "How old is the pier? It is ninety.",
		"How old is the pier? [12:29] Boyle: It is ninety.":        "How old is the pier? It is ninety.",
		"How old is the pier?\nRobert Boyle [00:12:29]: It is so.": "How old is the pier?\nIt is so.",
		"It is ninety. (12:30) And who built it?":                  "It is ninety. And who built it?",
		"Boyle: It is ninety.":                                     "Boyle: It is ninety.", // who is said to have said it
		"He knew one thing: it is ninety.":                         "He knew one thing: it is ninety.",
		"I saw Boyle. He was ninety.":                              "I saw Boyle. He was ninety.",
		"It is ninety. Boyle. And so on.":                          "It is ninety. Boyle. And so on.",
		"at 12:40":                                                 "at 12:40",
	} {
		if got := withoutLabels(r, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// TestInsertedWords holds that the editor's words are none of those that a speaker uses.
func TestInsertedWords(t *testing.T) {
	r := interview()
	for i := range r.Turns {
		if turn := &r.Turns[i]; turn.Speaker == 1 {
			turn.Text = "[Musing, musing, musing, musing.] The lantern and the lantern keeper. Lantern light on the harbour."
			turn.Asides = []corpus.Span{{Start: 0, End: len("[Musing, musing, musing, musing.]")}}
		}
	}
	got := render(newClient(t, indexOf(r)).run("/speaker name: Boyle"))
	_, words, _ := strings.Cut(got, "more than others:**")
	if words, _, _ = strings.Cut(words, "\n"); strings.Contains(strings.ToLower(words), "musing") || !strings.Contains(strings.ToLower(words), "lantern") {
		t.Errorf("his words are%s", words)
	}
}

// TestPluralSpeaksToo holds that an article makes no name of a word that is part of a
// speaker's.
func TestPluralSpeaksToo(t *testing.T) {
	r := interview()
	r.Speakers[0].Name = "FIRST WITCH"
	r.Turns[0].Text = "Enter three Witches."
	if got := render(newClient(t, indexOf(r)).run("/speaker name: the witches")); strings.Contains(got, "says nothing here") {
		t.Errorf("the witches are said to say nothing:\n%s", got)
	}
}

// TestTrueWords holds that a reply says nothing of a record that is not so.
func TestTrueWords(t *testing.T) {
	letters := interview()
	letters.Speakers = []corpus.Speaker{{Name: "DB"}, {Name: "LG"}}
	letters.Turns[3].Text = "I taught for years. Mr. Landon ran in 1936. Mrs. Keating came to the harbour. [Enter a Ghost.] Teaching was the pier of my life."
	at := strings.Index(letters.Turns[3].Text, "[")
	letters.Turns[3].Asides = []corpus.Span{{Start: at, End: at + len("[Enter a Ghost.]")}}
	c := newClient(t, indexOf(letters))
	for command, test := range map[string]struct{ has, hasNot string }{
		"/quote text: what did Lyndon Johnson say":                                  {"“Lyndon Johnson”", "Landon ran"},
		"/quote text: what did Mrs. Keating say":                                    {"Mrs. Keating** came", "“say” stands"},
		"/quote text: what did Louise say about teaching":                           {"The record has initials for names: DB, LG.", "does not speak"},
		"/quote text: Glück: I taught for years":                                    {"✓", "Not said by"},
		"/quote text: what does LG say about the zeppelins":                         {"", "“LG” stands nowhere"},
		"/quote text: In the harbour office":                                        {"no speaker is given", "the recorder’s words"},
		"/quote text: enter a ghost":                                                {"An insertion of the recorder’s", ""},
		"/quote text: who is the ghost of the pier":                                 {"", "[Enter a Ghost.] — LG"},
		"/quote text: I say it was the wrong pier. However, they say my father did": {"", "✓"},
	} {
		got := render(c.run(command))
		if !strings.Contains(got, test.has) || test.hasNot != "" && strings.Contains(got, test.hasNot) {
			t.Errorf("%s is answered without %q, or with %q:\n%s", command, test.has, test.hasNot, got)
		}
	}
}
