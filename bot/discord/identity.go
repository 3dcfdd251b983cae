package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// An Identity is whom a token belongs to.
type Identity struct {
	Application string // its ID
	Bot         string // the ID of its user
	Name        string // of its user
}

// Identify proves the token by asking Discord whose it is.
func (c *Client) Identify(ctx context.Context) (Identity, error) {
	var user struct {
		ID       string `json:"id"`
		Username string `json:"username"`
	}
	if err := c.do(ctx, request{method: http.MethodGet, path: "users/@me", out: &user}); err != nil {
		return Identity{}, fmt.Errorf("ask whose the token is: %w", err)
	}
	a, err := c.application(ctx)
	if err != nil {
		return Identity{}, err
	}
	return Identity{Application: a.ID, Bot: user.ID, Name: user.Username}, nil
}

// Reach asks Discord for what takes no token, and returns the date that its
// answer has, zero if it has none.
func Reach(ctx context.Context, baseURL string) (date time.Time, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, baseURL+"/api/v"+discordgo.APIVersion+"/gateway", nil)
	if err != nil {
		return date, err
	}
	r.Header.Set("User-Agent", userAgent)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return date, err
	}
	answer.Body.Close()
	date, err = http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return time.Time{}, nil
	}
	return date, nil
}

// TokenRefused reports whether an error says that Discord does not know the
// token.
func TokenRefused(err error) bool { return errors.Is(err, errToken) }

// InstallLink returns the address at which somebody adds the bot to a server,
// with its commands and the permissions.
func (i Identity) InstallLink(permissions int64) string {
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id":   {i.Application},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.FormatInt(permissions, 10)},
	}.Encode()
}

// CommandsInstalled reports whether Discord has the commands as they are
// wanted.
func (c *Client) CommandsInstalled(ctx context.Context, want []*discordgo.ApplicationCommand) (bool, error) {
	a, err := c.application(ctx)
	if err != nil {
		return false, err
	}
	there, err := c.commands(ctx, a.ID)
	if err != nil {
		return false, err
	}
	return sameCommands(want, there)
}
