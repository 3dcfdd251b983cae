package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"rapporteur/bot"
)

// Uploads returns what a server has brought, and what it removed, by ID. One
// whose document is damaged has what stands in columns alone.
func (s *Store) Uploads(ctx context.Context, guild string) ([]bot.Upload, error) {
	return s.uploads(ctx, s.db, `guild = $1 ORDER BY id`, guild)
}

func (s *Store) uploads(ctx context.Context, q querier, where string, args ...any) ([]bot.Upload, error) {
	return query(ctx, s, q, readUpload, `SELECT guild, id, version, coalesce(file_sum, ''), coalesce(sidecar_sum, ''),
		size, owner, removed_at, doc FROM uploads WHERE `+where, args...)
}

// readUpload reads one of which a damaged document says nothing.
func readUpload(scan scanner) (bot.Upload, error) {
	var in bot.Upload // what has columns
	var removed int64
	var doc []byte
	if err := scan(&in.Guild, &in.ID, &in.Version, &in.Sum, &in.Sidecar, &in.Size, &in.User, &removed, &doc); err != nil {
		return in, err
	}
	u, err := decode(row{id: in.Guild + " " + in.ID, doc: doc}, versionOfUpload)
	if err != nil {
		u = bot.Upload{File: in.ID}
	}
	u.Guild, u.ID, u.Version, u.Sum, u.Sidecar = in.Guild, in.ID, in.Version, in.Sum, in.Sidecar
	u.Size, u.User, u.Removed = in.Size, in.User, fromMillis(removed)
	return u, nil
}

// errNoFile is of adding something without a file.
var errNoFile = errors.New("there is no file")

// docOf returns what of an upload has no column.
func docOf(u bot.Upload) (string, error) {
	return encode(bot.Upload{File: u.File, Title: u.Title, Added: u.Added, Changed: u.Changed})
}

// Libraries returns the servers that see something else than the bot's own
// records.
func (s *Store) Libraries(ctx context.Context) ([]string, error) {
	return s.column(ctx, s.db, `SELECT DISTINCT guild FROM uploads UNION SELECT id FROM guilds WHERE hides > 0`)
}

// SaveUpload saves an upload within a server's quota. With the version 0 it is
// added, and its ID must be new to the server. With another version it takes the
// place of that version; a nil file is the one that is there. Otherwise the
// error is [bot.ErrStale], and [bot.ErrOverQuota] where it is the quota. The
// version is counted up in place, and the sums, the size and the times are set,
// if all went well.
func (s *Store) SaveUpload(ctx context.Context, u *bot.Upload, file, sidecar []byte, quota bot.Quota) error {
	packed, err := packAll(file, sidecar)
	if err != nil {
		return err
	}
	next := *u
	next.Version, next.Sum, next.Sidecar, next.Size = u.Version+1, packed.file.sum, packed.sidecar.sum, packed.size()
	err = s.revising(ctx, u.Guild, func(tx *sql.Tx) error {
		if err := s.keep(ctx, tx, packed); err != nil {
			return err
		}
		return s.putUpload(ctx, tx, &next, quota)
	})
	if err != nil {
		return fmt.Errorf("save upload %s of %s: %w", u.ID, u.Guild, err)
	}
	*u = next
	return nil
}

// putUpload adds an upload of the version 1, or replaces the version before any
// other. Its contents are kept already; the sum "" is that of the version before.
func (s *Store) putUpload(ctx context.Context, tx *sql.Tx, u *bot.Upload, quota bot.Quota) error {
	u.Changed, u.Removed = time.Now().UTC().Truncate(time.Millisecond), time.Time{}
	if u.Version == 1 {
		return s.addUpload(ctx, tx, u, quota)
	}
	return s.replaceUpload(ctx, tx, u, quota)
}

func (s *Store) addUpload(ctx context.Context, tx *sql.Tx, u *bot.Upload, quota bot.Quota) error {
	if u.Sum == "" {
		return errNoFile
	}
	u.Added = u.Changed
	doc, err := docOf(*u)
	if err != nil {
		return err
	}
	err = saved(s.exec(ctx, tx, `INSERT INTO uploads (guild, id, version, file_sum, sidecar_sum, size, owner, removed_at, doc)
		VALUES ($1, $2, 1, $3, nullif($4, ''), $5, $6, 0, $7) ON CONFLICT (guild, id) DO NOTHING`,
		u.Guild, u.ID, u.Sum, u.Sidecar, u.Size, u.User, doc))
	if err != nil {
		return err
	}
	return s.fits(ctx, tx, u.Guild, quota)
}

// replaceUpload saves another version, which keeps who added it and when.
func (s *Store) replaceUpload(ctx context.Context, tx *sql.Tx, u *bot.Upload, quota bot.Quota) error {
	found, err := s.uploads(ctx, tx, `guild = $1 AND id = $2 AND version = $3 AND removed_at = 0`, u.Guild, u.ID, u.Version-1)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return bot.ErrStale
	}
	before := found[0]
	u.User, u.Added = before.User, before.Added
	if u.Sum == "" {
		size, err := s.sizeOf(ctx, tx, before.Sum)
		if err != nil {
			return err
		}
		u.Sum, u.Size = before.Sum, u.Size+size
	}
	doc, err := docOf(*u)
	if err != nil {
		return err
	}
	err = saved(s.exec(ctx, tx, `UPDATE uploads SET version = version + 1, file_sum = $4, sidecar_sum = nullif($5, ''), size = $6, doc = $7
		WHERE guild = $1 AND id = $2 AND version = $3`, u.Guild, u.ID, u.Version-1, u.Sum, u.Sidecar, u.Size, doc))
	if err != nil {
		return err
	}
	if u.Size > before.Size { // whoever is over a quota that was lowered can still correct
		if err := s.fits(ctx, tx, u.Guild, quota); err != nil {
			return err
		}
	}
	return s.free(ctx, tx, before.Sum, before.Sidecar)
}

// fits returns [bot.ErrOverQuota] where a server has more than its quota.
func (s *Store) fits(ctx context.Context, tx *sql.Tx, guild string, quota bot.Quota) error {
	var records, size int
	err := tx.QueryRowContext(ctx, s.dialect.rebind(`SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT)
		FROM uploads WHERE guild = $1 AND removed_at = 0`), guild).Scan(&records, &size)
	if err == nil && (records > quota.Records || size > quota.Bytes) {
		err = bot.ErrOverQuota
	}
	return err
}

// mostRemoved is how many removed records a server remembers: those removed
// last.
const mostRemoved = 500

// RemoveUpload removes an upload, and leaves its ID. The error is
// [bot.ErrAbsent] where there is none.
func (s *Store) RemoveUpload(ctx context.Context, guild, id string) error {
	doc, err := docOf(bot.Upload{})
	if err != nil {
		return err
	}
	err = s.revising(ctx, guild, func(tx *sql.Tx) error {
		sums, err := s.sums(ctx, tx, "uploads", `guild = $1 AND id = $2`, guild, id)
		if err != nil {
			return err
		}
		removed, err := s.exec(ctx, tx, `UPDATE uploads SET version = version + 1, file_sum = NULL, sidecar_sum = NULL,
			size = 0, owner = '', removed_at = $3, doc = $4 WHERE guild = $1 AND id = $2 AND removed_at = 0`, guild, id, time.Now().UnixMilli(), doc)
		if err == nil && removed == 0 {
			err = bot.ErrAbsent
		}
		if err != nil {
			return err
		}
		if _, err := s.exec(ctx, tx, `DELETE FROM uploads WHERE guild = $1 AND removed_at > 0 AND id NOT IN (
			SELECT id FROM uploads WHERE guild = $1 AND removed_at > 0 ORDER BY removed_at DESC, id LIMIT $2)`, guild, mostRemoved); err != nil {
			return err
		}
		return s.free(ctx, tx, sums...)
	})
	if err != nil {
		return fmt.Errorf("remove upload %s of %s: %w", id, guild, err)
	}
	return nil
}
