package discord_test

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// inBubble runs f with a server and a wire that have a clock of their own. At
// its end no goroutine may be left.
func inBubble(t *testing.T, r discord.Responder, f func(t *testing.T, server *discordtest.Server, s *session)) {
	t.Helper()
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		f(t, server, start(t, server, r, discord.ClientOptions{Dial: pipe.Dial}))
	})
}

func bubble(t *testing.T, f func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe)) {
	t.Helper()
	document := discordtest.OpenAPI(t)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)))
		server, pipe := discordtest.StartPipe(t, discordtest.Options{OpenAPI: document})
		f(t, server, pipe)
	})
}

// answers reports whether the wire answers a command.
func answers(t *testing.T, server *discordtest.Server) {
	t.Helper()
	if got := server.Send(discordtest.Command("quote", discordtest.String("text", "still here"))).Reply(t).Text(); got != "you said: still here" {
		t.Errorf("answered with %q", got)
	}
}

func TestBadGreetings(t *testing.T) {
	for name, test := range map[string]struct {
		greeting discordtest.Greeting
		within   time.Duration // the next connection is made
	}{
		"silence":            {discordtest.Silence, 33 * time.Second},
		"hello only":         {discordtest.HelloOnly, 33 * time.Second},
		"early reconnect":    {discordtest.EarlyReconnect, 2 * time.Second},
		"late reconnect":     {discordtest.LateReconnect, 2 * time.Second},
		"invalid session":    {discordtest.InvalidSession, 2 * time.Second},
		"nonsense":           {discordtest.Nonsense, 2 * time.Second},
		"no heartbeat":       {discordtest.NoHeartbeat, 2 * time.Second},
		"closed with a 4000": {discordtest.Refuse, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
				server.Greet(4000, test.greeting)
				s := start(t, server, &responder{respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
				time.Sleep(test.within)
				if len(s.log.lines("gateway ready")) != 1 {
					t.Fatalf("not ready after %s:\n%s", test.within, s.log)
				}
				answers(t, server)
			})
		})
	}
}

func TestReconnects(t *testing.T) {
	for name, test := range map[string]struct {
		end    func(s *discordtest.Server)
		within time.Duration
		reason string
	}{
		"reconnect":       {(*discordtest.Server).Reconnect, 2 * time.Second, "new connection"},
		"invalid session": {(*discordtest.Server).Invalidate, 2 * time.Second, "session ended"},
		"unknown error":   {func(s *discordtest.Server) { s.CloseGateway(4000, "Unknown error.") }, 2 * time.Second, "4000"},
		"going away":      {func(s *discordtest.Server) { s.CloseGateway(1001, "") }, 2 * time.Second, "1001"},
		"cut":             {(*discordtest.Server).DropGateway, 2 * time.Second, "EOF"},
		"silence":         {(*discordtest.Server).SilenceGateway, 3 * discordtest.HeartbeatInterval, "timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
				server.WaitReady(t, 1)
				answers(t, server)
				time.Sleep(10 * time.Minute)
				if n := len(server.Identifies()); n != 1 {
					t.Fatalf("%d sessions in ten quiet minutes", n)
				}
				test.end(server)
				time.Sleep(test.within)
				answers(t, server)
				lost := s.log.lines("gateway lost")
				if len(lost) != 1 || !strings.Contains(lost[0]["error"].(string), test.reason) {
					t.Errorf("logged %v, want one with %q", lost, test.reason)
				}
			})
		})
	}
}

// Discord resets the token of a bot that identifies over 1000 times a day.
func TestPatience(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		for range 2000 {
			server.Greet(0, discordtest.InvalidSession)
		}
		start(t, server, &responder{respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
		time.Sleep(24 * time.Hour)
		if n := len(server.Identifies()); n < 500 || n > 1000 {
			t.Errorf("identified %d times in a day", n)
		}
	})
}

// A connection that cannot be made is tried for as long as it takes, and ends
// at once with the context.
func TestNoNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dials atomic.Int64
		client, err := discord.NewClient(discord.ClientOptions{
			Token:   discordtest.Token,
			BaseURL: "http://discord.test",
			Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
				dials.Add(1)
				return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		started := time.Now()
		err = discord.Run(ctx, discord.Options{Client: client, Responder: &responder{}})
		if err != nil || time.Since(started) != time.Hour || dials.Load() < 100 {
			t.Errorf("Run returns %v after %s and %d dials", err, time.Since(started), dials.Load())
		}
	})
}

func TestShutdownFinishes(t *testing.T) {
	for name, test := range map[string]struct {
		work     time.Duration
		answered bool
		within   time.Duration
	}{
		"a short one": {time.Second, true, 3 * time.Second},
		"a long one":  {time.Minute, false, 7 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			r := &responder{
				respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
					return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
				},
				finish: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
					select {
					case <-time.After(test.work):
						return saying("finished")
					case <-ctx.Done():
						return nil
					}
				},
			}
			inBubble(t, r, func(t *testing.T, server *discordtest.Server, s *session) {
				server.WaitReady(t, 1)
				x := server.Send(discordtest.Command("quote"))
				answer := x.Answer(t)
				s.stop()
				synctest.Wait()
				late := server.Send(discordtest.Command("quote"))
				started := time.Now()
				if err := <-s.done; err != nil {
					t.Errorf("Run returns %v", err)
				}
				if took := time.Since(started); took > test.within {
					t.Errorf("Run takes %s to end", took)
				}
				if got := answer.Message.Text() == "finished"; got != test.answered {
					t.Errorf("the running one came to %q", answer.Message.Text())
				}
				if late.Answered() != nil {
					t.Error("one that came later was taken")
				}
				synctest.Wait()
				if got := server.Closed(); len(got) != 1 || got[0] != 1000 {
					t.Errorf("closed with %v, want 1000", got)
				}
			})
		})
	}
}

func TestReadyIsCalled(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		client, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: server.URL, Dial: pipe.Dial})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ready := 0
		done := make(chan error)
		go func() {
			done <- discord.Run(ctx, discord.Options{
				Client: client, Responder: &responder{}, Log: slog.New(slog.DiscardHandler), Ready: func() { ready++ },
			})
		}()
		time.Sleep(time.Second)
		server.Reconnect()
		time.Sleep(5 * time.Second)
		stop()
		if err := <-done; err != nil || ready != 2 {
			t.Errorf("Run returns %v, ready %d times", err, ready)
		}
	})
}
