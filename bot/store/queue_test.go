package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
)

// TestServerIsFull has 60 add schedules to one server at the same time.
func TestServerIsFull(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		outcomes := make(chan error, 60)
		var all sync.WaitGroup
		for i := range cap(outcomes) {
			all.Go(func() { outcomes <- []*Store{a, b}[i%2].Save(t.Context(), newSchedule(fmt.Sprintf("s%02d", i))) })
		}
		all.Wait()
		close(outcomes)
		added := 0
		for err := range outcomes {
			if err == nil {
				added++
			} else if !errors.Is(err, bot.ErrFull) {
				t.Error(err)
			}
		}
		kept, err := a.Schedules(t.Context(), "g1")
		if added != bot.MaxSchedules || len(kept) != bot.MaxSchedules || err != nil {
			t.Errorf("%d were added and %d are kept, %v", added, len(kept), err)
		}
		if err := a.RemoveSchedule(t.Context(), kept[3].ID); err != nil {
			t.Fatal(err)
		}
		if err := a.Save(t.Context(), newSchedule("again")); err != nil {
			t.Errorf("no place is free after one was removed: %v", err)
		}
	})
}

// TestPlannedInTurn has one server with three schedules and one with a single
// schedule fire in the same moment: the first of every server is planned before
// the second of any.
func TestPlannedInTurn(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for _, id := range []string{"a1", "a2", "a3", "z1"} {
			schedule := newSchedule(id)
			schedule.Guild = id[:1]
			if err := s.Save(t.Context(), schedule); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for range 2 {
			if _, _, err := s.Plan(t.Context(), noon, 2, func(p *bot.Schedule) []*bot.Delivery {
				got, p.NextAt = append(got, p.ID), time.Time{}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"a1", "z1", "a2", "a3"}, got); diff != "" {
			t.Errorf("planned in this order: %s", diff)
		}
	})
}

// TestClaims has one server with three schedules and one with a single
// schedule, all due at the same time, and a post that somebody asked for last.
func TestClaims(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for _, id := range []string{"a1", "a2", "a3", "z1"} {
			schedule := newSchedule(id)
			schedule.Guild = id[:1]
			if err := s.Save(t.Context(), schedule, newDelivery(id, 20002)); err != nil {
				t.Fatal(err)
			}
		}
		asked := newDelivery("a3", 0)
		asked.Key = bot.ExtraKey("a3", "1")
		earlier := newDelivery("a3", 20001)
		earlier.At = noon.Add(-time.Minute)
		later := newDelivery("a3", 20003)
		later.At = noon.Add(time.Minute)
		if err := s.Save(t.Context(), nil, asked, earlier, later); err != nil {
			t.Fatal(err)
		}
		until := noon.Add(time.Minute)
		var got []string
		for range 4 {
			keys, err := s.Claim(t.Context(), noon, until, 2)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, keys...)
		}
		want := []string{asked.Key, earlier.Key}
		for _, id := range []string{"a1", "z1", "a2", "a3"} {
			want = append(want, bot.DeliveryKey(id, 20002))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("claimed in this order: %s", diff)
		}
		if _, look, err := s.Next(t.Context()); err != nil || !look.Equal(until) {
			t.Errorf("the next look is at %v, %v", look, err)
		}
		// Who had a line before can no longer save it.
		d, err := s.Delivery(t.Context(), asked.Key)
		if err != nil {
			t.Fatal(err)
		}
		if keys, err := s.Claim(t.Context(), until, until.Add(time.Minute), 10); len(keys) != 7 || err != nil {
			t.Errorf("%d are claimed again, %v", len(keys), err)
		}
		if err := s.Save(t.Context(), nil, &d); !errors.Is(err, bot.ErrStale) {
			t.Errorf("saved after another has claimed it: %v", err)
		}
		if err := s.LookAgain(t.Context(), later.Key, noon); err != nil {
			t.Fatal(err)
		}
		if keys, err := s.Claim(t.Context(), noon, until, 10); len(keys) != 1 || err != nil {
			t.Errorf("%v are to be looked at again, %v", keys, err)
		}
	})
}

// TestClaimsOfTwo has two processes claim at the same time: each line goes to
// one of them.
func TestClaimsOfTwo(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		if err := a.Save(t.Context(), newSchedule("s1")); err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			if err := a.Save(t.Context(), nil, newDelivery("s1", bot.Day(20000+i))); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		var claimed []string
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				keys, err := []*Store{a, b}[i%2].Claim(t.Context(), noon, noon.Add(time.Hour), 5)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				claimed = append(claimed, keys...)
			})
		}
		all.Wait()
		slices.Sort(claimed)
		if n := len(slices.Compact(claimed)); n != len(claimed) {
			t.Errorf("%d claims of %d lines", len(claimed), n)
		}
	})
}

// TestDamagedIsSetAside has one damaged document among thirty.
func TestDamagedIsSetAside(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for i := range 30 {
			schedule := newSchedule(fmt.Sprintf("s%02d", i))
			schedule.Guild = fmt.Sprint("g", i%2)
			if err := s.Save(t.Context(), schedule); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.exec(t.Context(), s.db, `UPDATE schedules SET doc = '{"ID":' WHERE id = $1`, "s07"); err != nil {
			t.Fatal(err)
		}
		move := func(moved *bot.Schedule) []*bot.Delivery {
			moved.NextAt = noon.Add(time.Hour)
			return []*bot.Delivery{newDelivery(moved.ID, 20002)}
		}
		n, damaged, err := s.Plan(t.Context(), noon, 100, move)
		if n != 30 || len(damaged) != 1 || damaged[0] != "s07" || err != nil {
			t.Errorf("%d planned, %v damaged, %v", n, damaged, err)
		}
		if n, _, err := s.Plan(t.Context(), noon, 100, move); n != 0 || err != nil {
			t.Errorf("%d planned again, %v", n, err)
		}
		if open, err := s.OpenDeliveries(t.Context(), "", 100); len(open) != 29 || err != nil {
			t.Errorf("%d lines, %v", len(open), err)
		}
		listed, err := s.Schedules(t.Context(), "g1")
		if err != nil || len(listed) != 15 || listed[3].ID != "s07" || listed[3].Paused != whyDamaged {
			t.Errorf("listed: %+v, %v", listed, err)
		}
		if _, err := Check(t.Context(), where); !errors.Is(err, ErrDocuments) || !strings.Contains(err.Error(), `schedule "s07"`) {
			t.Errorf("the check says %v", err)
		}
		// Saving it makes it whole.
		if err := s.Save(t.Context(), &listed[3]); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(t.Context(), where); err != nil {
			t.Errorf("the check says %v", err)
		}
	})
}

func TestDocuments(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for i, d := range []*bot.Document{
			{Kind: "quotation", ID: "1", Guild: "g1", User: "u1", Body: json.RawMessage(`{"at":"мир"}`)},
			{Kind: "quotation", ID: "2", Guild: "g1", User: "u2", Body: json.RawMessage(`2`)},
			{Kind: "quotation", ID: "3", Guild: "g2", User: "u1", Body: json.RawMessage(`3`)},
			{Kind: "round", ID: "1", User: "u1", Body: json.RawMessage(`4`)},
			{Kind: "quotation", ID: "4", Guild: "g1", Expires: time.Now().Add(-time.Second), Body: json.RawMessage(`5`)},
		} {
			if err := s.SaveDocument(t.Context(), d); err != nil || d.Version != 1 {
				t.Fatalf("document %d: version %d, %v", i, d.Version, err)
			}
		}
		ids := func(f bot.DocumentFilter, after string) string {
			found, err := s.Documents(t.Context(), f, after, 10)
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, d := range found {
				text += d.ID
			}
			return text
		}
		for _, test := range []struct {
			filter      bot.DocumentFilter
			after, want string
		}{
			{bot.DocumentFilter{Kind: "quotation"}, "", "123"},
			{bot.DocumentFilter{Kind: "quotation"}, "1", "23"},
			{bot.DocumentFilter{Kind: "quotation", Guild: "g1"}, "", "12"},
			{bot.DocumentFilter{Kind: "quotation", User: "u1"}, "", "13"},
			{bot.DocumentFilter{Kind: "quotation", Guild: "g2", User: "u2"}, "", ""},
			{bot.DocumentFilter{Kind: "round"}, "", "1"},
		} {
			if got := ids(test.filter, test.after); got != test.want {
				t.Errorf("%+v after %q: %q, want %q", test.filter, test.after, got, test.want)
			}
		}
		d, err := s.Document(t.Context(), "quotation", "1")
		if err != nil || string(d.Body) != `{"at":"мир"}` || d.Guild != "g1" || d.User != "u1" {
			t.Fatalf("%+v, %v", d, err)
		}
		stale := d
		d.Body = json.RawMessage(`"changed"`)
		if err := s.SaveDocument(t.Context(), &d); err != nil {
			t.Fatal(err)
		}
		if err := s.SaveDocument(t.Context(), &stale); !errors.Is(err, bot.ErrStale) {
			t.Errorf("a stale save: %v", err)
		}
		if err := s.SaveDocument(t.Context(), &bot.Document{Kind: "quotation", ID: "1", Body: json.RawMessage(`0`)}); !errors.Is(err, bot.ErrStale) {
			t.Errorf("adding it twice: %v", err)
		}
		if _, err := s.Document(t.Context(), "quotation", "4"); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("one that has expired: %v", err)
		}
		if err := s.SaveDocument(t.Context(), &bot.Document{Kind: "quotation", ID: "4", Guild: "g1", Body: json.RawMessage(`6`)}); err != nil {
			t.Errorf("in the place of one that has expired: %v", err)
		}
		if err := s.RemoveUser(t.Context(), "u1"); err != nil || ids(bot.DocumentFilter{Kind: "quotation"}, "") != "24" || ids(bot.DocumentFilter{Kind: "round"}, "") != "" {
			t.Errorf("after removing a user: %q, %v", ids(bot.DocumentFilter{Kind: "quotation"}, ""), err)
		}
		if err := s.RemoveDocument(t.Context(), "quotation", "2"); err != nil || ids(bot.DocumentFilter{Kind: "quotation"}, "") != "4" {
			t.Errorf("after removing one: %v", err)
		}
		if err := s.RemoveGuild(t.Context(), "g1"); err != nil || ids(bot.DocumentFilter{Kind: "quotation"}, "") != "" {
			t.Errorf("after removing a server: %v", err)
		}
	})
}

// TestExpired removes what has expired and leaves the rest.
func TestExpired(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for id, expires := range map[string]time.Time{"1": time.Now().Add(-time.Second), "2": time.Now().Add(time.Hour), "3": {}} {
			if err := s.SaveDocument(t.Context(), &bot.Document{Kind: "seen", ID: id, Expires: expires, Body: json.RawMessage(`1`)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.RemoveExpired(t.Context()); err != nil {
			t.Fatal(err)
		}
		left, err := s.column(t.Context(), s.db, `SELECT id FROM documents ORDER BY id`)
		if diff := cmp.Diff([]string{"2", "3"}, left); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

func TestChores(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for i, want := range []bool{true, false} {
			if taken, err := s.TakeChore(t.Context(), "tidy", time.Hour); taken != want || err != nil {
				t.Errorf("time %d: %v, %v", i+1, taken, err)
			}
		}
		if _, err := s.exec(t.Context(), s.db, `UPDATE chores SET next_at = next_at - 3600001`); err != nil {
			t.Fatal(err)
		}
		if taken, err := s.TakeChore(t.Context(), "tidy", time.Hour); !taken || err != nil {
			t.Errorf("an hour later: %v, %v", taken, err)
		}
	})
}
