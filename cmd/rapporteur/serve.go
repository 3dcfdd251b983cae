package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/daily"
	"rapporteur/bot/discord"
	"rapporteur/bot/store"
	"rapporteur/config"
)

type serveCommand struct{}

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

func (*serveCommand) Run(ctx context.Context, e *environment) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if c.DiscordToken.IsZero() {
		return misuse{errNoToken}
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)

	log := newLogger(e.stderr, c)
	began := time.Now()
	seen := fingerprint(c.Records)
	l, err := load(pathsOf(c.Records)...)
	if err != nil {
		return err
	}
	l.logTo(log, "records loaded", time.Since(began))
	kept, err := store.Open(ctx, c.Store.Reveal())
	if err != nil {
		return err
	}
	defer kept.Close()
	client, err := discord.NewClient(discord.ClientOptions{
		Token:   c.DiscordToken.Reveal(),
		BaseURL: c.DiscordURL,
		Budget:  &daily.Budget{Reserve: kept.ReserveRequest, Log: log},
		Log:     log,
	})
	if err != nil {
		return err
	}
	decks := new(daily.Decks)
	decks.Swap(l.index)
	engine := daily.New(daily.Options{
		Store: kept, Decks: decks, Poster: client, Permissions: client, Membership: client, Log: log, Window: c.DailyLate,
	})
	b := bot.New(bot.Options{
		Index:    l.index,
		Refused:  l.refusals(),
		Log:      log,
		Commands: commands.All(commands.Options{Log: log, Schedules: kept, Scheduler: engine}),
	})
	if c.Records != "" {
		swap := func(l *loaded) { b.Swap(l.index, l.refusals()); decks.Swap(l.index) }
		r := &reloader{path: c.Records, seen: seen, served: l, swap: swap, log: log}
		go r.run(ctx, hangup)
	}
	return together(ctx,
		func(ctx context.Context) error {
			return discord.Run(ctx, discord.Options{Client: client, Responder: b, Log: log})
		},
		engine.Run,
	)
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
