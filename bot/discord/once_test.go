package discord_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// A register claims interactions for all processes of a test.
type register struct {
	mu    sync.Mutex
	known map[string]bool
	err   error
}

func (r *register) Claim(_ context.Context, id string) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known = map[string]bool{}
	}
	first := !r.known[id]
	r.known[id] = true
	return first, r.err
}

// counting returns a responder that defers commands and counts what it is asked
// to do.
func counting(responded, finished *atomic.Int64) *responder {
	return &responder{
		respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
			responded.Add(1)
			if i.Type == discordgo.InteractionApplicationCommand {
				return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
			}
			return echo(ctx, i)
		},
		finish: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
			finished.Add(1)
			return saying("done")
		},
	}
}

// An interaction that is delivered again is not answered again, for 15 minutes.
func TestDeliveredTwice(t *testing.T) {
	var responded, finished atomic.Int64
	inBubble(t, counting(&responded, &finished), func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		x := server.Send(discordtest.Command("quote", discordtest.String("text", "x")))
		server.Resend(x)
		x.Reply(t)
		for range 15 {
			server.Resend(x)
			time.Sleep(59 * time.Second)
		}
		if responded.Load() != 1 || finished.Load() != 1 {
			t.Errorf("responded %d times and finished %d times, want 1 and 1", responded.Load(), finished.Load())
		}
		if n := server.Count("POST /interactions/{interaction_id}/{interaction_token}/callback"); n != 1 {
			t.Errorf("%d callbacks, want 1", n)
		}
	})
}

// Two processes with one token get each interaction both. One carries it out.
func TestTwoProcesses(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.ExpectRefusals() // of the second callback
		var responded, finished atomic.Int64
		claims := new(register)
		var logs [2]*session
		for n := range logs {
			logs[n] = startWith(t, server, discord.Options{Responder: counting(&responded, &finished), Claims: claims}, discord.ClientOptions{Dial: pipe.Dial})
		}
		server.WaitReady(t, 2)
		time.Sleep(time.Minute)
		const many = 20
		for range many {
			server.Send(discordtest.Command("daily", discordtest.Subcommand("add"))).Reply(t)
			time.Sleep(time.Second)
		}
		if finished.Load() != many {
			t.Errorf("finished %d times, want %d", finished.Load(), many)
		}
		// Where the first answer of both seems to have got through, the store
		// decides.
		server.Fail(discordtest.Fault{
			On: "POST /interactions/{interaction_id}/{interaction_token}/callback", Times: 2, Done: true, Drop: true,
		})
		server.Send(discordtest.Command("daily", discordtest.Subcommand("add"))).Reply(t)
		time.Sleep(time.Minute)
		if finished.Load() != many+1 {
			t.Errorf("finished %d times, want %d", finished.Load(), many+1)
		}
		for _, s := range logs {
			for _, line := range s.log.lines("interaction") {
				if line["outcome"] != "answered" && line["outcome"] != "elsewhere" {
					t.Errorf("logged %v", line)
				}
			}
		}
	})
}

// What changes something without being deferred is carried out by one alone, too.
func TestTwoProcessesKeep(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		var responded atomic.Int64
		r := &responder{keeps: true, respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
			responded.Add(1)
			return echo(ctx, i)
		}}
		claims := new(register)
		for range 2 {
			startWith(t, server, discord.Options{Responder: r, Claims: claims}, discord.ClientOptions{Dial: pipe.Dial})
		}
		server.WaitReady(t, 2)
		time.Sleep(time.Minute)
		for n := range int64(20) {
			answers(t, server)
			time.Sleep(time.Second)
			if responded.Load() != n+1 {
				t.Fatalf("responded %d times to %d interactions", responded.Load(), n+1)
			}
		}
	})
}

// Nothing is carried out that could not be claimed, and the user is told.
func TestNoClaim(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		var responded, finished atomic.Int64
		options := discord.Options{Responder: counting(&responded, &finished), Claims: &register{err: context.DeadlineExceeded}}
		startWith(t, server, options, discord.ClientOptions{Dial: pipe.Dial})
		server.WaitReady(t, 1)
		if got := server.Send(discordtest.Command("daily")).Reply(t).Text(); got == "done" || got == "" || finished.Load() != 0 {
			t.Errorf("answered %q, finished %d times", got, finished.Load())
		}
	})
}

// What was sent before Discord read that the bot leaves is answered, all of it.
func TestShutdownUnderLoad(t *testing.T) {
	r := &responder{respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
		time.Sleep(100 * time.Millisecond)
		return echo(ctx, i)
	}}
	inBubble(t, r, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		var sent []*discordtest.Exchange
		for n := range 400 {
			for range 3 {
				i := discordtest.Command("quote", discordtest.String("text", "x"))
				i.User = slog.IntValue(1000 + len(sent)).String()
				if x := server.SendIfOpen(i); x != nil {
					sent = append(sent, x)
				}
			}
			if n == 20 {
				s.stop()
			}
			time.Sleep(10 * time.Millisecond)
		}
		began := time.Now()
		if err := <-s.done; err != nil || time.Since(began) > 10*time.Second {
			t.Errorf("Run returns %v after %s", err, time.Since(began))
		}
		for n, x := range sent {
			if x.Answered() == nil {
				t.Errorf("number %d of %d is lost", n, len(sent))
			}
		}
		if len(sent) < 60 {
			t.Errorf("only %d were sent", len(sent))
		}
	})
}

// What is claimed before it is answered, and then deferred, is finished once all
// the same, by the process that has claimed it.
func TestDeferredAfterAll(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		var responded, finished atomic.Int64
		claims := new(register)
		for range 2 {
			r := counting(&responded, &finished)
			r.keeps = true
			startWith(t, server, discord.Options{Responder: r, Claims: claims}, discord.ClientOptions{Dial: pipe.Dial})
		}
		server.WaitReady(t, 2)
		time.Sleep(time.Minute)
		const many = 10
		for range many {
			server.Send(discordtest.Command("saved", discordtest.Subcommand("list"))).Reply(t)
			time.Sleep(time.Second)
		}
		if responded.Load() != many || finished.Load() != many {
			t.Errorf("responded %d times and finished %d times, want %d", responded.Load(), finished.Load(), many)
		}
	})
}

// A clockwork is what processes share to be apart in time.
type clockwork struct {
	mu   sync.Mutex
	next map[string]time.Time
}

func (c *clockwork) TakeChore(_ context.Context, name string, every time.Duration) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Now().Before(c.next[name]) {
		return false, nil
	}
	c.next[name] = time.Now().Add(every)
	return true, nil
}

// Processes that share a store identify one after the other, as the shards of one
// do.
func TestProcessesIdentifyInTurn(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.LimitSessions(4, 1, 1000, time.Hour)
		slots := &clockwork{next: map[string]time.Time{}}
		for n := range 4 {
			shards, err := discord.ParseShards(fmt.Sprintf("%d/4", n), "")
			if err != nil {
				t.Fatal(err)
			}
			options := discord.Options{Responder: &responder{respond: echo}, Shards: shards, Slots: slots}
			startWith(t, server, options, discord.ClientOptions{Dial: pipe.Dial})
		}
		time.Sleep(time.Minute)
		at := server.Identified()
		if len(at) != 4 {
			t.Fatalf("%d have identified", len(at))
		}
		for n := range at[1:] {
			if apart := at[n+1].Sub(at[n]); apart < 5*time.Second {
				t.Errorf("two processes identified %s apart", apart)
			}
		}
	})
}
