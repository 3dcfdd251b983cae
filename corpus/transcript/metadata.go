package transcript

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/corpus"
)

// head reads what stands before the first turn: the title, the date, and
// narration.
func (b *builder) head(lines []line) {
	r := b.record
	for len(lines) > 0 {
		par := block(lines)
		lines = lines[len(par):]
		text := joined(par)
		switch {
		case r.Title == "":
			r.Title = text
			r.Participants = namesIn(text)
			r.Place = placeIn(text)
		case r.Date.IsZero() && len(par) == 1 && len(text) < 80 && dateIn(text) != corpus.Date{}:
			r.Date = dateIn(text)
		default:
			b.narration()
			for i := range par {
				b.words(&par[i], par[i].text, joinWords)
			}
		}
	}
}

var (
	sourcePattern   = regexp.MustCompile(`(?is)^\[?Source:\s*(.+?)\.?\]?$`)
	recorderPattern = regexp.MustCompile(`^(?:Recorded|Transcribed|Drafted|Written down) by (.+?)\.?$`)
	signedPattern   = regexp.MustCompile(`(?i)^[\[(]?signed[\])]?\.?$`)
)

// imprint reads the paragraph that lines begin with if it says who made the
// record and where it comes from. It returns how many lines that took, 0 if
// the paragraph says something else.
func (b *builder) imprint(lines []line) int {
	par := block(lines)
	if len(par) > 8 {
		return 0
	}
	text := joined(par)
	if m := sourcePattern.FindStringSubmatch(text); m != nil {
		b.record.Source = m[1]
	} else if m := recorderPattern.FindStringSubmatch(text); m != nil {
		b.record.Recorder = m[1]
	} else if !signedPattern.MatchString(text) {
		return 0
	}
	return len(par)
}

// namesIn returns the names in text that are written with initials.
func namesIn(text string) []string {
	var names []string
	words := strings.Fields(text)
	for i := 0; i < len(words); i++ {
		first := i
		for i < len(words) && isInitials(words[i]) {
			i++
		}
		if i == first || i == len(words) {
			continue
		}
		if surname := strings.TrimRight(words[i], ",;:."); isNameWord(surname) {
			name := strings.Join(append(slices.Clone(words[first:i]), surname), " ")
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// placeIn returns the place that a title ends with: "at the Presidential
// Palace".
func placeIn(title string) string {
	_, place, ok := strings.Cut(title, " at the ")
	if !ok {
		return ""
	}
	for _, word := range strings.Fields(place) {
		if !isNameWord(word) && !particles[word] {
			return ""
		}
	}
	return place
}

var (
	monthDayYear = regexp.MustCompile(`\b(` + months + `)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	dayMonthYear = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? (` + months + `)\.?,? (\d{4})\b`)
	isoDate      = regexp.MustCompile(`\b(\d{4}-\d{2}-\d{2})\b`)
)

const months = `Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`

// dateIn returns the first date in text, the zero date if there is none.
func dateIn(text string) corpus.Date {
	var month, day, year string
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
