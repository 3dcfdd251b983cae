// Package bot holds the commands: what they are called, what they answer, and
// the rules that every reply keeps. It sends nothing itself. The gateway, the
// console and the tests all call [Bot.Respond].
package bot

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus/search"
)

// Options are what a bot needs. Index is required.
type Options struct {
	Index *search.Index
	Log   *slog.Logger // nil discards
	Rand  *rand.Rand   // nil seeds one; it is used under a lock
}

// A Bot answers interactions. It may be used from any number of goroutines.
type Bot struct {
	index atomic.Pointer[search.Index]
	log   *slog.Logger
}

// New makes a bot.
func New(o Options) *Bot { return nil }

// Swap replaces the library that later interactions are answered from.
func (b *Bot) Swap(x *search.Index) { b.index.Store(x) }

// Commands returns the commands as Discord is to know them.
func (b *Bot) Commands() []*discordgo.ApplicationCommand { return nil }

// Respond answers an interaction: a command, an autocompletion, a button or a
// select menu. It never panics and never returns nil. Where the answer needs
// the store or Discord and may take long, it returns a deferral
// (InteractionResponseDeferredChannelMessageWithSource or
// InteractionResponseDeferredMessageUpdate), and the caller gets the answer
// itself from Finish.
func (b *Bot) Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	return nil
}

// Finish returns the answer that Respond has deferred, to be sent as an edit
// of the interaction's original response.
func (b *Bot) Finish(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
	return nil
}
