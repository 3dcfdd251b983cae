package discord_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

func fetcher(t testing.TB, server *discordtest.Server, o discord.ClientOptions) *discord.Client {
	t.Helper()
	o.Token, o.BaseURL, o.Attachments = discordtest.Token, server.URL, server.URL
	c, err := discord.NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func attachment(a discordtest.Attachment) bot.Attachment {
	return bot.Attachment{Name: a.Name, URL: a.URL, Size: int64(a.Size)}
}

// A file comes as it is, to the largest that Discord takes, and no token is
// sent for it.
func TestFetch(t *testing.T) {
	server := discordtest.Start(t)
	c := fetcher(t, server, discord.ClientOptions{})
	for _, size := range []int{0, 1, 100_000, bot.MaxAttachment} {
		want := bytes.Repeat([]byte{'a', 0, 0xff}, size/3+1)[:size]
		got, err := c.Fetch(t.Context(), attachment(server.Upload("Protokoll №1.docx", want)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes come as %d: %v", size, len(got), err)
		}
	}
}

// Only Discord's own hosts are asked, whatever an interaction says.
func TestFetchNowhereElse(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++ }))
	defer elsewhere.Close()
	server := discordtest.Start(t)
	c := fetcher(t, server, discord.ClientOptions{})
	production, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, Dial: nobody})
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(elsewhere.URL, "http://")
	for _, address := range []string{
		"", "x", elsewhere.URL + "/attachments/1/2/a.txt", "https://" + host + "/attachments/1/2/a.txt",
		"http://cdn.discordapp.com/attachments/1/2/a.txt",
		"https://cdn.discordapp.com:8443/attachments/1/2/a.txt",
		"https://cdn.discordapp.com:443/attachments/1/2/a.txt",
		"https://cdn.discordapp.com@" + host + "/attachments/1/2/a.txt",
		"https://user:word@cdn.discordapp.com/attachments/1/2/a.txt",
		"https://cdn.discordapp.com.example.org/attachments/1/2/a.txt",
		"https://evilcdn.discordapp.com/attachments/1/2/a.txt",
		"https://CDN.discordapp.com/attachments/1/2/a.txt",
		"https://cdn.discordapp.com./attachments/1/2/a.txt",
		"https://cdn.discordapp.com%2f" + host + "/attachments/1/2/a.txt",
		`https://` + host + `\@cdn.discordapp.com/attachments/1/2/a.txt`,
		"https://[::1]/attachments/1/2/a.txt", "https://127.0.0.1/attachments/1/2/a.txt",
		"https://discord.com/api/v9/users/@me", "https://cdn.discordapp.com/avatars/1/2.png",
		"https://media.discordapp.net/external/x/http/" + host + "/a.txt",
		"https://media.discordapp.net/attachments/../external/x",
		"https://media.discordapp.net/attachments/%2e%2e/external/x",
		"https://cdn.discordapp.com/attachments//1/2/a.txt",
		"//cdn.discordapp.com/attachments/1/2/a.txt", "file:///attachments/etc/passwd", "https:cdn.discordapp.com/attachments/1",
		"https://cdn.discordapp.com/attachments/1/2/" + strings.Repeat("a", 3000),
		"https://cdn.discordapp.com/attachments/1/2/a.txt\r\nHost: " + host,
	} {
		for _, c := range []*discord.Client{c, production} {
			if _, err := c.Fetch(t.Context(), bot.Attachment{URL: address, Size: 1}); !errors.Is(err, bot.ErrAttachmentPlace) {
				t.Errorf("%q is fetched: %v", address, err)
			}
		}
	}
	// A redirect leads nowhere either.
	a := server.UploadTo("a.txt", 1, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) })
	if _, err := c.Fetch(t.Context(), attachment(a)); !errors.Is(err, bot.ErrAttachmentPlace) {
		t.Errorf("a redirect comes to %v", err)
	}
	if asked > 0 || server.Count("GET attachment") != 1 {
		t.Errorf("another host was asked %d times, Discord's %d times", asked, server.Count("GET attachment"))
	}
	for _, address := range []string{"https://example.org", "http://example.org", "http://u@127.0.0.1", "x"} {
		if _, err := discord.NewClient(discord.ClientOptions{Token: "t", Attachments: address}); err == nil {
			t.Errorf("attachments can be fetched from %s", address)
		}
	}
}

// In production, the host that is dialled is Discord's.
func TestFetchFromDiscord(t *testing.T) {
	var dialled string
	c, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: "http://127.0.0.1:9",
		Dial: func(_ context.Context, network, address string) (net.Conn, error) {
			dialled = address
			return nil, errors.New("no network")
		}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err = c.Fetch(ctx, bot.Attachment{URL: "https://cdn.discordapp.com/attachments/1/2/a.txt?ex=secret", Size: 1})
	if dialled != "cdn.discordapp.com:443" || err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("dialled %s, and the error is %v", dialled, err)
	}
}

// What is too large, incomplete, gone or slow is refused in time.
func TestFetchBounds(t *testing.T) {
	write := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, n)) }
	}
	status := func(s int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(s) }
	}
	unending := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}
	for _, test := range []struct {
		name  string
		size  int
		serve http.HandlerFunc
		want  error
		asked int
	}{
		{"declared too large", bot.MaxAttachment + 1, write(1), bot.ErrAttachmentSize, 0},
		{"larger than declared", 10, unending, bot.ErrAttachmentSize, 1},
		{"cut off", 10, write(5), nil, 3},
		{"gone", 1, status(404), bot.ErrAttachmentGone, 1},
		{"expired", 1, status(403), bot.ErrAttachmentGone, 1},
		{"failing", 1, status(503), nil, 3},
		{"odd", 1, status(418), nil, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
				c := fetcher(t, server, discord.ClientOptions{Dial: pipe.Dial})
				data, err := c.Fetch(t.Context(), attachment(server.UploadTo("a.txt", test.size, test.serve)))
				if err == nil || test.want != nil && !errors.Is(err, test.want) || data != nil {
					t.Errorf("%d bytes, %v", len(data), err)
				}
				if n := server.Count("GET attachment"); n != test.asked {
					t.Errorf("asked %d times, want %d", n, test.asked)
				}
			})
		})
	}
	t.Run("slow", func(t *testing.T) {
		bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
			c := fetcher(t, server, discord.ClientOptions{Dial: pipe.Dial})
			began := time.Now()
			_, err := c.Fetch(t.Context(), attachment(server.UploadTo("a.txt", 100, func(w http.ResponseWriter, r *http.Request) {
				for range 100 {
					w.Write([]byte{'a'})
					http.NewResponseController(w).Flush()
					select {
					case <-r.Context().Done():
						return
					case <-time.After(time.Second):
					}
				}
			})))
			if took := time.Since(began); err == nil || took > 31*time.Second {
				t.Errorf("a slow file takes %s: %v", took, err)
			}
		})
	})
	t.Run("second attempt", func(t *testing.T) {
		server := discordtest.Start(t)
		c := fetcher(t, server, discord.ClientOptions{})
		n := 0
		got, err := c.Fetch(t.Context(), attachment(server.UploadTo("a.txt", 2, func(w http.ResponseWriter, r *http.Request) {
			if n++; n == 1 {
				w.WriteHeader(500)
				return
			}
			w.Write([]byte("ok"))
		})))
		if err != nil || string(got) != "ok" {
			t.Errorf("%q, %v", got, err)
		}
	})
}

func nobody(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("no network")
}

// TestForm sends a form over the wire, and what is typed into it back.
func TestForm(t *testing.T) {
	server := discordtest.Start(t)
	form := func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
		answer := r.NewReply()
		answer.Form(bot.Form{Title: "Records", Click: bot.Click{Verb: "typed", Fields: []string{"x"}}, Lines: []bot.FormLine{
			{Name: "title", Label: "Title", Value: strings.Repeat("long ", 100), Most: 50}, {Name: "place", Label: "Place", Most: 10, Long: true},
		}})
		return answer, nil
	}
	begin := func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
		answer := r.Reply("Records")
		answer.Row(bot.Button("Title", bot.Click{Verb: "form", Fields: []string{"x"}}))
		return answer, nil
	}
	typed := func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
		return bot.Say(bot.Plain(fmt.Sprint(r.Field("x"), len(r.Form), r.Form["title"], r.Form["place"]))), nil
	}
	command := bot.Command{
		Declaration: &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: "form", Description: "d"}, Example: "/form", Private: true, Run: begin,
		Verbs: []bot.Verb{{Name: "form", Fields: []string{"x"}, Run: form, Form: true}, {Name: "typed", Fields: []string{"x"}, Run: typed}, {Name: "slowly", Fields: []string{"x"}, Run: typed, Slow: true}},
	}
	s := start(t, server, bot.New(bot.Options{Index: builtIn(), Commands: []bot.Command{command}}), discord.ClientOptions{})
	server.WaitReady(t, 1)
	s.await(t, "commands installed", 1)
	message := server.Send(discordtest.Command("form")).Reply(t)
	modal := server.Send(discordtest.Button(message, message.Buttons()[0].CustomID)).Answer(t)
	if lines := modal.Lines(); modal.Type != 9 || len(lines) != 2 || !strings.HasPrefix(lines["title"], "long long") || len(lines["title"]) > 52 {
		t.Fatalf("the form is of type %d, with %q", modal.Type, lines)
	}
	answer := server.Send(discordtest.Typed(message, modal, map[string]string{"title": " A title\x00 ", "place": "x", "forged": "y"})).Reply(t)
	if answer != message || !strings.Contains(answer.Text(), "x3A title") {
		t.Errorf("what was typed comes to %q", answer.Text())
	}
	slow := server.Send(discordtest.TypedInto(message, "1:slowly:x", map[string]string{"title": "slow"}))
	if text := slow.Reply(t).Text(); slow.Answer(t).Type != 6 || !strings.Contains(text, "slow") {
		t.Errorf("a slow answer to a form is of type %d: %q", slow.Answer(t).Type, text)
	}
	for _, forged := range []string{"1:ask:form:x:", "1:none:x", "x", "1:say:form:x"} {
		if text := server.Send(discordtest.TypedInto(message, forged, nil)).Answer(t).Message.Text(); text == "" {
			t.Errorf("a forged form %q is answered with nothing", forged)
		}
	}
}
