package bot

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Limits of Discord's forms, which it calls modals.
const (
	maxFormTitle = 45
	maxFormLabel = 45
	maxFormText  = 4000
	maxFormLines = 5
)

// A Form asks for a few lines of text. What is typed comes back as a click with
// [Request.Form].
type Form struct {
	Title Key
	Click Click
	Lines []FormLine // at most five
}

// A FormLine is one text of a form.
type FormLine struct {
	Name  string // by which it comes back
	Label Key
	Value string // what stands in it at first
	Most  int    // units
	Long  bool   // over several lines
}

// checkForm reports the first rule that a form breaks.
func checkForm(data *discordgo.InteractionResponseData) error {
	if data == nil || !Between(1, data.CustomID, maxCustomID) || !Between(1, data.Title, maxFormTitle) {
		return errors.New("a form without a custom ID or a title")
	}
	if len(data.Components) == 0 || len(data.Components) > maxFormLines {
		return fmt.Errorf("a form of %d lines", len(data.Components))
	}
	names := make(map[string]bool)
	for _, component := range data.Components {
		row, ok := component.(discordgo.ActionsRow)
		if !ok || len(row.Components) != 1 {
			return errors.New("a line of a form that is no text")
		}
		input, ok := row.Components[0].(discordgo.TextInput)
		if !ok || !Between(1, input.CustomID, maxCustomID) || names[input.CustomID] || !Between(1, input.Label, maxFormLabel) {
			return errors.New("a line of a form without a name or a label of its own")
		}
		names[input.CustomID] = true
		if input.MaxLength < 1 || input.MaxLength > maxFormText || Units(input.Value) > input.MaxLength {
			return fmt.Errorf("a line of a form with %d characters, of %d at most", Units(input.Value), input.MaxLength)
		}
	}
	return nil
}

// mostFormLines and the length of each bound what is read of a form that
// somebody sends, whatever was asked.
const mostFormLines = 2 * maxFormLines

// formOf returns what was typed into a form, by line.
func formOf(data discordgo.ModalSubmitInteractionData) map[string]string {
	typed := make(map[string]string)
	var walk func(components []discordgo.MessageComponent)
	walk = func(components []discordgo.MessageComponent) {
		for _, c := range components {
			switch c := c.(type) {
			case *discordgo.ActionsRow:
				walk(c.Components)
			case *discordgo.TextInput:
				if len(typed) < mostFormLines {
					text := strings.ToValidUTF8(c.Value, "\uFFFD")
					typed[c.CustomID] = strings.TrimSpace(firstUnits(text, maxFormText))
				}
			}
		}
	}
	walk(data.Components)
	return typed
}
