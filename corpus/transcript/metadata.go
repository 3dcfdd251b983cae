package transcript

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/corpus"
)

// maxFront is how many paragraphs before the first turn are still taken for
// part of the record, and not for the matter that a book begins with.
const maxFront = 40

// maxTitleLines is how many lines the title of a document can have.
const maxTitleLines = 3

// head reads what stands before the first turn: the title, the date, who took
// part, and narration.
func (b *builder) head(lines []line, book bool) {
	r := b.record
	cast := false    // a list of persons has begun; see castList
	started := false // the text has begun, if only with a heading or a direction
	if book {
		started = true
		lines = openingOf(lines)
	}
	for n := 0; len(lines) > 0; n++ {
		par := block(lines)
		lines = lines[len(par):]
		text := joined(par)
		date := corpus.Date{}
		if len(par) <= 2 && len(text) < 2*maxLabelBytes {
			date = dateIn(text)
		}
		names, isList := participantsIn(text)
		cast = cast || isCastHeading(text)
		if cast && !isSceneHeading(par[0].text) && !started {
			if n == 0 {
				r.Title = text
			}
			continue
		}
		switch {
		case r.Title == "":
			if len(par) > maxTitleLines {
				text = par[0].text
			}
			r.Title = strings.Trim(text, "#*_ ")
			r.Participants = append(namesIn(text), r.Participants...)
			r.Place = cmp.Or(r.Place, placeIn(text))
		case isList && !started:
			for _, name := range names {
				if !slices.Contains(r.Participants, name) {
					r.Participants = append(r.Participants, name)
				}
			}
		case r.Date.IsZero() && !date.IsZero() && !started:
			r.Date = date
		case b.imprint(par) > 0:
		case started || isDirection(par) || isSceneHeading(text) || endsSentence(text) && n < maxFront && strings.Count(text, " ") > 4:
			started = started || isSceneHeading(text)
			b.narration()
			b.paragraph(par)
		}
	}
}

// openingOf returns the last of lines that belong to the text of a book: from
// the last heading of a scene before the first turn, or the directions right
// before it.
func openingOf(lines []line) []line {
	from := len(lines)
	for i := len(lines) - 1; i >= 0; i-- {
		if isSceneHeading(lines[i].text) {
			from = i
			if i > 0 && isSceneHeading(lines[i-1].text) {
				from = i - 1
			}
			break
		}
		if lines[i].gap > turned && from == len(lines) && isDirection(block(lines[i:])) {
			from = i
		}
	}
	return lines[from:]
}

// participantsIn reads a paragraph that lists who took part: "Members Present:
// …". It reports whether the paragraph is such a list.
func participantsIn(text string) ([]string, bool) {
	before, list, ok := strings.Cut(text, ":")
	last := strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:])
	switch last = strings.Trim(last, "*_ "); last {
	case "present", "participants", "attendees", "attending", "attendance", "guests":
	default:
		return nil, false
	}
	if !ok {
		return nil, true
	}
	var names []string
	for _, entry := range strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == ',' }) {
		words := strings.Fields(strings.Trim(entry, "*_. "))
		from := len(words)
		for from > 0 && (isNameWord(words[from-1]) || isInitials(words[from-1])) {
			from--
		}
		if name := strings.Join(words[from:], " "); len(words)-from >= 2 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, true
}

var (
	sourcePattern   = regexp.MustCompile(`(?is)^\[?(?:Source:\s*)+(.+?)\.?\]?$`)
	recorderPattern = regexp.MustCompile(`^(?:Recorded|Transcribed|Drafted|Written down) by (.+?)\.?$`)
	signedPattern   = regexp.MustCompile(`(?i)^[\[(]?signed[\])]?\.?$`)
)

// imprint reads the paragraph that lines begin with if it says who made the
// record and where it comes from. It returns how many lines that took, 0 if
// the paragraph says something else.
func (b *builder) imprint(lines []line) int {
	par := block(lines)
	first := strings.TrimLeft(par[0].text, "[(")
	if len(par) > 8 || first == "" || !strings.ContainsRune("SsRTDW", rune(first[0])) {
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
