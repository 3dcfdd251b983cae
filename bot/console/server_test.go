package console

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A fakeServerBot has commands of its own.
type fakeServerBot struct {
	fakeBot
	commands []*command
}

func (f *fakeServerBot) Commands() []*command { return f.commands }

// TestServer gives a command for servers, and posts in its channel.
func TestServer(t *testing.T) {
	var out strings.Builder
	server := &Server{Out: &out}
	f := &fakeServerBot{commands: []*command{{
		Name: "post", Description: "Posts", Contexts: &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild},
		Options: []*option{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Options: []*option{
				{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where"},
				{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "Whom"},
			}},
		},
	}}}
	err := Run(t.Context(), Options{Bot: f, Out: &out, Server: server, Script: []string{"/post add channel: #Class 9b role: @Pupils", "/post add channel: #class-9b"}})
	if err != nil || len(f.seen) != 2 {
		t.Fatalf("%d interactions, %v\n%s", len(f.seen), err, out.String())
	}
	first, second := f.seen[0], f.seen[1]
	if first.GuildID == "" || first.Member == nil || first.Member.Permissions&discordgo.PermissionManageGuild == 0 || first.Member.User.ID == "" {
		t.Errorf("the command comes from %+v", first)
	}
	options := first.ApplicationCommandData().Options[0].Options
	channel, role := options[0].Value.(string), options[1].Value.(string)
	if again := second.ApplicationCommandData().Options[0].Options[0].Value; again != channel || role == channel {
		t.Errorf("the channel is %s and then %v; the role is %s", channel, again, role)
	}
	out.Reset()
	components, err := json.Marshal([]discordgo.MessageComponent{discordgo.TextDisplay{Content: "For <@&" + role + ">: give me your hand"}})
	if err != nil {
		t.Fatal(err)
	}
	message, err := server.Post(t.Context(), bot.Post{Channel: channel, Components: components})
	if err != nil || message == "" || out.String() != "\nPosted in #class-9b:\nFor @pupils: give me your hand\n" {
		t.Errorf("%q, %v; shown:\n%s", message, err, out.String())
	}
}

// TestMisspelledCommand asks for a command one letter off.
func TestMisspelledCommand(t *testing.T) {
	_, err := parse([]*command{{Name: "quote"}, {Name: "read"}}, "", "/qoute text: rice")
	if err == nil || err.Error() != "There is no command /qoute. Did you mean /quote?" {
		t.Error(err)
	}
}
