package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// applicationID marks a file as a store of this program: "Rapp" in ASCII.
const applicationID = 0x52617070

var sqliteDialect = dialect{
	name:   "SQLite",
	now:    `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
	tables: `SELECT count(*) FROM sqlite_master`,
	rebind: func(query string) string { return strings.ReplaceAll(query, "$", "?") },
}

// openSQLite opens a file. A power cut may not lose what was saved, or a post
// could be sent again with another passage, so every commit is synchronous.
// There is one connection, since SQLite has one writer anyway. Other processes are waited for.
func openSQLite(ctx context.Context, file string, readOnly bool) (*Store, error) {
	if err := checkFile(file, readOnly); err != nil {
		return nil, fmt.Errorf("open store %s: %w", file, err)
	}
	options := url.Values{
		"_pragma": {"busy_timeout(10000)", "foreign_keys(1)", "secure_delete(1)", "synchronous(FULL)"},
		"_txlock": {"immediate"},
	}
	if readOnly {
		options.Set("mode", "ro")
		options.Set("_txlock", "deferred")
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: options.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", file, err)
	}
	db.SetMaxOpenConns(1)
	s := &Store{db: db, dialect: sqliteDialect, where: file}
	if err := s.checkSQLite(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open store %s: %w", file, err)
	}
	return s, nil
}

// private is how a store's file may be read and written: what it holds is the
// business of nobody else on the machine.
const private = 0o600

// checkFile sees to it that there is a file that nobody else can read. SQLite
// makes those that it keeps beside it alike. No folder is made: a mistyped path
// would otherwise be a new and empty store.
func checkFile(file string, readOnly bool) error {
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		return errors.New("is a folder; name a file in it, such as rapporteur.db")
	case err == nil && !readOnly && info.Mode().IsRegular() && info.Mode().Perm()&^private != 0:
		os.Chmod(file, info.Mode().Perm()&private) // not where it is somebody else's
		return nil
	case err == nil, !errors.Is(err, fs.ErrNotExist):
		return err
	case readOnly:
		return ErrNoFile
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s to keep it in; make the folder, or correct RAPPORTEUR_STORE", filepath.Dir(file))
	}
	return makePrivate(file)
}

// makePrivate makes an empty file, unless there is one.
func makePrivate(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, private)
	if err != nil {
		return err
	}
	return f.Close()
}

// checkSQLite refuses a file that is damaged or somebody else's. A file that
// holds nothing yet is welcome.
func (s *Store) checkSQLite(ctx context.Context) error {
	var id, tables int
	// One statement, since another process may be making the tables just now.
	err := s.db.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_master) FROM pragma_application_id`).Scan(&id, &tables)
	if err != nil {
		return explain(err)
	}
	if tables > 0 && id != applicationID {
		return fmt.Errorf("%w (it holds tables of another program)", ErrCorrupt)
	}
	return s.integrity(ctx, "quick_check")
}

// integrity runs one of SQLite's checks of itself.
func (s *Store) integrity(ctx context.Context, pragma string) error {
	rows, err := s.db.QueryContext(ctx, "PRAGMA "+pragma)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	var faults []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return explain(err)
		}
		if line != "ok" {
			faults = append(faults, line)
		}
	}
	if err := rows.Err(); err != nil {
		return explain(err)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w (%s)", ErrCorrupt, strings.Join(faults[:min(3, len(faults))], "; "))
	}
	return nil
}

// explain marks an error that says that a file is damaged as ErrCorrupt, and
// one that says that it may not be written as ErrReadOnly.
func explain(err error) error {
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		switch e.Code() & 0xff { // the rest of an extended code says where
		case sqlitelib.SQLITE_CORRUPT, sqlitelib.SQLITE_NOTADB:
			return fmt.Errorf("%w (%v)", ErrCorrupt, err)
		case sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_CANTOPEN:
			return fmt.Errorf("%w (%v)", ErrReadOnly, err)
		}
	}
	return err
}
