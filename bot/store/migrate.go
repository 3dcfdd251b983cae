package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// The migrations, in the order of their names. One that was released is never
// changed; a change is a further one.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrationLock is the number of the advisory lock under which a PostgreSQL
// database is migrated: "Rapporte" in ASCII.
const migrationLock = 0x526170706f727465

// migrate brings the store's tables up to date, while other processes wait. It changes nothing where the store is a newer program's.
func (s *Store) migrate(ctx context.Context) error {
	if s.pool == nil {
		return s.migrateSQLite(ctx)
	}
	return s.migratePostgres(ctx)
}

// migrateSQLite tries for as long as other processes may be at it: turning the
// file to write-ahead logging waits for nobody, and what another process has
// just done fails here, to be found done the next time.
func (s *Store) migrateSQLite(ctx context.Context) error {
	for tries := 1; ; tries++ {
		err := s.tryMigrateSQLite(ctx)
		if err == nil || tries == 20 || errors.Is(err, ErrNewer) || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrReadOnly) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(tries) * 20 * time.Millisecond):
		}
	}
}

// tryMigrateSQLite changes the tables in one transaction, which is a lock as
// well.
func (s *Store) tryMigrateSQLite(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return explain(err)
	}
	err := s.within(ctx, func(tx *sql.Tx) error {
		if err := s.migrateTables(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID))
		return err
	})
	return explain(err)
}

// migratePostgres holds an advisory lock on a connection of its own.
func (s *Store) migratePostgres(ctx context.Context) error {
	lock, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer lock.Release()
	if _, err := lock.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(migrationLock)); err != nil {
		return err
	}
	// The lock ends with its session; unlocking lets the connection be used on.
	defer lock.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(migrationLock))
	return s.within(ctx, func(tx *sql.Tx) error { return s.migrateTables(ctx, tx) })
}

// migrateTables runs the migrations that the store does not have yet.
func (s *Store) migrateTables(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS store_version (version BIGINT NOT NULL)`); err != nil {
		return err
	}
	version, err := s.version(ctx, tx)
	if err != nil {
		return err
	}
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return err
	}
	if version > len(names) {
		return fmt.Errorf("%w (version %d; this program knows %d)", ErrNewer, version, len(names))
	}
	for _, name := range names[version:] {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("migrate by %s: %w", name, err)
		}
	}
	if version == len(names) {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM store_version`); err != nil {
		return err
	}
	_, err = s.exec(ctx, tx, `INSERT INTO store_version (version) VALUES ($1)`, len(names))
	return err
}

// version returns how many migrations the store has had.
func (s *Store) version(ctx context.Context, q querier) (int, error) {
	rows, err := q.QueryContext(ctx, `SELECT coalesce(max(version), 0) FROM store_version`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	version := 0
	for rows.Next() {
		if err := rows.Scan(&version); err != nil {
			return 0, err
		}
	}
	return version, rows.Err()
}
