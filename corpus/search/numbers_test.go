package search_test

import (
	"fmt"
	"testing"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// numbersRecord has numbers as they are said.
func numbersRecord(t *testing.T, language string, lines ...string) *search.Index {
	r := &corpus.Record{ID: "numbers-" + language, Title: "Numbers", Language: language, Speakers: []corpus.Speaker{{Name: "Ames"}}}
	for i, line := range lines {
		r.Turns = append(r.Turns, corpus.Turn{Record: r, Number: int32(i + 1), Text: line})
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

// TestNumbers looks for numbers in words and in figures where the record writes them
// otherwise: they are close, and none of them is said to stand nowhere.
func TestNumbers(t *testing.T) {
	for _, language := range []struct {
		tag     string
		lines   []string
		queries []string // the wanted turn is that of the same place
	}{
		{"en", []string{
			"Two hundred and seven barrels lay in the yard.", "They counted 86,000 sacks of oats.", "Fifteen hundred people stood on the quay.",
			"We sailed on the third of May.", "It was built in nineteen sixty-two.", "A hundred and eighty million free people live here.",
			"The rate was 15 percent then.", "She came on November 16th with him.", "Nobody asked for 38 thousand nails.", "I had 200 000 000 seeds.",
		}, []string{
			"207 barrels", "eighty-six thousand sacks", "1,500 people", "May 3", "built in 1962", "180 million free people",
			"15 %", "the sixteenth of November", "38,000 nails", "two hundred million seeds",
		}},
		{"de", []string{"Zweihundertsieben Fässer lagen im Hof.", "Sie zählten 86.000 Säcke Hafer."}, []string{"207 Fässer", "sechsundachtzigtausend Säcke"}},
		{"fr", []string{"Il y avait quatre cents tonneaux.", "Ils comptaient 94 sacs."}, []string{"400 tonneaux", "quatre-vingt-quatorze sacs"}},
		{"es", []string{"Había doscientos siete barriles.", "Contaron 46 sacos."}, []string{"207 barriles", "cuarenta y seis sacos"}},
		{"ru", []string{"Не хватало двухсот семи бочек.", "Насчитали 86 000 мешков."}, []string{"207 бочек", "восемьдесят шесть тысяч мешков"}},
	} {
		x := numbersRecord(t, language.tag, append(language.lines, "Something else.", "And more of it, as ever, was said by everyone here.")...)
		for i, query := range language.queries {
			r := ask(x, search.Query{Text: query})
			if len(r.Hits) == 0 || int(r.Hits[0].Turn.Number) != i+1 {
				t.Errorf("%s: %q finds %v %v, want turn %d", language.tag, query, r.Match, found(r), i+1)
			}
			if unheard := x.Unheard(query); len(unheard) > 0 {
				t.Errorf("%s: %q: %q is said to stand nowhere", language.tag, query, unheard)
			}
		}
	}
}

// TestNumbersApart looks for numbers that the record does not have, which no part of
// another one is.
func TestNumbersApart(t *testing.T) {
	x := numbersRecord(t, "en", "Two hundred and seven barrels lay in the yard.", "They counted 86,000 sacks and 10 crates.", "The third of May was a Friday.", "Nobody came.")
	for query, want := range map[string]string{
		"208 barrels": "208", "10,000 sacks": "10,000", "eighty thousand sacks": "eighty thousand", "three barrels": "three",
	} {
		if unheard := x.Unheard(query); len(unheard) != 1 || unheard[0] != want {
			t.Errorf("%q: %q are said to stand nowhere, want %q", query, unheard, want)
		}
		if r := ask(x, search.Query{Text: query}); r.Match >= search.Close {
			t.Errorf("%q is called %v", query, r.Match)
		}
	}
}

func found(r search.Result) string {
	if len(r.Hits) == 0 {
		return "nothing"
	}
	return fmt.Sprint(r.Hits[0].Text())
}

// TestElided finds a past tense that verse writes otherwise.
func TestElided(t *testing.T) {
	x := numbersRecord(t, "en", "The drink, the drink! I am poison'd.", "He loved her well.", "Nothing of it.", "Enter the Poisoner.")
	for query, turn := range map[string]int32{"poisoned": 1, "i am poisoned": 1, "he lov'd her": 2} {
		if r := ask(x, search.Query{Text: query}); r.Match < search.Close || r.Hits[0].Turn.Number != turn {
			t.Errorf("%q finds %v %s, want turn %d", query, r.Match, found(r), turn)
		}
	}
}
