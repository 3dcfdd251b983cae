package discord

import (
	"context"
	"log/slog"
	"sync"

	"rapporteur/bot"
)

// mostPolite is how many answers that turn somebody away are sent at a time.
const mostPolite = 32

// A wire is a running connection between Discord and a responder.
type wire struct {
	client    *Client
	responder Responder
	log       *slog.Logger
	observer  Observer
	ready     func()
	which     Shards
	gate      gate
	claims    bot.Claims
	queue     *queue
	seen      *seen
	polite    chan struct{}   // filled by the answers on their way that turn somebody away
	work      context.Context // that of every interaction

	mu      sync.Mutex
	closed  bool // no more interactions are taken
	running sync.WaitGroup
}

func newWire(o Options) *wire { return wireWith(o, newSeen(mostSeen)) }

// wireWith returns a wire that knows by seen what it was sent before.
func wireWith(o Options, seen *seen) *wire {
	w := &wire{client: o.Client, responder: o.Responder, log: o.Log, observer: o.Observer, ready: o.Ready, which: o.Shards, claims: o.Claims}
	w.queue, w.seen, w.polite = newQueue(), seen, make(chan struct{}, mostPolite)
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if w.observer == nil {
		w.observer = unobserved{}
	}
	w.gate = gate{client: w.client, slots: o.Slots, log: w.log}
	return w
}

// take starts f for an interaction, unless the wire has finished.
func (w *wire) take(f func()) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.running.Go(f)
	}
	return !w.closed
}

// hold keeps the wire from finishing until running.Done is called, unless it has
// finished.
func (w *wire) hold() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.running.Add(1)
	}
	return !w.closed
}

// finish takes no more interactions and waits for the running ones.
func (w *wire) finish() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	done := make(chan struct{})
	go func() { w.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-w.work.Done():
		w.log.Warn("interactions abandoned at shutdown", "after", finishWithin)
	}
}
