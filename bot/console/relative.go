package console

import (
	"regexp"
	"strconv"
	"time"

	"rapporteur/bot"
)

var relatives = regexp.MustCompile(`<t:(\d{1,12}):R>`)

// relative puts into words how far off the times are that Discord shows so. A
// time that has passed is left as it is.
func relative(in *bot.Language, text string) string {
	return relatives.ReplaceAllStringFunc(text, func(tag string) string {
		seconds, err := strconv.ParseInt(relatives.FindStringSubmatch(tag)[1], 10, 64)
		off := time.Until(time.Unix(seconds, 0))
		if err != nil || off <= 0 {
			return tag
		}
		return farOff(in, off)
	})
}

// farOff says a time to wait in its largest unit.
func farOff(in *bot.Language, off time.Duration) string {
	off = max(off.Round(time.Minute), time.Minute)
	switch hours, days := off.Round(time.Hour), off.Round(24*time.Hour); {
	case off < time.Hour:
		return in.Text("in %d minutes", int(off/time.Minute))
	case hours < 24*time.Hour:
		return in.Text("in %d hours", int(hours/time.Hour))
	default:
		return in.Text("in %d days", int(days/(24*time.Hour)))
	}
}
