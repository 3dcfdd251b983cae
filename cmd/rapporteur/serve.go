package main

import (
	"context"
	"errors"
	"fmt"
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
	Speaker string `placeholder:"NAME" help:"Who says all of the file that --records names, if it names no speaker."`
	HTTP    string `name:"http" placeholder:"ADDR" help:"Take interactions by HTTP at this address, as POST /interactions, in place of the gateway. Discord must be told the URL that leads there."`
}

func (*serveCommand) Help() string {
	return `Needs the token of a Discord bot in DISCORD_TOKEN, or in the file that
DISCORD_TOKEN_FILE names. The records are loaded again on SIGHUP and when their
files change. SIGINT and SIGTERM end it once all that was asked is answered.`
}

// errNoToken says what serve needs, and how to get it.
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
	p, err := newServing(ctx, c, l, kept, log)
	if err != nil {
		return err
	}
	showing, hide := context.WithCancel(context.WithoutCancel(ctx))
	defer hide()
	if c.Status != "" {
		go p.shown.Serve(showing, c.Status)
	}
	if c.Records != "" {
		r := &reloader{path: c.Records, speaker: s.Speaker, seen: seen, served: l, swap: p.swap, log: log}
		go r.run(ctx, hangup)
	}
	return together(ctx,
		func(ctx context.Context) error {
			return discord.Run(ctx, discord.Options{
				Client: p.client, Responder: p.bot, Claims: claims{kept}, Slots: kept, Shards: shards, HTTP: s.endpoint(c), Observer: p.shown, Log: log,
			})
		},
		p.engine.Run,
		p.games.Run,
		p.libraries.Run,
	)
}

// A serving is what answers on Discord, wired together.
type serving struct {
	loaded    atomic.Pointer[loaded]
	libraries *library.Shelves
	decks     *daily.Decks
	client    *discord.Client
	engine    *daily.Engine
	games     *game.Engine
	bot       *bot.Bot
	shown     *sight.Sight
}

func newServing(ctx context.Context, c *config.Config, l *loaded, kept *store.Store, log *slog.Logger) (*serving, error) {
	p := new(serving)
	p.loaded.Store(l)
	var err error
	if p.libraries, err = library.New(ctx, l.serverOptions(kept, c, log)); err != nil {
		return nil, err
	}
	p.shown = sight.New(sight.Options{
		Checks: []sight.Check{
			{Name: "store", Ask: func(ctx context.Context) error { _, _, err := kept.Next(ctx); return err }},
			{Name: "records", Ask: p.holdsRecords},
		},
		Records:   func() (int, int) { return p.loaded.Load().size() },
		Libraries: p.libraries.Sizes,
		Pprof:     c.Pprof,
		Log:       log,
	})
	p.client, err = discord.NewClient(discord.ClientOptions{
		Token:    c.DiscordToken.Reveal(),
		BaseURL:  c.DiscordURL,
		Budget:   &daily.Budget{Reserve: kept.ReserveRequest, Log: log},
		Observer: p.shown,
		Log:      log,
	})
	if err != nil {
		return nil, err
	}
	p.decks = daily.NewDecks(p.libraries)
	p.decks.Swap(l.index)
	p.engine = daily.New(daily.Options{
		Store: kept, Decks: p.decks, Poster: p.client, Permissions: p.client, Membership: p.client, Log: log, Window: c.DailyLate,
		Closed: func(how bot.State) { p.shown.Posted(string(how)) },
	})
	p.games = game.New(game.Options{Store: kept, Editor: p.client, Log: log, Render: renderRound(p.libraries)})
	p.bot = bot.New(bot.Options{
		Index:     l.index,
		Libraries: p.libraries,
		Refused:   l.refusals(),
		Owners:    c.Owners,
		Log:       log,
		Commands: commands.All(commands.Options{
			Log: log, Drawer: chart.New(), Schedules: kept, Scheduler: p.engine, Rounds: p.games, Documents: kept,
			Uploads: p.libraries, Attachments: p.client,
		}),
	})
	return p, nil
}

// holdsRecords returns an error if no record is loaded.
func (p *serving) holdsRecords(context.Context) error {
	if n, _ := p.loaded.Load().size(); n == 0 {
		return errors.New("none is loaded")
	}
	return nil
}

// swap has everything answer from records that were loaded again.
func (p *serving) swap(l *loaded) {
	p.libraries.Swap(l.index)
	p.bot.Swap(l.index, l.refusals())
	p.decks.Swap(l.index)
	p.loaded.Store(l)
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

// hostname returns the name of this machine or container, "" if it has none.
func hostname() string {
	name, _ := os.Hostname()
	return name
}
