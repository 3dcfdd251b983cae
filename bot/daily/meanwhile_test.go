package daily

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

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
	b.discord.Fail(discordtest.Fault{On: on, Done: true, Drop: true}, discordtest.Fault{On: on, Status: 408})
	b.work(1)
	b.pass(2 * discordtest.NonceMemory)
	b.work(2)
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

// TestAlarmChannelIsDown has Discord fail in the channel for alarms, once: that
// is no reason to tell somebody directly.
func TestAlarmChannelIsDown(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	b.schedule(nil)
	g := bot.Guild{ID: discordtest.DefaultGuild, AlarmChannel: discordtest.DefaultChannel}
	if err := b.store.SaveGuild(t.Context(), &g); err != nil {
		t.Fatal(err)
	}
	b.pass(time.Hour)
	on := "POST /channels/{channel_id}/messages"
	b.discord.Fail(discordtest.Fault{On: on, Status: 400, Code: bot.CodeExplicit}, discordtest.Fault{On: on, Status: 503})
	b.work(3)
	if d := b.last(); len(b.messages()) != 1 || len(b.discord.DirectMessages(creator)) != 0 || d.Open() {
		t.Errorf("%d alarms in the channel, %d directly; %+v", len(b.messages()), len(b.discord.DirectMessages(creator)), d)
	}
}

// TestWhatAFailureMeans holds what is said of answers without a code that is
// known, and whether trying again is of use.
func TestWhatAFailureMeans(t *testing.T) {
	for _, test := range []struct {
		err   error
		why   string
		final bool
	}{
		{&bot.RequestError{Status: 401}, "Discord refuses the bot's token. Whoever runs the bot must set a new one.", true},
		{&bot.RequestError{Status: 403, Code: 99, Err: errors.New("no")}, "Discord has refused it and says “no” (403, code 99).", true},
		{&bot.RequestError{Status: 408}, "Discord had a fault of its own (408).", false},
		{&bot.RequestError{Status: 429}, "Discord asked the bot to wait for too long.", false},
		{&bot.RequestError{Status: 502, Code: bot.CodeUnknownChannel}, "Discord had a fault of its own (502).", false},
		{&bot.RequestError{}, "Discord could not be reached.", false},
		{errors.New("no space left"), "The bot had a fault of its own, which its log describes.", false},
	} {
		if f := failureOf(test.err, "40"); said(f.why) != test.why || f.final != test.final || f.pause {
			t.Errorf("%v: %q, final %t, pause %t", test.err, said(f.why), f.final, f.pause)
		}
	}
}

// TestBackOff holds between what the waits lie.
func TestBackOff(t *testing.T) {
	for n, longest := range map[int]time.Duration{1: firstRetry, 2: 2 * firstRetry, 5: 16 * firstRetry, 12: lastRetry, 1000: lastRetry} {
		differ := false
		first := backOff(n)
		for range 200 {
			d := backOff(n)
			if d < longest/2 || d >= longest {
				t.Fatalf("after %d tries it waits %v of %v", n, d, longest)
			}
			differ = differ || d != first
		}
		if !differ {
			t.Errorf("after %d tries all wait as long", n)
		}
	}
}

// TestAccessAtItsLimits asks of a thread and of a forum what just works, and
// what just does not.
func TestAccessAtItsLimits(t *testing.T) {
	locked := bot.Access{Channel: "40", Type: discordgo.ChannelTypeGuildPublicThread, Locked: true, Permissions: 1<<62 - 1}
	if why := unpostable(locked); why != "" {
		t.Errorf("with Manage Threads: %s", said(why))
	}
	if locked.Permissions &^= discordgo.PermissionManageThreads; unpostable(locked) == "" {
		t.Error("without Manage Threads, a locked thread takes posts")
	}
	forum := bot.Access{Channel: "40", Type: discordgo.ChannelTypeGuildForum}
	var s bot.Schedule
	for n := range 6 {
		name := string(rune('a' + n))
		forum.Tags = append(forum.Tags, bot.Tag{ID: name, Name: name})
		s.Tags = append(s.Tags, bot.Tag{Name: name})
		if faults := chooseTags(&s, forum); (len(faults) > 0) != (n == 5) {
			t.Errorf("%d tags: %s", n+1, said(faults...))
		}
	}
}

// TestStartsWithFrom counts every nth day from the first day that is asked for.
func TestStartsWithFrom(t *testing.T) {
	b := newBench(t)
	for from, want := range map[bot.Day]bot.Day{0: 20520, 20530: 20530} {
		s := bot.Schedule{ID: "s9", Zone: "UTC", Days: "every 3 days", Start: 20520, From: from}
		if err := b.engine.Arrange(t.Context(), &s); err != nil || s.Start != want {
			t.Errorf("from %s on it counts from %s, %v", from, s.Start, err)
		}
	}
}

// TestLeftToOthers leaves a line alone that was claimed long ago, or when the
// program ends, and has it looked at at once.
func TestLeftToOthers(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	ended, end := context.WithCancel(t.Context())
	end()
	for _, test := range []struct {
		running context.Context
		waited  time.Duration
		posted  int
	}{{ended, 0, 0}, {t.Context(), b.engine.lease - 10*time.Second, 0}, {t.Context(), 0, 1}} {
		if test.posted == 0 {
			b.line(20521, func(d *bot.Delivery) { d.At = b.clock() })
		}
		keys, err := b.store.Claim(t.Context(), b.clock(), b.clock().Add(b.engine.lease), 1)
		if err != nil || len(keys) != 1 {
			t.Fatalf("claimed %v, %v", keys, err)
		}
		b.engine.work(t.Context(), test.running, claim{keys[0], b.clock().Add(-test.waited)})
		if len(b.messages()) != test.posted {
			t.Errorf("after %v, ended %v: %d posts", test.waited, test.running.Err(), len(b.messages()))
		}
	}
}

// TestFailedIsLeftForAWhile has nobody look at a line whose try has failed before
// it is time for the next.
func TestFailedIsLeftForAWhile(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.line(20521, func(d *bot.Delivery) { d.At = b.clock() })
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 500, Times: -1})
	claimed := func() []string {
		keys, err := b.store.Claim(t.Context(), b.clock(), b.clock().Add(b.engine.lease), 1)
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	keys := claimed()
	if len(keys) != 1 {
		t.Fatalf("claimed %v", keys)
	}
	b.engine.work(t.Context(), t.Context(), claim{keys[0], b.clock()})
	if d := b.last(); d.State != bot.Due || d.Tries != 1 {
		t.Fatalf("%+v", d)
	}
	if again := claimed(); len(again) > 0 {
		t.Error("it is looked at again at once")
	}
	b.pass(firstRetry)
	if again := claimed(); len(again) != 1 {
		t.Error("when it is time, nobody looks at it")
	}
}

// TestDelayEndsWithTheWindow looks again when the window ends, and no later.
func TestDelayEndsWithTheWindow(t *testing.T) {
	b := newBench(t)
	d := bot.Delivery{Tries: 20}
	if wait := b.engine.delay(&d, failure{}, b.clock().Add(10*time.Second-b.engine.window)); wait != 11*time.Second {
		t.Errorf("ten seconds before the end it waits %v", wait)
	}
}
