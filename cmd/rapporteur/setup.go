package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/discord"
	"rapporteur/config"
)

type setupCommand struct {
	Yes       bool   `help:"Ask nothing: take the flags, and what was set up before."`
	Folder    string `placeholder:"DIR" help:"Folder for rapporteur.toml, the token and the store; without it, one in your folder of settings."`
	TokenFile string `placeholder:"FILE" help:"File to take the token from. Without it, DISCORD_TOKEN, or a question."`
	Service   string `enum:"ask,yes,no" default:"ask" help:"Whether the system starts the bot by itself: yes, no or ask (${default})."`
}

func (*setupCommand) Help() string {
	return `Asks what the bot needs, one thing after the other, and says where to click. It
can be run again at any time: what is set up already is offered, and Enter keeps
it. --records names the transcripts, as for all commands. All commands find the
settings by themselves, unless --folder has put them elsewhere.`
}

// A setup is one run through the steps.
type setup struct {
	*setupCommand
	*environment
	ask    *asker
	system system
	folder string

	records  string // absolute, "" for the built-in record
	identity discord.Identity
}

func (c *setupCommand) Run(ctx context.Context, e *environment) error {
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	home, err := homeFolder(e.getenv)
	if err != nil {
		return err
	}
	return c.setUp(ctx, e, system{goos: runtime.GOOS, home: home, executable: executable, getenv: e.getenv, run: runProgram})
}

// setUp goes through the steps on a system.
func (c *setupCommand) setUp(ctx context.Context, e *environment, on system) error {
	s := &setup{setupCommand: c, environment: e, ask: newAsker(e.stdin, e.stdout, c.Yes), system: on}
	s.folder = c.Folder
	if s.folder == "" {
		s.folder = on.settingsFolder()
	}
	var err error
	if s.folder, err = filepath.Abs(s.folder); err != nil {
		return err
	}
	if err := s.keepProgram(); err != nil {
		return err
	}
	steps := []struct {
		title string
		do    func(context.Context) error
	}{
		{"The bot's token", s.token},
		{"Add the bot to your server", s.invite},
		{"Your transcripts", s.transcripts},
		{"The settings", s.write},
		{"Let the system start the bot", s.service},
		{"What to do now", s.farewell},
	}
	for i, step := range steps {
		fmt.Fprintf(e.stdout, "\n%d of %d. %s\n\n", i+1, len(steps), step.title)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("setup: %w", err)
		}
	}
	return nil
}

// keepProgram copies a program that "go run" has built, and takes away again,
// to where the settings are.
func (s *setup) keepProgram() error {
	if !strings.Contains(filepath.ToSlash(s.system.executable), "/go-build") {
		return nil
	}
	program, err := os.ReadFile(s.system.executable)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	kept := filepath.Join(s.folder, filepath.Base(s.system.executable))
	if err := writePrivate(kept, program); err != nil {
		return err
	}
	s.system.executable = kept
	return os.Chmod(kept, 0o700)
}

const portal = `A bot belongs to an "application" that you make on Discord's pages for
developers. Nothing is programmed there, and it costs nothing:

  1. Open https://discord.com/developers/applications and log in.
  2. Choose "New Application", and give it the name that the bot should have.
  3. On the page "Bot", choose "Reset Token", then "Copy". Leave all "Privileged
     Gateway Intents" off: the bot reads no messages.

The token is the bot's password. Show it to nobody. It does not appear while you
paste it here.
`

// token takes the token, has Discord prove it, and keeps it in a file of its
// own that only this user can read.
func (s *setup) token(ctx context.Context) error {
	given, from, err := s.givenToken()
	if err != nil {
		return misuse{err}
	}
	if given.IsZero() {
		fmt.Fprint(s.stdout, portal+"\n")
	}
	for known := false; !known; {
		if given.IsZero() {
			if given, err = s.typedToken(); err != nil {
				return err
			}
			from = "the token"
		}
		if known, err = s.proved(ctx, given, from); err != nil {
			return err
		}
		if !known {
			fmt.Fprintf(s.stdout, "Discord does not know this token. Please copy it again: after every \"Reset Token\" only the newest one is good.\n")
			given = config.Secret{}
		}
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	if err := writePrivate(s.tokenFile(), []byte(given.Reveal()+"\n")); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "Discord knows the bot: it is %s.\nThe token is kept in %s, which only you can read.\n", visible(s.identity.Name), visible(s.tokenFile()))
	return nil
}

// typedToken asks until it gets what may be a token.
func (s *setup) typedToken() (config.Secret, error) {
	for {
		typed, err := s.ask.secret("Token: ")
		if err != nil {
			return config.Secret{}, fmt.Errorf("the token is needed: %w", err)
		}
		if typed == "" {
			fmt.Fprintln(s.stdout, "Nothing was pasted. In most terminals, Ctrl-Shift-V or a right click pastes; on a Mac, Cmd-V.")
			continue
		}
		token, err := config.ParseToken(typed)
		if err == nil {
			return token, nil
		}
		fmt.Fprintf(s.stdout, "That %v. Please copy the token again.\n", err)
	}
}

// proved asks Discord whose a token is. known is false where Discord knows no
// such token, and somebody can be asked for another.
func (s *setup) proved(ctx context.Context, token config.Secret, from string) (known bool, err error) {
	client, err := s.client(token)
	if err != nil {
		return false, err
	}
	s.identity, err = client.Identify(ctx)
	unanswered := (*bot.RequestError)(nil)
	switch {
	case err == nil:
		return true, nil
	case errors.As(err, &unanswered) && unanswered.Status == 0:
		return false, fmt.Errorf("%w\nLook at the network, a proxy or a firewall, and run setup again; nothing is lost", err)
	case s.ask.silent || !discord.TokenRefused(err):
		return false, fmt.Errorf("%s: %w", from, err)
	}
	return false, nil
}

// givenToken returns the token that needs no question: of the flag, the
// environment, or the last time.
func (s *setup) givenToken() (token config.Secret, from string, err error) {
	for _, source := range []struct{ variable, value string }{
		{"DISCORD_TOKEN_FILE", s.TokenFile},
		{"DISCORD_TOKEN", s.getenv("DISCORD_TOKEN")},
		{"DISCORD_TOKEN_FILE", s.getenv("DISCORD_TOKEN_FILE")},
		{"DISCORD_TOKEN_FILE", existing(s.tokenFile())},
	} {
		if source.value == "" {
			continue
		}
		c, err := config.Load(func(name string) string { return map[string]string{source.variable: source.value}[name] }, "")
		if err != nil {
			return token, "", err
		}
		if kept := source.value == s.tokenFile(); kept && !s.ask.yes("There is a token from the last time. Keep it?", true) {
			continue
		}
		return c.DiscordToken, source.variable, nil
	}
	return token, "", nil
}

func (s *setup) client(token config.Secret) (*discord.Client, error) {
	// The settings of the last time may be what is to be mended.
	settings, err := config.Load(s.getenv, s.flags.Config)
	if err != nil {
		return nil, misuse{err}
	}
	return discord.NewClient(discord.ClientOptions{Token: token.Reveal(), BaseURL: settings.DiscordURL})
}

// invite shows the link by which the bot comes to a server.
func (s *setup) invite(context.Context) error {
	bits, permissions := daily.Permissions()
	var names []string
	for _, p := range permissions {
		names = append(names, string(p))
	}
	fmt.Fprintf(s.stdout, `Open this link in your browser, and choose the server. You need the permission
Manage Server there.

  %s

It asks for the commands, and for what daily posts need: %s.
`, s.identity.InstallLink(bits), strings.Join(names, ", "))
	s.ask.pause("Press Enter when the bot is in your server, or to do that later.")
	return nil
}

// transcripts takes the folder of transcripts and shows how each is read.
func (s *setup) transcripts(context.Context) error {
	fmt.Fprint(s.stdout, `The bot quotes what is written in files of yours: texts, subtitles, chats,
tables, documents. Without any, it quotes the record that comes with it.

`)
	path := s.flags.Records
	if path == "" {
		path = settingIn(s.configFile(), "records")
	}
	for {
		if !s.ask.silent {
			path = s.ask.line("Folder or file of transcripts (\"none\" for the record that comes with the bot)", path)
		}
		if path == "" || path == "none" {
			s.records = ""
			fmt.Fprintln(s.stdout, "The bot quotes the record that comes with it.")
			return nil
		}
		path = expandHome(unquoted(path), s.system.home)
		l, err := load(path)
		if err == nil {
			showReading(s.stdout, l)
			s.records, err = filepath.Abs(path)
			return err
		}
		if s.ask.silent {
			return err
		}
		fmt.Fprintf(s.stdout, "\n%s\nPlease name another folder or file.\n", visible(bot.SentenceOf(err)))
		path = ""
	}
}

// showReading says in a line how each file was read.
func showReading(w io.Writer, l *loaded) {
	for _, r := range l.reports {
		if r.Err != nil {
			fmt.Fprintf(w, "  not read   %s\n", visible(strings.TrimPrefix(r.Err.Error(), "read ")))
			continue
		}
		turns, speakers := 0, 0
		for _, record := range r.Records {
			turns += len(record.Turns)
			speakers += len(record.Speakers)
		}
		doubts := ""
		if n := len(r.Warnings); n > 0 {
			doubts = ", " + plural(n, "doubt")
		}
		fmt.Fprintf(w, "  read       %s: %s by %s (%s, %.0f %% sure%s)\n", visible(r.File), plural(turns, "turn"), plural(speakers, "speaker"),
			r.Layout, 100*r.Confidence, doubts)
	}
	fmt.Fprintln(w, "\n\"rapporteur lint FOLDER\" shows more: who speaks how much, and every doubt with its line.")
}

// write writes the settings.
func (s *setup) write(context.Context) error {
	storeFile := settingIn(s.configFile(), "store")
	if storeFile == "" && settingIn(s.configFile(), "store_file") == "" {
		storeFile = filepath.Join(s.folder, "rapporteur.db")
	}
	err := changeSettings(s.configFile(), []setValue{
		{"discord_token_file", s.tokenFile()}, {"records", s.records}, {"store", storeFile},
	})
	if err != nil {
		return err
	}
	if _, err := config.Load(func(string) string { return "" }, s.configFile()); err != nil {
		return fmt.Errorf("the settings in %s:\n%w", s.configFile(), err)
	}
	fmt.Fprintf(s.stdout, "They are in %s. You can change them there, or by running setup again.\n", visible(s.configFile()))
	return nil
}

// farewell says what is to be done next.
func (s *setup) farewell(context.Context) error {
	fmt.Fprintf(s.stdout, `In a channel of your server, type

  /help
  /quote text: letters of support
  /daily add channel: #general time: 07:30 timezone: Europe/Berlin

The commands are there a few seconds after the bot has started. If something does
not work, this says why:

  %s
`, s.command("doctor"))
	return nil
}

// command returns what is typed to run a command of the program as it is set
// up.
func (s *setup) command(name string) string {
	typed := shellWord(s.system.executable, s.system.goos)
	if s.system.goos == "windows" && strings.HasPrefix(typed, "'") {
		typed = "& " + typed // in PowerShell
	}
	typed += " " + name
	if s.folder != s.system.settingsFolder() {
		typed += " --config " + shellWord(s.configFile(), s.system.goos)
	}
	return visible(typed)
}

func (s *setup) tokenFile() string  { return filepath.Join(s.folder, "token.txt") }
func (s *setup) configFile() string { return filepath.Join(s.folder, settingsName) }

// settingsName is what the file of settings is called.
const settingsName = "rapporteur.toml"

// existing returns the name of a file that is there, "" of one that is not.
func existing(name string) string {
	if _, err := os.Stat(name); err != nil {
		return ""
	}
	return name
}

// homeFolder returns the user's own folder.
func homeFolder(getenv func(string) string) (string, error) {
	for _, variable := range []string{"HOME", "USERPROFILE"} {
		if home := getenv(variable); home != "" {
			return home, nil
		}
	}
	return "", errors.New("neither HOME nor USERPROFILE says which folder is yours; name one with --folder")
}

// unquoted takes away what terminals put around a file that is dragged into
// them, or before the spaces in its name.
func unquoted(path string) string {
	if n := len(path); n > 1 && (path[0] == '\'' || path[0] == '"') && path[n-1] == path[0] {
		return path[1 : n-1]
	}
	if _, err := os.Stat(path); err != nil && os.PathSeparator == '/' {
		return strings.ReplaceAll(path, `\ `, " ")
	}
	return path
}

// shellWord writes a file's name as it is typed in a terminal of the system.
func shellWord(name, goos string) string {
	if !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`/\:._-~`, r)
	}) {
		return name
	}
	quote := `'\''`
	if goos == "windows" {
		quote = "''"
	}
	return "'" + strings.ReplaceAll(name, "'", quote) + "'"
}

// expandHome does what a shell does with "~/".
func expandHome(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		return home + rest
	}
	return path
}
