package library_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// TestStrangersCostNothing holds that a server that brings nothing and hides
// nothing is answered from the bot's own index, and has no shelf.
func TestStrangersCostNothing(t *testing.T) {
	p := open(t, 0)
	own, err := p.Index(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	p.bring(t, "g1", "minutes.txt", minutes("gammas", 5))
	for guild, same := range map[string]bool{"g1": false, "g2": true} {
		if x, err := p.Index(t.Context(), guild); err != nil || (x == own) != same {
			t.Errorf("%s: that its index is the bot's own is %t, %v", guild, x == own, err)
		}
	}
	if servers, _, _ := p.Sizes(); servers != 1 {
		t.Errorf("%d servers have shelves", servers)
	}
}

// TestEachSeesItsOwn brings, corrects, hides and removes records in two servers,
// and holds what each sees after every step.
func TestEachSeesItsOwn(t *testing.T) {
	p := open(t, 0)
	expect := func(g1, g2 string) {
		t.Helper()
		for guild, want := range map[string]string{"g1": g1, "g2": g2, "g3": "alpha beta", "": "alpha beta"} {
			if got := p.sees(t, guild); got != want {
				t.Errorf("%q sees %q, want %q", guild, got, want)
			}
		}
	}
	expect("alpha beta", "alpha beta")
	own := p.bring(t, "g1", "Gammas of May.txt", minutes("gammas", 20))
	expect("alpha beta gammas-of-may", "alpha beta")
	x, _ := p.Index(t.Context(), "g1")
	if finds(t, x, "speak of matter gammas7") != search.Exact || finds(t, x, "speak of matter betas7") != search.Exact {
		t.Error("the server does not find its own record, or not the bot's")
	}
	if y, _ := p.Index(t.Context(), "g2"); finds(t, y, "speak of matter gammas7") == search.Exact {
		t.Error("another server finds it")
	}
	turn := &x.Library().Record("gammas-of-may").Turns[3]
	if y, _ := p.Index(t.Context(), "g2"); y.Library().Turn(turn.ID) != nil {
		t.Error("another server has its turns")
	}

	// A correction elsewhere leaves the turns what they are.
	if err := p.Save(t.Context(), &own, nil, []byte("title = \"The gammas\"\n")); err != nil {
		t.Fatal(err)
	}
	x, _ = p.Index(t.Context(), "g1")
	if r := x.Library().Record("gammas-of-may"); r.Title != "The gammas" || x.Library().Turn(turn.ID) == nil || x.Library().Turn(turn.ID).Text != turn.Text {
		t.Errorf("after a correction: %q, %v", r.Title, x.Library().Turn(turn.ID))
	}
	if r := x.Library().Record("gammas-of-may"); r.File != "Gammas of May.txt" {
		t.Errorf("its file is %q", r.File)
	}

	if err := p.Hide(t.Context(), "g2", "beta", true); err != nil {
		t.Fatal(err)
	}
	expect("alpha beta gammas-of-may", "alpha")
	p.bring(t, "g2", "alpha.txt", minutes("deltas", 20)) // the bot has an alpha
	expect("alpha beta gammas-of-may", "alpha alpha-2")
	for _, err := range []error{
		p.Hide(t.Context(), "g2", "beta", false), p.Hide(t.Context(), "g2", "alpha", true), p.Remove(t.Context(), "g1", "gammas-of-may"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	expect("alpha beta", "alpha-2 beta")
	if removed, err := p.Removed(t.Context(), "g1"); !slices.Equal(removed, []string{"gammas-of-may"}) || err != nil {
		t.Errorf("removed: %v, %v", removed, err)
	}
	if removed, err := p.Removed(t.Context(), "g2"); len(removed) > 0 || err != nil {
		t.Errorf("removed in another server: %v, %v", removed, err)
	}
	p.bring(t, "g1", "gammas of may.txt", minutes("gammas", 20)) // an ID is used once
	expect("alpha beta gammas-of-may-2", "alpha-2 beta")
	if err := p.Hide(t.Context(), "g2", "beta", true); err != nil {
		t.Fatal(err)
	}
	if err := p.Remove(t.Context(), "g2", "alpha-2"); err != nil {
		t.Fatal(err)
	}
	expect("alpha beta gammas-of-may-2", "") // a server can hide all there is
	if x, _ := p.Index(t.Context(), "g2"); finds(t, x, "speak of matter betas7") != search.None {
		t.Error("a server without a record finds something")
	}
	for _, g := range []string{"g1", "g2"} {
		if err := p.store.RemoveGuild(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	expect("alpha beta", "alpha beta")
}

// TestKeepersRecordComesLater holds that a record of the bot's that has the ID of
// a server's own does not take its place.
func TestKeepersRecordComesLater(t *testing.T) {
	p := open(t, 0)
	p.bring(t, "g1", "gamma.txt", minutes("gammas", 20))
	p.sees(t, "g1")
	p.Swap(indexOf(t, read(t, "alpha.txt", minutes("alphas", 30)), read(t, "gamma.txt", minutes("others", 30))))
	if got := p.sees(t, "g1"); got != "alpha gamma" {
		t.Errorf("sees %q", got)
	}
	x, _ := p.Index(t.Context(), "g1")
	if finds(t, x, "speak of matter gammas7") != search.Exact || finds(t, x, "speak of matter others7") == search.Exact {
		t.Error("the server's own record is not what it sees")
	}
	if got := p.sees(t, "g2"); got != "alpha gamma" {
		t.Errorf("another sees %q", got)
	}
}

// TestShared holds that the same file of two servers is read once, and that a
// reload of the bot's records leaves servers' records as they are.
func TestShared(t *testing.T) {
	p := open(t, 0)
	p.bring(t, "g1", "gamma.txt", minutes("gammas", 20))
	p.bring(t, "g2", "gamma.txt", minutes("gammas", 20))
	a, err := p.Index(t.Context(), "g1")
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Index(t.Context(), "g2")
	if err != nil {
		t.Fatal(err)
	}
	gamma := a.Library().Record("gamma")
	if gamma == nil || gamma != b.Library().Record("gamma") {
		t.Error("the record is not shared")
	}
	if again, _ := p.Index(t.Context(), "g1"); again != a {
		t.Error("the index is made again")
	}
	p.Swap(indexOf(t, read(t, "alpha.txt", minutes("alphas", 31))))
	c, err := p.Index(t.Context(), "g1")
	if err != nil || c == a || c.Library().Record("gamma") != gamma {
		t.Errorf("after a reload: %v, the same record: %v", err, c.Library().Record("gamma") == gamma)
	}
}

// TestMemory holds that what is kept stays within the bound, is counted right,
// and is made again when it is asked for.
func TestMemory(t *testing.T) {
	p := open(t, 400<<10)
	for g := range 20 {
		guild := fmt.Sprint("g", g)
		p.bring(t, guild, "own.txt", minutes(fmt.Sprintf("%cs", 'a'+g), 100))
	}
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			g := i % 20
			x, err := p.Index(t.Context(), fmt.Sprint("g", g))
			if err != nil {
				t.Error(err)
				return
			}
			for other := range 20 {
				found := finds(t, x, fmt.Sprintf("speak of matter %cs77", 'a'+other)) == search.Exact
				if found != (other == g) {
					t.Errorf("server %d finds the words of %d: %v", g, other, found)
				}
			}
		})
	}
	all.Wait()
	servers, records, size := p.Sizes()
	if size > 400<<10 || servers == 0 || servers == 20 || servers != records {
		t.Errorf("%d servers with %d records take %d bytes", servers, records, size)
	}
	for g := range 20 {
		if err := p.store.RemoveGuild(t.Context(), fmt.Sprint("g", g)); err != nil {
			t.Fatal(err)
		}
		p.sees(t, fmt.Sprint("g", g))
	}
	if _, records, size := p.Sizes(); records != 0 || size != 0 {
		t.Errorf("%d records and %d bytes are left of servers that are gone", records, size)
	}
}

// TestTwoProcesses holds that what one process changes, another sees.
func TestTwoProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	where := filepath.Join(t.TempDir(), "store.db")
	var both []place
	for range 2 {
		kept, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { kept.Close() })
		p := over(t, kept, 0)
		go p.Run(t.Context())
		both = append(both, p)
	}
	until := func(want string) {
		t.Helper()
		for deadline := time.Now().Add(15 * time.Second); both[1].sees(t, "g1") != want; {
			if time.Now().After(deadline) {
				t.Fatalf("the other process sees %q, want %q", both[1].sees(t, "g1"), want)
			}
		}
	}
	until("alpha beta")
	both[0].bring(t, "g1", "gamma.txt", minutes("gammas", 20))
	until("alpha beta gamma")
	if err := both[0].Remove(t.Context(), "g1", "gamma"); err != nil {
		t.Fatal(err)
	}
	until("alpha beta")
}

// TestUnreadable holds that a record that cannot be read any more is named, and
// that the others are there.
func TestUnreadable(t *testing.T) {
	p := open(t, 0)
	p.bring(t, "g1", "gamma.txt", minutes("gammas", 20))
	bad := p.bring(t, "g1", "bad.txt", "nobody speaks here")
	if got := p.sees(t, "g1"); got != "alpha beta gamma" {
		t.Errorf("sees %q", got)
	}
	faults, err := p.Faults(t.Context(), "g1")
	if err != nil || len(faults) != 1 || !errors.Is(faults["bad"], transcript.ErrNoSpeakers) {
		t.Errorf("faults: %v, %v", faults, err)
	}
	if err := p.Save(t.Context(), &bad, []byte(minutes("bads", 20)), nil); err != nil {
		t.Fatal(err)
	}
	if got := p.sees(t, "g1"); got != "alpha bad beta gamma" {
		t.Errorf("sees %q after it was replaced", got)
	}
}

// TestTrial holds that a file that is never done keeps its own server's next
// one waiting, and nobody else's, and that it is given up.
func TestTrial(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, 0)
		hang := make(chan struct{})
		ended := make(chan error, 1)
		go func() { ended <- p.Trial(t.Context(), "g1", func() { <-hang }) }()
		synctest.Wait()
		if err := p.Trial(t.Context(), "g1", func() { t.Error("two files of a server at a time") }); !errors.Is(err, bot.ErrBusy) {
			t.Errorf("the server's next file: %v", err)
		}
		read := false
		if err := p.Trial(t.Context(), "g2", func() { read = true }); err != nil || !read {
			t.Errorf("another server's: %v", err)
		}
		if err := <-ended; !errors.Is(err, bot.ErrTooLong) {
			t.Errorf("the file that is never done: %v", err)
		}
		if err := p.Trial(t.Context(), "g1", func() { t.Error("the first is still being read") }); !errors.Is(err, bot.ErrBusy) {
			t.Errorf("while it is still being read: %v", err)
		}
		if err := p.Trial(t.Context(), "g3", func() { panic("of the reader") }); err == nil {
			t.Error("a panic of the reader is no error")
		}
		close(hang)
		synctest.Wait()
		if err := p.Trial(t.Context(), "g1", func() {}); err != nil {
			t.Errorf("after it has ended: %v", err)
		}
	})
}

// TestSlowRecord holds that a record whose reading is never done is left out with
// that reason and tried again later, and keeps nobody else waiting: neither other servers nor, once its
// time is up, the other records of its own.
func TestSlowRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		var slow atomic.Bool
		slow.Store(true)
		kept, err := store.OpenMemory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		p := overAs(t, kept, library.Options{Read: func(src transcript.Source) transcript.Report {
			if src.Name == "slow.txt" && slow.Load() {
				<-hang
			}
			return transcript.Read(src)
		}})
		p.bring(t, "g1", "gamma.txt", minutes("gammas", 20))
		p.bring(t, "g1", "slow.txt", minutes("slows", 20))
		p.bring(t, "g2", "delta.txt", minutes("deltas", 20))
		own := make(chan string, 1)
		go func() { own <- p.sees(t, "g1") }()
		synctest.Wait()
		began := time.Now()
		if got := p.sees(t, "g2"); got != "alpha beta delta" || time.Since(began) > 0 {
			t.Errorf("another server sees %q after %v", got, time.Since(began))
		}
		if got := <-own; got != "alpha beta gamma" {
			t.Errorf("its own server sees %q", got)
		}
		if faults, err := p.Faults(t.Context(), "g1"); err != nil || len(faults) != 1 || !errors.Is(faults["slow"], bot.ErrTooLong) {
			t.Errorf("faults: %v, %v", faults, err)
		}
		// A minute later it is tried once more.
		slow.Store(false)
		time.Sleep(2 * time.Minute)
		if got := p.sees(t, "g1"); got != "alpha beta gamma slow" {
			t.Errorf("when it can be read, its own server sees %q", got)
		}
	})
}

// TestIDs holds what IDs records get that are added.
func TestIDs(t *testing.T) {
	p := open(t, 0)
	for _, test := range []struct{ file, want string }{
		{"Beta.TXT", "beta-2"},
		{"../../etc/Passwd.txt", "passwd"},
		{"Cafe\u0301 «и» 米.txt", "café-и-米"},
		{"!!!.txt", "record"},
		{strings.Repeat("long name ", 40) + ".txt", strings.TrimSuffix(strings.Repeat("long-name-", 6), "-")},
	} {
		u := p.bring(t, "g1", test.file, minutes("xs", 4))
		if u.ID != test.want {
			t.Errorf("%q gets the ID %q, want %q", test.file, u.ID, test.want)
		}
	}
	u := bot.Upload{Guild: "g1", File: "one too many.txt"}
	if err := p.Save(t.Context(), &u, []byte(minutes("xs", 4)), nil); !errors.Is(err, bot.ErrOverQuota) || u.Version != 0 {
		t.Errorf("one too many: %v", err)
	}
}

// TestRemovedIsAbsent hands out what there is, and nothing of what was removed.
func TestRemovedIsAbsent(t *testing.T) {
	p := open(t, 0)
	u := p.bring(t, "g1", "one.txt", minutes("xs", 4))
	if got, file, _, err := p.Upload(t.Context(), "g1", u.ID); err != nil || got.ID != u.ID || string(file) != minutes("xs", 4) {
		t.Errorf("the record is %+v, %v", got, err)
	}
	if err := p.Remove(t.Context(), "g1", u.ID); err != nil {
		t.Fatal(err)
	}
	if got, _, _, err := p.Upload(t.Context(), "g1", u.ID); !errors.Is(err, bot.ErrAbsent) {
		t.Errorf("what was removed is %+v, %v", got, err)
	}
}

// TestHideTwice changes nothing the second time: nobody has to read the server's
// records again for it.
func TestHideTwice(t *testing.T) {
	p := open(t, 0)
	for _, hidden := range []bool{true, true, false, false} {
		if err := p.Hide(t.Context(), "g1", "alpha", hidden); err != nil {
			t.Fatal(err)
		}
	}
	g, err := p.store.Guild(t.Context(), "g1")
	if err != nil || len(g.Hidden) > 0 || g.Version != 2 {
		t.Errorf("after hiding and showing twice: %+v, %v", g, err)
	}
}

// TestOneFileIsOneRecord leaves out a file that would be several: its ID is that
// of one.
func TestOneFileIsOneRecord(t *testing.T) {
	kept, err := store.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	p := overAs(t, kept, library.Options{Read: func(s transcript.Source) transcript.Report {
		return transcript.Report{Records: []*corpus.Record{read(t, "a.txt", minutes("as", 4)), read(t, "b.txt", minutes("bs", 4))}}
	}})
	u := p.bring(t, "g1", "two.txt", "of which there are two")
	if got := p.sees(t, "g1"); got != "alpha beta" {
		t.Errorf("sees %q", got)
	}
	if faults, err := p.Faults(t.Context(), "g1"); err != nil || faults[u.ID] == nil {
		t.Errorf("faults: %v, %v", faults, err)
	}
}

// TestTrialThatNeverBegan holds that who has waited for a desk in vain may come
// again.
func TestTrialThatNeverBegan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, 0)
		hang := make(chan struct{})
		for n := range 100 { // more than there are desks
			go p.Trial(t.Context(), fmt.Sprint("busy", n), func() { <-hang })
		}
		synctest.Wait()
		ended, end := context.WithCancel(t.Context())
		end()
		if err := p.Trial(ended, "g1", func() { t.Error("there was a desk") }); !errors.Is(err, bot.ErrBusy) {
			t.Errorf("where all desks are taken: %v", err)
		}
		close(hang)
		synctest.Wait()
		if err := p.Trial(t.Context(), "g1", func() {}); err != nil {
			t.Errorf("when desks are free again: %v", err)
		}
	})
}

// TestStorm has many change and ask at the same time, in two processes, and holds
// that each server sees in the end what is kept, and at no time anything of
// another server.
func TestStorm(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	where := filepath.Join(t.TempDir(), "store.db")
	var both []place
	for range 2 {
		kept, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { kept.Close() })
		p := over(t, kept, 300<<10)
		go p.Run(t.Context())
		both = append(both, p)
	}
	bases := []*search.Index{
		indexOf(t, read(t, "alpha.txt", minutes("alphas", 30)), read(t, "beta.txt", minutes("betas", 30))),
		indexOf(t, read(t, "alpha.txt", minutes("alphas", 31)), read(t, "delta.txt", minutes("deltas", 30))),
	}
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			p := both[worker%2]
			for step := range 25 {
				guild := fmt.Sprint("g", (worker+step)%4)
				own := guild + "-own"
				switch (worker*7 + step) % 6 {
				case 0, 1:
					u := bot.Upload{Guild: guild, File: own + ".txt"}
					if err := p.Save(t.Context(), &u, []byte(minutes(guild+"s", 10)), nil); err != nil && !errors.Is(err, bot.ErrOverQuota) {
						t.Error(err)
					}
				case 2:
					uploads, err := p.Uploads(t.Context(), guild)
					if err != nil {
						t.Error(err)
					}
					for _, u := range uploads {
						if u.Removed.IsZero() {
							if err := p.Remove(t.Context(), guild, u.ID); err != nil && !errors.Is(err, bot.ErrAbsent) {
								t.Error(err)
							}
							break
						}
					}
				case 3:
					if err := p.Hide(t.Context(), guild, "alpha", step%2 == 0); err != nil {
						t.Error(err)
					}
				case 4:
					p.Swap(bases[step%2])
				default:
					x, err := p.Index(t.Context(), guild)
					if err != nil {
						t.Error(err)
						continue
					}
					for _, r := range x.Library().Records {
						if strings.Contains(r.ID, "-own") && !strings.HasPrefix(r.ID, own) {
							t.Errorf("%s sees %s", guild, r.ID)
						}
					}
				}
			}
		})
	}
	all.Wait()
	for _, p := range both {
		p.Swap(bases[0])
	}
	for g := range 4 {
		guild := fmt.Sprint("g", g)
		kept, err := both[0].store.Guild(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		ids := []string{"beta"}
		if !slices.Contains(kept.Hidden, "alpha") {
			ids = append(ids, "alpha")
		}
		uploads, err := both[0].Uploads(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range uploads {
			if u.Removed.IsZero() {
				ids = append(ids, u.ID)
			}
		}
		slices.Sort(ids)
		want := strings.Join(ids, " ")
		for n, p := range both {
			for deadline := time.Now().Add(10 * time.Second); p.sees(t, guild) != want; {
				if time.Now().After(deadline) {
					t.Fatalf("process %d: %s sees %q, want %q", n, guild, p.sees(t, guild), want)
				}
			}
		}
	}
	if _, err := store.Check(t.Context(), where); err != nil {
		t.Error(err)
	}
}
