package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
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
		"silence":            {discordtest.Silence, 11 * time.Second},
		"hello only":         {discordtest.HelloOnly, 31 * time.Second},
		"early reconnect":    {discordtest.EarlyReconnect, time.Second},
		"late reconnect":     {discordtest.LateReconnect, 6 * time.Second},
		"invalid session":    {discordtest.InvalidSession, 6 * time.Second},
		"nonsense":           {discordtest.Nonsense, time.Second},
		"no heartbeat":       {discordtest.NoHeartbeat, time.Second},
		"closed with a 4000": {discordtest.Refuse, 6 * time.Second},
		"an endless head":    {discordtest.Endless, time.Second},
		"a long hello":       {discordtest.LongHello, time.Second},
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

// frame is a server's frame: its first byte, and a payload shorter than 126
// bytes or the length that is told instead.
func frame(first byte, payload string) []byte {
	return append([]byte{first, byte(len(payload))}, payload...)
}

// However a connection is lost, the next one is made within a heartbeat and a
// half, and what came in between is answered. The session is resumed, with the
// number of the last event and where Discord said, unless it has ended it.
func TestLostConnections(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	const soon = 200 * time.Millisecond
	const silent = discordtest.HeartbeatInterval * 3 / 2
	packet := func(text string) func(*discordtest.Server) {
		return func(s *discordtest.Server) { s.SendRaw(frame(0x81, text)) }
	}
	bytes := func(b ...byte) func(*discordtest.Server) {
		return func(s *discordtest.Server) { s.SendRaw(b) }
	}
	unfinished := func(b ...byte) func(*discordtest.Server) {
		return func(s *discordtest.Server) { s.SendRaw(b); s.SilenceGateway() }
	}
	for name, test := range map[string]struct {
		end    func(s *discordtest.Server)
		within time.Duration
		reason string
		fresh  bool // Discord has ended the session
	}{
		"reconnect":           {(*discordtest.Server).Reconnect, soon, "new connection", false},
		"invalid connection":  {func(s *discordtest.Server) { s.Invalidate(true) }, soon, "session ended", false},
		"invalid session":     {func(s *discordtest.Server) { s.Invalidate(false) }, 6 * time.Second, "session ended", true},
		"unknown error":       {func(s *discordtest.Server) { s.CloseGateway(4000, "Unknown error.") }, soon, "4000", false},
		"going away":          {func(s *discordtest.Server) { s.CloseGateway(1001, "") }, soon, "1001", false},
		"a session timed out": {func(s *discordtest.Server) { s.CloseGateway(4009, "Session timed out.") }, soon, "4009", true},
		"a wrong number":      {func(s *discordtest.Server) { s.CloseGateway(4007, "Invalid seq.") }, soon, "4007", true},
		"cut":                 {(*discordtest.Server).DropGateway, soon, "EOF", false},
		"a session forgotten": {func(s *discordtest.Server) { s.ForgetSessions(); s.DropGateway() }, 6 * time.Second, "EOF", true},
		"silence":             {(*discordtest.Server).SilenceGateway, silent, "heartbeat not answered", false},

		"null":                  {packet(`null`), soon, "protocol", false},
		"a number":              {packet(`7`), soon, "protocol", false},
		"no opcode":             {packet(`{"d":null}`), soon, "protocol", false},
		"an opcode of words":    {packet(`{"op":"0"}`), soon, "protocol", false},
		"half a packet":         {packet(`{"op":0,`), soon, "protocol", false},
		"an unknown opcode":     {bytes(0x83, 0), soon, "protocol", false},
		"a continuation":        {bytes(0x80, 1, 'x'), soon, "protocol", false},
		"a frame in pieces":     {bytes(0x01, 1, '{', 0x81, 1, '}'), soon, "protocol", false},
		"reserved bits":         {bytes(0xf1, 1, '{'), soon, "protocol", false},
		"a masked frame":        {bytes(0x81, 0x81, 1, 2, 3, 4, 5), soon, "protocol", false},
		"64 bits of length":     {bytes(0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), soon, "protocol", false},
		"an exabyte":            {bytes(0x81, 127, 0x10, 0, 0, 0, 0, 0, 0, 0, 'x'), soon, "protocol", false},
		"a long ping":           {bytes(0x89, 126, 0, 200), soon, "protocol", false},
		"a close of one byte":   {bytes(0x88, 1, 3), soon, "1005", false},
		"half a frame":          {unfinished(0x81, 126, 1, 0, '{', '"'), silent, "heartbeat not answered", false},
		"half a head":           {unfinished(0x81), silent, "heartbeat not answered", false},
		"an unfinished message": {unfinished(0x01, 1, '{'), silent, "heartbeat not answered", false},
		"pieces without an end": {unfinished(0x01, 1, '{', 0x00, 1, ' '), silent, "heartbeat not answered", false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
				server.WaitReady(t, 1)
				answers(t, server)
				time.Sleep(10 * time.Minute)
				if n := len(server.Identifies()); n != 1 || len(server.Resumes()) != 0 {
					t.Fatalf("%d sessions and %d resumes in ten quiet minutes", n, len(server.Resumes()))
				}
				test.end(server)
				synctest.Wait()
				var between *discordtest.Exchange
				if !test.fresh && test.within != silent {
					between = server.Send(discordtest.Command("quote", discordtest.String("text", "in between")))
				}
				time.Sleep(test.within)
				answers(t, server)
				if between != nil && between.Answered() == nil {
					t.Error("what came in between is not answered")
				}
				resumes := server.Resumes()
				switch identifies := len(server.Identifies()); {
				case test.fresh && identifies != 2:
					t.Errorf("identified %d times, want 2", identifies)
				case !test.fresh && (identifies != 1 || len(resumes) != 1):
					t.Errorf("identified %d times and resumed %v, want 1 and one", identifies, resumes)
				case !test.fresh && (resumes[0].Sequence < 3 || resumes[0].Path != "/gateway-resume/"):
					t.Errorf("resumed as %+v", resumes[0])
				}
				lost := s.log.lines("gateway lost")
				if len(lost) == 0 || !strings.Contains(lost[0]["error"].(string), test.reason) {
					t.Errorf("logged %v, want one with %q", lost, test.reason)
				}
			})
		})
	}
}

// Events that hold nothing, or anything, are nothing to the connection.
func TestOddEvents(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		for _, event := range []string{"GUILD_CREATE", "GUILD_DELETE", "READY_SUPPLEMENTAL", "INTERACTION_CREATE", "RESUMED", "", "X"} {
			for _, data := range []any{nil, 7, "x", []any{}, map[string]any{}, map[string]any{"id": nil}, strings.Repeat("x", 100_000)} {
				server.Dispatch(event, data)
			}
		}
		answers(t, server)
		if n := len(s.log.lines("gateway lost")) + len(s.log.lines("panic")); n != 0 {
			t.Errorf("lost or panicked %d times:\n%s", n, s.log)
		}
	})
}

// What cannot be read once is read again where a session is resumed. The second
// time the session is given up for it.
func TestNonsenseTwice(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		synctest.Wait()
		server.Greet(0, discordtest.Nonsense)
		server.SendRaw(frame(0x81, "null"))
		time.Sleep(10 * time.Second)
		answers(t, server)
		if n := len(server.Identifies()); n != 2 {
			t.Errorf("identified %d times, want 2", n)
		}
	})
}

// Where the address for resuming is dead, the common one is tried.
func TestResumeElsewhere(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		synctest.Wait()
		server.Greet(4000, discordtest.Refuse, discordtest.Refuse, discordtest.Refuse)
		server.DropGateway()
		time.Sleep(time.Minute)
		answers(t, server)
		resumes := server.Resumes()
		if n := len(server.Identifies()); n != 1 || len(resumes) != 4 || resumes[3].Path != "/gateway-socket/" {
			t.Errorf("identified %d times, resumed %v", n, resumes)
		}
	})
}

// Wherever Discord says that a session is to be resumed, the token goes to no
// place that it should not, and the session is resumed.
func TestResumeAddresses(t *testing.T) {
	for _, address := range []any{
		nil, 7, "", []any{}, "x", "/gateway", "http://127.0.0.1/", "ws://gateway.example/", "wss://a:b@127.0.0.1/", "wss://[", "file:///etc/passwd",
		"ws://127.0.0.1/\r\nX: y", "wss://" + strings.Repeat("x", 70_000) + "/", "ws://127.0.0.1/" + strings.Repeat("x", 1<<20),
	} {
		inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
			server.WaitReady(t, 1)
			server.ResumeAt(address)
			server.Invalidate(false)
			time.Sleep(10 * time.Second)
			answers(t, server)
			server.DropGateway()
			time.Sleep(500 * time.Millisecond)
			answers(t, server)
			resumes := server.Resumes()
			if n := len(server.Identifies()); n != 2 || len(resumes) != 1 || resumes[0].Path != "/gateway-socket/" {
				t.Errorf("told to resume at %.40v, it identified %d times and resumed as %v", address, n, resumes)
			}
			for _, line := range s.log.lines("gateway lost") {
				if text := fmt.Sprint(line); len(text) > 500 {
					t.Errorf("a line of %d bytes: %.100s", len(text), text)
				}
			}
		})
	}
}

// The day's identifications are kept, and shards identify as many at a time as
// Discord says.
func TestIdentifyBudget(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.LimitSessions(1, 1, 0, time.Hour)
		start(t, server, &responder{respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
		time.Sleep(59 * time.Minute)
		if n := len(server.Identifies()); n != 0 {
			t.Errorf("identified %d times with none left", n)
		}
		time.Sleep(2 * time.Minute)
		answers(t, server)
	})
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.LimitSessions(8, 2, 1000, time.Hour)
		start(t, server, &responder{respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
		time.Sleep(time.Minute)
		times, seen := server.Identified(), map[string]time.Time{}
		if len(times) != 8 {
			t.Fatalf("%d shards, want 8", len(times))
		}
		for n, payload := range server.Identifies() {
			var identify struct{ Shard [2]int }
			json.Unmarshal(payload, &identify)
			lane := fmt.Sprint(identify.Shard[0] % 2)
			if last, ok := seen[lane]; ok && times[n].Sub(last) < 5*time.Second {
				t.Errorf("shard %d identified %s after another of its lane", identify.Shard[0], times[n].Sub(last))
			}
			seen[lane] = times[n]
		}
		if took := times[7].Sub(times[0]); took > 20*time.Second {
			t.Errorf("8 shards, two at a time, took %s", took)
		}
		for n := range 16 { // each shard's servers, and a direct message
			i := discordtest.Command("quote", discordtest.String("text", "x"))
			if i.Guild = fmt.Sprint(n << 22); n == 15 {
				i.Guild = ""
			}
			server.Send(i).Answer(t)
		}
	})
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
			BaseURL: "http://127.0.0.1",
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
		"a short one":  {time.Second, true, 3 * time.Second},
		"a longer one": {9 * time.Second, true, 10 * time.Second},
		"a long one":   {time.Minute, false, 11 * time.Second},
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
