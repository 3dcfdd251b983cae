package discord

import (
	"context"
	"errors"
	"net/http"
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
