package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"rapporteur/bot"
)

// SaveDocument saves a document. With the version 0 it is added, and must be
// new; one that has expired counts as not there. With another version it takes
// the place of that version. Otherwise the error is [bot.ErrStale]. The
// version is counted up in place if all went well.
func (s *Store) SaveDocument(ctx context.Context, d *bot.Document) error {
	var err error
	if d.Version == 0 {
		err = saved(s.exec(ctx, s.db, `INSERT INTO documents (kind, id, version, guild, owner, expires_at, doc)
			VALUES ($1, $2, 1, $3, $4, $5, $6)
			ON CONFLICT (kind, id) DO UPDATE SET version = 1, guild = excluded.guild, owner = excluded.owner,
				expires_at = excluded.expires_at, doc = excluded.doc
			WHERE NOT `+s.lives("documents."), d.Kind, d.ID, d.Guild, d.User, millis(d.Expires), string(d.Body)))
	} else {
		err = saved(s.exec(ctx, s.db, `UPDATE documents
			SET version = version + 1, guild = $4, owner = $5, expires_at = $6, doc = $7
			WHERE kind = $1 AND id = $2 AND version = $3`, d.Kind, d.ID, d.Version, d.Guild, d.User, millis(d.Expires), string(d.Body)))
	}
	if err != nil {
		return fmt.Errorf("save %s: %w", d.Kind, err) // the ID may be a user's number
	}
	d.Version++
	return nil
}

// lives is the condition that a document has not expired.
func (s *Store) lives(table string) string {
	return `(` + table + `expires_at = 0 OR ` + table + `expires_at > ` + s.dialect.now + `)`
}

// Document returns a document, or [bot.ErrAbsent].
func (s *Store) Document(ctx context.Context, kind, id string) (bot.Document, error) {
	found, err := s.documents(ctx, `kind = $1 AND id = $2`, kind, id)
	if err == nil && len(found) == 0 {
		err = bot.ErrAbsent
	}
	if err != nil {
		return bot.Document{}, err
	}
	return found[0], nil
}

// Documents returns up to limit documents that a filter chooses and whose IDs
// are greater than after, by ID.
func (s *Store) Documents(ctx context.Context, f bot.DocumentFilter, after string, limit int) ([]bot.Document, error) {
	return s.documents(ctx, `kind = $1 AND (guild = $2 OR $2 = '') AND (owner = $3 OR $3 = '') AND id > $4
		ORDER BY id LIMIT $5`, f.Kind, f.Guild, f.User, after, limit)
}

func (s *Store) documents(ctx context.Context, where string, args ...any) ([]bot.Document, error) {
	return query(ctx, s, s.db, readDocument, `SELECT kind, id, version, guild, owner, expires_at, doc
		FROM documents WHERE `+s.lives("")+` AND `+where, args...)
}

func readDocument(scan scanner) (d bot.Document, err error) {
	var expires int64
	var body []byte
	err = scan(&d.Kind, &d.ID, &d.Version, &d.Guild, &d.User, &expires, &body)
	d.Expires, d.Body = fromMillis(expires), json.RawMessage(body)
	return d, err
}

// UserDocuments returns all documents of a user, by kind and ID, and the
// uploads and drafts that they have brought and the schedules that they have set
// up as documents of the kinds [KindUpload], [KindDraft] and [KindSchedule].
func (s *Store) UserDocuments(ctx context.Context, user string) ([]bot.Document, error) {
	found, err := s.documents(ctx, `owner = $1 AND owner <> '' ORDER BY kind, id`, user)
	if err != nil || user == "" {
		return found, err
	}
	uploads, err := s.uploads(ctx, s.db, `owner = $1 ORDER BY guild, id`, user)
	if err != nil {
		return nil, err
	}
	for _, u := range uploads {
		d := bot.Document{Kind: KindUpload, ID: u.Guild + "/" + u.ID, Version: u.Version, Guild: u.Guild, User: u.User}
		if d.Body, err = json.Marshal(u); err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	drafts, err := s.drafts(ctx, s.db, `owner = $1 AND expires_at > `+s.dialect.now+` ORDER BY id`, user)
	if err != nil {
		return nil, err
	}
	for _, f := range drafts {
		d := bot.Document{Kind: KindDraft, ID: f.ID, Version: f.Version, Guild: f.Guild, User: f.User, Expires: f.Expires}
		if d.Body, err = json.Marshal(f); err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	schedules, err := s.schedulesOf(ctx, s.db, user)
	if err != nil {
		return nil, err
	}
	for _, v := range schedules {
		d := bot.Document{Kind: KindSchedule, ID: v.ID, Version: v.Version, Guild: v.Guild, User: v.Creator}
		if d.Body, err = json.Marshal(v); err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, nil
}

// schedulesOf returns the schedules that somebody has set up. There is no column
// for that, since it is asked for by that person alone.
func (s *Store) schedulesOf(ctx context.Context, q querier, user string) ([]bot.Schedule, error) {
	name, err := json.Marshal(user)
	if err != nil {
		return nil, err
	}
	rows, err := s.rows(ctx, q, `SELECT id, version, doc FROM schedules WHERE doc LIKE '%"Creator":' || $1 || '%' ORDER BY id`, string(name))
	if err != nil {
		return nil, err
	}
	var found []bot.Schedule
	for _, r := range rows {
		if v, err := decode(r, versionOfSchedule); err == nil && v.Creator == user { // a damaged one is nobody's
			found = append(found, v)
		}
	}
	return found, nil
}

// The kinds under which UserDocuments returns what has tables of its own.
const (
	KindUpload   = "upload"
	KindDraft    = "draft"
	KindSchedule = "schedule"
)

// RemoveDocuments removes all that a filter chooses.
func (s *Store) RemoveDocuments(ctx context.Context, f bot.DocumentFilter) error {
	_, err := s.exec(ctx, s.db, `DELETE FROM documents
		WHERE kind = $1 AND (guild = $2 OR $2 = '') AND (owner = $3 OR $3 = '')`, f.Kind, f.Guild, f.User)
	return err
}

// RemoveDocument removes a document. Removing what is not there is no error.
func (s *Store) RemoveDocument(ctx context.Context, kind, id string) error {
	_, err := s.exec(ctx, s.db, `DELETE FROM documents WHERE kind = $1 AND id = $2`, kind, id)
	return err
}

// RemoveUser removes all documents and drafts of a user. Records that they added
// stay with their servers, and say no longer who it was.
func (s *Store) RemoveUser(ctx context.Context, user string) error {
	if user == "" {
		return nil
	}
	return s.alone(ctx, func(tx *sql.Tx) error {
		if _, err := s.exec(ctx, tx, `DELETE FROM documents WHERE owner = $1`, user); err != nil {
			return err
		}
		if err := s.discard(ctx, tx, "drafts", `owner = $1`, user); err != nil {
			return err
		}
		if _, err := s.exec(ctx, tx, `UPDATE uploads SET owner = '' WHERE owner = $1`, user); err != nil {
			return err
		}
		schedules, err := s.schedulesOf(ctx, tx, user)
		if err != nil {
			return err
		}
		for _, v := range schedules {
			v.Creator = ""
			if err := s.saveSchedule(ctx, tx, &v); err != nil {
				return err
			}
		}
		return nil
	})
}

// RemoveExpired removes the documents and drafts that have expired.
func (s *Store) RemoveExpired(ctx context.Context) error {
	if _, err := s.exec(ctx, s.db, `DELETE FROM documents WHERE NOT `+s.lives("")); err != nil {
		return err
	}
	return s.alone(ctx, func(tx *sql.Tx) error {
		return s.discard(ctx, tx, "drafts", `expires_at <= `+s.dialect.now)
	})
}
