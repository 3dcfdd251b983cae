package page

import (
	"regexp"
	"time"

	"rapporteur/corpus"
)

var (
	monthDayYear = regexp.MustCompile(`\b(` + months + `)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	dayMonthYear = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? (` + months + `)\.?,? (\d{4})\b`)
	isoDate      = regexp.MustCompile(`\b(\d{4}-\d{2}-\d{2})\b`)
)

const months = `Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`

// HasDigit reports whether a digit of ASCII stands in text.
func HasDigit(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// DateIn returns the first date in text, the zero date if there is none.
func DateIn(text string) corpus.Date {
	var month, day, year string
	if !HasDigit(text) {
		return corpus.Date{}
	}
	if m := monthDayYear.FindStringSubmatch(text); m != nil {
		month, day, year = m[1], m[2], m[3]
	} else if m := dayMonthYear.FindStringSubmatch(text); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := isoDate.FindStringSubmatch(text); m != nil {
		d, _ := corpus.ParseDate(m[1])
		return d
	} else {
		return corpus.Date{}
	}
	t, err := time.Parse("Jan 2 2006", month[:3]+" "+day+" "+year)
	if err != nil {
		return corpus.Date{}
	}
	return corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
