package cite

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
)

// said makes a library of one record in which A and B say these turns in turn.
func said(t *testing.T, change func(*corpus.Record), turns ...string) []corpus.Turn {
	t.Helper()
	r := &corpus.Record{ID: "talk", Title: "A talk", Speakers: []corpus.Speaker{{Name: "A. One"}, {Name: "B. Two"}}}
	for i, text := range turns {
		r.Turns = append(r.Turns, corpus.Turn{Number: int32(i + 1), Speaker: int32(i % 2), Text: text, Marks: []corpus.Mark{{Line: uint32(i + 1)}}})
	}
	if change != nil {
		change(r)
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	return lib.Records[0].Turns
}

func style(t *testing.T, key string) Style {
	t.Helper()
	s, ok := ByKey(key)
	if !ok {
		t.Fatal("no style", key)
	}
	return s
}

// TestLongQuotations holds that what is too long ends with a sentence and an
// ellipsis, and that the citation says so.
func TestLongQuotations(t *testing.T) {
	sentence := "Seven words stand in this short sentence. "
	long := strings.TrimSpace(strings.Repeat(sentence, 20))
	turns := said(t, nil, "Short.", long, "Also “short”, and \"so\" is this.")
	chicago := style(t, "chicago")
	whole := func(i int) corpus.Passage { return turns[i].Whole() }
	for _, test := range []struct {
		first, last int
		cut         bool
		begin, end  string
	}{
		{0, 0, false, "“Short.”", "“Short.”"},
		{1, 1, true, "“Seven words", "in this short sentence. …”"},
		{2, 2, false, "“Also ‘short’, and ‘so’", "is this.”"},
		{0, 2, true, "A. One: “Short.”\n", "\n…"},
	} {
		c := chicago.Cite(whole(test.first), whole(test.last))
		if c.Cut != test.cut || !strings.HasPrefix(c.Quotation, test.begin) || !strings.HasSuffix(c.Quotation, test.end) || len(c.Quotation) > mostQuoted+30 {
			t.Errorf("%d to %d: %v, %q", test.first+1, test.last+1, c.Cut, c.Quotation)
		}
	}
	// A part of a sentence has an ellipsis where words are left out.
	part := whole(1)
	part.Start, part.End = strings.Index(long, "words"), strings.Index(long, " sentence")
	if got := Quote(part, part); got != "“… words stand in this short …”" {
		t.Errorf("a part is %q", got)
	}
}

// TestWhoIsNamed holds whom a citation leaves to be named, and what it misses.
func TestWhoIsNamed(t *testing.T) {
	mla := style(t, "mla")
	for name, test := range map[string]struct {
		change  func(*corpus.Record)
		speaker string
		missing string // one of those
		not     string
	}{
		"somebody":      {nil, "A. One", "the date", "the author"},
		"the author":    {func(r *corpus.Record) { r.Author = "A. One" }, "", "the date", "the author"},
		"another":       {func(r *corpus.Record) { r.Author = "C. Three" }, "A. One", "the date", "the author"},
		"with a date":   {func(r *corpus.Record) { r.Date = corpus.Date{Year: 1962} }, "A. One", "page numbers", "the date"},
		"in a play":     {func(r *corpus.Record) { r.Sections = []corpus.Section{{Number: "1.1", Turn: 1}} }, "A. One", "the author", "nothing"},
		"in an archive": {func(r *corpus.Record) { r.Archive = "Papers" }, "A. One", "the date", "the archive or publisher"},
	} {
		turns := said(t, test.change, "Words.", "More words.")
		c := mla.Cite(turns[0].Whole(), turns[0].Whole())
		if c.Speaker != test.speaker || !slices.Contains(c.Missing, test.missing) || slices.Contains(c.Missing, test.not) {
			t.Errorf("%s: names not %q, misses %q", name, c.Speaker, c.Missing)
		}
		if play := name == "in a play"; (c.Sentence == "") != (play || c.Speaker == "") {
			t.Errorf("%s: in a sentence %q", name, c.Sentence)
		}
	}
}

// TestOrderOfWorks lists records of one title by their dates, and each once.
func TestOrderOfWorks(t *testing.T) {
	of := func(id string, year int) *corpus.Record {
		return &corpus.Record{ID: id, Title: "The minutes", Date: corpus.Date{Year: year}, Archive: "Papers"}
	}
	first, second, other := of("z", 1961), of("a", 1962), of("m", 1960)
	other.Title = "A letter"
	got := style(t, "plain").WorksCited([]*corpus.Record{second, first, other, second}).Text
	if want := "A letter, 1960, Papers.\n\nThe minutes, 1961, Papers.\n\nThe minutes, 1962, Papers."; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
