package main

import (
	"context"
	"errors"

	"rapporteur/bot/sight"
)

type healthCommand struct{}

func (*healthCommand) Help() string {
	return `Asks the bot that "serve" runs on this machine, at the address of
RAPPORTEUR_STATUS. The exit code is 1 where it is not ready, or not there: it is
made for the HEALTHCHECK of a container.`
}

func (*healthCommand) Run(ctx context.Context, e *environment) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if c.Status == "" {
		return misuse{errors.New("RAPPORTEUR_STATUS is off, so nothing shows how the bot is")}
	}
	return sight.Ask(ctx, c.Status)
}
