package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/chart"
	"rapporteur/bot/commands"
	"rapporteur/bot/console"
	"rapporteur/bot/daily"
	"rapporteur/bot/desk"
	"rapporteur/bot/desk/frame"
	"rapporteur/bot/desk/proofread"
	"rapporteur/bot/desk/schedules"
	"rapporteur/bot/desk/try"
	"rapporteur/bot/drawing"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
)

type deskCommand struct {
	Addr      string `placeholder:"ADDR" default:"127.0.0.1:0" help:"Address of this machine to answer at; port 0 is any that is free (${default})."`
	Store     string `placeholder:"STORE" help:"Store whose schedules are shown, as a file or a postgres:// URL; nothing in it is changed (RAPPORTEUR_STORE)."`
	Speaker   string `placeholder:"NAME" help:"Who says all of the file that --records names, if it names no speaker."`
	NoBrowser bool   `name:"no-browser" help:"Do not open the browser; the address is printed."`
}

func (*deskCommand) Help() string {
	return `Opens a page in the browser of this machine, in which the bot can be tried as on
Discord, without an account. Nobody else can reach it: it answers at a loopback
address alone, and the address that is printed holds a secret. What is set up
while trying is gone when the desk is closed. Ctrl-C closes it.`
}

func (c *deskCommand) Run(ctx context.Context, e *environment) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the program at once
	settings, err := e.config()
	if err != nil {
		return err
	}
	log := newLogger(e.stderr, settings)
	seen := fingerprint(settings.Records)
	l, err := e.loadSpeech(c.Speaker)
	if err != nil {
		return err
	}
	where := cmp.Or(c.Store, settings.Store.Reveal())
	listener, err := desk.Listen(ctx, c.Addr)
	if errors.Is(err, desk.ErrNotLoopback) {
		return misuse{fmt.Errorf("--addr: %w", err)}
	}
	if err != nil {
		return err
	}
	defer listener.Close()

	// What is set up while trying lasts as long as the desk, and never touches
	// the store of a bot that runs.
	kept, err := store.OpenMemory(ctx)
	if err != nil {
		return err
	}
	defer kept.Close()
	channel := new(try.Channel)
	shelves, err := library.New(ctx, l.serverOptions(kept, settings, log))
	if err != nil {
		return err
	}
	decks := daily.NewDecks(shelves)
	decks.Swap(l.index)
	engine := daily.New(daily.Options{Store: kept, Decks: decks, Poster: channel, Permissions: channel, Membership: channel, Log: log})
	games := game.New(game.Options{Store: kept, Editor: channel, Log: log, Render: renderRound(shelves)})
	b := bot.New(bot.Options{
		Index: l.index, Libraries: shelves, Refused: l.refusals(), Log: log,
		Commands: commands.All(commands.Options{
			Log: log, Drawer: chart.New(), Schedules: kept, Scheduler: engine, Rounds: games, Documents: kept,
			Uploads: shelves, Attachments: channel,
		}),
	})
	var served atomic.Pointer[loaded]
	served.Store(l)
	saved := make(chan struct{}, 1)
	d := desk.New(desk.Options{Log: log, Rooms: []frame.Room{
		{Path: "try", Title: "Try", Body: bot.MaxAttachment + 1<<20, Handler: try.New(try.Options{
			Bot: b, Channel: channel, Draw: drawLive, Style: drawing.Stylesheet, Log: log,
			Loaded: func() (string, []string) {
				l := served.Load()
				return "Rapporteur quotes the record, word for word. Loaded: " + contents(bot.LanguageOf(bot.English), l.index.Library()) + ".", l.leftOut()
			},
			Examples: examples(b),
			Parse: func(all []*discordgo.ApplicationCommand, locale discordgo.Locale, line string) (try.Line, error) {
				command, options, err := console.Parse(all, locale, line, b.Example)
				return try.Line{Command: command, Options: options}, err
			},
			Value: console.Value,
			Words: "/quote text: ",
		})},
		{Path: "proofread", Title: "Proofread", Body: proofread.MaxBody, Handler: proofread.New(proofread.Options{
			Records: folderOf(settings.Records), Log: log,
			Saved: func() {
				select {
				case saved <- struct{}{}:
				default: // the files will be read after what was saved now
				}
			},
		})},
		{Path: "schedules", Title: "Schedules", Handler: schedules.New(schedules.Options{
			Open:        func(ctx context.Context) (schedules.Store, error) { return look(ctx, where) },
			Occurrences: occurrences,
			Draw:        func(s bot.Schedule) (bot.Draw, error) { return decks.Draw(ctx, s) },
			Markdown:    func(text bot.Markdown) template.HTML { return drawing.Reply{}.Markdown(string(text)) },
			Zone:        time.Local,
			Log:         log,
		})},
	}})
	if err := c.announce(e, d, "http://"+listener.Addr().String()); err != nil {
		return err
	}
	if settings.Records != "" {
		swap := func(l *loaded) {
			shelves.Swap(l.index)
			b.Swap(l.index, l.refusals())
			decks.Swap(l.index)
			served.Store(l)
		}
		r := &reloader{path: settings.Records, speaker: c.Speaker, seen: seen, served: l, swap: swap, saved: saved, log: warnings(e.stderr)}
		go r.run(ctx, nil)
	}
	return together(ctx,
		func(ctx context.Context) error { return d.Serve(ctx, listener) },
		engine.Run,
		games.Run,
	)
}

// folderOf returns the folder that a setting of records names, "" if it is a file
// or there is none.
func folderOf(records string) string {
	if info, err := os.Stat(records); err != nil || !info.IsDir() {
		return ""
	}
	return records
}

// look opens a store to be looked at.
func look(ctx context.Context, where string) (schedules.Store, error) {
	kept, err := store.Look(ctx, where)
	if errors.Is(err, store.ErrNoFile) || errors.Is(err, store.ErrEmpty) {
		return nil, fmt.Errorf("%w: %w", schedules.ErrNoStore, err)
	}
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// occurrences returns the dates from first to last on which a schedule posts.
func occurrences(s bot.Schedule, first, last bot.Day) []bot.Occurrence {
	calendar, err := daily.NewCalendar(s)
	if err != nil {
		return nil // rules of a later version; the list of schedules has it
	}
	var found []bot.Occurrence
	for o := range calendar.On(first) {
		if o.Day > last {
			break
		}
		found = append(found, o)
	}
	return found
}

// announce prints the address, and opens it in the browser.
func (c *deskCommand) announce(e *environment, d *desk.Desk, origin string) error {
	_, err := fmt.Fprintf(e.stdout, "The desk is at %s\nWhoever has this address and sits at this machine can use it. Ctrl-C closes the desk.\n", origin+d.Path())
	if err != nil || c.NoBrowser {
		return err
	}
	if err := openBrowser(origin + d.Invite()); err != nil {
		fmt.Fprintln(e.stderr, "rapporteur: no browser could be opened: open the address yourself.")
	}
	return nil
}

// examples are lines to begin with, with words of the library.
func examples(b *bot.Bot) []string {
	var all []string
	for _, name := range []string{"quote", "speaker", "random", "mentions", "whosaid", "help"} {
		if line := b.Example(name, nil); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// drawLive draws a message with buttons that can be pressed.
func drawLive(d try.Drawing) (template.HTML, error) {
	return drawing.Fragment(drawing.Reply{Asked: d.Asked, Message: d.Message, Files: d.Files, Live: true, Name: d.Name, Zone: time.Local})
}

// openers open an address in the browser, by system.
var openers = map[string][]string{
	"darwin":  {"open"},
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	"linux":   {"xdg-open"},
	"freebsd": {"xdg-open"},
	"openbsd": {"xdg-open"},
	"netbsd":  {"xdg-open"},
}

// openBrowser opens an address, and does not wait for the browser.
func openBrowser(address string) error {
	command := openers[runtime.GOOS]
	if command == nil {
		return errors.ErrUnsupported
	}
	run := exec.Command(command[0], append(command[1:len(command):len(command)], address)...)
	if err := run.Start(); err != nil {
		return err
	}
	go func() { _ = run.Wait() }() // that it has failed, a person sees
	return nil
}
