package console

import (
	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Parse reads a line that begins with a slash, such as "/quote text: a line", as
// the console does, in any language that the commands have names in. The options
// are as Discord would send them, but for the names of channels and roles. The
// error is a sentence for the one who typed. example says how a command is used.
func Parse(commands []*discordgo.ApplicationCommand, locale discordgo.Locale, line string, example func(command string, l *bot.Language) string) (*discordgo.ApplicationCommand, []*discordgo.ApplicationCommandInteractionDataOption, error) {
	s := &session{commands: slashCommands(commands), talk: &bot.Conversation{Locale: locale}}
	c, err := parse(s.commands, locale, s.localized(normal(line)))
	if err == nil {
		err = c.stray(s.commands, nil)
	}
	if err != nil {
		return nil, nil, err
	}
	options, err := c.given(example(c.command.Name, bot.LanguageOf(string(locale))))
	if err != nil {
		return nil, nil, err
	}
	return c.command, options, nil
}

// Value makes of what was typed for an option the value that Discord would send.
// The error is a sentence for the one who typed.
func Value(o *discordgo.ApplicationCommandOption, text string) (any, error) {
	return convert(o, discordgo.EnglishUS, normal(text))
}
