package daily

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

// TestOutcomeUnknown cuts the connection after the message was made.
func TestOutcomeUnknown(t *testing.T) {
	lost := discordtest.Fault{On: "POST /channels/{channel_id}/messages", Done: true, Drop: true}
	t.Run("nonce", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(lost, lost)
		b.work(5)
		if len(b.messages()) != 1 || b.last().State != bot.Posted || b.posts() != 3 {
			t.Errorf("%d messages after %d posts; %+v", len(b.messages()), b.posts(), b.last())
		}
	})
	t.Run("looked for", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(lost)
		b.work(0)
		for i := range 250 {
			b.discord.PostAs("1400000000000000009", discordtest.DefaultChannel, fmt.Sprint("chatter ", i))
		}
		b.pass(2 * discordtest.NonceMemory)
		b.work(0)
		if b.posts() != 1 || b.last().State != bot.Posted || b.last().Message != b.messages()[0].ID {
			t.Errorf("after %d posts: %+v", b.posts(), b.last())
		}
	})
	t.Run("looked for in vain", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(discordtest.Fault{On: lost.On, Drop: true})
		b.work(0)
		chosen := string(b.last().Components)
		b.pass(2 * discordtest.NonceMemory)
		b.work(0)
		if len(b.messages()) != 1 || b.last().State != bot.Posted || !strings.Contains(string(b.messages()[0].JSON()), b.last().Button) || chosen == "" {
			t.Errorf("%d messages; %+v", len(b.messages()), b.last())
		}
	})
	t.Run("clock set back", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(lost)
		b.work(0)
		b.pass(-30 * time.Minute)
		b.work(0)
		if len(b.messages()) != 1 || b.posts() != 1 || b.last().State != bot.Posted {
			t.Errorf("%d messages; %+v", len(b.messages()), b.last())
		}
	})
	t.Run("refused when it is sent again", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(lost, discordtest.Fault{On: lost.On, Status: 400, Code: bot.CodeBlocked})
		b.work(5)
		if d := b.last(); d.State != bot.Uncertain || !strings.Contains(said(d.Why), "could not look") || !strings.Contains(said(d.Why), "AutoMod") || len(b.messages()) != 1 {
			t.Errorf("%d messages; %+v", len(b.messages()), d)
		}
	})
	t.Run("unreadable", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(lost)
		b.work(0)
		b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Channels[0].PermissionOverwrites = []*discordgo.PermissionOverwrite{{
				ID: g.ID, Type: discordgo.PermissionOverwriteTypeRole, Deny: discordgo.PermissionReadMessageHistory,
			}}
		})
		b.pass(2 * discordtest.NonceMemory)
		b.work(0)
		if d := b.last(); d.State != bot.Uncertain || !d.UnknownSince.IsZero() || !strings.Contains(said(d.Why), "Read Message History") || len(b.discord.DirectMessages(creator)) != 1 {
			t.Errorf("%+v, %d alarms", d, len(b.discord.DirectMessages(creator)))
		}
		if len(b.messages()) != 1 {
			t.Errorf("%d messages", len(b.messages()))
		}
	})
}

// TestOutcomeLongUnknown has Discord ask for patience after the post's own
// window has ended, while that of looking for it has not.
func TestOutcomeLongUnknown(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.pass(time.Hour + window - time.Minute)
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Done: true, Drop: true})
	b.work(0)
	b.pass(2 * time.Hour)
	b.discord.Fail(discordtest.Fault{On: "GET /channels/{channel_id}/messages", Status: 429, RetryAfter: time.Hour})
	wait, err := b.engine.deliver(t.Context(), b.last().Key)
	if err != nil || wait < time.Hour {
		t.Errorf("looks again after %v, %v", wait, err)
	}
	b.pass(wait)
	b.work(0)
	if b.last().State != bot.Posted || len(b.messages()) != 1 {
		t.Errorf("%d messages; %+v", len(b.messages()), b.last())
	}
}

// A brittleStore fails at the nth save, before it or after it, as if the
// process had been killed there.
type brittleStore struct {
	*store.Store
	left  int
	after bool
}

var errKilled = errors.New("killed")

func (b *brittleStore) Save(ctx context.Context, s *bot.Schedule, ds ...*bot.Delivery) error {
	b.left--
	if b.left == 0 && !b.after {
		return errKilled
	}
	err := b.Store.Save(ctx, s, ds...)
	if b.left == 0 && err == nil {
		return errKilled
	}
	return err
}

// TestKilledAtEveryStep breaks off before and after every save, and takes up
// again at once and after Discord has forgotten the nonce.
func TestKilledAtEveryStep(t *testing.T) {
	for _, pause := range []time.Duration{time.Second, 2 * discordtest.NonceMemory} {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("back after %v, saved %v", pause, after), func(t *testing.T) {
				t.Parallel()
				n := 1
				for killedAtSave(t, n, after, pause) {
					n++
				}
				if n < 6 {
					t.Errorf("only %d saves", n)
				}
			})
		}
	}
}

// killedAtSave has the nth save fail, and takes up again after a pause. It
// reports whether there was an nth save.
func killedAtSave(t *testing.T, n int, after bool, pause time.Duration) bool {
	b := newBenchWith(t, "")
	b.discord.ExpectRefusals() // a thread that is there already
	b.schedule(func(s *bot.Schedule) { s.Thread, s.Pin = true, true })
	whole := b.engine.store
	b.engine.store = &brittleStore{b.store, n, after}
	b.pass(time.Hour)
	_, err := b.engine.plan(t.Context())
	for err == nil {
		var keys []string
		if keys, err = b.store.OpenDeliveries(t.Context(), "", 10); err != nil || len(keys) == 0 {
			break
		}
		_, err = b.engine.deliver(t.Context(), keys[0])
	}
	chosen := ""
	if log, _ := b.store.Deliveries(t.Context(), "s1", 1); len(log) == 1 {
		chosen = log[0].Button
	}
	b.engine.store = whole
	b.pass(pause)
	b.work(3)
	d := b.last()
	if len(b.messages()) != 1 || d.State != bot.Posted || d.Open() || chosen != "" && d.Button != chosen {
		t.Errorf("killed at save %d: %d messages, chosen %q, %+v", n, len(b.messages()), chosen, d)
	}
	return errors.Is(err, errKilled)
}

// TestClockSetBackAndForward moves the clock about for some days. Each date
// has one line in the ledger and one message at most.
func TestClockSetBackAndForward(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	for _, step := range []time.Duration{
		time.Hour, -2 * time.Hour, 2 * time.Hour, 24 * time.Hour, -36 * time.Hour, 12 * time.Hour, 24 * time.Hour,
		72 * time.Hour, -72 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour,
	} {
		b.pass(step)
		b.work(0)
	}
	log, err := b.store.Deliveries(t.Context(), "s1", 100)
	if err != nil {
		t.Fatal(err)
	}
	posted := 0
	dates := make(map[bot.Day]bool)
	for _, d := range log {
		if dates[d.Day] {
			t.Errorf("%s is in the ledger twice", d.Day)
		}
		dates[d.Day] = true
		if d.State == bot.Posted {
			posted++
		}
	}
	if posted != len(b.messages()) || posted == 0 || len(b.messages()) > len(dates) {
		t.Errorf("%d messages for %d dates, %d of them posted", len(b.messages()), len(dates), posted)
	}
}
