// Package store keeps what must outlive a restart: schedules, the ledger of
// their posts, what servers have set, the records that they bring, and small
// documents of every kind. It is an SQLite file, or a PostgreSQL database that
// any number of processes share. Both run the same
// SQL and pass the same tests.
//
// Saves are optimistic: what was read carries a version, and a save of what
// somebody else has saved in the meantime fails with [bot.ErrStale].
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"

	"rapporteur/bot"
)

// A Store may be used from any number of goroutines. Times are kept to the
// millisecond.
type Store struct {
	db      *sql.DB
	pool    *pgxpool.Pool // nil for SQLite
	dialect dialect
	where   string // for messages: the file's name, or the database without its password

	told atomic.Pointer[func([]bot.Revision)] // who hears of this process's revisions
}

// A dialect is what the two databases do not say alike.
type dialect struct {
	name string
	// now is an expression: the database's own clock in milliseconds, which
	// all processes share.
	now string
	// tables is a query: how many tables there are where the store's would be.
	tables string
	// skipLocked ends a SELECT in a transaction: rows that another one is
	// about to change are passed over.
	skipLocked string
	// notify is a statement that tells other processes on a channel that
	// something has changed, "" where they have to look.
	notify string
	// rebind makes of $1, $2… what the driver takes.
	rebind func(string) string
}

// Errors of opening a store, recognised by identity.
var (
	ErrNewer   = errors.New("the store was written by a newer version of the program; install that version, or point RAPPORTEUR_STORE elsewhere. Nothing was changed")
	ErrCorrupt = errors.New("the store is damaged, or is not a store of this program; restore a copy, or move it away, and the bot makes a new one. Nothing was changed")
	// ErrReadOnly is of SQLite, which keeps its log beside the file.
	ErrReadOnly = errors.New("the store may not be written; let the user that the program runs as write the file and its folder")
	ErrNoFile   = errors.New("there is no store at this place; the bot makes one when it first starts, and RAPPORTEUR_STORE names another place")
	ErrEmpty    = errors.New("nothing is in it; the bot makes its tables when it starts") // of a check or a backup
)

// Open opens the store at a URL (postgres://…) or in a file, which is made if
// there is none, and brings its tables up to date. The errors wrap [ErrNewer],
// [ErrCorrupt] and [ErrReadOnly] where those are the reason.
func Open(ctx context.Context, where string) (*Store, error) {
	s, err := connect(ctx, where, false)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store %s: %w", s.where, err)
	}
	return s, nil
}

// OpenMemory opens a new SQLite store in memory, which is gone once it is
// closed.
func OpenMemory(ctx context.Context) (*Store, error) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open a store in memory: %w", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a store of its own
	s := &Store{db: db, dialect: sqliteDialect, where: "in memory"}
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open a store in memory: %w", err)
	}
	return s, nil
}

// Look opens a store to read what is in it, and changes nothing. What it
// returns is good for reading only.
func Look(ctx context.Context, where string) (*Store, error) { return connect(ctx, where, true) }

// connect opens a store without touching its tables.
func connect(ctx context.Context, where string, reading bool) (*Store, error) {
	switch {
	case IsURL(where) && reading:
		return openPostgres(ctx, readOnly(where))
	case IsURL(where):
		return openPostgres(ctx, where)
	}
	return openSQLite(ctx, where, reading)
}

// IsURL reports whether a store's place is a database's URL, not a file.
func IsURL(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// Close closes the store.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.pool != nil {
		s.pool.Close()
	}
	return err
}

// A querier is a database or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// exec runs a statement and returns how many rows it has changed.
func (s *Store) exec(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	result, err := q.ExecContext(ctx, s.dialect.rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// within runs f in a transaction.
func (s *Store) within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}
