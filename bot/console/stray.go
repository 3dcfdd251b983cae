package console

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// leastShared is how many commands take an option whose name is no word of a
// quotation: "order:" of one command may be a word of any.
const leastShared = 3

// strayName matches what is typed as the name of an option is.
var strayName = regexp.MustCompile(`(?:^|\s)(\p{Ll}+)\s?:(?:\s|$)`)

// stray refuses a line in which the name of an option stands that the command
// does not have: else it would be read, and answered, as words of the value
// before it. Names are those that several commands share, in English and in
// the language of the call, where the value before them ends with a quotation mark;
// what follows nothing but a number, if the option takes no prose; and what begins
// the line and is near an option. "For the record: …" is prose, and what stands in
// quotation marks, or has a capital as "Guevara:" has, is always of the value, and
// so is all of a proposal.
func (c *call) stray(commands []*command, proposed offers) error {
	for _, v := range c.values {
		if _, ok := proposed[c.key(v.option.Name)][v.text]; ok {
			continue
		}
		for _, m := range strayName.FindAllStringSubmatchIndex(v.text, -1) {
			name, before := v.text[m[2]:m[3]], v.text[:m[2]]
			if c.has(name) || inMarks(before) {
				continue
			}
			if err := c.misplaced(commands, v, name, before); err != nil {
				return err
			}
		}
	}
	return nil
}

// misplaced refuses a name that stands in a value after the text before, where it
// can only be meant for an option.
func (c *call) misplaced(commands []*command, v value, name, before string) error {
	if before == "" && !v.named {
		for _, o := range c.options {
			if near(name, o.Name) || near(name, c.called(o)) {
				return bot.Refuse("%s has no option “%s”. Did you mean “%s:”?", c.name(), short(name), c.called(o))
			}
		}
	}
	afterNumber := v.option.MaxLength < leastProse && before != "" && !strings.ContainsFunc(before, unicode.IsLetter)
	if afterNumber || afterMark(before) && takers(commands, name, c.locale) >= leastShared {
		return bot.Refuse("%s has no option “%s”. It takes: %s. If it is a word of a quotation, put the quotation in quotation marks.",
			c.name(), short(name), list(c.options, "", c.called))
	}
	return nil
}

// leastProse is how long a value may be, at least, of an option that people paste
// prose into.
const leastProse = 1000

// afterMark reports whether a text ends with a quotation mark.
func afterMark(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return strings.ContainsRune("\"”»“", last)
}

// has reports whether an option of the command has a name.
func (c *call) has(name string) bool {
	return slices.ContainsFunc(c.options, func(o *option) bool { return isNamed(o, name, c.locale) })
}

func isNamed(o *option, name string, locale discordgo.Locale) bool {
	return o.Name == name || locale != "" && o.NameLocalizations[locale] == name
}

// inMarks reports whether a quotation is open at the end of a text.
func inMarks(before string) bool {
	opened := strings.Count(before, "“") + strings.Count(before, "«") + strings.Count(before, "„")
	closed := strings.Count(before, "”") + strings.Count(before, "»")
	if strings.Contains(before, "„") {
		closed, opened = closed+strings.Count(before, "“"), opened-strings.Count(before, "“")
	}
	return strings.Count(before, `"`)%2 == 1 || opened > closed
}

// takers returns how many commands take an option of a name.
func takers(commands []*command, name string, locale discordgo.Locale) int {
	n := 0
	for _, c := range commands {
		if takes(c.Options, name, locale) {
			n++
		}
	}
	return n
}

func takes(options []*option, name string, locale discordgo.Locale) bool {
	return slices.ContainsFunc(options, func(o *option) bool {
		return !isSubcommand(o) && isNamed(o, name, locale) || takes(o.Options, name, locale)
	})
}
