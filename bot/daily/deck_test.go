package daily

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// newIndex makes a library of one record whose turns are the given texts.
func newIndex(t testing.TB, id string, texts ...string) *search.Index {
	t.Helper()
	r := &corpus.Record{ID: id, Title: "The minutes of " + id, File: id + ".txt"}
	for i, text := range texts {
		name, words, _ := strings.Cut(text, ": ")
		speaker := int32(-1)
		for n, s := range r.Speakers {
			if s.Name == name {
				speaker = int32(n)
			}
		}
		if speaker < 0 {
			r.Speakers = append(r.Speakers, corpus.Speaker{Name: name})
			speaker = int32(len(r.Speakers) - 1)
		}
		r.Turns = append(r.Turns, corpus.Turn{
			Text: words, Speaker: speaker, Number: int32(i + 1), Marks: []corpus.Mark{{Line: uint32(i + 1)}},
		})
	}
	lib, err := corpus.NewLibrary([]*corpus.Record{r})
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}

// sayings returns n turns that stand alone.
func sayings(n int) []string {
	var texts []string
	for i := range n {
		texts = append(texts, fmt.Sprintf("Speaker %c: The committee heard on the day number %d that the harvest of the %d villages was brought in before the rain.",
			'A'+i%5, i+1, i*7+3))
	}
	return texts
}

// posts draws n times and returns the numbers of the turns, and the places
// where a new round was announced.
func posts(t *testing.T, d *Decks, s *bot.Schedule, n int) (turns []int, announced []int) {
	t.Helper()
	for i := range n {
		draw, err := d.Draw(t.Context(), *s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := d.Draw(t.Context(), *s)
		if err != nil || again.Passages[0] != draw.Passages[0] {
			t.Fatalf("what is previewed is not what is posted: %v, %v", again, err)
		}
		s.Deck = draw.After
		turns = append(turns, int(draw.Passages[0].Turn.Number))
		if draw.Reshuffled {
			announced = append(announced, i)
		}
	}
	return turns, announced
}

func TestDeckUsesEachPassageOncePerRound(t *testing.T) {
	var d Decks
	d.Swap(newIndex(t, "minutes", sayings(60)...))
	s := &bot.Schedule{ID: "s1", Mode: bot.Shuffled}
	turns, announced := posts(t, &d, s, 400)
	if want := "[60 120 180 240 300 360]"; fmt.Sprint(announced) != want {
		t.Errorf("new rounds are announced at %v, want %s", announced, want)
	}
	for round := 0; round*60 < 400; round++ {
		seen := make(map[int]bool)
		for _, n := range turns[round*60 : min(400, round*60+60)] {
			if seen[n] {
				t.Errorf("round %d has turn %d twice", round, n)
			}
			seen[n] = true
		}
	}
	for i := 1; i < len(turns); i++ {
		if turns[i] == turns[i-1] {
			t.Errorf("turn %d on two days in a row", turns[i])
		}
	}
	if first, second := fmt.Sprint(turns[:60]), fmt.Sprint(turns[60:120]); first == second {
		t.Error("the second round has the order of the first")
	}
	other := &bot.Schedule{ID: "s2", Mode: bot.Shuffled}
	if theirs, _ := posts(t, &d, other, 60); fmt.Sprint(theirs) == fmt.Sprint(turns[:60]) {
		t.Error("two schedules have the same order")
	}
}

func TestDeckOfOneAndTwo(t *testing.T) {
	var d Decks
	d.Swap(newIndex(t, "minutes", sayings(1)...))
	if turns, _ := posts(t, &d, &bot.Schedule{ID: "s1"}, 3); fmt.Sprint(turns) != "[1 1 1]" {
		t.Errorf("a deck of one gives %v", turns)
	}
	d.Swap(newIndex(t, "minutes", sayings(2)...))
	turns, _ := posts(t, &d, &bot.Schedule{ID: "s1"}, 20)
	for i := 1; i < len(turns); i++ {
		if turns[i] == turns[i-1] {
			t.Fatalf("a deck of two gives %v", turns)
		}
	}
}

func TestDeckGoesOnInAChangedLibrary(t *testing.T) {
	var d Decks
	texts := sayings(60)
	d.Swap(newIndex(t, "minutes", texts...))
	s := &bot.Schedule{ID: "s1", Mode: bot.Shuffled}
	drawn, _ := posts(t, &d, s, 30)
	said := make(map[string]bool)
	for _, n := range drawn {
		said[texts[n-1]] = true
	}
	// The last that was drawn goes, the first ones move to the end, and one is new.
	last := drawn[len(drawn)-1] - 1
	changed := append([]string(nil), texts[10:]...)
	changed = append(changed, texts[:10]...)
	for i, text := range changed {
		if text == texts[last] {
			changed[i] = "Speaker Z: Nobody had expected that the bridge over the river would be finished in the same year as the school."
		}
	}
	d.Swap(newIndex(t, "minutes", changed...))
	for range 29 {
		draw, err := d.Draw(t.Context(), *s)
		if err != nil {
			t.Fatal(err)
		}
		if draw.Reshuffled {
			t.Fatal("a new round before all were drawn")
		}
		s.Deck = draw.After
		text := draw.Passages[0].Turn.SpeakerName() + ": " + draw.Passages[0].Text()
		if said[text] {
			t.Errorf("drawn again in the round: %s", text)
		}
		said[text] = true
	}
}

func TestFilters(t *testing.T) {
	var d Decks
	d.Swap(newIndex(t, "minutes", append(sayings(10), "Speaker A: Thank you.")...))
	for _, test := range []struct {
		schedule bot.Schedule
		of       int
		err      error
	}{
		{bot.Schedule{Speaker: "Speaker B"}, 2, nil},
		{bot.Schedule{Record: "minutes"}, 10, nil},
		{bot.Schedule{Record: "gone"}, 0, ErrNoRecord},
		{bot.Schedule{Speaker: "Wilhelmina"}, 0, ErrSpeaker},
		{bot.Schedule{About: "zeppelins"}, 0, ErrNothing},
		{bot.Schedule{About: "harvest", Speaker: "Speaker C"}, 2, nil},
		{bot.Schedule{Mode: bot.Serial, Record: "gone"}, 0, ErrNoRecord},
	} {
		test.schedule.ID = "s1"
		draw, err := d.Draw(t.Context(), test.schedule)
		if !errors.Is(err, test.err) || draw.Of != test.of {
			t.Errorf("%+v: %d to draw from, %v; want %d, %v", test.schedule, draw.Of, err, test.of, test.err)
		}
	}
}

func TestSerialHasToSayWhichRecord(t *testing.T) {
	lib, err := corpus.NewLibrary([]*corpus.Record{
		{ID: "first", Title: "The first", File: "1.txt"}, {ID: "second", Title: "The second", File: "2.txt"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var d Decks
	d.Swap(search.New(lib))
	if _, err := d.Draw(t.Context(), bot.Schedule{ID: "s1", Mode: bot.Serial}); !errors.Is(err, ErrWhichRecord) {
		t.Errorf("drawn from two records: %v", err)
	}
}

// TestSerialPostsEveryWord puts the parts together again.
func TestSerialPostsEveryWord(t *testing.T) {
	texts := sayings(20)
	texts = append(texts,
		"Speaker A: "+strings.Repeat("The report was read aloud and nobody asked a question about it at all. ", 60)+"\n\nAnd that was all.",
		"Speaker B: Thank you.",
		"Speaker C: "+strings.Repeat("word ", 700)+"end.",
		"Speaker D: "+strings.Repeat("字", 3000)+"。",
	)
	index := newIndex(t, "minutes", texts...)
	var d Decks
	d.Swap(index)
	s := bot.Schedule{ID: "s1", Mode: bot.Serial}
	var got strings.Builder
	for n := 1; ; n++ {
		draw, err := d.Draw(t.Context(), s)
		if errors.Is(err, bot.ErrFinished) {
			if n-1 != s.Deck.Drawn || n < 10 {
				t.Errorf("finished after %d parts", n-1)
			}
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if draw.Part != n {
			t.Fatalf("part %d follows %d parts", draw.Part, n-1)
		}
		for _, p := range draw.Passages {
			got.WriteString(p.Text())
		}
		if post, err := bot.ComposeDaily(s, draw, bot.DeliveryKey("s1", 20000)); err != nil || len(post.Title) > 100 {
			t.Errorf("part %d: %+v, %v", n, post, err)
		}
		s.Deck = draw.After
	}
	var want strings.Builder
	for _, turn := range index.Library().Records[0].Turns {
		want.WriteString(turn.Text)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if squeeze(got.String()) != squeeze(want.String()) {
		t.Error("the parts are not the record")
	}
}

func TestSerialGoesOnInAChangedRecord(t *testing.T) {
	texts := sayings(60)
	var d Decks
	d.Swap(newIndex(t, "minutes", texts...))
	s := bot.Schedule{ID: "s1", Mode: bot.Serial}
	for range 4 {
		draw, err := d.Draw(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		s.Deck = draw.After
	}
	last, _ := parseSpan(s.Deck.Last)
	turn := d.own.index.Library().Turn(last.turn)
	// Turns before the place are joined by others; those after stay.
	changed := append([]string{"Speaker Q: A preface.", "Speaker Q: And another one."}, texts...)
	d.Swap(newIndex(t, "minutes", changed...))
	draw, err := d.Draw(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got := draw.Passages[0].Turn.Number; got != turn.Number+3 || draw.Part != 5 {
		t.Errorf("after turn %d, with two new ones before it, comes %d as part %d", turn.Number, got, draw.Part)
	}
}

// drawThree draws three parts of a schedule and returns the third.
func drawThree(t *testing.T, d *Decks, s *bot.Schedule) (third bot.Draw) {
	t.Helper()
	for range 3 {
		draw, err := d.Draw(t.Context(), *s)
		if err != nil {
			t.Fatal(err)
		}
		third, s.Deck = draw, draw.After
	}
	return third
}

// TestSerialWithoutItsPlace goes on where the turn that it came to is gone, or
// the store says of it what cannot be: by the number of parts.
func TestSerialWithoutItsPlace(t *testing.T) {
	var d Decks
	index := newIndex(t, "minutes", sayings(60)...)
	d.Swap(index)
	s := bot.Schedule{ID: "s1", Mode: bot.Serial}
	third := drawThree(t, &d, &s)
	for _, last := range []string{"0000000000000000:0-10", placeOf(index.Library().Records[0].Turns[0].Whole()).turn.String() + ":0-99999", ""} {
		s.Deck.Drawn, s.Deck.Last = 2, last
		draw, err := d.Draw(t.Context(), s)
		if err != nil || draw.Part != 3 || draw.Passages[0] != third.Passages[0] {
			t.Errorf("after %q comes part %d, %v, %v", last, draw.Part, draw.Passages, err)
		}
	}
}

// TestSerialOfAnotherRecord holds that a place in another record is no place of
// this one.
func TestSerialOfAnotherRecord(t *testing.T) {
	ours, theirs := newIndex(t, "ours", sayings(60)...), newIndex(t, "theirs", sayings(50)...)
	var d Decks
	d.Swap(index(t, ours.Library().Records[0], theirs.Library().Records[0]))
	s := bot.Schedule{ID: "s1", Mode: bot.Serial, Record: "theirs"}
	third := drawThree(t, &d, &s)
	last := d.own.index.Library().Record("ours").Turns[40].Whole()
	s.Deck = bot.Deck{Round: 1, Drawn: 2, Last: placeOf(last).String()}
	draw, err := d.Draw(t.Context(), s)
	if err != nil || draw.Part != 3 || draw.Passages[0] != third.Passages[0] {
		t.Errorf("comes part %d, %v, %v", draw.Part, draw.Passages, err)
	}
}

// TestPartGoesOnInItsLastTurn fills a part with eight turns, of which the last
// is too long for any part: as many of its sentences as fit belong to this one.
func TestPartGoesOnInItsLastTurn(t *testing.T) {
	var texts []string
	for i := range partTurns - 1 {
		texts = append(texts, fmt.Sprintf("Speaker %c: Yes, number %d.", 'A'+i, i))
	}
	texts = append(texts, "Speaker Z: "+strings.Repeat("We have met here to speak of it. ", 60))
	var d Decks
	d.Swap(newIndex(t, "minutes", texts...))
	draw, err := d.Draw(t.Context(), bot.Schedule{ID: "s1", Mode: bot.Serial})
	if err != nil || len(draw.Passages) != partTurns {
		t.Fatalf("%v, %v", draw.Passages, err)
	}
	words := 0
	for _, p := range draw.Passages {
		words += len(strings.Fields(p.Text()))
	}
	if words <= partWords-8 || words > partWords {
		t.Errorf("the part has %d words", words)
	}
}

// TestRefilterLeavesAlone holds that the deck stays as it is where the filters
// are those that it was drawn with, and that of a serial always.
func TestRefilterLeavesAlone(t *testing.T) {
	var d Decks
	d.Swap(newIndex(t, "minutes", sayings(60)...))
	posted := []bot.Delivery{{State: bot.Posted, Button: "1:post:s1-2026-03-08:" + placeOf(d.own.index.Library().Records[0].Turns[5].Whole()).String()}}
	for name, s := range map[string]bot.Schedule{
		"shuffled": {ID: "s1", Mode: bot.Shuffled, Speaker: "Speaker A"},
		"serial":   {ID: "s1", Mode: bot.Serial, Record: "minutes"},
	} {
		draw, err := d.Draw(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		s.Deck = draw.After
		if err := d.Refilter(t.Context(), &s, posted); err != nil || !s.Deck.Same(draw.After) || s.Deck.Last != draw.After.Last || len(s.Deck.Posted) > 0 {
			t.Errorf("%s: %+v became %+v, %v", name, draw.After, s.Deck, err)
		}
	}
}

// TestSerialLeavesOutWhatIsSensitive holds that no word of a sensitive turn is
// posted unasked, and that a part has eight turns at most.
func TestSerialLeavesOutWhatIsSensitive(t *testing.T) {
	texts := sayings(6)
	texts = append(texts, "Speaker B: Nobody may ever hear of this.")
	for i := range 20 {
		texts = append(texts, fmt.Sprintf("Speaker %c: Yes, number %d.", 'A'+i%5, i))
	}
	index := newIndex(t, "minutes", texts...)
	index.Library().Records[0].Turns[6].Sensitive = true
	var d Decks
	d.Swap(index)
	s := bot.Schedule{ID: "s1", Mode: bot.Serial}
	posted := make(map[int32]bool)
	for {
		draw, err := d.Draw(t.Context(), s)
		if errors.Is(err, bot.ErrFinished) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		turns := make(map[int32]bool)
		for _, p := range draw.Passages {
			turns[p.Turn.Number], posted[p.Turn.Number] = true, true
		}
		if len(turns) > 8 {
			t.Errorf("a part of %d turns", len(turns))
		}
		s.Deck = draw.After
	}
	if posted[7] || len(posted) != len(texts)-1 {
		t.Errorf("%d of %d turns are posted; the sensitive one: %t", len(posted), len(texts), posted[7])
	}
}

// libraries are those of servers, by ID; the one of "" is the bot's own.
type libraries map[string]*search.Index

func (l libraries) Index(_ context.Context, guild string) (*search.Index, error) {
	if guild == "down" {
		return nil, errors.New("no store")
	}
	if x := l[guild]; x != nil {
		return x, nil
	}
	return l[""], nil
}

func (libraries) Removed(context.Context, string) ([]string, error) { return nil, nil }

// TestEachServerDrawsItsOwn holds that a schedule draws from what its server
// sees, whatever others have drawn before, and that a server whose records cannot
// be read is no reason against the schedule.
func TestEachServerDrawsItsOwn(t *testing.T) {
	ours := newIndex(t, "ours", sayings(5)...)
	both := index(t, ours.Library().Records[0], newIndex(t, "theirs", "Speaker A: "+strings.Repeat("The garrison of the harbour kept the secret of the number. ", 2)).Library().Records[0])
	d := NewDecks(libraries{"": ours, "g1": both})
	d.Swap(ours)
	pool := func(guild, record, speaker, about string) (int, error) {
		draw, err := d.Draw(t.Context(), bot.Schedule{ID: "s1", Guild: guild, Mode: bot.Shuffled, Record: record, Speaker: speaker, About: about})
		return draw.Of, err
	}
	for range 2 {
		for _, test := range []struct {
			guild, record, speaker, about string
			want                          int
			err                           error
		}{
			{"g1", "", "", "", 6, nil},
			{"g2", "", "", "", 5, nil},
			{"g1", "theirs", "", "", 1, nil},
			{"g2", "theirs", "", "", 0, ErrNoRecord},
			{"g1", "", "", "garrison", 1, nil},
			{"g2", "", "", "garrison", 0, ErrNothing},
			{"g1", "ours", "", "", 5, nil},
			{"g1", "ours", "Speaker A", "", 1, nil},
			{"down", "", "", "", 0, ErrUnready},
		} {
			if n, err := pool(test.guild, test.record, test.speaker, test.about); n != test.want || !errors.Is(err, test.err) {
				t.Errorf("%+v: %d, %v", test, n, err)
			}
		}
	}
	serial := bot.Schedule{ID: "s1", Guild: "g2", Mode: bot.Serial, Record: "theirs"}
	if _, err := d.Draw(t.Context(), serial); !errors.Is(err, ErrNoRecord) {
		t.Errorf("a serial of another server's record: %v", err)
	}
	serial.Guild = "g1"
	if draw, err := d.Draw(t.Context(), serial); err != nil || draw.Passages[0].Turn.Record.ID != "theirs" {
		t.Errorf("a serial of the server's own: %v", err)
	}
	s := bot.Schedule{ID: "s1", Guild: "down", Mode: bot.Shuffled, Deck: bot.Deck{Round: 1, Filter: "other"}}
	if err := d.Refilter(t.Context(), &s, nil); !errors.Is(err, ErrUnready) {
		t.Errorf("other filters: %v", err)
	}
}

func index(t *testing.T, records ...*corpus.Record) *search.Index {
	t.Helper()
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(lib)
}
