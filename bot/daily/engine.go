package daily

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"rapporteur/bot"
)

// A Store keeps schedules, the ledger and servers. [rapporteur/bot/store.Store]
// is one, and says what the methods promise.
type Store interface {
	Save(ctx context.Context, s *bot.Schedule, deliveries ...*bot.Delivery) error
	Schedule(ctx context.Context, id string) (bot.Schedule, error)
	Next(ctx context.Context) (fires, look time.Time, err error)
	Plan(ctx context.Context, t time.Time, limit int, move func(*bot.Schedule) []*bot.Delivery) (n int, damaged []string, err error)

	Delivery(ctx context.Context, key string) (bot.Delivery, error)
	Deliveries(ctx context.Context, schedule string, limit int) ([]bot.Delivery, error)
	Claim(ctx context.Context, now, until time.Time, limit int) (keys []string, err error)
	LookAgain(ctx context.Context, key string, at time.Time) error
	SetAside(ctx context.Context, key string) error

	Guild(ctx context.Context, id string) (bot.Guild, error)
	SaveGuild(ctx context.Context, g *bot.Guild) error
	Guilds(ctx context.Context) ([]string, error)
	RemoveGuild(ctx context.Context, id string) error
	RemoveExpired(ctx context.Context) error
	TakeChore(ctx context.Context, name string, every time.Duration) (bool, error)
}

// Options are what an engine needs. What comes from Log on is optional.
type Options struct {
	Store       Store
	Decks       *Decks
	Poster      bot.Poster
	Permissions bot.Permissions
	Membership  bot.Membership
	Log         *slog.Logger     // nil discards
	Window      time.Duration    // how late a post may be; 0 is six hours
	Now         func() time.Time // nil is time.Now
	Closed      func(bot.State)  // is told how each delivery has ended; nil for nobody
	Lease       time.Duration    // after which a line that a killed process has left is taken up; 0 is a minute
}

// How posting is paced.
const (
	lookEvery = 2 * time.Second // how late what another process has written is noticed
	batch     = 200             // schedules that are planned at once

	window      = 6 * time.Hour   // how late a post may be, if Options do not say
	onTime      = time.Minute     // a line that is written later than this may have been posted before
	nonceMemory = time.Minute     // with the time that a look takes, less than Discord's "past few minutes"
	clockError  = time.Hour       // how far the clocks here and at Discord may differ
	firstRetry  = 2 * time.Second // doubled with every try
	lastRetry   = 10 * time.Minute
	goneFor     = 30 * 24 * time.Hour // after which a server that removed the bot is forgotten
)

// An Engine posts what is due: it looks for schedules that fire, writes their
// dates into the ledger, and looks at each open line of it until it is closed.
//
// What may happen when is decided by the ledger alone, which is the queue as
// well. Whoever claims a line has it for itself for the time of a lease. That
// two have it at the same time after all, since one was held up, does no harm.
type Engine struct {
	store       Store
	decks       *Decks
	poster      bot.Poster
	permissions bot.Permissions
	membership  bot.Membership
	log         *slog.Logger
	window      time.Duration
	now         func() time.Time
	lease       time.Duration
	closed      func(bot.State)
	began       time.Time
	stir        chan struct{} // has room for one: something may be due at once
}

// New makes an engine. It does nothing before Run.
func New(o Options) *Engine {
	e := &Engine{
		store: o.Store, decks: o.Decks, poster: o.Poster, permissions: o.Permissions, membership: o.Membership,
		log: o.Log, window: cmp.Or(o.Window, window), now: o.Now, lease: cmp.Or(o.Lease, lease),
		closed: o.Closed, stir: make(chan struct{}, 1),
	}
	if e.closed == nil {
		e.closed = func(bot.State) {}
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.now == nil {
		e.now = time.Now
	}
	e.began = e.now()
	return e
}

// plan writes up to batch dates that are due into the ledger, and when their
// schedules fire next beside them. It returns how many there were.
func (e *Engine) plan(ctx context.Context) (int, error) {
	now := e.now()
	var ended []bot.State
	n, damaged, err := e.store.Plan(ctx, now, batch, func(s *bot.Schedule) []*bot.Delivery {
		lines := planOne(s, now, e.window)
		for _, d := range lines {
			if d.State != bot.Due {
				ended = append(ended, d.State)
			}
		}
		return lines
	})
	if err == nil {
		for _, state := range ended {
			e.closed(state)
		}
	}
	for _, id := range damaged {
		e.log.Error("schedule set aside: what is stored of it is damaged", "schedule", id)
	}
	return n, err
}

// planOne moves a schedule to the first date after now, and returns the
// ledger's lines for all dates until then. Those that are past the window are
// recorded as missed, and the last of them is told.
func planOne(s *bot.Schedule, now time.Time, window time.Duration) []*bot.Delivery {
	first := s.Next
	calendar, err := NewCalendar(*s)
	if err != nil {
		// It was understood when it was saved, so a zone has gone from the data.
		d := newDelivery(*s, bot.DeliveryKey(s.ID, first), s.NextAt, now)
		d.Day, d.State, d.Why = first, bot.Failed, bot.ReasonOf(err).And(bot.Why("`/daily edit` mends it."))
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
		d := newDelivery(*s, bot.DeliveryKey(s.ID, o.Day), o.At, now)
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
// asks for, written now.
func newDelivery(s bot.Schedule, key string, at, now time.Time) *bot.Delivery {
	d := &bot.Delivery{
		Key: key, Schedule: s.ID, Guild: s.Guild, Channel: s.Channel, At: at, Planned: now, State: bot.Due,
		Steps: make(map[bot.Step]bot.Progress),
	}
	for step, wanted := range map[bot.Step]bool{
		bot.Ping: s.Role != "", bot.Thread: s.Thread, bot.Pin: s.Pin, bot.Unpin: s.Pin, bot.Publish: s.Publish,
	} {
		if wanted {
			d.Steps[step] = bot.Progress{State: bot.Due}
		}
	}
	return d
}
