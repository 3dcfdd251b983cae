package console

import (
	"context"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// A form is one that waits to be filled in: the next line is for it.
type form struct {
	data  *discordgo.InteractionResponseData
	lines []discordgo.TextInput
	on    *discordgo.Message // whose button has opened it
}

// asked shows a form, and keeps it for the next line.
func (s *session) asked(data *discordgo.InteractionResponseData) error {
	f := &form{data: data, on: s.message}
	var b strings.Builder
	b.WriteString(string("**" + bot.Plain(data.Title) + "**\n"))
	for _, component := range data.Components {
		input := lineOf(component)
		if input == nil {
			continue
		}
		f.lines = append(f.lines, *input)
		b.WriteString(string("- `" + bot.Markdown(input.CustomID) + "`: " + bot.Plain(input.Label)))
		if input.Value != "" {
			b.WriteString(string(" (" + bot.Plain(input.Value) + ")"))
		}
		b.WriteByte('\n')
	}
	if len(f.lines) == 0 {
		return bot.Refuse("The answer is of a kind that only Discord can show.")
	}
	hint := s.small("Type the text, or an empty line to close the form.")
	if len(f.lines) > 1 {
		hint = s.small("Type what you want to change, as in `%s: … %s: …`, or an empty line to close the form.",
			bot.Markdown(f.lines[0].CustomID), bot.Markdown(f.lines[1].CustomID))
	}
	s.form = f
	s.print(s.page.Markdown(b.String()) + hint)
	return nil
}

// lineOf returns the text of a row of a form, nil for a row of anything else.
func lineOf(row discordgo.MessageComponent) *discordgo.TextInput {
	inside, ok := row.(*discordgo.ActionsRow)
	if !ok || len(inside.Components) != 1 {
		return nil
	}
	input, _ := inside.Components[0].(*discordgo.TextInput)
	return input
}

// fill sends the form that waits, with what was typed.
func (s *session) fill(ctx context.Context, line string) error {
	f := s.form
	s.form = nil
	if line == "" {
		s.print(s.page.Plain(s.language.Text("The form is closed; nothing was sent.")))
		return nil
	}
	typed := f.values(line)
	var rows []discordgo.MessageComponent
	for _, input := range f.lines {
		value := input.Value
		if text, ok := typed[input.CustomID]; ok {
			value = text
		}
		rows = append(rows, &discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			&discordgo.TextInput{CustomID: input.CustomID, Value: value},
		}})
	}
	return s.sees(s.talk.Submit(ctx, f.on, f.data.CustomID, rows))
}

// values reads "title: text date: text"; the first may be without its name.
func (f *form) values(line string) map[string]string {
	var names []string
	for _, input := range f.lines {
		names = append(names, regexp.QuoteMeta(input.CustomID))
	}
	typed := make(map[string]string)
	name, start := f.lines[0].CustomID, 0
	for _, m := range regexp.MustCompile(`(?i)(?:^|\s)(`+strings.Join(names, "|")+`)\s?:`).FindAllStringSubmatchIndex(line, -1) {
		if text := strings.TrimSpace(line[start:m[0]]); text != "" || start > 0 {
			typed[name] = text
		}
		name, start = strings.ToLower(line[m[2]:m[3]]), m[1]
	}
	typed[name] = strings.TrimSpace(line[start:])
	return typed
}
