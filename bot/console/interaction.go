package console

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// The one who types, where, and to whom, as Discord would name them.
const (
	userID    = "1"
	channelID = "2"
	botID     = "3"
)

// interaction returns what all interactions of the console have in common: a
// user in the bot's direct messages.
func (s *session) interaction(kind discordgo.InteractionType, data discordgo.InteractionData) *discordgo.Interaction {
	s.lastID++
	return &discordgo.Interaction{
		ID:        strconv.Itoa(s.lastID),
		AppID:     botID,
		Type:      kind,
		Data:      data,
		ChannelID: channelID,
		User:      s.user(),
		Locale:    s.locale,
		Context:   discordgo.InteractionContextBotDM,
		Token:     "console",
		Version:   1,
	}
}

func (s *session) user() *discordgo.User { return &discordgo.User{ID: userID, Username: "you"} }

// run runs a command and shows what it answers.
func (s *session) run(ctx context.Context, c *call) error {
	options, err := c.given(s.bot.Example(c.command.Name))
	if err != nil {
		return err
	}
	for _, v := range c.values {
		if t := v.option.Type; s.server == nil && (t == discordgo.ApplicationCommandOptionChannel || t == discordgo.ApplicationCommandOptionRole) {
			return mistakef("%s is something of a Discord server, and the console has no server.", v.option.Name)
		}
	}
	if warning := c.slip(); warning != "" {
		s.print(s.page.Plain(warning))
	}
	s.chosen(c, options)
	i := s.interaction(discordgo.InteractionApplicationCommand, data(c, options))
	if s.server != nil && inServer(c.command) {
		s.server.locate(options)
		place(i)
	}
	if err := s.respond(ctx, i, nil); err != nil || s.after == nil {
		return err
	}
	return s.after(ctx)
}

func data(c *call, options []*given) discordgo.ApplicationCommandInteractionData {
	return discordgo.ApplicationCommandInteractionData{
		ID:          c.command.ID,
		Name:        c.command.Name,
		CommandType: discordgo.ChatApplicationCommand,
		Options:     options,
	}
}

// press presses controls of the current reply: one button, or options of one
// select menu.
func (s *session) press(ctx context.Context, controls []control) error {
	first := controls[0]
	pressed := discordgo.MessageComponentInteractionData{CustomID: first.customID, ComponentType: first.kind}
	for _, c := range controls {
		if c.kind == discordgo.SelectMenuComponent {
			pressed.Values = append(pressed.Values, c.value)
		}
	}
	i := s.interaction(discordgo.InteractionMessageComponent, pressed)
	i.Message = s.message
	return s.respond(ctx, i, s.message)
}

// respond lets the bot answer i and shows the answer. on is the message whose
// control was pressed, nil for a command.
func (s *session) respond(ctx context.Context, i *discordgo.Interaction, on *discordgo.Message) error {
	response := s.bot.Respond(ctx, i)
	data := response.Data
	replaces := false
	switch response.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
	case discordgo.InteractionResponseUpdateMessage:
		replaces = true
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		var flags discordgo.MessageFlags
		if data != nil {
			flags = data.Flags & discordgo.MessageFlagsEphemeral
		}
		if data = s.bot.Finish(ctx, i); data != nil {
			data.Flags |= flags
		}
	case discordgo.InteractionResponseDeferredMessageUpdate:
		replaces = true
		data = s.bot.Finish(ctx, i)
	default:
		return mistakef("The answer is of a kind that only Discord can show.")
	}
	if data == nil {
		data = new(discordgo.InteractionResponseData)
	}
	m, err := received(data)
	if err != nil {
		return fmt.Errorf("show the answer to interaction %s: %w", i.ID, err)
	}
	if replaces && on != nil {
		m.ID, m.InteractionMetadata = on.ID, on.InteractionMetadata
		m.Flags |= on.Flags & discordgo.MessageFlagsEphemeral
	} else {
		m.ID = i.ID
		m.InteractionMetadata = &discordgo.MessageInteractionMetadata{ID: i.ID, Type: i.Type, User: s.user()}
	}
	files, err := s.write(data.Files)
	if err != nil {
		return err
	}
	s.shown(m, files, replaces)
	return nil
}

// write writes the files of an answer to the session's folder, and returns by
// the addresses that components have for them where each one is.
func (s *session) write(files []*discordgo.File) (map[string]string, error) {
	if len(files) == 0 || s.folder == "" {
		return nil, nil
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for pictures: %w", err)
	}
	written := make(map[string]string, len(files))
	for _, f := range files {
		data, err := io.ReadAll(f.Reader)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Name, err)
		}
		path := filepath.Join(s.folder, fmt.Sprintf("%d-%s", s.lastID, filepath.Base(f.Name)))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.Name, err)
		}
		written["attachment://"+f.Name] = path
	}
	return written, nil
}

// received returns the message that Discord would make of an answer. It goes
// through JSON, so that components are of the types that Discord's would be.
func received(data *discordgo.InteractionResponseData) (*discordgo.Message, error) {
	raw, err := json.Marshal(map[string]any{
		"content":    data.Content,
		"components": data.Components,
		"flags":      data.Flags,
		"channel_id": channelID,
		"author":     discordgo.User{ID: botID, Username: "rapporteur", Bot: true},
	})
	if err != nil {
		return nil, err
	}
	m := new(discordgo.Message)
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, err
	}
	return m, nil
}
