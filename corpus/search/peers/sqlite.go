package main

import (
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"

	_ "modernc.org/sqlite"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A sqliteEngine is a full-text table of SQLite in memory, ranked by BM25. It
// keeps no copy of the texts.
type sqliteEngine struct {
	rows  *sql.Stmt
	turns []*corpus.Turn
	match func(query string) string
}

// openSQLite opens a table with a tokenizer of FTS5. match writes a query in
// FTS5's language.
func openSQLite(tokenizer string, match func(string) string) func(*corpus.Library) (engine, error) {
	return func(lib *corpus.Library) (engine, error) {
		turns := turnsOf(lib)
		db, err := sql.Open("sqlite", ":memory:")
		if err != nil {
			return nil, fmt.Errorf("open SQLite: %w", err)
		}
		db.SetMaxOpenConns(1) // each connection to :memory: is a database of its own
		if err := fillSQLite(db, tokenizer, turns); err != nil {
			return nil, fmt.Errorf("fill SQLite: %w", err)
		}
		rows, err := db.Prepare("SELECT rowid FROM turns WHERE turns MATCH ? ORDER BY rank LIMIT ?")
		if err != nil {
			return nil, fmt.Errorf("query SQLite: %w", err)
		}
		return &sqliteEngine{rows, turns, match}, nil
	}
}

func fillSQLite(db *sql.DB, tokenizer string, turns []*corpus.Turn) error {
	if _, err := db.Exec(fmt.Sprintf("CREATE VIRTUAL TABLE turns USING fts5(text, content='', tokenize='%s')", tokenizer)); err != nil {
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
	if err := tx.Commit(); err != nil { return err }
	if os.Getenv("OPT") != "" { _, err = db.Exec("INSERT INTO turns(turns) VALUES('optimize')") }
	return err
}

func (e *sqliteEngine) search(query string) ([]corpus.Passage, error) {
	match := e.match(query)
	if match == "" {
		return nil, nil
	}
	rows, err := e.rows.Query(match, depth)
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

// anyWord asks for turns with any of the words: "to" OR "be".
func anyWord(query string) string {
	var terms []string
	for _, word := range strings.Fields(query) {
		terms = append(terms, `"`+strings.ReplaceAll(word, `"`, `""`)+`"`)
	}
	return strings.Join(terms, " OR ")
}

// anyTrigram asks for turns with any three letters of the query's.
func anyTrigram(query string) string {
	var terms []string
	letters := []rune(search.Fold(query))
	for i := range len(letters) - 2 {
		if t := `"` + string(letters[i:i+3]) + `"`; !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	return strings.Join(terms, " OR ")
}

func wordTrigrams(query string) string {
	var terms []string
	seen := map[string]bool{}
	for _, w := range strings.Fields(search.Fold(query)) {
		letters := []rune(w)
		for i := range len(letters) - 2 {
			if t := `"` + string(letters[i:i+3]) + `"`; !seen[t] {
				seen[t] = true
				terms = append(terms, t)
			}
		}
	}
	return strings.Join(terms, " OR ")
}
