package search_test

import (
	"strings"
	"testing"

	"rapporteur/corpus/search"
)

// TestAnswerTo holds that what follows a question is found with it, also as the words of
// one who is asked for, and that a question is no answer to itself.
func TestAnswerTo(t *testing.T) {
	x := search.New(read(t, shippedFile))
	turns := x.Library().Records[0].Turns
	asked := 0
	for i := range turns {
		answer := x.AnswerTo(&turns[i])
		if answer == nil {
			continue
		}
		asked++
		if answer.Speaker == turns[i].Speaker || answer.Index() <= i {
			t.Errorf("%s is answered by %s", turns[i].Reference(), answer.Reference())
		}
	}
	if asked == 0 || asked > len(turns)/4 {
		t.Errorf("%d of %d turns are questions", asked, len(turns))
	}
	r := ask(x, search.Query{Text: "Rodriguez on submarines"})
	if len(r.Hits) == 0 || !r.Hits[0].Answers {
		t.Errorf("found %v without the answer", r.Hits)
	}
}

// TestSubject holds that whom a question tells something of is looked for among those who speak,
// and that a passage says when it lacks something.
func TestSubject(t *testing.T) {
	x := search.New(read(t, shippedFile))
	for _, test := range []struct {
		query, who string
		partly     bool
	}{
		{"did Guevara shake hands", "E. Guevara", false},
		{"how did Mikoyan meet penguins", "", true},
		{"what did Mikoyan say about rice", "A.I. Mikoyan", false},
	} {
		r := ask(x, search.Query{Text: test.query})
		if len(r.Hits) == 0 {
			t.Errorf("%q finds %v", test.query, r.Match)
			continue
		}
		if h := r.Hits[0]; test.who != "" && h.Turn.SpeakerName() != test.who || h.Partly != test.partly {
			t.Errorf("%q finds %s, partly %v: %s", test.query, h.Turn.SpeakerName(), h.Partly, h.Text())
		}
	}
}

// TestAround holds that a passage about a topic has the sentences around its words, of one
// turn and no more than a paragraph.
func TestAround(t *testing.T) {
	r := ask(search.New(read(t, shippedFile)), search.Query{Text: "what did Mikoyan say about rice"})
	text := r.Hits[0].Text()
	if !strings.Contains(text, "before the end of the year") || len(text) > 400 {
		t.Errorf("found %q", text)
	}
}
