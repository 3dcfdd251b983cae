package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Editors of Windows put a mark of byte order before what they write.
func TestPlaceInFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "store.txt")
	if err := os.WriteFile(name, []byte("\ufeffpostgres://127.0.0.1/bot \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := place("@" + name); got != "postgres://127.0.0.1/bot" || err != nil {
		t.Errorf("a store in a file is %q, %v", got, err)
	}
}

// What setup proposes can be pasted into the shell of the system.
func TestShellWord(t *testing.T) {
	for _, c := range []struct{ name, system, want string }{
		{"records/a-b_c.txt", "linux", "records/a-b_c.txt"},
		{"Year 9.txt", "linux", "'Year 9.txt'"},
		{"it's.txt", "linux", `'it'\''s.txt'`},
		{"it's.txt", "windows", "'it''s.txt'"},
		{"a$b", "darwin", "'a$b'"},
	} {
		if got := shellWord(c.name, c.system); got != c.want {
			t.Errorf("on %s %q is written %s, want %s", c.system, c.name, got, c.want)
		}
	}
}
