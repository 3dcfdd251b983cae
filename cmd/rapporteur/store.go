package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"rapporteur/bot/store"
)

type storeCommand struct {
	Check   storeCheckCommand   `cmd:"" help:"Check the store and say what is in it, changing nothing."`
	Backup  storeBackupCommand  `cmd:"" help:"Copy the store to a new file, while it may be in use."`
	Restore storeRestoreCommand `cmd:"" help:"Put a copy in the store's place, while the bot does not run."`
	Copy    storeCopyCommand    `cmd:"" help:"Copy a store to a new one, from SQLite to PostgreSQL or back, while the bot does not run."`
}

type storeCheckCommand struct{}

func (*storeCheckCommand) Run(ctx context.Context, e *environment) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	found, err := store.Check(ctx, c.Store.Reveal())
	if err != nil {
		return err
	}
	if found.Version < found.Known {
		fmt.Fprintf(e.stdout, "Its tables have version %d; when the bot next starts, it brings them to version %d.\n", found.Version, found.Known)
	}
	_, err = fmt.Fprintf(e.stdout, "%s, %s: sound.\nSchedules: %d (servers: %d). Posts in the ledger: %d (not finished: %d). Records of servers: %d.\n",
		found.Where, found.Kind, found.Schedules, found.Guilds, found.Posts, found.Open, found.Records)
	return err
}

type storeBackupCommand struct {
	File string `arg:"" help:"File to make. One that is there already is never overwritten."`
}

func (c *storeBackupCommand) Run(ctx context.Context, e *environment) error {
	settings, err := e.config()
	if err != nil {
		return err
	}
	if err := store.Backup(ctx, settings.Store.Reveal(), c.File); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "The store is copied to %s.\n", c.File)
	return err
}

type storeRestoreCommand struct {
	File string `arg:"" help:"The copy, as store backup has made it."`
}

func (*storeRestoreCommand) Help() string {
	return `Stop the bot first. The store that was there is kept beside it under another
name. Posts that were made after the copy are not made again: the bot looks for
them in their channels.`
}

func (c *storeRestoreCommand) Run(ctx context.Context, e *environment) error {
	settings, err := e.config()
	if err != nil {
		return err
	}
	kept, err := store.Restore(ctx, c.File, settings.Store.Reveal())
	if err != nil {
		return err
	}
	if kept != "" {
		fmt.Fprintf(e.stdout, "What was there before is kept as %s.\n", kept)
	}
	_, err = fmt.Fprintf(e.stdout, "The store now holds what %s holds.\n", c.File)
	return err
}

type storeCopyCommand struct {
	From string `arg:"" help:"SQLite file, or the postgres:// URL of a database."`
	To   string `arg:"" help:"The same, of an empty one. A file is made."`
}

func (*storeCopyCommand) Help() string {
	return `Stop the bot first. Afterwards, let RAPPORTEUR_STORE name the new store. A URL
with a password need not stand on the command line: write FROM or TO as @FILE,
and it is read from that file.`
}

func (c *storeCopyCommand) Run(ctx context.Context, e *environment) error {
	from, err := place(c.From)
	if err != nil {
		return misuse{err}
	}
	to, err := place(c.To)
	if err != nil {
		return misuse{err}
	}
	rows, err := store.Copy(ctx, from, to)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s copied. Let RAPPORTEUR_STORE name the new store, and start the bot.\n", plural(rows, "row"))
	return err
}

// place returns where a store is, which may stand in a file.
func place(argument string) (string, error) {
	name, inFile := strings.CutPrefix(argument, "@")
	if !inFile {
		return argument, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	where := strings.TrimSpace(strings.TrimPrefix(string(text), "\ufeff"))
	if where == "" {
		return "", fmt.Errorf("the file %q is empty, and must hold where a store is", name)
	}
	return where, nil
}
