package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"github.com/alecthomas/kong"

	"rapporteur/bot/store"
	"rapporteur/config"
)

// commandLine is what the program takes: flags of all commands, and the list
// of commands in the README's order. A command is a struct of its flags with a
// method Run.
type commandLine struct {
	Records string `placeholder:"PATH" help:"File or folder of transcripts to load in place of the built-in record (RAPPORTEUR_RECORDS)."`
	Config  string `placeholder:"FILE" help:"TOML file of settings (RAPPORTEUR_CONFIG); without it, the one that setup has written, if there is one."`

	Console consoleCommand `cmd:"" help:"Try the bot in this terminal, without Discord."`
	Desk    deskCommand    `cmd:"" help:"Try the bot in this machine's browser, without Discord."`
	Setup   setupCommand   `cmd:"" help:"Set the bot up, step by step."`
	Serve   serveCommand   `cmd:"" help:"Connect to Discord and answer there."`
	Doctor  doctorCommand  `cmd:"" help:"Check all that the bot needs, and say what to do."`
	Search  searchCommand  `cmd:"" help:"Find a half-remembered line."`
	Verify  verifyCommand  `cmd:"" help:"Say whether quotations are true to the record."`
	Cite    citeCommand    `cmd:"" help:"Cite turns in the styles that classes ask for."`
	Show    showCommand    `cmd:"" help:"Draw replies as Discord shows them."`
	Chart   chartCommand   `cmd:"" help:"Draw who says words most, or the course of a record."`
	Lint    lintCommand    `cmd:"" help:"Show how transcripts are read, and what is doubtful."`
	Export  exportCommand  `cmd:"" help:"Write transcripts as JSON lines or CSV, one turn on each line."`
	Daily   dailyCommand   `cmd:"" help:"What a daily schedule would do."`
	Store   storeCommand   `cmd:"" help:"Look after the store, which keeps what outlives a restart."`
	Health  healthCommand  `cmd:"" help:"Ask whether the bot on this machine is ready."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
}

// An environment is what a command has to do with besides its own flags.
type environment struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	flags          *commandLine
}

// config reads the settings; flags win over them.
func (e *environment) config() (*config.Config, error) {
	c, err := config.Load(e.getenv, cmp.Or(e.flags.Config, e.getenv(config.FileVariable), setUpBefore(e.getenv)))
	if err != nil {
		return nil, misuse{fmt.Errorf("read settings:\n%w", err)}
	}
	c.Records = cmp.Or(e.flags.Records, c.Records)
	return c, nil
}

// setUpBefore returns the settings file that setup has written, "" if it has
// written none.
func setUpBefore(getenv func(string) string) string {
	home, err := homeFolder(getenv)
	if err != nil {
		return ""
	}
	on := system{goos: runtime.GOOS, home: home, getenv: getenv}
	return existing(filepath.Join(on.settingsFolder(), settingsName))
}

// run runs the command that args name.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "help" {
		args = append(args[1:len(args):len(args)], "--help")
	}
	var flags commandLine
	helped := false
	parser, err := kong.New(&flags,
		kong.Name("rapporteur"),
		kong.Description("Quotes the record: finds who said what in transcripts, word for word, with the source."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&environment{getenv, stdin, stdout, stderr, &flags}),
	)
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	switch {
	case helped:
		return nil
	case err != nil:
		return misunderstood(err)
	}
	return command.Run()
}

// misuse marks an error as the mistake of the one who called the program.
type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

// silence marks an error that says nothing beyond the exit code.
type silence struct{ error }

// The exit codes.
const (
	succeeded = 0
	failed    = 1
	misused   = 2
)

// wronglyNamed are errors of what was named and is not there, may not be opened,
// or is a folder and no file: whoever calls the program has to name something else.
var wronglyNamed = []error{fs.ErrNotExist, fs.ErrPermission, syscall.EISDIR, syscall.ENOTDIR, store.ErrNoFile}

func exitCode(err error) int {
	is := func(known error) bool { return errors.Is(err, known) }
	switch {
	case err == nil:
		return succeeded
	case errors.As(err, new(misuse)), slices.ContainsFunc(wronglyNamed, is):
		return misused
	}
	return failed
}

// complain says what went wrong.
func complain(w io.Writer, err error) {
	if !errors.As(err, new(silence)) {
		fmt.Fprintln(w, "rapporteur:", visible(plain(err).Error()))
	}
}
