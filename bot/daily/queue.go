package daily

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"rapporteur/bot"
)

// How lines are worked.
const (
	workers    = 20 // at once, in each process
	lease      = time.Minute
	workWithin = 45 * time.Second
	softStop   = 15 * time.Second // for what is under way at shutdown
	tidyEvery  = 24 * time.Hour
)

// A claim is a line of the ledger that this process has for itself for a while.
type claim struct {
	key   string
	since time.Time
}

// Run posts what is due until ctx ends. Then it takes nothing more up, and
// gives what is under way up to softStop to end.
func (e *Engine) Run(ctx context.Context) error {
	working, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	defer giveUp()
	claims := make(chan claim, 2*workers)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for c := range claims {
				e.work(working, ctx, c)
				if len(claims) <= workers {
					e.Stir() // there is room for more
				}
			}
		})
	}
	all.Go(func() { e.tidyDaily(ctx) })
	for ctx.Err() == nil {
		wait, err := e.turn(ctx, claims)
		if err != nil && ctx.Err() == nil {
			e.log.Error("looking for daily posts that are due", "error", err)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-e.stir:
		case <-timer.C:
		}
		timer.Stop()
	}
	close(claims)
	late := time.AfterFunc(softStop, giveUp)
	defer late.Stop()
	all.Wait()
	return nil
}

// Stir has the engine look at once whether something is due.
func (e *Engine) Stir() {
	select {
	case e.stir <- struct{}{}:
	default:
	}
}

// turn plans a batch of what is due and claims as many lines as there is room
// for. It returns how long nothing more need be done.
func (e *Engine) turn(ctx context.Context, claims chan<- claim) (time.Duration, error) {
	fires, look, err := e.store.Next(ctx)
	if err != nil {
		return lookEvery, err
	}
	now, planned := e.now(), 0
	if !fires.IsZero() && !fires.After(now) {
		if planned, err = e.plan(ctx); err != nil {
			return lookEvery, err
		}
	}
	wait := lookEvery
	if !fires.IsZero() {
		wait = min(wait, fires.Sub(now))
	}
	room := cap(claims) - len(claims)
	switch isDue := planned > 0 || !look.IsZero() && !look.After(now); {
	case isDue && room >= workers:
		keys, err := e.store.Claim(ctx, now, now.Add(e.lease), room)
		if err != nil {
			return lookEvery, err
		}
		for _, key := range keys {
			claims <- claim{key, now}
		}
		if len(keys) == room {
			wait = lookEvery // a worker stirs when there is room
		}
	case !isDue && !look.IsZero():
		wait = min(wait, look.Sub(now))
	}
	if planned > 0 {
		wait = 0
	}
	return max(0, wait), nil
}

// PostDue posts what is due now and returns, for a program that does not run
// on.
func (e *Engine) PostDue(ctx context.Context) error {
	for planned := 1; planned > 0; {
		var err error
		if planned, err = e.plan(ctx); err != nil {
			return err
		}
	}
	for {
		now := e.now()
		keys, err := e.store.Claim(ctx, now, now.Add(e.lease), workers)
		if err != nil || len(keys) == 0 {
			return err
		}
		for _, key := range keys {
			e.work(ctx, ctx, claim{key, now})
		}
	}
}

// work looks at a claimed line once, and notes when to look at it again. One
// that has waited here for long, or that comes up while the program ends, is
// left to others.
func (e *Engine) work(ctx, running context.Context, c claim) {
	defer func() {
		if v := recover(); v != nil {
			e.log.Error("daily post: panic", "delivery", c.key, "panic", v, "stack", string(debug.Stack()))
		}
	}()
	within := min(workWithin, e.lease*3/4)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var wait time.Duration
	var err error
	if running.Err() == nil && e.now().Sub(c.since) < e.lease-within {
		if wait, err = e.deliver(ctx, c.key); err == nil && wait == 0 {
			return
		}
	}
	if err != nil {
		// It stays with this process until its lease ends.
		e.log.Error("daily post", "delivery", c.key, "error", err)
		if errors.Is(err, bot.ErrDamaged) {
			err = e.store.SetAside(ctx, c.key)
			e.log.Warn("daily post set aside", "delivery", c.key, "error", err)
		}
		return
	}
	again := time.Time{}
	if wait > 0 {
		again = e.now().Add(wait)
	}
	if err := e.store.LookAgain(context.WithoutCancel(ctx), c.key, again); err != nil {
		e.log.Error("daily post", "delivery", c.key, "error", fmt.Errorf("look again: %w", err))
	}
}

// tidyDaily tidies up once a day, if no other process has, until ctx ends.
func (e *Engine) tidyDaily(ctx context.Context) {
	timer := time.NewTicker(time.Hour)
	defer timer.Stop()
	for {
		taken, err := e.store.TakeChore(ctx, "tidy", tidyEvery)
		if err == nil && taken {
			err = e.tidy(ctx)
		}
		if err != nil && ctx.Err() == nil {
			e.log.Error("tidying up", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
	}
}
