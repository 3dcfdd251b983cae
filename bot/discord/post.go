package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

var (
	_ bot.Poster      = (*Client)(nil)
	_ bot.Permissions = (*Client)(nil)
	_ bot.Membership  = (*Client)(nil)
)

// Post creates a message, as [bot.Poster] says.
func (c *Client) Post(ctx context.Context, p bot.Post) (string, error) {
	channel := p.Channel
	if channel == "" {
		var direct struct {
			ID string `json:"id"`
		}
		err := c.do(ctx, request{
			method: http.MethodPost,
			path:   "users/@me/channels",
			in:     map[string]string{"recipient_id": p.User},
			out:    &direct,
			once:   true,
		})
		if failed := (*bot.RequestError)(nil); errors.As(err, &failed) {
			failed.Unknown = false // whatever was done, nothing was posted
			return "", failed
		}
		channel = direct.ID
	}
	m := message{
		Components:      p.Components,
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		Flags:           discordgo.MessageFlagsIsComponentsV2,
		Nonce:           p.Nonce,
		EnforceNonce:    p.Nonce != "",
	}
	if p.Role != "" {
		m.AllowedMentions.Roles = []string{p.Role}
	}
	path, in := "channels/"+channel+"/messages", any(m)
	if p.Forum {
		m.Nonce, m.EnforceNonce = "", false
		path, in = "channels/"+channel+"/threads", forumPost{p.Title, p.Tags, m}
	}
	var posted struct {
		ID string `json:"id"` // a forum's post and the thread that it opens have one
	}
	err := c.do(ctx, request{method: http.MethodPost, path: path, in: in, out: &posted, once: true})
	if err == nil && posted.ID == "" {
		err = &bot.RequestError{Status: http.StatusOK, Unknown: true, Err: errors.New("the answer has no ID of a message")}
	}
	return posted.ID, err
}

// A forumPost is the body of what opens a thread in a forum.
type forumPost struct {
	Name    string   `json:"name"`
	Tags    []string `json:"applied_tags,omitempty"`
	Message message  `json:"message"`
}

// FindThread looks for a thread of a forum, as [bot.Poster] says. Those that
// were archived meanwhile are looked at after those that were not.
func (c *Client) FindThread(ctx context.Context, guild, forum, idBegin string, since time.Time) (string, error) {
	me, err := c.myself(ctx)
	if err != nil {
		return "", err
	}
	after := beforeSnowflakes(since)
	for _, path := range []string{"guilds/" + guild + "/threads/active", "channels/" + forum + "/threads/archived/public?limit=100"} {
		var found struct {
			Threads []struct {
				ID     string `json:"id"`
				Parent string `json:"parent_id"`
				Owner  string `json:"owner_id"`
			} `json:"threads"`
		}
		if err := c.do(ctx, request{method: http.MethodGet, path: path, out: &found, once: true}); err != nil {
			return "", err
		}
		for _, thread := range found.Threads {
			if thread.Parent != forum || thread.Owner != me || numberOf(thread.ID) < after {
				continue
			}
			var first struct {
				Components any `json:"components"`
			}
			err := c.do(ctx, request{method: http.MethodGet, path: "channels/" + thread.ID + "/messages/" + thread.ID, out: &first, once: true})
			if refusedWith(err, bot.CodeUnknownMessage) {
				continue
			}
			if err != nil {
				return "", err
			}
			if holdsCustomID(first.Components, idBegin) {
				return thread.ID, nil
			}
		}
	}
	return "", nil
}

// FindPost looks for a message with a button, as [bot.Poster] says.
func (c *Client) FindPost(ctx context.Context, channel, idBegin string, since time.Time) (string, error) {
	me, err := c.myself(ctx)
	if err != nil {
		return "", err
	}
	type found struct {
		ID     string `json:"id"`
		Author struct {
			ID string `json:"id"`
		} `json:"author"`
		Components any `json:"components"`
	}
	const page = 100
	for after := beforeSnowflakes(since); ; {
		var messages []found
		err := c.do(ctx, request{
			method: http.MethodGet,
			path:   fmt.Sprintf("channels/%s/messages?limit=%d&after=%d", channel, page, after),
			out:    &messages,
			once:   true,
		})
		if err != nil {
			return "", err
		}
		slices.SortFunc(messages, func(a, b found) int { return cmp.Compare(numberOf(a.ID), numberOf(b.ID)) })
		for _, m := range messages {
			if m.Author.ID == me && holdsCustomID(m.Components, idBegin) {
				return m.ID, nil
			}
		}
		if len(messages) < page {
			return "", nil
		}
		last := numberOf(messages[len(messages)-1].ID)
		if last <= after {
			return "", &bot.RequestError{Status: http.StatusOK, Err: errors.New("the same messages came again")}
		}
		after = last
	}
}

// holdsCustomID reports whether a component whose ID begins so is in a tree.
func holdsCustomID(tree any, idBegin string) bool {
	switch tree := tree.(type) {
	case []any:
		return slices.ContainsFunc(tree, func(branch any) bool { return holdsCustomID(branch, idBegin) })
	case map[string]any:
		id, _ := tree["custom_id"].(string)
		return strings.HasPrefix(id, idBegin) || holdsCustomID(tree["components"], idBegin) || holdsCustomID(tree["accessory"], idBegin)
	}
	return false
}

// StartThread opens a thread, as [bot.Poster] says.
func (c *Client) StartThread(ctx context.Context, channel, message, name string) error {
	err := c.do(ctx, request{
		method: http.MethodPost,
		path:   fmt.Sprintf("channels/%s/messages/%s/threads", channel, message),
		in:     map[string]string{"name": name},
		once:   true,
	})
	if refusedWith(err, bot.CodeThreadExists) {
		return nil
	}
	return err
}

// Pin pins a message, as [bot.Poster] says.
func (c *Client) Pin(ctx context.Context, channel, message string) error {
	return c.do(ctx, request{
		method: http.MethodPut,
		path:   fmt.Sprintf("channels/%s/messages/pins/%s", channel, message),
		once:   true,
	})
}

// Unpin unpins a message, as [bot.Poster] says.
func (c *Client) Unpin(ctx context.Context, channel, message string) error {
	err := c.do(ctx, request{
		method: http.MethodDelete,
		path:   fmt.Sprintf("channels/%s/messages/pins/%s", channel, message),
		once:   true,
	})
	if refusedWith(err, bot.CodeUnknownMessage) {
		return nil
	}
	return err
}

// Publish publishes a message, as [bot.Poster] says.
func (c *Client) Publish(ctx context.Context, channel, message string) error {
	err := c.do(ctx, request{
		method: http.MethodPost,
		path:   fmt.Sprintf("channels/%s/messages/%s/crosspost", channel, message),
		once:   true,
	})
	if refusedWith(err, bot.CodeAlreadyPublished) {
		return nil
	}
	return err
}

// myself returns the ID of the bot's user, which never changes.
func (c *Client) myself(ctx context.Context) (string, error) {
	c.meMu.Lock()
	defer c.meMu.Unlock()
	if c.me != "" {
		return c.me, nil
	}
	var user struct {
		ID string `json:"id"`
	}
	if err := c.do(ctx, request{method: http.MethodGet, path: "users/@me", out: &user, once: true}); err != nil {
		return "", err
	}
	c.me = user.ID
	return c.me, nil
}
