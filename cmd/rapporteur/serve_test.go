package main

import (
	"context"
	"strings"
	"sync"
	"testing"

	"rapporteur/bot/discord/discordtest"
)

// TestServe runs the program against a Discord on loopback: it connects,
// answers, and leaves when it is told to.
func TestServe(t *testing.T) {
	server := discordtest.Start(t)
	environment := map[string]string{
		"DISCORD_TOKEN":          discordtest.Token,
		"RAPPORTEUR_DISCORD_URL": server.URL,
		"RAPPORTEUR_STORE":       t.TempDir() + "/rapporteur.db",
	}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	var log lockedBuffer
	ended := make(chan error, 1)
	go func() {
		getenv := func(name string) string { return environment[name] }
		ended <- run(ctx, []string{"serve"}, getenv, strings.NewReader(""), &log, &log)
	}()
	server.WaitReady(t, 1)
	reply := server.Send(discordtest.Command("quote", discordtest.String("text", "38 thousand letters"))).Reply(t)
	if text := reply.Text(); !strings.Contains(text, "38 thousand letters") || !strings.Contains(text, "mikoyan-1962-11-18:33") {
		t.Errorf("the reply is:\n%s", text)
	}
	leave()
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	for _, secret := range []string{discordtest.Token, "38 thousand"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), `msg="records loaded" records=1 turns=48 narrations=4 speakers=5`) {
		t.Errorf("the log is:\n%s", log.String())
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
