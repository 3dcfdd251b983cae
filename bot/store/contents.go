package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"rapporteur/bot"
)

// sumOf returns what a content is kept under.
func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// pack returns a content as it is kept.
func pack(content []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// unpack returns the content of a size and a sum; anything else is
// [bot.ErrDamaged].
func unpack(packed []byte, size int, sum string) ([]byte, error) {
	damaged := func(why any) ([]byte, error) {
		return nil, fmt.Errorf("the content %s: %w (%v)", sum, bot.ErrDamaged, why)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return damaged(err)
	}
	content := bytes.NewBuffer(make([]byte, 0, min(max(0, size), 64<<20)+bytes.MinRead))
	if _, err := content.ReadFrom(io.LimitReader(r, int64(size)+1)); err != nil {
		return damaged(err)
	}
	if content.Len() != size || sumOf(content.Bytes()) != sum {
		return damaged("it is not what was put there")
	}
	return content.Bytes(), nil
}

// Content returns what is kept under a sum. The errors are [bot.ErrAbsent] and
// [bot.ErrDamaged].
func (s *Store) Content(ctx context.Context, sum string) ([]byte, error) {
	var size int
	var packed []byte
	err := s.db.QueryRowContext(ctx, s.dialect.rebind(`SELECT size, data FROM contents WHERE sum = $1`), sum).Scan(&size, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		err = bot.ErrAbsent
	}
	if err != nil {
		return nil, fmt.Errorf("read the content %s: %w", sum, err)
	}
	return unpack(packed, size, sum)
}

// A parcel is a content that is packed before the transaction that keeps it.
// The zero parcel is none.
type parcel struct {
	sum    string
	size   int
	packed []byte
}

func parcelOf(content []byte) (parcel, error) {
	packed, err := pack(content)
	return parcel{sumOf(content), len(content), packed}, err
}

// Parcels are a file, unless it is the one that is there, and its sidecar,
// unless there is none.
type parcels struct{ file, sidecar parcel }

func packAll(file, sidecar []byte) (p parcels, err error) {
	if file != nil {
		p.file, err = parcelOf(file)
	}
	if err == nil && len(sidecar) > 0 {
		p.sidecar, err = parcelOf(sidecar)
	}
	return p, err
}

func (p parcels) size() int { return p.file.size + p.sidecar.size }

// keep keeps contents, unless they are there.
func (s *Store) keep(ctx context.Context, tx *sql.Tx, all parcels) error {
	for _, p := range []parcel{all.file, all.sidecar} {
		if p.sum == "" {
			continue
		}
		if _, err := s.exec(ctx, tx, `INSERT INTO contents (sum, size, data) VALUES ($1, $2, $3) ON CONFLICT (sum) DO NOTHING`, p.sum, p.size, p.packed); err != nil {
			return err
		}
	}
	return nil
}

// sizeOf returns the size of a content.
func (s *Store) sizeOf(ctx context.Context, tx *sql.Tx, sum string) (size int, err error) {
	err = tx.QueryRowContext(ctx, s.dialect.rebind(`SELECT size FROM contents WHERE sum = $1`), sum).Scan(&size)
	return size, err
}

// free removes those of some contents that nothing refers to.
func (s *Store) free(ctx context.Context, tx *sql.Tx, sums ...string) error {
	slices.Sort(sums)
	for _, sum := range slices.Compact(sums) {
		if _, err := s.exec(ctx, tx, `DELETE FROM contents WHERE sum = $1
			AND NOT EXISTS (SELECT 1 FROM uploads WHERE file_sum = $1)
			AND NOT EXISTS (SELECT 1 FROM uploads WHERE sidecar_sum = $1)
			AND NOT EXISTS (SELECT 1 FROM drafts WHERE file_sum = $1)
			AND NOT EXISTS (SELECT 1 FROM drafts WHERE sidecar_sum = $1)`, sum); err != nil {
			return err
		}
	}
	return nil
}

// sums returns the contents that rows of a table refer to.
func (s *Store) sums(ctx context.Context, tx *sql.Tx, table, where string, args ...any) ([]string, error) {
	return s.column(ctx, tx, `SELECT file_sum FROM `+table+` WHERE file_sum IS NOT NULL AND `+where+`
		UNION SELECT sidecar_sum FROM `+table+` WHERE sidecar_sum IS NOT NULL AND `+where, args...)
}

// discard removes rows of a table, and those of their contents that nothing else
// refers to.
func (s *Store) discard(ctx context.Context, tx *sql.Tx, table, where string, args ...any) error {
	sums, err := s.sums(ctx, tx, table, where, args...)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, tx, `DELETE FROM `+table+` WHERE `+where, args...); err != nil {
		return err
	}
	return s.free(ctx, tx, sums...)
}

// uploadsSince is the version of the tables that has uploads.
const uploadsSince = 3

// checkUploads counts the uploads, and finds those that cannot be read, contents
// that are not what they were or that nothing refers to, and uploads whose
// content is not there.
func (s *Store) checkUploads(ctx context.Context, c *Condition) error {
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM uploads WHERE removed_at = 0`).Scan(&c.Records); err != nil {
		return err
	}
	rows, err := s.rows(ctx, s.db, `SELECT guild || ' ' || id, version, doc FROM uploads`)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := decode(r, versionOfUpload); err != nil {
			c.Damaged = append(c.Damaged, err)
		}
	}
	sums, err := s.column(ctx, s.db, `SELECT sum FROM contents ORDER BY sum`)
	if err != nil {
		return err
	}
	for _, sum := range sums { // one at a time: together they may be larger than the memory
		if _, err := s.Content(ctx, sum); errors.Is(err, bot.ErrDamaged) {
			c.Damaged = append(c.Damaged, err)
		} else if err != nil && !errors.Is(err, bot.ErrAbsent) {
			return err
		}
	}
	for _, of := range []struct{ text, fault string }{
		{`SELECT sum FROM contents WHERE NOT EXISTS (SELECT 1 FROM uploads WHERE file_sum = sum OR sidecar_sum = sum)
			AND NOT EXISTS (SELECT 1 FROM drafts WHERE file_sum = sum OR sidecar_sum = sum) ORDER BY 1`,
			"the content %s belongs to no record"},
		{`SELECT id FROM drafts WHERE NOT EXISTS (SELECT 1 FROM contents WHERE sum = file_sum)
			OR sidecar_sum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contents WHERE sum = sidecar_sum) ORDER BY 1`,
			"the draft %s has lost its content"},
		{`SELECT guild || ' ' || id FROM uploads WHERE removed_at = 0 AND NOT EXISTS (SELECT 1 FROM contents WHERE sum = file_sum)
			OR sidecar_sum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contents WHERE sum = sidecar_sum) ORDER BY 1`,
			"the record of the server %s has lost its content"},
		{`SELECT guild || ' ' || id FROM uploads WHERE removed_at > 0 AND (file_sum IS NOT NULL OR sidecar_sum IS NOT NULL) ORDER BY 1`,
			"the record of the server %s was removed, and its content is still there"},
	} {
		found, err := s.column(ctx, s.db, of.text)
		if err != nil {
			return err
		}
		for _, name := range found {
			c.Damaged = append(c.Damaged, fmt.Errorf(of.fault, name))
		}
	}
	return nil
}
