package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"rapporteur/bot"
)

// Save saves a schedule and lines of the ledger, all or nothing. The schedule
// may be nil. What has the version 0 is added: a schedule must be new, or the
// error is [bot.ErrStale], and its server must have room for it, or the error
// is [bot.ErrFull]; a delivery whose key is in the ledger already is left as
// it stands there. What has another version takes the place of that version,
// or the error is [bot.ErrStale]. Versions are counted up in place if all went
// well.
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
	if v.Version == 0 {
		return s.addSchedule(ctx, tx, v)
	}
	doc, err := encode(v)
	if err != nil {
		return err
	}
	return saved(s.exec(ctx, tx, `UPDATE schedules SET version = version + 1, next_at = $3, doc = $4
		WHERE id = $1 AND version = $2`, v.ID, v.Version, millis(v.NextAt), doc))
}

// addSchedule gives a schedule the first free place of its server. The places
// are unique, so that those who add at the same time take different ones.
func (s *Store) addSchedule(ctx context.Context, tx *sql.Tx, v *bot.Schedule) error {
	doc, err := encode(v)
	if err != nil {
		return err
	}
	for {
		taken, err := s.column(ctx, tx, `SELECT CAST(place AS TEXT) FROM schedules WHERE guild = $1`, v.Guild)
		if err != nil {
			return err
		}
		place := 0
		for slices.Contains(taken, fmt.Sprint(place)) {
			place++
		}
		if place >= bot.MaxSchedules {
			return bot.ErrFull
		}
		added, err := s.exec(ctx, tx, `INSERT INTO schedules (id, version, guild, place, next_at, doc) VALUES ($1, 1, $2, $3, $4, $5)
			ON CONFLICT DO NOTHING`, v.ID, v.Guild, place, millis(v.NextAt), doc)
		if err != nil || added > 0 {
			return err
		}
		// Somebody has taken the place in the meantime, or the ID.
		same, err := s.column(ctx, tx, `SELECT id FROM schedules WHERE id = $1`, v.ID)
		if err != nil {
			return err
		}
		if len(same) > 0 {
			return bot.ErrStale
		}
	}
}

// Schedule returns a schedule, or [bot.ErrAbsent]. The error wraps
// [bot.ErrDamaged] where that is so.
func (s *Store) Schedule(ctx context.Context, id string) (bot.Schedule, error) {
	rows, err := s.rows(ctx, s.db, `SELECT id, version, doc FROM schedules WHERE id = $1`, id)
	return one(rows, err, versionOfSchedule)
}

// whyDamaged is why a schedule rests whose document cannot be read.
var whyDamaged = bot.Why("What was stored of this schedule is damaged. `/daily edit` with all of its options makes it whole, `/daily remove` removes it.")

// Schedules returns a guild's schedules, by their IDs. Of one whose document is
// damaged it returns what is known all the same, as paused for that reason.
func (s *Store) Schedules(ctx context.Context, guild string) ([]bot.Schedule, error) {
	rows, err := s.rows(ctx, s.db, `SELECT id, version, doc FROM schedules WHERE guild = $1 ORDER BY id`, guild)
	if err != nil {
		return nil, err
	}
	var found []bot.Schedule
	for _, r := range rows {
		schedule, err := decode(r, versionOfSchedule)
		if err != nil {
			schedule = bot.Schedule{ID: r.id, Version: r.version, Guild: guild, Mode: bot.Shuffled, Paused: whyDamaged}
		}
		found = append(found, schedule)
	}
	return found, nil
}

// RemoveSchedule removes a schedule and its part of the ledger. Removing what
// is not there is no error.
func (s *Store) RemoveSchedule(ctx context.Context, id string) error {
	_, err := s.exec(ctx, s.db, `DELETE FROM schedules WHERE id = $1`, id)
	return err
}

// Next returns when the next schedule fires and when the next open line of the
// ledger is to be looked at, zero where there is none.
func (s *Store) Next(ctx context.Context) (fires, look time.Time, err error) {
	var next, open sql.NullInt64
	err = s.db.QueryRowContext(ctx, `SELECT
		(SELECT min(next_at) FROM schedules WHERE next_at > 0),
		(SELECT min(look_at) FROM deliveries WHERE is_open)`).Scan(&next, &open)
	if err != nil {
		return fires, look, fmt.Errorf("look what is next: %w", err)
	}
	fires = fromMillis(next.Int64)
	if open.Valid {
		look = time.UnixMilli(open.Int64) // which may be 0
	}
	return fires, look, nil
}

// Plan hands each of up to limit schedules that fire at t or before to move,
// those first that wait longest, and saves them with the lines of the ledger
// that it returns, all in one transaction. Those that another process is
// planning are passed over. It returns how many there were, and the IDs of
// those whose documents are damaged: they are set aside and do not fire again
// before somebody saves them.
func (s *Store) Plan(ctx context.Context, t time.Time, limit int, move func(*bot.Schedule) []*bot.Delivery) (n int, damaged []string, err error) {
	var p plan
	err = s.within(ctx, func(tx *sql.Tx) error {
		rows, err := s.rows(ctx, tx, `SELECT id, version, doc FROM schedules
			WHERE next_at > 0 AND next_at <= $1 ORDER BY next_at, place, id LIMIT $2`+s.dialect.skipLocked, millis(t), limit)
		if err != nil {
			return err
		}
		n = len(rows)
		for _, r := range rows {
			if err := p.add(r, move); err != nil {
				return err
			}
		}
		if err := s.saveMoved(ctx, tx, p.schedules); err != nil {
			return err
		}
		return s.addLines(ctx, tx, p.lines, limit)
	})
	if err != nil {
		return 0, nil, fmt.Errorf("plan: %w", err)
	}
	return n, p.damaged, nil
}

// A plan is what planning changes, as the rows of its statements.
type plan struct {
	schedules []any // ID, next_at, doc
	lines     []any // key, schedule, due_at, look_at, is_open, doc
	damaged   []string
}

// add moves a schedule, or sets it aside where its document is damaged.
func (p *plan) add(r row, move func(*bot.Schedule) []*bot.Delivery) error {
	schedule, err := decode(r, versionOfSchedule)
	if err != nil {
		p.damaged = append(p.damaged, r.id)
		p.schedules = append(p.schedules, r.id, int64(0), string(r.doc))
		return nil
	}
	for _, d := range move(&schedule) {
		doc, err := encode(d)
		if err != nil {
			return fmt.Errorf("delivery %s: %w", d.Key, err)
		}
		p.lines = append(p.lines, d.Key, d.Schedule, millis(d.At), lookAt(d), d.Open(), doc)
	}
	doc, err := encode(schedule)
	if err != nil {
		return fmt.Errorf("schedule %s: %w", schedule.ID, err)
	}
	p.schedules = append(p.schedules, schedule.ID, millis(schedule.NextAt), doc)
	return nil
}

func (s *Store) saveMoved(ctx context.Context, tx *sql.Tx, schedules []any) error {
	if len(schedules) == 0 {
		return nil
	}
	_, err := s.exec(ctx, tx, `WITH moved (id, next_at, doc) AS (`+values(len(schedules), "TEXT", "BIGINT", "TEXT")+`)
		UPDATE schedules SET version = version + 1, next_at = moved.next_at, doc = moved.doc
		FROM moved WHERE schedules.id = moved.id`, schedules...)
	return err
}

// addLines adds lines of the ledger, so many at once; those whose keys are there
// stay as they are.
func (s *Store) addLines(ctx context.Context, tx *sql.Tx, lines []any, atOnce int) error {
	for part := range slices.Chunk(lines, 6*atOnce) {
		_, err := s.exec(ctx, tx, `WITH line (key, schedule, due_at, look_at, is_open, doc) AS (`+
			values(len(part), "TEXT", "TEXT", "BIGINT", "BIGINT", "BOOLEAN", "TEXT")+`)
			INSERT INTO deliveries (key, version, schedule, due_at, look_at, place, is_open, doc)
			SELECT line.key, 1, schedule, due_at, look_at, place, is_open, line.doc
			FROM line JOIN schedules ON schedules.id = line.schedule WHERE true
			ON CONFLICT (key) DO NOTHING`, part...)
		if err != nil {
			return err
		}
	}
	return nil
}

// lookAt returns when a new line is to be looked at: one that a person waits
// for before all others.
func lookAt(d *bot.Delivery) int64 {
	if d.Day == 0 {
		return 0
	}
	return millis(d.At)
}

// values returns a VALUES clause for n arguments in rows of the given types.
func values(n int, types ...string) string {
	text := []byte("VALUES ")
	for i := range n {
		column := i % len(types)
		text = fmt.Appendf(text, "%sCAST($%d AS %s)", cmp.Or(map[bool]string{i == 0: "(", i > 0 && column == 0: "), ("}[true], ", "), i+1, types[column])
	}
	return string(append(text, ')'))
}
