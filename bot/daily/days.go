package daily

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/bot"
)

// Days says on which dates a schedule fires: every nth day or week, if that is
// one of some days of the week or of the month, except some dates. The zero
// value is every day.
//
// It is written in words: "every day", "mon-fri", "tue, thu and sat",
// "every 3 days", "every other sunday", "first monday", "last fri",
// "weekdays except 2026-12-24 to 2027-01-06, 2027-05-01". The parts before
// "except" may be joined: "every 2 days mon-fri" is every second day that is
// not on a weekend.
type Days struct {
	every  int            // days; 0 and 1 mean every day
	weeks  int            // 0 and 1 mean every week
	week   [7]bool        // by time.Weekday
	month  [7]ordinals    // weekdays of the month, by time.Weekday
	dates  ordinals       // days of the month
	except []bot.DayRange // sorted by their first day, apart from each other
	// exceptMonth are weekdays of the month that are left out.
	exceptMonth [7]ordinals
}

// ordinals are numbers from 1 to 31, as bits; bit 0 is the last.
type ordinals uint32

const lastOrdinal ordinals = 1

func (o ordinals) has(n int) bool { return o>>n&1 == 1 }

// Limits of the grammar.
const (
	maxEvery  = 366
	maxWeeks  = 52
	maxExcept = 100
)

// Include reports whether the rules allow the day. "Every n days" counts from
// start, "every n weeks" from the week of the first of its days from start on.
func (d Days) Include(day, start bot.Day) bool {
	if d.every > 1 && (day-start)%bot.Day(d.every) != 0 {
		return false
	}
	if d.weeks > 1 && int(monday(day)-monday(d.firstFrom(start)))/7%d.weeks != 0 {
		return false
	}
	if !d.everyWeekday() && !d.week[day.Weekday()] && !inMonth(day, d.month) && !d.dates.hasDate(day) {
		return false
	}
	if inMonth(day, d.exceptMonth) {
		return false
	}
	return !slices.ContainsFunc(d.except, func(r bot.DayRange) bool { return r.Includes(day) })
}

// everyWeekday reports whether neither days of the week nor of the month are
// named.
func (d Days) everyWeekday() bool { return d.week == [7]bool{} && !d.monthly() }

func (d Days) monthly() bool { return d.month != [7]ordinals{} || d.dates != 0 }

// firstFrom returns the first day of the week's days from start on.
func (d Days) firstFrom(start bot.Day) bot.Day {
	for day := start; day < start+7; day++ {
		if d.week[day.Weekday()] {
			return day
		}
	}
	return start
}

// monday returns the day on which the week of a day begins.
func monday(day bot.Day) bot.Day { return day - bot.Day((day.Weekday()+6)%7) }

// inMonth reports whether a day is one of some weekdays of its month.
func inMonth(day bot.Day, month [7]ordinals) bool {
	of, date := month[day.Weekday()], day.UTC().Day()
	return of.has((date+6)/7) || of&lastOrdinal != 0 && (day+7).UTC().Day() <= 7
}

// hasDate reports whether a day is one of some dates of its month.
func (o ordinals) hasDate(day bot.Day) bool {
	return o.has(day.UTC().Day()) || o&lastOrdinal != 0 && (day+1).UTC().Day() == 1
}

// String returns the rules as ParseDays reads them.
func (d Days) String() string {
	var parts []string
	if d.every > 1 {
		parts = append(parts, fmt.Sprintf("every %d days", d.every))
	}
	if d.weeks > 1 {
		parts = append(parts, fmt.Sprintf("every %d weeks", d.weeks))
	}
	if d.week != [7]bool{} {
		parts = append(parts, weekString(d.week))
	}
	parts = append(parts, monthStrings(d.month)...)
	if d.dates != 0 {
		parts = append(parts, ordinalString(d.dates, dateNames)+" of the month")
	}
	s := strings.Join(parts, " ")
	if s == "" {
		s = "every day"
	}
	except := monthStrings(d.exceptMonth)
	for _, r := range d.except {
		except = append(except, r.String())
	}
	if len(except) > 0 {
		s += " except " + strings.Join(except, ", ")
	}
	return s
}

var weekdayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var ordinalNames = []string{"last", "first", "second", "third", "fourth", "fifth"}

// dateNames are "last day", "1st", … "31st".
var dateNames = func() []string {
	names := []string{"last day"}
	for n := 1; n <= 31; n++ {
		suffix := "th"
		if n/10 != 1 && n%10 <= 3 {
			suffix = [4]string{"th", "st", "nd", "rd"}[n%10]
		}
		names = append(names, fmt.Sprint(n, suffix))
	}
	return names
}()

// ordinalString names ordinals, the last one last.
func ordinalString(o ordinals, names []string) string {
	var parts []string
	for i := range names {
		if n := (i + 1) % len(names); o.has(n) {
			parts = append(parts, names[n])
		}
	}
	return strings.Join(parts, ", ")
}

// monthStrings names weekdays of the month, from Monday on.
func monthStrings(month [7]ordinals) []string {
	var parts []string
	for i := range month {
		if day := (i + 1) % 7; month[day] != 0 {
			parts = append(parts, ordinalString(month[day], ordinalNames)+" "+weekdayNames[day])
		}
	}
	return parts
}

// weekString writes days of the week from Monday on, three and more in a row
// as a range.
func weekString(week [7]bool) string {
	var parts []string
	for i := 0; i < 7; {
		day := func(i int) int { return (i + 1) % 7 }
		if !week[day(i)] {
			i++
			continue
		}
		j := i
		for j < 6 && week[day(j+1)] {
			j++
		}
		if j-i >= 2 {
			parts = append(parts, weekdayNames[day(i)]+"-"+weekdayNames[day(j)])
			i = j + 1
			continue
		}
		parts = append(parts, weekdayNames[day(i)])
		i++
	}
	return strings.Join(parts, ", ")
}
