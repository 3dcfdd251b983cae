package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"rapporteur/bot"
)

// stores runs a test on a new store of each kind. PostgreSQL is tested where
// RAPPORTEUR_TEST_POSTGRES names a database to make schemas in.
func stores(t *testing.T, test func(t *testing.T, where string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, filepath.Join(t.TempDir(), "store?.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, postgresSchema(t))
	})
}

// postgresSchema makes an empty schema and returns the URL of a database that
// has nothing else in sight.
func postgresSchema(t testing.TB) string {
	where := os.Getenv("RAPPORTEUR_TEST_POSTGRES")
	if where == "" {
		t.Skip("RAPPORTEUR_TEST_POSTGRES names no PostgreSQL database to test on")
	}
	conn, err := pgx.Connect(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	schema := fmt.Sprintf("rapporteur_%d_%d", os.Getpid(), time.Now().UnixNano())
	if _, err := conn.Exec(t.Context(), "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		conn, err := pgx.Connect(context.Background(), where)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}

func open(t testing.TB, where string) *Store {
	t.Helper()
	s, err := Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var noon = time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC)

func newSchedule(id string) *bot.Schedule {
	return &bot.Schedule{
		ID: id, Guild: "g1", Channel: "c1", Creator: "u1", Time: 450, Zone: "Europe/Berlin", Days: "mon-fri",
		Start: 20000, From: 20001, Until: 20500, Mode: bot.Shuffled, Speaker: "E. Guevara", About: "rice “и” 米",
		Role: "r1", Thread: true, Question: "Why?", Next: 20002, NextAt: noon,
		Deck: bot.Deck{Seed: 1<<64 - 1, Round: 2, Drawn: 3, Last: "x"},
	}
}

func newDelivery(schedule string, day bot.Day) *bot.Delivery {
	return &bot.Delivery{
		Key: bot.DeliveryKey(schedule, day), Schedule: schedule, Guild: "g1", Channel: "c1", Day: day, At: noon, State: bot.Due,
		Steps: map[bot.Step]bot.Progress{bot.Pin: {State: bot.Due}},
	}
}

func TestScheduleRoundTrip(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		want := newSchedule("s1")
		if err := s.Save(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = open(t, where)
		got, err := s.Schedule(t.Context(), "s1")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*want, got); diff != "" {
			t.Error(diff)
		}
		if got.Version != 1 {
			t.Errorf("version %d after one save", got.Version)
		}
		if _, err := s.Schedule(t.Context(), "s2"); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("a schedule that is not there: %v", err)
		}
	})
}

func TestStaleSaves(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		first := newSchedule("s1")
		if err := s.Save(t.Context(), first); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(t.Context(), newSchedule("s1")); !errors.Is(err, bot.ErrStale) {
			t.Errorf("adding a schedule twice: %v", err)
		}
		second := *first
		if err := s.Save(t.Context(), &second); err != nil {
			t.Fatal(err)
		}
		// A stale schedule takes the deliveries down with it.
		d := newDelivery("s1", 20002)
		if err := s.Save(t.Context(), first, d); !errors.Is(err, bot.ErrStale) {
			t.Errorf("saving over a newer version: %v", err)
		}
		if _, err := s.Delivery(t.Context(), d.Key); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("the delivery of a save that failed: %v", err)
		}
		if d.Version != 0 || first.Version != 1 {
			t.Errorf("versions %d and %d after a save that failed", d.Version, first.Version)
		}
	})
}

func TestLedgerHasADateOnce(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		schedule := newSchedule("s1")
		if err := s.Save(t.Context(), schedule, newDelivery("s1", 20002)); err != nil {
			t.Fatal(err)
		}
		d, err := s.Delivery(t.Context(), bot.DeliveryKey("s1", 20002))
		if err != nil {
			t.Fatal(err)
		}
		d.State, d.Message = bot.Posted, "m1"
		if err := s.Save(t.Context(), nil, &d); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(t.Context(), nil, newDelivery("s1", 20002)); err != nil {
			t.Fatal(err)
		}
		got, err := s.Delivery(t.Context(), d.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("adding a date again has changed it: %s", diff)
		}
	})
}

func TestOneOfManyWins(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		if err := a.Save(t.Context(), newSchedule("s1")); err != nil {
			t.Fatal(err)
		}
		read, err := b.Schedule(t.Context(), "s1")
		if err != nil {
			t.Fatal(err)
		}
		const rivals = 8
		outcomes := make(chan error, rivals)
		var all sync.WaitGroup
		for i := range rivals {
			all.Go(func() {
				mine := read
				outcomes <- []*Store{a, b}[i%2].Save(t.Context(), &mine, newDelivery("s1", bot.Day(20000+i)))
			})
		}
		all.Wait()
		close(outcomes)
		won := 0
		for err := range outcomes {
			if err == nil {
				won++
			} else if !errors.Is(err, bot.ErrStale) {
				t.Errorf("a rival fails otherwise: %v", err)
			}
		}
		ledger, err := a.Deliveries(t.Context(), "s1", 100)
		if won != 1 || len(ledger) != 1 || err != nil {
			t.Errorf("%d rivals won and %d lines are in the ledger, %v", won, len(ledger), err)
		}
	})
}

func TestDueAndOpen(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		for i, next := range []time.Time{noon.Add(time.Hour), noon, {}, noon.Add(-time.Hour)} {
			schedule := newSchedule(fmt.Sprintf("s%d", i))
			schedule.NextAt = next
			if err := s.Save(t.Context(), schedule); err != nil {
				t.Fatal(err)
			}
		}
		if fires, _, err := s.Next(t.Context()); err != nil || !fires.Equal(noon.Add(-time.Hour)) {
			t.Errorf("the next fires at %v, %v", fires, err)
		}
		var due []string
		move := func(moved *bot.Schedule) []*bot.Delivery {
			due = append(due, moved.ID)
			moved.NextAt = moved.NextAt.Add(24 * time.Hour)
			return []*bot.Delivery{newDelivery(moved.ID, 20001)}
		}
		if n, _, err := s.Plan(t.Context(), noon, 1, move); n != 1 || err != nil {
			t.Errorf("%d planned, %v", n, err)
		}
		for _, want := range []int{1, 0} {
			if n, _, err := s.Plan(t.Context(), noon, 10, move); n != want || err != nil {
				t.Errorf("%d planned, want %d, %v", n, want, err)
			}
		}
		if diff := cmp.Diff([]string{"s3", "s1"}, due); diff != "" {
			t.Errorf("due at noon: %s", diff)
		}
		if moved, err := s.Schedule(t.Context(), "s1"); err != nil || moved.Version != 2 || !moved.NextAt.Equal(noon.Add(24*time.Hour)) {
			t.Errorf("moved to %+v, %v", moved, err)
		}
		for _, id := range due {
			if err := s.SetAside(t.Context(), bot.DeliveryKey(id, 20001)); err != nil {
				t.Fatal(err)
			}
		}

		open := newDelivery("s1", 20002)
		step := newDelivery("s1", 20003)
		step.State = bot.Posted
		done := newDelivery("s1", 20004)
		done.State, done.Steps = bot.Missed, nil
		done.At = noon.Add(time.Hour)
		if err := s.Save(t.Context(), nil, open, step, done); err != nil {
			t.Fatal(err)
		}
		keys, err := s.OpenDeliveries(t.Context(), "", 10)
		if diff := cmp.Diff([]string{open.Key, step.Key}, keys); diff != "" || err != nil {
			t.Errorf("open deliveries: %s, %v", diff, err)
		}
		if keys, _ := s.OpenDeliveries(t.Context(), open.Key, 10); len(keys) != 1 {
			t.Errorf("open deliveries after the first: %v", keys)
		}
		log, err := s.Deliveries(t.Context(), "s1", 2)
		if err != nil || len(log) != 2 || log[0].Key != done.Key {
			t.Errorf("the log: %+v, %v", log, err)
		}
	})
}

func TestGuilds(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		s := open(t, where)
		g, err := s.Guild(t.Context(), "g1")
		if err != nil || g.Version != 0 || g.ID != "g1" {
			t.Fatalf("an unknown server: %+v, %v", g, err)
		}
		g.AlarmChannel, g.LeftAt = "c9", noon
		if err := s.SaveGuild(t.Context(), &g); err != nil {
			t.Fatal(err)
		}
		other := newSchedule("s2")
		other.Guild = "g2"
		if err := s.Save(t.Context(), newSchedule("s1"), newDelivery("s1", 20002)); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(t.Context(), other); err != nil {
			t.Fatal(err)
		}
		got, err := s.Guild(t.Context(), "g1")
		if diff := cmp.Diff(g, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		ids, err := s.Guilds(t.Context())
		if diff := cmp.Diff([]string{"g1", "g2"}, ids); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if err := s.RemoveGuild(t.Context(), "g1"); err != nil {
			t.Fatal(err)
		}
		if ids, _ := s.Guilds(t.Context()); len(ids) != 1 || ids[0] != "g2" {
			t.Errorf("after a server was removed there are %v", ids)
		}
		if _, err := s.Delivery(t.Context(), bot.DeliveryKey("s1", 20002)); !errors.Is(err, bot.ErrAbsent) {
			t.Errorf("the ledger of a server that was removed: %v", err)
		}
	})
}

func TestRequestsKeepTheirDistance(t *testing.T) {
	stores(t, func(t *testing.T, where string) {
		a, b := open(t, where), open(t, where)
		const requests, interval = 50, 20 * time.Millisecond
		start := time.Now()
		var furthest time.Duration
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range requests {
			all.Go(func() {
				wait, err := []*Store{a, b}[i%2].ReserveRequest(t.Context(), interval)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				furthest = max(furthest, time.Since(start)+wait)
			})
		}
		all.Wait()
		// The last of them has at least all the others before it.
		if least := (requests - 1) * interval; furthest < least-5*time.Millisecond {
			t.Errorf("the last of %d requests may be sent after %v, want %v", requests, furthest, least)
		}
		// A clock that was set back does not stop all requests.
		if _, err := a.exec(t.Context(), a.db, `UPDATE budget SET next_at = next_at + 3600000`); err != nil {
			t.Fatal(err)
		}
		if wait, err := a.ReserveRequest(t.Context(), interval); err != nil || wait > time.Minute {
			t.Errorf("after the clock was set back, a request waits %v, %v", wait, err)
		}
	})
}
