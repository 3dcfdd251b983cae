package daily

import (
	"testing"
	"time"

	"rapporteur/bot"
)

// TestLeapYears walks over the ends of leap years, of which the zone rules of
// package time lose the last day or two.
func TestLeapYears(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/Berlin", "Australia/Sydney", "Pacific/Auckland", "UTC"} {
		zone, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for year := 2036; year <= 2100; year += 4 {
			from, err := bot.ParseDay(time.Date(year, 12, 25, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
			if err != nil {
				t.Fatal(err)
			}
			calendar := Calendar{Time: 13*60 + 30, Zone: zone, From: from, Until: from + 13}
			n := 0
			for o := range calendar.On(from) {
				if got := o.At.In(zone).Format("2006-01-02 15:04"); got != o.Day.String()+" 13:30" {
					t.Errorf("%s: %s fires at %s", name, o.Day, got)
				}
				n++
			}
			if n != 14 {
				t.Errorf("%s: %d days around the end of %d, want 14", name, n, year)
			}
		}
	}
}
