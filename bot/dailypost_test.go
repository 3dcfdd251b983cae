package bot

import (
	"strings"
	"testing"

	"rapporteur/corpus"
)

// TestAlarmSaysWhatRests tells of a failure after which the schedule rests, and of
// one after which it goes on.
func TestAlarmSaysWhatRests(t *testing.T) {
	d := Delivery{Channel: "40", Day: 20520, State: Failed, Why: "The channel is gone."}
	for paused, want := range map[Reason]bool{"The channel is gone.": true, "": false} {
		alarm, err := ComposeAlarm(Schedule{Paused: paused}, d)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(alarm), "The schedule is paused"); got != want {
			t.Errorf("paused %q: %s", paused, alarm)
		}
	}
}

// TestComposeDaily holds what a post is known by, and what stands with it.
func TestComposeDaily(t *testing.T) {
	r := &corpus.Record{ID: "talk", Title: "A talk", Speakers: []corpus.Speaker{{Name: "A"}, {Name: "B"}}, Turns: []corpus.Turn{
		{Number: 1, Text: "The first words.", Marks: []corpus.Mark{{Line: 1}}},
		{Number: 2, Speaker: 1, Text: "The second words.", Marks: []corpus.Mark{{Line: 2}}},
		{Kind: corpus.Narration, Number: 1, Text: "They rise.", Marks: []corpus.Mark{{Line: 3}}},
	}}
	if _, err := corpus.NewLibrary([]*corpus.Record{r}); err != nil {
		t.Fatal(err)
	}
	passages := func(turns ...int) (all []corpus.Passage) {
		for _, i := range turns {
			all = append(all, r.Turns[i].Whole())
		}
		return all
	}
	for name, test := range map[string]struct {
		schedule         Schedule
		draw             Draw
		reference, title string
		holds, lacks     string
	}{
		"a passage":         {Schedule{ID: "s"}, Draw{Passages: passages(0)}, "talk:1", "A, A talk, line 1 of the file (talk:1)", "save:", "<@&"},
		"a role":            {Schedule{ID: "s", Role: "50"}, Draw{Passages: passages(0)}, "talk:1", "A, A talk, line 1 of the file (talk:1)", `"content":"\u003c@\u002650\u003e"`, "Part"},
		"a title":           {Schedule{ID: "s", Title: "Line"}, Draw{Passages: passages(0)}, "talk:1", "Line, 2026-03-08", "first words", "second"},
		"a part":            {Schedule{ID: "s", Mode: Serial}, Draw{Passages: passages(0, 1), Part: 1, Of: 2}, "talk:1-2", "Part 1 of 2: A talk", "Part 1 of 2", "save:"},
		"a part, titled":    {Schedule{ID: "s", Mode: Serial, Title: "Line"}, Draw{Passages: passages(1), Part: 2, Of: 2}, "talk:2", "Line, part 2 of 2", "This was the last part", "first words"},
		"a part of 2 kinds": {Schedule{ID: "s", Mode: Serial}, Draw{Passages: passages(1, 2), Part: 2, Of: 2}, "talk:2", "Part 2 of 2: A talk", "They rise", "first words"},
	} {
		key := DeliveryKey("s", 20520)
		post, err := ComposeDaily(test.schedule, test.draw, key)
		if err != nil {
			t.Fatal(name, err)
		}
		if post.Reference != test.reference || post.Title != test.title {
			t.Errorf("%s: reference %q, title %q", name, post.Reference, post.Title)
		}
		text := string(post.Components)
		if !strings.Contains(text, test.holds) || strings.Contains(text, test.lacks) {
			t.Errorf("%s: %s", name, text)
		}
		if !strings.HasPrefix(post.Button, PostID(key)) || !strings.Contains(text, `"custom_id":"`+post.Button+`"`) {
			t.Errorf("%s is known by %q", name, post.Button)
		}
	}
}

// TestLinks lead to the message, and of a forum into the thread that it opens.
func TestLinks(t *testing.T) {
	for want, d := range map[string]Delivery{
		"":                                   {Guild: "1", Channel: "2"},
		"https://discord.com/channels/1/2/3": {Guild: "1", Channel: "2", Message: "3"},
		"https://discord.com/channels/1/3/3": {Guild: "1", Channel: "2", Message: "3", Forum: true},
	} {
		if got := d.Link(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	open := Delivery{State: Posted, Steps: map[Step]Progress{Pin: {State: Posted}, Thread: {State: Due}}}
	if closed := (Delivery{State: Posted, Steps: map[Step]Progress{Pin: {State: Failed}}}); !open.Open() || closed.Open() || !(&Delivery{State: Due}).Open() {
		t.Error("what is left to do is not known")
	}
}
