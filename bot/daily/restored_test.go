package daily

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

// TestAnswerWithoutAnID has Discord answer 200 without a message, once with
// and once without having made it.
func TestAnswerWithoutAnID(t *testing.T) {
	for _, done := range []bool{false, true} {
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 200, Done: done})
		b.work(0)
		if d := b.last(); d.State != bot.Due || d.UnknownSince.IsZero() {
			t.Errorf("made %v: %+v", done, d)
		}
		b.pass(time.Minute)
		b.work(3)
		if d := b.last(); d.State != bot.Posted || len(b.messages()) != 1 || d.Message != b.messages()[0].ID {
			t.Errorf("made %v: %d messages, %+v", done, len(b.messages()), d)
		}
	}
}

// TestRestoredBackup puts the store back to a copy that was made before ten
// posts, at several moments of their making.
func TestRestoredBackup(t *testing.T) {
	for _, test := range []struct {
		name string
		made func(b *bench) // before the copy is made
	}{
		{"before the dates were written", func(*bench) {}},
		{"before they were posted", func(b *bench) {
			if n, err := b.engine.plan(b.t.Context()); n != 10 || err != nil {
				b.t.Fatal(n, err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			for i := range 10 {
				b.schedule(func(s *bot.Schedule) { s.ID, s.Channel = fmt.Sprint("s", i), fmt.Sprint("150000000000000000", i) })
			}
			b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
				for i := range 10 {
					g.Channels = append(g.Channels, &discordgo.Channel{ID: fmt.Sprint("150000000000000000", i), GuildID: g.ID})
				}
			})
			b.pass(time.Hour)
			test.made(b)
			copied := filepath.Join(t.TempDir(), "copy.db")
			if err := b.store.Backup(t.Context(), copied); err != nil {
				t.Fatal(err)
			}
			b.work(0)
			b.pass(10 * time.Minute)
			restored, err := store.Open(t.Context(), copied)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { restored.Close() })
			b.store = restored
			b.engine.store, b.engine.began = restored, b.clock()
			b.work(0)
			if b.posts() != 10 {
				t.Errorf("%d posts for 10 schedules", b.posts())
			}
			for i := range 10 {
				log, err := restored.Deliveries(t.Context(), fmt.Sprint("s", i), 10)
				if err != nil || len(log) != 1 || log[0].State != bot.Posted {
					t.Fatalf("%+v, %v", log, err)
				}
				there := b.discord.Messages(log[0].Channel)
				if len(there) != 1 || there[0].ID != log[0].Message {
					t.Errorf("%d messages in %s; the ledger says %s", len(there), log[0].Channel, log[0].Message)
				}
			}
		})
	}
}

// TestLateLooksFirst counts what a post costs: one request, and one more if it
// is late.
func TestLateLooksFirst(t *testing.T) {
	for _, test := range []struct {
		late     time.Duration
		requests int
	}{{0, 1}, {onTime, 1}, {onTime + time.Second, 3}} { // to know its own messages, it asks who it is
		b := newBench(t)
		b.schedule(nil)
		b.pass(time.Hour + test.late)
		b.work(0)
		if n := len(b.discord.Requests()); n != test.requests || len(b.messages()) != 1 {
			t.Errorf("%v late: %d requests and %d messages", test.late, n, len(b.messages()))
		}
	}
}
