package daily

import (
	"context"
	"fmt"
	"time"

	"rapporteur/bot"
)

var _ bot.Scheduler = (*Engine)(nil)

// Arrange checks and completes a schedule, as [bot.Scheduler] says. The next
// date is the first to come that is not in the ledger yet: a schedule that is
// moved to a later hour does not post a second time on the day. A date that is
// due already, and not in the ledger since nobody has looked, is not passed
// over.
func (e *Engine) Arrange(ctx context.Context, s *bot.Schedule) error {
	now := e.now()
	zone, err := ReadZone(s.Zone)
	if err != nil {
		return err
	}
	days, err := ParseDays(s.Days)
	if err != nil {
		return err
	}
	s.Zone, s.Days = zone.String(), ""
	if text := days.String(); text != "every day" {
		s.Days = text
	}
	switch {
	case s.From != 0:
		s.Start = s.From
	case s.Start == 0:
		s.Start = bot.DayOf(now.In(zone))
	}
	calendar, err := NewCalendar(*s)
	if err != nil {
		return err
	}
	coming := calendar.After(now)
	if !s.NextAt.IsZero() && !s.NextAt.After(now) {
		coming = calendar.On(s.Next)
	}
	s.Next, s.NextAt = 0, time.Time{}
	const recent = 400
	log, err := e.store.Deliveries(ctx, s.ID, recent)
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	if err := e.decks.Refilter(ctx, s, log); err != nil {
		return err
	}
	if s.Paused != "" {
		return nil
	}
	written := make(map[bot.Day]bool, len(log))
	for _, d := range log {
		written[d.Day] = true
	}
	for o := range coming {
		if !written[o.Day] {
			s.Next, s.NextAt = o.Day, o.At
			break
		}
	}
	return nil
}

// Occurrences returns the next dates, as [bot.Scheduler] says.
func (e *Engine) Occurrences(s bot.Schedule, n int) []bot.Occurrence {
	calendar, err := NewCalendar(s)
	if err != nil || s.NextAt.IsZero() {
		return nil
	}
	var found []bot.Occurrence
	for o := range calendar.On(s.Next) {
		if found = append(found, o); len(found) == n {
			break
		}
	}
	return found
}

// Draw returns what is posted next.
func (e *Engine) Draw(ctx context.Context, s bot.Schedule) (bot.Draw, error) {
	return e.decks.Draw(ctx, s)
}

// PostNow posts the next passage at once, as [bot.Scheduler] says.
func (e *Engine) PostNow(ctx context.Context, s bot.Schedule, interaction string) error {
	now := e.now()
	d := newDelivery(s, bot.ExtraKey(s.ID, interaction), now, now)
	if err := e.store.Save(ctx, nil, d); err != nil {
		return err
	}
	e.Stir()
	return nil
}

// Skip leaves out the next date, as [bot.Scheduler] says.
func (e *Engine) Skip(ctx context.Context, s *bot.Schedule) (bot.Occurrence, error) {
	calendar, err := NewCalendar(*s)
	if err != nil {
		return bot.Occurrence{}, err
	}
	skipped := bot.Occurrence{Day: s.Next, At: s.NextAt}
	d := newDelivery(*s, bot.DeliveryKey(s.ID, s.Next), s.NextAt, e.now())
	d.Day, d.State, d.Steps = s.Next, bot.Skipped, nil
	s.Next, s.NextAt = 0, time.Time{}
	for o := range calendar.On(skipped.Day + 1) {
		s.Next, s.NextAt = o.Day, o.At
		break
	}
	err = e.store.Save(ctx, s, d)
	if err == nil {
		e.closed(bot.Skipped)
	}
	return skipped, err
}

// ProposeZones completes the name of a time zone.
func (e *Engine) ProposeZones(typed string, n int) []string { return MatchZones(typed, n) }

// ProposeDays completes rules for days.
func (e *Engine) ProposeDays(typed string, n int) []string {
	return ProposeDays(typed, bot.DayOf(e.now().UTC()), n)
}
