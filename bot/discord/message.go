package discord

import (
	"context"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// A message is the body of every message that is sent. discordgo's own bodies
// have an empty content beside Components V2 (which has none), no flags in an
// edit, no nonce, and drop an empty list of choices.
type message struct {
	Content         string                            `json:"content,omitempty"`
	Embeds          []*discordgo.MessageEmbed         `json:"embeds,omitempty"`
	Components      any                               `json:"components,omitempty"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags            `json:"flags,omitempty"`
	Attachments     *[]attachment                     `json:"attachments,omitempty"`
	Nonce           string                            `json:"nonce,omitempty"`
	EnforceNonce    bool                              `json:"enforce_nonce,omitempty"`
}

// An attachment names a file that is sent along, or that a message keeps.
type attachment struct {
	ID       string `json:"id"`
	Filename string `json:"filename,omitempty"`
}

// newMessage makes the body for data. Nothing in it pings anybody unless data
// says so.
func newMessage(data *discordgo.InteractionResponseData) message {
	m := message{Content: data.Content, Embeds: data.Embeds, AllowedMentions: data.AllowedMentions, Flags: data.Flags}
	if m.AllowedMentions == nil {
		m.AllowedMentions = &discordgo.MessageAllowedMentions{}
	}
	if m.AllowedMentions.Parse == nil {
		mentions := *m.AllowedMentions
		mentions.Parse = []discordgo.AllowedMentionType{}
		m.AllowedMentions = &mentions
	}
	if data.Components != nil {
		m.Components = data.Components
	}
	if data.Attachments != nil {
		kept := []attachment{}
		for _, a := range *data.Attachments {
			if a != nil {
				kept = append(kept, attachment{a.ID, a.Filename})
			}
		}
		m.Attachments = &kept
	}
	return m
}

// filesOf returns the files of an answer, none if it has no data.
func filesOf(data *discordgo.InteractionResponseData) []*discordgo.File {
	if data == nil {
		return nil
	}
	return data.Files
}

// A callback is the body of the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

type choices struct {
	Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"` // never null
}

type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

type deferral struct {
	Flags discordgo.MessageFlags `json:"flags"`
}

// newCallback makes the body for a response.
func newCallback(r *discordgo.InteractionResponse) callback {
	c := callback{Type: r.Type}
	data := r.Data
	if data == nil {
		return c
	}
	switch r.Type {
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		c.Data = choices{append([]*discordgo.ApplicationCommandOptionChoice{}, data.Choices...)}
	case discordgo.InteractionResponseModal:
		c.Data = modal{data.CustomID, data.Title, data.Components}
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		c.Data = deferral{data.Flags & discordgo.MessageFlagsEphemeral}
	case discordgo.InteractionResponseDeferredMessageUpdate:
	default:
		c.Data = newMessage(data)
	}
	return c
}

// answer sends the first answer to an interaction. That it was answered
// already is no error after an attempt that may have got through; at the first
// one, somebody else answers it.
func (c *Client) answer(ctx context.Context, i *discordgo.Interaction, r *discordgo.InteractionResponse) error {
	before, err := c.try(ctx, request{
		method: http.MethodPost,
		path:   fmt.Sprintf("interactions/%s/%s/callback", i.ID, i.Token),
		in:     newCallback(r),
		files:  filesOf(r.Data),
		answer: true,
	})
	if refusedWith(err, codeAlreadyAcknowledged) && before {
		return nil
	}
	return err
}

// edit replaces the first answer to an interaction, which may be a deferral.
// Whether it is ephemeral was settled then.
func (c *Client) edit(ctx context.Context, i *discordgo.Interaction, data *discordgo.InteractionResponseData) error {
	m := newMessage(data)
	m.Flags &= discordgo.MessageFlagsIsComponentsV2 | discordgo.MessageFlagsSuppressEmbeds
	return c.do(ctx, request{
		method: http.MethodPatch,
		path:   fmt.Sprintf("webhooks/%s/%s/messages/@original", i.AppID, i.Token),
		in:     m,
		files:  data.Files,
		answer: true,
	})
}

// EditAnswer replaces the first answer to an interaction, within 15 minutes of
// it. All its errors that come of a request are [*bot.RequestError].
func (c *Client) EditAnswer(ctx context.Context, application, token string, data *discordgo.InteractionResponseData) error {
	return c.edit(ctx, &discordgo.Interaction{AppID: application, Token: token}, data)
}
