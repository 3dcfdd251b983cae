package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShortTitle is how many characters a short title has at most: one line of
// a card on a phone and a little more.
const maxShortTitle = 60

// maxNamed is how many participants a short title can stand for; a sitting of
// a parliament is better called by its title.
const maxNamed = 12

// ShortTitle returns what to call the record where its title would fill the
// card: the one that its sidecar gives, else the title if that is short, else
// who took part and when, else the beginning of the title. It is not empty
// unless the record has neither a title nor an ID.
func (r *Record) ShortTitle() string {
	if r.Short != "" {
		return r.Short
	}
	title := oneLine(r.Title)
	if title == "" {
		return r.ID
	}
	if play := genre.ReplaceAllString(title, ""); play != title {
		title = play
		if main, rest, ok := strings.Cut(play, ","); ok && !partOfSeveral.MatchString(rest) {
			title = main
		}
	}
	if utf8.RuneCountInString(title) <= maxShortTitle {
		return title
	}
	if short := r.namedTitle(); short != "" {
		return short
	}
	return shorten(title)
}

// genre is what titles of old plays begin with before what people call them
// by. "The Comedy of Errors" is a name as a whole.
var genre = regexp.MustCompile(`(?i)^(?:the )?(?:(?:most )?(?:excellent|famous|lamentable|true) )*(?:and (?:lamentable )?)?` +
	`(?:tragedie|tragedy|tragical history|famous history of the life|life and death) of `)

// partOfSeveral is what follows the comma in the title of one play of several.
var partOfSeveral = regexp.MustCompile(`(?i)^\s*(?:(?:the )?(?:first|second|third) part|(?:part|pt\.?|act|no\.?|vol\.?) |\d|[ivx]+$)`)

// namedTitle names the record by who took part and when: "Mikoyan and
// Dorticos, 18 Nov 1962". It returns "" where that says too little.
func (r *Record) namedTitle() string {
	if r.Date.IsZero() || len(r.Participants) > maxNamed {
		return ""
	}
	var names []string
	for _, p := range r.Participants {
		if name := familyName(p); name != "" {
			names = append(names, name)
		}
	}
	var who string
	switch len(names) {
	case 0:
		return ""
	case 1:
		who = names[0]
	case 2:
		who = names[0] + " and " + names[1]
	default:
		who = names[0] + ", " + names[1] + " and others"
	}
	short := who + ", " + r.Date.Short()
	if utf8.RuneCountInString(short) > maxShortTitle {
		return ""
	}
	return short
}

// familyName returns the last word of a name if that is written like a name.
func familyName(name string) string {
	name, _, _ = strings.Cut(name, " (")
	name, _, _ = strings.Cut(name, ",")
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	first, size := utf8.DecodeRuneInString(last)
	if !unicode.IsUpper(first) || len(last) == size || strings.ContainsAny(last, ".:;0123456789") {
		return ""
	}
	return last
}

// shorten cuts a title where one of its parts ends, else between two words.
func shorten(title string) string {
	for _, end := range []string{" (", ": ", "; ", " – ", " — ", " - ", ". ", ", "} {
		// A part of one word, as in "Hansard: …", says too little.
		if i := strings.LastIndex(head(title, maxShortTitle+2), end); i > 0 && strings.Contains(title[:i], " ") {
			return strings.TrimRight(title[:i], " ,;:")
		}
	}
	cut := head(title, maxShortTitle)
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—-") + "…"
}

// head returns the first n characters of s.
func head(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Short returns the date as short titles have it: "18 Nov 1962", "Nov 1962",
// "1962", or "" for the zero date.
func (d Date) Short() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%.3s %d", d.Month, d.Year)
	}
	return fmt.Sprintf("%d %.3s %d", d.Day, d.Month, d.Year)
}

// ShortCitation says where the passage stands as Citation does, under the
// record's short title: "Mikoyan in Havana, 18 Nov 1962, page 5
// (mikoyan-1962-11-18:33)".
func (p Passage) ShortCitation() string { return ShortCite(p, p) }

// ShortCite says where the passages from first to last stand, which are of one
// record, as ShortCitation does of one.
func ShortCite(first, last Passage) string {
	r := first.Turn.Record
	parts := []string{r.ShortTitle()}
	if date := r.Date.Short(); date != "" && !strings.Contains(parts[0], fmt.Sprint(r.Date.Year)) {
		parts = append(parts, date)
	}
	where := location(first, last)
	if where != "" && len(parts) == 1 && where[0] >= '0' && where[0] <= '9' {
		parts[0] += " " + where // "Hamlet 3.1"
	} else if where != "" {
		parts = append(parts, where)
	}
	return strings.Join(parts, ", ") + " (" + span(first.Turn, last.Turn) + ")"
}
