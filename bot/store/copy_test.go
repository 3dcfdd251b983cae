package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
)

// fill puts something into every table.
func fill(t *testing.T, s *Store) {
	t.Helper()
	d := newDelivery("s1", 20002)
	done := newDelivery("s1", 20003)
	done.State, done.Steps = bot.Posted, nil
	g := bot.Guild{ID: "g1", AlarmChannel: "c9", Hidden: []string{"r"}}
	bring(t, s, "g1", "minutes", "a file", "a sidecar")
	draft(t, s, "g1", "a file", nil)
	taken, err := s.TakeChore(t.Context(), "tidy", 1000)
	if err := errors.Join(err, s.Save(t.Context(), newSchedule("s1"), d, done), s.SaveGuild(t.Context(), &g),
		s.SaveDocument(t.Context(), &bot.Document{Kind: "k", ID: "1", Guild: "g1", Body: json.RawMessage(`{"и":1}`)})); err != nil || !taken {
		t.Fatal(err)
	}
}

// contents returns all rows of all tables of a store.
func contents(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	all := make(map[string][]string)
	for table, columns := range map[string]string{
		"guilds": "id, version, left_at, hides, doc", "contents": "sum, size", "drafts": "id, version, guild, owner, file_sum, size, expires_at, doc", "uploads": "guild, id, version, file_sum, sidecar_sum, size, owner, removed_at, doc",
		"schedules":  "id, version, guild, place, next_at, doc",
		"deliveries": "key, version, schedule, due_at, look_at, place, CASE WHEN is_open THEN 1 ELSE 0 END, doc",
		"documents":  "kind, id, version, guild, owner, expires_at, doc", "chores": "name, next_at",
	} {
		rows, err := s.column(t.Context(), s.db, `SELECT `+strings.ReplaceAll(columns, ", ", ` || ' ' || `)+` FROM `+table+` ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			t.Errorf("%s is empty", table)
		}
		all[table] = rows
	}
	return all
}

func TestCopy(t *testing.T) {
	stores(t, func(t *testing.T, from string) {
		source := open(t, from)
		fill(t, source)
		want := contents(t, source)
		stores(t, func(t *testing.T, to string) {
			if n, err := Copy(t.Context(), from, to); n != 10 || err != nil {
				t.Fatalf("%d rows, %v", n, err)
			}
			if diff := cmp.Diff(want, contents(t, open(t, to))); diff != "" {
				t.Error(diff)
			}
			if _, err := Copy(t.Context(), from, to); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("a copy over what is there: %v", err)
			}
		})
	})
}

// TestEveryTableIsCopied looks for tables that tables has not got.
func TestEveryTableIsCopied(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	names, err := s.column(t.Context(), s.db, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !slices.Contains(tables, name) && name != "budget" && name != "store_version" && name != "revision" && name != "revisions" {
			t.Errorf("the table %s is not copied", name)
		}
	}
}

func TestRestore(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		folder := t.TempDir()
		file := filepath.Join(folder, "store.db")
		s := open(t, file)
		fill(t, s)
		copied := filepath.Join(folder, "copy.db")
		if err := s.Backup(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
		want := contents(t, s)
		kept, err := Restore(t.Context(), copied, where)
		if err != nil || kept != "" {
			t.Fatalf("kept %q, %v", kept, err)
		}
		restored := open(t, where)
		if diff := cmp.Diff(want, contents(t, restored)); diff != "" {
			t.Error(diff)
		}
		if IsURL(where) {
			return
		}
		if err := restored.RemoveGuild(t.Context(), "g1"); err != nil {
			t.Fatal(err)
		}
		restored.Close()
		// What SQLite keeps beside a store that was killed belongs to it.
		for _, end := range []string{"-wal", "-shm"} {
			if err := os.WriteFile(where+end, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err = Restore(t.Context(), copied, where); err != nil || kept == "" {
			t.Fatalf("kept %q, %v", kept, err)
		}
		for _, end := range []string{"-wal", "-shm"} {
			if _, err := os.Stat(kept + end); err != nil {
				t.Error(err)
			}
		}
		if diff := cmp.Diff(want, contents(t, open(t, where))); diff != "" {
			t.Error(diff)
		}
		if left, err := open(t, kept).Guilds(t.Context()); len(left) != 0 || err != nil {
			t.Errorf("what was there before holds %v, %v", left, err)
		}
		if err := os.WriteFile(filepath.Join(folder, "letter"), []byte(strings.Repeat("a letter\n", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), filepath.Join(folder, "letter"), where); !errors.Is(err, ErrCorrupt) {
			t.Errorf("restored of a letter: %v", err)
		}
	})
}

// TestNoFolderIsMade opens a store under a mistyped path.
func TestNoFolderIsMade(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mistypd")
	if _, err := Open(t.Context(), filepath.Join(folder, "store.db")); err == nil || !strings.Contains(err.Error(), "there is no folder "+folder) {
		t.Errorf("opened: %v", err)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
}

// TestOlderIsNotCopied copies a store whose tables are those of a program before.
func TestOlderIsNotCopied(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		if _, err := s.exec(t.Context(), s.db, `UPDATE store_version SET version = version - 1`); err != nil {
			t.Fatal(err)
		}
		s.Close()
		if _, err := Copy(t.Context(), where, filepath.Join(t.TempDir(), "new.db")); err == nil || !strings.Contains(err.Error(), "start the bot with it once") {
			t.Errorf("an older store is copied: %v", err)
		}
	})
}
