package discord_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// endpoint runs a wire that takes interactions by HTTP, and returns where.
func endpoint(t testing.TB, server *discordtest.Server, r discord.Responder, key ed25519.PublicKey) (string, *session) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := startWith(t, server, discord.Options{Responder: r, HTTP: &discord.HTTP{Listener: l, PublicKey: key}}, discord.ClientOptions{})
	s.await(t, "waiting for interactions", 1)
	return "http://" + l.Addr().String() + "/interactions", s
}

func TestHTTP(t *testing.T) {
	server := discordtest.Start(t)
	url, s := endpoint(t, server, &responder{commands: declarations(), respond: echo}, nil)
	send := func(i discordtest.Interaction) *discordtest.Exchange {
		t.Helper()
		x, err := server.SendHTTP(http.DefaultClient, url, i)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	message := send(discordtest.Command("quote", discordtest.String("text", "letters"))).Reply(t)
	if message.Text() != "you said: letters" {
		t.Errorf("answered with %q", message.Text())
	}
	if got := send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "")))).Answer(t); got.Choices == nil {
		t.Errorf("completed with %v", got.Data)
	}
	if got := send(discordtest.Button(message, "1:next:2")).Reply(t); got.Text() != "page of 1:next:2" {
		t.Errorf("clicked to %q", got.Text())
	}
	if n := server.Count("POST /interactions/{interaction_id}/{interaction_token}/callback") + len(server.Identifies()); n != 0 {
		t.Errorf("%d callbacks or sessions", n)
	}
	s.await(t, "commands installed", 1)

	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("Run returns %v", err)
	}
	if _, err := server.SendHTTP(http.DefaultClient, url, discordtest.Command("quote")); err == nil {
		t.Error("it goes on after the end")
	}
}

func TestHTTPDeferral(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals() // of an edit that comes before the answer was read
	var responded, finished atomic.Int64
	url, _ := endpoint(t, server, counting(&responded, &finished), discordtest.PublicKey())
	x, err := server.SendHTTP(http.DefaultClient, url, discordtest.Command("daily"))
	if err != nil {
		t.Fatal(err)
	}
	if got := x.Reply(t).Text(); got != "done" || finished.Load() != 1 {
		t.Errorf("finished with %q, %d times", got, finished.Load())
	}
}

// Whatever is not signed by Discord, just now, and for the first time, is
// refused before it is looked at.
func TestHTTPForged(t *testing.T) {
	server := discordtest.Start(t)
	var responded, finished atomic.Int64
	url, _ := endpoint(t, server, counting(&responded, &finished), nil)
	now := time.Now()
	_, body := server.Payload(discordtest.Command("daily"))
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	for name, test := range map[string]struct {
		change func(r *http.Request)
		status int
	}{
		"no signature":        {func(r *http.Request) { r.Header.Del("X-Signature-Ed25519") }, 401},
		"no timestamp":        {func(r *http.Request) { r.Header.Del("X-Signature-Timestamp") }, 401},
		"another timestamp":   {func(r *http.Request) { r.Header.Set("X-Signature-Timestamp", strconv.FormatInt(now.Unix()-1, 10)) }, 401},
		"a timestamp of text": {func(r *http.Request) { r.Header.Set("X-Signature-Timestamp", "now") }, 401},
		"half a signature":    {func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", r.Header.Get("X-Signature-Ed25519")[:64]) }, 401},
		"no hexadecimal":      {func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", strings.Repeat("xy", 64)) }, 401},
		"zeros":               {func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", strings.Repeat("00", 64)) }, 401},
		"another key": {func(r *http.Request) {
			text := append([]byte(r.Header.Get("X-Signature-Timestamp")), body...)
			r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(other, text)))
		}, 401},
		"another body": {func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader(strings.Replace(string(body), "daily", "dairy", 1)))
		}, 401},
		// Discord sends pings like this one, to see whether they are refused.
		"a ping of another key": {func(r *http.Request) {
			*r = *discordtest.Signed(url, []byte(`{"type":1,"id":"1","application_id":"2","token":"x","version":1}`), now)
			r.Header.Set("X-Signature-Ed25519", strings.Repeat("00", 64))
		}, 401},
		"two minutes old": {func(r *http.Request) { *r = *discordtest.Signed(url, body, now.Add(-2*time.Minute)) }, 401},
		"of the future":   {func(r *http.Request) { *r = *discordtest.Signed(url, body, now.Add(2*time.Minute)) }, 401},
		"no interaction":  {func(r *http.Request) { *r = *discordtest.Signed(url, []byte(`{"type":2}`), now) }, 401},
		"no JSON":         {func(r *http.Request) { *r = *discordtest.Signed(url, []byte(`{`), now) }, 401},
		"a megabyte":      {func(r *http.Request) { *r = *discordtest.Signed(url, bytes.Repeat([]byte(" "), 1<<20), now) }, 413},
		"of unknown length": {func(r *http.Request) {
			r.ContentLength, r.Body = -1, io.NopCloser(bytes.NewReader(bytes.Repeat([]byte(" "), 1<<20)))
		}, 413},
		"another method": {func(r *http.Request) { r.Method = http.MethodPut }, 405},
		"another path":   {func(r *http.Request) { r.URL.Path = "/" }, 404},
	} {
		t.Run(name, func(t *testing.T) {
			r := discordtest.Signed(url, body, now)
			test.change(r)
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != test.status {
				t.Errorf("answered with %d, want %d", resp.StatusCode, test.status)
			}
		})
	}
	if responded.Load() != 0 {
		t.Errorf("%d forged interactions were looked at", responded.Load())
	}

	post := func(body string) (int, string) {
		t.Helper()
		resp, err := http.DefaultClient.Do(discordtest.Signed(url, []byte(body), time.Now()))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		said, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(said)
	}
	for _, ping := range []string{
		`{"type":1,"id":"1","application_id":"2","token":"x","version":1}`,
		`{"type":1,"id":"1","application_id":"2","token":"x","version":1}`, // a ping may come again
		`{"type":1,"id":"1","application_id":"2","token":"x","version":1,"user":{"global_name":"data"}}`,
		`{"type":1,"id":"1","application_id":"2","token":"x","version":1,"data":null}`,
	} {
		if status, said := post(ping); status != 200 || said != `{"type":1}` {
			t.Errorf("a ping is answered with %d %s", status, said)
		}
	}
	if status, _ := post(string(body)); status != 200 {
		t.Errorf("the true one is answered with %d", status)
	}
	if status, _ := post(string(body)); status != 401 {
		t.Errorf("the same once more is answered with %d", status)
	}
	server.ExpectRefusals() // of the edit: the server has not seen the answer
	if responded.Load() != 1 {
		t.Errorf("carried out %d times", responded.Load())
	}
}

// Who sends slowly, or never ends, is not waited for, and keeps nobody waiting.
func TestHTTPSlow(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		in := discordtest.NewPipe()
		options := discord.Options{Responder: &responder{respond: echo}, HTTP: &discord.HTTP{Listener: in, PublicKey: discordtest.PublicKey()}}
		s := startWith(t, server, options, discord.ClientOptions{Dial: pipe.Dial})
		s.await(t, "waiting for interactions", 1)
		for _, beginning := range []string{"", "POST /interactions HTTP/1.1\r\nHost: x\r\n", "POST /interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"} {
			conn, err := in.Dial(t.Context(), "", "")
			if err != nil {
				t.Fatal(err)
			}
			go conn.Write([]byte(beginning))
			began := time.Now()
			io.Copy(io.Discard, conn)
			if took := time.Since(began); took > 6*time.Second {
				t.Errorf("after %q, it waits for %s", beginning, took)
			}
			conn.Close()
		}
		// What promises to be too long is not waited for at all.
		conn, err := in.Dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		began := time.Now()
		go fmt.Fprintf(conn, "POST /interactions HTTP/1.1\r\nHost: x\r\nX-Signature-Timestamp: %d\r\nX-Signature-Ed25519: %0128d\r\nContent-Length: %d\r\n\r\n",
			began.Unix(), 0, 1<<20)
		if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, " 413 ") || time.Since(began) > 0 {
			t.Errorf("a promise of a megabyte is answered with %q after %s, %v", line, time.Since(began), err)
		}
		for range 3000 {
			conn, err := in.Dial(t.Context(), "", "")
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			go io.Copy(io.Discard, conn)
			forged := discordtest.Signed("http://127.0.0.1/interactions", bytes.Repeat([]byte("x"), 40_000), time.Now())
			forged.Body = io.NopCloser(io.MultiReader(strings.NewReader("x"), never{}))
			go forged.Write(conn)
		}
		synctest.Wait()
		client := &http.Client{Transport: &http.Transport{DialContext: in.Dial, DisableKeepAlives: true}}
		began = time.Now()
		if _, err := server.SendHTTP(client, "http://127.0.0.1/interactions", discordtest.Command("quote", discordtest.String("text", "x"))); err != nil || time.Since(began) > time.Second {
			t.Errorf("beside many slow ones, after %s: %v", time.Since(began), err)
		}
		time.Sleep(10 * time.Second) // for the writers to notice
	})
}

// never is a reader of what takes longer than anybody waits.
type never struct{}

func (never) Read([]byte) (int, error) {
	time.Sleep(8 * time.Second)
	return 0, io.ErrUnexpectedEOF
}

// At the end, what was sent before anybody knew of it is answered, and its
// connections closed.
func TestHTTPLeave(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		in := discordtest.NewPipe()
		options := discord.Options{Responder: &responder{respond: echo}, HTTP: &discord.HTTP{Listener: in, PublicKey: discordtest.PublicKey()}}
		s := startWith(t, server, options, discord.ClientOptions{Dial: pipe.Dial})
		s.await(t, "waiting for interactions", 1)
		dials := 0
		client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			dials++
			return in.Dial(ctx, network, address)
		}}}
		for n, want := range []int{1, 1, 2} { // on one connection, until that is closed
			if n == 1 {
				s.stop()
				time.Sleep(time.Second)
			}
			if _, err := server.SendHTTP(client, "http://127.0.0.1/interactions", discordtest.Command("quote", discordtest.String("text", "x"))); err != nil || dials != want {
				t.Errorf("request %d, on connection %d: %v", n, dials, err)
			}
		}
		began := time.Now()
		if err := <-s.done; err != nil || time.Since(began) > 2*time.Second {
			t.Errorf("it ends after %s with %v", time.Since(began), err)
		}
	})
}

// At the end, requests that were read are answered.
func TestHTTPShutdown(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		in := discordtest.NewPipe()
		options := discord.Options{HTTP: &discord.HTTP{Listener: in, PublicKey: discordtest.PublicKey()}}
		options.Responder = &responder{respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
			time.Sleep(time.Second)
			return echo(ctx, i)
		}}
		s := startWith(t, server, options, discord.ClientOptions{Dial: pipe.Dial})
		s.await(t, "waiting for interactions", 1)
		client := &http.Client{Transport: &http.Transport{DialContext: in.Dial, DisableKeepAlives: true}}
		said := make(chan error)
		go func() {
			_, err := server.SendHTTP(client, "http://127.0.0.1/interactions", discordtest.Command("quote", discordtest.String("text", "x")))
			said <- err
		}()
		time.Sleep(500 * time.Millisecond)
		s.stop()
		if err := <-said; err != nil {
			t.Error(err)
		}
		if err := <-s.done; err != nil {
			t.Error(err)
		}
	})
}
