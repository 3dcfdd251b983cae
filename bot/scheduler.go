package bot

import "context"

// A ScheduleStore keeps schedules and how their posts went.
// [rapporteur/bot/store.Store] is one, and says what the methods promise.
type ScheduleStore interface {
	Schedules(ctx context.Context, guild string) ([]Schedule, error)
	Save(ctx context.Context, s *Schedule, deliveries ...*Delivery) error
	RemoveSchedule(ctx context.Context, id string) error
	Deliveries(ctx context.Context, schedule string, limit int) ([]Delivery, error)
	Guild(ctx context.Context, id string) (Guild, error)
	SaveGuild(ctx context.Context, g *Guild) error
	RemoveGuild(ctx context.Context, id string) error
}

// A Scheduler knows the calendar and the deck, and posts.
// [rapporteur/bot/daily.Engine] is one.
type Scheduler interface {
	// Arrange checks a schedule's rules and filters, writes them as they are
	// kept, and sets when it fires next. What is wrong with the rules is a
	// [Refusal]; other errors are the store's.
	Arrange(ctx context.Context, s *Schedule) error
	// CheckAccess says what stands in the way of the schedule's posts in its
	// channel; none if nothing does. The first message of each reason holds of
	// a schedule that is new as well. It notes whether the channel is a forum,
	// and which of its tags are meant.
	CheckAccess(ctx context.Context, s *Schedule) (faults []Reason, err error)
	// Occurrences returns the next n dates, fewer if there are no more.
	Occurrences(s Schedule, n int) []Occurrence
	// Draw returns what is posted next. That there is nothing is a [Refusal].
	Draw(ctx context.Context, s Schedule) (Draw, error)
	// PostNow posts the next passage at once, besides the day's. Posting for
	// the same interaction again does nothing.
	PostNow(ctx context.Context, s Schedule, interaction string) error
	// Skip leaves out the next date, and returns it.
	Skip(ctx context.Context, s *Schedule) (Occurrence, error)
	// ProposeZones and ProposeDays complete what is typed.
	ProposeZones(typed string, n int) []string
	ProposeDays(typed string, n int) []string
}
