package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/chart"
	"rapporteur/bot/commands"
	"rapporteur/bot/daily"
	"rapporteur/bot/discord"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/bot/sight"
	"rapporteur/bot/store"
	"rapporteur/config"
)

type serveCommand struct {
	Speaker string `placeholder:"NAME" help:"Who says all of the file that --records names, if it has no labels."`
	HTTP    string `name:"http" placeholder:"ADDR" help:"Take interactions by HTTP at this address, as POST /interactions, in place of the gateway. Discord must be told the URL that leads there."`
}

func (*serveCommand) Help() string {
	return `Needs the token of a Discord bot in DISCORD_TOKEN, or in the file that
DISCORD_TOKEN_FILE names. The records are loaded again on SIGHUP and when their
files change. SIGINT and SIGTERM end it once all that was asked is answered.`
}

// errNoToken says what serve lacks, and how to get it.
var errNoToken = errors.New(`the bot needs a token to log in to Discord with. Set DISCORD_TOKEN to it, or DISCORD_TOKEN_FILE to the name of a file that holds it.
To get one:
 1. Open https://discord.com/developers/applications, choose New Application and give it a name.
 2. Under Bot, choose Reset Token and copy the token. None of the privileged intents is needed.
 3. Under Installation, copy the install link, open it, and add the bot to a server or to your account.
To try the bot without Discord: rapporteur console`)

func (s *serveCommand) Run(ctx context.Context, e *environment) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if c.DiscordToken.IsZero() {
		return misuse{errNoToken}
	}
	shards, err := discord.ParseShards(c.Shards, hostname())
	if err != nil {
		return misuse{fmt.Errorf("RAPPORTEUR_SHARDS %w", err)}
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the program at once
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)

	log := newLogger(e.stderr, c)
	began := time.Now()
	seen := fingerprint(c.Records)
	l, err := untilDone(ctx, func() (*loaded, error) { return loadAs(s.Speaker, pathsOf(c.Records)...) })
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	l.logTo(log, "records loaded", time.Since(began))
	kept, err := store.Open(ctx, c.Store.Reveal())
	if err != nil {
		return err
	}
	defer kept.Close()

	shelves, err := library.New(ctx, l.serverOptions(kept, c, log))
	if err != nil {
		return err
	}
	var served atomic.Pointer[loaded]
	served.Store(l)
	shown := sight.New(sight.Options{
		Checks: []sight.Check{
			{Name: "store", Ask: func(ctx context.Context) error { _, _, err := kept.Next(ctx); return err }},
			{Name: "records", Ask: func(context.Context) error {
				if n, _ := served.Load().size(); n == 0 {
					return errors.New("none is loaded")
				}
				return nil
			}},
		},
		Records:   func() (int, int) { return served.Load().size() },
		Libraries: shelves.Sizes,
		Pprof:     c.Pprof,
		Log:       log,
	})
	showing, hide := context.WithCancel(context.WithoutCancel(ctx))
	defer hide()
	if c.Status != "" {
		go shown.Serve(showing, c.Status)
	}

	client, err := discord.NewClient(discord.ClientOptions{
		Token:    c.DiscordToken.Reveal(),
		BaseURL:  c.DiscordURL,
		Budget:   &daily.Budget{Reserve: kept.ReserveRequest, Log: log},
		Observer: shown,
		Log:      log,
	})
	if err != nil {
		return err
	}
	decks := daily.NewDecks(shelves)
	decks.Swap(l.index)
	engine := daily.New(daily.Options{
		Store: kept, Decks: decks, Poster: client, Permissions: client, Membership: client, Log: log, Window: c.DailyLate,
		Closed: func(how bot.State) { shown.Posted(string(how)) },
	})
	games := game.New(game.Options{Store: kept, Editor: client, Log: log, Render: renderRound(shelves)})
	b := bot.New(bot.Options{
		Index:     l.index,
		Libraries: shelves,
		Refused:   l.refusals(),
		Owners:    c.Owners,
		Log:       log,
		Commands: commands.All(commands.Options{
			Log: log, Drawer: chart.New(), Schedules: kept, Scheduler: engine, Rounds: games, Documents: kept,
			Uploads: shelves, Attachments: client,
		}),
	})
	if c.Records != "" {
		swap := func(l *loaded) {
			shelves.Swap(l.index)
			b.Swap(l.index, l.refusals())
			decks.Swap(l.index)
			served.Store(l)
		}
		r := &reloader{path: c.Records, speaker: s.Speaker, seen: seen, served: l, swap: swap, log: log}
		go r.run(ctx, hangup)
	}
	return together(ctx,
		func(ctx context.Context) error {
			return discord.Run(ctx, discord.Options{
				Client: client, Responder: b, Claims: claims{kept}, Slots: kept, Shards: shards, HTTP: s.endpoint(c), Observer: shown, Log: log,
			})
		},
		engine.Run,
		games.Run,
		shelves.Run,
	)
}

// endpoint says where interactions come by HTTP, nil for the gateway.
func (s *serveCommand) endpoint(c *config.Config) *discord.HTTP {
	if s.HTTP == "" {
		return nil
	}
	return &discord.HTTP{Address: s.HTTP, PublicKey: c.PublicKey}
}

// serverOptions returns what the libraries of servers are made of.
func (l *loaded) serverOptions(kept *store.Store, c *config.Config, log *slog.Logger) library.Options {
	return library.Options{
		Store: kept, Index: l.index, Quota: bot.Quota{Records: c.Uploads, Bytes: c.UploadSize}, Memory: c.UploadMemory, Log: log,
	}
}

// renderRound shows rounds with what their servers see.
func renderRound(libraries bot.Libraries) func(context.Context, bot.Round) (*discordgo.InteractionResponseData, error) {
	return func(ctx context.Context, r bot.Round) (*discordgo.InteractionResponseData, error) {
		x, err := libraries.Index(ctx, r.Guild)
		if err != nil {
			return nil, err
		}
		return commands.RenderRound(x.Library(), r), nil
	}
}

// claims keep the interactions that were carried out in the store.
type claims struct{ *store.Store }

// claimedFor is how long an interaction can be answered, and so be delivered
// again to any use.
const claimedFor = 15 * time.Minute

// Claim keeps an interaction, as bot.Claims says.
func (c claims) Claim(ctx context.Context, interaction string) (bool, error) {
	err := c.SaveDocument(ctx, &bot.Document{
		Kind: "interaction", ID: interaction, Expires: time.Now().Add(claimedFor), Body: json.RawMessage("{}"),
	})
	if errors.Is(err, bot.ErrStale) {
		return false, nil
	}
	return err == nil, err
}

// untilDone returns what f does, or leaves it behind when ctx ends: reading
// files has no context, and may wait for a file system that is not there.
func untilDone[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// hostname returns the name of this machine or container, "" if it has none.
func hostname() string {
	name, _ := os.Hostname()
	return name
}

// together runs all until they have ended. The end of one ends the others.
func together(ctx context.Context, all ...func(context.Context) error) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	errs := make(chan error)
	for _, run := range all {
		go func() { errs <- run(ctx) }()
	}
	var failed error
	for range all {
		failed = errors.Join(failed, <-errs)
		end()
	}
	return failed
}

func newLogger(w io.Writer, c *config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		o.ReplaceAttr = inSeconds
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// inSeconds logs durations in seconds, not in nanoseconds.
func inSeconds(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		return slog.Float64(a.Key, a.Value.Duration().Seconds())
	}
	return a
}
