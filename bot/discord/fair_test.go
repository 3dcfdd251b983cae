package discord_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord/discordtest"
)

// working answers as echo does, after some work that heeds its context.
func working(work time.Duration, ended *atomic.Int64) func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse {
	return func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
		select {
		case <-time.After(work):
		case <-ctx.Done():
			ended.Add(1)
		}
		return echo(ctx, i)
	}
}

// One member who asks a thousand times a second is turned away, politely a few
// times, and nobody else notices.
func TestOneMemberCannotSilenceTheBot(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	for name, hostile := range map[string]discordtest.Interaction{
		"commands": discordtest.Command("quote", discordtest.String("text", "hostile")),
		"typing":   discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "hostile"))),
		"clicks":   discordtest.Button(&discordtest.Message{}, "1:next:2"),
	} {
		t.Run(name, func(t *testing.T) {
			var ended atomic.Int64
			inBubble(t, &responder{respond: working(20*time.Millisecond, &ended)}, func(t *testing.T, server *discordtest.Server, s *session) {
				server.WaitReady(t, 1)
				var attacks, others []*discordtest.Exchange
				for n := range 1500 {
					hostile.User = "666"
					if hostile.Message != nil {
						hostile.Message = server.PostAs(discordtest.BotID, discordtest.DefaultChannel, "x")
					}
					attacks = append(attacks, server.Send(hostile))
					if n%100 == 50 {
						i := discordtest.Command("quote", discordtest.String("text", "in peace"))
						i.User = fmt.Sprint(700 + n%7)
						others = append(others, server.Send(i))
					}
					time.Sleep(time.Millisecond)
				}
				time.Sleep(5 * time.Second)
				for _, x := range others {
					a := x.Answered()
					switch {
					case a == nil:
						t.Fatalf("another user's command is not answered")
					case a.Message.Text() != "you said: in peace":
						t.Fatalf("another user's command is answered with %q", a.Message.Text())
					case a.After > 50*time.Millisecond:
						t.Errorf("another user's command is answered after %s", a.After)
					}
				}
				served, polite := 0, 0
				for _, x := range attacks {
					switch a := x.Answered(); {
					case a == nil:
					case a.Type == 8 && len(a.Choices) == 0 || a.Type == 4 && strings.Contains(a.Message.Text(), "faster") && a.Message.Ephemeral():
						polite++
					default:
						served++
					}
				}
				if polite < 5 || polite > 30 || served < 1 || served > 40 {
					t.Errorf("of 1500 hostile interactions, %d are served and %d turned away politely", served, polite)
				}
			})
		})
	}
}

// Whoever waits for each answer is never turned away.
func TestOneAfterTheOther(t *testing.T) {
	var ended atomic.Int64
	inBubble(t, &responder{respond: working(time.Millisecond, &ended)}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		for range 500 {
			answers(t, server)
		}
	})
}

// Of what a user types the last counts: it ends the search for what came
// before.
func TestSuperseded(t *testing.T) {
	var ended atomic.Int64
	inBubble(t, &responder{respond: working(500*time.Millisecond, &ended)}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		var typed []*discordtest.Exchange
		for n := range 10 {
			typed = append(typed, server.Send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", fmt.Sprint("typed ", n))))))
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(time.Second)
		for n, x := range typed {
			a := x.Answered()
			if got := a != nil && len(a.Choices) > 0; got != (n == 9) {
				t.Errorf("number %d is proposed something: %t", n, got)
			}
		}
		if ended.Load() != 9 {
			t.Errorf("%d searches were ended, want 9", ended.Load())
		}
	})
}

// When everybody asks at once, what is typed is given up before what is asked.
func TestShedding(t *testing.T) {
	var ended atomic.Int64
	inBubble(t, &responder{respond: working(20*time.Millisecond, &ended)}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		var asked, typed []*discordtest.Exchange
		for n := range 1200 {
			i := discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "typed")))
			i.User, i.Guild = fmt.Sprint(10_000+n), fmt.Sprint(n)
			typed = append(typed, server.Send(i))
		}
		for n := range 300 {
			i := discordtest.Command("quote", discordtest.String("text", "asked"))
			i.User, i.Guild = fmt.Sprint(20_000+n), fmt.Sprint(n)
			asked = append(asked, server.Send(i))
		}
		time.Sleep(5 * time.Second)
		served := func(all []*discordtest.Exchange) (n int) {
			for _, x := range all {
				if a := x.Answered(); a != nil && (len(a.Choices) > 0 || a.Message != nil && a.Message.Text() == "you said: asked") {
					n++
				}
			}
			return n
		}
		if n := served(asked); n != len(asked) {
			t.Errorf("%d of %d commands are answered", n, len(asked))
		}
		if n := served(typed); n < 100 || n > 1100 {
			t.Errorf("%d of %d proposals are made", n, len(typed))
		}
	})
}

// One server's members, many of them, do not keep the others waiting.
func TestOneServerCannotSilenceTheBot(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	var ended atomic.Int64
	inBubble(t, &responder{respond: working(20*time.Millisecond, &ended)}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		var after []time.Duration
		for n := range 1500 {
			i := discordtest.Command("quote", discordtest.String("text", "hostile"))
			i.User, i.Guild = fmt.Sprint(1000+n%100), "66"
			server.Send(i)
			if n > 1000 && n%100 == 50 {
				i.User, i.Guild = "7", "77"
				x := server.Send(i)
				time.Sleep(2 * time.Second)
				after = append(after, x.Answer(t).After)
			}
			time.Sleep(time.Millisecond)
		}
		if slowest := slices.Max(after); slowest > 500*time.Millisecond {
			t.Errorf("a member of another server waited %s", slowest)
		}
	})
}
