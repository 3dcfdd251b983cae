package main

import (
	"bufio"
	"errors"
	"fmt"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/daily"
)

type dailyCommand struct {
	Next dailyNextCommand `cmd:"" help:"Print when a schedule would post."`
}

type dailyNextCommand struct {
	Time     string  `required:"" placeholder:"HH:MM" help:"Local time of day."`
	Timezone string  `default:"UTC" placeholder:"ZONE" help:"IANA time zone (${default})."`
	From     string  `placeholder:"DATE" help:"First local date; without it, today. \"Every n days\" counts from here."`
	Until    string  `placeholder:"DATE" help:"Last local date."`
	Count    natural `default:"5" placeholder:"N" help:"How many (${default})."`
	Days     string  `placeholder:"RULES" help:"Which days, as in /daily add: \"mon-fri except 2026-12-24 to 2027-01-06\"."`
	JSON     bool    `name:"json" help:"Write one JSON object on each line."`
}

func (c *dailyNextCommand) Help() string {
	return `A time that the date does not have, since clocks are set forward, is the first
moment after the gap; it may fall on the next date, and still counts for its
own. A time that the date has twice is the first of the two. A date that a time
zone has skipped is not printed.`
}

// A firing is one line of the answer in JSON.
type firing struct {
	Date  string `json:"date"`  // nominal
	At    string `json:"at"`    // UTC
	Local string `json:"local"` // the same instant, as clocks show it
}

func (c *dailyNextCommand) Run(e *environment) error {
	calendar, first, err := c.calendar(time.Now())
	if err != nil {
		return misuse{err}
	}
	out := bufio.NewWriter(e.stdout)
	write := func(o bot.Occurrence) error {
		_, err := fmt.Fprintf(out, "%s  %s\n", o.Day, o.At.In(calendar.Zone).Format("Mon 2006-01-02 15:04 MST (-07:00)"))
		return err
	}
	if c.JSON {
		encoder := newJSON(out)
		write = func(o bot.Occurrence) error {
			return encoder.Encode(firing{o.Day.String(), o.At.Format(time.RFC3339), o.At.In(calendar.Zone).Format(time.RFC3339)})
		}
	}
	n := 0
	for o := range calendar.On(first) {
		if err := write(o); err != nil {
			return fmt.Errorf("daily next: %w", err)
		}
		if n++; n == int(c.Count) {
			break
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("daily next: %w", err)
	}
	if n == 0 {
		return errors.New("no date is left on which these rules allow a post; look at --days, --from and --until")
	}
	return nil
}

// calendar checks the flags. Their errors are finished sentences.
func (c *dailyNextCommand) calendar(now time.Time) (daily.Calendar, bot.Day, error) {
	schedule := bot.Schedule{Days: c.Days}
	zone, zoneErr := daily.ReadZone(c.Timezone)
	if zone != nil {
		schedule.Zone = zone.String()
	}
	var clockErr, fromErr, untilErr error
	schedule.Time, clockErr = bot.ParseClock(c.Time)
	if c.From != "" {
		schedule.From, fromErr = bot.ParseDay(c.From)
	} else if zone != nil {
		schedule.From = bot.DayOf(now.In(zone))
	}
	if c.Until != "" {
		schedule.Until, untilErr = bot.ParseDay(c.Until)
	}
	if err := errors.Join(clockErr, zoneErr, fromErr, untilErr); err != nil {
		return daily.Calendar{}, 0, err
	}
	schedule.Start = schedule.From
	calendar, err := daily.NewCalendar(schedule)
	return calendar, schedule.From, err
}
