package daily

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
)

// become makes the default channel one of another kind.
func (b *bench) become(kind discordgo.ChannelType, change func(*discordgo.Channel)) {
	b.discord.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
		g.Channels[0].Type = kind
		if change != nil {
			change(g.Channels[0])
		}
	})
}

func withTags(c *discordgo.Channel) {
	c.AvailableTags = []discordgo.ForumTag{{ID: "1500000000000000071", Name: "History"}, {ID: "1500000000000000072", Name: "Daily"}}
	c.Flags = discordgo.ChannelFlagRequireTag
}

// TestForum posts in a forum, also when the answer is lost.
func TestForum(t *testing.T) {
	const open = "POST /channels/{channel_id}/threads"
	for name, faults := range map[string][]discordtest.Fault{
		"well":             nil,
		"answer lost":      {{On: open, Done: true, Drop: true}},
		"lost on the way":  {{On: open, Drop: true}},
		"answer has no ID": {{On: open, Done: true, Status: 200}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.become(discordgo.ChannelTypeGuildForum, withTags)
			s := b.schedule(func(s *bot.Schedule) { s.Tags, s.Title = []bot.Tag{{Name: "history"}}, "Line of the day" })
			if faults, err := b.engine.CheckAccess(t.Context(), &s); len(faults) > 0 || err != nil || !s.Forum {
				t.Fatalf("%v, %v", faults, err)
			}
			if err := b.store.Save(t.Context(), &s); err != nil {
				t.Fatal(err)
			}
			b.discord.Fail(faults...)
			b.pass(time.Hour)
			b.work(5)
			threads := b.discord.Threads(discordtest.DefaultChannel)
			d := b.last()
			if len(threads) != 1 || threads[0].Name != "Line of the day, 2026-03-08" || !slices.Equal(threads[0].AppliedTags, []string{"1500000000000000071"}) {
				t.Fatalf("%+v; %+v", threads, d)
			}
			if d.State != bot.Posted || d.Message != threads[0].ID || d.Link() != "https://discord.com/channels/"+d.Guild+"/"+d.Message+"/"+d.Message {
				t.Errorf("%+v, %s", d, d.Link())
			}
			if posts := b.discord.Messages(threads[0].ID); len(posts) != 1 || !strings.Contains(posts[0].Text(), "harvest") {
				t.Errorf("%d messages", len(posts))
			}
		})
	}
}

// TestMisfits checks schedules with channels that do not take them.
func TestMisfits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	thread := func(change func(*discordgo.ThreadMetadata)) func(*discordgo.Channel) {
		return func(c *discordgo.Channel) {
			c.ParentID, c.ThreadMetadata = c.ID, new(discordgo.ThreadMetadata)
			change(c.ThreadMetadata)
		}
	}
	deny := func(bits int64) func(*discordgo.Channel) {
		return func(c *discordgo.Channel) {
			c.PermissionOverwrites = []*discordgo.PermissionOverwrite{{ID: c.GuildID, Type: discordgo.PermissionOverwriteTypeRole, Deny: bits}}
		}
	}
	for name, test := range map[string]struct {
		kind     discordgo.ChannelType
		channel  func(*discordgo.Channel)
		schedule func(*bot.Schedule)
		want     string // "" for no fault
	}{
		"text":                 {discordgo.ChannelTypeGuildText, nil, nil, ""},
		"all of a text":        {discordgo.ChannelTypeGuildText, nil, func(s *bot.Schedule) { s.Thread, s.Pin = true, true }, ""},
		"news published":       {discordgo.ChannelTypeGuildNews, nil, func(s *bot.Schedule) { s.Publish = true }, ""},
		"text published":       {discordgo.ChannelTypeGuildText, nil, func(s *bot.Schedule) { s.Publish = true }, "not an announcement channel"},
		"text with tags":       {discordgo.ChannelTypeGuildText, nil, func(s *bot.Schedule) { s.Tags = []bot.Tag{{Name: "Daily"}} }, "only posts of a forum have tags"},
		"forum":                {discordgo.ChannelTypeGuildForum, nil, nil, ""},
		"media":                {discordgo.ChannelTypeGuildMedia, nil, nil, ""},
		"forum with thread":    {discordgo.ChannelTypeGuildForum, nil, func(s *bot.Schedule) { s.Thread = true }, "a thread already"},
		"forum with pin":       {discordgo.ChannelTypeGuildForum, nil, func(s *bot.Schedule) { s.Pin = true }, "Leave `pin` out"},
		"forum without a tag":  {discordgo.ChannelTypeGuildForum, withTags, nil, "Choose in `tags` from: History, Daily"},
		"forum with wrong tag": {discordgo.ChannelTypeGuildForum, withTags, func(s *bot.Schedule) { s.Tags = []bot.Tag{{Name: "Poems"}} }, "no tag “Poems”. Its tags are: History, Daily"},
		"forum, may not post":  {discordgo.ChannelTypeGuildForum, deny(discordgo.PermissionSendMessages), nil, "needs Create Posts"},
		"voice":                {discordgo.ChannelTypeGuildVoice, func(c *discordgo.Channel) { allow(c, discordgo.PermissionVoiceConnect) }, nil, ""},
		"voice, not connected": {discordgo.ChannelTypeGuildVoice, nil, nil, "needs Connect"},
		"voice with thread":    {discordgo.ChannelTypeGuildVoice, func(c *discordgo.Channel) { allow(c, discordgo.PermissionVoiceConnect) }, func(s *bot.Schedule) { s.Thread = true }, "a voice channel"},
		"thread":               {discordgo.ChannelTypeGuildPublicThread, thread(func(*discordgo.ThreadMetadata) {}), nil, ""},
		"thread in a thread":   {discordgo.ChannelTypeGuildPublicThread, thread(func(*discordgo.ThreadMetadata) {}), func(s *bot.Schedule) { s.Thread = true }, "cannot have threads of its own"},
		"thread locked":        {discordgo.ChannelTypeGuildPublicThread, thread(func(m *discordgo.ThreadMetadata) { m.Locked = true }), nil, "is locked"},
		"thread archived":      {discordgo.ChannelTypeGuildPublicThread, thread(func(m *discordgo.ThreadMetadata) { m.Archived = true }), nil, "is archived"},
		"category":             {discordgo.ChannelTypeGuildCategory, nil, nil, "not a channel to post messages in"},
		"no pinning":           {discordgo.ChannelTypeGuildText, deny(permissionPinMessages), func(s *bot.Schedule) { s.Pin = true }, "needs Pin Messages"},
		"no history":           {discordgo.ChannelTypeGuildText, deny(discordgo.PermissionReadMessageHistory), nil, "needs Read Message History"},
		"no threads":           {discordgo.ChannelTypeGuildText, deny(discordgo.PermissionCreatePublicThreads), func(s *bot.Schedule) { s.Thread = true }, "needs Create Public Threads"},
		"role gone":            {discordgo.ChannelTypeGuildText, nil, func(s *bot.Schedule) { s.Role = "1300000000000000099" }, "role to mention is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.discord.ExpectRefusals()
			b.become(test.kind, test.channel)
			s := b.schedule(test.schedule)
			faults, err := b.engine.CheckAccess(t.Context(), &s)
			if err != nil || (len(faults) > 0) != (test.want != "") || !strings.Contains(said(faults...), test.want) {
				t.Errorf("%q, %v; want %q", faults, err, test.want)
			}
		})
	}
}

func allow(c *discordgo.Channel, bits int64) {
	c.PermissionOverwrites = []*discordgo.PermissionOverwrite{{ID: c.GuildID, Type: discordgo.PermissionOverwriteTypeRole, Allow: bits}}
}

// TestYesterdaysPin has each post pinned, and the one before unpinned, even if
// it was deleted.
func TestYesterdaysPin(t *testing.T) {
	b := newBench(t)
	b.schedule(func(s *bot.Schedule) { s.Pin = true })
	b.pass(-23 * time.Hour)
	for range 3 {
		b.pass(24 * time.Hour)
		b.work(3)
	}
	for i, m := range b.messages() {
		if m.Pinned() != (i == 2) {
			t.Errorf("message %d of %d is pinned: %v", i+1, len(b.messages()), m.Pinned())
		}
	}
	b.discord.Fail(discordtest.Fault{On: "DELETE /channels/{channel_id}/messages/pins/{message_id}", Status: 404, Code: bot.CodeUnknownMessage})
	b.pass(24 * time.Hour)
	b.work(3)
	if d := b.last(); d.Open() || d.Steps[bot.Unpin].State != bot.Posted || len(b.discord.DirectMessages(creator)) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestPublish(t *testing.T) {
	b := newBench(t)
	b.discord.ExpectRefusals()
	b.become(discordgo.ChannelTypeGuildNews, nil)
	b.schedule(func(s *bot.Schedule) { s.Publish = true })
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages/{message_id}/crosspost", Done: true, Drop: true})
	b.pass(time.Hour)
	b.work(3)
	if d := b.last(); len(b.messages()) != 1 || !b.messages()[0].Published() || d.Steps[bot.Publish].State != bot.Posted {
		t.Errorf("%+v", d)
	}
}

// TestCodes has Discord refuse a post with every code that the bot knows, and
// with one that it does not know.
func TestCodes(t *testing.T) {
	for code, refused := range refusals {
		b := newBench(t)
		b.discord.ExpectRefusals()
		b.schedule(nil)
		b.pass(time.Hour)
		b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 400, Code: code})
		b.work(0)
		d, s := b.last(), b.read()
		why := bot.Why(refused.why, mention(discordtest.DefaultChannel)).And(bot.Why(refused.then))
		if d.State != bot.Failed || d.Why != why || (s.Paused != "") != refused.pause {
			t.Errorf("%d: paused %q, %+v", code, s.Paused, d)
		}
	}
	pausing := make(map[int]bool)
	// Where nobody does anything, these would refuse every further post, too.
	for _, code := range []int{
		bot.CodeUnknownChannel, bot.CodeUnknownGuild, bot.CodeMissingAccess, bot.CodeNotText, bot.CodeChannelType, bot.CodeMissingPermission,
		bot.CodeVerification, bot.CodeThreadArchived, bot.CodeThreadLocked, bot.CodeTagRequired, bot.CodeUnknownTag,
	} {
		pausing[code] = true
	}
	for code, refused := range refusals {
		if refused.pause != pausing[code] {
			t.Errorf("after %d the schedule rests: %v", code, refused.pause)
		}
	}
	if len(refusals) != 23 {
		t.Errorf("%d codes have reasons of their own", len(refusals))
	}
	b := newBench(t)
	b.schedule(nil)
	b.pass(time.Hour)
	b.discord.Fail(discordtest.Fault{On: "POST /channels/{channel_id}/messages", Status: 400, Code: 99999, Message: "The *moon* is full"})
	b.work(0)
	if d := b.last(); !strings.Contains(said(d.Why), `“The \*moon\* is full” (400, code 99999)`) {
		t.Errorf("%+v", d)
	}
}
