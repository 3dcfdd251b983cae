package discordtest

import (
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"
)

// mostTags bounds the tags of a post in a forum.
const mostTags = 5

// postForum opens a thread in a forum, with its first message.
func postForum(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(discordgo.PermissionSendMessages)
	if refusal != nil {
		return 0, nil, refusal
	}
	if channel.Type != discordgo.ChannelTypeGuildForum && channel.Type != discordgo.ChannelTypeGuildMedia {
		return 0, nil, wrongType
	}
	body := c.object()
	name, _ := body["name"].(string)
	if name == "" || length(name) > 100 {
		return 0, nil, flawed([]Flaw{{"name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."}})
	}
	applied, _ := body["applied_tags"].([]any)
	if len(applied) > mostTags {
		return 0, nil, flawed([]Flaw{{"applied_tags", "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length."}})
	}
	var tags []string
	for _, id := range applied {
		known := slices.ContainsFunc(channel.AvailableTags, func(t discordgo.ForumTag) bool { return t.ID == id })
		if !known {
			return 0, nil, unknownTag
		}
		tags = append(tags, id.(string))
	}
	if channel.Flags&discordgo.ChannelFlagRequireTag != 0 && len(tags) == 0 {
		return 0, nil, tagRequired
	}
	first, _ := body["message"].(map[string]any)
	if flaws := checkMessage(first, false); len(flaws) > 0 {
		return 0, nil, flawed(flaws)
	}
	m := c.newMessage("", first)
	m.Channel, m.fields["channel_id"] = m.ID, m.ID
	thread := &discordgo.Channel{
		ID: m.ID, GuildID: channel.GuildID, ParentID: channel.ID, OwnerID: BotID, Name: name, AppliedTags: tags,
		Type: discordgo.ChannelTypeGuildPublicThread, ThreadMetadata: &discordgo.ThreadMetadata{ArchiveTimestamp: c.options.Now().UTC().Truncate(time.Second)},
	}
	guild := c.world.guild(channel.GuildID)
	guild.Threads = append(guild.Threads, thread)
	return http.StatusCreated, thread, nil
}

func getActiveThreads(c *call) (int, any, *Refusal) {
	g := c.world.guild(c.path("guild_id"))
	if g == nil {
		return 0, nil, unknownGuild
	}
	return http.StatusOK, threads(g, func(t *discordgo.Channel) bool { return !archived(t) }), nil
}

func getArchivedThreads(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(discordgo.PermissionReadMessageHistory)
	if refusal != nil {
		return 0, nil, refusal
	}
	return http.StatusOK, threads(c.world.guild(channel.GuildID), func(t *discordgo.Channel) bool {
		return t.ParentID == channel.ID && archived(t)
	}), nil
}

func archived(t *discordgo.Channel) bool { return t.ThreadMetadata != nil && t.ThreadMetadata.Archived }

func threads(g *discordgo.Guild, wanted func(*discordgo.Channel) bool) any {
	found := []*discordgo.Channel{}
	for _, t := range g.Threads {
		if wanted(t) {
			found = append(found, t)
		}
	}
	return map[string]any{"threads": found, "members": []any{}, "has_more": false}
}

// Threads returns the threads of a channel.
func (s *Server) Threads(channel string) []discordgo.Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []discordgo.Channel
	for _, g := range s.world.guilds {
		for _, t := range g.Threads {
			if t.ParentID == channel {
				found = append(found, *t)
			}
		}
	}
	return found
}

func deletePin(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(permissionPinMessages)
	if refusal != nil {
		return 0, nil, refusal
	}
	m := c.world.message(channel.ID, c.path("message_id"))
	if m == nil {
		return 0, nil, unknownMessage
	}
	m.mu.Lock()
	m.fields["pinned"] = false
	m.mu.Unlock()
	return http.StatusNoContent, nil, nil
}

// postCrosspost publishes a message of an announcement channel.
func postCrosspost(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(discordgo.PermissionSendMessages)
	if refusal != nil {
		return 0, nil, refusal
	}
	if channel.Type != discordgo.ChannelTypeGuildNews {
		return 0, nil, wrongType
	}
	m := c.world.message(channel.ID, c.path("message_id"))
	if m == nil {
		return 0, nil, unknownMessage
	}
	if m.Flags()&flagCrossposted != 0 {
		return 0, nil, alreadyPublished
	}
	m.mu.Lock()
	had, _ := m.fields["flags"].(int)
	m.fields["flags"] = had | flagCrossposted
	m.mu.Unlock()
	return http.StatusOK, m.JSON(), nil
}

// Published reports whether the message was sent to those who follow its
// channel.
func (m *Message) Published() bool { return m.Flags()&flagCrossposted != 0 }

var (
	unknownTag       = &Refusal{Status: http.StatusNotFound, Code: 10087, Message: "Unknown Tag"}
	alreadyPublished = &Refusal{Status: http.StatusBadRequest, Code: 40033, Message: "This message has already been crossposted"}
	tagRequired      = &Refusal{Status: http.StatusBadRequest, Code: 40067, Message: "A tag is required to create a forum post in this channel"}
	wrongType        = &Refusal{Status: http.StatusBadRequest, Code: 50024, Message: "Cannot execute action on this channel type"}
	threadArchived   = &Refusal{Status: http.StatusBadRequest, Code: 50083, Message: "Thread is archived"}
	threadLocked     = &Refusal{Status: http.StatusForbidden, Code: 160005, Message: "Thread is locked"}
)
