// Package truth says what became of every spoken word of a document of which
// each word's speaker is known: whether it stands in a turn of that speaker, in
// another's, in nobody's, or nowhere, and which words stand in a speaker's mouth
// that nobody said.
//
// Words are compared without case, punctuation and compatibility forms; Han and
// kana by the character. A speaker is right under any form that the truth
// accepts; a bracket after the name may be left out, or hold the accepted form.
package truth

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// A Document is what is known of one.
type Document struct {
	File  string // its path below the folder of documents
	Turns []Turn
	// Count is how many turns it has. What nobody says is none.
	Count int
	// Accepted are other forms of speakers' names.
	Accepted map[string][]string

	words [][]string // of each turn
}

// A Turn is one of a document.
type Turn struct {
	Speaker string // "" if it is nobody's
	Text    string
	As      []string // other forms of the speaker's name, for this turn alone
	// Aside holds directions and notes: they may stand in the turn, or be left
	// out.
	Aside []string
}

// Open reads a document's truth from a file of gzipped JSON, one object a line:
// first the document, then its turns.
func Open(path string) (*Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	lines := json.NewDecoder(bufio.NewReader(unpacked))
	var head struct {
		File     string
		Turns    int
		Accepted map[string][]string `json:"accepted_names"`
	}
	if err := lines.Decode(&head); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d := &Document{File: head.File, Count: head.Turns, Accepted: head.Accepted}
	for {
		var t Turn
		if err := lines.Decode(&t); errors.Is(err, io.EOF) {
			return d, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: turn %d: %w", path, len(d.Turns)+1, err)
		}
		d.Turns = append(d.Turns, t)
	}
}

// wordsOf returns the words of each turn.
func (d *Document) wordsOf() [][]string {
	if d.words == nil {
		for i := range d.Turns {
			d.words = append(d.words, words(d.Turns[i].Text))
		}
	}
	return d.words
}
