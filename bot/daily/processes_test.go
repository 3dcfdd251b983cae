package daily

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/jackc/pgx/v5"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

// The tests of this file run engines in processes of their own. They are short
// unless RAPPORTEUR_TEST_FULL is set: then 2,000 schedules are due in one
// minute for two processes, and one process is killed 200 times.
func full() bool { return os.Getenv("RAPPORTEUR_TEST_FULL") != "" }

// TestMain runs an engine in place of the tests where it is told to.
func TestMain(m *testing.M) {
	if where := os.Getenv("RAPPORTEUR_TEST_ENGINE"); where != "" {
		if err := runEngine(where, os.Getenv("RAPPORTEUR_TEST_DISCORD")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// runEngine posts what is due in a store until the process is told to end.
func runEngine(where, discordURL string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	kept, err := store.Open(ctx, where)
	if err != nil {
		return err
	}
	defer kept.Close()
	budget := &Budget{Reserve: kept.ReserveRequest, Log: log}
	client, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: discordURL, Budget: budget})
	if err != nil {
		return err
	}
	decks := NewDecks(nil)
	decks.Swap(newIndex(panicking{}, "minutes", sayings(60)...))
	engine := New(Options{
		Store: kept, Decks: decks, Poster: client, Permissions: client, Membership: client, Log: log, Lease: 4 * time.Second,
	})
	fmt.Println("ready")
	return engine.Run(ctx)
}

// panicking is a test of which there is none in the process.
type panicking struct{ testing.TB }

func (panicking) Helper()           {}
func (panicking) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// start starts an engine in a process of its own, and waits until it runs.
func start(t *testing.T, where, discordURL string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "RAPPORTEUR_TEST_ENGINE="+where, "RAPPORTEUR_TEST_DISCORD="+discordURL)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the engine says %q, %v", line, err)
	}
	return cmd
}

// A town is a Discord with many channels, and a store with a schedule for each
// that is due.
type town struct {
	discord  *discordtest.Server
	url      string
	store    *store.Store
	guilds   []string
	channels []string
}

func newTown(t *testing.T, where string, n int) *town {
	t.Helper()
	server, err := discordtest.New(discordtest.Options{GlobalLimit: 50})
	if err != nil {
		t.Fatal(err)
	}
	served := httptest.NewServer(server)
	t.Cleanup(served.Close)
	town := &town{discord: server, url: served.URL}
	if town.store, err = store.Open(t.Context(), where); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { town.store.Close() })
	now := time.Now().UTC()
	for i := range n {
		if i%bot.MaxSchedules == 0 {
			guild := fmt.Sprintf("16%017d", i)
			everyone := []*discordgo.Role{{ID: guild, Permissions: discordtest.Granted}}
			server.AddGuild(&discordgo.Guild{ID: guild, Roles: everyone})
			town.guilds = append(town.guilds, guild)
		}
		guild, channel := town.guilds[len(town.guilds)-1], fmt.Sprintf("15%017d", i)
		town.channels = append(town.channels, channel)
		server.ChangeGuild(guild, func(g *discordgo.Guild) {
			g.Channels = append(g.Channels, &discordgo.Channel{ID: channel, GuildID: guild, Type: discordgo.ChannelTypeGuildText})
		})
		s := bot.Schedule{
			ID: scheduleOf(i), Guild: guild, Channel: channel, Creator: "14" + channel[2:], Mode: bot.Shuffled,
			Time: bot.Clock(now.Hour()*60 + now.Minute()), Zone: "UTC", Next: bot.DayOf(now), NextAt: now.Truncate(time.Minute),
		}
		if err := town.store.Save(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
	}
	return town
}

func scheduleOf(i int) string { return fmt.Sprintf("s%010d", i) }

// ledger returns the line of each schedule, which it must have one of.
func (town *town) ledger(t *testing.T) map[string]bot.Delivery {
	t.Helper()
	ledger := make(map[string]bot.Delivery)
	for i := range town.channels {
		lines, err := town.store.Deliveries(t.Context(), scheduleOf(i), 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(lines) > 1 {
			t.Errorf("%s has %d lines in the ledger", scheduleOf(i), len(lines))
		}
		if len(lines) > 0 {
			ledger[scheduleOf(i)] = lines[0]
		}
	}
	return ledger
}

// settle waits until every schedule has its line and none is open.
func (town *town) settle(t *testing.T, within time.Duration) map[string]bot.Delivery {
	t.Helper()
	for late := time.Now().Add(within); ; time.Sleep(200 * time.Millisecond) {
		open, err := town.store.OpenDeliveries(t.Context(), "", 1)
		if err != nil {
			t.Fatal(err)
		}
		fires, _, err := town.store.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(open) == 0 && fires.After(time.Now()) {
			return town.ledger(t)
		}
		if time.Now().After(late) {
			d, _ := town.store.Delivery(t.Context(), open[0])
			t.Fatalf("not settled after %v; open: %+v", within, d)
		}
	}
}

// check compares what stands in the channels with the ledger.
func (town *town) check(t *testing.T, ledger map[string]bot.Delivery) (posted int) {
	t.Helper()
	for i, channel := range town.channels {
		d := ledger[scheduleOf(i)]
		messages := town.discord.Messages(channel)
		switch {
		case len(messages) > 1:
			t.Errorf("%s was posted %d times", d.Key, len(messages))
		case d.State == bot.Posted && len(messages) == 0:
			t.Errorf("%s is said to be posted and is not", d.Key)
		case d.State == bot.Uncertain && d.Why != "": // refused after an attempt that nobody knows of
		case d.State != bot.Posted && (len(messages) > 0 || d.Why == ""):
			t.Errorf("%d messages for %+v", len(messages), d)
		case d.State == bot.Posted && (messages[0].ID != d.Message || messages[0].Buttons()[0].CustomID != d.Button):
			t.Errorf("%s is not what the ledger says", d.Key)
		case d.State == bot.Posted:
			posted++
		}
	}
	return posted
}

// TestTwoProcesses has two processes share the work while Discord fails in
// every way: on one PostgreSQL, as is meant, and on one SQLite file, as it
// happens when somebody starts the program twice.
func TestTwoProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		n := 60
		if full() {
			n = 2000
		}
		twoProcesses(t, postgresSchema(t), n)
	})
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		n := 40
		if full() {
			n = 500
		}
		twoProcesses(t, filepath.Join(t.TempDir(), "store.db"), n)
	})
}

func twoProcesses(t *testing.T, where string, n int) {
	town := newTown(t, where, n)
	const post = "POST /channels/{channel_id}/messages"
	ordered := 0 // of 429
	for range n / 20 {
		town.discord.Fail(
			discordtest.Fault{On: post, Times: 5}, // which go as they would
			discordtest.Fault{On: post, Status: 429, RetryAfter: 300 * time.Millisecond},
			discordtest.Fault{On: post, Status: 500},
			discordtest.Fault{On: post, Status: 503, Done: true, Page: true},
			discordtest.Fault{On: post, Done: true, Drop: true},
			discordtest.Fault{On: post, Drop: true},
			discordtest.Fault{On: post, Times: 5},
			discordtest.Fault{On: post, Status: 403, Code: bot.CodeMissingPermission},
			discordtest.Fault{On: post, Status: 404, Code: bot.CodeUnknownChannel},
		)
		ordered++
	}
	began := time.Now()
	engines := []*exec.Cmd{start(t, where, town.url), start(t, where, town.url)}
	ledger := town.settle(t, 10*time.Minute)
	took := time.Since(began)
	for _, e := range engines {
		e.Process.Signal(syscall.SIGTERM)
		if err := e.Wait(); err != nil {
			t.Errorf("an engine ended with %v", err)
		}
	}
	posted := town.check(t, ledger)
	refused := make(map[string]bool) // channels, once they have refused for good
	limited, seconds := 0, make(map[int64]int)
	for _, r := range town.discord.Requests() {
		seconds[r.At.Unix()]++
		channel, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/channels/"), "/")
		if refused[channel] && r.Method == "POST" {
			t.Errorf("%s %s after a refusal for good", r.Method, r.Path)
		}
		switch r.Status {
		case 403, 404:
			refused[channel] = true
		case 429:
			limited++
		}
	}
	most := 0
	for _, n := range seconds {
		most = max(most, n)
	}
	if limited > ordered || most > 50 {
		t.Errorf("%d requests in a second; Discord has limited %d, of which %d to order", most, limited, ordered)
	}
	t.Logf("%d of %d posted in %v; %d channels refused; %d requests, at most %d a second",
		posted, n, took.Round(time.Second), len(refused), len(town.discord.Requests()), most)
	if posted+len(refused) < n || posted < n*3/4 {
		t.Errorf("%d of %d posted, %d channels refused", posted, n, len(refused))
	}
}

// TestKilled kills a process at random moments and starts it again, on an
// SQLite file.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	t.Parallel()
	kills, n := 8, 60
	if full() {
		kills, n = 200, 1500
	}
	where := filepath.Join(t.TempDir(), "store.db")
	town := newTown(t, where, n)
	chosen := make(map[string]string) // the button names the passage
	note := func(ledger map[string]bot.Delivery) {
		for schedule, d := range ledger {
			if before := chosen[schedule]; before != "" && d.Button != before {
				t.Errorf("%s has become %s", before, d.Button)
			}
			chosen[schedule] = d.Button
		}
	}
	for range kills {
		engine := start(t, where, town.url)
		time.Sleep(time.Duration(rand.IntN(500)) * time.Millisecond)
		engine.Process.Kill()
		engine.Wait()
		note(town.ledger(t))
	}
	before := len(chosen)
	engine := start(t, where, town.url)
	ledger := town.settle(t, 5*time.Minute)
	engine.Process.Signal(syscall.SIGTERM)
	if err := engine.Wait(); err != nil {
		t.Errorf("the engine ended with %v", err)
	}
	note(ledger)
	if posted := town.check(t, ledger); posted != n {
		t.Errorf("%d of %d posted", posted, n)
	}
	t.Logf("%d kills, with %d of %d passages chosen before the last", kills, before, n)
}

// postgresSchema makes an empty schema in the database that
// RAPPORTEUR_TEST_POSTGRES names, and returns the URL that leads there.
func postgresSchema(t testing.TB) string {
	where := os.Getenv("RAPPORTEUR_TEST_POSTGRES")
	if where == "" {
		t.Skip("RAPPORTEUR_TEST_POSTGRES names no PostgreSQL database to test on")
	}
	schema := fmt.Sprintf("rapporteur_%d_%d", os.Getpid(), time.Now().UnixNano())
	run := func(ctx context.Context, statement string) {
		conn, err := pgx.Connect(ctx, where)
		if err == nil {
			_, err = conn.Exec(ctx, statement)
			conn.Close(ctx)
		}
		if err != nil {
			t.Error(err)
		}
	}
	run(t.Context(), "CREATE SCHEMA "+schema)
	t.Cleanup(func() { run(context.Background(), "DROP SCHEMA "+schema+" CASCADE") })
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}
