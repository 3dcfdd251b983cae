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
	"sync"
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
	claimWithin   = 10 * time.Second
	lostAfter     = 10 * time.Second // past the deadline, for a responder that does not heed it
)

// largestInteraction is how long one may be, in bytes. Discord's own are under
// 200 KiB: a message of 4,000 characters, or options of 6,000.
const largestInteraction = 512 << 10

// What a user is told where the responder has no answer.
const (
	sorryFailed     = "Something went wrong here, and the log says what. Please try again."
	sorryLate       = "This took longer than Discord allows. Please try again in a moment."
	sorryUnreadable = "Discord sent this in a form that I cannot read yet. Please use the command itself."
)

// An exchange is an interaction on its way to its answer.
type exchange struct {
	*discordgo.Interaction
	received time.Time
	place    *place // in the queue, nil where it has none
	claimed  bool   // that this process carries it out is settled
	err      error  // why it is not answered as it asks
}

// open decodes an interaction and takes a place for it. It returns nil for one
// that nothing can be answered to, or that was received before.
func (w *wire) open(raw json.RawMessage, received time.Time) *exchange {
	i, err := decodeInteraction(raw)
	if i == nil {
		w.log.Warn("interaction dropped", "error", err)
		return nil
	}
	x := &exchange{Interaction: i, received: received, err: err}
	if w.seen.again(i, received) {
		w.log.Debug("interaction repeated", "kind", kinds[i.Type])
		w.observer.Interaction(kinds[i.Type], commandName(i), "repeated", 0)
		return nil
	}
	if err == nil {
		x.place, x.err = w.queue.join(w.work, received.Add(respondWithin), bot.UserOf(i), i.GuildID, lineOf(i))
	}
	return x
}

// receive takes an interaction of the gateway's. It returns at once.
func (w *wire) receive(raw json.RawMessage, received time.Time) {
	if len(raw) > largestInteraction {
		w.log.Warn("interaction dropped", "error", "too long", "bytes", len(raw))
		return
	}
	if x := w.open(raw, received); x != nil {
		w.take(func() { w.answer(x, w.post) })
	}
}

// post sends an answer by itself. Those that only turn somebody away come last:
// where there are too many, Discord says that the bot did not respond.
func (w *wire) post(x *exchange, reply *discordgo.InteractionResponse) error {
	if reply == nil {
		return nil
	}
	ctx, cancel := context.WithDeadline(w.work, x.received.Add(answerWithin))
	defer cancel()
	if turnedAway(x.err) {
		if !w.queue.polite(bot.UserOf(x.Interaction)) {
			return errUnsaid
		}
		select {
		case w.polite <- struct{}{}:
			defer func() { <-w.polite }()
		default:
			return errUnsaid
		}
	}
	refused := w.client.answer(ctx, x.Interaction, reply)
	if malformed(refused) {
		w.client.answer(ctx, x.Interaction, apology(x.Interaction, sorryFailed))
	}
	return refused
}

// answer answers one interaction, once, and logs a line of it. send delivers
// the first answer, which is nil where somebody else gives it.
func (w *wire) answer(x *exchange, send func(*exchange, *discordgo.InteractionResponse) error) {
	outcome, deferred, err := w.first(x, send)
	if deferred {
		outcome, err = w.finishDeferred(x)
	}
	w.note(x, outcome, err)
}

// first has the first answer sent, and reports whether it only promises one.
func (w *wire) first(x *exchange, send func(*exchange, *discordgo.InteractionResponse) error) (outcome string, promised bool, err error) {
	reply := w.reply(x)
	if errors.Is(x.err, errElsewhere) {
		reply = nil
	}
	outcome, err = outcomeOf(x.err), x.err
	if refused := send(x, reply); refused != nil {
		return undelivered(refused, outcome), false, errors.Join(err, refused)
	}
	return outcome, reply != nil && deferred(reply.Type), err
}

// note counts and logs what came of an interaction.
func (w *wire) note(x *exchange, outcome string, err error) {
	took := time.Since(x.received)
	w.observer.Interaction(kinds[x.Type], commandName(x.Interaction), outcome, took)
	level, ok := levels[outcome]
	if !ok {
		level = slog.LevelError
	}
	if !w.log.Enabled(w.work, level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("kind", kinds[x.Type]),
		slog.String("command", commandName(x.Interaction)),
		slog.String("guild", x.GuildID),
		slog.Duration("took", took),
		slog.String("outcome", outcome),
	}
	if err != nil {
		attrs = append(attrs, slog.Any("error", err))
	}
	w.log.LogAttrs(w.work, level, "interaction", attrs...)
}

// reply returns what to answer first.
func (w *wire) reply(x *exchange) *discordgo.InteractionResponse {
	var reply *discordgo.InteractionResponse
	if x.err == nil {
		defer x.place.cancel()
		x.err = x.place.wait()
	}
	if x.err == nil {
		reply, x.err = w.respond(x)
	}
	if x.err != nil {
		return apology(x.Interaction, sorry(x.err))
	}
	return reply
}

// respond has the responder answer an interaction whose turn has come.
func (w *wire) respond(x *exchange) (*discordgo.InteractionResponse, error) {
	ctx := x.place.ctx
	if err := w.claimFirst(ctx, x); err != nil {
		x.place.leave()
		return nil, err
	}
	return within(w, x, ctx, w.responder.Respond, x.place.leave)
}

// claimFirst claims an interaction whose answer changes what is kept.
func (w *wire) claimFirst(ctx context.Context, x *exchange) error {
	if w.claims == nil || !w.responder.Keeps(x.Interaction) {
		return nil
	}
	first, err := w.claim(ctx, x.ID)
	if err == nil && !first {
		err = errElsewhere
	}
	x.claimed = err == nil
	return err
}

// finishDeferred gets the answer that was deferred and sends it. Of several
// processes that have the interaction, one does.
func (w *wire) finishDeferred(x *exchange) (outcome string, err error) {
	ctx, cancel := context.WithDeadline(w.work, x.received.Add(editWithin))
	defer cancel()
	var data *discordgo.InteractionResponseData
	first, err := true, error(nil)
	if !x.claimed {
		first, err = w.claim(ctx, x.ID)
	}
	switch {
	case err != nil:
		err = fmt.Errorf("claim the interaction: %w", err)
	case !first:
		return "elsewhere", nil
	default:
		data, err = w.finishWork(x)
	}
	outcome = outcomeOf(err)
	if err != nil {
		data = apology(x.Interaction, sorry(err)).Data
	}
	refused := w.client.edit(ctx, x.Interaction, data)
	// What answers by HTTP may be done before Discord has read that it defers.
	for n := 1; n <= mostEarly && refusedWith(refused, codeUnknownWebhook) && sleep(ctx, backOff(firstWait, n)); n++ {
		refused = w.client.edit(ctx, x.Interaction, data)
	}
	if malformed(refused) {
		w.client.edit(ctx, x.Interaction, apology(x.Interaction, sorryFailed).Data)
	}
	if refused != nil {
		outcome, err = undelivered(refused, outcome), errors.Join(err, refused)
	}
	return outcome, err
}

// finishWork gets the answer that was deferred.
func (w *wire) finishWork(x *exchange) (*discordgo.InteractionResponseData, error) {
	done, ok := w.queue.finish(bot.UserOf(x.Interaction))
	if !ok {
		return nil, errUserLimit
	}
	ctx, cancel := context.WithDeadline(w.work, x.received.Add(finishAfter))
	defer cancel()
	return within(w, x, ctx, w.responder.Finish, done)
}

// claim reports whether this process is the first to carry an interaction out.
func (w *wire) claim(ctx context.Context, id string) (bool, error) {
	if w.claims == nil {
		return true, nil
	}
	ctx, cancel := context.WithTimeout(ctx, claimWithin)
	defer cancel()
	return w.claims.Claim(ctx, id)
}

var (
	errPanicked  = errors.New("panic while answering")
	errNoAnswer  = errors.New("the responder returned nothing")
	errElsewhere = errors.New("another process answers it")
	errUnsaid    = errors.New("too many are turned away for each to be answered")
)

// within calls one of the responder's methods, and waits for it until ctx ends,
// whether it heeds that or not. done is called once it has returned, since until
// then a processor may be busy with it, or once it must be given up for lost.
func within[T any](w *wire, x *exchange, ctx context.Context, f func(context.Context, *discordgo.Interaction) *T, done func()) (*T, error) {
	type result struct {
		value *T
		err   error
	}
	returned := make(chan result, 1)
	done = sync.OnceFunc(done)
	began := time.Now()
	go func() {
		r := result{err: errPanicked}
		defer func() {
			if panicked := recover(); panicked != nil {
				w.log.Error("panic", "what", describePanic(panicked), "stack", string(debug.Stack()))
			}
			done()
			w.observer.Answering(kinds[x.Type], commandName(x.Interaction), time.Since(began))
			returned <- r
		}()
		r = result{value: f(ctx, x.Interaction)}
	}()
	var r result
	select {
	case r = <-returned:
	case <-ctx.Done():
		time.AfterFunc(lostAfter, done)
		r.err = errLate
	}
	switch {
	case x.place.superseded.Load():
		return nil, errSuperseded
	case r.err == nil && r.value == nil:
		return nil, errNoAnswer
	}
	return r.value, r.err
}

// describePanic says what was panicked with, where that cannot hold a user's
// words: an error of the runtime in full, of anything else the type.
func describePanic(panicked any) string {
	if err, ok := panicked.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", panicked)
}

// What users are told whose interactions are turned away, or fail.
var sorries = map[error]string{
	errLate:        sorryLate,
	errUserLimit:   "You are asking faster than I can answer everybody. Please wait for the answers that are on their way, and then try again.",
	errServerLimit: "This server is asking faster than I can answer everybody. Please try again in a few seconds.",
	errBusy:        "More is being asked than I can answer just now. Please try again in a few seconds.",
	errUnreadable:  sorryUnreadable,
}

// sorry returns what to tell a user about an error.
func sorry(err error) string {
	for known, text := range sorries {
		if errors.Is(err, known) {
			return text
		}
	}
	return sorryFailed
}

// turnedAway reports whether an interaction was not answered for the sake of
// others.
func turnedAway(err error) bool {
	return errors.Is(err, errUserLimit) || errors.Is(err, errServerLimit) || errors.Is(err, errBusy) || errors.Is(err, errSuperseded)
}

// outcomeOf names what came of an interaction whose answer Discord has taken.
func outcomeOf(err error) string {
	switch {
	case err == nil:
		return "answered"
	case errors.Is(err, errSuperseded):
		return "superseded"
	case errors.Is(err, errElsewhere):
		return "elsewhere"
	case turnedAway(err):
		return "turned away"
	case errors.Is(err, errUnreadable):
		return "unreadable"
	}
	return "failed"
}

// levels are those of the log's lines by outcome, where they are no errors.
// What a flood brings in masses is not logged line by line.
var levels = map[string]slog.Level{
	"answered":    slog.LevelInfo,
	"superseded":  slog.LevelDebug,
	"turned away": slog.LevelDebug,
	"elsewhere":   slog.LevelDebug,
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

// mostEarly is how often an edit is tried again that came before its deferral.
const mostEarly = 5

// malformed reports whether Discord found fault with the answer itself, which
// the user then still waits for.
func malformed(err error) bool {
	var e *bot.RequestError
	return errors.As(err, &e) && e.Status == http.StatusBadRequest && e.Code != codeAlreadyAcknowledged
}

// undelivered names the outcome of an answer that Discord has not taken, or
// that was not sent.
func undelivered(err error, outcome string) string {
	var e *bot.RequestError
	switch {
	case errors.Is(err, errUnsaid):
		return outcome
	case refusedWith(err, codeAlreadyAcknowledged):
		return "elsewhere"
	case refusedWith(err, codeUnknownInteraction):
		return "expired"
	case errors.As(err, &e) && e.Permanent():
		return "refused"
	}
	return "undelivered"
}
