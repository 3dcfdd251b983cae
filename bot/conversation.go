package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"
)

// A Responder answers interactions. A [Bot] is one, and says what the methods
// promise.
type Responder interface {
	Respond(context.Context, *discordgo.Interaction) *discordgo.InteractionResponse
	Finish(context.Context, *discordgo.Interaction) *discordgo.InteractionResponseData
}

// A Conversation is one person's with a bot, where there is no Discord between
// them: it makes the interactions that Discord would make of what is typed and
// pressed, and the messages that Discord would make of the answers. It may be
// used from any number of goroutines.
type Conversation struct {
	Bot    Responder
	Locale discordgo.Locale // of the person; "" is English
	Stage  *Stage           // the server in which commands for servers are given; nil for none
	// InServer gives all commands there, in place of the bot's direct messages.
	InServer bool
	// Printed says that no message can be edited once it was shown: no interaction
	// has a token by which its answer could be.
	Printed bool

	begun  atomic.Int64  // interactions
	before *Conversation // which counts them, nil for itself
}

// As returns the conversation as it goes on in another language, or elsewhere.
// Both may be used.
func (c *Conversation) As(locale discordgo.Locale, inServer bool) *Conversation {
	first := c
	if c.before != nil {
		first = c.before
	}
	return &Conversation{Bot: c.Bot, Locale: locale, Stage: c.Stage, InServer: inServer, Printed: c.Printed, before: first}
}

// next returns the ID of an interaction.
func (c *Conversation) next() string {
	if c.before != nil {
		return c.before.next()
	}
	return strconv.FormatInt(firstTalk+c.begun.Add(1), 10)
}

// The one who talks, where, and to whom, as Discord would name them.
const (
	channelID = "2"
	botID     = "3"
	firstTalk = 1000 // interactions are counted from the next on
)

// TalkToken and an interaction's ID are its token. Its first answer has the same
// ID.
const TalkToken = "talk"

// An Outcome is what a person gets to see of an answer: a message, or a form.
type Outcome struct {
	Message  *discordgo.Message // of components as they come out of JSON: pointers
	Replaces bool               // the message on which something was pressed
	Files    []*discordgo.File  // of the message
	Form     *discordgo.InteractionResponseData
}

// ErrOnlyDiscord is of an answer that nothing but Discord can show.
var ErrOnlyDiscord = errors.New("the answer is of a kind that only Discord can show")

// Command gives a command with options as Discord would send them, except that
// channels and roles are named, not numbered. An option that is a file has the
// ID of one of those attached.
func (c *Conversation) Command(ctx context.Context, command *discordgo.ApplicationCommand, options []*discordgo.ApplicationCommandInteractionDataOption, attached ...*discordgo.MessageAttachment) (Outcome, error) {
	i := c.command(discordgo.InteractionApplicationCommand, command, options)
	if len(attached) > 0 {
		data := i.Data.(discordgo.ApplicationCommandInteractionData)
		data.Resolved = &discordgo.ApplicationCommandInteractionDataResolved{Attachments: make(map[string]*discordgo.MessageAttachment)}
		for _, a := range attached {
			data.Resolved.Attachments[a.ID] = a
		}
		i.Data = data
	}
	return c.respond(ctx, i, nil)
}

// Propose returns what the bot proposes for the option that has the focus.
func (c *Conversation) Propose(ctx context.Context, command *discordgo.ApplicationCommand, options []*discordgo.ApplicationCommandInteractionDataOption) []*discordgo.ApplicationCommandOptionChoice {
	response := c.Bot.Respond(ctx, c.command(discordgo.InteractionApplicationCommandAutocomplete, command, options))
	if response.Type != discordgo.InteractionApplicationCommandAutocompleteResult || response.Data == nil {
		return nil
	}
	return response.Data.Choices
}

// OnMessage gives a command of a message's menu, on a message of that text.
func (c *Conversation) OnMessage(ctx context.Context, command *discordgo.ApplicationCommand, text string) (Outcome, error) {
	const target = "5"
	i := c.interaction(discordgo.InteractionApplicationCommand, discordgo.ApplicationCommandInteractionData{
		ID: command.ID, Name: command.Name, CommandType: discordgo.MessageApplicationCommand, TargetID: target,
		Resolved: &discordgo.ApplicationCommandInteractionDataResolved{Messages: map[string]*discordgo.Message{
			target: {ID: target, ChannelID: channelID, Content: text, Author: c.talker()},
		}},
	}, command)
	return c.respond(ctx, i, nil)
}

// Press presses a button of a message, or chooses values of one of its menus.
func (c *Conversation) Press(ctx context.Context, on *discordgo.Message, kind discordgo.ComponentType, customID string, values ...string) (Outcome, error) {
	i := c.interaction(discordgo.InteractionMessageComponent, discordgo.MessageComponentInteractionData{
		CustomID: customID, ComponentType: kind, Values: values,
	}, nil)
	i.Message = on
	return c.respond(ctx, i, on)
}

// Submit sends a form that was filled in. on is the message whose button has
// opened it, nil for a command's.
func (c *Conversation) Submit(ctx context.Context, on *discordgo.Message, customID string, components []discordgo.MessageComponent) (Outcome, error) {
	i := c.interaction(discordgo.InteractionModalSubmit, discordgo.ModalSubmitInteractionData{CustomID: customID, Components: components}, nil)
	i.Message = on
	return c.respond(ctx, i, on)
}

func (c *Conversation) command(kind discordgo.InteractionType, command *discordgo.ApplicationCommand, options []*discordgo.ApplicationCommandInteractionDataOption) *discordgo.Interaction {
	i := c.interaction(kind, discordgo.ApplicationCommandInteractionData{
		ID: command.ID, Name: command.Name, CommandType: discordgo.ChatApplicationCommand, Options: options,
	}, command)
	if c.Stage != nil && i.GuildID != "" {
		c.Stage.Locate(options)
	}
	return i
}

// interaction returns what all interactions have in common. command is the one
// that is given, nil for none.
func (c *Conversation) interaction(kind discordgo.InteractionType, data discordgo.InteractionData, command *discordgo.ApplicationCommand) *discordgo.Interaction {
	locale := c.Locale
	if locale == "" {
		locale = discordgo.EnglishUS
	}
	i := &discordgo.Interaction{
		ID:        c.next(),
		AppID:     botID,
		Type:      kind,
		Data:      data,
		ChannelID: channelID,
		User:      c.talker(),
		Locale:    locale,
		Context:   discordgo.InteractionContextBotDM,
		Version:   1,
	}
	if !c.Printed {
		i.Token = TalkToken + i.ID
	}
	if c.Stage != nil && (c.InServer || command != nil && forServers(command)) {
		c.Stage.place(i)
	}
	return i
}

func (*Conversation) talker() *discordgo.User {
	return &discordgo.User{ID: talkerID, Username: "you"}
}

// forServers reports whether a command works in servers alone.
func forServers(c *discordgo.ApplicationCommand) bool {
	return c.Contexts != nil && len(*c.Contexts) == 1 && (*c.Contexts)[0] == discordgo.InteractionContextGuild
}

// respond lets the bot answer, and finish what it defers. on is the message on
// which something was pressed.
func (c *Conversation) respond(ctx context.Context, i *discordgo.Interaction, on *discordgo.Message) (Outcome, error) {
	response := c.Bot.Respond(ctx, i)
	data := response.Data
	var o Outcome
	switch response.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
	case discordgo.InteractionResponseUpdateMessage:
		o.Replaces = true
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		var flags discordgo.MessageFlags
		if data != nil {
			flags = data.Flags & discordgo.MessageFlagsEphemeral
		}
		if data = c.Bot.Finish(ctx, i); data != nil {
			data.Flags |= flags
		}
	case discordgo.InteractionResponseDeferredMessageUpdate:
		o.Replaces = true
		data = c.Bot.Finish(ctx, i)
	case discordgo.InteractionResponseModal:
		m, err := Received(data)
		if err != nil {
			return Outcome{}, fmt.Errorf("show the form of interaction %s: %w", i.ID, err)
		}
		return Outcome{Form: &discordgo.InteractionResponseData{CustomID: data.CustomID, Title: data.Title, Components: m.Components}}, nil
	default:
		return Outcome{}, ErrOnlyDiscord
	}
	if data == nil {
		data = new(discordgo.InteractionResponseData)
	}
	m, err := Received(data)
	if err != nil {
		return Outcome{}, fmt.Errorf("show the answer to interaction %s: %w", i.ID, err)
	}
	if o.Replaces = o.Replaces && on != nil; o.Replaces {
		m.ID, m.InteractionMetadata = on.ID, on.InteractionMetadata
		m.Flags |= on.Flags & discordgo.MessageFlagsEphemeral
	} else {
		m.ID = i.ID
		m.InteractionMetadata = &discordgo.MessageInteractionMetadata{ID: i.ID, Type: i.Type, User: c.talker()}
	}
	o.Message, o.Files = m, data.Files
	return o, nil
}

// Received returns the message that Discord would make of an answer. It goes
// through JSON, so that components are of the types that Discord's would be.
func Received(data *discordgo.InteractionResponseData) (*discordgo.Message, error) {
	return messageOf(map[string]any{
		"content":    data.Content,
		"components": data.Components,
		"flags":      data.Flags,
		"channel_id": channelID,
		"author":     discordgo.User{ID: botID, Username: "rapporteur", Bot: true},
	})
}
