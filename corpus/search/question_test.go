package search_test

import (
	"rapporteur/corpus/search"
	"strings"
	"testing"
)

// TestNearestAbout holds that what is offered in place of an answer has to do with
// what was asked.
func TestNearestAbout(t *testing.T) {
	for query, want := range map[string]string{
		"they only shout and do nothing": "mikoyan-1962-11-18:37",
		"americans r not dumb":           "mikoyan-1962-11-18:21",
		"to be or not to be":             "", // function words only
		"lorem ipsum dolor sit amet":     "",
	} {
		r, got := ask(theRecord(), search.Query{Text: query}), ""
		if r.Nearest.Turn != nil {
			got = r.Nearest.Turn.Reference().String()
		}
		if r.Match != search.None || got != want {
			t.Errorf("%q is %v, nearest %q, want %q", query, r.Match, got, want)
		}
	}
}

// TestQuestion holds how queries are understood.
func TestQuestion(t *testing.T) {
	x := theRecord()
	for _, test := range []struct {
		query  string
		asking search.Asking
		who    string
		topic  string
		said   string // who says the first hit
	}{
		{"what did Mikoyan say about submarines", search.ForTopic, "A.I. Mikoyan", "submarines", "A.I. Mikoyan"},
		{"What does Guevara think of rice?", search.ForTopic, "E. Guevara", "rice", "E. Guevara"},
		{"guevara on rice", search.ForTopic, "E. Guevara", "rice", "E. Guevara"},
		{"Rodriguez on submarines", search.ForTopic, "C.R. Rodriguez", "submarines", "A.I. Mikoyan"},
		{"Guevara: we have enough missiles for all", search.ForLine, "E. Guevara", "we have enough missiles for all", "A.I. Mikoyan"},
		{"who said the Americans are not stupid", search.ForTopic, "", "the Americans are not stupid", "A.I. Mikoyan"},
		{"passages about rice", search.ForTopic, "", "rice", ""},
		{"malanga harvest", search.ForTopic, "", "malanga harvest", "C.R. Rodriguez"},
		{"how long did they meet", search.ForLength, "", "how long did they meet", ""},
		{"who was at the meeting?", search.ForPresent, "", "who was at the meeting", ""},
		{"who wrote this down", search.ForRecorder, "", "who wrote this down", ""},
		{"when was it", search.ForTime, "", "when was it", ""},
		{"where did they meet", search.ForPlace, "", "where did they meet", ""},
		{"How long did the talk last?", search.ForLength, "", "How long did the talk last", ""},
		{"what's this about?", search.ForSubject, "", "what's this about", ""},
		{"who translated it", search.ForTranslator, "", "who translated it", ""},
		{"whats the thing about the letters", search.ForTopic, "", "the letters", "A.I. Mikoyan"},
		{`who said "afraid of our militia"`, search.ForTopic, "", "afraid of our militia", "E. Guevara"},
		{"lol rice slogans lmao", search.ForTopic, "", "rice slogans", "E. Guevara"},
		{"what did castro say", search.ForLine, "", "castro", ""},
		{"who asked about flights over Cuba", search.ForAsker, "", "about flights over Cuba", "A.I. Mikoyan"},
		{"what did Aragones say", search.ForSpeech, "E. Aragonés", "what did Aragones say", "E. Aragonés"},
		{"what does Mikoyan promise Cuba", search.ForTopic, "A.I. Mikoyan", "promise Cuba", "A.I. Mikoyan"},
		{"who is che", search.ForPerson, "E. Guevara", "who is che", ""},
		{"who is lucky", search.ForTopic, "", "who is lucky", "O. Dorticos"},
		{"what happens to Guevara", search.ForTopic, "", "what happens to Guevara", ""},
		{"Mikoian", search.ForPerson, "A.I. Mikoyan", "Mikoian", ""},
		{"what do the americans think of militia", search.ForTopic, "", "americans militia", "E. Guevara"},
		{"how many flights were there", search.ForAmount, "", "how many flights were there", "E. Guevara"},
		{"workers of the world unite you have nothing to lose", search.ForLine, "", "workers of the world unite you have nothing to lose", ""},
	} {
		r := ask(x, search.Query{Text: test.query})
		q := r.Question
		who := ""
		if q.Speaker != nil {
			who = q.Speaker.Name
		}
		if q.Asking != test.asking || who != test.who || q.Topic != test.topic {
			t.Errorf("%q is understood as %+v", test.query, q)
		}
		if test.said != "" && (len(r.Hits) == 0 || r.Hits[0].Turn.SpeakerName() != test.said) {
			t.Errorf("%q finds %v, want words of %s", test.query, r.Match, test.said)
		}
	}
}

// TestSentencesBefore holds that a text of two sentences is no question for what the
// second says, so that the first is not dropped.
func TestSentencesBefore(t *testing.T) {
	x := theRecord()
	query := "When there is not enough maize, imperialism is to blame. However, when we get a good rice harvest, they say we are just lucky."
	if r := ask(x, search.Query{Text: query}); r.Match == search.Exact {
		t.Errorf("%q is exact: %q", query, r.Hits[0].Text())
	}
}

// TestStranger holds that a question names of whom it asks words who says none.
func TestStranger(t *testing.T) {
	x := theRecord()
	for query, want := range map[string]string{
		"What did Castro say about rice?":      "Castro",
		"What did Fidel Castro say about rice": "Fidel Castro",
		"what did kennedy say about rice":      "kennedy",
		"What did Roa say?":                    "Roa",
		"What did Guevara say about rice?":     "",
		"what do workers say about rice":       "",
		"who said the Americans are brave":     "",
		"What is said about Khrushchev?":       "",
		"rice":                                 "",
	} {
		if got := ask(x, search.Query{Text: query}).Question.Stranger; got != want {
			t.Errorf("%q asks after the stranger %q, want %q", query, got, want)
		}
	}
}

// TestUnheard holds that words are named that stand nowhere, and no other forms
// of words or slips for those that do.
func TestUnheard(t *testing.T) {
	x := theRecord()
	for topic, want := range map[string]string{
		"Khrushchev missiles":           "Khrushchev",
		"Football and Kennedy on rice?": "Football Kennedy",
		"missile harvests":              "",
		"submarnes":                     "",
		"twenty out of eight letters":   "",
		"the rice":                      "",
		"":                              "",
	} {
		if got := strings.Join(x.Unheard(topic), " "); got != want {
			t.Errorf("%q: %q stands nowhere, want %q", topic, got, want)
		}
	}
}
