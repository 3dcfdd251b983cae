package rows

import (
	"html"
	"regexp"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// entity is a character as HTML writes it: a table that was exported from a web page
// holds such for dashes and the like, and nobody says "&#8212;".
var entity = regexp.MustCompile(`&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);`)

// withoutEntities returns a text whose characters are written as themselves, on the
// same lines.
func withoutEntities(text *page.Text) *page.Text {
	if !strings.Contains(text.String, "&") || !entity.MatchString(text.String) {
		return text
	}
	return page.New(entity.ReplaceAllStringFunc(text.String, func(e string) string {
		switch c := html.UnescapeString(e); c {
		case "\"", ",", ";", "\t", "|", "\n", "\r":
			return e // they part cells
		default:
			return c
		}
	}))
}
