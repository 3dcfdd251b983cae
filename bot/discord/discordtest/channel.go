package discordtest

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// visible returns the channel in the path, if the bot may see it and has the
// permissions needed besides.
func (c *call) visible(need int64) (*discordgo.Channel, *Refusal) {
	channel, guild := c.world.channel(c.path("channel_id"))
	if channel == nil {
		return nil, unknownChannel
	}
	has := permissions(guild, channel, c.options.Now())
	switch {
	case has&discordgo.PermissionViewChannel == 0:
		return nil, missingAccess
	case has&need != need:
		return nil, missingPermission
	}
	return channel, nil
}

func getGuild(c *call) (int, any, *Refusal) {
	g := c.world.guild(c.path("guild_id"))
	if g == nil {
		return 0, nil, unknownGuild
	}
	return http.StatusOK, map[string]any{"id": g.ID, "name": g.Name, "owner_id": g.OwnerID, "roles": g.Roles}, nil
}

func getRoles(c *call) (int, any, *Refusal) {
	g := c.world.guild(c.path("guild_id"))
	if g == nil {
		return 0, nil, unknownGuild
	}
	return http.StatusOK, g.Roles, nil
}

func getChannels(c *call) (int, any, *Refusal) {
	g := c.world.guild(c.path("guild_id"))
	if g == nil {
		return 0, nil, unknownGuild
	}
	return http.StatusOK, g.Channels, nil
}

func getMember(c *call) (int, any, *Refusal) {
	g := c.world.guild(c.path("guild_id"))
	if g == nil {
		return 0, nil, unknownGuild
	}
	for _, m := range g.Members {
		if m.User != nil && m.User.ID == c.path("user_id") {
			return http.StatusOK, m, nil
		}
	}
	if c.path("user_id") == BotID {
		return http.StatusOK, map[string]any{"user": self, "roles": []any{}, "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false}, nil
	}
	return 0, nil, unknownMember
}

func getChannel(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(0)
	if refusal != nil {
		return 0, nil, refusal
	}
	return http.StatusOK, channel, nil
}

func getMessage(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(discordgo.PermissionReadMessageHistory)
	if refusal != nil {
		return 0, nil, refusal
	}
	m := c.world.message(channel.ID, c.path("message_id"))
	if m == nil {
		return 0, nil, unknownMessage
	}
	return http.StatusOK, m.JSON(), nil
}

// getMessages returns a page of messages, the newest first. Without Read
// Message History it is empty, and that counts as success.
func getMessages(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(0)
	if refusal != nil {
		return 0, nil, refusal
	}
	page := []*Message{}
	query := c.http.URL.Query()
	limit := 50
	if query.Has("limit") {
		var err error
		if limit, err = strconv.Atoi(query.Get("limit")); err != nil || limit < 1 || limit > 100 {
			return 0, nil, flawed([]Flaw{{"limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100."}})
		}
	}
	if _, refusal := c.visible(discordgo.PermissionReadMessageHistory); refusal == nil {
		page = c.world.in(channel.ID)
	}
	slices.SortFunc(page, func(a, b *Message) int { return compareIDs(a.ID, b.ID) })
	switch {
	case query.Has("after"):
		page = slices.DeleteFunc(page, func(m *Message) bool { return compareIDs(m.ID, query.Get("after")) <= 0 })
		page = page[:min(limit, len(page))]
	case query.Has("before"):
		page = slices.DeleteFunc(page, func(m *Message) bool { return compareIDs(m.ID, query.Get("before")) >= 0 })
		fallthrough
	default:
		page = page[max(0, len(page)-limit):]
	}
	slices.Reverse(page)
	answer := []any{}
	for _, m := range page {
		answer = append(answer, m.JSON())
	}
	return http.StatusOK, answer, nil
}

// compareIDs compares snowflakes as numbers.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// postable returns the channel that a message is to be posted in.
func (c *call) postable() (*discordgo.Channel, *Refusal) {
	channel, refusal := c.visible(0)
	if refusal != nil {
		return nil, refusal
	}
	need := int64(discordgo.PermissionSendMessages)
	if channel.IsThread() {
		need = discordgo.PermissionSendMessagesInThreads
	}
	if _, refusal := c.visible(need); refusal != nil {
		return nil, refusal
	}
	if t := channel.ThreadMetadata; t != nil && t.Locked {
		return nil, threadLocked
	} else if t != nil && t.Archived {
		return nil, threadArchived
	}
	switch channel.Type {
	case discordgo.ChannelTypeGuildCategory, discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia:
		return nil, notText
	case discordgo.ChannelTypeDM:
		if c.world.deaf[channel.Recipients[0].ID] {
			return nil, cannotMessage
		}
	}
	return channel, nil
}

func postMessage(c *call) (int, any, *Refusal) {
	channel, refusal := c.postable()
	if refusal != nil {
		return 0, nil, refusal
	}
	body := c.object()
	if flags, _ := body["flags"].(float64); int(flags)&flagEphemeral != 0 {
		return 0, nil, flawed([]Flaw{{"flags", "INVALID_FLAGS", "EPHEMERAL is for answers to interactions"}})
	}
	if flaws := checkMessage(body, false); len(flaws) > 0 {
		return 0, nil, flawed(flaws)
	}
	nonce, _ := body["nonce"].(string)
	if length(nonce) > 25 {
		return 0, nil, flawed([]Flaw{{"nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length."}})
	}
	if nonce != "" && body["enforce_nonce"] == true {
		for _, m := range c.world.messages {
			if m.nonce == nonce && c.options.Now().Sub(m.posted) <= NonceMemory {
				return http.StatusOK, m.JSON(), nil
			}
		}
	}
	m := c.newMessage(channel.ID, body)
	return http.StatusOK, m.JSON(), nil
}

func postThread(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(discordgo.PermissionCreatePublicThreads)
	if refusal != nil {
		return 0, nil, refusal
	}
	m := c.world.message(channel.ID, c.path("message_id"))
	if m == nil {
		return 0, nil, unknownMessage
	}
	if thread, _ := c.world.channel(m.ID); thread != nil {
		return 0, nil, threadExists
	}
	name, _ := c.object()["name"].(string)
	if name == "" || length(name) > 100 {
		return 0, nil, flawed([]Flaw{{"name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."}})
	}
	thread := &discordgo.Channel{ID: m.ID, GuildID: channel.GuildID, ParentID: channel.ID, Name: name, Type: discordgo.ChannelTypeGuildPublicThread}
	guild := c.world.guild(channel.GuildID)
	guild.Threads = append(guild.Threads, thread)
	return http.StatusCreated, thread, nil
}

func putPin(c *call) (int, any, *Refusal) {
	channel, refusal := c.visible(permissionPinMessages)
	if refusal != nil {
		return 0, nil, refusal
	}
	m := c.world.message(channel.ID, c.path("message_id"))
	if m == nil {
		return 0, nil, unknownMessage
	}
	pins := 0
	for _, other := range c.world.in(channel.ID) {
		if other.Pinned() {
			pins++
		}
	}
	if pins >= maxPins && !m.Pinned() {
		return 0, nil, tooManyPins
	}
	m.mu.Lock()
	m.fields["pinned"] = true
	m.mu.Unlock()
	return http.StatusNoContent, nil, nil
}

func postDirectChannel(c *call) (int, any, *Refusal) {
	user, _ := c.object()["recipient_id"].(string)
	if user == "" {
		return 0, nil, flawed([]Flaw{{"recipient_id", "BASE_TYPE_REQUIRED", "This field is required"}})
	}
	for _, channel := range c.world.direct {
		if channel.Recipients[0].ID == user {
			return http.StatusOK, channel, nil
		}
	}
	channel := &discordgo.Channel{ID: c.id(), Type: discordgo.ChannelTypeDM, Recipients: []*discordgo.User{{ID: user}}}
	c.world.direct = append(c.world.direct, channel)
	return http.StatusOK, channel, nil
}

// Pinned reports whether the message is.
func (m *Message) Pinned() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.fields["pinned"] == true
}

var mention = regexp.MustCompile(`<@[!&]?(\d+)>|@(everyone|here)`)

// Pings returns whom the message notifies: IDs of users and roles, "everyone"
// and "here", as its text and its allowed_mentions say together.
func (m *Message) Pings() []string {
	text := m.Text()
	m.mu.Lock()
	defer m.mu.Unlock()
	allowed, _ := m.fields["allowed_mentions"].(map[string]any)
	lists := func(field, value string) bool {
		list, _ := allowed[field].([]any)
		return slices.Contains(list, any(value))
	}
	var pinged []string
	for _, found := range mention.FindAllStringSubmatch(text, -1) {
		kind, id := "users", found[1]+found[2]
		switch {
		case found[2] != "":
			kind = "everyone"
		case strings.HasPrefix(found[0], "<@&"):
			kind = "roles"
		}
		if allowed == nil || lists("parse", kind) || lists(kind, id) {
			pinged = append(pinged, id)
		}
	}
	return pinged
}
