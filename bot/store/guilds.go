package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"rapporteur/bot"
)

// Guild returns what is kept of a server; of one that is not known, or whose
// document is damaged, a Guild with its ID alone.
func (s *Store) Guild(ctx context.Context, id string) (bot.Guild, error) {
	rows, err := s.rows(ctx, s.db, `SELECT id, version, doc FROM guilds WHERE id = $1`, id)
	if err != nil || len(rows) == 0 {
		return bot.Guild{ID: id}, err
	}
	g, err := decode(rows[0], versionOfGuild)
	if err != nil {
		return bot.Guild{ID: id, Version: rows[0].version}, nil
	}
	return g, nil
}

// SaveGuild saves what is kept of a server, under the rules of Save.
func (s *Store) SaveGuild(ctx context.Context, g *bot.Guild) error {
	doc, err := encode(g)
	if err != nil {
		return err
	}
	var hides int
	err = s.db.QueryRowContext(ctx, s.dialect.rebind(`SELECT coalesce(max(hides), 0) FROM guilds WHERE id = $1`), g.ID).Scan(&hides)
	if err != nil {
		return fmt.Errorf("save guild %s: %w", g.ID, err)
	}
	change := s.within
	if hides+len(g.Hidden) > 0 {
		change = func(ctx context.Context, f func(*sql.Tx) error) error { return s.revising(ctx, g.ID, f) }
	}
	err = change(ctx, func(tx *sql.Tx) error {
		if g.Version == 0 {
			return saved(s.exec(ctx, tx, `INSERT INTO guilds (id, version, left_at, hides, doc) VALUES ($1, 1, $2, $3, $4)
				ON CONFLICT (id) DO NOTHING`, g.ID, millis(g.LeftAt), len(g.Hidden), doc))
		}
		return saved(s.exec(ctx, tx, `UPDATE guilds SET version = version + 1, left_at = $3, hides = $4, doc = $5
			WHERE id = $1 AND version = $2`, g.ID, g.Version, millis(g.LeftAt), len(g.Hidden), doc))
	})
	if err != nil {
		return fmt.Errorf("save guild %s: %w", g.ID, err)
	}
	g.Version++
	return nil
}

// Guilds returns the IDs of all servers of which anything is kept, sorted.
func (s *Store) Guilds(ctx context.Context) ([]string, error) {
	return s.column(ctx, s.db, `SELECT id FROM guilds UNION SELECT guild FROM schedules
		UNION SELECT guild FROM documents WHERE guild <> '' UNION SELECT guild FROM uploads
		UNION SELECT guild FROM drafts ORDER BY 1`)
}

// RemoveGuild forgets a server: its settings, its schedules with their posts,
// its records and its documents.
func (s *Store) RemoveGuild(ctx context.Context, id string) error {
	return s.revising(ctx, id, func(tx *sql.Tx) error {
		for _, table := range []string{"uploads", "drafts"} {
			if err := s.discard(ctx, tx, table, `guild = $1`, id); err != nil {
				return err
			}
		}
		for _, text := range []string{
			`DELETE FROM schedules WHERE guild = $1`,
			`DELETE FROM documents WHERE guild = $1 AND guild <> ''`,
			`DELETE FROM guilds WHERE id = $1`,
		} {
			if _, err := s.exec(ctx, tx, text, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReserveRequest takes the next place in the row of requests to Discord, which
// are interval apart whichever process sends them, and returns how long it is
// until then. It goes by the database's clock, so that the processes' clocks
// need not agree.
func (s *Store) ReserveRequest(ctx context.Context, interval time.Duration) (time.Duration, error) {
	// A row that reaches a minute ahead was not waited for but made by a clock
	// that has since been set back.
	now := s.dialect.now
	var ahead int64
	err := s.db.QueryRowContext(ctx, s.dialect.rebind(`UPDATE budget
		SET next_at = $1 + CASE WHEN next_at BETWEEN `+now+` AND `+now+` + 60000 THEN next_at ELSE `+now+` END
		WHERE id = 1 RETURNING next_at - `+now), interval.Milliseconds()).Scan(&ahead)
	if err != nil {
		return 0, fmt.Errorf("reserve a request: %w", err)
	}
	return max(0, time.Duration(ahead)*time.Millisecond-interval), nil
}
