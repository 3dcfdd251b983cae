package bot

import (
	"context"
	"errors"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// A scripted responder answers all interactions alike.
type scripted struct {
	seen     []*discordgo.Interaction
	response discordgo.InteractionResponse
	finished *discordgo.InteractionResponseData
}

func (s *scripted) Respond(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	s.seen = append(s.seen, i)
	return &s.response
}

func (s *scripted) Finish(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData {
	return s.finished
}

// TestConversationAnswers takes the kinds of answers one by one.
func TestConversationAnswers(t *testing.T) {
	text := func(flags discordgo.MessageFlags) *discordgo.InteractionResponseData {
		return &discordgo.InteractionResponseData{Flags: flags, Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "said"}}}
	}
	const private = discordgo.MessageFlagsEphemeral
	on := &discordgo.Message{ID: "77", Flags: private}
	for _, test := range []struct {
		name     string
		kind     discordgo.InteractionResponseType
		now      *discordgo.InteractionResponseData
		later    *discordgo.InteractionResponseData
		replaces bool
		private  bool
	}{
		{name: "a message", kind: discordgo.InteractionResponseChannelMessageWithSource, now: text(0)},
		{name: "a private one", kind: discordgo.InteractionResponseChannelMessageWithSource, now: text(private), private: true},
		{name: "an update keeps who sees it", kind: discordgo.InteractionResponseUpdateMessage, now: text(0), replaces: true, private: true},
		{name: "deferred", kind: discordgo.InteractionResponseDeferredChannelMessageWithSource, later: text(0)},
		{name: "deferred in private", kind: discordgo.InteractionResponseDeferredChannelMessageWithSource,
			now: &discordgo.InteractionResponseData{Flags: private}, later: text(0), private: true},
		{name: "a deferred update", kind: discordgo.InteractionResponseDeferredMessageUpdate, later: text(0), replaces: true, private: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &Conversation{Bot: &scripted{response: discordgo.InteractionResponse{Type: test.kind, Data: test.now}, finished: test.later}}
			o, err := c.Press(t.Context(), on, discordgo.ButtonComponent, "go")
			if err != nil {
				t.Fatal(err)
			}
			if said, ok := o.Message.Components[0].(*discordgo.TextDisplay); !ok || said.Content != "said" {
				t.Errorf("the message is %+v", o.Message.Components)
			}
			if o.Replaces != test.replaces || (o.Message.ID == on.ID) != test.replaces || isPrivate(o.Message) != test.private {
				t.Errorf("replaces %v, ID %s, private %v", o.Replaces, o.Message.ID, isPrivate(o.Message))
			}
		})
	}
	form := &discordgo.InteractionResponseData{CustomID: "form", Components: []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "title", Label: "Title"}}},
	}}
	c := &Conversation{Bot: &scripted{response: discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: form}}}
	if o, err := c.Press(t.Context(), on, discordgo.ButtonComponent, "go"); err != nil || o.Message != nil || o.Form.CustomID != "form" || o.Form.Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput).Label != "Title" {
		t.Errorf("a form: %+v, %v", o, err)
	}
	c.Bot = &scripted{response: discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong}}
	if _, err := c.Press(t.Context(), on, discordgo.ButtonComponent, "go"); !errors.Is(err, ErrOnlyDiscord) {
		t.Errorf("what cannot be shown: %v", err)
	}
}

// TestConversationPlaces gives commands on a stage and off it.
func TestConversationPlaces(t *testing.T) {
	servers := &discordgo.ApplicationCommand{Name: "servers", Contexts: &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}}
	everywhere := &discordgo.ApplicationCommand{Name: "everywhere"}
	channel := func() []*discordgo.ApplicationCommandInteractionDataOption {
		return []*discordgo.ApplicationCommandInteractionDataOption{{Name: "add", Type: discordgo.ApplicationCommandOptionSubCommand, Options: []*discordgo.ApplicationCommandInteractionDataOption{
			{Name: "where", Type: discordgo.ApplicationCommandOptionChannel, Value: "#Class 9b"},
		}}}
	}
	for _, test := range []struct {
		name     string
		command  *discordgo.ApplicationCommand
		stage    *Stage
		inServer bool
		want     bool
	}{
		{"a command for servers", servers, new(Stage), false, true},
		{"another", everywhere, new(Stage), false, false},
		{"another, in the server", everywhere, new(Stage), true, true},
		{"there is no server", servers, nil, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &scripted{response: discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource}}
			c := &Conversation{Bot: b, Stage: test.stage, InServer: test.inServer}
			for range 2 {
				if _, err := c.Command(t.Context(), test.command, channel()); err != nil {
					t.Fatal(err)
				}
			}
			first, second := b.seen[0], b.seen[1]
			if got := first.GuildID != ""; got != test.want || got != manages(first) || UserOf(first) != talkerID {
				t.Errorf("in a server: %v, managed %v, by %q", got, manages(first), UserOf(first))
			}
			if first.ID == second.ID || first.Token == second.Token {
				t.Error("two interactions have one name")
			}
			id := first.Data.(discordgo.ApplicationCommandInteractionData).Options[0].Options[0].Value.(string)
			if isID(id) != test.want {
				t.Errorf("the channel is %s", id)
			}
			if test.want && test.stage.Told("<#"+id+"> <@1> <@&9>") != "#class-9b you <@&9>" {
				t.Errorf("it is told as %q", test.stage.Told("<#"+id+"> <@1> <@&9>"))
			}
		})
	}
}

// TestConversationOnMessage hands a message over as Discord does.
func TestConversationOnMessage(t *testing.T) {
	b := &scripted{response: discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource}}
	c := &Conversation{Bot: b}
	if _, err := c.OnMessage(t.Context(), &discordgo.ApplicationCommand{Name: "Verify", Type: discordgo.MessageApplicationCommand}, "the words"); err != nil {
		t.Fatal(err)
	}
	if got := messageText(b.seen[0].Data.(discordgo.ApplicationCommandInteractionData)); got != "the words" {
		t.Errorf("the bot reads %q", got)
	}
}
