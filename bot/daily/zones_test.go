package daily

import (
	"strings"
	"testing"
	"time"
)

func TestZonesAsPeopleSayThem(t *testing.T) {
	for _, test := range []struct {
		typed string
		want  string // the zone's name, or what the error says
		hours float64
	}{
		{"europe/berlin", "Europe/Berlin", 1},
		{" America/new  york ", "America/New_York", -5},
		{"ET", "America/New_York", -5},
		{"Eastern Time", "America/New_York", -5},
		{"P.T.", "America/Los_Angeles", -8},
		{"US/Eastern", "US/Eastern", -5},
		{"UTC+2", "UTC+2", 2},
		{"utc + 2", "UTC+2", 2},
		{"GMT-8", "UTC-8", -8},
		{"GMT−8", "UTC-8", -8},
		{"Etc/GMT-8", "Etc/GMT-8", 8}, // the tz database counts the other way
		{"+05:30", "UTC+5:30", 5.5},
		{"UTC-0330", "UTC-3:30", -3.5},
		{"UTC+0", "UTC", 0},
		{"utc", "UTC", 0},
		{"UTC+14", "UTC+14", 14},
		{"UTC+15", "is not the name of a time zone", 0},
		{"UTC-13", "is not the name of a time zone", 0},
		{"UTC+2:75", "is not the name of a time zone", 0},
		{"EST", "choose one such as America/New_York", 0},
		{"ist", "Asia/Kolkata, Europe/Dublin", 0},
		{"MST", "America/Denver, America/Phoenix", 0},
		{"Berlin", "Try one such as Europe/Berlin", 0},
		{"nowhere", "is not the name of a time zone", 0},
		{"", "is not the name of a time zone", 0},
	} {
		zone, err := ReadZone(test.typed)
		if err != nil {
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%q: %v, want %q", test.typed, err, test.want)
			}
			continue
		}
		_, offset := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC).In(zone).Zone()
		if zone.String() != test.want || float64(offset)/3600 != test.hours {
			t.Errorf("%q is %s, %v hours from UTC; want %s, %v", test.typed, zone, float64(offset)/3600, test.want, test.hours)
		}
		// As it is kept it is read again.
		if again, err := LoadZone(zone.String()); err != nil || again.String() != zone.String() {
			t.Errorf("%s is read again as %v, %v", zone, again, err)
		}
	}
}

func TestZonesProposed(t *testing.T) {
	for typed, want := range map[string]string{
		"EST": "America/New_York", "est": "America/New_York", "et": "America/New_York", "utc+2": "UTC+2", "gmt-8": "UTC-8",
		"cst": "America/Chicago", "lond": "Europe/London", "GMT": "GMT", "new": "America/New_York", "": "UTC", "CET": "CET",
	} {
		if found := MatchZones(typed, 5); len(found) == 0 || found[0] != want {
			t.Errorf("for %q %v are proposed, want first %s", typed, found, want)
		}
	}
	for _, s := range spoken {
		for _, name := range s.zones {
			if zone, err := LoadZone(name); err != nil || zone.String() != name {
				t.Errorf("%s: %v, %v", s.names, zone, err)
			}
		}
	}
	if found := MatchZones("america", 7); len(found) != 7 {
		t.Errorf("%d are proposed of 7", len(found))
	}
}
