package bot

import (
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// Check reports the first of Discord's rules, and of ours for every reply,
// that a response breaks.
func Check(response *discordgo.InteractionResponse) error {
	if response == nil {
		return errors.New("no response")
	}
	data := response.Data
	switch response.Type {
	case discordgo.InteractionResponsePong,
		discordgo.InteractionResponseDeferredChannelMessageWithSource,
		discordgo.InteractionResponseDeferredMessageUpdate:
		return nil
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		if data == nil {
			return errors.New("an autocompletion without data")
		}
		return checkChoices(data.Choices)
	case discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseUpdateMessage:
		return CheckMessage(data)
	case discordgo.InteractionResponseModal:
		return checkForm(data)
	}
	return fmt.Errorf("a response of the unknown type %d", response.Type)
}

func checkChoices(choices []*discordgo.ApplicationCommandOptionChoice) error {
	if len(choices) > MaxChoices {
		return fmt.Errorf("%d choices", len(choices))
	}
	for _, c := range choices {
		value, ok := c.Value.(string)
		if !ok || !Between(1, c.Name, MaxChoice) || !Between(1, value, MaxChoice) {
			return fmt.Errorf("a choice with a name of %d and a value of %d characters", Units(c.Name), Units(value))
		}
	}
	return nil
}

// CheckMessage reports the first rule that the data of a message breaks.
func CheckMessage(data *discordgo.InteractionResponseData) error {
	switch {
	case data == nil:
		return errors.New("a message without data")
	case data.Content != "" || len(data.Embeds) > 0:
		return errors.New("content or embeds beside components")
	case data.Flags&discordgo.MessageFlagsIsComponentsV2 == 0:
		return errors.New("components without their flag")
	case data.AllowedMentions == nil || data.AllowedMentions.Parse == nil || len(data.AllowedMentions.Parse) > 0,
		len(data.AllowedMentions.Roles) > 0 || len(data.AllowedMentions.Users) > 0:
		return errors.New("mentions are allowed")
	case len(data.Components) == 0:
		return errors.New("an empty message")
	}
	c := checker{customIDs: make(map[string]bool)}
	if err := c.components(data.Components, false); err != nil {
		return err
	}
	if c.count > maxComponents {
		return fmt.Errorf("%d components", c.count)
	}
	if c.text > MaxText {
		return fmt.Errorf("%d characters of text", c.text)
	}
	return checkFiles(data, c.files)
}

// A checker adds up what is limited over a whole message.
type checker struct {
	count, text int
	customIDs   map[string]bool
	files       []string // that components show
}

func (c *checker) components(components []discordgo.MessageComponent, nested bool) error {
	for _, component := range components {
		c.count++
		if err := c.component(component, nested); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) component(component discordgo.MessageComponent, nested bool) error {
	switch component := component.(type) {
	case discordgo.Container:
		if nested || len(component.Components) == 0 {
			return errors.New("a container that is empty or within another")
		}
		return c.components(component.Components, true)
	case discordgo.TextDisplay:
		c.text += Units(component.Content)
		if component.Content == "" {
			return errors.New("an empty text")
		}
	case discordgo.Separator:
	case discordgo.FileComponent:
		c.files = append(c.files, component.File.URL)
	case discordgo.MediaGallery:
		for _, item := range component.Items {
			c.files = append(c.files, item.Media.URL)
			if item.Description == nil || !Between(1, *item.Description, maxAltText) {
				return errors.New("a picture without words for those who do not see it")
			}
		}
		if len(component.Items) == 0 {
			return errors.New("a gallery without pictures")
		}
	case discordgo.ActionsRow:
		return c.row(component)
	default:
		return fmt.Errorf("a component %T in this place", component)
	}
	return nil
}

func (c *checker) row(row discordgo.ActionsRow) error {
	if len(row.Components) == 0 || len(row.Components) > maxButtons {
		return fmt.Errorf("a row of %d", len(row.Components))
	}
	for _, component := range row.Components {
		c.count++
		switch component := component.(type) {
		case discordgo.Button:
			if !Between(1, component.Label, maxLabel) {
				return fmt.Errorf("a label of %d characters", Units(component.Label))
			}
			if err := c.customID(component.CustomID); err != nil {
				return err
			}
		case discordgo.SelectMenu:
			if len(row.Components) > 1 {
				return errors.New("a menu that is not alone in its row")
			}
			if err := c.menu(component); err != nil {
				return err
			}
		default:
			return fmt.Errorf("a component %T in a row", component)
		}
	}
	return nil
}

func (c *checker) menu(menu discordgo.SelectMenu) error {
	if err := c.customID(menu.CustomID); err != nil {
		return err
	}
	if len(menu.Options) == 0 || len(menu.Options) > MaxOptions || Units(menu.Placeholder) > 150 {
		return fmt.Errorf("a menu of %d options", len(menu.Options))
	}
	values := make(map[string]bool)
	for _, o := range menu.Options {
		if !Between(1, o.Label, MaxChoice) || !Between(1, o.Value, MaxChoice) || Units(o.Description) > MaxChoice {
			return fmt.Errorf("an option with a label of %d characters", Units(o.Label))
		}
		if values[o.Value] {
			return errors.New("two options with one value")
		}
		values[o.Value] = true
	}
	return nil
}

func (c *checker) customID(id string) error {
	if !Between(1, id, maxCustomID) {
		return fmt.Errorf("a custom ID of %d characters", Units(id))
	}
	if c.customIDs[id] {
		return errors.New("two components with one custom ID")
	}
	c.customIDs[id] = true
	return nil
}
