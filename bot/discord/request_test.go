package discord_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

const toMessages = "POST /channels/{channel_id}/messages"

// components are those of a post.
func components(t testing.TB, text string, customIDs ...string) json.RawMessage {
	t.Helper()
	encoded, err := json.Marshal(saying(text, customIDs...).Components)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func post(t testing.TB, nonce string) bot.Post {
	return bot.Post{Channel: discordtest.DefaultChannel, Components: components(t, "A passage a day.", "1:cite:"+nonce), Nonce: nonce}
}

// A poster is a client of a server.
func poster(t testing.TB, server *discordtest.Server, o discord.ClientOptions) *discord.Client {
	t.Helper()
	o.Token, o.BaseURL = discordtest.Token, server.URL
	c, err := discord.NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFaultsOfARequest(t *testing.T) {
	for name, test := range map[string]struct {
		fault    discordtest.Fault
		want     *bot.RequestError // nil: the message is posted
		took     time.Duration     // at least, and no more than a second above
		requests int
		messages int
	}{
		"nothing":    {requests: 1, messages: 1},
		"a 429":      {discordtest.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond}, nil, 1500 * time.Millisecond, 2, 1},
		"three 429s": {discordtest.Fault{Status: 429, RetryAfter: 2 * time.Second, Times: 3}, nil, 6 * time.Second, 4, 1},
		"a 429 without end": {
			discordtest.Fault{Status: 429, RetryAfter: time.Second, Times: -1},
			&bot.RequestError{Status: 429, RetryAfter: time.Second}, 4 * time.Second, 5, 0,
		},
		"a 429 of an hour": {
			discordtest.Fault{Status: 429, RetryAfter: time.Hour},
			&bot.RequestError{Status: 429, RetryAfter: time.Hour}, 0, 1, 0,
		},
		"a 429 of a century": {
			discordtest.Fault{Status: 429, RetryAfter: 876_000 * time.Hour},
			&bot.RequestError{Status: 429, RetryAfter: time.Hour}, 0, 1, 0,
		},
		"Cloudflare's 429": {discordtest.Fault{Status: 429, RetryAfter: 20 * time.Second, Page: true}, nil, 20 * time.Second, 2, 1},
		"Cloudflare's 429 of half an hour": {
			discordtest.Fault{Status: 429, RetryAfter: 30 * time.Minute, Page: true},
			&bot.RequestError{Status: 429, RetryAfter: 30 * time.Minute}, 0, 1, 0,
		},
		"Cloudflare's 429 without a time": {
			discordtest.Fault{Status: 429, Page: true},
			&bot.RequestError{Status: 429, RetryAfter: time.Minute}, 0, 1, 0,
		},
		"a 500":                   {discordtest.Fault{Status: 500}, &bot.RequestError{Status: 500, Unknown: true}, 0, 1, 0},
		"a 502 of Cloudflare's":   {discordtest.Fault{Status: 502, Page: true}, &bot.RequestError{Status: 502, Unknown: true}, 0, 1, 0},
		"a 503":                   {discordtest.Fault{Status: 503}, &bot.RequestError{Status: 503, Unknown: true}, 0, 1, 0},
		"a 504 after it is done":  {discordtest.Fault{Status: 504, Done: true}, &bot.RequestError{Status: 504, Unknown: true}, 0, 1, 1},
		"a lost connection":       {discordtest.Fault{Drop: true}, &bot.RequestError{Unknown: true}, 0, 1, 0},
		"a lost answer":           {discordtest.Fault{Drop: true, Done: true}, &bot.RequestError{Unknown: true}, 0, 1, 1},
		"a page for an answer":    {discordtest.Fault{Status: 200, Page: true, Done: true}, &bot.RequestError{Status: 200, Unknown: true}, 0, 1, 1},
		"an answer never":         {discordtest.Fault{Delay: time.Hour}, &bot.RequestError{Unknown: true}, 10 * time.Second, 1, 0},
		"a slow answer":           {discordtest.Fault{Delay: 8 * time.Second}, nil, 8 * time.Second, 1, 1},
		"a redirect":              {discordtest.Fault{Status: 302, Page: true}, &bot.RequestError{Status: 302}, 0, 1, 0},
		"missing permissions":     {discordtest.Fault{Status: 403, Code: 50013, Message: "Missing Permissions"}, &bot.RequestError{Status: 403, Code: 50013}, 0, 1, 0},
		"missing access":          {discordtest.Fault{Status: 403, Code: 50001, Message: "Missing Access"}, &bot.RequestError{Status: 403, Code: 50001}, 0, 1, 0},
		"an unknown channel":      {discordtest.Fault{Status: 404, Code: 10003, Message: "Unknown Channel"}, &bot.RequestError{Status: 404, Code: 10003}, 0, 1, 0},
		"a block of Cloudflare's": {discordtest.Fault{Status: 403, Page: true}, &bot.RequestError{Status: 403}, 0, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
				if test.fault != (discordtest.Fault{}) {
					test.fault.On = toMessages
					server.Fail(test.fault)
				}
				c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
				started := time.Now()
				id, err := c.Post(t.Context(), post(t, "one"))
				took := time.Since(started)

				if took < test.took || took > test.took+time.Second {
					t.Errorf("it took %s, want %s", took, test.took)
				}
				if got := server.Count(toMessages); got != test.requests {
					t.Errorf("%d requests, want %d", got, test.requests)
				}
				if got := len(server.Messages(discordtest.DefaultChannel)); got != test.messages {
					t.Errorf("%d messages, want %d", got, test.messages)
				}
				if test.want == nil {
					if err != nil || id == "" {
						t.Errorf("Post returns %q, %v", id, err)
					}
					return
				}
				var got *bot.RequestError
				if !errors.As(err, &got) {
					t.Fatalf("Post returns %q, %v", id, err)
				}
				if got.Status != test.want.Status || got.Code != test.want.Code || got.RetryAfter != test.want.RetryAfter || got.Unknown != test.want.Unknown {
					t.Errorf("Post returns %+v, want %+v", *got, *test.want)
				}
				for _, secret := range []string{discordtest.Token, "/channels/", "html", "passage"} {
					if strings.Contains(err.Error(), secret) {
						t.Errorf("the error tells %q: %v", secret, err)
					}
				}
			})
		})
	}
}

// A wait that the context has no time for is not begun.
func TestNoTimeToWait(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.Fail(discordtest.Fault{On: toMessages, Status: 429, RetryAfter: 5 * time.Second})
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
		defer cancel()
		started := time.Now()
		_, err := c.Post(ctx, post(t, "one"))
		var got *bot.RequestError
		if !errors.As(err, &got) || got.RetryAfter != 5*time.Second || time.Since(started) > time.Second {
			t.Errorf("Post returns %v after %s", err, time.Since(started))
		}
	})
}

// A global limit that one request meets holds back all but the answers to
// interactions.
func TestGlobalLimit(t *testing.T) {
	r := &responder{respond: echo}
	inBubble(t, r, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		time.Sleep(time.Minute)
		server.Fail(discordtest.Fault{On: toMessages, Status: 429, RetryAfter: 10 * time.Second, Global: true})
		started := time.Now()
		var done sync.WaitGroup
		done.Go(func() {
			if _, err := s.client.Post(t.Context(), post(t, "one")); err != nil {
				t.Error(err)
			}
		})
		time.Sleep(time.Second)
		answers(t, server)
		if took := time.Since(started); took > 2*time.Second {
			t.Errorf("an interaction waited %s", took)
		}
		if _, err := s.client.Post(t.Context(), post(t, "two")); err != nil {
			t.Error(err)
		}
		if took := time.Since(started); took < 10*time.Second {
			t.Errorf("the second post went out after %s", took)
		}
		done.Wait()
		if n := server.Count(toMessages); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	})
}

// Fifty a second go through, and whatever is refused above goes through later.
func TestGlobalLimitOfTheServer(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.LimitGlobally(50)
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		var done sync.WaitGroup
		for n := range 120 {
			done.Go(func() {
				if _, err := c.Post(t.Context(), post(t, string(rune('A'+n)))); err != nil {
					t.Error(err)
				}
			})
		}
		done.Wait()
		if n := len(server.Messages(discordtest.DefaultChannel)); n != 120 {
			t.Errorf("%d messages, want 120", n)
		}
	})
}

// A budget counts what it is asked for.
type budget struct {
	mu sync.Mutex
	n  int
}

func (b *budget) Wait(context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	return nil
}

func TestBudget(t *testing.T) {
	server := discordtest.Start(t)
	var b budget
	s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{Budget: &b})
	server.WaitReady(t, 1)
	s.await(t, "commands installed", 1)
	answers(t, server)
	if _, err := s.client.Post(t.Context(), post(t, "one")); err != nil {
		t.Fatal(err)
	}
	// The gateway twice, the application, its commands twice, the post.
	if got := len(server.Requests()); b.n != 6 || got != 7 {
		t.Errorf("the budget is asked %d times for %d requests, want 6 for 7", b.n, got)
	}
}

// What an interaction is answered with, when things go wrong, is always one
// answer that Discord takes.
func TestFaultsOfAnAnswer(t *testing.T) {
	const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	const edit = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	deferring := func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse {
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	}
	finished := func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
		return saying("finished")
	}
	for name, test := range map[string]struct {
		fault   discordtest.Fault
		respond func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse
		finish  func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData
		text    string // "" if no answer can come through
		outcome string
	}{
		"a 500":                  {discordtest.Fault{On: callback, Status: 500}, echo, nil, "you said: hello", "answered"},
		"a 429":                  {discordtest.Fault{On: callback, Status: 429, RetryAfter: time.Second}, echo, nil, "you said: hello", "answered"},
		"a 429 that is too long": {discordtest.Fault{On: callback, Status: 429, RetryAfter: 5 * time.Second}, echo, nil, "", "undelivered"},
		"a lost connection":      {discordtest.Fault{On: callback, Drop: true}, echo, nil, "you said: hello", "answered"},
		"a lost answer":          {discordtest.Fault{On: callback, Drop: true, Done: true}, echo, nil, "you said: hello", "answered"},
		"an attempt that hangs":  {discordtest.Fault{On: callback, Delay: time.Hour}, echo, nil, "you said: hello", "answered"},
		"three 500s of the edit": {discordtest.Fault{On: edit, Status: 500, Times: 3}, deferring, finished, "finished", "answered"},
		"an expired one":         {discordtest.Fault{On: callback, Status: 404, Code: 10062, Message: "Unknown interaction"}, echo, nil, "", "expired"},
		"a refused one":          {discordtest.Fault{On: callback, Status: 400, Code: 50035, Message: "Invalid Form Body"}, echo, nil, "Something went wrong", "refused"},
		"a refused edit":         {discordtest.Fault{On: edit, Status: 400, Code: 50035, Message: "Invalid Form Body"}, deferring, finished, "Something went wrong", "refused"},
		"a panic": {
			respond: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse { panic("hello secret") },
			text:    "Something went wrong", outcome: "failed",
		},
		"a panic of the runtime": {
			respond: func(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
				return says(i.Message.ID)
			},
			text: "Something went wrong", outcome: "failed",
		},
		"nothing": {
			respond: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse { return nil },
			text:    "Something went wrong", outcome: "failed",
		},
		"a responder that hangs": {
			respond: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse {
				time.Sleep(time.Minute)
				return says("too late")
			},
			text: "took longer", outcome: "failed",
		},
		"a panic while finishing": {
			respond: deferring,
			finish: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
				panic(errors.New("hello secret"))
			},
			text: "Something went wrong", outcome: "failed",
		},
		"nothing to finish with": {
			respond: deferring,
			finish:  func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData { return nil },
			text:    "Something went wrong", outcome: "failed",
		},
		"finishing that hangs": {
			respond: deferring,
			finish: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
				time.Sleep(time.Hour)
				return saying("too late")
			},
			text: "took longer", outcome: "failed",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, &responder{respond: test.respond, finish: test.finish}, func(t *testing.T, server *discordtest.Server, s *session) {
				server.WaitReady(t, 1)
				time.Sleep(time.Minute)
				if test.fault != (discordtest.Fault{}) {
					server.Fail(test.fault)
				}
				if test.fault.Done {
					server.ExpectRefusals() // the second attempt is one too many
				}
				x := server.Send(discordtest.Command("quote", discordtest.String("text", "hello")))
				time.Sleep(discordtest.AnswerWithin)
				answer := x.Answered()
				time.Sleep(discordtest.EditWithin)
				switch {
				case test.text == "" && answer != nil:
					t.Errorf("answered with %v", answer.Data)
				case test.text != "" && answer == nil:
					t.Errorf("not answered in time:\n%s", s.log)
				case test.text != "" && !strings.Contains(answer.Message.Text(), test.text):
					t.Errorf("answered with %q", answer.Message.Text())
				}
				lines := s.log.lines("interaction")
				if len(lines) != 1 || lines[0]["outcome"] != test.outcome {
					t.Errorf("logged %v, want the outcome %q", lines, test.outcome)
				}
				for _, secret := range []string{x.Token, "hello", "secret"} {
					if strings.Contains(s.log.String(), secret) {
						t.Errorf("the log holds %q:\n%s", secret, s.log)
					}
				}
				time.Sleep(time.Hour) // whatever hangs ends
			})
		})
	}
}

// An autocompletion that fails proposes nothing.
func TestAutocompleteFails(t *testing.T) {
	r := &responder{respond: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse { panic("no") }}
	inBubble(t, r, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		got := server.Send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "a")))).Answer(t)
		if got.Type != 8 || got.Choices == nil || len(got.Choices) != 0 {
			t.Errorf("answered with %v", got.Data)
		}
	})
}

// A request that cannot be sent is known apart from one that was.
func TestUnsent(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		pipe.Close()
		_, err := c.Post(t.Context(), post(t, "one"))
		var got *bot.RequestError
		if !errors.As(err, &got) || got.Unknown || got.Status != 0 {
			t.Errorf("Post returns %+v", err)
		}
		if !strings.Contains(err.Error(), "no answer from Discord") || strings.Contains(err.Error(), http.MethodPost) {
			t.Errorf("Post returns %v", err)
		}
	})
}
