package bot

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Schedule posts a passage a day in one channel of a guild.
type Schedule struct {
	ID      string // 11 characters of [0-9a-z], never used twice
	Version int    // counts the saves, so that a stale copy is not saved over a newer one

	Guild   string
	Channel string
	Creator string // who is told of a failure where the guild has no channel for that; "" once they do not want to be known

	Time  Clock
	Zone  string // IANA name
	Days  string // which days, in the grammar of the command's option; "" is every day
	Start Day    // the day that "every n days" counts from
	From  Day    // first day, 0 if open
	Until Day    // last day, 0 if open

	Mode    Mode
	Speaker string // filters; "" filters nothing
	Record  string // a record's ID
	About   string

	Role     string // mentioned with each post, "" for none
	Thread   bool   // open a thread on each post
	Pin      bool   // pin each post, and unpin the one before
	Publish  bool   // publish each post to those who follow the channel
	Forum    bool   // the channel is a forum: each post opens a thread there
	Title    string // of threads, before the date; "" is of each passage's own
	Tags     []Tag  // of the posts of a forum
	Question string // asked under each passage
	Language string // of what stands around the words, by its code; "" is English

	Paused  Reason    // why it rests, "" while it runs
	Alarmed Reason    // the failure that was last told, "" since the last post that went well
	Next    Day       // nominal date of the next post
	NextAt  time.Time // when that is due; zero while paused and if no day is left
	Deck    Deck
}

// MaxSchedules bounds the schedules of a server: as many as Discord lets a
// command propose.
const MaxSchedules = 25

// A Tag is one that posts of a forum can have.
type Tag struct{ ID, Name string }

// A Mode says in which order passages come.
type Mode string

// The modes. Their text is stored and typed.
const (
	Shuffled Mode = "shuffled" // passages that stand alone, none twice before all had their turn
	Serial   Mode = "serial"   // one record from its first turn to its last
)

// A Deck is how far a schedule has come in its mode.
type Deck struct {
	Seed  uint64 // of the present shuffle
	Round int    // from 1; 0 before the first passage
	Drawn int    // passages or parts of this round that were drawn
	Last  string // the last one drawn, so that the next is known in a changed library too

	// Filter is what the passages were drawn by, and Posted are those of the
	// round that were posted under other filters before.
	Filter string   `json:",omitempty"`
	Posted []string `json:",omitempty"`
}

// Same reports whether a schedule is as far by both.
func (d Deck) Same(other Deck) bool {
	return d.Seed == other.Seed && d.Round == other.Round && d.Drawn == other.Drawn && d.Last == other.Last && d.Filter == other.Filter
}

// An Occurrence is one firing of a schedule.
type Occurrence struct {
	Day Day       // the nominal local date
	At  time.Time // UTC
}

// A Clock is a time of day, in minutes since midnight.
type Clock int

// String returns it as "02:30".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

var clockPattern = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?)?$`)

// ParseClock reads a time of day to the minute: "02:30", "7:05", "7.30 pm",
// "19h30". An hour alone needs am or pm. The error is a sentence for the
// person who typed it.
func ParseClock(s string) (Clock, error) {
	m := clockPattern.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil || m[2] == "" && m[3] == "" {
		return 0, Refuse("“%s” is not a time of day. Write it as 07:30, 19:30 or 7:30 pm.", Clip(s, 60))
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, Refuse("“%s” is not a time of day: with am and pm, hours go from 1 to 12.", Clip(s, 60))
		}
		hour %= 12
		if m[3] == "p" {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 {
		return 0, Refuse("“%s” is past the end of the day. Times run from 00:00 to 23:59.", Clip(s, 60))
	}
	return Clock(hour*60 + minute), nil
}

// A Day is a date of the Gregorian calendar without a zone, counted from
// 1970-01-01, which is also "no date".
type Day int

// DayOf returns the date that t has in its location.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads "2026-03-08". The error is a sentence for the person who
// typed it.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil {
		return 0, Refuse("“%s” is not a date of the form 2026-03-08.", Clip(s, 60))
	}
	if t.Year() < 1971 || t.Year() > 9998 {
		return 0, Refuse("“%s” is too early or too late for a schedule.", Clip(s, 60))
	}
	return DayOf(t), nil
}

// UTC returns the midnight of UTC at which the date begins there.
func (d Day) UTC() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.UTC().Weekday() }

// String returns the date as "2026-03-08", "" for none.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.UTC().Format(time.DateOnly)
}

// A DayRange is some days in a row, both ends included.
type DayRange struct{ First, Last Day }

// Includes reports whether the day is one of the range.
func (r DayRange) Includes(d Day) bool { return r.First <= d && d <= r.Last }

// String returns the range as "2026-12-24 to 2027-01-06", a single day as
// "2026-12-24".
func (r DayRange) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + " to " + r.Last.String()
}
