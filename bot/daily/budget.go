package daily

import (
	"context"
	"log/slog"
	"time"
)

// requestEvery is the distance of requests to Discord. Its limit is 50 a
// second; on their way they may move together a little.
const requestEvery = time.Second / 45

// A Budget paces the requests of all processes that share a store. It is a
// [rapporteur/bot.Budget].
type Budget struct {
	// Reserve takes the next place in the row and returns how long it is
	// until then.
	Reserve func(ctx context.Context, interval time.Duration) (time.Duration, error)
	Log     *slog.Logger
}

// Wait returns when a request may be sent, or with ctx's error. A store that
// does not answer must not silence the bot: then a request waits for a share
// that leaves room for some other processes.
func (b *Budget) Wait(ctx context.Context) error {
	wait, err := b.Reserve(ctx, requestEvery)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b.Log.Warn("pacing requests", "error", err)
		wait = 5 * requestEvery
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
