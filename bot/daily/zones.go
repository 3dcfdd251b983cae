package daily

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a machine without zone data keeps time as well
)

//go:generate go run zones_generate.go

// zoneList holds the names of all zones of the tz database that Go's own
// copy has, one a line, sorted.
//
//go:embed zones.txt
var zoneList string

// Zones returns the names of all time zones, sorted.
func Zones() []string { return strings.Fields(zoneList) }

// LoadZone returns the zone of an IANA name, whose case and spaces do not
// matter ("america/new york"). The error is a sentence for the person who
// typed it.
func LoadZone(name string) (*time.Location, error) {
	zones := Zones()
	key := zoneKey(name)
	i := slices.IndexFunc(zones, func(z string) bool { return zoneKey(z) == key })
	if i < 0 {
		hint := "Europe/Berlin, America/Argentina/Buenos_Aires or UTC"
		if near := MatchZones(name, 3); strings.TrimSpace(name) != "" && len(near) > 0 {
			hint = strings.Join(near, ", ")
		}
		return nil, fmt.Errorf("%q is not the name of a time zone; try one such as %s", brief(name), hint)
	}
	zone, err := time.LoadLocation(zones[i])
	if err != nil {
		return nil, fmt.Errorf("time zone %s: %w", zones[i], err)
	}
	return zone, nil
}

// favourites are proposed before anything is typed: a zone of each part of
// the world where many people live.
var favourites = []string{
	"UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Istanbul", "Europe/Moscow",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
	"America/Mexico_City", "America/Bogota", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
	"Africa/Lagos", "Africa/Cairo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai",
	"Asia/Manila", "Asia/Tokyo", "Australia/Sydney",
}

// MatchZones returns up to n names that what was typed may mean: first those
// of which a part begins with it ("new" finds America/New_York), then those
// that hold it anywhere.
func MatchZones(typed string, n int) []string {
	key := zoneKey(typed)
	if key == "" {
		return favourites[:min(n, len(favourites))]
	}
	var begins, holds []string
	for _, z := range Zones() {
		switch i := strings.Index(zoneKey(z), key); {
		case zoneKey(z) == key:
			begins = append([]string{z}, begins...)
		case i == 0 || i > 0 && strings.Contains("/"+zoneKey(z), "/"+key):
			begins = append(begins, z)
		case i > 0:
			holds = append(holds, z)
		}
	}
	found := append(begins, holds...)
	return found[:min(n, len(found))]
}

func zoneKey(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
}
