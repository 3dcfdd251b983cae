package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// record makes a record of lines "SPEAKER: text"; a line without a speaker is
// narration.
func record(id string, year int, lines ...string) *corpus.Record {
	r := &corpus.Record{ID: id, Title: id, Date: corpus.Date{Year: year}}
	numbers := make(map[corpus.Kind]int32)
	for i, line := range lines {
		t := corpus.Turn{Speaker: -1, Kind: corpus.Narration, Text: line, Marks: []corpus.Mark{{Line: uint32(i + 1)}}}
		if name, text, ok := strings.Cut(line, ": "); ok {
			t.Kind, t.Text = corpus.Speech, text
			t.Speaker = int32(slices.IndexFunc(r.Speakers, func(s corpus.Speaker) bool { return s.Name == name }))
			if t.Speaker < 0 {
				t.Speaker = int32(len(r.Speakers))
				r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
			}
		}
		numbers[t.Kind]++
		t.Number = numbers[t.Kind]
		r.Turns = append(r.Turns, t)
	}
	return r
}

func index(t testing.TB, records ...*corpus.Record) *search.Index {
	t.Helper()
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

// long is a turn of more than 450 words with one line to be found.
var long = strings.Repeat("We spoke at length of the harvest, of the weather and of what the ministers would say about it. ", 12) +
	"The lighthouse keeper never trusted a calm horizon. " +
	strings.Repeat("After that the talk went back to the harvest and to the ministers who were late again. ", 15)

// hard is a library of what is hard to find.
func hard(t testing.TB) *search.Index {
	return index(t,
		record("old", 1900,
			"ANNE: The lady doth protest too much, methinks.",
			"BEN: It’s a fine day. We’ll see what it brings.",
			"ANNE: The work was ground-breaking, and the seaside was near.",
			"BEN: Out, damned spot! out, I say!",
			"ANNE: To-morrow, and to-morrow, and to-morrow, creeps in this petty pace.",
			"BEN: To be, or not to be: that is the question.",
			"ANNE: José Martí wrote from New York. Señor Núñez answered him.",
			"BEN: "+long,
			"ANNE: He said that we were right. They were glad.",
			"BEN: O jealousy, thou art a sickness of the blood.",
			"The delegates rose and applauded.",
			"ANNE: A house divided cannot stand for long.",
			"BEN: Yes.",
			"ANNE: Yes.",
			"BEN: They sent 38 thousand letters and 12 boats.",
			"ANNE: Two men saw twenty-one birds.",
			"BEN: So am I.",
			"ANNE: Something is late.",
		),
		record("new", 1950,
			"CARLA: A house divided cannot stand for long.",
			"МИХАИЛ: Революция не делается в белых перчатках.",
			"ΣΩΚΡΆΤΗΣ: Ὁ δὲ ἀνεξέταστος βίος οὐ βιωτὸς ἀνθρώπῳ.",
			"秘書: 學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？",
			"CARLA: Ben told me about the sickness of the harvest.",
		))
}

func TestSearch(t *testing.T) {
	x := hard(t)
	for _, test := range []struct {
		name, query string
		want        string // references of the first hits
		match       search.Match
		words       string // the matched words of the first hit
	}{
		{"as it stands", "the lady doth protest too much", "old:1", search.Exact, "The lady doth protest too much"},
		{"another order", "methinks the lady protests too much", "old:1", search.Close, "The lady protest too much methinks"},
		{"across two sentences", "it's a fine day we'll see what", "old:2", search.Exact, "It’s a fine day We’ll see what"},
		{"contraction spelt out", "it is a fine day", "old:2", search.Close, "It’s a fine day"},
		{"contraction without its apostrophe", "its a fine day", "old:2", search.Close, "It’s a fine day"},
		{"split compound", "ground breaking work and the sea side was near", "old:3", search.Close, ""},
		{"joined compound", "the work was groundbreaking", "old:3", search.Close, "The work was ground breaking"},
		{"a word repeated", "out out damn spot", "old:4", search.Close, "Out damned spot out"},
		{"a word repeated with another between", "tomorrow and tomorrow and tomorrow creeps", "old:5", search.Close, ""},
		{"only common words", "to be or not to be", "old:6", search.Exact, "To be or not to be"},
		{"diacritics in the record", "jose marti wrote", "old:7", search.Exact, "José Martí wrote"},
		{"diacritics in the query", "Séñor Nunez answéred", "old:7", search.Exact, "Señor Núñez answered"},
		{"inside a long turn", "lighthouse keeper never trusts a calm horizon", "old:8", search.Close, ""},
		{"we're is not were", "we're right", "old:9", search.Close, "were right"},
		{"an archaic spelling", "o jealousie thou art a sicknesse of the blood", "old:10", search.Close, ""},
		{"a number in words", "thirty eight thousand letters and twelve boats", "old:14", search.Close, "38 thousand letters and 12 boats"},
		{"a number in digits", "2 men saw 21 birds", "old:15", search.Close, "Two men saw twenty one birds"},
		{"narration", "the delegates rose", "old:n1", search.Exact, "The delegates rose"},
		{"the same line twice, older first", "a house divided cannot stand", "old:11 new:1", search.Exact, ""},
		{"equal turns in their order", "yes", "old:12 old:13", search.Exact, "Yes"},
		{"a speaker's name is a hint", "ben sickness of the blood", "old:10", search.Close, "sickness of the blood"},
		{"a speaker's name that is said", "ben told me", "new:5", search.Exact, "Ben told me"},
		{"cyrillic", "революция не делаеться в перчатках", "new:2", search.Close, ""},
		{"greek without accents", "ανεξεταστος βιος", "new:3", search.Exact, "ἀνεξέταστος βίος"},
		{"chinese, a part of a line", "有朋自遠方來", "new:4", search.Exact, ""},
		{"chinese, a letter wrong", "有朋自远方來不亦樂乎", "new:4", search.Close, ""},
		{"quoted", "“out, damned spot”", "old:4", search.Exact, "Out damned spot"},
		{"quoted and not there", `"out damn spot"`, "", search.None, ""},
		{"not there", "my kingdom for a horse", "", search.None, ""},
		{"nothing to look for", " …!? ", "", search.None, ""},
		{"longer than any turn", long + " " + long, "old:8", search.Close, ""},
		{"a paste of two turns", "A house divided cannot stand for long. Революция не делается в белых перчатках. We were right. They were glad.", "old:11", search.Loose, ""},
		{"a turn in a long paste", strings.Repeat("Everybody went home and slept until noon. ", 12) + "The lady doth protest too much, methinks.", "old:1", search.Loose, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := ask(x, search.Query{Text: test.query})
			var got []string
			for _, h := range r.Hits[:min(len(r.Hits), len(strings.Fields(test.want)))] {
				got = append(got, h.Turn.Reference().String())
			}
			if diff := cmp.Diff(strings.Fields(test.want), got, cmp.Transformer("", func(s []string) string { return strings.Join(s, " ") })); diff != "" {
				t.Fatalf("%v: %s", r.Match, diff)
			}
			if r.Match != test.match {
				t.Errorf("match %v, want %v (%+v)", r.Match, test.match, r.Hits)
			}
			if len(r.Hits) > 0 {
				checkHits(t, r.Hits)
			}
			if test.words != "" && matched(r.Hits[0]) != test.words {
				t.Errorf("words %q, want %q", matched(r.Hits[0]), test.words)
			}
		})
	}
}

// matched returns the matched words of a hit as the record writes them.
func matched(h search.Hit) string {
	var words []string
	for _, w := range h.Words {
		words = append(words, h.Turn.Text[w.Start:w.End])
	}
	return strings.Join(words, " ")
}

// checkHits holds what every hit promises.
func checkHits(t *testing.T, hits []search.Hit) {
	t.Helper()
	for i, h := range hits {
		if h.Score <= 0 || h.Score > 1 || i > 0 && h.Score > hits[i-1].Score {
			t.Errorf("hit %d has score %v after %v", i, h.Score, hits[max(0, i-1)].Score)
		}
		starts, ends := false, false
		for s := range corpus.Sentences(h.Turn.Text) {
			starts = starts || s.Start == h.Start
			ends = ends || s.End == h.End
		}
		if !starts || !ends {
			t.Errorf("hit %d: %q does not start and end at a sentence", i, h.Text())
		}
		last := h.Start
		for _, w := range h.Words {
			if w.Start < last || w.End <= w.Start || w.End > h.End {
				t.Errorf("hit %d: word at %v, after %d, in %v", i, w, last, h.Span)
			}
			last = w.End
		}
		if len(h.Words) == 0 {
			t.Errorf("hit %d has no words", i)
		}
	}
}

func TestFilters(t *testing.T) {
	x := hard(t)
	lib := x.Library()
	person := func(name string) *corpus.Person {
		people, sure := named(x, name, nil)
		if !sure {
			t.Fatalf("%s is not resolved: %v", name, people)
		}
		return people[0].Person
	}
	for _, test := range []struct {
		name  string
		query search.Query
		want  string
	}{
		{"record", search.Query{Text: "a house divided cannot stand", Record: lib.Record("new")}, "new:1"},
		{"speaker", search.Query{Text: "a house divided cannot stand", Speaker: person("carla")}, "new:1"},
		{"speaker who did not say it", search.Query{Text: "a house divided cannot stand", Speaker: person("ben")}, ""},
		{"limit", search.Query{Text: "a house divided cannot stand", Limit: 1}, "old:11"},
		{"speaker elsewhere", search.Query{Text: "sickness", Speaker: person("ben"), Record: lib.Record("new")}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, h := range ask(x, test.query).Hits {
				got = append(got, h.Turn.Reference().String())
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
	other := hard(t).Library()
	if r := ask(x, search.Query{Text: "yes", Record: other.Record("old")}); len(r.Hits) > 0 {
		t.Error("a record of another library is answered for")
	}
	if r := ask(x, search.Query{Text: "yes", Speaker: &other.People[0]}); len(r.Hits) > 0 {
		t.Error("a person of another library is answered for")
	}
}

func TestNearest(t *testing.T) {
	r := ask(hard(t), search.Query{Text: "whoever trusted the ministers with umbrellas in autumn regretted nothing"})
	if r.Match != search.None || len(r.Hits) > 0 || r.Nearest.Turn == nil {
		t.Fatalf("got %+v, want no hits and a nearest line", r)
	}
	if got := r.Nearest.Turn.Reference().String(); got != "old:8" {
		t.Errorf("nearest is %s, want old:8", got)
	}
	if r := ask(hard(t), search.Query{Text: `"out damn spot"`}); r.Nearest.Turn == nil {
		t.Error("what is asked for in quotation marks has no nearest line")
	}
}

func TestComplete(t *testing.T) {
	x := hard(t)
	for _, test := range []struct{ query, want string }{
		{"lighth", "old:8"},
		{"the delegates ro", "old:n1"},
		{"to be or n", "old:6"},
		{"hous", "old:11"},
		{"有朋", "new:4"},
		{"som", "old:17"}, // not "so am", of which "som" is short, too
		{"", ""},
		{"zzz", ""},
	} {
		hits := propose(x, search.Query{Text: test.query})
		got := ""
		if len(hits) > 0 {
			got = hits[0].Turn.Reference().String()
			checkHits(t, hits)
		}
		if got != test.want {
			t.Errorf("Complete(%q) proposes %q first, want %q", test.query, got, test.want)
		}
	}
}

// TestApart holds that one word is found as two, however many turns hold only
// one of them before.
func TestApart(t *testing.T) {
	lines := make([]string, 60)
	for i := range lines {
		lines[i] = fmt.Sprintf("ANNE: The sea has a side number %d.", i)
	}
	lines = append(lines, "BEN: We went to the sea side.")
	hits := ask(index(t, record("long", 1900, lines...)), search.Query{Text: "seaside"}).Hits
	if len(hits) != 1 || hits[0].Turn.Number != 61 {
		t.Errorf("got %v", hits)
	}
}

// TestSpellings holds that what can be written in several ways is found by any
// of them.
func TestSpellings(t *testing.T) {
	for _, test := range []struct{ query, text string }{
		{"airain", "L’airain d’une cloche qu’aujourd’hui l’on n’entend plus."},
		{"lairain", "L’airain d’une cloche qu’aujourd’hui l’on n’entend plus."},
		{"aujourdhui", "L’airain d’une cloche qu’aujourd’hui l’on n’entend plus."},
		{"uomo", "L'anima dell'uomo è un'isola nell'oceano."},
		{"un isola nell oceano", "L'anima dell'uomo è un'isola nell'oceano."},
		{"aigua", "Vull l'aigua fresca."},
		{"ól", "Is maith leis a d'ól sé."},
		{"cannot stay", "I can't stay."},
		{"can not stay", "I can't stay."},
		{"can't stay", "They cannot stay."},
		{"will not wait", "We won't wait."},
		{"won't wait", "We will not wait."},
		{"shan't sleep", "You shall not sleep."},
		{"shall not sleep", "You shan't sleep."},
		{"usa", "The U.S.A. signed first."},
		{"the U.S.A. signed", "The USA signed first."},
		{"united states signed", "The U.S. signed first."},
		{"ussr", "The U.S.S.R. signed first."},
		{"email list", "They bought the e-mail list."},
		{"e-mail list", "They bought the email list."},
		{"fifteen percent was found", "About 15% was found."},
		{"15 per cent was found", "About 15 % was found."},
		{"15% was found", "About 15 percent was found."},
		{"oneills cat", "O'Neill's cat was at the edge."},
		{"oneill", "O'Neill's cat was at the edge."},
		{"neill", "O'Neill's cat was at the edge."},
		{"darcy", "Mr. D'Arcy had the ladder."},
		{"commitment", "It was a commit-ment of all."},
		{"commit-ment", "It was a commitment of all."},
		{"black and white", "It was black & white."},
		{"never over the hill", "It was ne'er o'er the hill."},
		{"comrade fidel", "Cde. Fidel is not in the city."},
	} {
		filler := record("filler", 1900, "Nobody: "+long)
		r := ask(index(t, record("r", 2000, "Anne: "+test.text), filler), search.Query{Text: test.query})
		if r.Match < search.Close || r.Hits[0].Turn.Record.ID != "r" {
			t.Errorf("%q finds %v, want close or exact: %q", test.query, r.Match, test.text)
		}
	}
}

// TestSuggestions holds that a word that nobody said is no answer, but those
// that it may be a slip for are offered, and nothing of a sensitive turn is.
func TestSuggestions(t *testing.T) {
	r := record("r", 2000, "Anne: The Harbour was quiet.", "Ben: A secret lantern.", "Anne: The movement fails tomorrow.")
	r.Turns[1].Sensitive = true
	x := index(t, r)
	for query, want := range map[string]string{
		"lantern": "", "quite": "quiet", "lantren": "", "zebra": "", "harbour": "",
		"tommorow": "", "goverment": "", "talks": "", // the first is found
	} {
		got := ask(x, search.Query{Text: query}).Suggestions
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: suggests %q, want %q", query, s, want)
		}
	}
}

// TestClose holds what is close though words of it are wrong, and what is not.
func TestClose(t *testing.T) {
	for query, want := range map[string]search.Match{
		"I am happy to shake your hand":            search.Close, // all words but one
		"the situation is getting less tense":      search.Close,
		"I am happy to see your hand":              search.Loose,   // two are wrong
		"happy to shake":                           search.Related, // too little to be a line
		"polaris missile":                          search.Close,   // side by side, in another number
		"missiles polaris":                         search.Loose,
		"submarine":                                search.Close,
		"groundbreaking":                           search.Close,
		"thankful":                                 search.Loose, // "Thank" is another word
		"carribean":                                search.Loose, // a slip that sounds alike
		"give me your hand lol":                    search.Exact, // chat around it is not of it
		"no one told me anything about amendments": search.Loose,
		"U-2": search.None,
		"the Americans are building a base in Peru": search.Close,
	} {
		if got := ask(theRecord(), search.Query{Text: query}).Match; got != want {
			t.Errorf("%q is %v, want %v", query, got, want)
		}
	}
}

// TestThousands holds that a number is found however its thousands are written.
func TestThousands(t *testing.T) {
	ways := []string{"38 thousand letters", "38,000 letters", "38000 letters"}
	for _, written := range ways {
		x := index(t, record("r", 2000, "Anne: They got "+written+" in May.", "Ben: Some letters came, 380 of them."))
		for _, typed := range ways {
			r := ask(x, search.Query{Text: typed})
			if r.Match < search.Close || r.Hits[0].Turn.Number != 1 {
				t.Errorf("%q is %v where the record has %q", typed, r.Match, written)
			}
		}
	}
}

// TestDeadline holds that whoever has stopped waiting gets an error and no
// answer, since half a search may miss the line.
func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	x := hard(t)
	if r, err := x.Search(ctx, search.Query{Text: "the lady doth protest"}); err != context.Canceled || len(r.Hits) > 0 {
		t.Errorf("Search: %v, %v", r, err)
	}
	if hits, err := x.Complete(ctx, search.Query{Text: "the lady"}); err != context.Canceled || len(hits) > 0 {
		t.Errorf("Complete: %v, %v", hits, err)
	}
	if people, _, err := x.Speakers(ctx, "anne", nil); err != context.Canceled || len(people) > 0 {
		t.Errorf("Speakers: %v, %v", people, err)
	}
}

// TestEmpty holds that there is an answer where there is nothing to search.
func TestEmpty(t *testing.T) {
	for _, x := range []*search.Index{index(t), index(t, record("empty", 2000)), index(t, record("signs", 2000, "A: …", "!!!"))} {
		if r := ask(x, search.Query{Text: "anything at all"}); r.Match != search.None || len(r.Hits) > 0 {
			t.Errorf("got %+v", r)
		}
		if hits := propose(x, search.Query{Text: "any"}); len(hits) > 0 {
			t.Errorf("proposes %+v", hits)
		}
		named(x, "anybody", nil)
	}
}

// FuzzSearch holds that any query gets hits that keep their promises, and the
// same ones again.
func FuzzSearch(f *testing.F) {
	x := hard(f)
	for _, q := range []string{"", "to be or not", `"yes`, "it's a\u00adfine", "學而", strings.Repeat("yes ", 300), "\xff\xfe", "@everyone **bold**"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := ask(x, search.Query{Text: query})
		if (len(r.Hits) == 0) != (r.Match == search.None) || len(r.Hits) > 0 && r.Match != r.Hits[0].Match {
			t.Fatalf("%v with %d hits", r.Match, len(r.Hits))
		}
		checkHits(t, r.Hits)
		checkHits(t, propose(x, search.Query{Text: query}))
		if diff := cmp.Diff(r.Hits, ask(x, search.Query{Text: query}).Hits, cmp.Comparer(func(a, b *corpus.Turn) bool { return a == b })); diff != "" {
			t.Fatalf("another answer the second time: %s", diff)
		}
	})
}

// ask, propose and named ask an index without a deadline.
func ask(x *search.Index, q search.Query) search.Result {
	r, err := x.Search(context.Background(), q)
	if err != nil {
		panic(err)
	}
	return r
}

func propose(x *search.Index, q search.Query) []search.Hit {
	hits, err := x.Complete(context.Background(), q)
	if err != nil {
		panic(err)
	}
	return hits
}

func named(x *search.Index, name string, in *corpus.Record) ([]search.NameMatch, bool) {
	people, sure, err := x.Speakers(context.Background(), name, in)
	if err != nil {
		panic(err)
	}
	return people, sure
}

// TestExplain compares explanations with a golden file.
func TestExplain(t *testing.T) {
	var b strings.Builder
	for _, q := range []string{
		"thirty eight thousand letters of suport", "I am glad to shake your hand", "can not afford",
		"Che on rice", "ich bin ein Berliner", "misile", "who was at the meeting",
	} {
		e, err := theRecord().Explain(context.Background(), search.Query{Text: q, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "# %s\n%s\n", q, e)
	}
	golden(t, "testdata/explain.golden", b.String())
}

// TestPartOfLine holds that a sentence of a text is not the text, though a verb of saying
// stands before its end: what is exact is all that was asked for.
func TestPartOfLine(t *testing.T) {
	const text = "When there is not enough maize, imperialism is to blame. However, when we get a good rice harvest, they say we are just lucky."
	if r := ask(theRecord(), search.Query{Text: text}); r.Match != search.Close {
		t.Errorf("%q is %v", text, r.Match)
	}
}
