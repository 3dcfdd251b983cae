package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// tables are what a copy takes along, those first that others refer to. The
// rest, how requests are paced, the version and who changed what last, every
// store has of its own.
var tables = []string{"guilds", "schedules", "deliveries", "contents", "uploads", "drafts", "documents", "chores"}

// ErrNotEmpty is returned for a copy to a store that is in use already.
var ErrNotEmpty = errors.New("there is something in it already; name a store that is new")

// Copy copies all that a store holds to another one, of the same or the other
// kind, which must be empty and is made if it is a file that is not there. It
// returns how many rows it has copied. Nobody may use either of them meanwhile.
func Copy(ctx context.Context, from, to string) (rows int, err error) {
	source, err := connect(ctx, from, true)
	if err != nil {
		return 0, err
	}
	defer source.Close()
	found, err := source.check(ctx)
	if err != nil && !errors.Is(err, ErrDocuments) {
		return 0, fmt.Errorf("copy store %s: %w", source.where, err)
	}
	if found.Version < found.Known {
		return 0, fmt.Errorf("copy store %s: its tables have version %d, and this program knows %d; start the bot with it once, which brings it up to date",
			source.where, found.Version, found.Known)
	}
	target, err := Open(ctx, to)
	if err != nil {
		return 0, err
	}
	defer target.Close()
	err = target.within(ctx, func(into *sql.Tx) error {
		return source.reading(ctx, func(out *sql.Tx) error {
			for _, table := range tables {
				n, err := target.copyTable(ctx, out, into, table)
				if errors.Is(err, ErrNotEmpty) {
					return err
				}
				if err != nil {
					return fmt.Errorf("%s: %w", table, err)
				}
				rows += n
			}
			return nil
		})
	})
	if err != nil {
		return 0, fmt.Errorf("copy to store %s: %w", target.where, err)
	}
	return rows, nil
}

// reading runs f in a transaction that sees the store as it is at one moment.
func (s *Store) reading(ctx context.Context, f func(*sql.Tx) error) error {
	options := &sql.TxOptions{}
	if s.pool != nil {
		options.Isolation, options.ReadOnly = sql.LevelRepeatableRead, true
	}
	tx, err := s.db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

func (s *Store) copyTable(ctx context.Context, out, into *sql.Tx, table string) (n int, err error) {
	there := 0
	if err := into.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&there); err != nil {
		return 0, err
	}
	if there > 0 {
		return 0, ErrNotEmpty
	}
	rows, err := out.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	marks := make([]string, len(columns))
	for i := range marks {
		marks[i] = fmt.Sprint("$", i+1)
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return n, err
		}
		for i, name := range columns {
			if number, ok := values[i].(int64); ok && name == "is_open" { // SQLite has no truth values
				values[i] = number != 0
			}
		}
		if _, err := s.exec(ctx, into, insert, values...); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}

// Restore makes a store of a copy of one: the file that Backup has written. A
// database must be empty. A file that is there already is kept, under the name
// that is returned. Nobody may use the store meanwhile.
func Restore(ctx context.Context, file, where string) (kept string, err error) {
	if IsURL(where) {
		_, err := Copy(ctx, file, where)
		return "", err
	}
	if _, err := Check(ctx, file); err != nil && !errors.Is(err, ErrDocuments) {
		return "", err
	}
	if _, err := os.Stat(where); err == nil {
		kept = where + ".before-" + time.Now().UTC().Format("2006-01-02T150405Z")
		for _, end := range []string{"", "-wal", "-shm"} { // what SQLite keeps beside it belongs to it
			if err := os.Rename(where+end, kept+end); err != nil && (end == "" || !errors.Is(err, fs.ErrNotExist)) {
				return "", fmt.Errorf("restore to %s: %w", where, err)
			}
		}
	}
	return kept, Backup(ctx, file, where)
}
