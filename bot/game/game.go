// Package game runs rounds of "Who said it?": it shows each answer and the next
// question when they are due, in every process that shares the store, and goes
// on after a restart.
//
// A round is a document that is saved with its version before its message is
// edited, so that of several processes one takes each step. An answer is a
// document of its own, so that a whole class can press at once.
package game

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A Store keeps documents; rapporteur/bot/store says what its methods promise.
type Store interface {
	SaveDocument(ctx context.Context, d *bot.Document) error
	Document(ctx context.Context, kind, id string) (bot.Document, error)
	Documents(ctx context.Context, f bot.DocumentFilter, after string, limit int) ([]bot.Document, error)
	RemoveDocument(ctx context.Context, kind, id string) error
	UserDocuments(ctx context.Context, user string) ([]bot.Document, error)
}

// Options are what an engine needs. Log may be left out.
type Options struct {
	Store  Store
	Editor bot.Editor
	// Render returns the message that shows a round as it is. Where it cannot, the
	// round goes on without.
	Render func(context.Context, bot.Round) (*discordgo.InteractionResponseData, error)
	Log    *slog.Logger // nil discards
}

// An Engine is a [bot.Rounds].
type Engine struct {
	Options

	mu   sync.Mutex
	due  map[string]time.Time // by a round's ID, what this process knows of
	wake chan struct{}
}

// New returns an engine, which takes no step by itself until it runs.
func New(o Options) *Engine {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Engine{Options: o, due: make(map[string]time.Time), wake: make(chan struct{}, 1)}
}

const (
	poll   = 5 * time.Second // between looks for rounds of other processes
	atOnce = 8               // steps that are taken at the same time
	page   = 200             // documents that are read at once
)

// Run takes the steps of rounds when they are due, until ctx ends.
func (e *Engine) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := e.look(ctx); err != nil && ctx.Err() == nil {
			e.Log.Warn("looking for rounds", "error", err)
		}
		until := time.Now().Add(poll)
		for time.Now().Before(until) && ctx.Err() == nil {
			next := e.takeDue(ctx)
			if next.IsZero() || next.After(until) {
				next = until
			}
			timer := time.NewTimer(time.Until(next))
			select {
			case <-ctx.Done():
			case <-e.wake:
			case <-timer.C:
			}
			timer.Stop()
		}
	}
	return nil
}

// look reads which rounds there are and when they are due.
func (e *Engine) look(ctx context.Context) error {
	due := make(map[string]time.Time)
	for after := ""; ; {
		found, err := e.Store.Documents(ctx, bot.DocumentFilter{Kind: bot.KindRound}, after, page)
		if err != nil {
			return err
		}
		for _, d := range found {
			if r, err := roundOf(d); err == nil && !r.Over() {
				due[r.ID] = r.Due
			}
			after = d.ID
		}
		if len(found) < page {
			break
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.due = due
	return nil
}

// takeDue takes the steps that are due, and returns when the next one is; zero
// if none is known.
func (e *Engine) takeDue(ctx context.Context) time.Time {
	e.mu.Lock()
	var now []string
	for id, at := range e.due {
		if !at.After(time.Now()) {
			now = append(now, id)
			delete(e.due, id)
		}
	}
	e.mu.Unlock()
	var steps sync.WaitGroup
	turn := make(chan struct{}, atOnce)
	for _, id := range now {
		turn <- struct{}{}
		steps.Go(func() {
			defer func() { <-turn }()
			if err := e.takeStep(ctx, id); err != nil && ctx.Err() == nil {
				e.Log.Warn("taking a step of a round", "error", err)
			}
		})
	}
	steps.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	var next time.Time
	for _, at := range e.due {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// takeStep takes the step of a round that is due, unless another process has.
func (e *Engine) takeStep(ctx context.Context, id string) error {
	r, err := e.Round(ctx, id)
	if errors.Is(err, bot.ErrAbsent) || err == nil && (r.Over() || r.Due.After(time.Now())) {
		e.plan(r)
		return nil
	}
	if err != nil {
		return err
	}
	err = e.advance(ctx, &r)
	if errors.Is(err, bot.ErrStale) {
		return nil // somebody else was first
	}
	if err != nil {
		return err
	}
	return e.show(ctx, r)
}

// show edits the round's message. A message that can be edited no more ends
// the round.
func (e *Engine) show(ctx context.Context, r bot.Round) error {
	shown, err := e.Render(ctx, r)
	if err != nil {
		return err
	}
	err = e.Editor.EditAnswer(ctx, r.Application, r.Token, shown)
	if refused := (*bot.RequestError)(nil); errors.As(err, &refused) && refused.Permanent() {
		if err := e.Store.RemoveDocument(ctx, bot.KindRound, r.ID); err != nil {
			return err
		}
		e.plan(bot.Round{ID: r.ID})
	}
	return err
}

// plan notes when the next step of a round is due.
func (e *Engine) plan(r bot.Round) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.Over() {
		delete(e.due, r.ID)
		return
	}
	e.due[r.ID] = r.Due
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// Start keeps a new round, sets its ID and when it is due, and takes its steps
// from then on.
func (e *Engine) Start(ctx context.Context, r *bot.Round) error {
	if r.ID == "" {
		r.ID = bot.NewID()
	}
	r.Due = time.Now().Add(time.Duration(r.Seconds) * time.Second)
	if err := e.save(ctx, r); err != nil {
		return err
	}
	e.plan(*r)
	return nil
}

// Round returns a round, or [bot.ErrAbsent].
func (e *Engine) Round(ctx context.Context, id string) (bot.Round, error) {
	d, err := e.Store.Document(ctx, bot.KindRound, id)
	if err != nil {
		return bot.Round{}, err
	}
	return roundOf(d)
}

// Step takes the next step of a round now, if it has taken as many as the
// caller has seen, and returns the round as it is then. It edits no message:
// the caller shows the round.
func (e *Engine) Step(ctx context.Context, id string, at int, shown bool) (bot.Round, error) {
	r, err := e.Round(ctx, id)
	if err != nil || r.At != at || r.Shown != shown || r.Over() {
		return r, err
	}
	err = e.advance(ctx, &r)
	if errors.Is(err, bot.ErrStale) {
		return e.Round(ctx, id)
	}
	return r, err
}

// Stop ends a round now. What was answered so far counts.
func (e *Engine) Stop(ctx context.Context, id string) (bot.Round, error) {
	for {
		r, err := e.Round(ctx, id)
		if err != nil || r.Over() {
			return r, err
		}
		if !r.Shown {
			if err := e.reveal(ctx, &r); err != nil {
				return r, err
			}
		}
		// Before the end is saved, since nobody comes back to a round that is
		// over, and after it, since answers come until then.
		if err := e.count(ctx, r, r.At); err != nil {
			return r, err
		}
		r.Asked = r.Asked[:r.At+1]
		r.At = len(r.Asked)
		switch err := e.save(ctx, &r); {
		case errors.Is(err, bot.ErrStale):
		case err != nil:
			return r, err
		default:
			e.plan(r)
			return r, e.count(ctx, r, len(r.Asked)-1)
		}
	}
}

// advance takes the next step of a round and saves it: the answer after the
// question, the next question after the answer.
func (e *Engine) advance(ctx context.Context, r *bot.Round) error {
	revealed := -1
	if r.Shown {
		// Whoever has shown the answer may have been killed while it counted.
		if err := e.count(ctx, *r, r.At); err != nil {
			return err
		}
	}
	if !r.Shown {
		if err := e.reveal(ctx, r); err != nil {
			return err
		}
		revealed = r.At
		r.Shown, r.Due = true, time.Now().Add(bot.RoundPause)
	} else {
		r.At++
		r.Shown, r.Due = false, time.Now().Add(time.Duration(r.Seconds)*time.Second)
	}
	if err := e.save(ctx, r); err != nil {
		return err
	}
	e.plan(*r)
	if revealed >= 0 {
		return e.count(ctx, *r, revealed)
	}
	return nil
}

const kindScore = "score"

// keptRound is how long a round is kept: for its buttons to say what came of
// it.
const keptRound = 24 * time.Hour

func (e *Engine) save(ctx context.Context, r *bot.Round) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	d := bot.Document{
		Kind: bot.KindRound, ID: r.ID, Version: r.Version, Guild: r.Guild, User: r.Host,
		Expires: time.Now().Add(keptRound), Body: body,
	}
	if err := e.Store.SaveDocument(ctx, &d); err != nil {
		return err
	}
	r.Version = d.Version
	return nil
}

func roundOf(d bot.Document) (bot.Round, error) {
	var r bot.Round
	if err := json.Unmarshal(d.Body, &r); err != nil {
		return r, fmt.Errorf("decode round %s: %w", d.ID, err)
	}
	r.Version = d.Version
	return r, nil
}
