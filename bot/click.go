package bot

import (
	"strconv"
	"strings"

	"rapporteur/corpus"
)

// A Click is all that a click needs, kept in the custom ID of its button: what
// to do, and with what. Nothing of a button is in memory, so that a button
// works after a restart, on another replica and next year.
//
// Its text is "1:verb:field:field…". The digit is the version of this form
// and of all verbs' fields. Only the last field may hold a colon.
type Click struct {
	Verb   string
	Fields []string
}

const clickVersion = "1"

// String returns the custom ID.
func (c Click) String() string {
	return strings.Join(append([]string{clickVersion, c.Verb}, c.Fields...), ":")
}

// Shareable reports whether the click fits into a custom ID, also as what a
// Share button carries.
func (c Click) Shareable() bool {
	return Units(shared(c).String()) <= maxCustomID
}

// parseClick reads what String has written. ok is false for another version
// and for what is no click.
func parseClick(customID string) (verb, fields string, ok bool) {
	version, text, _ := strings.Cut(customID, ":")
	verb, fields, _ = strings.Cut(text, ":")
	return verb, fields, version == clickVersion && verb != ""
}

// shared returns the click of the button that posts publicly what c shows.
func shared(c Click) Click {
	return Click{shareVerb, append([]string{c.Verb}, c.Fields...)}
}

// Packed joins the values of options into one field of a click.
func Packed(values ...string) string {
	for i, v := range values {
		// A bar is punctuation, which no search looks at.
		values[i] = OneLine(strings.ReplaceAll(v, "|", " "))
	}
	return strings.Join(values, "|")
}

// Unpacked returns the n values that Packed has joined; ok is false if there
// are not as many.
func Unpacked(field string, n int) (values []string, ok bool) {
	values = strings.Split(field, "|")
	return values, len(values) == n
}

// The verbs of buttons that stand below a daily post, too.
const (
	SaveVerb = "save"
	CiteVerb = "cite"
)

// SaveClick keeps p for whoever presses it.
func SaveClick(p corpus.Passage) Click { return Click{SaveVerb, []string{PassageToken(p)}} }

// CiteClick cites what stands from one passage to another.
func CiteClick(first, last corpus.Passage) Click {
	tokens := PassageToken(first)
	if first != last {
		tokens += "," + PassageToken(last)
	}
	return Click{CiteVerb, []string{tokens}}
}

// ContextClick shows p with what stands before and after it, or n turns of
// which p is the first.
func ContextClick(p corpus.Passage, n int) Click {
	return Click{"context", []string{strconv.Itoa(n), PassageToken(p)}}
}

// The verbs that belong to no command.
const (
	askVerb   = "ask" // carries a command on with the option chosen in a menu
	shareVerb = "say" // posts publicly what another state shows
)
