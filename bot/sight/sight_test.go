package sight_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discord"
	"rapporteur/bot/sight"
)

var _ discord.Observer = (*sight.Sight)(nil)

func get(t *testing.T, s *sight.Sight, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestReady(t *testing.T) {
	var store error
	s := sight.New(sight.Options{Checks: []sight.Check{{"store", func(context.Context) error { return store }}}})
	for _, step := range []struct {
		change func()
		status int
		says   string
	}{
		{func() {}, 503, "discord: not connected yet\nstore: ok\n"},
		{func() { s.Gateway(0, true) }, 200, "discord: ok\nstore: ok\n"},
		{func() { s.Gateway(1, false) }, 503, "discord: 1 of 2 connections are lost\nstore: ok\n"},
		{func() { s.Gateway(1, true); store = errors.New("no answer") }, 503, "discord: ok\nstore: no answer\n"},
		{func() { store = nil }, 200, "discord: ok\nstore: ok\n"},
	} {
		step.change()
		if status, said := get(t, s, "/readyz"); status != step.status || said != step.says {
			t.Errorf("%d %q, want %d %q", status, said, step.status, step.says)
		}
		if status, _ := get(t, s, "/healthz"); status != 200 {
			t.Errorf("it lives with %d", status)
		}
	}
}

func TestMetrics(t *testing.T) {
	s := sight.New(sight.Options{Records: func() (int, int) { return 2, 90 }, Libraries: func() (int, int, int) { return 7, 21, 4096 }})
	s.Gateway(3, true)
	s.Interaction("command", "quote", "answered", 20*time.Millisecond)
	s.Answering("command", "quote", 2*time.Millisecond)
	s.Request("POST", "channels/{id}/messages", 429, time.Second)
	s.Posted("posted")
	for n := range 1000 {
		s.Interaction("component", fmt.Sprint("invented", n), "answered", time.Millisecond)
	}
	_, said := get(t, s, "/metrics")
	for _, want := range []string{
		`rapporteur_interactions_total{command="quote",kind="command",outcome="answered"} 1`,
		`rapporteur_interaction_seconds_bucket{kind="command",le="0.025"} 1`,
		`rapporteur_answering_seconds_count{command="quote",kind="command"} 1`,
		`rapporteur_discord_requests_total{method="POST",route="channels/{id}/messages",status="429"} 1`,
		`rapporteur_gateway_open{shard="3"} 1`,
		`rapporteur_daily_posts_total{result="posted"} 1`,
		"rapporteur_records 2", "rapporteur_turns 90", "rapporteur_servers_in_memory 7", "rapporteur_server_records_in_memory 21", "rapporteur_server_records_bytes 4096", "go_memstats_heap_alloc_bytes",
		`rapporteur_interactions_total{command="other",kind="component",outcome="answered"}`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it lacks %s", want)
		}
	}
	if n := strings.Count(said, "invented"); n > 100 {
		t.Errorf("%d series of invented names", n)
	}
}

func TestPprofOnRequest(t *testing.T) {
	for on, want := range map[bool]int{true: 200, false: 404} {
		if status, _ := get(t, sight.New(sight.Options{Pprof: on}), "/debug/pprof/"); status != want {
			t.Errorf("with Pprof %t, profiles are answered with %d", on, status)
		}
	}
}

func TestAsk(t *testing.T) {
	read, written := io.Pipe()
	s := sight.New(sight.Options{Log: slog.New(slog.NewJSONHandler(written, nil))})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { s.Serve(ctx, "127.0.0.1:0"); close(done) }()
	var said struct{ Address string }
	if err := json.NewDecoder(read).Decode(&said); err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(said.Address)
	if err := sight.Ask(t.Context(), "0.0.0.0:"+port); err == nil || !strings.Contains(err.Error(), "not connected yet") {
		t.Errorf("before it is connected: %v", err)
	}
	s.Gateway(0, true)
	if err := sight.Ask(t.Context(), ":"+port); err != nil {
		t.Error(err)
	}
	cancel()
	<-done
	if err := sight.Ask(t.Context(), "127.0.0.1:"+port); err == nil {
		t.Error("it is ready after its end")
	}
	if err := sight.Ask(t.Context(), "nowhere"); err == nil {
		t.Error("an address without a port is asked")
	}
}
