package console

import (
	"regexp"
	"strings"

	"rapporteur/bot"
)

// leastSlip is the length of the shortest option that is taken for misspelled:
// "test:" and "next:" are near "text:", and words of their own.
const leastSlip = 5

// colonWord matches a word and the colon after it.
var colonWord = regexp.MustCompile(`(?:^|\s)(\pL+)\s?:`)

// slip warns of a word before a colon that is no option and is one letter off
// one that is not given: it was taken for a part of a value. Without such a
// word it returns nil.
func (c *call) slip() error {
	for _, v := range c.values {
		for _, m := range colonWord.FindAllStringSubmatch(v.text, -1) {
			for _, o := range c.options {
				if len(o.Name) >= leastSlip && c.value(o.Name) == nil && near(strings.ToLower(m[1]), o.Name) {
					return bot.Refuse("No option is called “%s”, so that it is read as part of %s. Did you mean “%s:”?", short(m[1]), c.called(v.option), c.called(o))
				}
			}
		}
	}
	return nil
}

// near reports whether one letter put in, left out or put in another's place,
// or two neighbours swapped, make b of a.
func near(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return swapped || len(a) <= 1 && len(b) <= 1
}
