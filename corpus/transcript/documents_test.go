package transcript_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus/transcript/truth"
)

// TestDocuments reads every document whose words are known, and compares what
// became of them with a table. A change of the table is to be read like a change
// of the code: a document that loses its turns is read wrongly, however sure the
// reader is.
func TestDocuments(t *testing.T) {
	dir := os.Getenv("RAPPORTEUR_TESTDATA")
	if dir == "" {
		t.Skip("RAPPORTEUR_TESTDATA is not set: the documents are not in the repository")
	}
	dir = filepath.Join(dir, "transcripts")
	docs, err := truth.Documents(dir)
	if err != nil {
		t.Fatal(err)
	}
	var results []truth.Result
	for _, d := range docs {
		r, err := d.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	var table strings.Builder
	if err := truth.WriteTable(&table, results); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "documents.golden")
	if flag.Lookup("update").Value.String() == "true" {
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
