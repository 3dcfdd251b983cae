package store_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rapporteur/bot/store"
)

// Nobody else on the machine can read a store or a copy of one.
func TestPrivateFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "rapporteur.db")
	for name, prepare := range map[string]func() error{
		"new":             func() error { return nil },
		"that others had": func() error { return os.Chmod(file, 0o644) },
	} {
		if err := prepare(); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(t.Context(), filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("a file %s: %s has %v, %v", name, f.Name(), info.Mode(), err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Wherever a password stands in a URL, no error repeats it.
func TestPasswordsAreNotPrinted(t *testing.T) {
	for _, where := range []string{
		"postgres://me:hunter2@127.0.0.1:1/test",
		"postgres://me@127.0.0.1:1/test?password=hunter2",
		"postgres://127.0.0.1:1/test?user=me&password=hunter2&sslmode=nonsense",
		"postgres://me:hunter2@127.0.0.1:port/test",
		"postgres://me:hunter2@[::1/test?password=hunter2",
		"postgresql://127.0.0.1:1/test?passfile=/nowhere&password=hunter2&connect_timeout=x",
	} {
		_, err := store.Open(t.Context(), where)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error is %v", where, err)
		}
		if _, err := store.Check(t.Context(), where); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: a check says %v", where, err)
		}
	}
}
