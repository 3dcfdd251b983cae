package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus/search"
)

// A handler answers a request. Its error is a [*refusal] where the user is to
// read why.
type handler func(context.Context, *request) (reply, error)

// A request is what a handler gets: checked input, and the library as it is
// for the whole of this answer.
type request struct {
	bot     *Bot
	index   *search.Index
	command *command
	options map[string]string // of the command, by name; "true" for a boolean that is set
	fields  []string          // of the button, as many as its verb has
	chosen  string            // in a menu
	private bool              // only the user sees the answer

	subcommand  string  // "" where the command has none
	guild, user string  // where and whose the interaction is, by ID; guild is "" outside servers
	interaction string  // its ID
	refused     []error // why files were not loaded, if that is the user's to know
}

// optionsOf reads the options that a command declares, and no others, from an
// interaction's data. wrong names one that came in a form that the command
// does not declare, or is required and missing.
func optionsOf(declared []*discordgo.ApplicationCommandOption, given []*discordgo.ApplicationCommandInteractionDataOption) (options map[string]string, wrong string) {
	options = make(map[string]string, len(declared))
	for _, d := range declared {
		for _, g := range given {
			if g == nil || g.Name != d.Name {
				continue
			}
			value, ok := optionValue(d.Type, g)
			if !ok {
				wrong = d.Name
				continue
			}
			options[d.Name] = value
		}
		if d.Required && strings.TrimSpace(options[d.Name]) == "" {
			wrong = d.Name
		}
	}
	return options, wrong
}

func optionValue(declared discordgo.ApplicationCommandOptionType, given *discordgo.ApplicationCommandInteractionDataOption) (value string, ok bool) {
	if given.Type != declared {
		return "", false
	}
	switch v := given.Value.(type) {
	case string:
		switch declared {
		case discordgo.ApplicationCommandOptionString:
			return strings.TrimSpace(strings.ToValidUTF8(v, "\uFFFD")), true
		case discordgo.ApplicationCommandOptionChannel, discordgo.ApplicationCommandOptionRole:
			return v, isID(v)
		}
	case bool:
		if v {
			value = "true"
		}
		return value, declared == discordgo.ApplicationCommandOptionBoolean
	}
	return "", false
}

// isID reports whether s is an ID of Discord's.
func isID(s string) bool {
	return s != "" && len(s) <= 20 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// focused returns the option that is being typed, "" if there is none.
func focused(given []*discordgo.ApplicationCommandInteractionDataOption) string {
	for _, g := range given {
		if g != nil && g.Focused {
			return g.Name
		}
	}
	return ""
}

// ask returns a refusal that asks for an option's value, with a menu that
// carries the command on with the one chosen. Where the request is too long
// to be kept in the menu, it says how to carry on by hand.
func (r *request) ask(option string, question markdown, choices []discordgo.SelectMenuOption) error {
	var answer reply
	answer.add(question)
	values := make([]string, len(r.command.declaration.Options))
	for i, d := range r.command.declaration.Options {
		if d.Name != option {
			values[i] = r.options[d.Name]
		}
	}
	s := state{askVerb, []string{r.command.declaration.Name, option, packed(values...)}}
	if units(s.String()) <= maxCustomID {
		answer.menu(s, "Choose one to go on", choices)
		return &refusal{answer}
	}
	var names []string
	for _, c := range choices {
		names = append(names, string(plain(clip(c.Label, maxChoice))))
	}
	answer.add(markdown("Please run the command again with one of these as `" + option + "`: " + clip(strings.Join(names, "; "), 2500) + "."))
	return &refusal{answer}
}

// share returns the button that posts publicly what s shows; none where
// everybody sees it already.
func (r *request) share(s state) discordgo.Button {
	if !r.private || !s.shareable() {
		return discordgo.Button{}
	}
	return button("Share", shared(s))
}
