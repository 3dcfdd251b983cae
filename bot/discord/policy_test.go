package discord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// Refusals that lead to a ban are counted, and long before it nothing is sent
// any more, until enough time has passed.
func TestInvalidRequests(t *testing.T) {
	for name, fault := range map[string]discordtest.Fault{
		"forbidden":    {Status: 403, Code: 50013, Times: -1},
		"limited":      {Status: 429, RetryAfter: time.Second, Times: -1},
		"unauthorised": {Status: 401, Code: 50027, Times: -1},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
				fault.On = toMessages
				server.Fail(fault)
				c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
				began := time.Now()
				var last error
				for n := 0; time.Since(began) < 9*time.Minute; n++ {
					ctx, cancel := context.WithTimeout(t.Context(), time.Second)
					_, last = c.Post(ctx, post(t, fmt.Sprint(n)))
					cancel()
					time.Sleep(100 * time.Millisecond)
				}
				if n := server.Count(toMessages); n > 1000 || n < 300 {
					t.Errorf("%d requests in nine minutes", n)
				}
				if name == "limited" {
					return // it waited
				}
				var refused *bot.RequestError
				if !errors.As(last, &refused) || refused.Permanent() || refused.RetryAfter <= 0 || refused.Unknown {
					t.Errorf("the last one returns %+v", last)
				}
				before := server.Count(toMessages)
				time.Sleep(10 * time.Minute)
				c.Post(t.Context(), post(t, "x"))
				if server.Count(toMessages) == before {
					t.Error("nothing is sent ten minutes later")
				}
			})
		})
	}
}

// Once the token is refused, nothing more is sent, and Run ends with advice.
func TestTokenRefusedLater(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		time.Sleep(time.Minute)
		server.Fail(discordtest.Fault{Status: 401, Message: "401: Unauthorized", Times: -1})
		before := len(server.Requests())
		for n := range 100 {
			s.client.Post(t.Context(), post(t, fmt.Sprint(n)))
		}
		if n := len(server.Requests()) - before; n != 1 {
			t.Errorf("%d requests, want 1", n)
		}
		if err := <-s.done; err == nil || !strings.Contains(err.Error(), "Reset Token") {
			t.Errorf("Run returns %v", err)
		}
	})
}

// A proxy's 401 says nothing of the token, so that the program outlives it.
func TestProxyRefusal(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		time.Sleep(time.Minute)
		server.Fail(discordtest.Fault{Status: 401, Page: true, Times: -1})
		for n := range 10 {
			s.client.Post(t.Context(), post(t, fmt.Sprint(n)))
		}
		server.DropGateway()
		time.Sleep(time.Minute)
		server.CalmDown("")
		time.Sleep(5 * time.Minute)
		answers(t, server)
	})
}

// Whatever repeats the token, no error does.
func TestTokenUntold(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	server.Fail(discordtest.Fault{Status: 407, Message: "Who is Bot " + discordtest.Token + "?", Times: -1})
	_, err := poster(t, server, discord.ClientOptions{}).Post(t.Context(), post(t, "x"))
	if err == nil || strings.Contains(err.Error(), discordtest.Token) || !strings.Contains(err.Error(), "Who is Bot …?") {
		t.Errorf("it says %v", err)
	}
}

// The buckets that Discord tells of are not emptied into a refusal.
func TestBuckets(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		server.Fail(discordtest.Fault{On: toMessages, Headers: [2][2]string{{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "4.5"}}})
		began := time.Now()
		for n := range 2 {
			if _, err := c.Post(t.Context(), post(t, fmt.Sprint(n))); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < 4500*time.Millisecond || took > 6*time.Second {
			t.Errorf("the second post went out after %s", took)
		}
		if n := server.Count(toMessages); n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
	})
}

// Cloudflare's block is for answers to interactions, too.
func TestCloudflare(t *testing.T) {
	inBubble(t, &responder{respond: echo}, func(t *testing.T, server *discordtest.Server, s *session) {
		server.WaitReady(t, 1)
		time.Sleep(time.Minute)
		server.Fail(discordtest.Fault{On: toMessages, Status: 429, Page: true, RetryAfter: 20 * time.Minute})
		s.client.Post(t.Context(), post(t, "x"))
		before := len(server.Requests())
		for range 20 {
			server.Send(discordtest.Command("quote"))
			time.Sleep(30 * time.Second)
		}
		if n := len(server.Requests()) - before; n != 0 {
			t.Errorf("%d requests while the address is blocked", n)
		}
		time.Sleep(11 * time.Minute)
		answers(t, server)
	})
}

// However long Discord's answers are, a bounded part of them is read.
func TestLongAnswers(t *testing.T) {
	for _, status := range []int{200, 400} {
		server := discordtest.Start(t)
		server.ExpectRefusals()
		server.Fail(discordtest.Fault{On: toMessages, Status: status, Message: strings.Repeat("x", 10_000), Faults: 500, Filler: 64 << 20})
		c := poster(t, server, discord.ClientOptions{})
		_, err := c.Post(t.Context(), post(t, "x"))
		if err == nil || len(err.Error()) > 800 {
			t.Errorf("a long %d comes to an error of %d bytes", status, len(fmt.Sprint(err)))
		}
	}
}

// A refused overwrite is logged in one line that is short enough to be read.
func TestRefusedCommands(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.ExpectRefusals()
		server.Fail(discordtest.Fault{On: overwrite, Status: 400, Code: 50035, Message: "Invalid Form Body", Faults: 200, Times: -1})
		s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
		line := s.await(t, "commands refused", 1)[0]
		if text := fmt.Sprint(line); len(text) > 1000 || !strings.Contains(text, "and 195 more") {
			t.Errorf("logged %d bytes: %s", len(text), text)
		}
		time.Sleep(time.Hour)
		if n := server.Count(overwrite); n != 1 {
			t.Errorf("tried %d times", n)
		}
	})
}

// Fields that Discord adds to its answers are no reason to install the commands
// again, at whatever depth.
func TestUnknownFieldsOfCommands(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		installs(t, server, pipe, declarations(), "commands installed")
		server.Alter(func(pattern string, answer []byte) []byte {
			if strings.HasSuffix(pattern, "/commands") {
				answer = bytes.ReplaceAll(answer, []byte(`"name":`), []byte(`"from_the_future":{"a":[1]},"name":`))
			}
			return answer
		})
		installs(t, server, pipe, declarations(), "commands are as they should be")
	})
}

// A post is found in whatever order messages come.
func TestFindPostInAnyOrder(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		var posted []string
		for n := range 150 {
			time.Sleep(time.Second)
			id, err := c.Post(t.Context(), post(t, fmt.Sprint(n)))
			if err != nil {
				t.Fatal(err)
			}
			posted = append(posted, id)
		}
		for name, order := range map[string]func(a, b map[string]any) int{
			"oldest first": func(a, b map[string]any) int { return strings.Compare(a["id"].(string), b["id"].(string)) },
			"shuffled":     func(a, b map[string]any) int { return strings.Compare(reversed(a["id"]), reversed(b["id"])) },
		} {
			server.Alter(func(pattern string, answer []byte) []byte {
				var list []map[string]any
				if pattern != "GET /channels/{channel_id}/messages" || json.Unmarshal(answer, &list) != nil {
					return answer
				}
				slices.SortFunc(list, order)
				answer, _ = json.Marshal(list)
				return answer
			})
			for _, n := range []int{0, 99, 100, 149} {
				got, err := c.FindPost(t.Context(), discordtest.DefaultChannel, fmt.Sprintf("1:cite:%d", n), time.Now().Add(-time.Hour))
				if err != nil || got != posted[n] {
					t.Errorf("%s: number %d is %q, %v, want %q", name, n, got, err, posted[n])
				}
			}
		}
		// Messages that come again and again end the search.
		server.Alter(func(pattern string, answer []byte) []byte {
			if pattern != "GET /channels/{channel_id}/messages" {
				return answer
			}
			one := map[string]any{"id": posted[0], "author": map[string]any{"id": "1"}}
			answer, _ = json.Marshal(slices.Repeat([]any{one}, 100))
			return answer
		})
		if _, err := c.FindPost(t.Context(), discordtest.DefaultChannel, "1:cite:x", time.Now().Add(-time.Hour)); err == nil {
			t.Error("what may be nothing or not is called nothing")
		}
	})
}

func reversed(id any) string {
	digits := []byte(id.(string))
	slices.Reverse(digits)
	return string(digits)
}

// Files go with the first answer, with an edit, and by HTTP.
func TestFiles(t *testing.T) {
	file := func() *discordgo.InteractionResponseData {
		data := saying("a picture")
		data.Files = []*discordgo.File{{Name: "picture.png", ContentType: "image/png", Reader: strings.NewReader("bytes of a picture")}}
		data.Attachments = &[]*discordgo.MessageAttachment{{ID: "0", Filename: "picture.png"}}
		return data
	}
	r := &responder{
		respond: func(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
			if i.Data.(discordgo.ApplicationCommandInteractionData).Name == "slow" {
				return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
			}
			return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: file()}
		},
		finish: func(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData { return file() },
	}
	server := discordtest.Start(t)
	start(t, server, r, discord.ClientOptions{})
	server.WaitReady(t, 1)
	for _, command := range []string{"quick", "slow"} {
		if got := server.Send(discordtest.Command(command)).Reply(t).File("picture.png"); got != "bytes of a picture" {
			t.Errorf("%s: the file is %q", command, got)
		}
	}
	url, _ := endpoint(t, server, r, nil)
	x, err := server.SendHTTP(http.DefaultClient, url, discordtest.Command("quick"))
	if err != nil {
		t.Fatal(err)
	}
	if got := x.Reply(t).File("picture.png"); got != "bytes of a picture" {
		t.Errorf("by HTTP: the file is %q", got)
	}
}
