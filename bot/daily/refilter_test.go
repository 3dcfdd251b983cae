package daily

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/bot"
)

// TestSpeakerChangedAndBack posts of all, of one speaker, of another and of all
// again. In the end every passage was posted once before any came twice.
func TestSpeakerChangedAndBack(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.pass(-23 * time.Hour)
	post := func(n int) {
		for range n {
			b.pass(24 * time.Hour)
			b.work(0)
		}
	}
	change := func(speaker string) {
		s := b.read()
		s.Speaker = speaker
		if err := b.engine.Arrange(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
		if err := b.store.Save(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
	}
	post(10)
	change("Speaker A") // who has 12 of the 60
	post(6)
	change("Speaker B")
	post(9)
	change("Speaker A")
	post(2)
	change("")
	posted := len(b.messages())
	post(60 - posted)
	seen := make(map[string]int)
	for i, m := range b.messages() {
		button := m.Buttons()[0].CustomID
		passage := button[strings.LastIndex(button[:strings.LastIndex(button, ":")], ":"):]
		if before, twice := seen[passage]; twice {
			t.Fatalf("post %d is post %d again", i+1, before)
		}
		seen[passage] = i + 1
	}
	if s := b.read(); len(seen) != 60 || s.Deck.Round != 1 {
		t.Errorf("%d passages in round %d", len(seen), s.Deck.Round)
	}
	post(1)
	if s := b.read(); s.Deck.Round != 2 || len(s.Deck.Posted) > 0 {
		t.Errorf("after all were posted: %+v", s.Deck)
	}
}

// TestPartCitesItsRange posts a part that spans several turns.
func TestPartCitesItsRange(t *testing.T) {
	b := newBench(t)
	b.schedule(func(s *bot.Schedule) { s.Mode = bot.Serial })
	b.pass(time.Hour)
	b.work(0)
	m, d := b.messages()[0], b.last()
	if turns := strings.Count(m.Text(), "harvest"); turns < 2 || d.Reference != "minutes:1-"+string(rune('0'+turns)) {
		t.Errorf("%d turns are cited as %s", turns, d.Reference)
	}
	if !strings.Contains(m.Text(), "("+d.Reference+")") || !strings.Contains(m.Text(), "lines 1–") {
		t.Errorf("posted as %s", m.Text())
	}
	if !slices.ContainsFunc(strings.Split(m.Text(), "\n"), func(line string) bool { return strings.Contains(line, "Part 1 of") }) {
		t.Errorf("posted as %s", m.Text())
	}
}

// TestRefilter fits decks to filters that have changed.
func TestRefilter(t *testing.T) {
	var d Decks
	d.Swap(newIndex(t, "minutes", sayings(60)...))
	posts := func(n int) []bot.Delivery {
		var posted []bot.Delivery
		s := bot.Schedule{ID: "s1", Mode: bot.Shuffled, Speaker: "Speaker A"}
		for range n {
			draw, err := d.Draw(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			s.Deck = draw.After
			post, err := bot.ComposeDaily(s, draw, "s1-x")
			if err != nil {
				t.Fatal(err)
			}
			posted = append(posted, bot.Delivery{State: bot.Posted, Button: post.Button})
		}
		return posted
	}
	all := posts(12) // as many as there are
	few := all[:5]
	missed := slices.Clone(few)
	missed[1].State, missed[3].State = bot.Uncertain, bot.Missed
	for name, test := range map[string]struct {
		posted []bot.Delivery
		want   int
	}{
		"none":                     {nil, 0},
		"a part of a round":        {few, 5},
		"what was not posted":      {missed, 3},
		"a whole round":            {all, 0},
		"a round and a part of it": {append(slices.Clone(few), all...), 5},
	} {
		s := bot.Schedule{ID: "s1", Mode: bot.Shuffled, Speaker: "Speaker A", Deck: bot.Deck{Seed: 7, Round: 3, Drawn: 9}}
		if err := d.Refilter(t.Context(), &s, test.posted); err != nil {
			t.Fatal(err)
		}
		if len(s.Deck.Posted) != test.want || s.Deck.Seed != 7 || s.Deck.Round != 3 || s.Deck.Drawn != 9 || s.Deck.Last != "" {
			t.Errorf("%s: %d passages of the round are posted, want %d; %+v", name, len(s.Deck.Posted), test.want, s.Deck)
		}
	}
	// With the same filters, the deck stays as it is.
	s := bot.Schedule{ID: "s1", Mode: bot.Shuffled, Deck: bot.Deck{Seed: 7, Round: 3, Drawn: 9, Last: "0:0-1"}}
	if err := d.Refilter(t.Context(), &s, few); err != nil || s.Deck.Last != "0:0-1" || s.Deck.Posted != nil {
		t.Errorf("nothing has changed, and the deck is %+v, %v", s.Deck, err)
	}
}
