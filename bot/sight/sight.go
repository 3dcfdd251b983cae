// Package sight lets whoever runs the bot see how it is: whether it lives and is
// ready, what it has done, and where its time goes. It speaks HTTP on an address
// of its own, which nobody outside needs to reach.
package sight

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"sync"
	"time"
)

// Options are what there is to see.
type Options struct {
	Checks  []Check             // of what the bot needs, besides Discord
	Records func() (n, all int) // how many records and turns are loaded; nil for none
	// Libraries returns how many servers have records of their own in memory, how
	// many records those are, and the bytes that they take; nil for none.
	Libraries func() (servers, records, bytes int)
	Pprof     bool         // profiles can be had
	Log       *slog.Logger // nil discards
}

// A Check asks whether something that the bot needs is there.
type Check struct {
	Name string
	Ask  func(ctx context.Context) error
}

// How long whoever looks, and what is asked, may take.
const (
	checkWithin = 2 * time.Second
	readWithin  = 5 * time.Second
	writeWithin = time.Minute // a profile takes half of it
)

// A Sight shows it. It is told by others what happens.
type Sight struct {
	*counters
	options Options

	mu     sync.Mutex
	shards map[int]bool // whether their sessions are open
}

// New makes a sight.
func New(o Options) *Sight {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Sight{counters: newCounters(o.Records, o.Libraries), options: o, shards: map[int]bool{}}
}

// Gateway is told that a shard's session has opened or is lost.
func (s *Sight) Gateway(shard int, open bool) {
	s.mu.Lock()
	s.shards[shard] = open
	s.mu.Unlock()
	s.counters.gateway(shard, open)
}

// Handler returns what answers /healthz, /readyz and /metrics.
func (s *Sight) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics())
	if s.options.Pprof {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// ready answers with a line for each thing that the bot needs, and with 503
// where one is missing.
func (s *Sight) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkWithin)
	defer cancel()
	status := http.StatusOK
	var lines strings.Builder
	for _, c := range append([]Check{{"discord", s.connected}}, s.options.Checks...) {
		word := "ok"
		if err := c.Ask(ctx); err != nil {
			status, word = http.StatusServiceUnavailable, err.Error()
		}
		fmt.Fprintf(&lines, "%s: %s\n", c.Name, word)
	}
	w.WriteHeader(status)
	fmt.Fprint(w, lines.String())
}

// connected reports whether every shard has a session.
func (s *Sight) connected(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	lost := 0
	for _, open := range s.shards {
		if !open {
			lost++
		}
	}
	switch {
	case len(s.shards) == 0:
		return errors.New("not connected yet")
	case lost > 0:
		return fmt.Errorf("%d of %d connections are lost", lost, len(s.shards))
	}
	return nil
}

// Serve answers at an address until ctx ends. That there is nowhere to show how
// the bot is, since another process does so there, is no reason not to run: it
// is logged.
func (s *Sight) Serve(ctx context.Context, address string) {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: readWithin,
		ReadTimeout:       readWithin,
		WriteTimeout:      writeWithin,
		ErrorLog:          slog.NewLogLogger(s.options.Log.Handler(), slog.LevelDebug),
	}
	l, err := net.Listen("tcp", address)
	if err == nil {
		s.options.Log.Info("status shown", "address", l.Addr().String())
		defer context.AfterFunc(ctx, func() { server.Close() })()
		err = server.Serve(l)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		s.options.Log.Warn("nothing shows how the bot is; RAPPORTEUR_STATUS can name another address", "error", err)
	}
}
