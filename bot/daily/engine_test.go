package daily

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
)

func TestPostsOnceADay(t *testing.T) {
	b := newBench(t)
	b.schedule(func(s *bot.Schedule) { s.Question = "Who brought it in?" })
	b.work(0)
	if n := len(b.messages()); n != 0 {
		t.Fatalf("%d posts before it is time", n)
	}
	b.pass(-23 * time.Hour)
	for day := range 3 {
		b.pass(24 * time.Hour)
		b.work(0)
		b.work(0)
		if n := len(b.messages()); n != day+1 {
			t.Fatalf("%d posts on day %d", n, day+1)
		}
		m, d := b.messages()[day], b.last()
		if d.State != bot.Posted || d.Message != m.ID || d.Components != nil {
			t.Errorf("the ledger says %+v", d)
		}
		if text := m.Text(); !strings.Contains(text, "harvest") || !strings.Contains(text, "Speaker ") || !strings.Contains(text, "Who brought it in?") {
			t.Errorf("posted as %q", text)
		}
		if day > 0 && m.Nonce() == b.messages()[day-1].Nonce() {
			t.Errorf("two posts have the nonce %s, so that Discord would take them for one", m.Nonce())
		}
		if m.Nonce() == "" || len(m.Buttons()) == 0 || m.Buttons()[0].CustomID != d.Button || !strings.Contains(d.Button, d.Key) {
			t.Errorf("posted with the nonce %q and the buttons %+v; the ledger's is %q", m.Nonce(), m.Buttons(), d.Button)
		}
		if len(m.Pings()) > 0 {
			t.Errorf("pings %v", m.Pings())
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		name   string
		break_ func(b *bench)
		why    string
		paused bool
	}{
		{"permission", func(b *bench) {
			b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
				g.Channels[0].PermissionOverwrites = []*discordgo.PermissionOverwrite{{
					ID: g.ID, Type: discordgo.PermissionOverwriteTypeRole, Deny: discordgo.PermissionSendMessages,
				}}
			})
		}, "needs Send Messages in <#" + discordtest.DefaultChannel, true},
		{"hidden", func(b *bench) {
			b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
				g.Channels[0].PermissionOverwrites = []*discordgo.PermissionOverwrite{{
					ID: g.ID, Type: discordgo.PermissionOverwriteTypeRole, Deny: discordgo.PermissionViewChannel,
				}}
			})
		}, "cannot see <#" + discordtest.DefaultChannel, true},
		{"gone", func(b *bench) {
			b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels = nil })
		}, "is gone", true},
		{"forum", func(b *bench) {
			b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels[0].Type = discordgo.ChannelTypeGuildForum })
		}, "not a channel to post messages in", true},
		{"50013 at the post", func(b *bench) {
			b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 403, Code: bot.CodeMissingPermission})
		}, "is missing a permission", true},
		{"400", func(b *bench) {
			b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 400, Code: 50035, Message: "Invalid Form Body"})
		}, "has refused it and says “Invalid Form Body”", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.schedule(nil)
			b.pass(time.Hour)
			b.discord.ExpectRefusals()
			test.break_(b)
			b.work(0)
			d, s := b.last(), b.read()
			if d.State != bot.Failed || !strings.Contains(said(d.Why), test.why) || d.Open() {
				t.Errorf("%+v", d)
			}
			if (s.Paused != "") != test.paused || s.NextAt.IsZero() != test.paused {
				t.Errorf("paused: %q, next at %v", s.Paused, s.NextAt)
			}
			alarms := b.discord.DirectMessages(creator)
			if len(alarms) != 1 || !strings.Contains(strings.ReplaceAll(alarms[0].Text(), "\\", ""), test.why) {
				t.Fatalf("%d alarms", len(alarms))
			}
			if len(b.messages()) > 0 {
				t.Errorf("posted all the same")
			}
			// Nothing more is asked of Discord, that day or later.
			asked := len(b.discord.Requests())
			for range 3 {
				b.pass(time.Hour)
				b.work(0)
			}
			if n := len(b.discord.Requests()); n != asked {
				t.Errorf("%d requests after the refusal", n-asked)
			}
		})
	}
}

func TestPassingFaults(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	b.pass(time.Hour)
	const post = "POST /channels/{channel_id}/messages"
	b.discord.Fail(
		discordtest.Fault{On: post, Status: 429, RetryAfter: time.Hour},
		discordtest.Fault{On: post, Status: 502, Page: true},
		discordtest.Fault{On: post, Status: 500, Done: true},
		discordtest.Fault{On: post, Drop: true},
	)
	b.work(10)
	if d := b.last(); d.State != bot.Posted || len(b.messages()) != 1 || d.Tries != 4 {
		t.Errorf("%d messages; %+v", len(b.messages()), d)
	}
	if late := b.last().PostedAt.Sub(b.last().At); late < time.Hour || late > 2*time.Hour {
		t.Errorf("posted %v late", late)
	}
}

func TestWindow(t *testing.T) {
	t.Run("late", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour + window - time.Minute)
		b.work(0)
		if len(b.messages()) != 1 {
			t.Errorf("not posted late: %+v", b.last())
		}
	})
	t.Run("missed", func(t *testing.T) {
		b := newBench(t)
		b.schedule(nil)
		b.pass(3*24*time.Hour + 12*time.Hour)
		b.work(0)
		log, err := b.store.Deliveries(t.Context(), "s1", 100)
		if err != nil || len(log) != 4 {
			t.Fatalf("%d lines in the ledger, %v", len(log), err)
		}
		for _, d := range log {
			if d.State != bot.Missed || d.Why != whyDown {
				t.Errorf("%+v", d)
			}
		}
		if len(b.messages()) != 0 || len(b.discord.DirectMessages(creator)) != 1 {
			t.Errorf("%d messages and %d alarms", len(b.messages()), len(b.discord.DirectMessages(creator)))
		}
	})
	t.Run("down for long", func(t *testing.T) {
		b := newBench(t)
		s := b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Times: -1, Status: 503})
		b.work(200)
		d, err := b.store.Delivery(t.Context(), bot.DeliveryKey(s.ID, s.Next))
		if err != nil || d.State == bot.Posted || d.Open() && d.State == bot.Due || !strings.Contains(said(d.Why), "could not look") && !strings.Contains(said(d.Why), "too late to post") {
			t.Errorf("%+v", d)
		}
	})
}

// A part of a serial that was refused is the next one; a passage that Discord
// takes for wrong is not tried again every day.
func TestRefusedPassageComesAgain(t *testing.T) {
	for _, test := range []struct {
		status, code int
		part         string
	}{
		{403, bot.CodeMissingPermission, "Part 1 of "},
		{400, 50035, "Part 2 of "},
	} {
		b := newBench(t)
		b.schedule(func(s *bot.Schedule) { s.Mode = bot.Serial })
		b.pass(time.Hour)
		b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: test.status, Code: test.code})
		b.work(0)
		s := b.read()
		s.Paused = ""
		if err := b.engine.Arrange(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
		if err := b.store.Save(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
		b.pass(24 * time.Hour)
		b.work(0)
		if len(b.messages()) != 1 || !strings.Contains(b.messages()[0].Text(), test.part) {
			t.Errorf("after a %d: %d messages, want one with %q; %+v", test.status, len(b.messages()), test.part, b.last())
		}
	}
}

// A change in the moment between the due time and the next look at it does not
// lose the date.
func TestEditedWhileDue(t *testing.T) {
	b := newBench(t)
	s := b.schedule(nil)
	due := s.Next
	b.pass(time.Hour)
	s.Question = "Who brought it in?"
	if err := b.engine.Arrange(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if err := b.store.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	b.work(0)
	if d := b.last(); d.Day != due || d.State != bot.Posted || len(b.messages()) != 1 {
		t.Errorf("%d messages; %+v", len(b.messages()), d)
	}
	// Once it is in the ledger, it is not due again.
	s = b.read()
	s.Time += 60
	if err := b.engine.Arrange(t.Context(), &s); err != nil || s.Next != due+1 {
		t.Errorf("next on %s, %v", s.Next, err)
	}
}

func TestSteps(t *testing.T) {
	const role = "1300000000000000009"
	prepare := func(t *testing.T, mentionable bool) *bench {
		b := newBench(t)
		b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Roles = append(g.Roles, &discordgo.Role{ID: role, Name: "Class 9b", Mentionable: mentionable})
		})
		b.schedule(func(s *bot.Schedule) { s.Role, s.Thread, s.Pin = role, true, true })
		b.pass(time.Hour)
		return b
	}
	t.Run("all", func(t *testing.T) {
		b := prepare(t, true)
		b.discord.Fail(
			discordtest.Fault{On: "POST /channels/{channel_id}/messages/{message_id}/threads", Status: 500, Times: 2},
			discordtest.Fault{On: "PUT /channels/{channel_id}/messages/pins/{message_id}", Drop: true, Done: true},
		)
		b.work(5)
		m, d := b.messages()[0], b.last()
		if len(b.messages()) != 1 || !m.Pinned() || fmt.Sprint(m.Pings()) != "["+role+"]" || d.Open() {
			t.Errorf("pinned %v, pings %v, %+v", m.Pinned(), m.Pings(), d)
		}
		for _, step := range []bot.Step{bot.Ping, bot.Thread, bot.Pin} {
			if d.Steps[step].State != bot.Posted {
				t.Errorf("%s: %+v", step, d.Steps[step])
			}
		}
		if len(b.discord.DirectMessages(creator)) != 0 {
			t.Error("an alarm although all went well in the end")
		}
	})
	t.Run("none", func(t *testing.T) {
		b := prepare(t, false)
		b.discord.Fail(
			discordtest.Fault{On: "POST /channels/{channel_id}/messages/{message_id}/threads", Status: 403, Code: bot.CodeMissingPermission, Times: -1},
			discordtest.Fault{On: "PUT /channels/{channel_id}/messages/pins/{message_id}", Status: 400, Code: bot.CodeMaximumPins, Times: -1},
		)
		for range 3 {
			b.work(3)
			b.pass(24 * time.Hour)
		}
		d := b.last()
		if len(b.messages()) != 3 || d.State != bot.Posted || d.Steps[bot.Thread].State != bot.Failed || d.Steps[bot.Pin].State != bot.Failed || d.Steps[bot.Ping].State != bot.Failed {
			t.Errorf("%d messages, %+v", len(b.messages()), d)
		}
		// Told once, with each step's reason.
		alarms := b.discord.DirectMessages(creator)
		if len(alarms) != 1 {
			t.Fatalf("%d alarms in three days", len(alarms))
		}
		for _, want := range []string{"Create Public Threads", "as many pinned messages", "notifies nobody"} {
			if !strings.Contains(alarms[0].Text(), want) {
				t.Errorf("the alarm does not say %q: %s", want, alarms[0].Text())
			}
		}
		if n := b.discord.Count("PUT /channels/{channel_id}/messages/pins/{message_id}"); n != 3 {
			t.Errorf("%d attempts to pin three messages", n)
		}
	})
}

func TestAlarmGoesToTheChannelForIt(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	const admins = "1300000000000000005"
	b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
		g.Channels[0].Type = discordgo.ChannelTypeGuildForum
		g.Channels = append(g.Channels, &discordgo.Channel{ID: admins, GuildID: g.ID, Type: discordgo.ChannelTypeGuildText})
	})
	g := bot.Guild{ID: discordtest.DefaultGuild, AlarmChannel: admins}
	if err := b.store.SaveGuild(t.Context(), &g); err != nil {
		t.Fatal(err)
	}
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Drop: true, Done: true})
	b.work(3)
	if len(b.discord.Messages(admins)) != 1 || len(b.discord.DirectMessages(creator)) != 0 {
		t.Errorf("%d alarms in the channel, %d to the creator", len(b.discord.Messages(admins)), len(b.discord.DirectMessages(creator)))
	}
}

func TestPausedMeanwhile(t *testing.T) {
	b := newBench(t)
	s := b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 429, RetryAfter: 50 * time.Second})
	b.work(0)
	s = b.read()
	s.Paused, s.NextAt = "on request", time.Time{}
	if err := b.store.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	b.pass(time.Minute)
	b.work(0)
	if d := b.last(); d.State != bot.Missed || d.Why != whyPaused || len(b.messages()) != 0 || len(b.discord.DirectMessages(creator)) != 0 {
		t.Errorf("%+v", d)
	}
}

// An extra post comes although the schedule is paused: somebody has asked for
// it.
func TestNowWhilePaused(t *testing.T) {
	b := newBench(t)
	s := b.schedule(nil)
	s.Paused, s.NextAt = "on request", time.Time{}
	if err := b.store.Save(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the same interaction, delivered twice
		if err := b.engine.PostNow(t.Context(), s, "77"); err != nil {
			t.Fatal(err)
		}
	}
	b.work(0)
	if d := b.last(); d.State != bot.Posted || d.Day != 0 || len(b.messages()) != 1 {
		t.Errorf("%d messages; %+v", len(b.messages()), d)
	}
}

func TestForgottenServer(t *testing.T) {
	b := newBench(t)
	b.schedule(nil)
	for _, step := range []struct {
		pass    time.Duration
		member  bool
		servers int
	}{{0, true, 1}, {24 * time.Hour, false, 1}, {24 * time.Hour, true, 1}, {24 * time.Hour, false, 1}, {29 * 24 * time.Hour, false, 1}, {48 * time.Hour, false, 0}} {
		b.pass(step.pass)
		if step.member {
			b.discord.AddGuild(&discordgo.Guild{ID: discordtest.DefaultGuild})
		} else {
			b.discord.ExpectRefusals()
			b.discord.RemoveGuild(discordtest.DefaultGuild)
		}
		if err := b.engine.tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		if guilds, err := b.store.Guilds(t.Context()); err != nil || len(guilds) != step.servers {
			t.Fatalf("after %v as member %v, %d servers are kept, %v", step.pass, step.member, len(guilds), err)
		}
	}
	if _, err := b.store.Schedule(t.Context(), "s1"); !errors.Is(err, bot.ErrAbsent) {
		t.Errorf("the schedule of a server that is forgotten: %v", err)
	}
}

// TestBudgetTakesNoStalePlace has a store that answers late twice.
func TestBudgetTakesNoStalePlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		budget := Budget{Reserve: func(context.Context, time.Duration) (time.Duration, error) {
			if asked++; asked < 3 {
				time.Sleep(mostLate)
			}
			return time.Second, nil
		}}
		began := time.Now()
		if err := budget.Wait(t.Context()); err != nil || asked != 3 || time.Since(began) != 3*time.Second+2*mostLate {
			t.Errorf("%d places taken, %v later, %v", asked, time.Since(began), err)
		}
	})
}

// Without the store, requests that come together do not go together.
func TestBudgetOutlivesTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		budget := Budget{
			Reserve: func(ctx context.Context, _ time.Duration) (time.Duration, error) {
				<-ctx.Done() // as one that does not answer at all
				return 0, ctx.Err()
			},
			Log: slog.New(slog.DiscardHandler),
		}
		began := time.Now()
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := budget.Wait(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(began); took != reserveWithin+9*aloneEvery {
			t.Errorf("ten requests have gone after %v", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := budget.Wait(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
