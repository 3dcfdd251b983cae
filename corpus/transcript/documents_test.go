package transcript

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

// TestDocuments compares how every document with known turns is read with a
// table: its layout, its turns and words, and those of the truth. A change of
// the table is to be read like a change of the code: a document that loses its
// turns is read wrongly, however sure the reader is.
func TestDocuments(t *testing.T) {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set: the documents are not in the repository")
	}
	dir = filepath.Join(dir, "transcripts")
	truths, err := filepath.Glob(filepath.Join(dir, "words", "*.jsonl.gz"))
	if err != nil || len(truths) == 0 {
		t.Fatalf("no documents with known words: %v", err)
	}
	var table strings.Builder
	table.WriteString("# document, layout, turns read of those known, words in them of those known\n")
	for _, path := range truths {
		file, turns, words := knownTurns(t, path)
		reports, err := ReadAll(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		got, spoken := 0, 0
		for _, r := range reports[0].Records {
			for i := range r.Turns {
				if r.Turns[i].Kind == corpus.Speech {
					got++
					spoken += len(strings.Fields(r.Turns[i].Text))
				}
			}
		}
		fmt.Fprintf(&table, "%s\t%s\t%d/%d\t%d/%d\n", file, reports[0].Layout, got, turns, spoken, words)
	}
	path := filepath.Join("testdata", "documents.golden")
	if *update {
		if err := os.WriteFile(path, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), table.String()); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", path, diff)
	}
}

// knownTurns returns which document a file of known words is about, and how many
// turns and spoken words it has.
func knownTurns(t *testing.T, path string) (file string, turns, words int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bufio.NewReader(unpacked))
	var head struct {
		File  string
		Turns int
	}
	if err := lines.Decode(&head); err != nil {
		t.Fatal(err)
	}
	for {
		var turn struct {
			Speaker *string
			Text    string
		}
		if err := lines.Decode(&turn); errors.Is(err, io.EOF) {
			return head.File, head.Turns, words
		} else if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if turn.Speaker != nil {
			words += len(strings.Fields(turn.Text))
		}
	}
}
