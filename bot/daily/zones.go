package daily

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a machine without zone data keeps time as well

	"rapporteur/bot"
)

//go:generate go run zones_generate.go

// zoneList holds the names of all zones of the tz database that Go's own
// copy has, one a line, sorted.
//
//go:embed zones.txt
var zoneList string

// zones are the names of all zones, sorted, and the same by their keys.
var zones = sync.OnceValue(func() (all struct {
	names []string
	keys  []string          // of names
	named map[string]string // by key
}) {
	all.names, all.named = strings.Fields(zoneList), make(map[string]string)
	for _, name := range all.names {
		all.keys = append(all.keys, zoneKey(name))
		all.named[zoneKey(name)] = name
	}
	return all
})

// locations are the zones that were loaded, by what was asked for: reading one
// takes longer than all else that a date takes.
var locations sync.Map

// Zones returns the names of all time zones, sorted.
func Zones() []string { return slices.Clone(zones().names) }

// LoadZone returns the zone of an IANA name, whose case and spaces do not
// matter ("america/new york"), or of a distance from UTC: "UTC+2", "GMT-8",
// which is eight hours behind UTC, "+05:30". The error is a sentence for the
// person who typed it.
func LoadZone(name string) (*time.Location, error) {
	key := zoneKey(name)
	if known, ok := locations.Load(key); ok {
		return known.(*time.Location), nil
	}
	zone, ok := fixedZone(key)
	if !ok {
		canonical := zones().named[key]
		if canonical == "" {
			return nil, noZone(name)
		}
		var err error
		if zone, err = time.LoadLocation(canonical); err != nil {
			return nil, fmt.Errorf("time zone %s: %w", canonical, err)
		}
	}
	locations.Store(key, zone)
	return zone, nil
}

// noZone says that a name is none, and which ones may be meant.
func noZone(name string) error {
	hint := "Europe/Berlin, America/Argentina/Buenos_Aires, UTC"
	if near := MatchZones(name, 3); strings.TrimSpace(name) != "" && len(near) > 0 {
		hint = strings.Join(near, ", ")
	}
	return bot.Refuse("“%s” is not the name of a time zone. Try one such as %s.", brief(name), hint)
}

// ReadZone returns the zone that somebody means who types a name: as LoadZone,
// and for the names of everyday life that mean one zone, such as "ET". The
// error is a sentence for that person: a name that may mean several zones, or
// one of the tz database that keeps winter time in summer, such as "EST", is
// asked about.
func ReadZone(typed string) (*time.Location, error) {
	for _, s := range spoken {
		if !slices.Contains(strings.Fields(s.names), spokenKey(typed)) {
			continue
		}
		if len(s.zones) > 1 {
			return nil, bot.Refuse("“%s” may mean several time zones. Please choose one such as %s.", brief(typed), strings.Join(s.zones, ", "))
		}
		return LoadZone(s.zones[0])
	}
	return LoadZone(typed)
}

var fixedPattern = regexp.MustCompile(`^(?:utc|gmt)?_?([+\-−–])_?(\d{1,2})(?::?(\d\d))?$`)

// fixedZone returns the zone of a distance from UTC, whose name is as "UTC+2"
// or "UTC-3:30".
func fixedZone(key string) (*time.Location, bool) {
	m := fixedPattern.FindStringSubmatch(key)
	if m == nil {
		return nil, false
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi("0" + m[3])
	seconds, sign := hours*3600+minutes*60, "+"
	if m[1] != "+" {
		seconds, sign = -seconds, "-"
	}
	switch {
	case seconds < -12*3600 || seconds > 14*3600 || minutes > 59:
		return nil, false
	case seconds == 0:
		return time.UTC, true
	}
	name := fmt.Sprintf("UTC%s%d", sign, hours)
	if minutes != 0 {
		name += fmt.Sprintf(":%02d", minutes)
	}
	return time.FixedZone(name, seconds), true
}

// spoken are names of everyday life, and the zones that they may mean, the
// likeliest first.
var spoken = []struct {
	names string
	zones []string
}{
	{"et eastern eastern_time us_eastern", []string{"America/New_York"}},
	{"ct central_time us_central", []string{"America/Chicago"}},
	{"mt mountain mountain_time us_mountain", []string{"America/Denver"}},
	{"pt pacific pacific_time us_pacific", []string{"America/Los_Angeles"}},
	{"est edt", []string{"America/New_York", "America/Toronto", "America/Panama", "UTC-5"}},
	{"cst cdt central", []string{"America/Chicago", "America/Mexico_City", "Asia/Shanghai", "UTC-6"}},
	{"mst mdt", []string{"America/Denver", "America/Phoenix", "UTC-7"}},
	{"pst pdt", []string{"America/Los_Angeles", "Asia/Manila", "UTC-8"}},
	{"akt akst akdt alaska", []string{"America/Anchorage"}},
	{"hst ht hawaii", []string{"Pacific/Honolulu"}},
	{"at ast adt atlantic", []string{"America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"}},
	{"nt nst ndt newfoundland", []string{"America/St_Johns"}},
	{"brt brazil", []string{"America/Sao_Paulo"}},
	{"art argentina", []string{"America/Argentina/Buenos_Aires"}},
	{"clt chile", []string{"America/Santiago"}},
	{"uk uk_time", []string{"Europe/London"}},
	{"bst", []string{"Europe/London", "Asia/Dhaka", "UTC+1"}},
	{"ist", []string{"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}},
	{"west", []string{"Europe/Lisbon"}},
	{"mez mesz", []string{"Europe/Berlin"}},
	{"cest central_european_time", []string{"Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Warsaw"}},
	{"eest", []string{"Europe/Athens", "Europe/Kyiv", "Europe/Helsinki", "Europe/Bucharest"}},
	{"msk moscow_time", []string{"Europe/Moscow"}},
	{"trt", []string{"Europe/Istanbul"}},
	{"wat", []string{"Africa/Lagos"}},
	{"eat", []string{"Africa/Nairobi"}},
	{"cat", []string{"Africa/Maputo"}},
	{"sast", []string{"Africa/Johannesburg"}},
	{"gst", []string{"Asia/Dubai"}},
	{"pkt", []string{"Asia/Karachi"}},
	{"india", []string{"Asia/Kolkata"}},
	{"wib", []string{"Asia/Jakarta"}},
	{"sgt", []string{"Asia/Singapore"}},
	{"hkt", []string{"Asia/Hong_Kong"}},
	{"pht", []string{"Asia/Manila"}},
	{"china china_time", []string{"Asia/Shanghai"}},
	{"jst", []string{"Asia/Tokyo"}},
	{"kst", []string{"Asia/Seoul"}},
	{"awst", []string{"Australia/Perth"}},
	{"acst acdt", []string{"Australia/Adelaide", "Australia/Darwin"}},
	{"aet", []string{"Australia/Sydney"}},
	{"aest aedt", []string{"Australia/Sydney", "Australia/Brisbane", "Australia/Melbourne"}},
	{"nzt nzst nzdt", []string{"Pacific/Auckland"}},
}

// spokenKey is the form in which names stand in spoken.
func spokenKey(typed string) string {
	return strings.ReplaceAll(strings.ReplaceAll(zoneKey(typed), "-", "_"), ".", "")
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
// that it means in everyday life, then those of which a part begins with it
// ("new" finds America/New_York), then those that hold it anywhere.
func MatchZones(typed string, n int) []string {
	key := zoneKey(typed)
	if key == "" {
		return favourites[:min(n, len(favourites))]
	}
	var found, holds []string
	add := func(names ...string) {
		for _, name := range names {
			if !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	for _, s := range spoken {
		if slices.Contains(strings.Fields(s.names), spokenKey(typed)) {
			add(s.zones...)
		}
	}
	if zone, ok := fixedZone(key); ok {
		add(zone.String())
	}
	all := zones()
	if name := all.named[key]; name != "" {
		add(name)
	}
	for i, name := range all.names {
		switch at := strings.Index(all.keys[i], key); {
		case at == 0 || at > 0 && strings.Contains(all.keys[i], "/"+key):
			add(name)
		case at > 0:
			holds = append(holds, name)
		}
	}
	add(holds...)
	return found[:min(n, len(found))]
}

func zoneKey(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(name)), "_")
}
