package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// decodeInteraction reads an interaction as Discord sent it. Where it cannot
// be read or is not whole, it returns an error, and with it as much of the
// interaction as an answer needs: nil, if there is not even that.
func decodeInteraction(raw json.RawMessage) (*discordgo.Interaction, error) {
	// discordgo knows no component newer than itself and gives up at one. The
	// answer does not need the components of a message.
	for _, readable := range []func(json.RawMessage) json.RawMessage{asItIs, withoutComponents} {
		i := new(discordgo.Interaction)
		// Its own method, which reads it all: to be asked by way of
		// encoding/json would have it read twice more.
		if err := i.UnmarshalJSON(readable(raw)); err == nil && answerable(i) {
			if err := whole(i); err != nil {
				return i, fmt.Errorf("%w: %w", errUnreadable, err)
			}
			return i, nil
		}
	}
	var i struct {
		ID      string                    `json:"id"`
		AppID   string                    `json:"application_id"`
		Type    discordgo.InteractionType `json:"type"`
		Token   string                    `json:"token"`
		GuildID any                       `json:"guild_id"`
	}
	if err := json.Unmarshal(raw, &i); err != nil {
		return nil, errors.New("not an interaction's JSON")
	}
	guild, _ := i.GuildID.(string)
	bare := &discordgo.Interaction{ID: i.ID, AppID: i.AppID, Type: i.Type, Token: i.Token, GuildID: guild}
	if !answerable(bare) {
		return nil, errors.New("an interaction without an ID, a token or a known type")
	}
	return bare, errUnreadable
}

// errUnreadable is of an interaction that there is an answer to, but no more.
var errUnreadable = errors.New("an interaction that cannot be read")

func asItIs(raw json.RawMessage) json.RawMessage { return raw }

// withoutComponents takes every list of components out of an interaction but
// the one that a modal was filled in with. It returns nil if raw is no JSON.
func withoutComponents(raw json.RawMessage) json.RawMessage {
	var i map[string]any
	if json.Unmarshal(raw, &i) != nil {
		return nil
	}
	for name, value := range i {
		data, isData := value.(map[string]any)
		if filled, ok := data["components"]; ok && isData && name == "data" {
			strip(value)
			data["components"] = filled
			continue
		}
		strip(value)
	}
	stripped, err := json.Marshal(i)
	if err != nil {
		return nil
	}
	return stripped
}

func strip(value any) {
	switch value := value.(type) {
	case map[string]any:
		delete(value, "components")
		for _, v := range value {
			strip(v)
		}
	case []any:
		for _, v := range value {
			strip(v)
		}
	}
}

// isPathSegment reports whether a token can stand in a path. Discord does not
// say what its tokens are made of. What matters is that one cannot lead to
// another path.
func isPathSegment(token string) bool {
	return token != "" && !strings.ContainsRune(".~+", rune(token[0])) && !strings.ContainsFunc(token, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_=.~+-", r))
	})
}

// answerable reports whether there is where to send an answer to.
func answerable(i *discordgo.Interaction) bool {
	return isSnowflake(i.ID) && isSnowflake(i.AppID) &&
		isPathSegment(i.Token) &&
		kinds[i.Type] != ""
}

// whole returns an error if something is missing from an interaction that a
// responder may rely on: who, what, and on which message.
func whole(i *discordgo.Interaction) error {
	if (i.Member == nil || i.Member.User == nil) && i.User == nil {
		return errors.New("an interaction of nobody's")
	}
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if data.Name == "" || !wholeOptions(data.Options) {
			return errors.New("a command without a name or with an empty option")
		}
	case discordgo.MessageComponentInteractionData:
		if i.Message == nil {
			return errors.New("a click on no message")
		}
	case discordgo.ModalSubmitInteractionData:
	default:
		return fmt.Errorf("an interaction of type %d without data", i.Type)
	}
	return nil
}

func wholeOptions(options []*discordgo.ApplicationCommandInteractionDataOption) bool {
	for _, o := range options {
		if o == nil || o.Name == "" || !wholeOptions(o.Options) {
			return false
		}
	}
	return true
}

// kinds name the types of interactions for the log.
var kinds = map[discordgo.InteractionType]string{
	discordgo.InteractionApplicationCommand:             "command",
	discordgo.InteractionApplicationCommandAutocomplete: "autocomplete",
	discordgo.InteractionMessageComponent:               "component",
	discordgo.InteractionModalSubmit:                    "modal",
}

// verb finds the verb in a custom ID, "1:verb:…", which is all of it that a log
// may hold: the rest can be a query.
var verb = regexp.MustCompile(`^[0-9]{1,4}:([a-z]{1,16})(?::|$)`)

// commandName returns what was asked for: a command with its subcommands, or
// the verb of a button, a menu or a modal.
func commandName(i *discordgo.Interaction) string {
	custom := ""
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		words := []string{data.Name}
		options := data.Options
		for len(options) == 1 && options[0] != nil && options[0].Type <= discordgo.ApplicationCommandOptionSubCommandGroup {
			words = append(words, options[0].Name)
			options = options[0].Options
		}
		return strings.Join(words, " ")
	case discordgo.MessageComponentInteractionData:
		custom = data.CustomID
	case discordgo.ModalSubmitInteractionData:
		custom = data.CustomID
	}
	if m := verb.FindStringSubmatch(custom); m != nil {
		return m[1]
	}
	return ""
}
