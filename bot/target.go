package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// messageText returns the text of the message that a command was called on: what
// was written, in the message itself or in one that it forwards, or shown in
// embeds and text displays. It is "" where there is none.
func messageText(data discordgo.ApplicationCommandInteractionData) string {
	if data.Resolved == nil {
		return ""
	}
	m := data.Resolved.Messages[data.TargetID]
	if m == nil {
		return ""
	}
	texts := messageTexts(m)
	for _, s := range m.MessageSnapshots {
		if s.Message != nil {
			texts = append(texts, messageTexts(s.Message)...)
		}
	}
	return strings.ToValidUTF8(strings.Join(texts, "\n\n"), "\uFFFD")
}

func messageTexts(m *discordgo.Message) []string {
	var texts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			texts = append(texts, s)
		}
	}
	add(m.Content)
	for _, e := range m.Embeds {
		if e != nil {
			add(e.Description)
		}
	}
	var walk func([]discordgo.MessageComponent)
	walk = func(components []discordgo.MessageComponent) {
		for _, c := range components {
			switch c := c.(type) {
			case *discordgo.TextDisplay:
				add(c.Content)
			case *discordgo.Container:
				walk(c.Components)
			case *discordgo.Section:
				walk(c.Components)
			}
		}
	}
	walk(m.Components)
	return texts
}
