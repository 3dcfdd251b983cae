package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/store"
)

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
