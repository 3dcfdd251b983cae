package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/daily"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/game"
	"rapporteur/bot/store"
	"rapporteur/corpus/search"
)

// A program is what serve runs, in this process, with a store and a network that
// fail when a test says so.
type program struct {
	store   *brittle
	dead    context.Context // nothing goes through once it has ended
	kill    context.CancelFunc
	stop    context.CancelFunc
	ended   chan error
	carried *carried
}

// startProgram runs the program.
func startProgram(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe, kept *store.Store, weather *weather, carried *carried, x *search.Index) *program {
	t.Helper()
	p := &program{ended: make(chan error, 1), carried: carried}
	p.dead, p.kill = context.WithCancel(context.Background())
	p.store = &brittle{Store: kept, dead: p.dead, weather: weather}
	log := slog.New(slog.NewTextHandler(cmp.Or[io.Writer](carried.log, io.Discard), &slog.HandlerOptions{Level: slog.LevelDebug}))
	client, err := discord.NewClient(discord.ClientOptions{
		Token: discordtest.Token, BaseURL: server.URL, Log: log,
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if p.dead.Err() != nil {
				return nil, net.ErrClosed
			}
			conn, err := pipe.Dial(ctx, network, address)
			if err == nil {
				context.AfterFunc(p.dead, func() { conn.Close() })
			}
			return conn, err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	decks := daily.NewDecks(nil)
	decks.Swap(x)
	engine := daily.New(daily.Options{Store: p.store, Decks: decks, Poster: client, Permissions: client, Membership: client, Log: log})
	games := game.New(game.Options{Store: p.store, Editor: client, Log: log, Render: func(_ context.Context, r bot.Round) (*discordgo.InteractionResponseData, error) {
		return commands.RenderRound(x.Library(), r), nil
	}})
	b := bot.New(bot.Options{Index: x, Log: log, Commands: commands.All(commands.Options{
		Log: log, Schedules: p.store, Scheduler: engine, Rounds: games, Documents: p.store,
	})})
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	go func() {
		p.ended <- together(ctx,
			func(ctx context.Context) error {
				return discord.Run(ctx, discord.Options{Client: client, Responder: counted{b, carried}, Claims: brittleClaims{p.store}, Log: log})
			},
			engine.Run, games.Run)
	}()
	return p
}

// end ends the program as a signal does, and returns its error.
func (p *program) end() error {
	p.stop()
	err := <-p.ended
	p.kill()
	return err
}

// die ends the program as a loss of power does: nothing that it does afterwards
// leaves it.
func (p *program) die() {
	p.kill()
	p.stop()
	<-p.ended
}

// weather is how the store fares.
type weather struct {
	mu    sync.Mutex
	slow  time.Duration // each call takes up to as long
	fails float64       // the share of calls that fail
	dice  *rand.Rand
}

func (w *weather) set(slow time.Duration, fails float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.slow, w.fails = slow, fails
}

// now returns how long a call takes, and whether it fails.
func (w *weather) now() (time.Duration, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	wait := time.Duration(0)
	if w.slow > 0 {
		wait = time.Duration(w.dice.Int64N(int64(w.slow)))
	}
	return wait, w.dice.Float64() < w.fails
}

var errWeather = errors.New("the store fails by order")

// brittle is a store that is slow and fails as the weather is: before the call
// is carried out, or after.
type brittle struct {
	*store.Store
	dead    context.Context
	weather *weather
}

func (b *brittle) call(ctx context.Context, f func() error) error {
	wait, fails := b.weather.now()
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		case <-b.dead.Done():
		}
	}
	if b.dead.Err() != nil || fails && wait%2 == 0 {
		return errWeather
	}
	if err := f(); err != nil {
		return err
	}
	if b.dead.Err() != nil || fails {
		return errWeather
	}
	return nil
}

func (b *brittle) Save(ctx context.Context, s *bot.Schedule, ds ...*bot.Delivery) error {
	return b.call(ctx, func() error { return b.Store.Save(ctx, s, ds...) })
}

func (b *brittle) Schedules(ctx context.Context, guild string) (all []bot.Schedule, err error) {
	err = b.call(ctx, func() error { all, err = b.Store.Schedules(ctx, guild); return err })
	return all, err
}

func (b *brittle) Claim(ctx context.Context, now, until time.Time, limit int) (keys []string, err error) {
	err = b.call(ctx, func() error { keys, err = b.Store.Claim(ctx, now, until, limit); return err })
	return keys, err
}

func (b *brittle) LookAgain(ctx context.Context, key string, at time.Time) error {
	return b.call(ctx, func() error { return b.Store.LookAgain(ctx, key, at) })
}

func (b *brittle) Plan(ctx context.Context, t time.Time, limit int, move func(*bot.Schedule) []*bot.Delivery) (n int, damaged []string, err error) {
	err = b.call(ctx, func() error { n, damaged, err = b.Store.Plan(ctx, t, limit, move); return err })
	return n, damaged, err
}

func (b *brittle) SaveDocument(ctx context.Context, d *bot.Document) error {
	return b.call(ctx, func() error { return b.Store.SaveDocument(ctx, d) })
}

func (b *brittle) Document(ctx context.Context, kind, id string) (d bot.Document, err error) {
	err = b.call(ctx, func() error { d, err = b.Store.Document(ctx, kind, id); return err })
	return d, err
}

// brittleClaims are claims by way of such a store.
type brittleClaims struct{ *brittle }

func (c brittleClaims) Claim(ctx context.Context, interaction string) (first bool, err error) {
	err = c.call(ctx, func() error { first, err = claims{c.Store}.Claim(ctx, interaction); return err })
	return first && err == nil, err
}

// carried counts how often each interaction that changes something, or that is
// deferred, was carried out, by whichever process.
type carried struct {
	mu    sync.Mutex
	times map[string]int
	most  int
	total int
	log   io.Writer // of programs; nil for none
}

// out returns how many there were, and how often one was carried out at most.
func (c *carried) out() (total, most int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.total, c.most
}

// forget forgets those that were carried out so far.
func (c *carried) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.times)
}

// note counts one.
func (c *carried) note(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times[id]++
	c.total++
	c.most = max(c.most, c.times[id])
}

// counted is a responder that is counted.
type counted struct {
	*bot.Bot
	carried *carried
}

func (c counted) Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	if c.Keeps(i) {
		c.carried.note(i.ID)
	}
	return c.Bot.Respond(ctx, i)
}

func (c counted) Finish(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
	c.carried.note(i.ID)
	return c.Bot.Finish(ctx, i)
}
