package console

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A completion is what may stand in a line from one of its bytes on.
type completion struct {
	start int    // byte offset in the line
	text  string // what replaces the line's rest
}

// offers are the values behind the proposals that were shown: by command and
// option, then by the name that was shown. Like Discord's clients, the
// console shows the name and sends the value.
type offers map[string]map[string]any

// complete returns what the line may go on with, the likeliest first.
func (s *session) complete(ctx context.Context, line string) []completion {
	if line != "" && !strings.HasPrefix(line, "/") {
		shift := len(searchPrefix)
		found := s.complete(ctx, searchPrefix+line)
		for i := range found {
			found[i].start -= shift
		}
		return slices.DeleteFunc(found, func(c completion) bool { return c.start < 0 })
	}
	name, rest, spaced := strings.Cut(line, " ")
	if !spaced {
		return begins(s.commands, 0, name, func(c *command) string { return "/" + c.Name + " " })
	}
	c, err := parse(s.commands, s.talk.Locale, line)
	if c == nil {
		return nil
	}
	word := line[strings.LastIndexByte(line, ' ')+1:]
	at := len(line) - len(word)
	if len(c.options) > 0 && isSubcommand(c.options[0]) {
		if err != nil && strings.Count(strings.TrimLeft(rest, " "), " ") > len(c.path) {
			return nil // a wrong subcommand, and more after it
		}
		return begins(c.options, at, word, func(o *option) string { return o.Name + " " })
	}
	names := begins(s.unused(c), at, word, func(o *option) string { return o.Name + ": " })
	values := s.values(ctx, c)
	if word == "" {
		return append(values, names...)
	}
	return append(names, values...)
}

// begins returns the completions of those whose text begins with typed, in
// upper or lower case.
func begins[T any](all []T, start int, typed string, text func(T) string) []completion {
	var found []completion
	for _, x := range all {
		if t := text(x); strings.HasPrefix(strings.ToLower(t), strings.ToLower(typed)) {
			found = append(found, completion{start, t})
		}
	}
	return found
}

// unused returns the options that are not given yet. The first one, given
// without its name, does not count while its value is still being typed: it
// may be the beginning of a name.
func (s *session) unused(c *call) []*option {
	return slices.DeleteFunc(slices.Clone(c.options), func(o *option) bool {
		v := c.value(o.Name)
		return v != nil && (v.named || strings.Contains(v.text, " "))
	})
}

// values returns the completions of the value at the end of the line.
func (s *session) values(ctx context.Context, c *call) []completion {
	if len(c.values) == 0 {
		return nil
	}
	v := c.values[len(c.values)-1]
	var found []completion
	switch {
	case v.option.Autocomplete:
		for _, choice := range s.autocomplete(ctx, c, v.option) {
			s.offer(c, v.option, choice)
			found = append(found, completion{v.start, shownName(choice)})
		}
		return found
	case len(v.option.Choices) > 0:
		return begins(v.option.Choices, v.start, v.text, func(o *discordgo.ApplicationCommandOptionChoice) string { return shownName(o) })
	case v.option.Type == discordgo.ApplicationCommandOptionBoolean:
		return begins([]string{"yes", "no"}, v.start, v.text, func(s string) string { return s })
	}
	return nil
}

// autocomplete asks the bot for choices of the value that is being typed. Like
// Discord, it sends all values as far as they are typed.
func (s *session) autocomplete(ctx context.Context, c *call, focused *option) []*discordgo.ApplicationCommandOptionChoice {
	var all []*given
	for _, v := range c.values {
		g := &given{Name: v.option.Name, Type: v.option.Type, Value: v.text, Focused: v.option == focused}
		if !g.Focused {
			typed, err := convert(v.option, s.talk.Locale, v.text)
			if err != nil {
				continue
			}
			g.Value = typed
		}
		all = append(all, g)
	}
	s.chosen(c, all)
	return s.talk.Propose(ctx, c.command, c.nest(all))
}

// offer remembers the value of a choice that is shown by its name.
func (s *session) offer(c *call, o *option, choice *discordgo.ApplicationCommandOptionChoice) {
	if s.offers == nil {
		s.offers = make(offers)
	}
	key := c.key(o.Name)
	if s.offers[key] == nil {
		s.offers[key] = make(map[string]any)
	}
	s.offers[key][shownName(choice)] = choice.Value
}

// chosen puts in place of the name of a choice that was offered its value.
// Options that are being typed stay as they are.
func (s *session) chosen(c *call, options []*given) {
	for _, o := range options {
		if name, ok := o.Value.(string); ok && !o.Focused {
			if value, ok := s.offers[c.key(o.Name)][name]; ok {
				o.Value = value
			}
		}
		s.chosen(c, o.Options)
	}
}

// shownName returns a choice's name as it may stand in a line.
func shownName(c *discordgo.ApplicationCommandOptionChoice) string {
	return strings.TrimSpace(normal(clean(c.Name)))
}

// proposals lays out completions, one a line.
func (s *session) proposals(found []completion) string {
	if len(found) == 0 {
		return s.page.Plain(s.language.Text("Nothing to complete here."))
	}
	var w strings.Builder
	for _, c := range found {
		s.page.set(&w, "  ", "    ", []run{{strings.TrimSpace(c.text), 0}})
	}
	return w.String()
}

// common returns the longest text that all completions begin with.
func common(found []completion) string {
	prefix := found[0].text
	for _, c := range found[1:] {
		for !strings.HasPrefix(c.text, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return strings.ToValidUTF8(prefix, "")
}
