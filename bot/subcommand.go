package bot

import (
	"github.com/bwmarrin/discordgo"
)

type (
	declaredOptions = []*discordgo.ApplicationCommandOption
	givenOptions    = []*discordgo.ApplicationCommandInteractionDataOption
)

// unwrap looks into a command that has subcommands: it returns the name of the
// one that is given, and what it declares and was given. A command without
// subcommands is returned as it is. ok is false where one is needed and none
// that is declared is given.
func unwrap(declared declaredOptions, given givenOptions) (sub string, _ declaredOptions, _ givenOptions, ok bool) {
	if len(declared) == 0 || declared[0].Type != discordgo.ApplicationCommandOptionSubCommand {
		return "", declared, given, true
	}
	for _, d := range declared {
		if len(given) == 1 && given[0] != nil && given[0].Name == d.Name && given[0].Type == d.Type {
			return d.Name, d.Options, given[0].Options, true
		}
	}
	return "", nil, nil, false
}

// optionsUnder returns what a subcommand declares, or the command itself where
// it has no subcommands and sub is "". Otherwise it is nil.
func optionsUnder(declared declaredOptions, sub string) declaredOptions {
	given := givenOptions{{Name: sub, Type: discordgo.ApplicationCommandOptionSubCommand}}
	named, options, _, _ := unwrap(declared, given)
	if named != sub {
		return nil
	}
	return options
}
