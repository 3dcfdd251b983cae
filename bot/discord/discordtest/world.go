package discordtest

import (
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"
)

// What every server begins with: a guild with a text channel, in which the bot
// may do what it needs.
const (
	DefaultGuild   = "1300000000000000001"
	DefaultChannel = "1300000000000000002"
	DefaultOwner   = "1300000000000000003"
)

// What discordgo has no name for yet.
const permissionPinMessages = 1 << 51

// Granted are the permissions of @everyone in the default guild.
const Granted = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages |
	discordgo.PermissionReadMessageHistory | discordgo.PermissionEmbedLinks |
	discordgo.PermissionCreatePublicThreads | discordgo.PermissionSendMessagesInThreads | permissionPinMessages

// How long a nonce is remembered, and how many messages may be pinned.
const (
	NonceMemory = 5 * time.Minute
	maxPins     = 250
)

// A world is the guilds, the channels and the messages. It is guarded by the
// server's lock.
type world struct {
	guilds   []*discordgo.Guild
	direct   []*discordgo.Channel // with one user each
	deaf     map[string]bool      // users that take no direct messages
	messages []*Message
}

func (w *world) init() {
	w.deaf = map[string]bool{}
	w.guilds = []*discordgo.Guild{{
		ID: DefaultGuild, Name: "History class", OwnerID: DefaultOwner,
		Roles:    []*discordgo.Role{{ID: DefaultGuild, Name: "@everyone", Permissions: Granted}},
		Channels: []*discordgo.Channel{{ID: DefaultChannel, GuildID: DefaultGuild, Name: "quotations", Type: discordgo.ChannelTypeGuildText}},
	}}
}

// AddGuild adds a guild, with its roles and channels, and has it join the
// sessions. The bot is a member; its roles are those of the guild's member
// with [BotID].
func (s *Server) AddGuild(g *discordgo.Guild) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range g.Channels {
		c.GuildID = g.ID
	}
	s.world.guilds = append(s.world.guilds, g)
	s.dispatch(g.ID, "GUILD_CREATE", g)
}

// ChangeGuild lets f change a guild, roles, channels and all.
func (s *Server) ChangeGuild(id string, f func(g *discordgo.Guild)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.world.guild(id))
}

// RemoveGuild removes the bot from a guild.
func (s *Server) RemoveGuild(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.guilds = slices.DeleteFunc(s.world.guilds, func(g *discordgo.Guild) bool { return g.ID == id })
	s.dispatch(id, "GUILD_DELETE", map[string]any{"id": id})
}

// RefuseDirect lets a user take no direct messages from the bot.
func (s *Server) RefuseDirect(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.deaf[user] = true
}

// Messages returns what can be read in a channel, the oldest first.
func (s *Server) Messages(channel string) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world.in(channel)
}

// DirectMessages returns what the bot has sent to a user.
func (s *Server) DirectMessages(user string) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.world.direct {
		if c.Recipients[0].ID == user {
			return s.world.in(c.ID)
		}
	}
	return nil
}

// PostAs puts a message of somebody else's into a channel.
func (s *Server) PostAs(user, channel, content string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.newMessage(channel, map[string]any{"content": content})
	m.fields["author"] = map[string]any{"id": user, "username": "somebody", "discriminator": "0"}
	return m
}

func (w *world) in(channel string) []*Message {
	var messages []*Message
	for _, m := range w.messages {
		if m.Channel == channel && !m.Ephemeral() {
			messages = append(messages, m)
		}
	}
	return messages
}

func (w *world) message(channel, id string) *Message {
	for _, m := range w.in(channel) {
		if m.ID == id {
			return m
		}
	}
	return nil
}

func (w *world) guild(id string) *discordgo.Guild {
	for _, g := range w.guilds {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// channel returns a channel or a thread and its guild, which is nil for one
// with a user.
func (w *world) channel(id string) (*discordgo.Channel, *discordgo.Guild) {
	for _, g := range w.guilds {
		for _, c := range slices.Concat(g.Channels, g.Threads) {
			if c.ID == id {
				return c, g
			}
		}
	}
	for _, c := range w.direct {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, nil
}

// permissions returns what the bot may do in a channel.
// https://discord.com/developers/docs/topics/permissions#permission-overwrites
func permissions(g *discordgo.Guild, c *discordgo.Channel, now time.Time) int64 {
	const all = 1<<62 - 1
	if g == nil || g.OwnerID == BotID {
		return all
	}
	me := new(discordgo.Member)
	for _, m := range g.Members {
		if m.User != nil && m.User.ID == BotID {
			me = m
		}
	}
	roles := me.Roles
	var granted int64
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(roles, r.ID) {
			granted |= r.Permissions
		}
	}
	if granted&discordgo.PermissionAdministrator != 0 {
		return all
	}
	granted = overwritten(granted, overwritesOf(g, c), g.ID, roles)
	voice := c.Type == discordgo.ChannelTypeGuildVoice || c.Type == discordgo.ChannelTypeGuildStageVoice
	if voice && granted&discordgo.PermissionVoiceConnect == 0 {
		granted &= discordgo.PermissionViewChannel
	}
	if until := me.CommunicationDisabledUntil; until != nil && now.Before(*until) {
		granted &= discordgo.PermissionViewChannel | discordgo.PermissionReadMessageHistory
	}
	return granted
}

// overwritten applies overwrites: that of everybody, those of the bot's roles
// together, and its own.
func overwritten(granted int64, overwrites []*discordgo.PermissionOverwrite, everybody string, roles []string) int64 {
	var allow, deny, ownAllow, ownDeny int64
	for _, o := range overwrites {
		switch {
		case o.ID == everybody:
			granted = granted&^o.Deny | o.Allow
		case o.Type == discordgo.PermissionOverwriteTypeRole && slices.Contains(roles, o.ID):
			allow, deny = allow|o.Allow, deny|o.Deny
		case o.Type == discordgo.PermissionOverwriteTypeMember && o.ID == BotID:
			ownAllow, ownDeny = o.Allow, o.Deny
		}
	}
	return (granted&^deny|allow)&^ownDeny | ownAllow
}

// overwritesOf returns a channel's overwrites, of a thread its parent's.
func overwritesOf(g *discordgo.Guild, c *discordgo.Channel) []*discordgo.PermissionOverwrite {
	for _, parent := range g.Channels {
		if c.IsThread() && parent.ID == c.ParentID {
			return parent.PermissionOverwrites
		}
	}
	return c.PermissionOverwrites
}

var (
	unknownChannel    = &Refusal{Status: http.StatusNotFound, Code: 10003, Message: "Unknown Channel"}
	unknownGuild      = &Refusal{Status: http.StatusNotFound, Code: 10004, Message: "Unknown Guild"}
	unknownMember     = &Refusal{Status: http.StatusNotFound, Code: 10007, Message: "Unknown Member"}
	unknownMessage    = &Refusal{Status: http.StatusNotFound, Code: 10008, Message: "Unknown Message"}
	missingAccess     = &Refusal{Status: http.StatusForbidden, Code: 50001, Message: "Missing Access"}
	cannotMessage     = &Refusal{Status: http.StatusForbidden, Code: 50007, Message: "Cannot send messages to this user"}
	notText           = &Refusal{Status: http.StatusBadRequest, Code: 50008, Message: "Cannot send messages in a non-text channel"}
	missingPermission = &Refusal{Status: http.StatusForbidden, Code: 50013, Message: "Missing Permissions"}
	threadExists      = &Refusal{Status: http.StatusBadRequest, Code: 160004, Message: "A thread has already been created for this message"}
	tooManyPins       = &Refusal{Status: http.StatusBadRequest, Code: 30003, Message: "Maximum number of pins reached (250)"}
)
