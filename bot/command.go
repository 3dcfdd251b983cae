package bot

import (
	"github.com/bwmarrin/discordgo"
)

// A command is one of the rows that the bot is made of.
type command struct {
	declaration  *discordgo.ApplicationCommand
	example      string             // of its use; see fillIn for the words in braces
	run          handler            // answers the command
	autocomplete map[string]propose // by option
	verbs        []verb             // of the buttons that belong to it
	private      bool               // a look-up that only its user sees
	slow         bool               // may take over a second: deferred, then finished
}

// commands lists the commands in the README's order.
func commands() []command {
	return []command{
		quoteCommand(),
		speakerCommand(),
		randomCommand(),
		readCommand(),
		recordsCommand(),
		helpCommand(),
	}
}

// A propose function returns what an option that is being typed may be meant
// to be, the best first.
type propose func(r *request, typed string) []choice

// A choice is shown by its name and submitted by its value, which must not be
// over maxChoice units long. A user may submit other values as well.
type choice struct{ name, value string }

// A verb is what the buttons and menus of one kind do.
type verb struct {
	name   string // in custom IDs
	fields int    // as many as its states have, at least one
	run    handler
	place  place
}

// A place says where the answer to a click goes.
type place int

const (
	inPlace place = iota // on the message itself, for who asked for it; else a private copy
	aside                // a private message of its own
)

// declare returns the declaration of a slash command that is usable in
// servers, in the bot's direct messages and wherever a user has installed it.
func declare(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	return &discordgo.ApplicationCommand{
		Type:        discordgo.ChatApplicationCommand,
		Name:        name,
		Description: description,
		Options:     options,
		Contexts: &[]discordgo.InteractionContextType{
			discordgo.InteractionContextGuild,
			discordgo.InteractionContextBotDM,
			discordgo.InteractionContextPrivateChannel,
		},
		IntegrationTypes: &[]discordgo.ApplicationIntegrationType{
			discordgo.ApplicationIntegrationGuildInstall,
			discordgo.ApplicationIntegrationUserInstall,
		},
	}
}

// textOption declares an option that takes text, proposed while it is typed.
func textOption(name, description string, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type:         discordgo.ApplicationCommandOptionString,
		Name:         name,
		Description:  description,
		Required:     required,
		Autocomplete: true,
	}
}
