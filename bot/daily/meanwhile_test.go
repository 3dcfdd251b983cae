package daily

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
)

// line saves a line of the ledger that is as the test wants it.
func (b *bench) line(day bot.Day, change func(*bot.Delivery)) bot.Delivery {
	b.t.Helper()
	s := b.read()
	d := newDelivery(s, bot.DeliveryKey(s.ID, day), day.UTC().Add(6*time.Hour), b.clock())
	d.Day = day
	change(d)
	if err := b.store.Save(b.t.Context(), nil, d); err != nil {
		b.t.Fatal(err)
	}
	return *d
}

// TestLineSavedBySomebodyElse has another process save both the schedule and
// the line meanwhile: who is late must not save over it, nor try for ever.
func TestLineSavedBySomebodyElse(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	d := b.line(20521, func(*bot.Delivery) {})
	s, theirs, theirSchedule := b.read(), d, b.read()
	theirs.Reference = "theirs"
	if err := b.store.Save(t.Context(), &theirSchedule, &theirs); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := b.engine.conclude(ctx, &s, &d, func(*bot.Schedule) bool { return true }); !errors.Is(err, bot.ErrStale) {
		t.Errorf("whoever is late gets %v", err)
	}
	if b.last().Reference != "theirs" {
		t.Error("what another process has saved is gone")
	}
}

// TestDeckMovedOn gives a passage back only while nothing was drawn after it.
func TestDeckMovedOn(t *testing.T) {
	one, two := bot.Deck{Round: 1, Drawn: 1}, bot.Deck{Round: 1, Drawn: 2}
	for _, test := range []struct {
		state  bot.State
		pause  bool
		now    bot.Deck
		drawn  int // in the end
		reason string
	}{
		{bot.Missed, false, one, 0, "nothing was drawn after it"},
		{bot.Missed, false, two, 2, "another was drawn after it"},
		{bot.Failed, true, one, 0, "the channel takes no posts"},
		{bot.Failed, false, one, 1, "the words of the passage were refused"},
		{bot.Uncertain, true, one, 1, "it may be there"},
	} {
		b := newBench(t)
		b.schedule(func(s *bot.Schedule) { s.Mode, s.Deck = bot.Serial, test.now })
		d := b.line(20521, func(d *bot.Delivery) { d.Drawn = &bot.Drawn{After: one} })
		s := b.read()
		if err := b.engine.close(t.Context(), &s, &d, test.state, bot.Why("Discord could not be reached."), test.pause); err != nil {
			t.Fatal(err)
		}
		if got := b.read().Deck.Drawn; got != test.drawn {
			t.Errorf("%s, as %s: %d parts are drawn, want %d", test.state, test.reason, got, test.drawn)
		}
	}
}

// TestStillUnknown has Discord cut the first answer off and refuse the second
// try. What came of the first is still looked for.
func TestStillUnknown(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.pass(time.Hour)
	on := "POST /channels/{channel_id}/messages"
	b.discord.Fail(discordtest.Fault{On: on, Done: true, Drop: true}, discordtest.Fault{On: on, Status: 429, RetryAfter: 3 * time.Minute})
	b.work(4)
	if len(b.messages()) != 1 || b.last().State != bot.Posted {
		t.Errorf("%d messages; %+v", len(b.messages()), b.last())
	}
}

// TestReasonOfTheChannel has Discord refuse a post for one reason, and say
// another when it is asked about the channel.
func TestReasonOfTheChannel(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(
		discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 403, Code: bot.CodeMissingPermission},
		discordtest.Fault{On: "GET /channels/{channel_id}", Status: 404, Code: bot.CodeUnknownChannel},
	)
	b.work(0)
	if d := b.last(); d.State != bot.Failed || !strings.Contains(said(d.Why), "is gone") {
		t.Errorf("%s, for %s", d.State, said(d.Why))
	}
}

// A listener notes what is asked of Discord.
type listener struct {
	bot.Poster
	since    time.Time
	unpinned []string
}

func (l *listener) FindPost(_ context.Context, _, _ string, since time.Time) (string, error) {
	l.since = since
	return "", nil
}

func (l *listener) Unpin(_ context.Context, _, message string) error {
	l.unpinned = append(l.unpinned, message)
	return nil
}

// TestLooksBackFarEnough looks for a post from an hour before it can have been
// sent, since the clocks here and at Discord may differ.
func TestLooksBackFarEnough(t *testing.T) {
	b, l := newBench(t), new(listener)
	b.engine.poster = l
	for _, sent := range []time.Duration{-time.Hour, 3 * time.Hour} { // the clock was set back after the second
		if _, err := b.engine.find(t.Context(), &bot.Delivery{Key: "s1-x"}, b.clock().Add(sent)); err != nil {
			t.Fatal(err)
		}
		if want := b.clock().Add(min(sent, 0) - time.Hour); !l.since.Equal(want) {
			t.Errorf("what was sent after %v is looked for from %v on, want %v", sent, l.since, want)
		}
	}
}

// TestWhatIsUnpinned holds which of the earlier posts loses its pin.
func TestWhatIsUnpinned(t *testing.T) {
	pinned := map[bot.Step]bot.Progress{bot.Pin: {State: bot.Posted}}
	for name, test := range map[string]struct {
		steps map[bot.Step]bot.Progress // of the post
		want  []string
	}{
		"pinned":     {pinned, []string{"19"}},
		"not pinned": {map[bot.Step]bot.Progress{bot.Pin: {State: bot.Failed}}, nil},
	} {
		b, l := newBench(t), new(listener)
		b.engine.poster = l
		b.schedule(nil)
		post := func(day bot.Day, message string, steps map[bot.Step]bot.Progress) bot.Delivery {
			return b.line(day, func(d *bot.Delivery) {
				d.State, d.Message, d.PostedAt, d.Steps = bot.Posted, message, day.UTC(), steps
			})
		}
		post(20518, "18", pinned)
		post(20519, "19", pinned)
		post(20520, "20", map[bot.Step]bot.Progress{})
		d := post(20521, "21", test.steps)
		post(20522, "22", pinned) // posted while this one's step was tried
		s := b.read()
		if err := b.engine.unpin(t.Context(), &s, &d); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(l.unpinned, test.want) {
			t.Errorf("%s: %v lose their pins, want %v", name, l.unpinned, test.want)
		}
	}
}

// TestLinkOfThePartBefore passes over dates on which nothing was posted.
func TestLinkOfThePartBefore(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.line(20519, func(d *bot.Delivery) { d.State, d.Message = bot.Posted, "19" })
	b.line(20520, func(d *bot.Delivery) { d.State = bot.Missed })
	b.line(20521, func(*bot.Delivery) {})
	if link, err := b.engine.linkBefore(t.Context(), "s1"); err != nil || !strings.HasSuffix(link, "/19") {
		t.Errorf("the part before is at %q, %v", link, err)
	}
}
