//go:build unix

package daily

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

// onBoth runs a benchmark on an SQLite file with 20,000 schedules, which one
// process works, and on a PostgreSQL database with 100,000, which three
// engines with connections of their own do.
func onBoth(b *testing.B, measure func(b *testing.B, r *rush)) {
	b.Run("sqlite", func(b *testing.B) {
		measure(b, newRush(b, filepath.Join(b.TempDir(), "store.db"), 20_000, 1))
	})
	b.Run("postgres", func(b *testing.B) {
		measure(b, newRush(b, postgresSchema(b), 100_000, 3))
	})
}

// A rush is many schedules that fire at the same time, one or two for each
// server, an hour after they were made.
type rush struct {
	db        *sql.DB
	next      time.Time
	schedules int
	stores    []*store.Store
	guilds    int
}

func newRush(b *testing.B, where string, n, processes int) *rush {
	b.Helper()
	next := time.Now().Add(time.Hour).Truncate(time.Second).UTC()
	r := &rush{next: next, schedules: n, guilds: n/2 + 1}
	for range processes {
		s, err := store.Open(b.Context(), where)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { s.Close() })
		r.stores = append(r.stores, s)
	}
	db, err := sql.Open("sqlite", where)
	if store.IsURL(where) {
		pool, poolErr := pgxpool.New(b.Context(), where)
		if poolErr != nil {
			b.Fatal(poolErr)
		}
		b.Cleanup(pool.Close)
		db = stdlib.OpenDBFromPool(pool)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	r.db = db
	var rows []string
	for i := range n {
		s := bot.Schedule{
			ID: scheduleOf(i), Guild: fmt.Sprintf("16%017d", i%r.guilds), Channel: fmt.Sprintf("15%017d", i), Creator: creator, Mode: bot.Shuffled,
			Time: bot.Clock(next.Hour()*60 + next.Minute()), Zone: "Europe/Berlin", Next: bot.DayOf(next), NextAt: next,
		}
		doc, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		rows = append(rows, fmt.Sprintf("('%s', 1, '%s', %d, %d, '%s')", s.ID, s.Guild, i/r.guilds, next.UnixMilli(), doc))
		if len(rows) == 1000 || i == n-1 {
			if _, err := db.ExecContext(b.Context(), `INSERT INTO schedules (id, version, guild, place, next_at, doc) VALUES `+strings.Join(rows, ", ")); err != nil {
				b.Fatal(err)
			}
			rows = nil
		}
	}
	return r
}

// fire has all of them fire now.
func (r *rush) fire(b *testing.B) {
	now := time.Now().Truncate(time.Second).UTC()
	_, err := r.db.ExecContext(b.Context(), fmt.Sprintf(`UPDATE schedules SET next_at = %d, doc = replace(doc, '%s', '%s')`,
		now.UnixMilli(), r.next.Format(time.RFC3339), now.Format(time.RFC3339)))
	if err != nil {
		b.Fatal(err)
	}
}

// engines returns an engine on each store, which post to poster.
func (r *rush) engines(b *testing.B, poster bot.Poster) []*Engine {
	decks := NewDecks(nil)
	decks.Swap(newIndex(b, "minutes", sayings(60)...))
	var engines []*Engine
	for _, s := range r.stores {
		engines = append(engines, New(Options{Store: s, Decks: decks, Poster: poster, Log: slog.New(slog.DiscardHandler)}))
	}
	return engines
}

// BenchmarkPlan measures how many schedules a second are planned that are all
// due, and what a processor needs for one.
func BenchmarkPlan(b *testing.B) {
	onBoth(b, func(b *testing.B, r *rush) {
		engines := r.engines(b, nil)
		r.fire(b)
		b.ResetTimer()
		began, spent := time.Now(), cpuTime()
		var planned atomic.Int64
		ends := make(chan error)
		for _, e := range engines {
			go func() {
				for {
					n, err := e.plan(b.Context())
					planned.Add(int64(n))
					if err != nil || n == 0 {
						ends <- err
						return
					}
				}
			}()
		}
		for range engines {
			if err := <-ends; err != nil {
				b.Fatal(err)
			}
		}
		if planned.Load() != int64(r.schedules) {
			b.Errorf("%d of %d planned", planned.Load(), r.schedules)
		}
		b.ReportMetric(float64(r.schedules)/time.Since(began).Seconds(), "planned/s")
		b.ReportMetric(float64((cpuTime()-spent).Microseconds())/float64(r.schedules), "cpu-µs/schedule")
		b.ReportMetric(0, "ns/op")
	})
}

// A countingStore counts the transactions of an idle engine: one for each
// call.
type countingStore struct {
	Store
	calls *atomic.Int64
}

func (c countingStore) Next(ctx context.Context) (time.Time, time.Time, error) {
	c.calls.Add(1)
	return c.Store.Next(ctx)
}

func (c countingStore) Plan(ctx context.Context, t time.Time, limit int, move func(*bot.Schedule) []*bot.Delivery) (int, []string, error) {
	c.calls.Add(1)
	return c.Store.Plan(ctx, t, limit, move)
}

func (c countingStore) Claim(ctx context.Context, now, until time.Time, limit int) ([]string, error) {
	c.calls.Add(1)
	return c.Store.Claim(ctx, now, until, limit)
}

// BenchmarkIdle measures what engines cost that have nothing to do for now.
func BenchmarkIdle(b *testing.B) {
	onBoth(b, func(b *testing.B, r *rush) {
		const long = 20 * time.Second
		engines := r.engines(b, nil)
		var calls atomic.Int64
		ctx, cancel := context.WithTimeout(b.Context(), long)
		defer cancel()
		for _, e := range engines {
			// There is no Discord to ask for servers.
			if _, err := e.store.TakeChore(b.Context(), "tidy", tidyEvery); err != nil {
				b.Fatal(err)
			}
			e.store = countingStore{e.store, &calls}
		}
		b.ResetTimer()
		spent := cpuTime()
		ends := make(chan error)
		for _, e := range engines {
			go func() { ends <- e.Run(ctx) }()
		}
		for range engines {
			if err := <-ends; err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(cpuTime()-spent)/float64(long)*100, "cpu-%")
		b.ReportMetric(float64(calls.Load())/long.Seconds(), "transactions/s")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkRush measures how long after its minute the first post is there,
// and how many follow in each second for as long as the benchmark watches.
// Discord takes 50 requests a second.
func BenchmarkRush(b *testing.B) {
	onBoth(b, func(b *testing.B, r *rush) {
		server, err := discordtest.New(discordtest.Options{GlobalLimit: 50})
		if err != nil {
			b.Fatal(err)
		}
		served := httptest.NewServer(server)
		defer served.Close()
		for i := range 2000 { // the others refuse, which is no part of what is measured
			guild := fmt.Sprintf("16%017d", i)
			server.AddGuild(&discordgo.Guild{
				ID: guild, Roles: []*discordgo.Role{{ID: guild, Permissions: discordtest.Granted}},
				Channels: []*discordgo.Channel{{ID: fmt.Sprintf("15%017d", i), Type: discordgo.ChannelTypeGuildText}},
			})
		}
		r.fire(b)
		const long = 30 * time.Second
		ctx, cancel := context.WithTimeout(b.Context(), long)
		defer cancel()
		b.ResetTimer()
		began, spent := time.Now(), cpuTime()
		ends := make(chan error)
		for _, s := range r.stores {
			client, err := discord.NewClient(discord.ClientOptions{
				Token: discordtest.Token, BaseURL: served.URL,
				Budget: &Budget{Reserve: s.ReserveRequest, Log: slog.New(slog.DiscardHandler)},
			})
			if err != nil {
				b.Fatal(err)
			}
			decks := NewDecks(nil)
			decks.Swap(newIndex(b, "minutes", sayings(60)...))
			e := New(Options{Store: s, Decks: decks, Poster: client, Permissions: client, Membership: client})
			if _, err := s.TakeChore(b.Context(), "tidy", tidyEvery); err != nil {
				b.Fatal(err)
			}
			e.began = began.Add(-time.Hour)
			go func() { ends <- e.Run(ctx) }()
		}
		for range r.stores {
			if err := <-ends; err != nil {
				b.Fatal(err)
			}
		}
		posts, limited := 0, 0
		var first, last time.Time
		for _, request := range server.Requests() {
			switch {
			case request.Status == 429:
				limited++
			case request.Method == "POST" && request.Status == 200:
				if posts++; first.IsZero() {
					first = request.At
				}
				last = request.At
			}
		}
		if limited > 0 {
			b.Errorf("Discord has limited %d requests", limited)
		}
		b.ReportMetric(first.Sub(began).Seconds(), "s-to-first")
		b.ReportMetric(float64(posts)/last.Sub(first).Seconds(), "posts/s")
		b.ReportMetric(float64(cpuTime()-spent)/float64(long)*100, "cpu-%")
		b.ReportMetric(0, "ns/op")
	})
}

// cpuTime returns what this process has used of the processors.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
