package daily

import (
	"strings"
	"testing"

	"rapporteur/bot"
)

func TestParseDays(t *testing.T) {
	for typed, want := range map[string]string{
		"":                         "every day",
		"Daily":                    "every day",
		"every day":                "every day",
		"mon-sun":                  "every day",
		"Mon-Fri":                  "mon-fri",
		"weekdays":                 "mon-fri",
		"every weekday":            "mon-fri",
		"weekends":                 "sat, sun",
		"fri-mon":                  "mon, fri-sun",
		"Tuesdays and Thursdays":   "tue, thu",
		"mon, wed & fri.":          "mon, wed, fri",
		"monday to wednesday":      "mon-wed",
		"every saturday":           "sat",
		"every 3 days":             "every 3 days",
		"every other day":          "every 2 days",
		"every 3rd day":            "every 3 days",
		"every 2 days mon-fri":     "every 2 days mon-fri",
		"every day except sundays": "mon-sat",
		"except weekends":          "mon-fri",
		"weekdays not 2026-12-24":  "mon-fri except 2026-12-24",
		"but not on 2026-12-24":    "every day except 2026-12-24",
		"mon-fri except 2027-05-01, 2026-12-24 to 2027-01-06 and 2027-05-02": "mon-fri except 2026-12-24 to 2027-01-06, 2027-05-01 to 2027-05-02",
		"except 2026-12-24..2026-12-26":                                      "every day except 2026-12-24 to 2026-12-26",
		"every other sunday":                                                 "every 2 weeks sun",
		"every second tuesday and friday":                                    "every 2 weeks tue, fri",
		"biweekly on mondays":                                                "every 2 weeks mon",
		"every 3 weeks on sat":                                               "every 3 weeks sat",
		"every fortnight":                                                    "every 14 days",
		"weekly":                                                             "every 7 days",
		"weekly on wednesday":                                                "wed",
		"first monday":                                                       "first mon",
		"the first Monday of the month":                                      "first mon",
		"every second tuesday of the month":                                  "second tue",
		"last friday":                                                        "last fri",
		"1st and 3rd thu of every month":                                     "first, third thu",
		"first monday and last friday":                                       "first mon last fri",
		"first, second and last sun":                                         "first, second, last sun",
		"1st of the month":                                                   "1st of the month",
		"on the 1st and 15th of each month":                                  "1st, 15th of the month",
		"last day of the month":                                              "last day of the month",
		"the 15th and last day of the month":                                 "15th, last day of the month",
		"first day of every month":                                           "1st of the month",
		"mon-fri except first monday":                                        "mon-fri except first mon",
		"last fri except 2026-12-24":                                         "last fri except 2026-12-24",
		"except wed, 2026-12-24–2026-12-26":                                  "mon, tue, thu-sun except 2026-12-24 to 2026-12-26",
	} {
		got, err := ParseDays(typed)
		if err != nil || got.String() != want {
			t.Errorf("ParseDays(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestParseDaysRefusal(t *testing.T) {
	for typed, quoted := range map[string]string{
		"every blue moon":                     "every blue moon",
		"mon, tues, wednesdy":                 "wednesdy",
		"2026-12-24":                          "A date alone",
		"every 0 days":                        "every 0 days",
		"every 400 days":                      "every 400 days",
		"every 60 weeks sun":                  "every 60 weeks",
		"every third friday":                  "every 3 weeks fri",
		"every 3 days first monday":           "combines a rhythm",
		"first monday except sun":             "excludes days of the week",
		"32nd of the month":                   "is not a day of the month",
		"every other sunday every 3 weeks":    "only once",
		"every 2 days every 3 days":           "only once",
		"mon except mon":                      "excludes every day",
		"except 2026-02-30":                   "2026-02-30",
		"except 2026-12-26 to 2026-12-24":     "ends before it begins",
		"except every day":                    "every day",
		"mon-fri except the summer holidays":  "the summer holidays",
		strings.Repeat("mon, ", 10) + "frogs": "frogs",
	} {
		d, err := ParseDays(typed)
		if err == nil {
			t.Errorf("ParseDays(%q) = %q, want an error", typed, d)
			continue
		}
		if !strings.Contains(err.Error(), quoted) || !strings.HasSuffix(err.Error(), string(daysHelp)) {
			t.Errorf("ParseDays(%q): %q does not name %q and explain", typed, err, quoted)
		}
	}
}

// TestDaysOfTheMonth compares with dates from a printed calendar of 2026. The
// 1st of March is a Sunday.
func TestDaysOfTheMonth(t *testing.T) {
	for _, test := range []struct{ days, start, want string }{
		{"first monday", "2026-02-20", "2026-03-02 2026-04-06 2026-05-04"},
		{"first sunday", "2026-02-20", "2026-03-01 2026-04-05 2026-05-03"},
		{"last friday", "2026-02-20", "2026-02-27 2026-03-27 2026-04-24"},
		{"last sat", "2026-02-20", "2026-02-28 2026-03-28 2026-04-25"},
		{"fifth sunday", "2026-02-20", "2026-03-29 2026-05-31 2026-08-30"},
		{"second and fourth tue", "2026-02-20", "2026-02-24 2026-03-10 2026-03-24"},
		{"31st of the month", "2026-02-20", "2026-03-31 2026-05-31 2026-07-31"},
		{"last day of the month", "2026-02-20", "2026-02-28 2026-03-31 2026-04-30"},
		{"every other sunday", "2026-02-20", "2026-02-22 2026-03-08 2026-03-22"},
		{"every other sunday", "2026-02-22", "2026-02-22 2026-03-08 2026-03-22"},
		{"every other monday", "2026-02-20", "2026-02-23 2026-03-09 2026-03-23"}, // the Monday of its own week is over
		{"every 2 weeks mon, fri", "2026-02-20", "2026-02-20 2026-03-02 2026-03-06"},
		{"every 3 weeks wed", "2026-12-24", "2026-12-30 2027-01-20 2027-02-10"},
		{"mon except first monday", "2026-02-20", "2026-02-23 2026-03-09 2026-03-16"},
		{"every 2 weeks", "2026-02-20", "2026-02-20 2026-03-06 2026-03-20"},
	} {
		d, err := ParseDays(test.days)
		if err != nil {
			t.Fatal(err)
		}
		start, err := bot.ParseDay(test.start)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for day := start; len(got) < 3; day++ {
			if d.Include(day, start) {
				got = append(got, day.String())
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s from %s: %v, want %s", test.days, test.start, got, test.want)
		}
	}
}

// TestWeeksBeforeTheStart counts weeks backwards, too.
func TestWeeksBeforeTheStart(t *testing.T) {
	d, err := ParseDays("every 2 weeks sun")
	if err != nil {
		t.Fatal(err)
	}
	start, _ := bot.ParseDay("2026-03-01") // a Sunday
	for weeks := -6; weeks <= 6; weeks++ {
		for _, off := range []bot.Day{0, 1, 3, 6} {
			if got, want := d.Include(start+bot.Day(7*weeks)+off, start), weeks%2 == 0 && off == 0; got != want {
				t.Errorf("%d weeks and %d days from the start: %v", weeks, off, got)
			}
		}
	}
}

func TestProposeDays(t *testing.T) {
	today := bot.Day(20500)
	for typed, want := range map[string]string{
		"":                "every day",
		"mo":              "mon-fri",
		"weekdays":        "mon-fri",
		"mon-fri except ": "mon-fri except 2026-12-24 to 2027-01-06",
		"every 3":         "every 3 days",
	} {
		got := ProposeDays(typed, today, 25)
		if len(got) == 0 || got[0] != want {
			t.Errorf("ProposeDays(%q) = %q, want %q first", typed, got, want)
		}
	}
	for _, typed := range []string{"", "every", "mon-fri", "except", "xyzzy", "mon-fri except"} {
		for _, p := range ProposeDays(typed, today, 25) {
			if _, err := ParseDays(p); err != nil {
				t.Errorf("ProposeDays(%q) proposes what is refused: %v", typed, err)
			}
			if len(p) > 100 {
				t.Errorf("ProposeDays(%q): %q is longer than a choice may be", typed, p)
			}
		}
	}
}

func FuzzParseDays(f *testing.F) {
	for _, s := range []string{"", "mon-fri", "every 3 days mon, wed except 2026-12-24 to 2027-01-06, sun", "except", "every 2 days every",
		"every other sun", "first and last mon, 2nd fri", "1st and last day of the month except first mon"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDays(s)
		if err != nil {
			return
		}
		again, err := ParseDays(d.String())
		if err != nil || again.String() != d.String() {
			t.Fatalf("%q reads as %q, which reads as %q, %v", s, d, again, err)
		}
		for day := bot.Day(20000); day < 20800; day++ {
			if d.Include(day, 20000) != again.Include(day, 20000) {
				t.Fatalf("%q and %q differ on %s", s, d, day)
			}
		}
	})
}
