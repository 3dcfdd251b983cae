package store

import (
	"context"
	"strings"
	"time"

	"rapporteur/bot"
)

// AllSchedules returns up to limit schedules of all guilds whose IDs are greater
// than after, by ID. Of one whose document is damaged it returns what Schedules
// does, without its guild.
func (s *Store) AllSchedules(ctx context.Context, after string, limit int) ([]bot.Schedule, error) {
	rows, err := s.rows(ctx, s.db, `SELECT id, version, doc FROM schedules WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
	if err != nil {
		return nil, err
	}
	found := make([]bot.Schedule, len(rows))
	for i, r := range rows {
		if found[i], err = decode(r, versionOfSchedule); err != nil {
			found[i] = bot.Schedule{ID: r.id, Version: r.version, Mode: bot.Shuffled, Paused: whyDamaged}
		}
	}
	return found, nil
}

// Ledger returns up to limit lines of the ledger that were due from one instant
// on and before another, the latest first, without the first skip. guild is
// whose, "" for all.
func (s *Store) Ledger(ctx context.Context, guild string, from, to time.Time, skip, limit int) ([]bot.Delivery, error) {
	rows, err := s.rows(ctx, s.db, `SELECT d.key, d.version, d.doc FROM deliveries AS d JOIN schedules AS s ON s.id = d.schedule
		WHERE d.due_at >= $1 AND d.due_at < $2 AND ($3 = '' OR s.guild = $3)
		ORDER BY d.due_at DESC, d.key DESC LIMIT $4 OFFSET $5`, millis(from), millis(to), guild, limit, skip)
	if err != nil {
		return nil, err
	}
	found := make([]bot.Delivery, len(rows))
	for i, r := range rows {
		if found[i], err = decode(r, versionOfDelivery); err != nil {
			found[i] = bot.Delivery{Key: r.id, Version: r.version, Guild: guild, State: bot.Uncertain, Why: "What was stored of this post is damaged."}
		}
	}
	return found, nil
}

// readOnly returns the URL of a database, in which nothing can be changed.
func readOnly(where string) string {
	sign := "?"
	if strings.Contains(where, "?") {
		sign = "&"
	}
	return where + sign + "default_transaction_read_only=on"
}
