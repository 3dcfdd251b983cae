package console

import (
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// localized replaces the names of a command and of its options in another
// language by those that the bot knows, as Discord's clients do. English names
// stay what they are.
func (s *session) localized(line string) string {
	w := words{line: line}
	typed := strings.TrimPrefix(w.next(), "/")
	for _, c := range s.commands {
		if c.NameLocalizations == nil || !s.isCalled(*c.NameLocalizations, typed) && typed != c.Name {
			continue
		}
		rest := line[w.at:]
		line, rest = s.localizedOptions("/"+c.Name, rest, c.Options)
		return line + rest
	}
	return line
}

// localizedOptions returns what was typed before the options, and the options
// under their own names.
func (s *session) localizedOptions(before, rest string, options []*option) (string, string) {
	for _, o := range options {
		if isSubcommand(o) {
			w := words{line: rest}
			if word := w.next(); word == o.Name || s.isCalled(o.NameLocalizations, word) {
				return s.localizedOptions(before+" "+o.Name, rest[w.at:], o.Options)
			}
			continue
		}
		if local := o.NameLocalizations[s.talk.Locale]; local != "" {
			name := regexp.MustCompile(`(?i)(^|\s)` + regexp.QuoteMeta(local) + `(\s?:)`)
			rest = name.ReplaceAllString(rest, "${1}"+o.Name+"${2}")
		}
	}
	return before, rest
}

func (s *session) isCalled(names map[discordgo.Locale]string, word string) bool {
	return names[s.talk.Locale] != "" && strings.EqualFold(names[s.talk.Locale], word)
}
