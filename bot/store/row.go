package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"rapporteur/bot"
)

// A row is a document as it stands in a table. The version's column is the
// truth, since a document is written before its version counts.
type row struct {
	id      string
	version int
	doc     []byte
}

// A scanner copies the columns of a row.
type scanner = func(columns ...any) error

// query returns what read makes of each row that a query finds.
func query[T any](ctx context.Context, s *Store, q querier, read func(scan scanner) (T, error), text string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, s.dialect.rebind(text), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows.Scan)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// rows reads the columns id, version and doc.
func (s *Store) rows(ctx context.Context, q querier, text string, args ...any) ([]row, error) {
	return query(ctx, s, q, func(scan scanner) (r row, err error) {
		err = scan(&r.id, &r.version, &r.doc)
		return r, err
	}, text, args...)
}

// decode reads a row's document. The error wraps [bot.ErrDamaged].
func decode[T any](r row, version func(*T) *int) (T, error) {
	var v, none T
	if err := json.Unmarshal(r.doc, &v); err != nil {
		return none, fmt.Errorf("the %s %q: %w (%v)", strings.ToLower(reflect.TypeFor[T]().Name()), r.id, bot.ErrDamaged, err)
	}
	*version(&v) = r.version
	return v, nil
}

// one reads the only document of a query, or returns [bot.ErrAbsent].
func one[T any](rows []row, err error, version func(*T) *int) (T, error) {
	if err == nil && len(rows) == 0 {
		err = bot.ErrAbsent
	}
	if err != nil {
		var none T
		return none, err
	}
	return decode(rows[0], version)
}

func versionOfGuild(g *bot.Guild) *int       { return &g.Version }
func versionOfSchedule(s *bot.Schedule) *int { return &s.Version }
func versionOfDraft(d *bot.Draft) *int       { return &d.Version }
func versionOfUpload(u *bot.Upload) *int     { return &u.Version }
func versionOfDelivery(d *bot.Delivery) *int { return &d.Version }

// column reads one column of text.
func (s *Store) column(ctx context.Context, q querier, text string, args ...any) ([]string, error) {
	return query(ctx, s, q, func(scan scanner) (value string, err error) {
		err = scan(&value)
		return value, err
	}, text, args...)
}

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

// fromMillis is the inverse of millis.
func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
