package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"rapporteur/bot"
	"rapporteur/bot/chart"
	"rapporteur/bot/commands"
	"rapporteur/bot/console"
	"rapporteur/bot/daily"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"rapporteur/corpus"
)

type consoleCommand struct {
	Lang     languageCode `placeholder:"CODE" help:"Language to be answered in: en, es, de, fr or ru."`
	Pictures string       `placeholder:"DIR" help:"Folder for pictures and files of answers; by default one in your cache folder."`
	Speaker  string       `placeholder:"NAME" help:"Who says all of the file that --records names, if it names no speaker."`
	Command  []string     `short:"c" sep:"none" placeholder:"LINE" help:"Run this line and exit; may be repeated. A number presses a button of the last reply."`
}

func (c *consoleCommand) Help() string {
	return `Type a command such as "/quote text: letters of support", or only words to look
for. Without a terminal, lines are read from standard input and answered in
plain text. With --command, the exit code is 1 if a line was not understood.`
}

func (c *consoleCommand) Run(ctx context.Context, e *environment) error {
	settings, err := e.config()
	if err != nil {
		return err
	}
	seen := fingerprint(settings.Records)
	l, err := e.loadSpeech(c.Speaker)
	if err != nil {
		return err
	}
	// What /daily sets up lasts as long as the console, and never touches the
	// store of a bot that runs.
	kept, err := store.OpenMemory(ctx)
	if err != nil {
		return err
	}
	defer kept.Close()
	language := bot.LanguageOf(string(c.Lang))
	server := &console.Server{Out: e.stdout, Page: console.PageFor(e.stdout, e.getenv)}
	server.Language = language
	shelves, err := library.New(ctx, l.serverOptions(kept, settings, nil))
	if err != nil {
		return err
	}
	decks := daily.NewDecks(shelves)
	decks.Swap(l.index)
	engine := daily.New(daily.Options{Store: kept, Decks: decks, Poster: server, Permissions: server, Membership: server})
	// Nobody edits what a terminal has shown, so a round goes on by its buttons.
	rounds := game.New(game.Options{Store: kept})
	all := commands.All(commands.Options{
		Drawer: chart.New(), Schedules: kept, Scheduler: engine, Rounds: rounds, Documents: kept,
		Uploads: shelves, Attachments: console.Files{},
	})
	b := bot.New(bot.Options{Index: l.index, Libraries: shelves, Refused: l.refusals(), Commands: all})
	if settings.Records != "" {
		swap := func(l *loaded) {
			shelves.Swap(l.index)
			b.Swap(l.index, l.refusals())
			decks.Swap(l.index)
		}
		r := &reloader{path: settings.Records, speaker: c.Speaker, seen: seen, served: l, swap: swap, log: warnings(e.stderr)}
		watching, end := context.WithCancel(ctx)
		defer end()
		go r.run(watching, nil)
	}
	return console.Run(ctx, console.Options{
		Bot:      b,
		Server:   server,
		After:    engine.PostDue,
		In:       e.stdin,
		Out:      e.stdout,
		Page:     console.PageFor(e.stdout, e.getenv),
		Greeting: language.Text("Rapporteur quotes the record, word for word. Loaded: %s.", contents(language, l.index.Library())) + "\n\n",
		Script:   c.Command,
		Locale:   language.Locale(),
		Folder:   cmp.Or(c.Pictures, picturesFolder()),
	})
}

// picturesFolder returns where pictures go unless it is said: a folder of this
// user's, since another user of the machine may have taken one that all share.
func picturesFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "rapporteur", "pictures")
}

// contents says what a library holds: the record by its title if it is one,
// else how many there are.
func contents(in *bot.Language, l *corpus.Library) string {
	turns, _ := count(l)
	counts := []any{bot.Msg("%d turns", turns), bot.Msg("%d speakers", len(l.People))}
	if len(l.Records) > 1 {
		return in.Text("%s: %s, %s", append([]any{bot.Msg("%d records", len(l.Records))}, counts...)...)
	}
	r := l.Records[0]
	title := cmp.Or(r.Title, r.File)
	if !r.Date.IsZero() {
		title += ", " + in.Date(r.Date)
	}
	return in.Text("%s (%s, %s)", append([]any{title}, counts...)...)
}

// count returns how many turns and how many narrations a library holds.
func count(l *corpus.Library) (turns, narrations int) {
	for _, r := range l.Records {
		for i := range r.Turns {
			if r.Turns[i].Kind == corpus.Narration {
				narrations++
			} else {
				turns++
			}
		}
	}
	return turns, narrations
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
