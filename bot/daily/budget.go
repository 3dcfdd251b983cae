package daily

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// How requests to Discord are paced. Its limit is 50 a second; on their way
// requests move together a little, and on a busy machine more.
const (
	requestEvery = 24 * time.Millisecond
	mostLate     = 100 * time.Millisecond // after which a place in the row is given up for another
	mostTries    = 5

	reserveWithin = 5 * time.Second  // for the store to answer
	aloneEvery    = 5 * requestEvery // without the store
)

// A Budget paces the requests of all processes that share a store. It is a
// [rapporteur/bot.Budget].
type Budget struct {
	// Reserve takes the next place in the row and returns how long it is
	// until then.
	Reserve func(ctx context.Context, interval time.Duration) (time.Duration, error)
	Log     *slog.Logger

	mu   sync.Mutex
	next time.Time // place in a row of this process's own, without the store
}

// Wait returns when a request may be sent, or with ctx's error. Who comes too
// late for a place, since the machine or the store is slow, takes another, so
// that those who were held up together do not go together. A store that does
// not answer must not silence the bot: then a request takes a place in a row of
// this process's own, which leaves room for some others.
func (b *Budget) Wait(ctx context.Context) error {
	for tries := 1; ; tries++ {
		began := time.Now()
		wait, err := b.reserve(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			b.Log.Warn("pacing requests", "error", err)
			wait, tries = b.alone(), mostTries
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
		if time.Since(began)-wait < mostLate || tries >= mostTries {
			return nil
		}
	}
}

func (b *Budget) reserve(ctx context.Context) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, reserveWithin)
	defer cancel()
	return b.Reserve(ctx, requestEvery)
}

// alone takes the next place in this process's own row.
func (b *Budget) alone() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if b.next = b.next.Add(aloneEvery); b.next.Before(now) {
		b.next = now
	}
	return b.next.Sub(now)
}
