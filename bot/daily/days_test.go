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
		"2026-12-24":                          "a date alone",
		"every 0 days":                        "every 0 days",
		"every 400 days":                      "every 400 days",
		"every 2 days every 3 days":           "only once",
		"mon except mon":                      "leaves no day",
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
		if !strings.Contains(err.Error(), quoted) || !strings.HasSuffix(err.Error(), daysHelp) {
			t.Errorf("ParseDays(%q): %q does not name %q and explain", typed, err, quoted)
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
	for _, s := range []string{"", "mon-fri", "every 3 days mon, wed except 2026-12-24 to 2027-01-06, sun", "except", "every 2 days every"} {
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
