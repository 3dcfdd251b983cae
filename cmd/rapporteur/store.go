package main

import (
	"context"
	"fmt"

	"rapporteur/bot/store"
)

type storeCommand struct {
	Check  storeCheckCommand  `cmd:"" help:"Check the store and say what is in it, changing nothing."`
	Backup storeBackupCommand `cmd:"" help:"Copy the store to a new file, while it may be in use."`
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
		fmt.Fprintf(e.stdout, "Its tables have version %d; the next start of the bot brings them to %d.\n", found.Version, found.Known)
	}
	_, err = fmt.Fprintf(e.stdout, "%s, %s: sound.\nSchedules: %d, of %d servers. Posts in the ledger: %d, of which %d are not finished.\n",
		found.Where, found.Kind, found.Schedules, found.Guilds, found.Posts, found.Open)
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
