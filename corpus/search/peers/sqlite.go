package main

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A sqliteSetup is a way to use SQLite's FTS5: a table in memory that keeps no
// copy of the texts, asked for turns with any of a query's terms, by BM25.
type sqliteSetup struct {
	tokenizer string
	terms     func(query string) []string
}

type sqliteEngine struct {
	query *sql.Stmt
	terms func(query string) []string
	turns []*corpus.Turn
}

func (s sqliteSetup) open(lib *corpus.Library) (engine, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	db.SetMaxOpenConns(1) // a second connection would have a database of its own
	turns := turnsOf(lib)
	if err := s.fill(db, turns); err != nil {
		return nil, fmt.Errorf("fill SQLite: %w", err)
	}
	query, err := db.Prepare("SELECT rowid FROM turns WHERE turns MATCH ? ORDER BY rank LIMIT ?")
	if err != nil {
		return nil, fmt.Errorf("query SQLite: %w", err)
	}
	return &sqliteEngine{query, s.terms, turns}, nil
}

func (s sqliteSetup) fill(db *sql.DB, turns []*corpus.Turn) error {
	if _, err := db.Exec("CREATE VIRTUAL TABLE turns USING fts5(text, content='', tokenize='" + s.tokenizer + "')"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.Prepare("INSERT INTO turns (rowid, text) VALUES (?, ?)")
	if err != nil {
		return err
	}
	for i, t := range turns {
		if _, err := insert.Exec(i, t.Text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (e *sqliteEngine) search(query string) ([]corpus.Passage, error) {
	terms := e.terms(query)
	if len(terms) == 0 {
		return nil, nil // nothing is no expression of FTS5
	}
	// In quotation marks a term is never an operator of FTS5; it holds none,
	// since it is folded.
	rows, err := e.query.Query(`"`+strings.Join(terms, `" OR "`)+`"`, depth)
	if err != nil {
		return nil, fmt.Errorf("query SQLite: %w", err)
	}
	defer rows.Close()
	var passages []corpus.Passage
	for rows.Next() {
		var i int
		if err := rows.Scan(&i); err != nil {
			return nil, fmt.Errorf("query SQLite: %w", err)
		}
		passages = append(passages, e.turns[i].Whole())
	}
	return passages, rows.Err()
}

// words returns the words of a query.
func words(query string) []string { return strings.Fields(search.Fold(query)) }

// trigrams returns all runs of three letters and spaces in a query, each once.
// A word with a wrong letter still has some of its own.
func trigrams(query string) []string {
	letters := []rune(search.Fold(query))
	var terms []string
	for i := range len(letters) - 2 {
		terms = append(terms, string(letters[i:i+3]))
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}
