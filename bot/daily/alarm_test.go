package daily

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
)

// TestAlarmIsToldAtLeastOnce has telling a failure fail in every way that
// passes, for longer than Discord remembers a nonce.
func TestAlarmIsToldAtLeastOnce(t *testing.T) {
	const admins = "1300000000000000005"
	prepare := func(t *testing.T) *bench {
		b := newBench(t)
		b.discord.ExpectRefusals()
		b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Channels = []*discordgo.Channel{{ID: admins, GuildID: g.ID, Type: discordgo.ChannelTypeGuildText}}
		})
		b.schedule(nil)
		b.pass(time.Hour)
		return b
	}
	told := func(t *testing.T, b *bench, messages []*discordtest.Message) {
		t.Helper()
		if len(messages) == 0 || !strings.Contains(messages[0].Text(), "is gone") {
			t.Errorf("%d alarms", len(messages))
		}
		if d := b.last(); d.Open() || d.Steps[bot.Alarm].State != bot.Posted {
			t.Errorf("%+v", d)
		}
	}
	t.Run("channel down for minutes", func(t *testing.T) {
		b := prepare(t)
		g := bot.Guild{ID: discordtest.DefaultGuild, AlarmChannel: admins}
		if err := b.store.SaveGuild(t.Context(), &g); err != nil {
			t.Fatal(err)
		}
		b.discord.Fail(
			discordtest.Fault{On: "POST /channels/{channel_id}/messages"}, // the post itself, refused as it would be
			discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 503, Times: 8},
		)
		b.work(30)
		told(t, b, b.discord.Messages(admins))
	})
	t.Run("killed while the direct channel is opened", func(t *testing.T) {
		b := prepare(t)
		whole := b.engine.poster
		b.engine.poster = killedPoster{whole}
		if _, err := b.engine.plan(t.Context()); err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() { _ = recover() }()
			b.engine.deliver(t.Context(), b.last().Key)
		}()
		b.engine.poster = whole
		b.pass(3 * discordtest.NonceMemory)
		b.work(3)
		told(t, b, b.discord.DirectMessages(creator))
	})
	t.Run("channel refuses it", func(t *testing.T) {
		b := prepare(t)
		g := bot.Guild{ID: discordtest.DefaultGuild, AlarmChannel: "1300000000000000099"}
		if err := b.store.SaveGuild(t.Context(), &g); err != nil {
			t.Fatal(err)
		}
		b.work(3)
		told(t, b, b.discord.DirectMessages(creator))
	})
	t.Run("nobody takes it", func(t *testing.T) {
		b := prepare(t)
		b.discord.RefuseDirect(creator)
		b.work(3)
		if d := b.last(); d.Open() || d.Steps[bot.Alarm].State != bot.Failed || d.Steps[bot.Alarm].Why == "" {
			t.Errorf("%+v", d)
		}
	})
}

// A killedPoster ends the process when it is to tell somebody something.
type killedPoster struct{ bot.Poster }

func (k killedPoster) Post(ctx context.Context, p bot.Post) (string, error) {
	if p.User != "" {
		panic("killed")
	}
	return k.Poster.Post(ctx, p)
}
