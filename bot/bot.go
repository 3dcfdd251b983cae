// Package bot is the language of replies: what a command is, how quotations,
// buttons and refusals are written, the rules that every reply keeps, and the
// way from an interaction to a command's handler and back. It sends nothing
// itself. The gateway, the console and the tests all call [Bot.Respond]. The
// commands are in [rapporteur/bot/commands].
package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus/search"
)

// Options are what a bot needs. Index and Commands are required.
type Options struct {
	Index     *search.Index // of the bot's own records
	Libraries Libraries     // of servers; nil where all see the bot's own records
	Refused   []error       // why files were not loaded, for the owners
	Owners    []string      // IDs of the users who run the bot
	Log       *slog.Logger  // nil discards
	Commands  []Command     // in the order in which they are listed
}

// A Bot answers interactions. It may be used from any number of goroutines.
type Bot struct {
	loaded    atomic.Pointer[loaded]
	libraries Libraries
	log       *slog.Logger
	commands  []Command
	owners    []string
}

// New makes a bot.
func New(o Options) *Bot {
	b := &Bot{libraries: o.Libraries, log: o.Log, commands: o.Commands, owners: o.Owners}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	b.Swap(o.Index, o.Refused)
	return b
}

// A loaded is what interactions are answered from, where a server has not
// records of its own.
type loaded struct {
	index   *search.Index
	refused []error
}

// Swap replaces the bot's own records for later interactions, and the reasons
// why files were not loaded with them. Libraries are told by whoever keeps them.
func (b *Bot) Swap(x *search.Index, refused []error) { b.loaded.Store(&loaded{x, refused}) }

// Commands returns the commands as Discord is to know them.
func (b *Bot) Commands() []*discordgo.ApplicationCommand {
	declarations := make([]*discordgo.ApplicationCommand, len(b.commands))
	for i, c := range b.commands {
		declarations[i] = Localized(c.Declaration)
	}
	return declarations
}

// Keeps reports whether Respond may change what is kept, so that of several
// processes that have the interaction one alone must be asked. Where it defers,
// Finish does.
func (b *Bot) Keeps(i *discordgo.Interaction) bool {
	var c *Command
	slow := false
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if i.Type == discordgo.InteractionApplicationCommand {
			if c = b.command(data.Name); c != nil {
				sub, _, _, _ := unwrap(c.Declaration.Options, data.Options)
				slow = c.slow(sub)
			}
		}
	case discordgo.MessageComponentInteractionData:
		return b.clickKeeps(data.CustomID)
	case discordgo.ModalSubmitInteractionData:
		return b.clickKeeps(data.CustomID)
	}
	return c != nil && c.Stores != "" && !slow
}

// clickKeeps is Keeps of a button, a menu or a form.
func (b *Bot) clickKeeps(customID string) bool {
	name, fields, _ := parseClick(customID)
	if name == askVerb || name == shareVerb {
		name, _, _ = strings.Cut(fields, ":")
		name, _, _ = strings.Cut(name, " ")
	}
	if c := b.command(name); c != nil {
		return c.Stores != "" && !c.Slow
	}
	c, v := b.verb(name)
	return c != nil && c.Stores != "" && !v.Slow
}

// Respond answers an interaction: a command, an autocompletion, a button or a
// select menu. It never panics and never returns nil, and what it returns
// keeps the rules of [Check]. Where the answer needs the store or Discord and
// may take long, or the server's library has to be made first, it returns a
// deferral
// (InteractionResponseDeferredChannelMessageWithSource or
// InteractionResponseDeferredMessageUpdate), and the caller gets the answer
// itself from Finish.
func (b *Bot) Respond(ctx context.Context, i *discordgo.Interaction) (response *discordgo.InteractionResponse) {
	defer func() {
		if v := recover(); v != nil {
			response = b.sound(i, nil, recovered(v))
		}
	}()
	if i == nil {
		return b.sound(i, nil, errors.New("no interaction"))
	}
	switch i.Type {
	case discordgo.InteractionPing:
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong}
	case discordgo.InteractionApplicationCommandAutocomplete:
		return b.sound(i, b.complete(ctx, i), nil)
	}
	way, err := b.route(i)
	if err == nil && way.slow {
		return way.deferral()
	}
	if err == nil && !way.form { // a form cannot come after a deferral, and needs no library
		err = b.open(ctx, &way.request, patience)
		if errors.Is(err, errCold) {
			return way.deferral()
		}
	}
	response, err = b.answer(ctx, i, way, err)
	return b.sound(i, response, err)
}

// Finish returns the answer that Respond has deferred, to be sent as an edit
// of the interaction's original response. It never panics, and what it
// returns keeps the rules of [CheckMessage].
func (b *Bot) Finish(ctx context.Context, i *discordgo.Interaction) (data *discordgo.InteractionResponseData) {
	defer func() {
		if v := recover(); v != nil {
			data = b.sound(i, nil, recovered(v)).Data
		}
	}()
	way, err := b.route(i)
	if err == nil {
		err = b.open(ctx, &way.request, 0)
	}
	response, err := b.answer(ctx, i, way, err)
	return b.sound(i, response, err).Data
}

func (b *Bot) command(name string) *Command {
	for i := range b.commands {
		if b.commands[i].Declaration.Name == name {
			return &b.commands[i]
		}
	}
	return nil
}

func (b *Bot) verb(name string) (*Command, *Verb) {
	for i := range b.commands {
		for j := range b.commands[i].Verbs {
			if v := &b.commands[i].Verbs[j]; v.Name == name {
				return &b.commands[i], v
			}
		}
	}
	return nil, nil
}
