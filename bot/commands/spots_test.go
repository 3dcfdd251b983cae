package commands

import (
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// interview returns a record of questions and answers with statements around them.
func interview() *corpus.Record {
	long := strings.Repeat("We have come a long way and we have a long way to go. ", 4)
	r := &corpus.Record{
		ID: "harbour", Title: "The Harbour Debate", Speakers: []corpus.Speaker{{Name: "ANN"}, {Name: "Robert Boyle"}},
		Turns: []corpus.Turn{
			{Text: "In the harbour office.", Kind: corpus.Narration, Speaker: -1},
			{Text: "Good evening.", Speaker: 0},
			{Text: "Thank you.", Speaker: 1},
			{Text: "Opening words. " + long, Speaker: 1},
			{Text: "How old is the pier?", Speaker: 0},
			{Text: "It is ninety.", Speaker: 1},
			{Text: "And who built it?", Speaker: 0},
			{Text: "My father did.", Speaker: 1},
			{Text: "Closing words. " + long, Speaker: 1},
			{Text: "Good night.", Speaker: 0},
		},
	}
	var numbers [2]int32
	for i := range r.Turns {
		t := &r.Turns[i]
		numbers[t.Kind]++
		t.Number, t.Marks = numbers[t.Kind], []corpus.Mark{{Line: uint32(i + 1)}}
	}
	return r
}

// TestSpotOf reads what people say of where something stands, and no line as that.
func TestSpotOf(t *testing.T) {
	x := indexOf(interview())
	r := &bot.Request{Language: bot.LanguageOf("en"), Index: x}
	for typed, want := range map[string]string{
		"the first thing Ann says":          "Good evening.",
		"second thing ann says":             "How old is the pier?",
		"the last thing that Boyle said":    "Closing words.",
		"Boyle's last words":                "Closing words.",
		"the first question":                "How old is the pier?",
		"the last question":                 "And who built it?",
		"the second question to Boyle":      "And who built it?",
		"Ann's second question":             "And who built it?",
		"the second answer of Boyle":        "My father did.",
		"Boyle's opening statement":         "Opening words.",
		"closing statement of Robert Boyle": "Closing words.",
		"boyle's opening":                   "Opening words.",
		"the beginning":                     "In the harbour office.",
		"how does it end":                   "",
		"the end of the debate":             "",
		"how does the harbour debate begin": "In the harbour office.",
		"opening line":                      "In the harbour office.",
		"Das erste, was Ann sagt":           "Good evening.",
		"die zweite Frage an Boyle":         "And who built it?",
		"der Anfang":                        "In the harbour office.",
		"die letzten Worte von Boyle":       "Closing words.",
		"la première question":              "How old is the pier?",
		"les dernières paroles de Boyle":    "Closing words.",
		"comment commence le débat":         "In the harbour office.",
		"la última pregunta":                "And who built it?",
		"las primeras palabras de Ann":      "Good evening.",
		"el principio":                      "In the harbour office.",
		"последний вопрос":                  "And who built it?",
		"первые слова Ann":                  "Good evening.",
		"начало":                            "In the harbour office.",
	} {
		at, ok := spotOf(r, typed, nil)
		if found := at.find(x.Library()); !ok || len(found) != 1 || !strings.HasPrefix(found[0].Text(), want) || want == "" && found[0].Len() > 0 {
			t.Errorf("%q is no spot, or another than %q: %v, %v", typed, want, ok, at)
		}
	}
	for _, typed := range []string{
		"the end justifies the means", "first things first", "the first lady", "the last night of the pier", "the last word",
		"who was the first", "the first to say it", "an end to the beginning", "the first thing the mayor says", `"the end"`, "the last of the harbours", "act", "question",
	} {
		if at, ok := spotOf(r, typed, nil); ok {
			t.Errorf("%q is read as the spot %v", typed, at)
		}
	}
}

// TestSpotsOfSeveral asks which record is meant, and shows no turn of another.
func TestSpotsOfSeveral(t *testing.T) {
	timed := interview()
	timed.ID, timed.Title, timed.Locator, timed.Places = "timed", "Timed", "time", []string{"12:02", "12:48"}
	for i := range timed.Turns {
		timed.Turns[i].Marks[0].Place = uint32(1 + i/5)
	}
	c := newClient(t, indexOf(interview(), timed))
	for command, want := range map[string]string{
		"/quote text: the beginning":                    "Which one do you mean?",
		"/quote text: harbour turn 6":                   "And who built it?",
		"/quote text: turn 6 of the harbour debate":     "And who built it?",
		"/read at: 00:33:42":                            "None of the 2 records has a place",
		"/read at: page 3":                              "None of the 2 records has a place",
		"/read at: timed 12:59":                         "from “12:02” to “12:48”",
		"/quote text: the last words of the timed text": "Good night.",
	} {
		if got := render(c.run(command)); !strings.Contains(got, want) {
			t.Errorf("%s is answered without %q:\n%s", command, want, got)
		}
	}
}
