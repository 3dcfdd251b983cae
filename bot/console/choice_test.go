package console

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// TestChoices holds that a choice may be named in the language of who types, in
// English and by its value, and that the choices there are are named in that
// language.
func TestChoices(t *testing.T) {
	o := &option{Name: "order", Choices: []*discordgo.ApplicationCommandOptionChoice{
		{Name: "by the words after", Value: "after", NameLocalizations: map[discordgo.Locale]string{discordgo.German: "nach den Wörtern dahinter"}},
	}}
	for _, typed := range []string{"Nach den Wörtern dahinter", "by the words after", "after"} {
		if got, err := convert(o, discordgo.German, typed); got != "after" || err != nil {
			t.Errorf("%q is %v, %v", typed, got, err)
		}
	}
	for locale, want := range map[discordgo.Locale]string{discordgo.German: "nach den Wörtern dahinter", discordgo.French: "by the words after"} {
		if _, err := convert(o, locale, "sideways"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", locale, err, want)
		}
	}
}
