package daily

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

const creator = "1400000000000000007"

// A bench is an engine with a store in a file and a Discord of its own, and a
// clock that all three share and that only the test moves.
type bench struct {
	t       *testing.T
	discord *discordtest.Server
	store   *store.Store
	engine  *Engine

	mu  sync.Mutex
	now time.Time
}

// newBench makes a bench whose Discord checks requests against the OpenAPI
// document.
func newBench(t *testing.T) *bench {
	t.Helper()
	return newBenchWith(t, discordtest.OpenAPI(t))
}

func newBenchWith(t *testing.T, openAPI string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 3, 8, 5, 0, 0, 0, time.UTC)}
	var pipe *discordtest.Pipe
	b.discord, pipe = discordtest.StartPipe(t, discordtest.Options{OpenAPI: openAPI, Now: b.clock})
	client, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: b.discord.URL, Dial: pipe.Dial, Now: b.clock})
	if err != nil {
		t.Fatal(err)
	}
	if b.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "store.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.store.Close() })
	b.engine = b.newEngine(client, b.store)
	return b
}

func (b *bench) newEngine(client *discord.Client, s Store) *Engine {
	b.t.Helper()
	decks := NewDecks(nil)
	decks.Swap(newIndex(b.t, "minutes", sayings(60)...))
	return New(Options{Store: s, Decks: decks, Poster: client, Permissions: client, Membership: client, Now: b.clock})
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

// schedule saves a schedule that fires an hour after the test begins, changed
// as the test wants it.
func (b *bench) schedule(change func(*bot.Schedule)) bot.Schedule {
	b.t.Helper()
	s := bot.Schedule{
		ID: "s1", Guild: discordtest.DefaultGuild, Channel: discordtest.DefaultChannel, Creator: creator,
		Time: 6 * 60, Zone: "UTC", Mode: bot.Shuffled, Start: 20520,
	}
	if change != nil {
		change(&s)
	}
	calendar, err := NewCalendar(s)
	if err != nil {
		b.t.Fatal(err)
	}
	for o := range calendar.After(b.clock()) {
		s.Next, s.NextAt = o.Day, o.At
		break
	}
	if err := b.store.Save(b.t.Context(), &s); err != nil {
		b.t.Fatal(err)
	}
	return s
}

// work plans, and looks at every open line until none can go on without the
// clock, which it moves where a line waits, up to the given number of times.
func (b *bench) work(patience int) {
	b.t.Helper()
	for {
		for planned := 1; planned > 0; {
			var err error
			if planned, err = b.engine.plan(b.t.Context()); err != nil {
				b.t.Fatal(err)
			}
		}
		keys, err := b.store.OpenDeliveries(b.t.Context(), "", 100)
		if err != nil {
			b.t.Fatal(err)
		}
		longest := time.Duration(0)
		for _, key := range keys {
			wait, err := b.engine.deliver(b.t.Context(), key)
			if err != nil {
				b.t.Fatalf("deliver %s: %v", key, err)
			}
			longest = max(longest, wait)
		}
		if patience--; longest == 0 || patience < 0 {
			return
		}
		b.pass(longest)
	}
}

func (b *bench) messages() []*discordtest.Message {
	return b.discord.Messages(discordtest.DefaultChannel)
}

func (b *bench) posts() int {
	return b.discord.Count("POST /channels/{channel_id}/messages")
}

// last returns the latest line of the ledger.
func (b *bench) last() bot.Delivery {
	b.t.Helper()
	log, err := b.store.Deliveries(b.t.Context(), "s1", 1)
	if err != nil || len(log) != 1 {
		b.t.Fatalf("the ledger holds %d lines, %v", len(log), err)
	}
	return log[0]
}

func (b *bench) read() bot.Schedule {
	b.t.Helper()
	s, err := b.store.Schedule(b.t.Context(), "s1")
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// said returns reasons as they are read in English.
func said(reasons ...bot.Reason) string {
	var lines []bot.Markdown
	for _, why := range reasons {
		lines = append(lines, bot.LanguageOf(bot.English).Because(why))
	}
	return string(bot.Join(lines, "\n"))
}
