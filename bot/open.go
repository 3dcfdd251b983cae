package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"rapporteur/corpus"
)

// patience is how long an answer waits for a server's library to be made, before
// it is deferred: whoever waits holds a place that others could have.
const patience = 300 * time.Millisecond

// errCold is returned for a library that is still being made.
var errCold = errors.New("the server's library is being made")

// open gives a request the library that its server sees. The error is errCold
// where that takes longer than a bound, 0 for none.
func (b *Bot) open(ctx context.Context, r *Request, bound time.Duration) error {
	if b.libraries == nil {
		return nil
	}
	wait := ctx
	if bound > 0 {
		var cancel context.CancelFunc
		wait, cancel = context.WithTimeout(ctx, bound)
		defer cancel()
	}
	index, err := b.libraries.Index(wait, r.Guild)
	if err != nil && wait.Err() != nil && ctx.Err() == nil {
		return errCold
	}
	if err == nil {
		r.Index = index
	}
	return err
}

// Own reports whether a record is the server's own, not the bot's.
func (r *Request) Own(record *corpus.Record) bool {
	return r.bot.loaded.Load().index.Library().Record(record.ID) != record
}

// Removed reports whether the server had a record of its own that this is the ID
// or the token of, and removed it.
func (r *Request) Removed(record string) bool {
	if r.bot.libraries == nil || r.Index.Library().Record(record) != nil {
		return false
	}
	removed, err := r.bot.libraries.Removed(r.Context(), r.Guild)
	return err == nil && slices.ContainsFunc(removed, func(id string) bool {
		return id == record || tokenOfRecord(id) == record
	})
}

// RefuseGone says that a record is not there, of which this is the token.
func (r *Request) RefuseGone(record string) error {
	if r.Removed(record) {
		return Refuse(RemovedRecord)
	}
	return Refuse(GoneRecord)
}
