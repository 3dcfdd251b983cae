package store

import (
	"context"
	"database/sql"
	"time"

	"rapporteur/bot"
)

// channel is what PostgreSQL's notifications of revisions come on.
const channel = "rapporteur_revisions"

// How other processes' changes are heard of. On PostgreSQL they are told; the
// look is for those that a proxy between has kept to itself.
const (
	lookEvery     = 2 * time.Second
	lookTold      = 15 * time.Second
	keptRevisions = 10 * time.Minute // who has not looked for half of it looks at everything
	listenAgain   = 2 * time.Second
)

// revise counts the revision up for a change of what a server sees. Until the
// transaction ends nobody else makes such a change.
func (s *Store) revise(ctx context.Context, tx *sql.Tx, guild string) (number int64, err error) {
	now := s.dialect.now
	if err := tx.QueryRowContext(ctx, `UPDATE revision SET number = number + 1 WHERE id = 1 RETURNING number`).Scan(&number); err != nil {
		return 0, err
	}
	if _, err := s.exec(ctx, tx, `DELETE FROM revisions WHERE guild = $1 OR changed_at < `+now+` - $2`, guild, keptRevisions.Milliseconds()); err != nil {
		return 0, err
	}
	if _, err := s.exec(ctx, tx, `INSERT INTO revisions (number, guild, changed_at) VALUES ($1, $2, `+now+`)`, number, guild); err != nil {
		return 0, err
	}
	if s.dialect.notify != "" {
		_, err = tx.ExecContext(ctx, s.dialect.notify, channel)
	}
	return number, err
}

// revising changes what a server sees, and tells whoever listens in this
// process once it is done.
func (s *Store) revising(ctx context.Context, guild string, change func(*sql.Tx) error) error {
	var number int64
	err := s.within(ctx, func(tx *sql.Tx) error {
		var err error
		if number, err = s.revise(ctx, tx, guild); err != nil {
			return err
		}
		return change(tx)
	})
	if err != nil {
		return err
	}
	if tell := s.told.Load(); tell != nil {
		(*tell)([]bot.Revision{{Guild: guild, Number: number}})
	}
	return nil
}

// alone changes contents without a change of what a server sees, while nobody
// else changes any.
func (s *Store) alone(ctx context.Context, change func(*sql.Tx) error) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE revision SET number = number WHERE id = 1`); err != nil {
			return err
		}
		return change(tx)
	})
}

// Revision returns the number of the last change of what a server sees.
func (s *Store) Revision(ctx context.Context) (number int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT number FROM revision WHERE id = 1`).Scan(&number)
	return number, err
}

// revisionsAfter returns the changes after a number, and the last number there
// is.
func (s *Store) revisionsAfter(ctx context.Context, number int64) (found []bot.Revision, last int64, err error) {
	if last, err = s.Revision(ctx); err != nil || last == number {
		return nil, last, err
	}
	if last < number {
		return everything, last, nil // it is another store, or an older copy of it
	}
	rows, err := s.db.QueryContext(ctx, s.dialect.rebind(`SELECT guild, number FROM revisions WHERE number > $1 AND number <= $2 ORDER BY number`), number, last)
	if err != nil {
		return nil, number, err
	}
	defer rows.Close()
	for rows.Next() {
		var r bot.Revision
		if err := rows.Scan(&r.Guild, &r.Number); err != nil {
			return nil, number, err
		}
		found = append(found, r)
	}
	if err := rows.Err(); err != nil {
		return nil, number, err
	}
	return found, last, nil
}

// everything is what is told where it is not known what has changed.
var everything = []bot.Revision{{}}

// Tell has told called with the changes of what servers see: with those of this
// process before the method that makes them returns, and with others' where Hear
// hears of them.
func (s *Store) Tell(told func([]bot.Revision)) { s.told.Store(&told) }

// Hear tells of the changes that other processes make, within seconds, until ctx
// ends, and once at the beginning of all servers. It comes after Tell.
func (s *Store) Hear(ctx context.Context) error {
	told := *s.told.Load()
	every, stir := lookEvery, make(chan struct{}, 1)
	if s.pool != nil {
		every = lookTold
		go s.listen(ctx, stir)
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	last, looked := int64(unseen), time.Time{}
	for {
		now := time.Now()
		found, number, err := s.revisionsAfter(ctx, last)
		if err == nil { // or the next look asks for the same
			// Round takes the wall's clock, which goes on while a machine sleeps.
			if last == unseen || now.Round(0).Sub(looked.Round(0)) > keptRevisions/2 {
				found = everything
			}
			if last, looked = number, now; len(found) > 0 {
				told(found)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-stir:
		}
	}
}

// unseen is less than the number of any revision.
const unseen = -1

// listen stirs whoever hears of changes when the database tells of one, and
// after every connection: what was told meanwhile was told to nobody.
func (s *Store) listen(ctx context.Context, stir chan<- struct{}) {
	for ctx.Err() == nil {
		s.listenOnce(ctx, func() {
			select {
			case stir <- struct{}{}:
			default:
			}
		})
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
}

// listenOnce listens on a connection of its own until that is lost.
func (s *Store) listenOnce(ctx context.Context, stir func()) error {
	pooled, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	conn := pooled.Hijack() // it does nothing else from now on
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		conn.Close(ctx)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	for {
		stir()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
