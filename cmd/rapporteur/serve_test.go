package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/bot/discord/discordtest"
)

// TestServe runs the program against a Discord on loopback: it connects,
// answers, and leaves when it is told to.
// A served is the program while it serves.
type served struct {
	log   lockedBuffer
	leave context.CancelFunc
	ended chan error // what run has returned
}

// startServing runs the program against a fake Discord, until the test ends or
// leaves, and waits until it is ready.
func startServing(t *testing.T, server *discordtest.Server) *served {
	t.Helper()
	environment := map[string]string{
		"DISCORD_TOKEN":          discordtest.Token,
		"RAPPORTEUR_DISCORD_URL": server.URL,
		"RAPPORTEUR_STORE":       t.TempDir() + "/rapporteur.db",
		"RAPPORTEUR_STATUS":      "off",
	}
	ctx, leave := context.WithCancel(t.Context())
	p := &served{leave: leave, ended: make(chan error, 1)}
	t.Cleanup(leave)
	go func() {
		getenv := func(name string) string { return environment[name] }
		p.ended <- run(ctx, []string{"serve"}, getenv, strings.NewReader(""), &p.log, &p.log)
	}()
	server.WaitReady(t, 1)
	return p
}

func TestServe(t *testing.T) {
	server := discordtest.Start(t)
	program := startServing(t, server)
	reply := server.Send(discordtest.Command("quote", discordtest.String("text", "38 thousand letters"))).Reply(t)
	if text := reply.Text(); !strings.Contains(text, "38 thousand letters") || !strings.Contains(text, "mikoyan-1962-11-18:33") {
		t.Errorf("the reply is:\n%s", text)
	}
	program.leave()
	if err := <-program.ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	for _, secret := range []string{discordtest.Token, "38 thousand"} {
		if strings.Contains(program.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, program.log.String())
		}
	}
	if !strings.Contains(program.log.String(), `msg="records loaded" records=1 turns=48 narrations=4 speakers=5`) {
		t.Errorf("the log is:\n%s", program.log.String())
	}
}

// TestServeHTTP runs the program with an endpoint in place of the gateway, and
// looks at how it is.
func TestServeHTTP(t *testing.T) {
	server := discordtest.Start(t)
	environment := map[string]string{
		"DISCORD_TOKEN":          discordtest.Token,
		"RAPPORTEUR_DISCORD_URL": server.URL,
		"RAPPORTEUR_STORE":       t.TempDir() + "/rapporteur.db",
		"RAPPORTEUR_STATUS":      "127.0.0.1:0",
		"RAPPORTEUR_LOG_FORMAT":  "json",
	}
	getenv := func(name string) string { return environment[name] }
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	var log lockedBuffer
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--http", "127.0.0.1:0"}, getenv, strings.NewReader(""), &log, &log)
	}()
	at := func(message string) string {
		t.Helper()
		for range 1000 {
			for line := range strings.Lines(log.String()) {
				var said struct{ Msg, Address string }
				if json.Unmarshal([]byte(line), &said) == nil && said.Msg == message {
					return said.Address
				}
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("%q is not logged:\n%s", message, log.String())
		return ""
	}
	status, endpoint := at("status shown"), at("waiting for interactions")
	x, err := server.SendHTTP(http.DefaultClient, "http://"+endpoint+"/interactions", discordtest.Command("quote", discordtest.String("text", "38 thousand letters")))
	if err != nil || !strings.Contains(x.Reply(t).Text(), "38 thousand letters") {
		t.Errorf("answered with %v", err)
	}
	get := func(path string) string {
		resp, err := http.Get("http://" + status + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return fmt.Sprintln(resp.StatusCode, string(text))
	}
	for path, want := range map[string]string{
		"/healthz":      "200 ok\n",
		"/readyz":       "200 discord: ok\nstore: ok\nrecords: ok\n",
		"/metrics":      `rapporteur_interactions_total{command="quote",kind="command",outcome="answered"} 1`,
		"/debug/pprof/": "404",
	} {
		if got := get(path); !strings.Contains(got, want) {
			t.Errorf("%s says %s, want %q", path, got, want)
		}
	}
	for _, want := range []string{"rapporteur_records 1", "rapporteur_turns 48", "rapporteur_answering_seconds_bucket", "go_memstats"} {
		if !strings.Contains(get("/metrics"), want) {
			t.Errorf("/metrics lacks %q", want)
		}
	}
	environment["RAPPORTEUR_STATUS"] = status
	if err := run(t.Context(), []string{"health"}, getenv, strings.NewReader(""), io.Discard, io.Discard); err != nil {
		t.Errorf("health says %v", err)
	}
	leave()
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	if err := run(t.Context(), []string{"health"}, getenv, strings.NewReader(""), io.Discard, io.Discard); exitCode(err) != failed {
		t.Errorf("after the end, health says %v", err)
	}
}

// Two processes with one store and one token, each of whom Discord tells
// everything: a schedule is made once.
func TestServeTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	server := discordtest.Start(t)
	server.ExpectRefusals() // of the second answer
	environment := map[string]string{
		"DISCORD_TOKEN":          discordtest.Token,
		"RAPPORTEUR_DISCORD_URL": server.URL,
		"RAPPORTEUR_STORE":       t.TempDir() + "/rapporteur.db",
		"RAPPORTEUR_STATUS":      "off",
	}
	getenv := func(name string) string { return environment[name] }
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	var log lockedBuffer
	ended := make(chan error, 2)
	for range 2 {
		go func() { ended <- run(ctx, []string{"serve"}, getenv, strings.NewReader(""), &log, &log) }()
	}
	server.WaitReady(t, 2)
	add := func() string {
		return server.Send(discordtest.Command("daily", discordtest.Subcommand("add",
			discordtest.Channel("channel", discordtest.DefaultChannel), discordtest.String("time", "07:30"), discordtest.String("timezone", "Europe/Berlin"),
		))).Reply(t).Text()
	}
	for range 3 {
		if text := add(); !strings.Contains(text, "Set up") {
			t.Errorf("answered with %q", text)
		}
	}
	listed := server.Send(discordtest.Command("daily", discordtest.Subcommand("list"))).Reply(t).Text()
	if n := strings.Count(listed, "Next:"); n != 3 {
		t.Errorf("%d schedules, want 3:\n%s", n, listed)
	}
	leave()
	for range 2 {
		if err := <-ended; err != nil {
			t.Errorf("serve ended with %v", err)
		}
	}
}

// TestServeRefused runs the program with a token that Discord does not know.
func TestServeRefused(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	environment := map[string]string{
		"DISCORD_TOKEN":          "not-" + discordtest.Token,
		"RAPPORTEUR_DISCORD_URL": server.URL,
		"RAPPORTEUR_STORE":       t.TempDir() + "/rapporteur.db",
		"RAPPORTEUR_STATUS":      "off",
	}
	var log lockedBuffer
	err := run(t.Context(), []string{"serve"}, func(name string) string { return environment[name] }, strings.NewReader(""), &log, &log)
	if err == nil || exitCode(err) != failed || !strings.Contains(err.Error(), "token") {
		t.Errorf("the error is %v, with the exit code %d", err, exitCode(err))
	}
	if err != nil && strings.Contains(err.Error()+log.String(), environment["DISCORD_TOKEN"]) {
		t.Errorf("the token is shown: %v\n%s", err, log.String())
	}
}

// A lockedBuffer may be written from several goroutines.
type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
