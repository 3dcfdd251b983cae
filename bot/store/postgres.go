package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

var postgresDialect = dialect{
	name:       "PostgreSQL",
	now:        `CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)`,
	tables:     `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'store_version'`,
	skipLocked: ` FOR UPDATE SKIP LOCKED`,
	notify:     `SELECT pg_notify($1, '')`,
	rebind:     func(query string) string { return query },
}

// connectWithin bounds the wait for a database that does not answer.
const connectWithin = 10 * time.Second

// fewestConnections is what the store needs at once: a migration holds one
// connection, planning another, and the work needs one or two.
const fewestConnections = 4

// nameOf names a database for messages, by nothing that is secret.
func nameOf(c *pgx.ConnConfig) string {
	u := url.URL{Scheme: "postgres", User: url.User(c.User), Host: fmt.Sprintf("%s:%d", c.Host, c.Port), Path: "/" + c.Database}
	return u.String()
}

// openPostgres connects to a database. The pool's size is the URL's
// pool_max_conns, else pgx's own choice.
func openPostgres(ctx context.Context, where string) (*Store, error) {
	config, err := pgxpool.ParseConfig(where)
	if err != nil {
		// The errors of pgx repeat the URL, and know of one place alone at
		// which a password can stand in it.
		return nil, errors.New("open store: it is not the URL of a PostgreSQL database, such as postgres://user@host:5432/database")
	}
	name := nameOf(config.ConnConfig)
	config.MaxConns = max(config.MaxConns, fewestConnections)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", name, err)
	}
	s := &Store{db: stdlib.OpenDBFromPool(pool), pool: pool, dialect: postgresDialect, where: name}
	ctx, cancel := context.WithTimeout(ctx, connectWithin)
	defer cancel()
	if err := pool.Ping(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store %s: %w", name, err)
	}
	return s, nil
}
