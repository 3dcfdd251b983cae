package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"

	"rapporteur/corpus"
)

// errNotHere is returned by open for an engine that this machine lacks: its row
// is left out.
var errNotHere = errors.New("not on this machine")

// postgresVariable names the database that PostgreSQL is measured in.
const postgresVariable = "RAPPORTEUR_TEST_POSTGRES"

// A postgresSetup is a way to use PostgreSQL: a table of its own that is
// dropped with the session, one row a turn, and an index on it.
type postgresSetup struct {
	prepare []string // statements after the rows are there
	query   string   // of $1, the text, and $2, the depth
	text    func(string) string
}

// fullText is what PostgreSQL calls full text search: turns with any of the
// words, English stems without stop words, by its own rank over cover density.
var fullText = postgresSetup{
	prepare: []string{
		"ALTER TABLE turns ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED",
		"CREATE INDEX ON turns USING gin (words)",
	},
	query: "SELECT id FROM turns, to_tsquery('english', $1) q WHERE words @@ q ORDER BY ts_rank_cd(words, q, 1) DESC, id LIMIT $2",
	text:  func(query string) string { return strings.Join(words(strings.ReplaceAll(query, "'", "")), " | ") },
}

// trigram is its extension pg_trgm: turns by how well the likest stretch of
// words resembles the query.
var trigram = postgresSetup{
	prepare: []string{
		"CREATE EXTENSION IF NOT EXISTS pg_trgm",
		"CREATE INDEX ON turns USING gist (text gist_trgm_ops(siglen = 128))",
	},
	query: "SELECT id FROM turns ORDER BY $1::text <<-> text, id LIMIT $2",
	text:  func(query string) string { return strings.Join(words(query), " ") },
}

type postgresEngine struct {
	db    *pgx.Conn
	setup postgresSetup
	turns []*corpus.Turn
}

func (s postgresSetup) open(lib *corpus.Library) (engine, error) {
	url := os.Getenv(postgresVariable)
	if url == "" {
		return nil, fmt.Errorf("PostgreSQL: %s is not set: %w", postgresVariable, errNotHere)
	}
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL: %w: %w", errNotHere, err)
	}
	if _, err := db.Exec(ctx, "CREATE TEMPORARY TABLE turns (id integer PRIMARY KEY, text text NOT NULL)"); err != nil {
		return nil, fmt.Errorf("fill PostgreSQL: %w", err)
	}
	turns := turnsOf(lib)
	_, err = db.CopyFrom(ctx, pgx.Identifier{"turns"}, []string{"id", "text"}, pgx.CopyFromSlice(len(turns), func(i int) ([]any, error) {
		return []any{i, strings.ReplaceAll(turns[i].Text, "\x00", " ")}, nil
	}))
	if err != nil {
		return nil, fmt.Errorf("fill PostgreSQL: %w", err)
	}
	for _, statement := range append(s.prepare, "ANALYZE turns") {
		if _, err := db.Exec(ctx, statement); err != nil {
			return nil, fmt.Errorf("fill PostgreSQL: %w", err)
		}
	}
	return &postgresEngine{db, s, turns}, nil
}

func (e *postgresEngine) search(query string) ([]corpus.Passage, error) {
	text := e.setup.text(query)
	if text == "" {
		return nil, nil
	}
	rows, err := e.db.Query(context.Background(), e.setup.query, text, depth)
	if err != nil {
		return nil, fmt.Errorf("query PostgreSQL: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return nil, fmt.Errorf("query PostgreSQL: %w", err)
	}
	return wholeTurns(e.turns, ids), nil
}

// wholeTurns returns the turns of the given places, whole.
func wholeTurns(turns []*corpus.Turn, places []int) []corpus.Passage {
	passages := make([]corpus.Passage, len(places))
	for i, at := range places {
		passages[i] = turns[at].Whole()
	}
	return passages
}
