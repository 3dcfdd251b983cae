package verify

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/corpus/records"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// theRecord returns a verifier over the record that ships with the program.
var theRecord = sync.OnceValue(func() *Verifier {
	report := transcript.Read(transcript.Source{Name: records.Name, Data: records.Text, Sidecar: records.Sidecar})
	if report.Err != nil {
		panic(report.Err)
	}
	return over(report.Records...)
})

// thePlays returns a verifier over plays, which are not in the repository.
func thePlays(t testing.TB) *Verifier {
	t.Helper()
	root := os.Getenv("RAPPORTEUR_TESTDATA")
	if root == "" {
		t.Skip("RAPPORTEUR_TESTDATA names no folder of transcripts")
	}
	return readPlays(filepath.Join(root, "transcripts", "shakespeare"))
}

var plays struct {
	sync.Once
	v *Verifier
}

func readPlays(folder string) *Verifier {
	plays.Do(func() {
		reports, err := transcript.ReadAll(folder)
		if err != nil {
			panic(err)
		}
		var all []*corpus.Record
		for _, r := range reports {
			all = append(all, r.Records...)
		}
		plays.v = over(all...)
	})
	return plays.v
}

func over(all ...*corpus.Record) *Verifier {
	lib, err := corpus.NewLibrary(all)
	if err != nil {
		panic(err)
	}
	return New(search.New(lib))
}

// golden compares got with a file, or rewrites the file.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(bytes.TrimSpace(want)), string(bytes.TrimSpace(got))); diff != "" {
		t.Errorf("%s differs (-update rewrites it):\n%s", file, diff)
	}
}
