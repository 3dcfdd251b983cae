package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"rapporteur/bot"
)

// misunderstood returns the error of a command line that is not understood, as
// a sentence that says what is wrong with it and what to do.
func misunderstood(err error) error {
	var e *kong.ParseError
	if !errors.As(err, &e) {
		return misuse{err}
	}
	node := e.Context.Model.Node
	if selected := e.Context.Selected(); selected != nil {
		node = selected
	}
	name := node.FullPath()
	lacks := ""
	if e.Context.Error == nil { // each word was understood
		lacks = lacking(node)
	}
	if lacks == "" {
		lacks = inOurWords(err.Error(), name)
	}
	return misuse{fmt.Errorf("%s (%q says more)", lacks, name+" --help")}
}

// lacking says what a command needs and was not given, "" where that is
// nothing.
func lacking(node *kong.Node) string {
	name := node.FullPath()
	var words []string
	for _, child := range node.Children {
		words = append(words, child.Name)
	}
	switch {
	case node.Type == kong.ApplicationNode:
		return `there is no command here. "rapporteur desk" tries the bot in a browser, "rapporteur console" in the terminal, and "rapporteur setup" connects it to Discord`
	case len(words) > 0:
		return fmt.Sprintf("%q needs one of these words after it: %s", name, strings.Join(words, ", "))
	}
	values := node.Positional
	for _, flag := range node.Flags {
		values = append(values, flag.Value)
	}
	for _, v := range values {
		if v.Required && !v.Set {
			return fmt.Sprintf("%q needs %s: %s", name, strings.TrimSuffix(v.Summary(), " ..."), inSentence(v.Help))
		}
	}
	return ""
}

// inSentence returns a text of help as it goes on a sentence.
func inSentence(help string) string {
	return strings.ToLower(help[:1]) + strings.TrimSuffix(help[1:], ".")
}

// rephrased has what kong says in our own words, which take the command and the
// groups of the pattern. Kong's errors differ in nothing but their texts.
var rephrased = []struct {
	kong *regexp.Regexp
	says string
}{
	{regexp.MustCompile(`^unexpected argument (.+), did you mean "(.+)"\?$`), `%[1]q does not understand %[2]q; did you mean %[3]q?`},
	{regexp.MustCompile(`^unexpected argument (.+)$`), `%[1]q does not understand %[2]q`},
	{regexp.MustCompile(`^unknown flag (\S+), did you mean "(.+)"\?$`), `%[1]q has no option %[2]s; did you mean %[3]s?`},
	{regexp.MustCompile(`^unknown flag (\S+)$`), `%[1]q has no option %[2]s`},
	{regexp.MustCompile(`^(--\S+): expected .* value but got "EOL".*$`), `%[2]s needs a value after it`},
	{regexp.MustCompile(`^(--\S+): expected .* value but got "(-.*)" \(.*$`), `%[2]s needs a value after it, which %[3]q is not`},
	{regexp.MustCompile(`^(--\S+) must be one of (.+) but got (".*")$`), `%[2]s takes one of %[3]s, and %[4]s is none of them`},
}

func inOurWords(said, command string) string {
	for _, o := range rephrased {
		if groups := o.kong.FindStringSubmatch(said); groups != nil {
			words := []any{command}
			for _, group := range groups[1:] {
				words = append(words, group)
			}
			return fmt.Sprintf(o.says, words...)
		}
	}
	return said
}

// A natural is a number of things, of which there is one at least.
type natural int

// UnmarshalText reads one from a command line.
func (n *natural) UnmarshalText(text []byte) error {
	number, err := strconv.Atoi(string(text))
	if err != nil || number < 1 {
		return fmt.Errorf("%q is not a whole number from 1 on", text)
	}
	*n = natural(number)
	return nil
}

// A languageCode is one of a language that the bot answers in, "" for English.
type languageCode string

// UnmarshalText reads one from a command line.
func (c *languageCode) UnmarshalText(text []byte) error {
	var codes []string
	for _, l := range bot.Languages() {
		codes = append(codes, l.Code())
	}
	if code := string(text); code != bot.Marked && !slices.Contains(codes, code) {
		return fmt.Errorf("%q is none of the languages %s", code, strings.Join(codes, ", "))
	}
	*c = languageCode(text)
	return nil
}
