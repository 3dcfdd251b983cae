package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus/search"
)

// A Handler answers a request. Its error is a [*Refusal] where the user is to
// read why.
type Handler func(context.Context, *Request) (*Reply, error)

// A Request is what a handler gets: checked input, and the library as it is
// for the whole of this answer.
//
// Its language says messages: r.Say, r.Text.
type Request struct {
	*Language

	Index   *search.Index
	Options map[string]string     // of the command, by name; "true" for a boolean that is set
	Chosen  string                // in a menu
	Form    map[string]string     // what was typed into a form, by line; nil where none was sent
	Files   map[string]Attachment // of the command, by option
	Private bool                  // only the user sees the answer
	// Message is the text of the message that a command of a message's menu is
	// called on; "" where it has none, or Discord does not hand it over.
	Message string

	Subcommand  string   // "" where the command has none
	Guild, User string   // where and whose the interaction is, by ID; guild is "" outside servers
	Interaction string   // its ID
	Manages     bool     // the user may manage the server
	Installed   bool     // the bot is in the server, and not only with the user
	Roles       []string // of the user in the server, by ID
	Answer      Answer
	Refused     []error // why files were not loaded, if that is the user's to know

	cut     bool            // what was pasted was too long
	ctx     context.Context // that the interaction is answered under; nil for none
	bot     *Bot
	command *Command
	fields  map[string]string // of the button, by name
}

// An Answer names the first answer to an interaction, so that it can be edited
// for 15 minutes.
type Answer struct{ Application, Token string }

// Context returns what the interaction is answered under: when it ends, nobody
// waits for the answer any more.
func (r *Request) Context() context.Context {
	if r.ctx == nil {
		return context.Background()
	}
	return r.ctx
}

// Field returns what a button carries under one of the names that its verb
// declares.
func (r *Request) Field(name string) string { return r.fields[name] }

// Commands returns the bot's commands, in the order in which they are listed.
func (r *Request) Commands() []Command { return r.bot.commands }

// How long options may be, in units: one that names something, and one in which
// a line is pasted.
const (
	MostNamed  = 100
	MostPasted = 1500
)

// A fault is what is wrong with the options of a command. The zero fault is
// none.
type fault struct {
	option string
	most   int // how long it may be, where it is longer
}

// optionsOf reads the options that a command declares, and no others, from an
// interaction's data. wrong names one that came in a form that the command
// does not declare, is too long, or is required and missing. That of the name
// paste is cut where it is too long.
func optionsOf(declared []*discordgo.ApplicationCommandOption, given []*discordgo.ApplicationCommandInteractionDataOption, paste string) (options map[string]string, wrong fault, cut bool) {
	options = make(map[string]string, len(declared))
	for _, d := range declared {
		for _, g := range given {
			if g == nil || g.Name != d.Name {
				continue
			}
			value, ok := optionValue(d.Type, g)
			long := ok && d.MaxLength > 0 && len(value) > d.MaxLength && Units(value) > d.MaxLength
			switch {
			case !ok:
				wrong = fault{option: d.Name}
			case long && d.Name == paste:
				options[d.Name], cut = firstUnits(value, d.MaxLength), true
			case long:
				wrong = fault{d.Name, d.MaxLength}
			default:
				options[d.Name] = value
			}
		}
		if d.Required && wrong.option != d.Name && strings.TrimSpace(options[d.Name]) == "" {
			wrong = fault{option: d.Name}
		}
	}
	return options, wrong, cut
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
		case discordgo.ApplicationCommandOptionChannel, discordgo.ApplicationCommandOptionRole, discordgo.ApplicationCommandOptionAttachment:
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

// NewReply returns an empty reply in the user's language.
func (r *Request) NewReply() *Reply { return NewReply(r.Language) }

// Ask returns a refusal that asks for an option's value, with a menu that
// carries the command on with the one chosen. Where the request is too long
// to be kept in the menu, it says how to carry on by hand.
func (r *Request) Ask(option string, question Markdown, choices []discordgo.SelectMenuOption) error {
	answer := NewReply(r.Language)
	answer.Add(question)
	declared, name := optionsUnder(r.command.Declaration.Options, r.Subcommand), r.command.Declaration.Name
	values := make([]string, len(declared))
	for i, d := range declared {
		if d.Name != option {
			values[i] = r.Options[d.Name]
		}
	}
	if r.Subcommand != "" {
		name += " " + r.Subcommand
	}
	s := Click{askVerb, []string{name, option, Packed(values...)}}
	if Units(s.String()) <= maxCustomID {
		answer.Menu(s, "Choose one to go on", choices)
		return &Refusal{Reply: answer}
	}
	var names []string
	for _, c := range choices {
		names = append(names, string(Plain(Clip(c.Label, MaxChoice))))
	}
	answer.Say("Please run the command again with one of these as `%s`: %s.", Markdown(option), Markdown(Clip(strings.Join(names, "; "), 2500)))
	return &Refusal{Reply: answer}
}

// Share returns the button that posts publicly what s shows; none where
// everybody sees it already.
func (r *Request) Share(s Click) Press {
	if !r.Private || !s.Shareable() {
		return Press{}
	}
	return Button("Share", shared(s))
}

// Reply returns a reply of one message in the user's language.
func (r *Request) Reply(k Key, args ...any) *Reply {
	answer := r.NewReply()
	answer.Say(k, args...)
	return answer
}
