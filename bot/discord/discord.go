// Package discord is the wire between the bot and Discord: the gateway over
// which interactions come, and the REST API over which answers, commands and
// posts go. Nothing else in the program knows a socket.
//
// The types of interactions, messages and commands are discordgo's. Its Session
// is not used. It has to be watched from below to be survived: it panics at some
// packets, waits for ever at others, identifies again for as long as it is
// refused, does not say with which code Discord has closed, and resumes at the
// wrong address. A loop over packets of our own is shorter than what kept those
// faults away, and sees every frame first. The WebSocket library bounds frames;
// what is in them is decoded here, and nothing in them can end the process. The
// REST requests are made by [Client].
package discord

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// Options are what the wire needs. Client and Responder are required.
type Options struct {
	Client    *Client
	Responder Responder
	Claims    bot.Claims   // shared by all processes of the bot; nil where there is but one
	Slots     Slots        // likewise
	Shards    Shards       // which parts of the bot's servers; the zero value is all
	HTTP      *HTTP        // where Discord sends interactions in place of the gateway; nil for the gateway
	Observer  Observer     // nil for none
	Log       *slog.Logger // nil discards
	Ready     func()       // called whenever a shard's session is open; nil for none
}

// Slots tell all processes of the bot apart in time: rapporteur/bot/store has them.
type Slots interface {
	// TakeChore reports whether nobody has taken what is called so within the
	// time given, and takes it.
	TakeChore(ctx context.Context, name string, every time.Duration) (bool, error)
}

// A Responder answers interactions. [rapporteur/bot.Bot] is one, and says what
// the methods promise.
type Responder interface {
	Commands() []*discordgo.ApplicationCommand
	Keeps(i *discordgo.Interaction) bool
	Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse
	Finish(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData
}

// finishWithin is what the running interactions have at shutdown, from the end
// of Run's context.
const finishWithin = 10 * time.Second

// Run connects to Discord, installs the commands where they differ, and
// answers interactions until ctx ends. Then it takes leave of the gateway,
// takes what had been sent before, lets all finish, for up to 10 seconds
// altogether, and returns nil.
//
// Lost connections are made again for as long as it takes. Run returns an error
// only where trying again is of no use: it says what to do.
func Run(ctx context.Context, o Options) error {
	if o.Client == nil || o.Responder == nil {
		return errors.New("discord: Run needs a client and a responder")
	}
	w := newWire(o)
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	// The work outlives ctx for the few seconds that it may take to finish.
	var abandon context.CancelFunc
	w.work, abandon = context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(finishWithin, abandon) })()

	var background sync.WaitGroup
	defer background.Wait()
	background.Go(func() { w.install(ctx) })
	background.Go(func() {
		select {
		case <-w.client.limits.dead:
			end(errToken)
		case <-ctx.Done():
		}
	})

	serve := w.connectAll
	if o.HTTP != nil {
		serve = o.HTTP.serve(w)
	}
	err := serve(ctx)
	if cause := fatal(context.Cause(ctx)); err == nil && cause != nil {
		err = cause
	}
	end(nil)
	w.finish()
	return err
}

// connectAll runs the shards until ctx ends, or one of them has a reason to
// end all.
func (w *wire) connectAll(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	shards, err := w.shards(ctx)
	if err != nil {
		return err
	}
	errs := make(chan error)
	for _, s := range shards {
		go func() { errs <- s.run(ctx) }()
	}
	var failed error
	for range shards {
		if err := <-errs; err != nil {
			failed = err
			end()
		}
	}
	return failed
}
