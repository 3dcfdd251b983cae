package bot

import (
	"regexp"
	"strings"

	"rapporteur/corpus"
)

// Source says in one line where the passages from first to last stand, which
// are of one record: its short title, date, page or act, and reference.
func (l *Language) Source(first, last corpus.Passage) Markdown {
	source := corpus.ShortCite(first, last)
	if l.Code() != English {
		date := first.Turn.Record.Date
		if short := date.Short(); short != "" {
			source = strings.Replace(source, short, l.Date(date), 1)
		}
		source = place.ReplaceAllStringFunc(source, func(found string) string {
			m := place.FindStringSubmatch(found)
			return ", " + l.Text(places[m[1]+m[3]], m[2]) + " ("
		})
	}
	return Plain(Clip(source, 400))
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
