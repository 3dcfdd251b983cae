package daily

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
)

// TestPlanOne plans what was not looked at for days: of the dates that are past
// the window, the last is told, unless that was told already.
func TestPlanOne(t *testing.T) {
	first, err := bot.ParseDay("2026-03-08")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC) }
	for _, test := range []struct {
		now     time.Time
		alarmed bot.Reason
		until   bot.Day
		states  string
		told    int // which line, from 1; 0 for none
		next    bot.Day
	}{
		{at(8, 6), "", 0, "[due]", 0, first + 1},
		{at(8, 12), "", 0, "[due]", 0, first + 1},
		{at(8, 13), "", 0, "[missed]", 1, first + 1},
		{at(10, 13), "", 0, "[missed missed missed]", 3, first + 3},
		{at(10, 7), "", 0, "[missed missed due]", 2, first + 3},
		{at(10, 13), whyDown, 0, "[missed missed missed]", 0, first + 3},
		{at(10, 7), "", first + 2, "[missed missed due]", 2, 0},
	} {
		s := bot.Schedule{ID: "s1", Time: 6 * 60, Zone: "UTC", Next: first, NextAt: at(8, 6), Until: test.until, Alarmed: test.alarmed}
		var states []bot.State
		told := 0
		for i, d := range planOne(&s, test.now, window) {
			states = append(states, d.State)
			if d.Steps[bot.Alarm].State == bot.Due {
				told = i + 1
			}
		}
		if fmt.Sprint(states) != test.states || told != test.told || s.Next != test.next || s.NextAt.IsZero() != (test.next == 0) {
			t.Errorf("at %v: %v, line %d is told, next on %s at %v; want %s, %d, %s", test.now, states, told, s.Next, s.NextAt, test.states, test.told, test.next)
		}
	}
}

// TestZoneThatIsGone plans a schedule whose zone the data no longer has: it rests
// and does not fire again, and that is told.
func TestZoneThatIsGone(t *testing.T) {
	now := time.Date(2026, 3, 8, 6, 0, 0, 0, time.UTC)
	s := bot.Schedule{ID: "s1", Zone: "Atlantis/Capital", Next: bot.DayOf(now), NextAt: now}
	lines := planOne(&s, now, window)
	if len(lines) != 1 || lines[0].State != bot.Failed || lines[0].Day != bot.DayOf(now) || lines[0].Steps[bot.Alarm].State != bot.Due {
		t.Fatalf("%+v", lines)
	}
	if s.Paused == "" || s.Paused != lines[0].Why || s.Alarmed != s.Paused || !s.NextAt.IsZero() {
		t.Errorf("%+v", s)
	}
}

func TestCalendarBeginsWithFrom(t *testing.T) {
	calendar, err := NewCalendar(bot.Schedule{Zone: "UTC", From: 20600, Until: 20601})
	if err != nil {
		t.Fatal(err)
	}
	var days []bot.Day
	for o := range calendar.On(20500) {
		days = append(days, o.Day)
	}
	if fmt.Sprint(days) != "[2026-05-27 2026-05-28]" {
		t.Errorf("%v", days)
	}
}

// TestToldOnce has the same failure on three days, which does not pause.
func TestToldOnce(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.pass(-23 * time.Hour)
	for range 3 {
		b.pass(24 * time.Hour)
		b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 400, Code: bot.CodeBlocked})
		b.work(0)
	}
	if n := len(b.discord.DirectMessages(creator)); n != 1 {
		t.Errorf("told %d times", n)
	}
	// A post that goes well ends that, so that the next failure is told.
	b.pass(24 * time.Hour)
	b.work(0)
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 400, Code: bot.CodeBlocked})
	b.pass(24 * time.Hour)
	b.work(0)
	if n := len(b.discord.DirectMessages(creator)); n != 2 {
		t.Errorf("told %d times after a post in between", n)
	}
}

// TestRoleThatIsGone mentions nobody.
func TestRoleThatIsGone(t *testing.T) {
	b := newBench(t)
	b.schedule(func(s *bot.Schedule) { s.Role = "1300000000000000099" })
	b.pass(time.Hour)
	b.work(0)
	if m := b.messages(); len(m) != 1 || strings.Contains(m[0].Text(), "<@&") || b.last().Steps[bot.Ping].State != bot.Failed {
		t.Errorf("%d messages, %+v", len(m), b.last())
	}
}

// TestMovedMeanwhile has the old channel refuse a post whose schedule has moved
// to another one, which does not rest for that.
func TestMovedMeanwhile(t *testing.T) {
	const other = "1300000000000000005"
	b := newBench(t)
	b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
		g.Channels = append(g.Channels, &discordgo.Channel{ID: other, GuildID: g.ID, Type: discordgo.ChannelTypeGuildText})
	})
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(
		discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 429, RetryAfter: time.Minute},
		discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 403, Code: bot.CodeMissingPermission},
	)
	b.work(0)
	s := b.read()
	s.Channel = other
	if err := b.store.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	b.pass(2 * time.Minute)
	b.work(0)
	if d, s := b.last(), b.read(); d.State != bot.Failed || s.Paused != "" {
		t.Errorf("paused: %q, %+v", s.Paused, d)
	}
}

// TestAlarmOutlastsTheWindow has nothing get through for half a day.
func TestAlarmOutlastsTheWindow(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels = nil })
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(discordtest.Fault{On: "POST /users/@me/channels", Status: 503, Times: 100})
	b.work(200)
	if n := len(b.discord.DirectMessages(creator)); n != 1 {
		t.Errorf("told %d times; %+v", n, b.last())
	}
}

// TestAlarmEndsWithTheClock sets the clock back by more than a failure is tried
// to be told for: that it will be tried for longer is not so.
func TestAlarmEndsWithTheClock(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels = nil })
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(discordtest.Fault{On: "POST /users/@me/channels", Status: 503, Times: 100})
	b.work(3)
	if p := b.last().Steps[bot.Alarm]; p.State != bot.Due {
		t.Fatalf("before: %+v", p)
	}
	b.pass(-2 * alarmWithin)
	b.work(0)
	if p := b.last().Steps[bot.Alarm]; p.State != bot.Failed {
		t.Errorf("%+v", p)
	}
}

// TestNoFurtherDate asks for the dates of a schedule that has come to its end.
func TestNoFurtherDate(t *testing.T) {
	e := New(Options{Now: time.Now})
	s := bot.Schedule{ID: "s1", Time: 450, Zone: "UTC", Next: 20520, NextAt: bot.Day(20520).UTC()}
	if got := e.Occurrences(s, 3); len(got) != 3 {
		t.Errorf("before its end it has %v", got)
	}
	s.Next, s.NextAt = 0, time.Time{}
	if got := e.Occurrences(s, 3); len(got) != 0 {
		t.Errorf("after its end it has %v", got)
	}
}
