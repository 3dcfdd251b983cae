package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"rapporteur/bot"
)

// query reads one document a row: the columns version and doc. The version's
// column is the truth, since a document is written before its version counts.
func query[T any](ctx context.Context, s *Store, q querier, version func(*T) *int, text string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, s.dialect.rebind(text), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []T
	for rows.Next() {
		var v T
		var n int
		var doc []byte
		if err := rows.Scan(&n, &doc); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(doc, &v); err != nil {
			return nil, fmt.Errorf("%w (decode a %T: %v)", ErrCorrupt, v, err)
		}
		*version(&v) = n
		found = append(found, v)
	}
	return found, rows.Err()
}

// one returns the only document of a query, or [bot.ErrAbsent].
func one[T any](found []T, err error) (T, error) {
	if err == nil && len(found) == 0 {
		err = bot.ErrAbsent
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

func versionOfGuild(g *bot.Guild) *int       { return &g.Version }
func versionOfSchedule(s *bot.Schedule) *int { return &s.Version }
func versionOfDelivery(d *bot.Delivery) *int { return &d.Version }

// saved turns the number of rows that a save has changed into its outcome.
func saved(changed int64, err error) error {
	if err == nil && changed == 0 {
		return bot.ErrStale
	}
	return err
}

func encode(v any) (string, error) {
	doc, err := json.Marshal(v)
	return string(doc), err
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Save saves a schedule and lines of the ledger, all or nothing. The schedule
// may be nil. What has the version 0 is added: a schedule must be new, while a
// delivery whose key is in the ledger already is left as it stands there. What
// has another version takes the place of that version, or the error is
// [bot.ErrStale]. Versions are counted up in place if all went well.
func (s *Store) Save(ctx context.Context, schedule *bot.Schedule, deliveries ...*bot.Delivery) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		if schedule != nil {
			if err := s.saveSchedule(ctx, tx, schedule); err != nil {
				return fmt.Errorf("save schedule %s: %w", schedule.ID, err)
			}
		}
		for _, d := range deliveries {
			if err := s.saveDelivery(ctx, tx, d); err != nil {
				return fmt.Errorf("save delivery %s: %w", d.Key, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if schedule != nil {
		schedule.Version++
	}
	for _, d := range deliveries {
		d.Version++
	}
	return nil
}

func (s *Store) saveSchedule(ctx context.Context, tx *sql.Tx, v *bot.Schedule) error {
	doc, err := encode(v)
	if err != nil {
		return err
	}
	if v.Version == 0 {
		return saved(s.exec(ctx, tx, `INSERT INTO schedules (id, version, guild, next_at, doc) VALUES ($1, 1, $2, $3, $4)
			ON CONFLICT (id) DO NOTHING`, v.ID, v.Guild, millis(v.NextAt), doc))
	}
	return saved(s.exec(ctx, tx, `UPDATE schedules SET version = version + 1, next_at = $3, doc = $4
		WHERE id = $1 AND version = $2`, v.ID, v.Version, millis(v.NextAt), doc))
}

func (s *Store) saveDelivery(ctx context.Context, tx *sql.Tx, v *bot.Delivery) error {
	doc, err := encode(v)
	if err != nil {
		return err
	}
	if v.Version == 0 {
		_, err := s.exec(ctx, tx, `INSERT INTO deliveries (key, version, schedule, due_at, is_open, doc) VALUES ($1, 1, $2, $3, $4, $5)
			ON CONFLICT (key) DO NOTHING`, v.Key, v.Schedule, millis(v.At), v.Open(), doc)
		return err
	}
	return saved(s.exec(ctx, tx, `UPDATE deliveries SET version = version + 1, due_at = $3, is_open = $4, doc = $5
		WHERE key = $1 AND version = $2`, v.Key, v.Version, millis(v.At), v.Open(), doc))
}

// Schedule returns a schedule, or [bot.ErrAbsent].
func (s *Store) Schedule(ctx context.Context, id string) (bot.Schedule, error) {
	return one(query(ctx, s, s.db, versionOfSchedule, `SELECT version, doc FROM schedules WHERE id = $1`, id))
}

// Schedules returns a guild's schedules, by their IDs.
func (s *Store) Schedules(ctx context.Context, guild string) ([]bot.Schedule, error) {
	return query(ctx, s, s.db, versionOfSchedule, `SELECT version, doc FROM schedules WHERE guild = $1 ORDER BY id`, guild)
}

// DueSchedules returns up to limit schedules that fire at t or before, those
// first that wait longest.
func (s *Store) DueSchedules(ctx context.Context, t time.Time, limit int) ([]bot.Schedule, error) {
	return query(ctx, s, s.db, versionOfSchedule, `SELECT version, doc FROM schedules
		WHERE next_at > 0 AND next_at <= $1 ORDER BY next_at, id LIMIT $2`, millis(t), limit)
}

// RemoveSchedule removes a schedule and its part of the ledger. Removing what
// is not there is no error.
func (s *Store) RemoveSchedule(ctx context.Context, id string) error {
	_, err := s.exec(ctx, s.db, `DELETE FROM schedules WHERE id = $1`, id)
	return err
}

// Delivery returns a line of the ledger, or [bot.ErrAbsent].
func (s *Store) Delivery(ctx context.Context, key string) (bot.Delivery, error) {
	return one(query(ctx, s, s.db, versionOfDelivery, `SELECT version, doc FROM deliveries WHERE key = $1`, key))
}

// Deliveries returns a schedule's last lines of the ledger, the latest first.
func (s *Store) Deliveries(ctx context.Context, schedule string, limit int) ([]bot.Delivery, error) {
	return query(ctx, s, s.db, versionOfDelivery, `SELECT version, doc FROM deliveries
		WHERE schedule = $1 ORDER BY due_at DESC, key DESC LIMIT $2`, schedule, limit)
}

// OpenDeliveries returns the keys, greater than after, of up to limit
// deliveries that something is left to do for, by key.
func (s *Store) OpenDeliveries(ctx context.Context, after string, limit int) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, s.dialect.rebind(`SELECT key FROM deliveries
		WHERE is_open AND key > $1 ORDER BY key LIMIT $2`), after, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []string
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}
