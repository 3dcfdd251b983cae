package transcript

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// inDigits is a date in digits: a day, a month and a year, in whatever order.
var inDigits = regexp.MustCompile(`^\D{0,3}(\d{1,4})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b`)

// dateInPlaces returns the first day of a chat, of which each message says when it
// was sent; the zero date if nothing shows in which order day and month stand.
func dateInPlaces(r *corpus.Record) corpus.Date {
	if r.Locator != "time" {
		return corpus.Date{}
	}
	const enough = 10_000
	var days []corpus.Date
	var digits [][3]int // of the places, in the file's order
	dotted := false
	for _, place := range r.Places[:min(len(r.Places), enough)] {
		if d := page.DateIn(place); !d.IsZero() {
			days = append(days, d)
			continue
		}
		m := inDigits.FindStringSubmatch(place)
		if m == nil {
			continue
		}
		var n [3]int
		for i, part := range []string{m[1], m[3], m[4]} {
			n[i], _ = strconv.Atoi(part)
		}
		digits, dotted = append(digits, n), dotted || m[2] == "."
	}
	if len(days) == 0 {
		days = inOneOrder(digits, dotted)
	}
	if len(days) == 0 {
		return corpus.Date{}
	}
	return slices.MinFunc(days, func(a, b corpus.Date) int { return strings.Compare(a.ISO(), b.ISO()) })
}

// inOneOrder returns dates in digits as days. The order is the one in which all are
// days of a calendar and none is before the one above it; with full stops the day
// stands first, whatever else is possible.
func inOneOrder(digits [][3]int, dotted bool) []corpus.Date {
	var found [][]corpus.Date
	for _, order := range [][3]int{{2, 1, 0}, {2, 0, 1}, {0, 1, 2}} { // year, month, day
		if days := ordered(digits, order); days != nil {
			found = append(found, days)
		}
		if dotted && len(found) > 0 {
			break
		}
	}
	if len(found) == 0 || len(found) > 1 && found[0][0] != found[1][0] {
		return nil
	}
	return found[0]
}

// ordered returns dates in digits in an order of year, month and day; nil if they
// are none in it, or do not rise.
func ordered(digits [][3]int, order [3]int) []corpus.Date {
	var days []corpus.Date
	before := ""
	for _, n := range digits {
		year, month, day := n[order[0]], n[order[1]], n[order[2]]
		if year < 100 {
			year += 2000
		}
		d, err := corpus.ParseDate(strconv.Itoa(year) + "-" + twoDigits(month) + "-" + twoDigits(day))
		if err != nil || d.ISO() < before {
			return nil
		}
		before = d.ISO()
		days = append(days, d)
	}
	return days
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
