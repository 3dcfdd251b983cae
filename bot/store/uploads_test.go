package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
)

var roomy = bot.Quota{Records: 50, Bytes: 20 << 20}

// bring saves a new upload.
func bring(t *testing.T, s *Store, guild, id, file, sidecar string) *bot.Upload {
	t.Helper()
	u := &bot.Upload{Guild: guild, ID: id, File: id + ".txt", Title: "Title of " + id, User: "u1"}
	if err := s.SaveUpload(t.Context(), u, []byte(file), []byte(sidecar), roomy); err != nil {
		t.Fatal(err)
	}
	return u
}

// kept returns how many contents are kept.
func kept(t *testing.T, s *Store) int {
	t.Helper()
	sums, err := s.column(t.Context(), s.db, `SELECT sum FROM contents`)
	if err != nil {
		t.Fatal(err)
	}
	return len(sums)
}

// sound checks the store, and fails if it finds fault.
func sound(t *testing.T, s *Store, records int) {
	t.Helper()
	found, err := s.check(t.Context())
	if err != nil || found.Records != records {
		t.Errorf("%d records, want %d; %v", found.Records, records, err)
	}
}

func TestUploads(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		text := strings.Repeat("Anne: The words. «и» 米\n", 1000)
		u := bring(t, s, "g1", "minutes", text, "title = 'M'")
		if u.Version != 1 || u.Size != len(text)+len("title = 'M'") || u.Added.IsZero() {
			t.Errorf("saved as %+v", u)
		}
		s.Close()
		s = open(t, where)
		found, err := s.Uploads(t.Context(), "g1")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]bot.Upload{*u}, found); diff != "" {
			t.Error(diff)
		}
		for sum, want := range map[string]string{u.Sum: text, u.Sidecar: "title = 'M'"} {
			if got, err := s.Content(t.Context(), sum); string(got) != want || err != nil {
				t.Errorf("%d bytes, %v", len(got), err)
			}
		}
		if _, err := s.Content(t.Context(), strings.Repeat("0", 64)); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("a content that is not there: %v", err)
		}
		again := &bot.Upload{Guild: "g1", ID: "minutes", File: "x"}
		if err := s.SaveUpload(t.Context(), again, []byte("x"), nil, roomy); !errors.Is(err, bot.ErrStale) || again.Version != 0 {
			t.Errorf("an ID that is taken: %v, version %d", err, again.Version)
		}
		// A correction keeps the file and who brought it.
		u.User, u.Title = "u2", "Corrected"
		if err := s.SaveUpload(t.Context(), u, nil, []byte("title = 'N'"), roomy); err != nil {
			t.Fatal(err)
		}
		found, _ = s.Uploads(t.Context(), "g1")
		if f := found[0]; f.Version != 2 || f.Sum != sumOf([]byte(text)) || f.User != "u1" || f.Title != "Corrected" || f.Size != u.Size || f.Added.IsZero() || u.User != "u1" {
			t.Errorf("corrected: %+v", f)
		}
		stale := *u
		stale.Version = 1
		if err := s.SaveUpload(t.Context(), &stale, []byte("other"), nil, roomy); !errors.Is(err, bot.ErrStale) {
			t.Errorf("a stale version: %v", err)
		}
		if n := kept(t, s); n != 2 {
			t.Errorf("%d contents are kept, want the file and the last sidecar", n)
		}
		sound(t, s, 1)
	})
}

// TestContentsAreShared holds that what several servers bring is kept once, for
// as long as one of them has it.
func TestContentsAreShared(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for _, g := range []string{"g1", "g2", "g3"} {
			bring(t, s, g, "minutes", "the same", "short = 's'")
		}
		bring(t, s, "g1", "twice", "the same", "")
		if n := kept(t, s); n != 2 {
			t.Errorf("%d contents for two", n)
		}
		for i, remove := range []func() error{
			func() error { return s.RemoveUpload(t.Context(), "g1", "minutes") },
			func() error { return s.RemoveGuild(t.Context(), "g2") },
			func() error { return s.RemoveUpload(t.Context(), "g3", "minutes") },
			func() error { return s.RemoveUpload(t.Context(), "g1", "twice") },
		} {
			if err := remove(); err != nil {
				t.Fatal(err)
			}
			if n, want := kept(t, s), []int{2, 2, 1, 0}[i]; n != want {
				t.Errorf("%d contents after %d removals, want %d", n, i+1, want)
			}
			sound(t, s, 3-i)
		}
		found, err := s.Uploads(t.Context(), "g1")
		if err != nil || len(found) != 2 {
			t.Fatal(found, err)
		}
		for _, u := range found {
			if u.Removed.IsZero() || u.File != "" || u.Title != "" || u.User != "" || u.Sum != "" || u.Size != 0 {
				t.Errorf("what is left of a removed record: %+v", u)
			}
		}
		if found, _ := s.Uploads(t.Context(), "g2"); len(found) > 0 {
			t.Errorf("what is left of a removed server: %v", found)
		}
		if err := s.RemoveUpload(t.Context(), "g1", "twice"); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("removed again: %v", err)
		}
		u := &bot.Upload{Guild: "g1", ID: "twice", File: "x"}
		if err := s.SaveUpload(t.Context(), u, []byte("x"), nil, roomy); !errors.Is(err, bot.ErrStale) {
			t.Errorf("the ID of a removed record: %v", err)
		}
	})
}

func TestQuota(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		save := func(u *bot.Upload, size int, q bot.Quota) error {
			return s.SaveUpload(t.Context(), u, []byte(strings.Repeat("x", size)), nil, q)
		}
		small := bot.Quota{Records: 2, Bytes: 100}
		first := &bot.Upload{Guild: "g1", ID: "a", File: "a"}
		if err := save(first, 60, small); err != nil {
			t.Fatal(err)
		}
		if err := save(&bot.Upload{Guild: "g1", ID: "b", File: "b"}, 41, small); !errors.Is(err, bot.ErrOverQuota) {
			t.Errorf("more bytes than there may be: %v", err)
		}
		if n := kept(t, s); n != 1 {
			t.Errorf("%d contents are kept, with that of a record that was refused", n)
		}
		if err := save(&bot.Upload{Guild: "g1", ID: "b", File: "b"}, 40, small); err != nil {
			t.Error(err)
		}
		if err := save(&bot.Upload{Guild: "g1", ID: "c", File: "c"}, 0, small); !errors.Is(err, bot.ErrOverQuota) {
			t.Errorf("more records than there may be: %v", err)
		}
		if err := save(&bot.Upload{Guild: "g2", ID: "c", File: "c"}, 100, small); err != nil {
			t.Errorf("another server: %v", err)
		}
		// Whoever runs the bot has lowered it.
		if err := save(first, 50, bot.Quota{Records: 1, Bytes: 10}); err != nil {
			t.Errorf("less than there was: %v", err)
		}
		if err := save(first, 51, bot.Quota{Records: 1, Bytes: 10}); !errors.Is(err, bot.ErrOverQuota) {
			t.Errorf("more than there was: %v", err)
		}
		if err := s.RemoveUpload(t.Context(), "g1", "a"); err != nil {
			t.Fatal(err)
		}
		if err := save(&bot.Upload{Guild: "g1", ID: "c", File: "c"}, 60, small); err != nil {
			t.Errorf("in the room of what was removed: %v", err)
		}
	})
}

// TestUploadsTogether has several processes add and remove the same content and
// fill a quota at the same time.
func TestUploadsTogether(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		var processes []*Store
		for range 4 {
			processes = append(processes, open(t, where))
		}
		var all sync.WaitGroup
		for i := range 48 {
			all.Go(func() {
				s, guild := processes[i%4], fmt.Sprint("g", i%3)
				u := &bot.Upload{Guild: guild, ID: fmt.Sprint("r", i), File: "f"}
				err := s.SaveUpload(t.Context(), u, []byte("the same"), []byte(fmt.Sprint(i%2)), bot.Quota{Records: 7, Bytes: 1 << 20})
				if err != nil && !errors.Is(err, bot.ErrOverQuota) {
					t.Error(err)
				}
				if err == nil && i%2 == 0 {
					if err := s.RemoveUpload(t.Context(), guild, u.ID); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		n := 0
		for g := range 3 {
			found, err := processes[0].Uploads(t.Context(), fmt.Sprint("g", g))
			if err != nil {
				t.Fatal(err)
			}
			there := slices.DeleteFunc(found, func(u bot.Upload) bool { return !u.Removed.IsZero() })
			if n += len(there); len(there) > 7 {
				t.Errorf("%d records in a server that can have 7", len(there))
			}
		}
		if n == 0 {
			t.Error("nothing was saved")
		}
		sound(t, processes[0], n)
	})
}

// TestInterrupted has saves and removals end in their midst, and holds that each
// is done whole or not at all.
func TestInterrupted(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		text := []byte(strings.Repeat("It was said and written down. ", 2000))
		saves, cut := 0, 0
		for i := range 60 {
			// The time that a save takes, from the beginning to a little more than all.
			began := time.Now()
			bring(t, s, "g1", fmt.Sprint("whole", i), string(text)+fmt.Sprint("whole", i), "")
			took := time.Since(began)
			ctx, cancel := context.WithTimeout(t.Context(), took*time.Duration(i)/50)
			u := &bot.Upload{Guild: "g2", ID: fmt.Sprint("r", i), File: "f"}
			err := s.SaveUpload(ctx, u, append(text, fmt.Sprint("cut", i)...), []byte(fmt.Sprint(i)), bot.Quota{Records: 1000, Bytes: 1 << 30})
			cancel()
			if err != nil {
				cut++
			} else {
				saves++
			}
			if err := s.RemoveUpload(t.Context(), "g1", fmt.Sprint("whole", i)); err != nil {
				t.Fatal(err)
			}
		}
		found, err := s.Uploads(t.Context(), "g2")
		if err != nil {
			t.Fatal(err)
		}
		// A commit whose answer was not waited for may have been made.
		if cut == 0 || len(found) < saves || len(found) > saves+cut {
			t.Errorf("%d were saved and %d were cut off, and %d are there", saves, cut, len(found))
		}
		sound(t, s, len(found))
		if n := kept(t, s); n != 2*len(found) {
			t.Errorf("%d contents of %d records", n, len(found))
		}
	})
}

// TestHear holds that each process hears of what it and others have changed,
// also after its connections were lost.
func TestHear(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		told := make(chan bot.Revision, 100)
		tell := func(changes []bot.Revision) {
			for _, c := range changes {
				told <- c
			}
		}
		b.Tell(tell)
		ctx, end := context.WithCancel(t.Context())
		defer end()
		go b.Hear(ctx)
		next := func(want string) {
			t.Helper()
			for {
				select {
				case r := <-told:
					if r.Guild == want {
						return
					}
				case <-time.After(10 * time.Second):
					t.Fatalf("nothing is heard of %q", want)
				}
			}
		}
		next("") // of all, in the beginning
		bring(t, b, "g1", "own", "x", "")
		select {
		case r := <-told:
			if r.Guild != "g1" || r.Number == 0 {
				t.Errorf("told of %+v", r)
			}
		default:
			t.Error("a process has to wait for what it has changed itself")
		}
		bring(t, a, "g2", "r", "x", "")
		next("g2")
		if err := a.SaveGuild(t.Context(), &bot.Guild{ID: "g3", Hidden: []string{"r"}}); err != nil {
			t.Fatal(err)
		}
		next("g3")
		if err := a.RemoveGuild(t.Context(), "g2"); err != nil {
			t.Fatal(err)
		}
		next("g2")
		if a.pool != nil {
			_, err := a.db.ExecContext(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE query = 'LISTEN `+channel+`' AND datname = current_database()`)
			if err != nil {
				t.Fatal(err)
			}
			bring(t, a, "g4", "r", "x", "")
			next("g4")
		}
		libraries, err := b.Libraries(t.Context())
		if slices.Sort(libraries); !slices.Equal(libraries, map[bool][]string{true: {"g1", "g3", "g4"}, false: {"g1", "g3"}}[a.pool != nil]) || err != nil {
			t.Errorf("servers with something of their own: %v, %v", libraries, err)
		}
	})
}

// TestOlderCopy holds that a store whose revision is not the one that was seen is
// looked at whole.
func TestOlderCopy(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	bring(t, s, "g1", "r", "x", "")
	if found, last, err := s.revisionsAfter(t.Context(), 7); len(found) != 1 || found[0].Guild != "" || last != 1 || err != nil {
		t.Errorf("%v, %d, %v", found, last, err)
	}
	if found, last, err := s.revisionsAfter(t.Context(), 1); len(found) != 0 || last != 1 || err != nil {
		t.Errorf("%v, %d, %v", found, last, err)
	}
}

// TestUploadsOfUser holds that a user is given what says that they brought a
// record, and that it says so no longer when they have asked for that.
func TestUploadsOfUser(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		bring(t, s, "g1", "r", "x", "")
		docs, err := s.UserDocuments(t.Context(), "u1")
		if err != nil || len(docs) != 1 || docs[0].Kind != KindUpload || docs[0].Guild != "g1" {
			t.Fatal(docs, err)
		}
		if err := s.RemoveUser(t.Context(), "u1"); err != nil {
			t.Fatal(err)
		}
		if docs, err := s.UserDocuments(t.Context(), "u1"); len(docs) > 0 || err != nil {
			t.Error(docs, err)
		}
		if found, err := s.Uploads(t.Context(), "g1"); len(found) != 1 || found[0].User != "" || err != nil {
			t.Error(found, err)
		}
		rows, err := s.column(t.Context(), s.db, `SELECT doc FROM uploads`)
		if err != nil || len(rows) != 1 || strings.Contains(rows[0], "u1") {
			t.Errorf("the document still names the user: %v %v", rows, err)
		}
	})
}

// TestCheckUploads damages what is kept in every way.
func TestCheckUploads(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		for _, damage := range []string{
			`UPDATE contents SET size = size + 1`,
			`UPDATE contents SET size = 0`,
			`UPDATE contents SET data = (SELECT data FROM contents ORDER BY sum DESC LIMIT 1)`,
			`UPDATE contents SET data = CAST('x' AS BYTEA)`,
			`UPDATE uploads SET doc = '{'`,
			`UPDATE uploads SET file_sum = NULL`,
			`DELETE FROM uploads`,
			`UPDATE uploads SET removed_at = 1`,
		} {
			s := open(t, where)
			bring(t, s, "g1", "r", "one", "two")
			if _, err := s.exec(t.Context(), s.db, damage); err != nil {
				t.Fatal(damage, err)
			}
			if _, err := s.check(t.Context()); !errors.Is(err, ErrDocuments) {
				t.Errorf("%s: %v", damage, err)
			}
			for _, text := range []string{`DELETE FROM uploads`, `DELETE FROM contents`} {
				if _, err := s.exec(t.Context(), s.db, text); err != nil {
					t.Fatal(err)
				}
			}
			s.Close()
		}
	})
}

func FuzzUnpack(f *testing.F) {
	packed, _ := pack([]byte("hello"))
	f.Add(packed, 5)
	f.Add([]byte("\x1f\x8b"), -1)
	f.Fuzz(func(t *testing.T, packed []byte, size int) {
		got, err := unpack(packed, size, sumOf([]byte("hello")))
		if err == nil && string(got) != "hello" {
			t.Errorf("%q", got)
		}
	})
}

// BenchmarkLook measures what it costs to look whether another process has
// changed something, where nobody has.
func BenchmarkLook(b *testing.B) {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "store.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if found, _, err := s.revisionsAfter(b.Context(), 0); len(found) > 0 || err != nil {
			b.Fatal(found, err)
		}
	}
}
