package library

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
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
	index         desk // where what was read is joined

	mu     *sync.Mutex
	trying map[string]bool // servers whose file lies on a desk for trials
}

func newDesks() desks {
	n := max(2, runtime.GOMAXPROCS(0))
	return desks{record: newDesk(n), trial: newDesk(n), index: newDesk(n), mu: new(sync.Mutex), trying: make(map[string]bool)}
}

// A desk has room for some files at a time.
type desk chan struct{}

func newDesk(n int) desk { return make(desk, n) }

// errPanicked is wrapped by what sit says of a panic, with its stack.
var errPanicked = errors.New("panic")

// sit works at a desk, for a bounded time, and returns what came of it. Reading
// cannot be interrupted: what takes longer is left to itself, and keeps its place
// until it is done. The error is [bot.ErrBusy] where it has not begun,
// [bot.ErrTooLong], the context's, or errPanicked.
func sit[T any](ctx context.Context, d desk, bound time.Duration, work func() T) (T, error) {
	var none T
	select {
	case d <- struct{}{}:
	case <-ctx.Done():
		return none, bot.ErrBusy
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if v := recover(); v != nil {
				r.err = fmt.Errorf("%w: %v\n%s", errPanicked, v, debug.Stack())
			}
			<-d
			done <- r
		}()
		r.value = work()
	}()
	timer := time.NewTimer(bound)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.value, r.err
	case <-timer.C:
		return none, bot.ErrTooLong
	case <-ctx.Done():
		return none, ctx.Err()
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
	_, err := sit(ctx, d.trial, trialWithin, func() struct{} {
		defer free()
		read()
		return struct{}{}
	})
	if errors.Is(err, bot.ErrBusy) { // it has not begun
		free()
	}
	return err
}
