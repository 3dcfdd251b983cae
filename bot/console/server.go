package console

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A Server is what a console has in place of a Discord server: a channel has
// the name that somebody gives it, the bot may do everything in it, and what is
// posted there is shown in the terminal. It is a [bot.Poster], and what else of
// Discord daily posts need.
type Server struct {
	Out  io.Writer
	Page Page

	names []string // of channels and roles; the ID is the place
	posts int
}

var (
	_ bot.Poster      = (*Server)(nil)
	_ bot.Permissions = (*Server)(nil)
	_ bot.Membership  = (*Server)(nil)
)

// guildID is the server's. Channels and roles, and posts, are counted from the
// others on.
const (
	guildID   = "4"
	firstName = 1000
	firstPost = 1_000_000
)

// Post shows a message.
func (s *Server) Post(_ context.Context, p bot.Post) (string, error) {
	raw, err := json.Marshal(map[string]any{"components": p.Components, "flags": discordgo.MessageFlagsIsComponentsV2})
	if err != nil {
		return "", err
	}
	m := new(discordgo.Message)
	if err := json.Unmarshal(raw, m); err != nil {
		return "", err
	}
	where := "Posted in <#" + p.Channel + ">"
	if p.Channel == "" {
		where = "Told to you directly"
	}
	s.posts++
	_, err = io.WriteString(s.Out, "\n"+s.Page.Markdown(s.told("**"+where+":**"))+show(s.Page, s, m, nil).text.String())
	return strconv.Itoa(firstPost + s.posts), err
}

// note says what was done to a post.
func (s *Server) note(format string, args ...any) error {
	_, err := io.WriteString(s.Out, s.Page.Markdown("-# "+fmt.Sprintf(format, args...)))
	return err
}

// FindPost finds nothing: what a terminal has shown cannot be searched.
func (*Server) FindPost(context.Context, string, string, time.Time) (string, error) { return "", nil }

// FindThread finds nothing either.
func (*Server) FindThread(context.Context, string, string, string, time.Time) (string, error) {
	return "", nil
}

// StartThread says that a thread would be opened.
func (s *Server) StartThread(_ context.Context, _, _, name string) error {
	return s.note("A thread is opened on it: %s", bot.Plain(name))
}

// Pin says that the post would be pinned.
func (s *Server) Pin(context.Context, string, string) error { return s.note("It is pinned.") }

// Unpin does nothing that could be seen.
func (*Server) Unpin(context.Context, string, string) error { return nil }

// Publish says that the post would be published.
func (s *Server) Publish(context.Context, string, string) error { return s.note("It is published.") }

// Access grants everything.
func (*Server) Access(_ context.Context, _, channel, _ string) (bot.Access, error) {
	return bot.Access{Channel: channel, Permissions: 1<<62 - 1, RoleExists: true, RolePings: true}, nil
}

// IsMember reports that the bot is in the server.
func (*Server) IsMember(context.Context, string) (bool, error) { return true, nil }

// inServer reports whether a command works in servers alone.
func inServer(c *command) bool {
	return c.Contexts != nil && len(*c.Contexts) == 1 && (*c.Contexts)[0] == discordgo.InteractionContextGuild
}

// place puts an interaction into the server, as one of somebody who manages
// it.
func place(i *discordgo.Interaction) {
	i.GuildID, i.Context = guildID, discordgo.InteractionContextGuild
	i.Member = &discordgo.Member{User: i.User, Permissions: discordgo.PermissionManageGuild}
	i.User = nil
}

// id returns the ID of a channel or a role that somebody has named.
func (s *Server) id(text string) string {
	name := strings.Join(strings.Fields(strings.ToLower(strings.TrimLeft(text, "#@"))), "-")
	at := slices.Index(s.names, name)
	if at < 0 {
		at = len(s.names)
		s.names = append(s.names, name)
	}
	return strconv.Itoa(firstName + at)
}

// locate puts IDs in the place of the names of channels and roles.
func (s *Server) locate(options []*given) {
	for _, o := range options {
		if o.Type == discordgo.ApplicationCommandOptionChannel || o.Type == discordgo.ApplicationCommandOptionRole {
			o.Value = s.id(fmt.Sprint(o.Value))
		}
		s.locate(o.Options)
	}
}

var mentions = regexp.MustCompile(`<(#|@&|@)(\d+)>`)

// told puts names in the place of mentions.
func (s *Server) told(text string) string {
	return mentions.ReplaceAllStringFunc(text, func(mention string) string {
		m := mentions.FindStringSubmatch(mention)
		if m[2] == userID {
			return "you"
		}
		n, _ := strconv.Atoi(m[2])
		if n -= firstName; s == nil || n < 0 || n >= len(s.names) {
			return mention
		}
		return m[1][:1] + string(bot.Plain(s.names[n]))
	})
}
