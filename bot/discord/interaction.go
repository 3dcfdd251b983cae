package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// The time an interaction has, from its receipt. Discord allows 3 s for the
// first answer, which begin before that, and 15 min for the edit of a deferred
// one.
const (
	respondWithin = 2 * time.Second
	answerWithin  = 2700 * time.Millisecond
	finishAfter   = 10 * time.Minute
	editWithin    = 12 * time.Minute
)

// What a user is told where the responder has no answer.
const (
	sorryFailed     = "Something went wrong here, and it has been noted. Please try again."
	sorryLate       = "This took longer than Discord allows. Please try again in a moment."
	sorryUnreadable = "Discord sent this in a form that I cannot read yet. Please use the command itself."
)

// interaction answers one interaction, once, and logs a line of it.
func (w *wire) interaction(raw json.RawMessage, received time.Time) {
	i, err := decodeInteraction(raw)
	if i == nil {
		w.log.Warn("interaction dropped", "error", err)
		return
	}
	outcome := "answered"
	reply := apology(i, sorryUnreadable)
	if err != nil {
		outcome = "unreadable"
	} else if reply, err = within(w, received.Add(respondWithin), i, w.responder.Respond); err != nil {
		outcome, reply = "failed", apology(i, sorry(err))
	}

	ctx, cancel := context.WithDeadline(w.work, received.Add(answerWithin))
	defer cancel()
	refused := w.client.answer(ctx, i, reply)
	if malformed(refused) {
		w.client.answer(ctx, i, apology(i, sorryFailed))
	}
	if refused != nil {
		outcome, err = undelivered(refused), errors.Join(err, refused)
	} else if deferred(reply.Type) {
		outcome, err = w.finishDeferred(i, received)
	}

	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("kind", kinds[i.Type]),
		slog.String("command", commandName(i)),
		slog.String("guild", i.GuildID),
		slog.Duration("took", time.Since(received)),
		slog.String("outcome", outcome),
	}
	if err != nil {
		level = slog.LevelError
		attrs = append(attrs, slog.Any("error", err))
	}
	w.log.LogAttrs(w.work, level, "interaction", attrs...)
}

// finishDeferred gets the answer that was deferred and sends it.
func (w *wire) finishDeferred(i *discordgo.Interaction, received time.Time) (outcome string, err error) {
	outcome = "answered"
	data, err := within(w, received.Add(finishAfter), i, w.responder.Finish)
	if err != nil {
		outcome, data = "failed", apology(i, sorry(err)).Data
	}
	ctx, cancel := context.WithDeadline(w.work, received.Add(editWithin))
	defer cancel()
	refused := w.client.edit(ctx, i, data)
	if malformed(refused) {
		w.client.edit(ctx, i, apology(i, sorryFailed).Data)
	}
	if refused != nil {
		outcome, err = undelivered(refused), errors.Join(err, refused)
	}
	return outcome, err
}

var (
	errLate     = errors.New("no answer in time")
	errPanicked = errors.New("panic while answering")
	errNoAnswer = errors.New("the responder returned nothing")
)

// within calls one of the responder's methods and waits for it until the
// deadline, whether it heeds its context or not.
func within[T any](w *wire, deadline time.Time, i *discordgo.Interaction, f func(context.Context, *discordgo.Interaction) *T) (*T, error) {
	ctx, cancel := context.WithDeadline(w.work, deadline)
	defer cancel()
	type result struct {
		value *T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		r := result{err: errPanicked}
		defer func() {
			if panicked := recover(); panicked != nil {
				w.log.Error("panic", "what", describePanic(panicked), "stack", string(debug.Stack()))
			}
			done <- r
		}()
		value := f(ctx, i)
		r = result{value: value}
	}()
	select {
	case r := <-done:
		if r.err == nil && r.value == nil {
			r.err = errNoAnswer
		}
		return r.value, r.err
	case <-ctx.Done():
		return nil, errLate
	}
}

// describePanic says what was panicked with, where that cannot hold a user's
// words: an error of the runtime in full, of anything else the type.
func describePanic(panicked any) string {
	if err, ok := panicked.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", panicked)
}

// sorry returns what to tell a user about an error of within's.
func sorry(err error) string {
	if errors.Is(err, errLate) {
		return sorryLate
	}
	return sorryFailed
}

// apology returns an answer that every interaction of i's type may have, with
// the text where it can show one.
func apology(i *discordgo.Interaction, text string) *discordgo.InteractionResponse {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return &discordgo.InteractionResponse{
			Type: discordgo.InteractionApplicationCommandAutocompleteResult,
			Data: &discordgo.InteractionResponseData{},
		}
	}
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Flags:      discordgo.MessageFlagsIsComponentsV2 | discordgo.MessageFlagsEphemeral,
			Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text}},
		},
	}
}

// deferred reports whether an answer only promises one.
func deferred(t discordgo.InteractionResponseType) bool {
	return t == discordgo.InteractionResponseDeferredChannelMessageWithSource ||
		t == discordgo.InteractionResponseDeferredMessageUpdate
}

// Discord's codes for answers that come too late or twice.
const (
	codeUnknownInteraction  = 10062
	codeAlreadyAcknowledged = 40060
)

// malformed reports whether Discord found fault with the answer itself, which
// the user then still waits for.
func malformed(err error) bool {
	var e *bot.RequestError
	return errors.As(err, &e) && e.Status == http.StatusBadRequest
}

// undelivered names the outcome of an answer that Discord has not taken.
func undelivered(err error) string {
	var e *bot.RequestError
	switch {
	case refusedWith(err, codeUnknownInteraction):
		return "expired"
	case errors.As(err, &e) && e.Permanent():
		return "refused"
	}
	return "undelivered"
}
