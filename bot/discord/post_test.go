package discord_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

const school = "1400000000000000000" // a guild, whose @everyone has its ID

// status returns the status and the code of a request's error, zeros for none.
func status(err error) (int, int) {
	var e *bot.RequestError
	if errors.As(err, &e) {
		return e.Status, e.Code
	}
	return 0, 0
}

func TestPost(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		p := post(t, "s1-2026-11-22")
		p.Components = components(t, "<@&77> <@&78> @everyone: a passage.", "1:cite:a")
		p.Role = "77"
		first, err := c.Post(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		message := server.Messages(discordtest.DefaultChannel)[0]
		if message.ID != first || message.Nonce() != p.Nonce || !slices.Equal(message.Pings(), []string{"77"}) {
			t.Errorf("posted %s, which pings %v", message.JSON(), message.Pings())
		}
		time.Sleep(discordtest.NonceMemory - time.Second)
		if again, err := c.Post(t.Context(), p); again != first || err != nil {
			t.Errorf("posting again returns %q, %v, want %q", again, err, first)
		}
		time.Sleep(2 * time.Second)
		if later, err := c.Post(t.Context(), p); later == first || err != nil {
			t.Errorf("posting when the nonce is forgotten returns %q, %v", later, err)
		}
		if found, err := c.FindPost(t.Context(), p.Channel, "1:cite:a", time.Now().Add(-time.Hour)); found != first || err != nil {
			t.Errorf("FindPost returns %q, %v, want %q", found, err, first)
		}
	})
}

func TestPostToUser(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	c := poster(t, server, discord.ClientOptions{})
	p := post(t, "alarm")
	p.Channel, p.User = "", "99"
	if _, err := c.Post(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if got := server.DirectMessages("99"); len(got) != 1 || got[0].Text() != "A passage a day." {
		t.Errorf("the user has got %v", got)
	}
	server.RefuseDirect("98")
	p.User = "98"
	if _, code := status(second(c.Post(t.Context(), p))); code != bot.CodeCannotMessageUser {
		t.Errorf("a user who takes none: code %d", code)
	}
	server.Fail(discordtest.Fault{On: "POST /users/@me/channels", Status: 500})
	var failed *bot.RequestError
	if err := second(c.Post(t.Context(), p)); !errors.As(err, &failed) || failed.Unknown {
		t.Errorf("without a channel there is no doubt that nothing was posted: %+v", failed)
	}
}

func second[A, B any](_ A, b B) B { return b }

func TestFindPost(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		var posted []string
		var times []time.Time
		for n := range 230 {
			time.Sleep(time.Second)
			id, err := c.Post(t.Context(), post(t, fmt.Sprint(n)))
			if err != nil {
				t.Fatal(err)
			}
			posted, times = append(posted, id), append(times, time.Now())
		}
		find := func(n int, since time.Time) string {
			id, err := c.FindPost(t.Context(), discordtest.DefaultChannel, fmt.Sprintf("1:cite:%d", n), since)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		long := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC) // before Discord
		for _, n := range []int{0, 99, 100, 199, 229} {
			if got := find(n, long); got != posted[n] {
				t.Errorf("number %d: %q, want %q", n, got, posted[n])
			}
		}
		if got := find(50, times[50]); got != posted[50] {
			t.Errorf("at its own time: %q, want %q", got, posted[50])
		}
		if got := find(50, times[51]); got != "" {
			t.Errorf("after its time: %q", got)
		}
		if got := find(230, long); got != "" {
			t.Errorf("what was never posted: %q", got)
		}
		before := server.Count("GET /channels/{channel_id}/messages")
		find(230, long)
		if got := server.Count("GET /channels/{channel_id}/messages") - before; got != 3 {
			t.Errorf("read in %d requests, want 3", got)
		}
	})
}

// A message of somebody else's is not the bot's, whatever its buttons.
func TestFindPostOfAnother(t *testing.T) {
	server := discordtest.Start(t)
	c := poster(t, server, discord.ClientOptions{})
	server.PostAs("99", discordtest.DefaultChannel, "hello").Change(map[string]any{
		"components": []any{map[string]any{"type": 1, "components": []any{map[string]any{"type": 2, "custom_id": "1:cite:x"}}}},
	})
	id, err := c.FindPost(t.Context(), discordtest.DefaultChannel, "1:cite:x", time.Now().Add(-time.Hour))
	if id != "" || err != nil {
		t.Errorf("FindPost returns %q, %v", id, err)
	}
}

func TestThreadAndPin(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	c := poster(t, server, discord.ClientOptions{})
	id, err := c.Post(t.Context(), post(t, "one"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.StartThread(t.Context(), discordtest.DefaultChannel, id, "Discuss: A. Mikoyan"); err != nil {
			t.Errorf("StartThread: %v", err)
		}
		if err := c.Pin(t.Context(), discordtest.DefaultChannel, id); err != nil {
			t.Errorf("Pin: %v", err)
		}
	}
	if !server.Messages(discordtest.DefaultChannel)[0].Pinned() {
		t.Error("not pinned")
	}
	inThread := post(t, "two")
	inThread.Channel = id
	if _, err := c.Post(t.Context(), inThread); err != nil {
		t.Errorf("post in the thread: %v", err)
	}
	if _, code := status(c.Pin(t.Context(), discordtest.DefaultChannel, "1")); code != bot.CodeUnknownMessage {
		t.Errorf("pin what is not there: code %d", code)
	}
	if _, code := status(c.StartThread(t.Context(), "1", id, "x")); code != bot.CodeUnknownChannel {
		t.Errorf("a thread where no channel is: code %d", code)
	}
}

// TestPublishAndUnpin does each twice: what is done already is no error.
func TestPublishAndUnpin(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels[0].Type = discordgo.ChannelTypeGuildNews })
	c := poster(t, server, discord.ClientOptions{})
	id, err := c.Post(t.Context(), post(t, "one"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Publish(t.Context(), discordtest.DefaultChannel, id); err != nil {
			t.Errorf("Publish: %v", err)
		}
	}
	if !server.Messages(discordtest.DefaultChannel)[0].Published() {
		t.Error("not published")
	}
	if err := c.Pin(t.Context(), discordtest.DefaultChannel, id); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Unpin(t.Context(), discordtest.DefaultChannel, id); err != nil {
			t.Errorf("Unpin: %v", err)
		}
	}
	if server.Messages(discordtest.DefaultChannel)[0].Pinned() {
		t.Error("still pinned")
	}
	if err := c.Unpin(t.Context(), discordtest.DefaultChannel, "1"); err != nil {
		t.Errorf("Unpin of what is gone: %v", err)
	}
}

// TestAccessToAForum learns of its tags, and that one is required.
func TestAccessToAForum(t *testing.T) {
	for flags, required := range map[discordgo.ChannelFlags]bool{0: false, discordgo.ChannelFlagRequireTag: true} {
		server := discordtest.Start(t)
		server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Channels[0].Type, g.Channels[0].Flags = discordgo.ChannelTypeGuildForum, flags
			g.Channels[0].AvailableTags = []discordgo.ForumTag{{ID: "71", Name: "History"}}
		})
		a, err := poster(t, server, discord.ClientOptions{}).Access(t.Context(), discordtest.DefaultGuild, discordtest.DefaultChannel, "")
		if err != nil || a.TagRequired != required || len(a.Tags) != 1 || a.Tags[0] != (bot.Tag{ID: "71", Name: "History"}) {
			t.Errorf("%+v, %v", a, err)
		}
	}
}

// What Access says is what the server lets the bot do.
func TestAccess(t *testing.T) {
	const (
		view    = discordgo.PermissionViewChannel
		send    = discordgo.PermissionSendMessages
		threads = discordgo.PermissionCreatePublicThreads
		role    = discordgo.PermissionOverwriteTypeRole
		member  = discordgo.PermissionOverwriteTypeMember
	)
	muted, unmuted := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	type overwrites = []*discordgo.PermissionOverwrite
	for name, test := range map[string]struct {
		everyone, botRole int64
		overwrites        overwrites
		muted             *time.Time
		owner             bool
		want              int64
		status, code      int
	}{
		"of everyone":             {everyone: view | send, want: view | send},
		"of a role":               {everyone: view, botRole: send, want: view | send},
		"hidden":                  {everyone: send, status: 403, code: bot.CodeMissingAccess},
		"denied to everyone":      {everyone: view | send, overwrites: overwrites{{ID: school, Type: role, Deny: send}}, want: view},
		"allowed to the role":     {everyone: view | send, overwrites: overwrites{{ID: "11", Type: role, Allow: send}, {ID: school, Type: role, Deny: send}}, want: view | send},
		"denied to the role":      {everyone: view | send, overwrites: overwrites{{ID: "11", Type: role, Deny: send}}, want: view},
		"denied to another role":  {everyone: view | send, overwrites: overwrites{{ID: "12", Type: role, Deny: send}}, want: view | send},
		"allowed to the bot":      {everyone: view, overwrites: overwrites{{ID: discordtest.BotID, Type: member, Allow: send}, {ID: "11", Type: role, Deny: send}}, want: view | send},
		"denied to the bot":       {everyone: view | send, overwrites: overwrites{{ID: discordtest.BotID, Type: member, Deny: send}}, want: view},
		"denied to somebody else": {everyone: view | send, overwrites: overwrites{{ID: "99", Type: member, Deny: send}}, want: view | send},
		"administrator":           {botRole: discordgo.PermissionAdministrator, overwrites: overwrites{{ID: school, Type: role, Deny: view}}, want: 1<<62 - 1},
		"owner":                   {owner: true, want: 1<<62 - 1},
		"timed out":               {everyone: view | send, muted: &muted, want: view},
		"no longer timed out":     {everyone: view | send, muted: &unmuted, want: view | send},
		"threads":                 {everyone: view | threads, want: view | threads},
	} {
		t.Run(name, func(t *testing.T) {
			server := discordtest.Start(t)
			server.ExpectRefusals()
			guild := &discordgo.Guild{
				ID: school, OwnerID: "99",
				Roles: []*discordgo.Role{
					{ID: school, Permissions: test.everyone},
					{ID: "11", Permissions: test.botRole, Mentionable: true},
					{ID: "12"},
				},
				Channels: []*discordgo.Channel{{ID: "21", Type: discordgo.ChannelTypeGuildText, PermissionOverwrites: test.overwrites}},
				Threads:  []*discordgo.Channel{{ID: "22", Type: discordgo.ChannelTypeGuildPublicThread, ParentID: "21", GuildID: school}},
				Members:  []*discordgo.Member{{User: &discordgo.User{ID: discordtest.BotID}, Roles: []string{"11"}, CommunicationDisabledUntil: test.muted}},
			}
			if test.owner {
				guild.OwnerID = discordtest.BotID
			}
			server.AddGuild(guild)
			c := poster(t, server, discord.ClientOptions{})
			for _, channel := range []string{"21", "22"} {
				access, err := c.Access(t.Context(), school, channel, "11")
				if s, code := status(err); s != test.status || code != test.code {
					t.Fatalf("Access in %s returns %v", channel, err)
				}
				if err == nil && (access.Permissions != test.want || access.Channel != channel || !access.RoleExists || !access.RolePings) {
					t.Errorf("Access in %s returns %+v, want the permissions %b", channel, access, test.want)
				}
			}
			p := post(t, "one")
			p.Channel = "21"
			_, err := c.Post(t.Context(), p)
			if can := err == nil; can != (test.want&send != 0) {
				t.Errorf("posting there returns %v", err)
			}
		})
	}
}

func TestAccessElsewhere(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.ExpectRefusals()
		server.AddGuild(&discordgo.Guild{ID: school, Roles: []*discordgo.Role{{ID: school, Permissions: discordtest.Granted}, {ID: "12"}}})
		c := poster(t, server, discord.ClientOptions{Dial: pipe.Dial})
		for what, want := range map[[2]string][2]int{
			{school, discordtest.DefaultChannel}:                   {404, bot.CodeUnknownChannel},
			{discordtest.DefaultGuild, "404"}:                      {404, bot.CodeUnknownChannel},
			{discordtest.DefaultGuild, discordtest.DefaultChannel}: {0, 0},
		} {
			if s, code := status(second(c.Access(t.Context(), what[0], what[1], ""))); s != want[0] || code != want[1] {
				t.Errorf("Access(%v) is refused with %d, %d", what, s, code)
			}
		}

		// A role that went, and one that nobody but an admin may ping.
		access, err := c.Access(t.Context(), discordtest.DefaultGuild, discordtest.DefaultChannel, "13")
		if err != nil || access.RoleExists || access.RolePings {
			t.Errorf("of a role that is not there: %+v, %v", access, err)
		}
		server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Roles = append(g.Roles, &discordgo.Role{ID: "13"})
		})
		time.Sleep(time.Minute)
		access, err = c.Access(t.Context(), discordtest.DefaultGuild, discordtest.DefaultChannel, "13")
		if err != nil || !access.RoleExists || access.RolePings {
			t.Errorf("a minute after it came: %+v, %v", access, err)
		}
	})
}

func TestIsMember(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	c := poster(t, server, discord.ClientOptions{})
	if in, err := c.IsMember(t.Context(), discordtest.DefaultGuild); !in || err != nil {
		t.Errorf("of its guild: %t, %v", in, err)
	}
	server.RemoveGuild(discordtest.DefaultGuild)
	if in, err := c.IsMember(t.Context(), discordtest.DefaultGuild); in || err != nil {
		t.Errorf("of one that it has left: %t, %v", in, err)
	}
	server.Fail(discordtest.Fault{On: "GET /guilds/{guild_id}", Status: 403, Code: 50001})
	if in, err := c.IsMember(t.Context(), "5"); in || err != nil {
		t.Errorf("of one that is hidden: %t, %v", in, err)
	}
	server.Fail(discordtest.Fault{On: "GET /guilds/{guild_id}", Status: 500, Times: -1})
	if _, err := c.IsMember(t.Context(), discordtest.DefaultGuild); err == nil {
		t.Error("an answer where Discord has none")
	}
}

// TestPostWithoutAnID has Discord, or what stands between, answer 200 with
// nothing that names a message: whether it is there is not known then.
func TestPostWithoutAnID(t *testing.T) {
	for _, answer := range []string{"null", "{}", `{"id":""}`} {
		between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, answer)
		}))
		defer between.Close()
		c, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: between.URL})
		if err != nil {
			t.Fatal(err)
		}
		var failed *bot.RequestError
		if id, err := c.Post(t.Context(), post(t, "s1-2026-11-22")); id != "" || !errors.As(err, &failed) || !failed.Unknown {
			t.Errorf("after %s: message %q, %v", answer, id, err)
		}
	}
}

// TestForumPostHasNoNonce holds that what opens a thread asks for no nonce,
// which forums do not know.
func TestForumPostHasNoNonce(t *testing.T) {
	server := discordtest.Start(t)
	server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) { g.Channels[0].Type = discordgo.ChannelTypeGuildForum })
	c := poster(t, server, discord.ClientOptions{})
	p := post(t, "s1-2026-11-22")
	p.Forum, p.Title = true, "Line of the day"
	if _, err := c.Post(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	for _, r := range server.Requests() {
		if r.Method == http.MethodPost && bytes.Contains(r.Body, []byte("nonce")) {
			t.Errorf("%s is asked for with %s", r.Path, r.Body)
		}
	}
}
