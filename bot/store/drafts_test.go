package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"rapporteur/bot"
)

func draft(t *testing.T, s *Store, guild, file string, replaces *bot.Upload) *bot.Draft {
	t.Helper()
	d := &bot.Draft{Guild: guild, User: "u1", File: "f.txt", Title: "T", Expires: time.Now().Add(time.Hour)}
	if replaces != nil {
		d.Replaces, d.Base = replaces.ID, replaces.Version
	}
	if err := s.SaveDraft(t.Context(), d, []byte(file), nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDrafts(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		d := draft(t, s, "g1", "a file", nil)
		stale := *d
		if err := s.SaveDraft(t.Context(), d, nil, []byte("title = 'T'")); err != nil || d.Version != 2 || d.Size != len("a file")+len("title = 'T'") {
			t.Fatalf("%+v, %v", d, err)
		}
		if err := s.SaveDraft(t.Context(), &stale, nil, nil); !errors.Is(err, bot.ErrStale) {
			t.Errorf("a stale version: %v", err)
		}
		sound(t, s, 0)
		if _, err := s.Draft(t.Context(), "g2", d.ID); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("another server's draft: %v", err)
		}
		if _, err := s.UseDraft(t.Context(), bot.Draft{ID: d.ID, Guild: "g2", Version: 2}, "r", roomy); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("another server uses it: %v", err)
		}
		if err := s.RemoveDraft(t.Context(), "g2", d.ID); err != nil {
			t.Fatal(err)
		}
		got, err := s.Draft(t.Context(), "g1", d.ID)
		if err != nil || got.File != "f.txt" || got.Title != "T" || got.Sum != d.Sum || got.Version != 2 {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := s.UseDraft(t.Context(), stale, "r", roomy); !errors.Is(err, bot.ErrStale) {
			t.Errorf("a stale version is used: %v", err)
		}
		if _, err := s.UseDraft(t.Context(), *d, "r", bot.Quota{Records: 1}); !errors.Is(err, bot.ErrOverQuota) {
			t.Errorf("over the quota: %v", err)
		}
		u, err := s.UseDraft(t.Context(), *d, "r", roomy)
		if err != nil || u.ID != "r" || u.Version != 1 || u.User != "u1" || u.Size != d.Size || u.Sidecar != d.Sidecar {
			t.Fatalf("%+v, %v", u, err)
		}
		if _, err := s.UseDraft(t.Context(), *d, "r2", roomy); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("used twice: %v", err)
		}
		sound(t, s, 1)

		first, second := draft(t, s, "g1", "one", &u), draft(t, s, "g1", "two", &u)
		next, err := s.UseDraft(t.Context(), *first, "", roomy)
		if err != nil || next.ID != "r" || next.Version != 2 || next.Sum != sumOf([]byte("one")) {
			t.Errorf("%+v, %v", next, err)
		}
		if _, err := s.UseDraft(t.Context(), *second, "", roomy); !errors.Is(err, bot.ErrStale) {
			t.Errorf("a record that was replaced meanwhile: %v", err)
		}
		sound(t, s, 1)
		if err := s.RemoveDraft(t.Context(), "g1", second.ID); err != nil {
			t.Fatal(err)
		}
		if n := kept(t, s); n != 1 {
			t.Errorf("%d contents are kept, want the record's file", n)
		}
	})
}

// TestDraftsEnd holds that a draft and its content go when it expires, with its
// server, with its user, and when there are more than there may be.
func TestDraftsEnd(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for what, end := range map[string]func() error{
			"server": func() error { return s.RemoveGuild(t.Context(), "g1") },
			"user":   func() error { return s.RemoveUser(t.Context(), "u1") },
			"expiry": func() error {
				if _, err := s.exec(t.Context(), s.db, `UPDATE drafts SET expires_at = 1`); err != nil {
					return err
				}
				found, err := s.drafts(t.Context(), s.db, `guild = 'g1'`)
				if err != nil || len(found) != 1 {
					return fmt.Errorf("%v, %w", found, err)
				}
				if _, err := s.Draft(t.Context(), "g1", found[0].ID); !errors.Is(err, bot.ErrAbsent) {
					return fmt.Errorf("a draft that has expired: %w", err)
				}
				return s.RemoveExpired(t.Context())
			},
		} {
			draft(t, s, "g1", "x", nil)
			if docs, err := s.UserDocuments(t.Context(), "u1"); len(docs) != 1 || docs[0].Kind != KindDraft || err != nil {
				t.Error(docs, err)
			}
			if err := end(); err != nil {
				t.Fatal(what, err)
			}
			if n := kept(t, s); n != 0 {
				t.Errorf("%d contents after the end of the %s", n, what)
			}
		}
		var all sync.WaitGroup
		for i := range bot.MaxDrafts + 5 {
			all.Go(func() { draft(t, s, "g1", fmt.Sprint(i), nil) })
		}
		all.Wait()
		if n := kept(t, s); n != bot.MaxDrafts {
			t.Errorf("%d drafts of a server, want %d", n, bot.MaxDrafts)
		}
		sound(t, s, 0)
	})
}

// TestUsedOnce has a draft used by many at the same time.
func TestUsedOnce(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		d := draft(t, a, "g1", "x", nil)
		var all sync.WaitGroup
		used := make(chan bot.Upload, 20)
		for i := range 20 {
			all.Go(func() {
				u, err := []*Store{a, b}[i%2].UseDraft(t.Context(), *d, fmt.Sprint("r", i), roomy)
				if err == nil {
					used <- u
				} else if !errors.Is(err, bot.ErrAbsent) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if len(used) != 1 {
			t.Errorf("used %d times", len(used))
		}
		sound(t, a, 1)
	})
}
