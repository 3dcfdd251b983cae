package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// A Condition is what a check of a store has found.
type Condition struct {
	Kind      string // "SQLite" or "PostgreSQL"
	Where     string // without a password
	Version   int    // of the tables
	Known     int    // version that this program would bring them to
	Guilds    int    // servers
	Schedules int
	Posts     int // lines of the ledger
	Open      int // of these, those that something is left to do for
	Records   int // that servers have brought
	Damaged   []error
}

// ErrDocuments is returned for a store that is sound as a database.
var ErrDocuments = errors.New("some of what is stored cannot be read. The bot sets it aside and works with the rest; " +
	"`/daily edit` with all of its options makes a schedule whole, `/daily remove` removes it; `/records replace` brings a record again")

// Check looks at a store without changing it. The errors wrap [ErrEmpty],
// [ErrNewer], [ErrCorrupt] and [ErrDocuments] where those are the reason.
func Check(ctx context.Context, where string) (Condition, error) {
	s, err := connect(ctx, where, true)
	if err != nil {
		return Condition{}, err
	}
	defer s.Close()
	found, err := s.check(ctx)
	if err != nil {
		return Condition{}, fmt.Errorf("check store %s: %w", s.where, err)
	}
	return found, nil
}

func (s *Store) check(ctx context.Context) (Condition, error) {
	found := Condition{Kind: s.dialect.name, Where: s.where}
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return found, err
	}
	found.Known = len(names)
	if s.pool == nil {
		if err := s.integrity(ctx, "integrity_check"); err != nil {
			return found, err
		}
	}
	tables := 0
	if err := s.db.QueryRowContext(ctx, s.dialect.tables).Scan(&tables); err != nil {
		return found, err
	}
	if tables == 0 {
		return found, ErrEmpty
	}
	if found.Version, err = s.version(ctx, s.db); err != nil {
		return found, err
	}
	if found.Version > found.Known {
		return found, fmt.Errorf("%w (version %d; this program knows %d)", ErrNewer, found.Version, found.Known)
	}
	if err := s.counted(ctx, &found); err != nil {
		return found, err
	}
	if err := s.readable(ctx, &found); err != nil {
		return found, err
	}
	if found.Version >= uploadsSince {
		if err := s.checkUploads(ctx, &found); err != nil {
			return found, err
		}
	}
	if len(found.Damaged) > 0 {
		return found, fmt.Errorf("%w:\n%w", ErrDocuments, errors.Join(found.Damaged...))
	}
	return found, nil
}

// counted counts what is in a store.
func (s *Store) counted(ctx context.Context, found *Condition) error {
	for _, count := range []struct {
		of   *int
		text string
	}{
		{&found.Guilds, `SELECT count(DISTINCT guild) FROM schedules`},
		{&found.Schedules, `SELECT count(*) FROM schedules`},
		{&found.Posts, `SELECT count(*) FROM deliveries`},
		{&found.Open, `SELECT count(*) FROM deliveries WHERE is_open`},
	} {
		if err := s.db.QueryRowContext(ctx, count.text).Scan(count.of); err != nil {
			return err
		}
	}
	return nil
}

// readable looks whether every document is still one that this program reads.
func (s *Store) readable(ctx context.Context, found *Condition) error {
	for _, of := range []struct {
		text string
		read func(row) error
	}{
		{`SELECT id, version, doc FROM schedules`, func(r row) error { _, err := decode(r, versionOfSchedule); return err }},
		{`SELECT key, version, doc FROM deliveries`, func(r row) error { _, err := decode(r, versionOfDelivery); return err }},
		{`SELECT id, version, doc FROM guilds`, func(r row) error { _, err := decode(r, versionOfGuild); return err }},
	} {
		rows, err := s.rows(ctx, s.db, of.text)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := of.read(r); err != nil {
				found.Damaged = append(found.Damaged, err)
			}
		}
	}
	return nil
}

// ErrNoBackup is returned for a store that has its own way to be copied.
var ErrNoBackup = errors.New("a PostgreSQL database is copied with its own pg_dump")

// Backup writes a copy of a store, whole and of one moment, to a file that
// does not exist yet. The store may be in use meanwhile.
func Backup(ctx context.Context, where, file string) error {
	if IsURL(where) {
		return ErrNoBackup
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("back up to %s: there is a file already; name another, or move that one away", file)
	}
	s, err := connect(ctx, where, true)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.check(ctx); err != nil && !errors.Is(err, ErrDocuments) {
		return fmt.Errorf("back up store %s: %w", s.where, err)
	}
	return s.Backup(ctx, file)
}

// Backup writes a copy of a store that is open, as the function does.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.pool != nil {
		return ErrNoBackup
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, private)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fmt.Errorf("back up to %s: %w", file, err)
	}
	if _, err := s.exec(ctx, s.db, `VACUUM INTO $1`, file); err != nil {
		os.Remove(file)
		return fmt.Errorf("back up to %s: %w", file, err)
	}
	return nil
}
