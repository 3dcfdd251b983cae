package bot

import (
	"cmp"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// The plural rules are CLDR's as golang.org/x/text has them. Its catalogue of
// messages is not used: it takes an argument that a form does not need for a
// fault ("once", of a number of times), and knows no markdown.
//
// A language's file has a table of messages: the English key, and what it is
// in the language. Where the words depend on a number, the message is a table
// of the plural forms by CLDR ("one", "few", "many", "other"), chosen by the
// first argument, or by the one whose number stands under "by". English needs
// only those.
//
// Names of commands, options and choices are messages, too: "/quote",
// "/daily add", "speaker:", "shuffled". Where a translation quotes a command
// in backquotes, it has the English names, which are replaced by those.
//
//go:embed catalogue/*.toml
var catalogueFiles embed.FS

// spoken are the languages with those of Discord's locales that they serve:
// https://discord.com/developers/docs/reference#locales
var spoken = []struct {
	code    string
	locales []string
}{
	{"en", []string{"en-US", "en-GB"}},
	{"es", []string{"es-ES", "es-419"}},
	{"de", []string{"de"}},
	{"fr", []string{"fr"}},
	{"ru", []string{"ru"}},
}

// catalogues reads all languages once. What it reads is part of the program,
// and tests read it first.
var catalogues = sync.OnceValue(func() []*Language {
	var all []*Language
	for _, s := range spoken {
		tag := language.MustParse(s.code)
		entries, err := readCatalogue(s.code)
		if err != nil {
			panic(err)
		}
		l := &Language{tag: tag, locales: s.locales, printer: message.NewPrinter(tag), entries: entries, names: make(map[string]string)}
		for key, e := range entries {
			if isName(key) {
				l.names[key] = e.forms["other"]
			}
		}
		for _, e := range entries {
			for form, text := range e.forms {
				e.forms[form] = l.renamed(text)
			}
		}
		all = append(all, l)
	}
	return all
})

// An entry is a message in one language: its text, under "other", or the texts
// of its plural forms.
type entry struct {
	by    int
	forms map[string]string
}

func readCatalogue(code string) (map[string]entry, error) {
	var table map[string]any
	name := "catalogue/" + code + ".toml"
	if _, err := toml.DecodeFS(catalogueFiles, name, &table); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	entries := make(map[string]entry, len(table))
	for key, value := range table {
		e := entry{by: 1, forms: make(map[string]string)}
		switch value := value.(type) {
		case string:
			e.forms["other"] = value
		case map[string]any:
			for form, text := range value {
				switch text := text.(type) {
				case string:
					e.forms[form] = text
				case int64:
					e.by = int(text)
				}
			}
		}
		if e.forms["other"] == "" {
			return nil, fmt.Errorf("%s: %q has no text", name, key)
		}
		entries[key] = e
	}
	return entries, nil
}

// pluralForms are the names of CLDR's forms.
var pluralForms = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// isName reports whether a key names a command or an option.
func isName(key string) bool {
	return strings.HasPrefix(key, "/") && !strings.ContainsAny(key, ".,;:") || optionKey.MatchString(key)
}

var (
	optionKey     = regexp.MustCompile(`^[a-z_]+:$`)
	quotedCode    = regexp.MustCompile("`[^`]+`")
	commandInCode = regexp.MustCompile(`/[a-z]+(?: [a-z]+)?`)
	optionInCode  = regexp.MustCompile(`\b[a-z_]+:`)
)

// renamed puts the language's names of commands and options in the place of
// the English ones, wherever a text has them in backquotes.
func (l *Language) renamed(text string) string {
	if len(l.names) == 0 {
		return text
	}
	return quotedCode.ReplaceAllStringFunc(text, func(code string) string {
		if name, ok := l.names[strings.Trim(code, "`")+":"]; ok {
			return "`" + strings.TrimSuffix(name, ":") + "`"
		}
		return l.renamedCode(code)
	})
}

// renamedCode is renamed for a command as it is typed.
func (l *Language) renamedCode(code string) string {
	code = optionInCode.ReplaceAllStringFunc(code, func(name string) string {
		return cmp.Or(l.names[name], name)
	})
	return commandInCode.ReplaceAllStringFunc(code, func(typed string) string {
		name, rest, _ := strings.Cut(typed, " ")
		local := cmp.Or(l.names[name], name)
		if rest == "" {
			return local
		}
		return local + " " + cmp.Or(l.names[typed], rest)
	})
}

// Localized returns a copy of a command's declaration with its names and
// descriptions in all languages.
func Localized(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	local := *c
	key := c.Name
	if c.Type == 0 || c.Type == discordgo.ChatApplicationCommand {
		key = "/" + c.Name
	}
	if names := localizations(key); len(names) > 0 {
		local.NameLocalizations = &names
	}
	if descriptions := localizations(c.Description); len(descriptions) > 0 {
		local.DescriptionLocalizations = &descriptions
	}
	local.Options = localizedOptions(key, c.Options)
	return &local
}

func localizedOptions(command string, options []*discordgo.ApplicationCommandOption) []*discordgo.ApplicationCommandOption {
	local := slices.Clone(options)
	for i, o := range options {
		option := *o
		key := o.Name + ":"
		if o.Type == discordgo.ApplicationCommandOptionSubCommand {
			key = command + " " + o.Name
		}
		option.NameLocalizations = localizations(key)
		option.DescriptionLocalizations = localizations(o.Description)
		option.Options = localizedOptions(key, o.Options)
		option.Choices = slices.Clone(o.Choices)
		for n, c := range option.Choices {
			choice := *c
			choice.NameLocalizations = localizations(c.Name)
			option.Choices[n] = &choice
		}
		local[i] = &option
	}
	return local
}

// bare returns a name without the mark of what it names.
func bare(name string) string { return strings.TrimSuffix(strings.TrimPrefix(name, "/"), ":") }

// localizations returns what a text is in the other languages, by Discord's
// locales; nil if it is in none.
func localizations(key string) map[discordgo.Locale]string {
	var all map[discordgo.Locale]string
	for _, l := range Languages()[1:] {
		text := bare(l.Text(Key(key)))
		if key == "" || text == bare(key) {
			continue
		}
		if all == nil {
			all = make(map[discordgo.Locale]string)
		}
		for _, locale := range l.locales {
			all[discordgo.Locale(locale)] = text
		}
	}
	return all
}
