// Package commands holds what the bot answers to, one command a file: its
// declaration on top, then its handler, its buttons and what it proposes while
// an option is typed. A handler gets a [bot.Request] and returns a reply; it
// sends nothing.
package commands

import (
	"log/slog"
	"math/rand/v2"
	"slices"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Options are what the commands need besides the library.
type Options struct {
	Rand *rand.Rand   // nil seeds one; it is used under a lock
	Log  *slog.Logger // nil discards

	Drawer bot.Drawer // nil answers without pictures

	// What /whosaid, /saved and /privacy work with. Each is there only with
	// what it needs.
	Rounds    bot.Rounds
	Documents bot.Documents

	// What /records keeps for servers. Without it, the command lists what is
	// loaded.
	Uploads     bot.Uploads
	Attachments bot.Attachments

	// What /daily works with. Without them there is no such command.
	Schedules bot.ScheduleStore
	Scheduler bot.Scheduler
}

// All returns the commands in the README's order, without those for which
// something is missing that they need.
func All(o Options) []bot.Command {
	lacking := map[string]bool{
		"daily":   o.Schedules == nil || o.Scheduler == nil,
		"whosaid": o.Rounds == nil,
		"saved":   o.Documents == nil,
		"privacy": o.Documents == nil,
	}
	return slices.DeleteFunc(every(o), func(c bot.Command) bool { return lacking[c.Declaration.Name] })
}

// every returns all commands that there are.
func every(o Options) []bot.Command {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	dice := newDice(o.Rand)
	proof := new(proof)
	archive := archive{o.Uploads, o.Documents, o.Schedules, o.Attachments, new(openFiles)}
	quote, read, cite := quoteCommand(proof), readCommand(), citeCommand()
	quote.Run, read.Run, cite.Run = archive.numbered("text", quote.Run), archive.numbered("at", read.Run), archive.numbered("reference", cite.Run)
	return []bot.Command{
		quote,
		speakerCommand(),
		randomCommand(dice),
		read,
		verifyCommand(proof),
		cite,
		mentionsCommand(studio{o.Drawer}),
		exchangeCommand(),
		recordsCommand(studio{o.Drawer}, archive),
		dailyCommand(desk{o.Schedules, o.Scheduler, log}),
		whosaidCommand(host{o.Rounds, dice}),
		savedCommand(bookcase{o.Documents}),
		privacyCommand(registry{o.Documents, o.Rounds}),
		helpCommand(),
		verifyMessageCommand(proof),
	}
}

// declare returns the declaration of a slash command that is usable in
// servers, in the bot's direct messages and wherever a user has installed it.
func declare(name string, description bot.Key, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	return &discordgo.ApplicationCommand{
		Type:        discordgo.ChatApplicationCommand,
		Name:        name,
		Description: string(description),
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

// declareOnMessage returns the declaration of a command in the menu of a
// message.
func declareOnMessage(name bot.Key) *discordgo.ApplicationCommand {
	c := declare(string(name), "")
	c.Type = discordgo.MessageApplicationCommand
	return c
}

// textOption declares an option that takes text, proposed while it is typed.
func textOption(name string, description bot.Key, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type:         discordgo.ApplicationCommandOptionString,
		Name:         name,
		Description:  string(description),
		Required:     required,
		Autocomplete: true,
		MaxLength:    bot.MostNamed,
	}
}

// longer lets an option be longer than a name is.
func longer(o *discordgo.ApplicationCommandOption, most int) *discordgo.ApplicationCommandOption {
	o.MaxLength = most
	return o
}

// privateOption declares the option that shows an answer to its user alone.
func privateOption() *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type:        discordgo.ApplicationCommandOptionBoolean,
		Name:        "private",
		Description: "Show it to you alone; a button shares it afterwards",
	}
}
