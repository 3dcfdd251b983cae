package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// install brings the application's commands to what the responder declares. It
// tries until it is done, ctx ends, or Discord refuses for good: the bot then
// answers with the commands that are there.
func (w *wire) install(ctx context.Context) {
	for failures := 1; ; failures++ {
		installed, err := w.client.installCommands(ctx, w.responder.Commands())
		var refused *bot.RequestError
		switch {
		case ctx.Err() != nil:
			return
		case err == nil && installed:
			w.log.Info("commands installed")
			return
		case err == nil:
			w.log.Info("commands are as they should be")
			return
		case errors.As(err, &refused) && refused.Permanent():
			w.log.Error("commands refused", "error", err)
			return
		}
		delay := min(backOff(10*time.Second, failures), 10*time.Minute)
		if refused != nil {
			delay = max(delay, refused.RetryAfter)
		}
		w.log.Warn("commands not installed", "error", err, "again_in", delay.Round(time.Second))
		if !sleep(ctx, delay) {
			return
		}
	}
}

// installCommands overwrites the application's global commands in one request
// if they differ from want, and reports whether it has.
func (c *Client) installCommands(ctx context.Context, want []*discordgo.ApplicationCommand) (bool, error) {
	application, err := c.application(ctx)
	if err != nil {
		return false, fmt.Errorf("get the application: %w", err)
	}
	path := "applications/" + application + "/commands"
	var there []map[string]any
	if err := c.do(ctx, request{method: http.MethodGet, path: path + "?with_localizations=true", out: &there}); err != nil {
		return false, fmt.Errorf("get the commands: %w", err)
	}
	same, err := sameCommands(want, there)
	if err != nil || same {
		return false, err
	}
	if err := c.do(ctx, request{method: http.MethodPut, path: path, in: append([]*discordgo.ApplicationCommand{}, want...)}); err != nil {
		return false, fmt.Errorf("overwrite the commands: %w", err)
	}
	return true, nil
}

// application returns the ID of the application that the token is of. A proxy
// may pass the older of the two addresses only.
func (c *Client) application(ctx context.Context) (id string, err error) {
	var application struct {
		ID string `json:"id"`
	}
	for _, path := range []string{"applications/@me", "oauth2/applications/@me"} {
		err = c.do(ctx, request{method: http.MethodGet, path: path, out: &application})
		if refused := (*bot.RequestError)(nil); !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
			break
		}
	}
	return application.ID, err
}

// sameCommands reports whether the commands that Discord has are those that we
// want, whatever their order.
func sameCommands(want []*discordgo.ApplicationCommand, there []map[string]any) (bool, error) {
	encoded, err := json.Marshal(want)
	if err != nil {
		return false, fmt.Errorf("encode the commands: %w", err)
	}
	var ours []map[string]any
	if err := json.Unmarshal(encoded, &ours); err != nil {
		return false, fmt.Errorf("decode the commands: %w", err)
	}
	if len(ours) != len(there) {
		return false, nil
	}
	ours, there = normalised(ours), normalised(there)
	for n := range ours {
		// What we leave to Discord is as it pleases.
		for _, setting := range []string{"contexts", "integration_types"} {
			if ours[n][setting] == nil {
				delete(there[n], setting)
			}
		}
	}
	return slices.EqualFunc(ours, there, func(a, b map[string]any) bool { return reflect.DeepEqual(a, b) }), nil
}

// added are the fields of a command that Discord adds to those it was sent.
var added = []string{
	"id", "application_id", "guild_id", "version", "name_localized", "description_localized",
	"dm_permission", "default_permission", "handler", // which follow from others
}

// normalised brings commands to the form in which two that mean the same are
// equal: without what Discord adds, without what is empty or false, which is
// what a field means that is not there, and in one order.
func normalised(commands []map[string]any) []map[string]any {
	for _, c := range commands {
		for _, field := range added {
			delete(c, field)
		}
		if c["type"] == nil {
			c["type"] = float64(discordgo.ChatApplicationCommand)
		}
		for _, set := range []string{"contexts", "integration_types"} {
			if list, ok := c[set].([]any); ok {
				slices.SortFunc(list, func(a, b any) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		prune(c)
	}
	slices.SortFunc(commands, func(a, b map[string]any) int {
		return cmp.Or(cmp.Compare(fmt.Sprint(a["type"]), fmt.Sprint(b["type"])), cmp.Compare(fmt.Sprint(a["name"]), fmt.Sprint(b["name"])))
	})
	return commands
}

// prune removes fields that are null, false or empty from a tree, and reports
// whether nothing is left of it.
func prune(tree any) bool {
	switch tree := tree.(type) {
	case nil:
		return true
	case bool:
		return !tree
	case string:
		return tree == ""
	case []any:
		for _, branch := range tree {
			prune(branch)
		}
		return len(tree) == 0
	case map[string]any:
		for name, branch := range tree {
			if prune(branch) {
				delete(tree, name)
			}
		}
		return len(tree) == 0
	}
	return false
}
