package bot

import (
	"regexp"
	"strings"

	"rapporteur/corpus"
)

// Source says in one line where the passages from first to last stand, which
// are of one record: its short title, date, page or act, and reference.
func (l *Language) Source(first, last corpus.Passage) Markdown {
	return Plain(Clip(l.source(first, last), 400)) + l.doubt(first.Turn)
}

// doubt warns beside a source where it is not sure who speaks.
func (l *Language) doubt(t *corpus.Turn) Markdown {
	if !t.Record.Doubtful || t.Kind != corpus.Speech {
		return ""
	}
	return " · ⚠ " + l.Say(Doubtful)
}

// Doubtful stands beside the source of what was said in a record of which it
// is not sure who speaks.
const Doubtful Key = "Read with doubts: check who speaks here."

// source is Source as plain text.
func (l *Language) source(first, last corpus.Passage) string {
	source := corpus.ShortCite(first, last)
	if r := first.Turn.Record; l.Code() != English {
		if rest, ok := strings.CutPrefix(source, r.ShortTitle()); ok {
			if short := r.Date.Short(); short != "" {
				rest = strings.Replace(rest, short, l.Date(r.Date), 1)
			}
			source = l.ShortTitle(r) + rest
		}
		source = place.ReplaceAllStringFunc(source, func(found string) string {
			m := place.FindStringSubmatch(found)
			return ", " + l.Text(places[m[1]+m[3]], m[2]) + " ("
		})
	}
	return source
}

// place is how a citation names where in a document a passage stands, before
// its reference.
var place = regexp.MustCompile(`, (pages?|lines?|time) ([\d:.–-]+)( of the file)? \(`)

// places are the places that a citation names.
var places = map[string]Key{
	"page":              "page %s",
	"pages":             "pages %s",
	"time":              "time %s",
	"line":              "line %s",
	"lines":             "lines %s",
	"line of the file":  "line %s of the file",
	"lines of the file": "lines %s of the file",
}
