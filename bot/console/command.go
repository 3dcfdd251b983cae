package console

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

type (
	command = discordgo.ApplicationCommand
	option  = discordgo.ApplicationCommandOption
	given   = discordgo.ApplicationCommandInteractionDataOption
)

// A call is a command as it was typed.
type call struct {
	locale  discordgo.Locale // in whose names the command and its options are spoken of
	command *command
	path    []*option // the subcommand group and the subcommand, as far as there are
	options []*option // what the command or subcommand takes
	values  []value   // in the order in which they were typed
}

// A value is what was typed for an option.
type value struct {
	option *option
	text   string // without space around it
	start  int    // byte offset of the value in the line, after the space before it
	named  bool   // whether the option's name stands before it
}

// parse reads "/name option: value option: value". A value runs until the
// next name of an option; the first option may be given without its name.
// Values are not checked yet. Names stand there in English; what is refused is
// refused in those of the locale.
func parse(commands []*command, locale discordgo.Locale, line string) (*call, error) {
	w := words{line: line}
	name := strings.ToLower(strings.TrimPrefix(w.next(), "/"))
	at := slices.IndexFunc(commands, func(c *command) bool { return c.Name == name })
	if at < 0 {
		called := func(c *command) string { return commandName(c, locale) }
		for _, c := range commands {
			if near(name, c.Name) || near(name, called(c)) {
				return nil, bot.Refuse("There is no command /%s. Did you mean /%s?", short(name), called(c))
			}
		}
		return nil, bot.Refuse("There is no command /%s. The commands are: %s.", short(name), list(commands, "/", called))
	}
	c := &call{locale: locale, command: commands[at], options: commands[at].Options}
	for len(c.options) > 0 && isSubcommand(c.options[0]) {
		name := strings.ToLower(w.next())
		at := slices.IndexFunc(c.options, func(o *option) bool { return o.Name == name })
		if at < 0 {
			return c, bot.Refuse("%s needs one of these words after it: %s.", c.name(), list(c.options, "", c.called))
		}
		c.path = append(c.path, c.options[at])
		c.options = c.options[at].Options
	}
	return c, c.split(line, w.at)
}

// words reads words off a line.
type words struct {
	line string
	at   int // where the rest of the line begins
}

func (w *words) next() string {
	rest := strings.TrimLeft(w.line[w.at:], " ")
	end := strings.IndexByte(rest, ' ')
	if end < 0 {
		end = len(rest)
	}
	w.at = len(w.line) - len(rest) + end
	return rest[:end]
}

// split finds the values in line from the byte at on.
func (c *call) split(line string, at int) error {
	if len(c.options) == 0 {
		if strings.TrimSpace(line[at:]) != "" {
			return bot.Refuse("%s takes no options.", c.name())
		}
		return nil
	}
	current, start := c.options[0], at
	named := false
	add := func(end int) {
		text := line[start:end]
		if named || strings.TrimSpace(text) != "" {
			start += len(text) - len(strings.TrimLeft(text, " "))
			c.values = append(c.values, value{current, strings.TrimSpace(text), start, named})
		}
	}
	for _, m := range c.names().FindAllStringSubmatchIndex(line[at:], -1) {
		name := strings.ToLower(line[at+m[2] : at+m[3]])
		// A name that comes again is a word of the value.
		if c.value(name) != nil || named && current.Name == name {
			continue
		}
		add(at + m[0])
		if c.value(name) != nil {
			return bot.Refuse("%s is given twice: once without its name, and once with it.", c.called(c.value(name).option))
		}
		current = c.options[slices.IndexFunc(c.options, func(o *option) bool { return o.Name == name })]
		start, named = at+m[1], true
	}
	add(len(line))
	return nil
}

// names matches the name of an option and the colon after it.
func (c *call) names() *regexp.Regexp {
	var names []string
	for _, o := range c.options {
		names = append(names, regexp.QuoteMeta(o.Name))
	}
	return regexp.MustCompile(`(?i)(?:^|\s)(` + strings.Join(names, "|") + `)\s?:`)
}

// value returns what was typed for the option of that name, nil if nothing.
func (c *call) value(name string) *value {
	for i := range c.values {
		if c.values[i].option.Name == name {
			return &c.values[i]
		}
	}
	return nil
}

// name returns the command with its subcommands, as it is called in the
// language: "/daily add".
func (c *call) name() string {
	name := "/" + commandName(c.command, c.locale)
	for _, o := range c.path {
		name += " " + c.called(o)
	}
	return name
}

// key names the option of that name among those of all commands, in English.
func (c *call) key(name string) string {
	key := "/" + c.command.Name
	for _, sub := range c.path {
		key += " " + sub.Name
	}
	return key + " " + name
}

// called returns how an option or a subcommand is called in the language.
func (c *call) called(o *option) string { return optionName(o, c.locale) }

func commandName(c *command, locale discordgo.Locale) string {
	if c.NameLocalizations == nil {
		return c.Name
	}
	return cmp.Or((*c.NameLocalizations)[locale], c.Name)
}

func optionName(o *option, locale discordgo.Locale) string {
	return cmp.Or(o.NameLocalizations[locale], o.Name)
}

func isSubcommand(o *option) bool {
	return o.Type == discordgo.ApplicationCommandOptionSubCommand || o.Type == discordgo.ApplicationCommandOptionSubCommandGroup
}

// given returns the options as Discord would send them, or the first mistake
// for which Discord would not let them be sent. example shows how the command
// is used, if that is known.
func (c *call) given(example string) ([]*given, error) {
	var all []*given
	for _, o := range c.options {
		v := c.value(o.Name)
		if v == nil || v.text == "" {
			if o.Required {
				return nil, c.missing(o, example)
			}
			continue
		}
		typed, err := convert(o, c.locale, v.text)
		if err != nil {
			return nil, err
		}
		all = append(all, &given{Name: o.Name, Type: o.Type, Value: typed})
	}
	return c.nest(all), nil
}

// nest puts options where Discord puts them: under the subcommand.
func (c *call) nest(options []*given) []*given {
	for _, o := range slices.Backward(c.path) {
		options = []*given{{Name: o.Name, Type: o.Type, Options: options}}
	}
	return options
}

// missing says that o is needed. An example of another subcommand is of no
// use.
func (c *call) missing(o *option, example string) error {
	if !strings.HasPrefix(example, c.name()+" ") {
		return bot.Refuse("%s needs the option %s.", c.name(), c.called(o))
	}
	return bot.Refuse("%s needs the option %s. For example: %s", c.name(), c.called(o), example)
}

// answers are the words that a truth value may be given by.
var answers = map[string]bool{
	"yes": true, "y": true, "true": true, "on": true, "1": true,
	"no": false, "n": false, "false": false, "off": false, "0": false,
}

// convert makes of what was typed the value of the type that o asks for, as
// JSON would decode it. A choice may be named in the language of the locale.
func convert(o *option, locale discordgo.Locale, text string) (any, error) {
	name := optionName(o, locale)
	called := func(c *discordgo.ApplicationCommandOptionChoice) string {
		return cmp.Or(c.NameLocalizations[locale], c.Name)
	}
	for _, choice := range o.Choices {
		if strings.EqualFold(text, called(choice)) || strings.EqualFold(text, choice.Name) || strings.EqualFold(text, fmt.Sprint(choice.Value)) {
			if n, ok := choice.Value.(int); ok {
				return float64(n), nil
			}
			return choice.Value, nil
		}
	}
	if len(o.Choices) > 0 {
		return nil, bot.Refuse("%s cannot be “%s”. It can be: %s.", name, short(text), list(o.Choices, "", called))
	}
	switch o.Type {
	case discordgo.ApplicationCommandOptionString:
		return text, nil
	case discordgo.ApplicationCommandOptionBoolean:
		answer, ok := answers[strings.ToLower(text)]
		if !ok {
			return nil, bot.Refuse("%s is yes or no, not “%s”.", name, short(text))
		}
		return answer, nil
	case discordgo.ApplicationCommandOptionInteger:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, bot.Refuse("%s is a whole number, not “%s”.", name, short(text))
		}
		return float64(n), nil
	case discordgo.ApplicationCommandOptionNumber:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, bot.Refuse("%s is a number, not “%s”.", name, short(text))
		}
		return n, nil
	case discordgo.ApplicationCommandOptionChannel, discordgo.ApplicationCommandOptionRole, discordgo.ApplicationCommandOptionAttachment:
		return text, nil // the server has an ID for it, if there is one
	}
	return nil, bot.Refuse(noServer, name)
}

const noServer bot.Key = "%s is part of a Discord server, and the console has no server."

// list writes names one after the other: "/a, /b, /c".
func list[T any](all []T, prefix string, name func(T) string) string {
	var names []string
	for _, x := range all {
		names = append(names, prefix+name(x))
	}
	if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, ",") }) {
		return strings.Join(names, "; ")
	}
	return strings.Join(names, ", ")
}

// short cuts what was typed to a length that may be repeated.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
