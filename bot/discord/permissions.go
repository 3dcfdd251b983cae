package discord

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// IsMember reports whether the bot is in a guild, as [bot.Membership] says.
func (c *Client) IsMember(ctx context.Context, guild string) (bool, error) {
	err := c.do(ctx, request{method: http.MethodGet, path: "guilds/" + guild, once: true})
	var refused *bot.RequestError
	if errors.As(err, &refused) && (refused.Status == http.StatusNotFound || refused.Status == http.StatusForbidden) {
		return false, nil
	}
	return err == nil, err
}

// Access returns what the bot may do in a channel, as [bot.Permissions] says.
// The channel is asked for each time, its guild once a minute.
func (c *Client) Access(ctx context.Context, guild, channel, role string) (bot.Access, error) {
	place, err := c.channel(ctx, channel)
	if err != nil {
		return bot.Access{}, err
	}
	if place.GuildID != guild {
		return bot.Access{}, &bot.RequestError{
			Status: http.StatusNotFound, Code: bot.CodeUnknownChannel, Err: errors.New("the channel is in another server"),
		}
	}
	overwrites := place.PermissionOverwrites
	if place.IsThread() {
		parent, err := c.channel(ctx, place.ParentID)
		if err != nil {
			return bot.Access{}, err
		}
		overwrites = parent.PermissionOverwrites
	}
	in, err := c.standing(ctx, guild)
	if err != nil {
		return bot.Access{}, err
	}
	access := bot.Access{Channel: channel, Type: place.Type, Permissions: in.permissions(overwrites)}
	if thread := place.ThreadMetadata; thread != nil {
		access.Archived, access.Locked = thread.Archived, thread.Locked
	}
	for _, tag := range place.AvailableTags {
		access.Tags = append(access.Tags, bot.Tag{ID: tag.ID, Name: tag.Name})
	}
	access.TagRequired = place.Flags&discordgo.ChannelFlagRequireTag != 0
	for _, r := range in.roles {
		if role != "" && r.ID == role {
			access.RoleExists = true
			access.RolePings = r.Mentionable || access.Permissions&discordgo.PermissionMentionEveryone != 0
		}
	}
	return access, nil
}

func (c *Client) channel(ctx context.Context, id string) (*discordgo.Channel, error) {
	channel := new(discordgo.Channel)
	err := c.do(ctx, request{method: http.MethodGet, path: "channels/" + id, out: channel, once: true})
	return channel, err
}

// A standing is what the bot is in a guild.
type standing struct {
	guild   string
	me      string // the bot's user
	owner   bool
	roles   []*discordgo.Role // the guild's
	own     []string          // the IDs of the bot's
	muted   time.Time         // timed out until then
	learned time.Time
}

// standings are what the bot was lately in each guild.
type standings struct {
	mu    sync.Mutex
	known map[string]standing
}

// How long a standing is believed.
const standingKept = time.Minute

// standing returns what the bot is in a guild.
func (c *Client) standing(ctx context.Context, guild string) (standing, error) {
	if in, ok := c.standings.lookup(guild); ok {
		return in, nil
	}
	me, err := c.myself(ctx)
	if err != nil {
		return standing{}, err
	}
	var said struct {
		OwnerID string            `json:"owner_id"`
		Roles   []*discordgo.Role `json:"roles"`
	}
	if err := c.do(ctx, request{method: http.MethodGet, path: "guilds/" + guild, out: &said, once: true}); err != nil {
		return standing{}, err
	}
	var member discordgo.Member
	if err := c.do(ctx, request{method: http.MethodGet, path: "guilds/" + guild + "/members/" + me, out: &member, once: true}); err != nil {
		return standing{}, err
	}
	in := standing{guild: guild, me: me, owner: said.OwnerID == me, roles: said.Roles, own: member.Roles, learned: time.Now()}
	if member.CommunicationDisabledUntil != nil {
		in.muted = *member.CommunicationDisabledUntil
	}
	c.standings.keep(in)
	return in, nil
}

func (s *standings) lookup(guild string) (standing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, ok := s.known[guild]
	return in, ok && time.Since(in.learned) < standingKept
}

// keep remembers a standing, and forgets those that are too old.
func (s *standings) keep(in standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for guild, old := range s.known {
		if time.Since(old.learned) >= standingKept {
			delete(s.known, guild)
		}
	}
	if s.known == nil {
		s.known = map[string]standing{}
	}
	s.known[in.guild] = in
}

// What is left to a member who is timed out.
const permissionsMuted = discordgo.PermissionViewChannel | discordgo.PermissionReadMessageHistory

// permissions applies a channel's overwrites to what the bot may do in the
// guild. https://discord.com/developers/docs/topics/permissions#permission-overwrites
func (in standing) permissions(overwrites []*discordgo.PermissionOverwrite) int64 {
	const all = 1<<62 - 1
	if in.owner {
		return all
	}
	var granted int64
	for _, r := range in.roles {
		if r.ID == in.guild || slices.Contains(in.own, r.ID) {
			granted |= r.Permissions
		}
	}
	if granted&discordgo.PermissionAdministrator != 0 {
		return all
	}
	// First that of @everyone, whose ID is the guild's, then those of the
	// bot's roles together, then its own. Of one rank, what is allowed wins.
	ranks := []func(o *discordgo.PermissionOverwrite) bool{
		func(o *discordgo.PermissionOverwrite) bool { return o.ID == in.guild },
		func(o *discordgo.PermissionOverwrite) bool {
			return o.ID != in.guild && o.Type == discordgo.PermissionOverwriteTypeRole && slices.Contains(in.own, o.ID)
		},
		func(o *discordgo.PermissionOverwrite) bool {
			return o.Type == discordgo.PermissionOverwriteTypeMember && o.ID == in.me
		},
	}
	for _, of := range ranks {
		var allow, deny int64
		for _, o := range overwrites {
			if of(o) {
				allow, deny = allow|o.Allow, deny|o.Deny
			}
		}
		granted = granted&^deny | allow
	}
	if time.Now().Before(in.muted) {
		granted &= permissionsMuted
	}
	if granted&discordgo.PermissionViewChannel == 0 {
		return 0
	}
	return granted
}
