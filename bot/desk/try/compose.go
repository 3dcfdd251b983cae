package try

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

type (
	command = discordgo.ApplicationCommand
	option  = discordgo.ApplicationCommandOption
	given   = discordgo.ApplicationCommandInteractionDataOption
)

// A usage is a command, or one of its subcommands, as it is chosen and filled
// in.
type usage struct {
	command *command
	path    []*option // the subcommand group and the subcommand, as far as there are
	options []*option

	Path        string // "daily add": by which it is asked for
	Name        string // "/daily add", in the language of the person
	Description string
	Fields      []field // those that are required, first
	Optional    []field
}

// A field is an option to be filled in.
type field struct {
	*option
	Key         string // in forms
	Label       string
	Description string
	Kind        string // of control: text, choices, yes, number, channel, role, file
	Choices     []choice
}

// A choice is shown by its name.
type choice struct{ Name, Value string }

// usages returns all ways to use commands, in a language, in the order of the
// commands.
func usages(commands []*command, locale discordgo.Locale) []usage {
	var all []usage
	for _, c := range commands {
		if c.Type != 0 && c.Type != discordgo.ChatApplicationCommand {
			continue
		}
		u := usage{command: c, Path: c.Name, Name: "/" + localName(c.NameLocalizations, locale, c.Name), Description: localName(c.DescriptionLocalizations, locale, c.Description)}
		all = append(all, u.below(c.Options, locale)...)
	}
	return all
}

// messageCommands returns the commands of a message's menu.
func messageCommands(commands []*command) []*command {
	var all []*command
	for _, c := range commands {
		if c.Type == discordgo.MessageApplicationCommand {
			all = append(all, c)
		}
	}
	return all
}

// below returns the usages of a command's options: one, or those of its
// subcommands.
func (u usage) below(options []*option, locale discordgo.Locale) []usage {
	if len(options) == 0 || !isSubcommand(options[0]) {
		u.options = options
		for _, o := range options {
			if f := newField(o, locale); o.Required {
				u.Fields = append(u.Fields, f)
			} else {
				u.Optional = append(u.Optional, f)
			}
		}
		return []usage{u}
	}
	var all []usage
	for _, o := range options {
		sub := u
		sub.path = append(u.path[:len(u.path):len(u.path)], o)
		sub.Path += " " + o.Name
		sub.Name += " " + localName(&o.NameLocalizations, locale, o.Name)
		sub.Description = localName(&o.DescriptionLocalizations, locale, o.Description)
		all = append(all, sub.below(o.Options, locale)...)
	}
	return all
}

func localName(names *map[discordgo.Locale]string, locale discordgo.Locale, name string) string {
	if names == nil {
		return name
	}
	return cmp.Or((*names)[locale], name)
}

func isSubcommand(o *option) bool {
	return o.Type == discordgo.ApplicationCommandOptionSubCommand || o.Type == discordgo.ApplicationCommandOptionSubCommandGroup
}

// kinds are the controls by which options are filled in; others are texts.
var kinds = map[discordgo.ApplicationCommandOptionType]string{
	discordgo.ApplicationCommandOptionBoolean:    "yes",
	discordgo.ApplicationCommandOptionInteger:    "number",
	discordgo.ApplicationCommandOptionNumber:     "number",
	discordgo.ApplicationCommandOptionChannel:    "channel",
	discordgo.ApplicationCommandOptionRole:       "role",
	discordgo.ApplicationCommandOptionAttachment: "file",
}

func newField(o *option, locale discordgo.Locale) field {
	f := field{
		option: o, Key: "o:" + o.Name, Label: localName(&o.NameLocalizations, locale, o.Name),
		Description: localName(&o.DescriptionLocalizations, locale, o.Description), Kind: cmp.Or(kinds[o.Type], "text"),
	}
	for _, c := range o.Choices {
		f.Kind = "choices"
		f.Choices = append(f.Choices, choice{localName(&c.NameLocalizations, locale, c.Name), fmt.Sprint(c.Value)})
	}
	return f
}

// A Value function makes of what was typed for an option the value that Discord
// would send. Its error is a [*bot.Refusal].
type Value func(o *discordgo.ApplicationCommandOption, text string) (any, error)

// chosenKey is the key of the value behind what a field shows, where that was
// chosen from proposals.
func chosenKey(o *option) string { return "v:" + o.Name }

// read reads a form into options, and into the line that somebody would have
// typed. focus is the option that is being typed, "" for none: then the others
// are taken as far as they can be.
func (u usage) read(form url.Values, value Value, focus string) (options []*given, line string, err error) {
	line = u.Name
	for _, f := range append(u.Fields[:len(u.Fields):len(u.Fields)], u.Optional...) {
		o := f.option
		shown := strings.TrimSpace(form.Get(f.Key))
		if f.Kind == "file" {
			shown = strings.TrimSpace(form.Get("n:" + o.Name)) // the file itself is no value
		}
		if o.Name == focus {
			options = append(options, &given{Name: o.Name, Type: o.Type, Value: shown, Focused: true})
			continue
		}
		if shown == "" {
			if o.Required && focus == "" {
				return nil, "", bot.Refuse("%s needs the option %s.", u.Name, f.Label)
			}
			continue
		}
		g := &given{Name: o.Name, Type: o.Type}
		if chosen := form.Get(chosenKey(o)); chosen != "" && o.Type == discordgo.ApplicationCommandOptionString {
			g.Value = chosen
		} else if f.Kind == "file" {
			g.Value = "" // until it is attached
		} else if g.Value, err = value(o, shown); err != nil {
			if focus != "" {
				continue
			}
			return nil, "", err
		}
		options = append(options, g)
		line += " " + f.Label + ": " + shown
	}
	for i := len(u.path) - 1; i >= 0; i-- {
		options = []*given{{Name: u.path[i].Name, Type: u.path[i].Type, Options: options}}
	}
	return options, line, nil
}

// wrong is an error whose text is a finished sentence for the person.
type wrong string

func (w wrong) Error() string { return string(w) }
