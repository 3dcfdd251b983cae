package daily

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"rapporteur/bot"
)

// A Store keeps schedules, the ledger and servers. [rapporteur/bot/store.Store]
// is one, and says what the methods promise.
type Store interface {
	Save(ctx context.Context, s *bot.Schedule, deliveries ...*bot.Delivery) error
	Schedule(ctx context.Context, id string) (bot.Schedule, error)
	DueSchedules(ctx context.Context, t time.Time, limit int) ([]bot.Schedule, error)
	Delivery(ctx context.Context, key string) (bot.Delivery, error)
	Deliveries(ctx context.Context, schedule string, limit int) ([]bot.Delivery, error)
	OpenDeliveries(ctx context.Context, after string, limit int) ([]string, error)

	Guild(ctx context.Context, id string) (bot.Guild, error)
	SaveGuild(ctx context.Context, g *bot.Guild) error
	Guilds(ctx context.Context) ([]string, error)
	RemoveGuild(ctx context.Context, id string) error
}

// Options are what an engine needs. What comes from Log on is optional; of the
// two databases one is required, the one that the store is in.
type Options struct {
	Store       Store
	SQLite      *sql.DB
	Postgres    *pgxpool.Pool
	Decks       *Decks
	Poster      bot.Poster
	Permissions bot.Permissions
	Membership  bot.Membership
	Log         *slog.Logger     // nil discards
	Window      time.Duration    // how late a post may be; 0 is six hours
	Now         func() time.Time // nil is time.Now
	RescueAfter time.Duration    // when a job that a killed process has left is taken up again; 0 is a minute
}

// How posting is paced.
const (
	planEvery  = 2 * time.Second  // how late a post may be noticed as due
	sweepEvery = 30 * time.Second // how late a job is found to be lacking
	batch      = 200              // schedules or jobs that are taken at once

	window      = 6 * time.Hour   // how late a post may be, if Options do not say
	nonceMemory = time.Minute     // with the time that a job takes, less than Discord's "past few minutes"
	clockError  = time.Hour       // how far the clocks here and at Discord may differ
	firstRetry  = 2 * time.Second // doubled with every try
	lastRetry   = 10 * time.Minute
	goneFor     = 30 * 24 * time.Hour // after which a server that removed the bot is forgotten
)

// An Engine posts what is due: it looks for schedules that fire, writes their
// dates into the ledger, and has a durable job for each open line of it.
//
// What may happen when is decided by the ledger alone. The jobs only see to it
// that somebody looks at a line until it is closed; running one twice, or at
// the same time in two processes, does no harm.
type Engine struct {
	store       Store
	decks       *Decks
	poster      bot.Poster
	permissions bot.Permissions
	membership  bot.Membership
	log         *slog.Logger
	window      time.Duration
	now         func() time.Time
	queue       queue
}

// New makes an engine. It does nothing before Run.
func New(o Options) (*Engine, error) {
	e := &Engine{
		store: o.Store, decks: o.Decks, poster: o.Poster, permissions: o.Permissions, membership: o.Membership,
		log: o.Log, window: cmp.Or(o.Window, window), now: o.Now,
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.now == nil {
		e.now = time.Now
	}
	var err error
	if e.queue, err = newQueue(o, e); err != nil {
		return nil, fmt.Errorf("daily: %w", err)
	}
	return e, nil
}

// Run posts what is due until ctx ends. Then it takes nothing more up and lets
// what is under way finish for up to softStop.
func (e *Engine) Run(ctx context.Context) error {
	if err := e.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the daily posts: %w", err)
	}
	tick := time.NewTicker(planEvery)
	defer tick.Stop()
	swept := time.Time{}
	for ctx.Err() == nil {
		planned, err := e.plan(ctx)
		if err == nil && (planned || time.Since(swept) >= sweepEvery) {
			swept = time.Now()
			err = e.sweep(ctx)
		}
		if err != nil && ctx.Err() == nil {
			e.log.Error("planning daily posts", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	if err := e.queue.Stop(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("stop the daily posts: %w", err)
	}
	return nil
}

// plan writes what is due into the ledger, and when each schedule fires next
// beside it, in one transaction for each schedule. It reports whether there
// was anything.
func (e *Engine) plan(ctx context.Context) (planned bool, err error) {
	for {
		now := e.now()
		due, err := e.store.DueSchedules(ctx, now, batch)
		if err != nil || len(due) == 0 {
			return planned, err
		}
		for i := range due {
			err := e.store.Save(ctx, &due[i], planOne(&due[i], now, e.window)...)
			if err != nil && !errors.Is(err, bot.ErrStale) { // stale: another process was first
				return planned, err
			}
		}
		planned = true
	}
}

// planOne moves a schedule to the first date after now, and returns the
// ledger's lines for all dates until then. Those that are past the window are
// recorded as missed, and the last of them is told.
func planOne(s *bot.Schedule, now time.Time, window time.Duration) []*bot.Delivery {
	first := s.Next
	calendar, err := NewCalendar(*s)
	if err != nil {
		// It was understood when it was saved, so a zone has gone from the data.
		d := newDelivery(*s, bot.DeliveryKey(s.ID, first), s.NextAt)
		d.Day, d.State, d.Why = first, bot.Failed, sentence(err)+" `/daily edit` mends it."
		d.Steps = map[bot.Step]bot.Progress{bot.Alarm: {State: bot.Due}}
		s.Paused, s.Alarmed, s.NextAt = d.Why, d.Why, time.Time{}
		return []*bot.Delivery{d}
	}
	s.Next, s.NextAt = 0, time.Time{}
	var lines []*bot.Delivery
	lastMissed := -1
	for o := range calendar.On(first) {
		if o.At.After(now) {
			s.Next, s.NextAt = o.Day, o.At
			break
		}
		d := newDelivery(*s, bot.DeliveryKey(s.ID, o.Day), o.At)
		d.Day = o.Day
		if now.Sub(o.At) > window {
			d.State, d.Steps = bot.Missed, nil
			d.Why = whyDown
			lastMissed = len(lines)
		}
		lines = append(lines, d)
	}
	if lastMissed >= 0 && s.Alarmed != whyDown {
		s.Alarmed = whyDown
		lines[lastMissed].Steps = map[bot.Step]bot.Progress{bot.Alarm: {State: bot.Due}}
	}
	return lines
}

// newDelivery returns a line of the ledger with the steps that the schedule
// asks for.
func newDelivery(s bot.Schedule, key string, at time.Time) *bot.Delivery {
	d := &bot.Delivery{
		Key: key, Schedule: s.ID, Guild: s.Guild, Channel: s.Channel, At: at, State: bot.Due,
		Steps: make(map[bot.Step]bot.Progress),
	}
	for step, wanted := range map[bot.Step]bool{bot.Ping: s.Role != "", bot.Thread: s.Thread, bot.Pin: s.Pin} {
		if wanted {
			d.Steps[step] = bot.Progress{State: bot.Due}
		}
	}
	return d
}

// sweep sees to it that every open line of the ledger has a job.
func (e *Engine) sweep(ctx context.Context) error {
	for after := ""; ; {
		keys, err := e.store.OpenDeliveries(ctx, after, batch)
		if err != nil || len(keys) == 0 {
			return err
		}
		if err := e.Deliver(ctx, keys...); err != nil {
			return err
		}
		after = keys[len(keys)-1]
	}
}
