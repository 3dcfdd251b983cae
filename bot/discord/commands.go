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
		return false, err
	}
	path := "applications/" + application.ID + "/commands"
	there, err := c.commands(ctx, application.ID)
	if err != nil {
		return false, err
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

// commands returns the application's global commands.
func (c *Client) commands(ctx context.Context, application string) (there []*discordgo.ApplicationCommand, err error) {
	path := "applications/" + application + "/commands?with_localizations=true"
	if err := c.do(ctx, request{method: http.MethodGet, path: path, out: &there}); err != nil {
		return nil, fmt.Errorf("get the commands: %w", err)
	}
	return there, nil
}

// An application is what the token is of.
type application struct {
	ID        string `json:"id"`
	VerifyKey string `json:"verify_key"` // of what Discord signs, in hexadecimal
}

// application returns it. A proxy may pass the older of the two addresses only.
func (c *Client) application(ctx context.Context) (a application, err error) {
	for _, path := range []string{"applications/@me", "oauth2/applications/@me"} {
		err = c.do(ctx, request{method: http.MethodGet, path: path, out: &a})
		if refused := (*bot.RequestError)(nil); !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
			break
		}
	}
	if err != nil {
		return a, fmt.Errorf("get the application: %w", err)
	}
	return a, nil
}

// sameCommands reports whether the commands that Discord has are those that we
// want, whatever their order. Only fields that we could send are compared: what
// Discord adds to its answers, now or one day, is no difference.
func sameCommands(want, there []*discordgo.ApplicationCommand) (bool, error) {
	if len(want) != len(there) {
		return false, nil
	}
	ours, err := normalised(want)
	if err != nil {
		return false, err
	}
	theirs, err := normalised(there)
	if err != nil {
		return false, err
	}
	for n := range ours {
		// What we leave to Discord is as it pleases.
		for _, setting := range []string{"contexts", "integration_types"} {
			if ours[n][setting] == nil {
				delete(theirs[n], setting)
			}
		}
	}
	return slices.EqualFunc(ours, theirs, func(a, b map[string]any) bool { return reflect.DeepEqual(a, b) }), nil
}

// added are the fields of a command that Discord adds to those it was sent.
var added = []string{
	"id", "application_id", "guild_id", "version",
	"dm_permission", "default_permission", // which follow from others
}

// normalised brings commands to the form in which two that mean the same are
// equal: without what Discord adds, without what is empty or false, which is
// what a field means that is not there, and in one order.
func normalised(list []*discordgo.ApplicationCommand) ([]map[string]any, error) {
	encoded, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("encode the commands: %w", err)
	}
	var commands []map[string]any
	if err := json.Unmarshal(encoded, &commands); err != nil {
		return nil, fmt.Errorf("decode the commands: %w", err)
	}
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
	return commands, nil
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
