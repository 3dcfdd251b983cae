package store

import (
	"context"
	"database/sql"
	"fmt"

	"rapporteur/bot"
)

// SaveDraft saves a draft. With the version 0 it is added: its ID is set, and of
// [bot.MaxDrafts] of its server the one that expires first is removed. With
// another version it takes the place of that version, or the error is
// [bot.ErrStale]; a nil file is the one that is there. The version is counted up
// in place, and the sums and the size are set, if all went well.
func (s *Store) SaveDraft(ctx context.Context, d *bot.Draft, file, sidecar []byte) error {
	packed, err := packAll(file, sidecar)
	if err != nil {
		return err
	}
	next := *d
	next.Version, next.Sum, next.Sidecar, next.Size = d.Version+1, packed.file.sum, packed.sidecar.sum, packed.size()
	err = s.alone(ctx, func(tx *sql.Tx) error {
		if err := s.keep(ctx, tx, packed); err != nil {
			return err
		}
		if d.Version == 0 {
			return s.addDraft(ctx, tx, &next)
		}
		return s.replaceDraft(ctx, tx, &next)
	})
	if err != nil {
		return fmt.Errorf("save a draft of %s: %w", d.Guild, err)
	}
	*d = next
	return nil
}

func (s *Store) addDraft(ctx context.Context, tx *sql.Tx, d *bot.Draft) error {
	if d.Sum == "" {
		return errNoFile
	}
	if err := s.discard(ctx, tx, "drafts", `guild = $1 AND id NOT IN (
		SELECT id FROM drafts WHERE guild = $1 ORDER BY expires_at DESC, id LIMIT $2)`, d.Guild, bot.MaxDrafts-1); err != nil {
		return err
	}
	d.ID = bot.NewID()
	doc, err := docOfDraft(*d)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, tx, `INSERT INTO drafts (id, version, guild, owner, file_sum, sidecar_sum, size, expires_at, doc)
		VALUES ($1, 1, $2, $3, $4, nullif($5, ''), $6, $7, $8)`,
		d.ID, d.Guild, d.User, d.Sum, d.Sidecar, d.Size, millis(d.Expires), doc)
	return err
}

func (s *Store) replaceDraft(ctx context.Context, tx *sql.Tx, d *bot.Draft) error {
	found, err := s.drafts(ctx, tx, `id = $1 AND guild = $2 AND version = $3`, d.ID, d.Guild, d.Version-1)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return bot.ErrStale
	}
	before := found[0]
	if d.Sum == "" {
		size, err := s.sizeOf(ctx, tx, before.Sum)
		if err != nil {
			return err
		}
		d.Sum, d.Size = before.Sum, d.Size+size
	}
	doc, err := docOfDraft(*d)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, tx, `UPDATE drafts SET version = version + 1, file_sum = $2, sidecar_sum = nullif($3, ''), size = $4,
		owner = $5, expires_at = $6, doc = $7 WHERE id = $1`,
		d.ID, d.Sum, d.Sidecar, d.Size, d.User, millis(d.Expires), doc); err != nil {
		return err
	}
	return s.free(ctx, tx, before.Sum, before.Sidecar)
}

// Draft returns a draft of a server that has not expired, or [bot.ErrAbsent].
func (s *Store) Draft(ctx context.Context, guild, id string) (bot.Draft, error) {
	return s.draft(ctx, s.db, guild, id)
}

func (s *Store) draft(ctx context.Context, q querier, guild, id string) (bot.Draft, error) {
	found, err := s.drafts(ctx, q, `id = $1 AND guild = $2 AND expires_at > `+s.dialect.now, id, guild)
	if err == nil && len(found) == 0 {
		err = bot.ErrAbsent
	}
	if err != nil {
		return bot.Draft{}, err
	}
	return found[0], nil
}

func (s *Store) drafts(ctx context.Context, q querier, where string, args ...any) ([]bot.Draft, error) {
	return query(ctx, s, q, readDraft, `SELECT id, version, guild, owner, file_sum, coalesce(sidecar_sum, ''), size, expires_at, doc
		FROM drafts WHERE `+where, args...)
}

func readDraft(scan scanner) (bot.Draft, error) {
	var in bot.Draft // what has columns
	var expires int64
	var doc []byte
	if err := scan(&in.ID, &in.Version, &in.Guild, &in.User, &in.Sum, &in.Sidecar, &in.Size, &expires, &doc); err != nil {
		return in, err
	}
	d, err := decode(row{id: in.ID, version: in.Version, doc: doc}, versionOfDraft)
	d.ID, d.Guild, d.User, d.Sum, d.Sidecar, d.Size, d.Expires = in.ID, in.Guild, in.User, in.Sum, in.Sidecar, in.Size, fromMillis(expires)
	return d, err
}

// docOfDraft returns what of a draft has no column.
func docOfDraft(d bot.Draft) (string, error) {
	return encode(bot.Draft{File: d.File, Title: d.Title, Replaces: d.Replaces, Base: d.Base})
}

// UseDraft makes an upload of a draft, which is gone then: the record that it
// replaces, or a new one under an ID that must be new to the server. The errors
// are [bot.ErrAbsent] where the draft is gone, [bot.ErrStale] where it or the
// record is of another version, or the ID is taken, and [bot.ErrOverQuota].
func (s *Store) UseDraft(ctx context.Context, d bot.Draft, id string, quota bot.Quota) (bot.Upload, error) {
	var u bot.Upload
	err := s.revising(ctx, d.Guild, func(tx *sql.Tx) error {
		kept, err := s.draft(ctx, tx, d.Guild, d.ID)
		if err != nil {
			return err
		}
		if kept.Version != d.Version {
			return bot.ErrStale
		}
		u = bot.Upload{
			Guild: kept.Guild, ID: id, Version: 1, File: kept.File, Title: kept.Title, User: kept.User,
			Sum: kept.Sum, Sidecar: kept.Sidecar, Size: kept.Size,
		}
		if kept.Replaces != "" {
			u.ID, u.Version = kept.Replaces, kept.Base+1
		}
		if err := s.putUpload(ctx, tx, &u, quota); err != nil {
			return err
		}
		_, err = s.exec(ctx, tx, `DELETE FROM drafts WHERE id = $1`, kept.ID)
		return err
	})
	if err != nil {
		return bot.Upload{}, fmt.Errorf("use a draft of %s: %w", d.Guild, err)
	}
	return u, nil
}

// RemoveDraft removes a draft of a server. Removing what is not there is no
// error.
func (s *Store) RemoveDraft(ctx context.Context, guild, id string) error {
	return s.alone(ctx, func(tx *sql.Tx) error {
		return s.discard(ctx, tx, "drafts", `id = $1 AND guild = $2`, id, guild)
	})
}
