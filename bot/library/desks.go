package library

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"rapporteur/bot"
)

// How long the reading of a file may take. One of 10 MiB takes a few seconds on
// a slow machine.
const (
	trialWithin = 15 * time.Second
	readWithin  = 30 * time.Second // of one that was read before
)

// Desks are where files are read. What strangers bring has desks of its own, so
// that a file that is never done keeps nobody from reading what is known.
type desks struct {
	record, trial desk

	mu     *sync.Mutex
	trying map[string]bool // servers whose file lies on a desk for trials
}

func newDesks() desks {
	n := max(2, runtime.GOMAXPROCS(0))
	return desks{record: newDesk(n), trial: newDesk(n), mu: new(sync.Mutex), trying: make(map[string]bool)}
}

// A desk has room for some files at a time.
type desk chan struct{}

func newDesk(n int) desk { return make(desk, n) }

// within reads at a desk, for a bounded time. Reading cannot be interrupted: what
// takes longer is left to itself, and keeps its place until it is done. The
// error is [bot.ErrBusy] where it has not begun.
func (d desk) within(ctx context.Context, bound time.Duration, read func()) error {
	select {
	case d <- struct{}{}:
	case <-ctx.Done():
		return bot.ErrBusy
	}
	done := make(chan any, 1)
	go func() {
		defer func() { <-d }()
		defer func() { done <- recover() }()
		read()
	}()
	timer := time.NewTimer(bound)
	defer timer.Stop()
	select {
	case v := <-done:
		if v != nil {
			panic(v)
		}
		return nil
	case <-timer.C:
		return bot.ErrTooLong
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Trial has a file of a stranger read, as [bot.Uploads] says.
func (s *Shelves) Trial(ctx context.Context, guild string, read func()) error {
	d := s.desks
	d.mu.Lock()
	busy := d.trying[guild]
	d.trying[guild] = true
	d.mu.Unlock()
	if busy {
		return bot.ErrBusy
	}
	free := sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.trying, guild)
	})
	err := d.trial.within(ctx, trialWithin, func() {
		defer free()
		read()
	})
	if errors.Is(err, bot.ErrBusy) { // it has not begun
		free()
	}
	return err
}
