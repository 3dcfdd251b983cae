package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"rapporteur/bot"
)

func (s *Store) saveDelivery(ctx context.Context, tx *sql.Tx, v *bot.Delivery) error {
	doc, err := encode(v)
	if err != nil {
		return err
	}
	if v.Version == 0 {
		_, err := s.exec(ctx, tx, `INSERT INTO deliveries (key, version, schedule, due_at, look_at, place, is_open, doc)
			VALUES ($1, 1, $2, $3, $4, coalesce((SELECT place FROM schedules WHERE id = $2), 0), $5, $6)
			ON CONFLICT (key) DO NOTHING`, v.Key, v.Schedule, millis(v.At), lookAt(v), v.Open(), doc)
		return err
	}
	return saved(s.exec(ctx, tx, `UPDATE deliveries SET version = version + 1, due_at = $3, is_open = $4, doc = $5
		WHERE key = $1 AND version = $2`, v.Key, v.Version, millis(v.At), v.Open(), doc))
}

// Delivery returns a line of the ledger, or [bot.ErrAbsent]. The error wraps
// [bot.ErrDamaged] where that is so.
func (s *Store) Delivery(ctx context.Context, key string) (bot.Delivery, error) {
	rows, err := s.rows(ctx, s.db, `SELECT key, version, doc FROM deliveries WHERE key = $1`, key)
	return one(rows, err, versionOfDelivery)
}

// Deliveries returns a schedule's last lines of the ledger, the latest first.
// Of one whose document is damaged it returns that.
func (s *Store) Deliveries(ctx context.Context, schedule string, limit int) ([]bot.Delivery, error) {
	rows, err := s.rows(ctx, s.db, `SELECT key, version, doc FROM deliveries
		WHERE schedule = $1 ORDER BY due_at DESC, key DESC LIMIT $2`, schedule, limit)
	if err != nil {
		return nil, err
	}
	var found []bot.Delivery
	for _, r := range rows {
		d, err := decode(r, versionOfDelivery)
		if err != nil {
			d = bot.Delivery{Key: r.id, Version: r.version, Schedule: schedule, State: bot.Uncertain, Why: bot.Why("What was stored of this post is damaged.")}
		}
		found = append(found, d)
	}
	return found, nil
}

// OpenDeliveries returns the keys, greater than after, of up to limit
// deliveries that something is left to do for, by key.
func (s *Store) OpenDeliveries(ctx context.Context, after string, limit int) ([]string, error) {
	return s.column(ctx, s.db, `SELECT key FROM deliveries
		WHERE is_open AND key > $1 ORDER BY key LIMIT $2`, after, limit)
}

// Claim returns the keys of up to limit open lines that are to be looked at by
// now, those first that wait longest, and of these the first schedule of every
// server before the second of any. Nobody else gets them before until. Their
// versions are counted up, so that who had one before and is late cannot save
// it.
func (s *Store) Claim(ctx context.Context, now, until time.Time, limit int) (keys []string, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		var err error
		keys, err = s.column(ctx, tx, `SELECT key FROM deliveries
			WHERE is_open AND look_at <= $1 ORDER BY look_at, place, key LIMIT $2`+s.dialect.skipLocked, millis(now), limit)
		if err != nil || len(keys) == 0 {
			return err
		}
		args := make([]any, len(keys))
		for i, key := range keys {
			args[i] = key
		}
		_, err = s.exec(ctx, tx, `WITH claimed (key) AS (`+values(len(args), "TEXT")+`)
			UPDATE deliveries SET version = version + 1, look_at = CAST($`+fmt.Sprint(len(args)+1)+` AS BIGINT)
			FROM claimed WHERE deliveries.key = claimed.key`, append(args, millis(until))...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim deliveries: %w", err)
	}
	return keys, nil
}

// LookAgain has an open line looked at from the given time on, before all
// others if that is zero.
func (s *Store) LookAgain(ctx context.Context, key string, at time.Time) error {
	_, err := s.exec(ctx, s.db, `UPDATE deliveries SET look_at = $2 WHERE key = $1 AND is_open`, key, millis(at))
	return err
}

// SetAside closes a line whose document is damaged, so that nobody looks at it
// any more.
func (s *Store) SetAside(ctx context.Context, key string) error {
	_, err := s.exec(ctx, s.db, `UPDATE deliveries SET is_open = $2 WHERE key = $1`, key, false)
	return err
}

// TakeChore reports whether it is time for a chore that one process does for
// all, and if so says that it is taken: the next time comes after every.
func (s *Store) TakeChore(ctx context.Context, name string, every time.Duration) (bool, error) {
	now := s.dialect.now
	taken, err := s.exec(ctx, s.db, `INSERT INTO chores (name, next_at) VALUES ($1, `+now+` + $2)
		ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE chores.next_at <= `+now, name, every.Milliseconds())
	if err != nil {
		return false, fmt.Errorf("take the chore %s: %w", name, err)
	}
	return taken > 0, nil
}
