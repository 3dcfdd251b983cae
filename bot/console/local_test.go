package console

import (
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// TestNamesInErrors holds that what the console says of a command has the names
// of the language in which it was typed.
func TestNamesInErrors(t *testing.T) {
	const de = discordgo.German
	words, add := text("text", true, false), text("time", true, false)
	speaker := text("speaker", false, true)
	words.NameLocalizations = map[discordgo.Locale]string{de: "worte"}
	add.NameLocalizations = map[discordgo.Locale]string{de: "uhrzeit"}
	speaker.NameLocalizations = map[discordgo.Locale]string{de: "sprecher"}
	quote, daily := map[discordgo.Locale]string{de: "zitat"}, map[discordgo.Locale]string{de: "täglich"}
	commands := []*command{
		{Name: "quote", NameLocalizations: &quote, Options: []*option{words, speaker}},
		{Name: "daily", NameLocalizations: &daily, Options: []*option{{
			Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add",
			NameLocalizations: map[discordgo.Locale]string{de: "anlegen"}, Options: []*option{add},
		}}},
	}
	for line, want := range map[string]string{
		"/zitta worte: reis":                    "There is no command /zitta. Did you mean /zitat?",
		"/frage":                                "There is no command /frage. The commands are: /zitat, /täglich.",
		"/täglich weg":                          "/täglich needs one of these words after it: anlegen.",
		"/daily add":                            "/täglich anlegen needs the option uhrzeit. For example: /täglich anlegen uhrzeit: 7",
		"/zitat sprecher: Guevara":              "/zitat needs the option worte.",
		"/zitat wort: reis":                     "/zitat has no option “wort”. Did you mean “worte:”?",
		"/zitat reis worte: reis":               "worte is given twice: once without its name, and once with it.",
		"/zitat worte: reis sprecher: Guevara ": "",
	} {
		_, _, err := Parse(commands, de, line, func(string, *bot.Language) string { return "/täglich anlegen uhrzeit: 7" })
		said := ""
		if err != nil {
			said = err.Error()
		}
		if said != want {
			t.Errorf("%s: %q, want %q", line, said, want)
		}
	}
}
