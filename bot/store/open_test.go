package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOpenTogether(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				s, err := Open(t.Context(), where)
				if err != nil {
					t.Error(err)
					return
				}
				s.Close()
			})
		}
		all.Wait()
	})
}

func TestNewerIsRefused(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		if err := s.Save(t.Context(), newSchedule("s1")); err != nil {
			t.Fatal(err)
		}
		if _, err := s.exec(t.Context(), s.db, `UPDATE store_version SET version = 99`); err != nil {
			t.Fatal(err)
		}
		s.Close()
		if _, err := Open(t.Context(), where); !errors.Is(err, ErrNewer) {
			t.Errorf("a newer store: %v", err)
		}
		if _, err := Check(t.Context(), where); !errors.Is(err, ErrNewer) {
			t.Errorf("the check of a newer store: %v", err)
		}
	})
}

func TestCheck(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		if !IsURL(where) {
			where = filepath.Join(t.TempDir(), "empty.db")
			if err := os.WriteFile(where, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Check(t.Context(), where); !errors.Is(err, ErrEmpty) {
			t.Errorf("the check of an empty store: %v", err)
		}
		s := open(t, where)
		if err := s.Save(t.Context(), newSchedule("s1"), newDelivery("s1", 20002)); err != nil {
			t.Fatal(err)
		}
		got, err := Check(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		want := Condition{Kind: got.Kind, Where: got.Where, Version: 4, Known: 4, Guilds: 1, Schedules: 1, Posts: 1, Open: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if _, err := s.exec(t.Context(), s.db, `UPDATE schedules SET doc = '{"ID":'`); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(t.Context(), where); !errors.Is(err, ErrDocuments) {
			t.Errorf("the check of a store with half a document: %v", err)
		}
	})
}

func TestCorruptFilesStayAsTheyAre(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.db")
	s := open(t, whole)
	for i := range 200 {
		schedule := newSchedule(fmt.Sprintf("s%03d", i))
		schedule.Guild = fmt.Sprint("g", i)
		if err := s.Save(t.Context(), schedule); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.db.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	s.Close()
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE somebody_elses (x)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	other, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	scratched := append([]byte(nil), data...)
	for i := 5 * 4096; i < 9*4096; i++ {
		scratched[i] = 0xa5
	}
	for name, content := range map[string][]byte{
		"text":      []byte(strings.Repeat("This is a letter to my aunt.\n", 100)),
		"half":      data[:len(data)/2],
		"scratched": scratched,
		"foreign":   other,
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "store.db")
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if s, err := Open(t.Context(), file); !errors.Is(err, ErrCorrupt) {
				t.Errorf("opened as %v: %v", s, err)
			}
			if _, err := Check(t.Context(), file); !errors.Is(err, ErrCorrupt) {
				t.Errorf("checked: %v", err)
			}
			after, err := os.ReadFile(file)
			if err != nil || string(after) != string(content) {
				t.Errorf("the file has changed, %v", err)
			}
		})
	}
}

func TestReadOnlyIsSaid(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write every file")
	}
	file := filepath.Join(t.TempDir(), "store.db")
	open(t, file).Close()
	if err := os.Chmod(file, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opened: %v", err)
	}
	if _, err := Check(t.Context(), file); err != nil {
		t.Errorf("checked: %v", err)
	}
}

func TestBackup(t *testing.T) {
	file, copied := filepath.Join(t.TempDir(), "store.db"), filepath.Join(t.TempDir(), "copy.db")
	s := open(t, file)
	if err := s.Save(t.Context(), newSchedule("s1"), newDelivery("s1", 20002)); err != nil {
		t.Fatal(err)
	}
	if err := Backup(t.Context(), file, copied); err != nil {
		t.Fatal(err)
	}
	got, err := open(t, copied).Schedule(t.Context(), "s1")
	if err != nil || got.About != newSchedule("s1").About {
		t.Errorf("from the copy: %+v, %v", got, err)
	}
	if err := Backup(t.Context(), file, copied); err == nil {
		t.Error("a backup has overwritten a file")
	}
	if err := Backup(t.Context(), "postgres://127.0.0.1/x", "y"); !errors.Is(err, ErrNoBackup) {
		t.Errorf("a backup of PostgreSQL: %v", err)
	}
	if err := Backup(t.Context(), filepath.Join(t.TempDir(), "none.db"), filepath.Join(t.TempDir(), "y")); err == nil {
		t.Error("a backup of a file that is not there")
	}
}

// TestNothingToBackUp backs up a file that is no store yet.
func TestNothingToBackUp(t *testing.T) {
	folder := t.TempDir()
	empty, copied := filepath.Join(folder, "empty.db"), filepath.Join(folder, "copy.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Backup(t.Context(), empty, copied); !errors.Is(err, ErrEmpty) {
		t.Errorf("a backup of nothing: %v", err)
	}
	if _, err := os.Stat(copied); err == nil {
		t.Error("there is a copy of nothing")
	}
}
