package daily

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/bot"
)

const (
	weekdayPattern  = `(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|r|rs)?s?`
	ordinalPattern  = `(?:last|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)`
	ordinalsPattern = `(` + ordinalPattern + `(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s*,\s*and\s+)` + ordinalPattern + `)*)`
	ofMonthPattern  = `\s+(?:of|in)\s+(?:(?:the|every|each|a)\s+)?months?`
	everyPattern    = `(?:(?:every|each|the|on the)\s+)?`
	datePattern     = `(\d{4}-\d{2}-\d{2})`
	toPattern       = `\s*(?:-|–|—|\.\.|\bto\b|\buntil\b|\bthrough\b)\s*`
)

// daysTerms are the words of the grammar, the longest first among those that
// begin alike. Each adds what it says to d; m are the groups of the pattern.
var daysTerms = []struct {
	pattern *regexp.Regexp
	except  bool // may stand after "except"
	add     func(d *Days, m []string) error
}{
	{term(`every\s*day|daily`), false, func(*Days, []string) error { return nil }},
	{term(`every\s+(other|second|third|\d+(?:st|nd|rd|th)?)\s+days?`), false, func(d *Days, m []string) error {
		n, ok := map[string]int{"other": 2, "second": 2, "third": 3}[m[1]]
		if !ok {
			n, _ = strconv.Atoi(strings.TrimRight(m[1], "stndrh"))
		}
		if n < 1 || n > maxEvery {
			return bot.Refuse("“Every n days” goes from 1 to %d, so “%s” is not possible.", maxEvery, m[0])
		}
		if d.every > 1 || d.weeks > 1 {
			return errTwoRhythms
		}
		d.every = n
		return nil
	}},
	{term(`every\s+(other|second|third|\d+(?:st|nd|rd|th)?)\s+weeks?(?:\s+on)?|(biweekly|fortnightly|every fortnight)(?:\s+on)?`), false, func(d *Days, m []string) error {
		n, ok := map[string]int{"": 2, "other": 2, "second": 2, "third": 3}[m[1]]
		if !ok {
			n, _ = strconv.Atoi(strings.TrimRight(m[1], "stndrh"))
		}
		return d.setWeeks(n, m[0])
	}},
	{term(`(?:every\s+week|weekly)(?:\s+on)?`), false, func(d *Days, m []string) error { return d.setWeeks(1, m[0]) }},
	{term(everyPattern + ordinalsPattern + `\s+` + weekdayPattern + ofMonthPattern), true, addOrdinals},
	{term(everyPattern + `(\d+(?:st|nd|rd|th)(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)\d+(?:st|nd|rd|th))*(?:(?:\s*,\s*|\s+and\s+)last\s+day)?|(?:first|last)\s+day)` + ofMonthPattern), false, addDates},
	{term(`every\s+(?:other|second|2nd|alternate)\s+` + weekdayPattern), false, func(d *Days, m []string) error {
		d.week[slices.Index(weekdayNames[:], m[1])] = true
		return d.setWeeks(2, m[0])
	}},
	{term(`every\s+(third|fourth|fifth|3rd|4th|5th)\s+` + weekdayPattern), false, func(_ *Days, m []string) error {
		n := ordinalOf(m[1])
		return bot.Refuse("“%s” may mean “%s” or “%s”. Please write which one.", brief(m[0]),
			fmt.Sprintf("every %d weeks %s", n, m[2]), fmt.Sprintf("%s %s of the month", ordinalNames[n], m[2]))
	}},
	{term(everyPattern + ordinalsPattern + `\s+` + weekdayPattern), true, addOrdinals},
	{term(`(?:every\s+)?(?:weekdays?|working\s+days?|school\s+days?)`), true, addWeek(time.Monday, time.Friday)},
	{term(`(?:every\s+)?weekends?`), true, addWeek(time.Saturday, time.Sunday)},
	{term(`(?:every\s+)?` + weekdayPattern + toPattern + weekdayPattern), true, func(d *Days, m []string) error {
		first, last := slices.Index(weekdayNames[:], m[1]), slices.Index(weekdayNames[:], m[2])
		return addWeek(time.Weekday(first), time.Weekday(last))(d, m)
	}},
	{term(`(?:every\s+)?` + weekdayPattern), true, func(d *Days, m []string) error {
		d.week[slices.Index(weekdayNames[:], m[1])] = true
		return nil
	}},
	{term(datePattern + `(?:` + toPattern + datePattern + `)?`), true, func(d *Days, m []string) error {
		first, err := bot.ParseDay(m[1])
		if err != nil {
			return err
		}
		last := first
		if m[2] != "" {
			if last, err = bot.ParseDay(m[2]); err != nil {
				return err
			}
		}
		if last < first {
			return bot.Refuse("“%s” ends before it begins.", m[0])
		}
		d.except = append(d.except, bot.DayRange{First: first, Last: last})
		return nil
	}},
}

// errTwoRhythms is of rules that say twice how often.
var errTwoRhythms = bot.Refuse("Please say only once how often.")

func (d *Days) setWeeks(n int, said string) error {
	switch {
	case n < 1 || n > maxWeeks:
		return bot.Refuse("“Every n weeks” goes from 1 to %d, so “%s” is not possible.", maxWeeks, brief(said))
	case d.every > 1 || d.weeks > 1 && d.weeks != n:
		return errTwoRhythms
	}
	d.weeks = n
	return nil
}

// ordinalOf returns the number of a word, 0 for the last.
func ordinalOf(word string) int {
	if n := slices.Index(ordinalNames, word); n >= 0 {
		return n
	}
	n, _ := strconv.Atoi(strings.TrimRight(word, "stndrh"))
	return n
}

var (
	ordinalWord = regexp.MustCompile(ordinalPattern)
	dateWord    = regexp.MustCompile(`\d+|first|last`)
)

func addOrdinals(d *Days, m []string) error {
	for _, word := range ordinalWord.FindAllString(m[1], -1) {
		d.month[slices.Index(weekdayNames[:], m[2])] |= 1 << ordinalOf(word)
	}
	return nil
}

func addDates(d *Days, m []string) error {
	for _, word := range dateWord.FindAllString(m[1], -1) {
		n := ordinalOf(word)
		if n > 31 || n < 1 && word != "last" {
			return bot.Refuse("“%s” is not a day of the month.", brief(m[0]))
		}
		d.dates |= 1 << n
	}
	return nil
}

func term(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + pattern + `)(?:$|[\s,;]+)`)
}

func addWeek(first, last time.Weekday) func(*Days, []string) error {
	return func(d *Days, _ []string) error {
		for day := first; ; day = (day + 1) % 7 {
			d.week[day] = true
			if day == last {
				return nil
			}
		}
	}
}

var exceptPattern = regexp.MustCompile(`[\s,;]*\b(?:except(?:\s+(?:for|on))?|(?:but\s+)?not(?:\s+on)?|without)\b[\s,;]*`)

// daysHelp explains the grammar in one sentence.
const daysHelp bot.Key = "Write days of the week (mon-fri, sat, weekends), of the month (first monday, last fri), a rhythm (every 3 days, " +
	"every other sunday), or several, and after the word “except” what to leave out: mon-fri except 2026-12-24 to 2027-01-06, 2027-05-01."

// ParseDays reads the rules; "" is every day. The error is for the person who
// wrote them: it quotes what is not understood and explains the grammar.
func ParseDays(s string) (Days, error) {
	text := strings.Trim(strings.ToLower(s), " \t\n.,;")
	only, except, left := cutExcept(text)
	if left && except == "" {
		return Days{}, bot.Refuse("“%s” does not say what to leave out. %s", brief(s), daysHelp)
	}
	var d, out Days
	if err := d.parse(only, false); err != nil {
		return Days{}, bot.Refuse("%s %s", err, daysHelp)
	}
	if err := out.parse(except, true); err != nil {
		return Days{}, bot.Refuse("%s %s", err, daysHelp)
	}
	if len(d.except) > 0 {
		return Days{}, bot.Refuse("A date alone can only be left out. Write “except” before it. %s", daysHelp)
	}
	noDay := [7]bool{}
	hasRhythm, leavesOut := d.every > 1 || d.weeks > 1, out.week != noDay
	if d.weeks > 0 && d.week == noDay {
		d.every, d.weeks = 7*d.weeks, 0 // on the day of the week on which it begins
	}
	if leavesOut {
		d.leaveOut(out.week)
	}
	for _, fault := range []struct {
		is  bool
		why bot.Key
	}{
		{hasRhythm && d.monthly(), "“%s” combines a rhythm with days of the month; perhaps no date fits both. %s"},
		{leavesOut && d.monthly(), "“%s” excludes days of the week from days of the month. Please name only the days that you want. %s"},
		{leavesOut && d.week == noDay, "“%s” excludes every day of the week. %s"},
	} {
		if fault.is {
			return Days{}, bot.Refuse(fault.why, brief(s), daysHelp)
		}
	}
	if len(out.except) > maxExcept {
		return Days{}, bot.Refuse("At most %d dates can be left out. Join neighbouring ones, as in “2026-12-24 to 2027-01-06”.", maxExcept)
	}
	d.except, d.exceptMonth = joinRanges(out.except), out.month
	if d.week == [7]bool{true, true, true, true, true, true, true} {
		d.week, d.month, d.dates = [7]bool{}, [7]ordinals{}, 0
	}
	return d, nil
}

// leaveOut takes days of the week out of those that are named, or of all.
func (d *Days) leaveOut(week [7]bool) {
	all := d.week == [7]bool{}
	for day := range d.week {
		d.week[day] = (all || d.week[day]) && !week[day]
	}
}

func cutExcept(s string) (before, after string, found bool) {
	at := exceptPattern.FindStringIndex(s)
	if at == nil {
		return s, "", false
	}
	return s[:at[0]], s[at[1]:], true
}

// parse adds the terms of s to d. after says that they follow "except".
func (d *Days) parse(s string, after bool) error {
	for s != "" {
		rest, err := d.parseTerm(s, after)
		if err != nil {
			return err
		}
		s = strings.TrimPrefix(strings.TrimPrefix(rest, "and "), "& ")
	}
	return nil
}

func (d *Days) parseTerm(s string, after bool) (rest string, err error) {
	for _, t := range daysTerms {
		if after && !t.except {
			continue
		}
		if m := t.pattern.FindStringSubmatch(s); m != nil {
			return s[len(m[0]):], t.add(d, m)
		}
	}
	return "", bot.Refuse("“%s” is not understood.", brief(s))
}

// brief returns the beginning of what somebody typed, for a message.
func brief(s string) string {
	const most = 60 // bytes
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// joinRanges sorts ranges and joins those that touch.
func joinRanges(ranges []bot.DayRange) []bot.DayRange {
	slices.SortFunc(ranges, func(a, b bot.DayRange) int { return int(a.First - b.First) })
	var joined []bot.DayRange
	for _, r := range ranges {
		if n := len(joined); n > 0 && r.First <= joined[n-1].Last+1 {
			joined[n-1].Last = max(joined[n-1].Last, r.Last)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// ProposeDays returns up to n rules that somebody may mean who has typed so
// much, on the given date: what was typed, if it is whole, and examples.
func ProposeDays(typed string, today bot.Day, n int) []string {
	year := today.UTC().Year()
	examples := []string{
		"every day", "mon-fri", "weekends", "mon, wed, fri", "tue, thu", "every 2 days", "every 3 days", "every 7 days",
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "every 2 weeks sun", "first mon", "last fri", "1st of the month",
		"first, third mon", "every 2 days mon-fri",
		fmt.Sprintf("every day except %d-12-24 to %d-01-06", year, year+1),
		fmt.Sprintf("mon-fri except %d-12-24 to %d-01-06", year, year+1),
	}
	typed = strings.ToLower(strings.TrimSpace(typed))
	var found []string
	if d, err := ParseDays(typed); err == nil && typed != "" {
		found = append(found, d.String())
		if len(d.except) == 0 {
			examples = append(examples, fmt.Sprintf("%s except %d-12-24 to %d-01-06", d, year, year+1))
		}
	} else if before, _, ok := cutExcept(typed); ok {
		if d, err := ParseDays(before); err == nil {
			examples = append(examples,
				fmt.Sprintf("%s except %s", d, today+1),
				fmt.Sprintf("%s except %s to %s", d, today+1, today+7))
			typed = d.String() + " except"
		}
	}
	for _, e := range examples {
		if strings.HasPrefix(e, typed) && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	if len(found) == 0 {
		found = examples
	}
	return found[:min(n, len(found))]
}
