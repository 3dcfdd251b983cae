// Package discord is the wire between the bot and Discord: the gateway over
// which interactions come, and the REST API over which answers, commands and
// posts go. Nothing else in the program knows a socket.
//
// The gateway is discordgo's, one fresh session per connection; what it leaves
// undone is done here. The REST requests are made by [Client].
package discord

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Options are what the wire needs. Client and Responder are required.
type Options struct {
	Client    *Client
	Responder Responder
	Log       *slog.Logger // nil discards
	Ready     func()       // called whenever the gateway is ready; nil for none
}

// A Responder answers interactions. [rapporteur/bot.Bot] is one, and says what
// the methods promise.
type Responder interface {
	Commands() []*discordgo.ApplicationCommand
	Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse
	Finish(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData
}

// How long the wire waits for what.
const (
	openWithin     = 30 * time.Second // from dialling to a session that is ready
	soundAfter     = time.Minute      // a connection that lasted this long was a good one
	firstReconnect = time.Second      // after a good one, doubled with every failure
	lastReconnect  = 2 * time.Minute  // 720 a day, of the 1000 that Discord allows
	finishWithin   = 5 * time.Second  // for the running interactions, at shutdown
)

// Run connects to Discord, installs the commands where they differ, and
// answers interactions until ctx ends. Then it takes no more, lets the running
// ones finish for up to 5 seconds, closes the gateway, and returns nil.
//
// Lost connections are made anew for as long as it takes. Run returns an error
// only where trying again is of no use: it says what to do.
func Run(ctx context.Context, o Options) error {
	if o.Client == nil || o.Responder == nil {
		return errors.New("discord: Run needs a client and a responder")
	}
	w := &wire{client: o.Client, responder: o.Responder, log: o.Log, ready: o.Ready}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	// The work outlives ctx for the few seconds that it may take to finish.
	var abandon context.CancelFunc
	w.work, abandon = context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	defer w.finish()

	background, stop := context.WithCancel(ctx)
	var installing sync.WaitGroup
	defer installing.Wait()
	defer stop()
	installing.Go(func() { w.install(background) })

	failures := 0
	for {
		started := time.Now()
		err := w.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if final := fatal(err); final != nil {
			return final
		}
		if failures++; time.Since(started) >= soundAfter {
			failures = 0
		}
		delay := min(backOff(firstReconnect, failures+1), lastReconnect)
		w.log.Warn("gateway lost", "error", err, "again_in", delay.Round(time.Millisecond))
		if !sleep(ctx, delay) {
			return nil
		}
	}
}

// A wire is a running connection between Discord and a responder.
type wire struct {
	client    *Client
	responder Responder
	log       *slog.Logger
	ready     func()
	work      context.Context // that of every interaction

	mu      sync.Mutex
	closed  bool // no more interactions are taken
	running sync.WaitGroup
}

// take starts f for an interaction, unless the wire is finishing.
func (w *wire) take(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.running.Go(f)
	}
}

// finish takes no more interactions and waits for the running ones, once.
func (w *wire) finish() {
	w.mu.Lock()
	finished := w.closed
	w.closed = true
	w.mu.Unlock()
	if finished {
		return
	}
	done := make(chan struct{})
	go func() { w.running.Wait(); close(done) }()
	late := time.NewTimer(finishWithin)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C:
		w.log.Warn("interactions abandoned at shutdown", "after", finishWithin)
	}
}
