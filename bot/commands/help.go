package commands

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

func helpCommand() bot.Command {
	return bot.Command{
		Declaration:  declare("help", "The commands with an example each, and what is stored about you", textOption("command", "Which command to explain; without one, all of them", false)),
		Example:      "/help",
		Run:          runHelp,
		Autocomplete: map[string]bot.Propose{"command": proposeCommands},
		Private:      true,
	}
}

func runHelp(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	if asked := r.Options["command"]; asked != "" {
		return explain(r, asked)
	}
	answer := r.NewReply()
	answer.Title(r.Say("Quotations from the record"))
	answer.Say("Every quotation is word for word, with its speaker and its place in the source. What the record does not hold, the bot does not quote.")
	var lines []bot.Markdown
	for _, c := range r.Commands() {
		line := named(r, c)
		if isSlash(c) {
			line += "\n" + bot.Small(r.ExampleOf(c))
		}
		lines = append(lines, line)
	}
	answer.Add(bot.Join(lines, "\n"))
	stored := r.Say("**What is stored about you:** only what these commands keep. Buttons carry what they need. The log has no names and no words of yours.")
	for _, c := range r.Commands() {
		if c.Stores != "" {
			stored += " " + kept(r, c)
		}
	}
	answer.Add(stored)
	return answer, nil
}

// kept says what a command keeps about its user.
func kept(r *bot.Request, c bot.Command) bot.Markdown {
	return r.Say("`%s` keeps: %s.", bot.Markdown(r.NameOf(c)), c.Stores)
}

// named returns the name of a command and what it does.
func named(r *bot.Request, c bot.Command) bot.Markdown {
	if !isSlash(c) {
		return bot.Bold(r.Say(bot.Key(c.Declaration.Name))) + " · " + r.Say("In a message’s menu, under Apps: checks what the message quotes")
	}
	return bot.Bold(bot.Markdown(r.NameOf(c))) + " · " + r.Say(bot.Key(c.Declaration.Description))
}

// isSlash reports whether a command is typed, and not called on a message.
func isSlash(c bot.Command) bool { return c.Declaration.Type == discordgo.ChatApplicationCommand }

// explain says what a command does, what it takes and what it keeps. asked is
// its name, in the user's language or in English, and may be that of one of its
// subcommands.
func explain(r *bot.Request, asked string) (*bot.Reply, error) {
	asked = strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(asked, "/")), " "))
	command, below, _ := strings.Cut(asked, " ")
	var names []string
	for _, c := range r.Commands() {
		called := func(asked string) bool {
			return strings.EqualFold(asked, c.Declaration.Name) || strings.EqualFold(asked, r.Text(bot.Key(c.Declaration.Name))) || strings.EqualFold("/"+asked, r.NameOf(c))
		}
		switch {
		case called(asked):
			return explained(r, c, ""), nil
		case isSlash(c) && called(command) && subcommand(r, c, below) != nil:
			return explained(r, c, below), nil
		case isSlash(c):
			names = append(names, r.NameOf(c))
		}
	}
	return nil, bot.Refuse("There is no command /%s. The commands are: %s.", asked, strings.Join(names, ", "))
}

// explained explains a command, or the subcommand that below names.
func explained(r *bot.Request, c bot.Command, below string) *bot.Reply {
	answer := r.NewReply()
	answer.Add(named(r, c))
	subs, options := divided(c)
	example := isSlash(c)
	if one := subcommand(r, c, below); one != nil {
		subs, options = []*discordgo.ApplicationCommandOption{one}, one.Options
		example = strings.HasPrefix(c.Example, subcommandKey(c, one)+" ")
	}
	var lines []bot.Markdown
	for _, o := range subs {
		lines = append(lines, "`"+bot.Markdown(r.NameOf(c)+" "+subcommandName(r, c, o))+"` · "+r.Say(bot.Key(o.Description)))
	}
	for _, o := range options {
		line := "`" + bot.Markdown(r.Text(bot.Key(o.Name+":"))) + "` · " + r.Say(bot.Key(o.Description))
		if o.Required {
			line += " · " + r.Say("needed")
		}
		lines = append(lines, line)
	}
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
	if example {
		answer.Add(bot.Small(r.ExampleOf(c)))
	}
	if c.Stores != "" {
		answer.Add(bot.Small(kept(r, c)))
	}
	return answer
}

// divided returns the subcommands that a command has, or the options of one
// without subcommands.
func divided(c bot.Command) (subs, options []*discordgo.ApplicationCommandOption) {
	declared := c.Declaration.Options
	if len(declared) > 0 && declared[0].Type == discordgo.ApplicationCommandOptionSubCommand {
		return declared, nil
	}
	return nil, declared
}

// subcommand returns the subcommand that is called so, nil if none is.
func subcommand(r *bot.Request, c bot.Command, called string) *discordgo.ApplicationCommandOption {
	subs, _ := divided(c)
	for _, o := range subs {
		if strings.EqualFold(called, o.Name) || strings.EqualFold(called, subcommandName(r, c, o)) {
			return o
		}
	}
	return nil
}

// subcommandName returns how a subcommand is called in the user's language.
func subcommandName(r *bot.Request, c bot.Command, o *discordgo.ApplicationCommandOption) string {
	key := subcommandKey(c, o)
	if name := r.Text(bot.Key(key)); name != key {
		return name
	}
	return o.Name
}

func subcommandKey(c bot.Command, o *discordgo.ApplicationCommandOption) string {
	return "/" + c.Declaration.Name + " " + o.Name
}

// proposeCommands is the autocompletion of the name of a command.
func proposeCommands(r *bot.Request, typed string) []bot.Choice {
	typed = strings.ToLower(strings.TrimPrefix(typed, "/"))
	var choices []bot.Choice
	for _, c := range r.Commands() {
		name := r.NameOf(c)
		if isSlash(c) && (strings.HasPrefix(strings.ToLower(name), "/"+typed) || strings.HasPrefix(c.Declaration.Name, typed)) {
			choices = append(choices, bot.Choice{Name: name, Value: c.Declaration.Name})
		}
	}
	return choices
}
