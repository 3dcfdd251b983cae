package daily

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
)

// TestEveryZone holds the calendar of every zone to an oracle that knows
// nothing but what clocks show at an instant. RAPPORTEUR_TEST_YEARS
// ("1970-2037") runs it over more years than the one in which the interesting
// cases of the present lie.
func TestEveryZone(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	years := []int{2026}
	if span := os.Getenv("RAPPORTEUR_TEST_YEARS"); span != "" {
		first, last, _ := strings.Cut(span, "-")
		from, err1 := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil {
			t.Fatalf("RAPPORTEUR_TEST_YEARS=%q is not of the form 1970-2037", span)
		}
		years = nil
		for y := from; y <= to; y++ {
			years = append(years, y)
		}
	}
	for _, year := range years {
		t.Run(strconv.Itoa(year), func(t *testing.T) {
			t.Parallel()
			checked := make(map[string]bool)
			for _, name := range Zones() {
				// Clocks that run alike all year need one oracle.
				if clock := clockOf(t, name, year); !checked[clock] {
					checked[clock] = true
					checkZone(t, name, year)
				}
			}
			if len(checked) < 40 {
				t.Errorf("only %d clocks run differently in %d", len(checked), year)
			}
		})
	}
}

// TestOddYears has the years and zones that no rule of thumb survives: days
// left out and had twice, gaps and overlaps at midnight, offsets of seconds,
// and leap years past the end of the zone's table.
func TestOddYears(t *testing.T) {
	for _, c := range []struct {
		zone string
		year int
	}{
		{"Pacific/Apia", 2011}, {"Pacific/Fakaofo", 2011}, {"Pacific/Kwajalein", 1993}, {"Pacific/Enderbury", 1994},
		{"Pacific/Kiritimati", 1994}, {"Pacific/Kiritimati", 1995}, {"Africa/Juba", 2021}, {"Asia/Singapore", 1981},
		{"America/Nuuk", 2023}, {"America/Nuuk", 2024}, {"America/Scoresbysund", 2024}, {"Africa/Monrovia", 1972},
		{"America/Sao_Paulo", 2017}, {"Asia/Beirut", 2022}, {"America/Havana", 2025}, {"Asia/Gaza", 2025},
		{"America/St_Johns", 2006}, {"Australia/Lord_Howe", 2025}, {"Antarctica/Troll", 2025}, {"Antarctica/Casey", 2023},
		{"Africa/Casablanca", 2025}, {"Asia/Pyongyang", 2018}, {"America/Caracas", 2016}, {"Asia/Kathmandu", 1985},
		{"America/New_York", 2040}, {"Australia/Sydney", 2044}, {"Europe/Dublin", 2048}, {"Pacific/Auckland", 2096},
		{"America/New_York", 2041}, {"Australia/Sydney", 2045},
	} {
		checkZone(t, c.zone, c.year)
	}
}

// clockOf says how a zone's clock runs from before a year's beginning until
// after its end: its offset, and when it is changed to which.
func clockOf(t *testing.T, name string, year int) string {
	t.Helper()
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(year-1, 12, 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(year+1, 2, 1, 0, 0, 0, 0, time.UTC)
	_, offset := at.In(zone).Zone()
	clock := fmt.Sprint(offset)
	for {
		_, next := at.In(zone).ZoneBounds()
		if next.IsZero() || next.After(end) {
			return clock
		}
		_, offset = next.Zone()
		clock += fmt.Sprintf(" %d:%d", next.Unix(), offset)
		at = next
	}
}

func checkZone(t *testing.T, name string, year int) {
	t.Helper()
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	first := bot.DayOf(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
	last := bot.DayOf(time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
	clocks := []bot.Clock{0, 2*60 + 30, 13*60 + 30, 23*60 + 59}
	want := oracle(zone, first, last, clocks)
	for _, clock := range clocks {
		c := Calendar{Time: clock, Zone: zone, From: first, Until: last}
		got := slices.Collect(c.On(first))
		if diff := cmp.Diff(want[clock], got); diff != "" {
			t.Errorf("%s %d at %s: %s", name, year, clock, diff)
		}
		for i := 1; i < len(got); i++ {
			if !got[i].At.After(got[i-1].At) {
				t.Errorf("%s %d at %s: %v is not after %v", name, year, clock, got[i], got[i-1])
			}
		}
	}
}

// oracle lets time pass and reads the clock on the wall: the first instant at
// which it shows a time, or jumps over it, is that time's. Six hours, an hour or
// a minute in which the clock runs evenly are passed in one step, all others
// second by second.
func oracle(zone *time.Location, first, last bot.Day, clocks []bot.Clock) map[bot.Clock][]bot.Occurrence {
	// shown counts the seconds since 1970 as the clock on the wall does.
	shown := func(u int64) int64 {
		t := time.Unix(u, 0).In(zone)
		return int64(bot.DayOf(t))*86400 + int64(t.Hour()*3600+t.Minute()*60+t.Second())
	}
	at := make(map[int64]int64) // what the clock shows -> the first instant
	exists := make(map[bot.Day]bool)
	begin, end := (int64(first)-3)*86400, (int64(last)+3)*86400
	reached := shown(begin) // the furthest that the clock has ever shown
	for u := begin; u < end; {
		before, step, even := shown(u), int64(1), false
		for _, s := range []int64{6 * 3600, 3600, 60, 1} {
			if even = shown(u+s)-before == s; even {
				step = s
				break
			}
		}
		u += step
		now := shown(u)
		exists[bot.Day(now/86400)] = true
		for day := reached / 86400; day <= now/86400; day++ {
			for _, clock := range clocks {
				due := day*86400 + int64(clock)*60
				if due <= reached || due > now {
					continue
				}
				at[due] = u
				if even {
					at[due] -= now - due
				}
			}
		}
		reached = max(reached, now)
	}
	want := make(map[bot.Clock][]bot.Occurrence)
	for day := first; day <= last; day++ {
		for _, clock := range clocks {
			if u, ok := at[int64(day)*86400+int64(clock)*60]; ok && exists[day] {
				want[clock] = append(want[clock], bot.Occurrence{Day: day, At: time.Unix(u, 0).UTC()})
			}
		}
	}
	return want
}

func TestGapAndOverlap(t *testing.T) {
	for _, test := range []struct{ zone, clock, date, want string }{
		{"America/New_York", "02:30", "2026-03-08", "2026-03-08T07:00:00Z"},
		{"America/New_York", "01:30", "2026-11-01", "2026-11-01T05:30:00Z"},
		{"America/Nuuk", "23:59", "2026-03-28", "2026-03-29T01:00:00Z"},
		{"America/Nuuk", "23:00", "2026-03-28", "2026-03-29T01:00:00Z"},
		{"America/Nuuk", "22:59", "2026-03-28", "2026-03-29T00:59:00Z"},
		{"Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:30:00Z"},
		{"Pacific/Apia", "13:30", "2011-12-29", "2011-12-29T23:30:00Z"},
		{"Pacific/Apia", "13:30", "2011-12-30", ""},
		{"Pacific/Apia", "00:00", "2011-12-30", ""},
		{"Pacific/Apia", "00:00", "2011-12-31", "2011-12-30T10:00:00Z"},
		{"Pacific/Kwajalein", "12:00", "1993-08-21", ""},
		{"UTC", "00:00", "2026-01-01", "2026-01-01T00:00:00Z"},
	} {
		zone, err := LoadZone(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := bot.ParseClock(test.clock)
		if err != nil {
			t.Fatal(err)
		}
		day, err := bot.ParseDay(test.date)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at, ok := instant(day, clock, zone); ok {
			got = at.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("%s %s %s: %s, want %s", test.zone, test.date, test.clock, got, test.want)
		}
	}
}

// TestEndOfLeapYears has dates for which time.ZoneBounds says that the period
// ends with them.
func TestEndOfLeapYears(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "Australia/Sydney", "America/New_York", "America/Santiago"} {
		zone, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range []int{2040, 2044, 2096} {
			for date := 27; date <= 33; date++ {
				at := time.Date(year, 12, date, 7, 30, 0, 0, zone)
				if got, ok := instant(bot.DayOf(at), 7*60+30, zone); !ok || !got.Equal(at) {
					t.Errorf("07:30 of %s in %s is %v, %v", at.Format(time.DateOnly), name, got, ok)
				}
			}
		}
	}
}

func TestAfterIsLater(t *testing.T) {
	zone, err := LoadZone("America/Nuuk")
	if err != nil {
		t.Fatal(err)
	}
	c := Calendar{Time: 23*60 + 59, Zone: zone}
	// The post of the 28th is due on the 29th at 00:00, so a minute before
	// that it is still to come and at the instant itself it is not.
	due := time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		after time.Time
		want  string
	}{{due.Add(-time.Minute), "2026-03-28"}, {due, "2026-03-29"}} {
		for o := range c.After(test.after) {
			if o.Day.String() != test.want {
				t.Errorf("after %s comes %s, want %s", test.after, o.Day, test.want)
			}
			break
		}
	}
}

func TestNeverEnds(t *testing.T) {
	days, err := ParseDays("every 366 days mon")
	if err != nil {
		t.Fatal(err)
	}
	c := Calendar{Zone: time.UTC, Days: days, Start: 20000}
	n := 0
	for o := range c.On(20000) {
		if o.Day.Weekday() != time.Monday || (o.Day-20000)%366 != 0 {
			t.Fatalf("%s is no such day", o.Day)
		}
		if n++; n == 10 {
			return
		}
	}
	t.Errorf("only %d occurrences of a rule that goes on for ever", n)
}

// TestZoneList compares the list with the database of the toolchain at hand.
func TestZoneList(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skipf("the toolchain's copy of the tz database is out of reach: %v", err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skipf("the toolchain's copy of the tz database is out of reach: %v", err)
	}
	defer archive.Close()
	var want []string
	for _, f := range archive.File {
		if !f.FileInfo().IsDir() {
			want = append(want, f.Name)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, Zones()); diff != "" {
		t.Errorf("zones.txt is not what go generate writes: %s", diff)
	}
	// Without any zone files on the machine, the embedded copy must do.
	cmd := exec.Command(os.Args[0], "-test.run=^TestEmbeddedZones$")
	cmd.Env = append(os.Environ(), "ZONEINFO=/nonexistent", "RAPPORTEUR_TEST_EMBEDDED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestEmbeddedZones(t *testing.T) {
	for _, name := range Zones() {
		if _, err := LoadZone(name); err != nil {
			t.Error(err)
		}
	}
}

func TestLoadZone(t *testing.T) {
	for typed, want := range map[string]string{
		"america/new york":               "America/New_York",
		" UTC ":                          "UTC",
		"America/Argentina/Buenos_Aires": "America/Argentina/Buenos_Aires",
		"america/indiana/tell_city":      "America/Indiana/Tell_City",
	} {
		zone, err := LoadZone(typed)
		if err != nil || zone.String() != want {
			t.Errorf("LoadZone(%q) = %v, %v; want %s", typed, zone, err, want)
		}
	}
	for _, typed := range []string{"", "Local", "../etc/passwd", "Europe", "Mars/Olympus"} {
		if zone, err := LoadZone(typed); err == nil {
			t.Errorf("LoadZone(%q) = %v, want an error", typed, zone)
		}
	}
}

func TestMatchZones(t *testing.T) {
	for typed, want := range map[string]string{
		"": "UTC", "berl": "Europe/Berlin", "new y": "America/New_York", "buenos": "America/Argentina/Buenos_Aires",
		"america/arg": "America/Argentina/Buenos_Aires", "utc": "UTC", "york": "America/New_York", "tell": "America/Indiana/Tell_City",
	} {
		got := MatchZones(typed, 25)
		if len(got) == 0 || len(got) > 25 || got[0] != want {
			t.Errorf("MatchZones(%q) = %v, want %s first", typed, got, want)
		}
	}
}

func ExampleCalendar_After() {
	zone, _ := LoadZone("America/New_York")
	c := Calendar{Time: 2*60 + 30, Zone: zone}
	n := 0
	for o := range c.After(time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(o.Day, o.At.Format(time.RFC3339))
		if n++; n == 3 {
			break
		}
	}
	// Output:
	// 2026-03-07 2026-03-07T07:30:00Z
	// 2026-03-08 2026-03-08T07:00:00Z
	// 2026-03-09 2026-03-09T06:30:00Z
}

// TestBoundsEnd holds that no period ends before what is in it, which
// time.ZoneBounds says of the end of a leap year.
func TestBoundsEnd(t *testing.T) {
	zone, err := LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range []int{2040, 2044} {
		for hour := range 6 * 24 {
			at := time.Date(year, 12, 28, hour, 0, 0, 0, zone)
			if start, end := bounds(at); start.After(at) || !end.After(at) {
				t.Errorf("the period of %v goes from %v to %v", at, start, end)
			}
		}
	}
}

// TestOneDay has a schedule that begins and ends on the same day.
func TestOneDay(t *testing.T) {
	c, err := NewCalendar(bot.Schedule{Zone: "UTC", From: 20520, Until: 20520})
	if err != nil {
		t.Fatal(err)
	}
	for o := range c.On(20000) {
		if o.Day != 20520 {
			t.Errorf("it fires on %s", o.Day)
		}
	}
	if _, err := NewCalendar(bot.Schedule{Zone: "UTC", From: 20520, Until: 20519}); err == nil {
		t.Error("it ends before it begins")
	}
}
