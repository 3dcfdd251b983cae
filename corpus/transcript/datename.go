package transcript

import (
	"regexp"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

var (
	nameISO     = regexp.MustCompile(`(?:^|\D)((?:1[5-9]|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?([0-2]\d|3[01])(?:\D|$)`)
	nameSpacing = strings.NewReplacer("_", " ", "-", " ")
)

// dateInName returns the date that stands in the name of a file, the zero date
// if none does: "2007-09-20.xml", "minutes_20070920.txt", "talk 18-Nov-1962.md".
func dateInName(name string) corpus.Date {
	if m := nameISO.FindStringSubmatch(name); m != nil {
		if d, err := corpus.ParseDate(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return d
		}
	}
	return page.DateIn(nameSpacing.Replace(name))
}
