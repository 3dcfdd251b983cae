// Package daily posts a passage a day: which day and at what instant, which
// passage, and how it gets into the channel once and only once.
package daily

import (
	"iter"
	"time"

	"rapporteur/bot"
)

// A Calendar says when a schedule fires. It is computed from the local date:
// every date that the rules allow and that the zone's calendar has fires once,
// and the instants rise strictly.
//
//   - A time that the date has twice, since clocks were set back, is the first
//     of the two.
//   - A time that the date does not have, since clocks were set forward, is the first
//     moment after the gap. That may be on the next date (in Nuuk, 23:59 of
//     2026-03-28 is 00:00 of the 29th) and still counts for its own.
//   - A date that was left out whole (in Apia, 2011-12-30) is nobody's day and
//     fires not at all.
type Calendar struct {
	Time  bot.Clock
	Zone  *time.Location
	Days  Days
	Start bot.Day // the day that "every n days" counts from
	From  bot.Day // first day, 0 if open
	Until bot.Day // last day, 0 if open
}

// horizon bounds the search for the next day. The slowest rule that fires at
// all, every 366 days if that is a Monday, comes back within 7 × 366 days.
const horizon = 7*366 + 366

// NewCalendar returns the calendar of a schedule. The error is a sentence for
// the person who wrote the rules.
func NewCalendar(s bot.Schedule) (Calendar, error) {
	zone, err := LoadZone(s.Zone)
	if err != nil {
		return Calendar{}, err
	}
	days, err := ParseDays(s.Days)
	if err != nil {
		return Calendar{}, err
	}
	if s.Until != 0 && s.Until < s.From {
		return Calendar{}, bot.Refuse("The last day, %s, is before the first, %s.", s.Until.String(), s.From.String())
	}
	return Calendar{s.Time, zone, days, s.Start, s.From, s.Until}, nil
}

// On yields the occurrences from the given date on, by nominal date. It ends
// after Until, or when the rules allow no further date.
func (c Calendar) On(first bot.Day) iter.Seq[bot.Occurrence] {
	return func(yield func(bot.Occurrence) bool) {
		day := max(first, c.From)
		for last := day + horizon; day <= last && (c.Until == 0 || day <= c.Until); day++ {
			if !c.Days.Include(day, c.Start) {
				continue
			}
			at, ok := instant(day, c.Time, c.Zone)
			if !ok {
				continue
			}
			if !yield(bot.Occurrence{Day: day, At: at}) {
				return
			}
			last = day + horizon
		}
	}
}

// After yields the occurrences later than t.
func (c Calendar) After(t time.Time) iter.Seq[bot.Occurrence] {
	return func(yield func(bot.Occurrence) bool) {
		// An occurrence may be on the date after its own, and no further.
		for o := range c.On(bot.DayOf(t.In(c.Zone)) - 1) {
			if o.At.After(t) && !yield(o) {
				return
			}
		}
	}
}

// instant returns the first moment at which clocks in the zone show the given
// time on the given date, or the first moment after the gap that holds it. It
// reports false if the zone's calendar does not have the date.
func instant(day bot.Day, clock bot.Clock, zone *time.Location) (time.Time, bool) {
	at := firstAt(day, clock, zone)
	// Only where the date's own midnight falls in a gap can it be missing.
	if bot.DayOf(at) > day && bot.DayOf(firstAt(day, 0, zone)) > day {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// firstAt walks the periods of constant offset around the date, the earliest
// first. A clock that shows c after a gap began shows it at the gap's end; in
// any other period it shows c at c minus the offset, if that is inside.
func firstAt(day bot.Day, clock bot.Clock, zone *time.Location) time.Time {
	shown := day.UTC().Add(time.Duration(clock) * time.Minute)
	// No zone was ever more than a day from UTC.
	for t := shown.Add(-48 * time.Hour).In(zone); ; {
		_, offset := t.Zone()
		start, end := bounds(t)
		at := shown.Add(-time.Duration(offset) * time.Second).In(zone)
		if at.Before(start) {
			at = start
		}
		if end.IsZero() || at.Before(end) {
			return at
		}
		t = end
	}
}

// bounds returns when the period of constant offset around t begins and ends,
// the zero time where it does not. Of the last two days of a leap year from
// 2040 on, time.ZoneBounds says that the period ends with itself; the period is
// then that of the next days.
func bounds(t time.Time) (start, end time.Time) {
	start, end = t.ZoneBounds()
	if !end.IsZero() && !end.After(t) {
		_, end = t.Add(72 * time.Hour).ZoneBounds()
	}
	return start, end
}
