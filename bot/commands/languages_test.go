package commands

import (
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/bottest"
)

// TestDeclaredInAllLanguages holds that every command is called and described
// in every language, by names that are not twice in one place.
func TestDeclaredInAllLanguages(t *testing.T) {
	bottest.NeedsLanguages(t)
	for _, l := range bot.Languages()[1:] {
		said := func(key string) string {
			if key != "" && !l.Knows(bot.Key(key)) {
				t.Errorf("%s lacks %q", l.Code(), key)
			}
			return l.Text(bot.Key(key))
		}
		described := func(key string) {
			if text := said(key); !bot.Between(1, text, 100) {
				t.Errorf("%s: a description of %d characters: %s", l.Code(), bot.Units(text), text)
			}
		}
		unlike := func(seen map[string]bool, name string) {
			if seen[name] {
				t.Errorf("%s: %q is there twice", l.Code(), name)
			}
			seen[name] = true
		}
		var walk func(path string, options []*discordgo.ApplicationCommandOption)
		walk = func(path string, options []*discordgo.ApplicationCommandOption) {
			names := make(map[string]bool)
			for _, o := range options {
				key := o.Name + ":"
				if o.Type == discordgo.ApplicationCommandOptionSubCommand {
					key = path + " " + o.Name
				}
				unlike(names, said(key))
				described(o.Description)
				for _, c := range o.Choices {
					if strings.ContainsFunc(c.Name, unicode.IsLetter) {
						said(c.Name)
					}
				}
				walk(key, o.Options)
			}
		}
		commands := make(map[string]bool)
		for _, c := range every(Options{}) {
			key := c.Declaration.Name
			if c.Declaration.Type <= discordgo.ChatApplicationCommand {
				key = "/" + key
				described(c.Declaration.Description)
			}
			unlike(commands, said(key))
			walk(key, c.Declaration.Options)
		}
	}
}

// TestAnswersInAllLanguages asks the same in every language: no answer is the
// English one.
func TestAnswersInAllLanguages(t *testing.T) {
	for _, line := range []string{
		"/quote text: 38 thousend leters of suport", "/quote text: ask not what your country can do for you", "/speaker name: mikoyan",
		"/records list", "/help", "/read at: 99",
	} {
		english := text(newClient(t, builtIn()).run(line))
		for _, l := range bot.Languages()[1:] {
			c := newClient(t, builtIn())
			c.locale = string(l.Locale())
			if got := text(c.run(line)); got == english {
				t.Errorf("%s in %s is answered in English:\n%s", line, l.Code(), got)
			}
		}
	}
}
