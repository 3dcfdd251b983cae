package daily

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rapporteur/bot"
)

// tidy forgets what has expired, looks which servers have removed the bot, and
// forgets those that did so long enough ago.
func (e *Engine) tidy(ctx context.Context) error {
	if err := e.store.RemoveExpired(ctx); err != nil {
		return fmt.Errorf("remove what has expired: %w", err)
	}
	guilds, err := e.store.Guilds(ctx)
	if err != nil {
		return fmt.Errorf("list servers: %w", err)
	}
	for _, id := range guilds {
		member, err := e.membership.IsMember(ctx, id)
		if err == nil {
			err = e.tidyGuild(ctx, id, member)
		}
		if err != nil && !errors.Is(err, bot.ErrStale) {
			e.log.Warn("checking a server", "guild", id, "error", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (e *Engine) tidyGuild(ctx context.Context, id string, member bool) error {
	g, err := e.store.Guild(ctx, id)
	if err != nil {
		return err
	}
	now := e.now()
	switch {
	case member && !g.LeftAt.IsZero():
		g.LeftAt = time.Time{}
	case !member && g.LeftAt.IsZero():
		g.LeftAt = now
	case !member && now.Sub(g.LeftAt) > goneFor:
		e.log.Info("server forgotten", "guild", id)
		return e.store.RemoveGuild(ctx, id)
	default:
		return nil
	}
	return e.store.SaveGuild(ctx, &g)
}
