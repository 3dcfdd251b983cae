package console

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// TestStray holds that an option that a command does not have is refused and
// never read as words, and that words with a colon are words.
func TestStray(t *testing.T) {
	speaker := text("speaker", false, true)
	speaker.NameLocalizations = map[discordgo.Locale]string{discordgo.SpanishES: "persona"}
	commands := []*command{
		{Name: "verify", Options: []*option{text("text", true, false)}},
		{Name: "quote", Options: []*option{text("text", true, true), speaker}},
		{Name: "read", Options: []*option{text("at", true, true)}},
		{Name: "random", Options: []*option{speaker, text("order", false, false)}},
		{Name: "daily", Options: []*option{{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Options: []*option{speaker}}}},
	}
	for line, refused := range map[string]string{
		`/verify text: "I am glad" speaker: Mikoyan`:                 "“speaker”",
		`/verify "I am glad" speaker: Mikoyan`:                       "“speaker”",
		`/verify text: «I am glad» speaker : Mikoyan`:                "“speaker”",
		`/verify text: "I am glad" persona: Mikoyan`:                 "“persona”",
		"/quote txt: rice":                                           "“text:”",
		"/read at: 47 context: 5":                                    "“context”",
		`/verify text: Guevara: we have enough`:                      "",
		`/verify text: Speaker: we have enough`:                      "",
		`/verify text: "the speaker: we have enough"`:                "",
		`/verify text: „the speaker: we have enough“`:                "",
		"/verify text: in this order: first the rice":                "",
		"/quote text: he put it to the test: nothing":                "",
		"/quote text: rice speaker: Mikoyan":                         "",
		"/verify for the speaker: we have enough":                    "",
		`/verify he told the speaker: "I am glad"`:                   "",
		`/verify text: “I am glad” was said by the speaker: Guevara`: "",
		"/read at: mikoyan-1962-11-18:47":                            "",
	} {
		_, _, err := Parse(commands, discordgo.SpanishES, line, func(string, *bot.Language) string { return "" })
		switch {
		case refused == "" && err != nil:
			t.Errorf("%s: %v", line, err)
		case refused != "" && (err == nil || !strings.Contains(err.Error(), refused)):
			t.Errorf("%s: got %v, want %s named", line, err, refused)
		}
	}
}

// TestProposalIsNotStray holds that what was proposed and taken is never refused.
func TestProposalIsNotStray(t *testing.T) {
	c, err := parse(fakeCommands, "", "/echo 12 said: yes")
	if err != nil {
		t.Fatal(err)
	}
	if c.stray(fakeCommands, nil) == nil {
		t.Error("what follows a number is no option, and not refused")
	}
	if err := c.stray(fakeCommands, offers{"/echo text": {"12 said: yes": "turn:1"}}); err != nil {
		t.Errorf("a proposal is refused: %v", err)
	}
}

// TestDiffInPlainText holds that what is struck out and what is underlined are
// told apart from other words where no styles are shown.
func TestDiffInPlainText(t *testing.T) {
	const text = "> around ~~50~~ __500__ such **bases**\n"
	if got, want := (Page{}).Markdown(text), "│ around [-50-] {+500+} such bases\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (Page{Color: true}).Markdown(text); strings.ContainsAny(got, "{}") || !strings.Contains(got, "\x1b[9m50") {
		t.Errorf("got %q on a terminal", got)
	}
}
