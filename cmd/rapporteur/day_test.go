package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/jackc/pgx/v5"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// TestDayOfFaults runs the program for hours of simulated time (two, or a day
// with RAPPORTEUR_TEST_FULL) in which everything fails now and then: one process
// with SQLite, and two with one token and PostgreSQL.
func TestDayOfFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	x, err := loadAs("")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("one process", func(t *testing.T) {
		if racing && os.Getenv("RAPPORTEUR_TEST_FULL") == "" {
			t.Skip("hours of SQLite take too long under the race detector: it looks at two processes with PostgreSQL")
		}
		dayOfFaults(t, x.index, 1, filepath.Join(t.TempDir(), "day.db"))
	})
	t.Run("two processes", func(t *testing.T) {
		dayOfFaults(t, x.index, 2, schemaForTest(t))
	})
}

// schemaForTest returns the URL of a PostgreSQL database with nothing in sight.
func schemaForTest(t *testing.T) string {
	where := os.Getenv("RAPPORTEUR_TEST_POSTGRES")
	if where == "" {
		t.Skip("RAPPORTEUR_TEST_POSTGRES names no PostgreSQL database to test on")
	}
	schema := fmt.Sprintf("rapporteur_day_%d", os.Getpid())
	do := func(statement string) {
		ctx := context.Background() // that of a test has ended when it is cleaned up
		conn, err := pgx.Connect(ctx, where)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, statement); err != nil {
			t.Error(err)
		}
	}
	do("CREATE SCHEMA " + schema)
	t.Cleanup(func() { do("DROP SCHEMA " + schema + " CASCADE") })
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// A day is the test under way.
type day struct {
	t       *testing.T
	server  *discordtest.Server
	pipe    *discordtest.Pipe
	store   *store.Store
	index   *search.Index
	running []*program
	weather *weather
	carried *carried
	dice    *rand.Rand

	passage string // token
	asked   int
	sorry   int // answered that it failed
	sent    []*discordtest.Exchange
	message *discordtest.Message // with a button
}

func dayOfFaults(t *testing.T, x *search.Index, processes int, where string) {
	hours := 2
	if os.Getenv("RAPPORTEUR_TEST_FULL") != "" {
		hours = 24
	}
	synctest.Test(t, func(t *testing.T) {
		// The database goes by the machine's clock: what it is told to keep is
		// kept for as long as the test runs, since its end is far away.
		time.Sleep(time.Until(time.Date(2060, 3, 1, 6, 0, 0, 0, time.UTC)))
		d := &day{t: t, index: x, dice: rand.New(rand.NewPCG(1, uint64(processes)))}
		d.server, d.pipe = discordtest.StartPipe(t, discordtest.Options{})
		d.server.ExpectRefusals() // of the answer of the second process
		d.weather, d.carried = &weather{dice: rand.New(rand.NewPCG(3, 4))}, &carried{times: map[string]int{}}
		var err error
		if d.store, err = store.Open(t.Context(), where); err != nil {
			t.Fatal(err)
		}
		defer d.store.Close()
		schedules := d.schedule(hours)
		ref, _ := corpus.ParseReference("mikoyan-1962-11-18:33")
		turns, err := x.Library().Resolve(ref)
		if err != nil {
			t.Fatal(err)
		}
		d.passage = bot.PassageToken(turns[0].Whole())
		for range processes {
			d.running = append(d.running, d.start())
		}
		defer func() {
			for _, p := range d.running {
				if err := p.end(); err != nil {
					t.Errorf("a process ends with %v", err)
				}
			}
		}()
		d.server.WaitReady(t, processes)
		time.Sleep(time.Minute)
		d.hours(hours)
		d.posts(schedules)
	})
}

func (d *day) start() *program {
	return startProgram(d.t, d.server, d.pipe, d.store, d.weather, d.carried, d.index)
}

// schedule saves a schedule for each quarter of each hour, the last of which is
// left to be posted late, in as many channels, and returns when each is due first.
func (d *day) schedule(hours int) (first map[string]time.Time) {
	now := time.Now()
	first = make(map[string]time.Time)
	for n := range hours*4 - 4 {
		guild, channel := fmt.Sprintf("16%017d", n/bot.MaxSchedules), fmt.Sprintf("15%017d", n)
		if n%bot.MaxSchedules == 0 {
			d.server.AddGuild(&discordgo.Guild{ID: guild, Roles: []*discordgo.Role{{ID: guild, Permissions: discordtest.Granted}}})
		}
		d.server.ChangeGuild(guild, func(g *discordgo.Guild) {
			g.Channels = append(g.Channels, &discordgo.Channel{ID: channel, GuildID: g.ID, Type: discordgo.ChannelTypeGuildText})
		})
		at := now.Add(time.Duration(n*15+7) * time.Minute)
		s := bot.Schedule{
			ID: fmt.Sprintf("day%08d", n), Guild: guild, Channel: channel, Creator: "1400000000000000007",
			Mode: bot.Shuffled, Time: bot.Clock(at.Hour()*60 + at.Minute()), Zone: "UTC", Next: bot.DayOf(at), NextAt: at.Truncate(time.Minute),
		}
		if err := d.store.Save(d.t.Context(), &s); err != nil {
			d.t.Fatal(err)
		}
		first[channel] = s.NextAt
	}
	return first
}

// hours lets the hours pass: each minute some interactions, every third minute
// a fault among them.
func (d *day) hours(n int) {
	t := d.t
	kept := 0
	for minute := range n * 60 {
		name, calm := "nothing", func() {}
		if minute%3 == 0 {
			fault := faults[minute/3%len(faults)]
			name, calm = fault.name, fault.strike(d)
		}
		for range 4 {
			d.ask()
		}
		time.Sleep(5 * time.Second)
		calm()
		time.Sleep(25 * time.Second)
		for _, x := range d.sent {
			if !x.Done() && (x.Answered() == nil || name != ranOut) {
				t.Errorf("minute %d, %s: an interaction is lost: %+v", minute, name, x.Answered())
			} else if m := x.Answered().Message; m != nil && strings.Contains(m.Text(), "Something went wrong") {
				d.sorry++
			}
		}
		d.sent = d.sent[:0]
		if _, most := d.carried.out(); most > 1 {
			t.Fatalf("minute %d, %s: an interaction was carried out %d times", minute, name, most)
		}
		time.Sleep(30 * time.Second)
		if minute == n*20 || minute == n*60-1 {
			d.server.ForgetPast(discordtest.DefaultChannel)
			d.carried.forget()
			used := heap()
			t.Logf("minute %d: %d KiB and %d goroutines", minute, used>>10, runtime.NumGoroutine())
			if minute > n*20 && used > kept+kept/20+256<<10 {
				t.Errorf("what is kept grew from %d to %d KiB", kept>>10, used>>10)
			}
			kept = used
		}
	}
	total, _ := d.carried.out()
	t.Logf("%d interactions; %d carried out, of which %d were told that it failed", d.asked, total, d.sorry)
}

// heap returns what is kept, in bytes.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// ask sends an interaction of some kind where a process is there to get it.
func (d *day) ask() {
	i := discordtest.Command("quote", discordtest.String("text", "letters of support"))
	switch d.dice.IntN(5) {
	case 0:
		i = discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "letters of")))
	case 1:
		i = discordtest.Command("daily", discordtest.Subcommand("list"))
	case 2:
		if d.message != nil {
			i = discordtest.Button(d.message, "1:save:"+d.passage)
		}
	case 3:
		i = discordtest.Command("whosaid", discordtest.Subcommand("play", discordtest.String("rounds", "1"), discordtest.String("seconds", "5")))
	}
	d.asked++
	i.User = fmt.Sprint(1_000_000 + d.asked%500)
	x := d.server.SendIfOpen(i)
	if x == nil {
		return
	}
	d.sent = append(d.sent, x)
	time.Sleep(time.Duration(d.dice.IntN(400)) * time.Millisecond)
	if d.message == nil && x.Answered() != nil {
		d.message = x.Answered().Message
	}
}

// posts holds that every schedule has posted once on each of its days.
func (d *day) posts(first map[string]time.Time) {
	for channel, at := range first {
		want := 1 + int(time.Since(at)/(24*time.Hour)) // faults make the day longer
		if n := len(d.server.Messages(channel)); n != want {
			d.t.Errorf("%d posts in channel %s, want %d", n, channel, want)
		}
	}
	d.t.Logf("daily posts in %d channels", len(first))
}
