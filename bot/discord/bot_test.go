package discord_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/commands"
	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/corpus"
	"rapporteur/corpus/records"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// builtIn is an index over the record that ships with the program.
var builtIn = sync.OnceValue(func() *search.Index {
	report := transcript.Read(transcript.Source{Name: records.Name, Data: records.Text})
	if report.Err != nil {
		panic(report.Err)
	}
	library, err := corpus.NewLibrary(report.Records)
	if err != nil {
		panic(err)
	}
	return search.New(library)
})

// serving runs the bot itself against a server, and returns the server.
func serving(t testing.TB) *discordtest.Server {
	t.Helper()
	server := discordtest.Start(t)
	s := start(t, server, bot.New(bot.Options{Index: builtIn(), Commands: commands.All(commands.Options{})}), discord.ClientOptions{})
	server.WaitReady(t, 1)
	s.await(t, "commands installed", 1)
	t.Cleanup(func() {
		for _, message := range []string{"panic", "interaction dropped"} {
			if lines := s.log.lines(message); len(lines) > 0 {
				t.Errorf("logged %v", lines)
			}
		}
		for _, line := range s.log.lines("interaction") {
			if line["outcome"] != "answered" {
				t.Errorf("logged %v", line)
			}
		}
	})
	return server
}

// polite fails the test where an answer pings, says nothing, or was slow.
func polite(t testing.TB, what string, x *discordtest.Exchange) *discordtest.Message {
	t.Helper()
	message := x.Reply(t)
	if strings.TrimSpace(message.Text()) == "" {
		t.Errorf("%s is answered with nothing: %s", what, message.JSON())
	}
	if pings := message.Pings(); len(pings) > 0 {
		t.Errorf("the answer to %s pings %v", what, pings)
	}
	if strings.Contains(message.Text(), "Something went wrong") {
		t.Errorf("%s goes wrong", what)
	}
	if after := x.Answer(t).After; after > time.Second {
		t.Errorf("%s is answered after %s", what, after)
	}
	return message
}

func TestBot(t *testing.T) {
	server := serving(t)
	quoted := polite(t, "a quotation", server.Send(discordtest.Command("quote", discordtest.String("text", "38 thousand leters of suport"))))
	if text := quoted.Text(); !strings.Contains(text, "thousand") || !strings.Contains(text, "Mikoyan") || quoted.Ephemeral() {
		t.Errorf("the quotation is:\n%s", text)
	}
	private := polite(t, "a private one", server.Send(discordtest.Command("quote", discordtest.String("text", "38 thousand letters"), discordtest.Boolean("private", true))))
	if !private.Ephemeral() {
		t.Error("the private quotation is public")
	}
	direct := discordtest.Command("quote", discordtest.String("text", "38 thousand letters"))
	direct.Guild = ""
	polite(t, "a direct message", server.Send(direct))

	typing := server.Send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "thousand lett"))))
	choices := typing.Answer(t).Choices
	if len(choices) == 0 {
		t.Fatal("nothing is proposed")
	}
	chosen, _ := choices[0].Value.(string)
	if text := polite(t, "a proposal", server.Send(discordtest.Command("quote", discordtest.String("text", chosen)))).Text(); !strings.Contains(text, "letters") {
		t.Errorf("the proposal %q comes to:\n%s", chosen, text)
	}
}

// Every button and every menu leads to an answer, by whoever it is used, and
// so do those of the answer.
func TestBotButtons(t *testing.T) {
	server := serving(t)
	var messages []*discordtest.Message
	for _, command := range []discordtest.Interaction{
		discordtest.Command("quote", discordtest.String("text", "rice")),
		discordtest.Command("quote", discordtest.String("text", "letters of support"), discordtest.Boolean("private", true)),
		discordtest.Command("speaker", discordtest.String("name", "guevra")),
		discordtest.Command("speaker", discordtest.String("name", "Ernesto")),
		discordtest.Command("random", discordtest.String("about", "missiles")),
		discordtest.Command("read", discordtest.String("at", "31-33")),
		discordtest.Command("records", discordtest.Subcommand("list")),
		discordtest.Command("help"),
	} {
		messages = append(messages, polite(t, fmt.Sprint(command.Data), server.Send(command)))
	}
	pressed := map[string]bool{}
	for len(messages) > 0 && len(pressed) < 120 {
		message := messages[0]
		messages = messages[1:]
		press := func(id string, click discordtest.Interaction) {
			if id == "" || pressed[id] {
				return
			}
			pressed[id] = true
			click.User = []string{"", "1200000000000000002"}[len(pressed)%2]
			messages = append(messages, polite(t, "a click on "+id, server.Send(click)))
		}
		for _, b := range message.Buttons() {
			if !b.Disabled {
				press(b.CustomID, discordtest.Button(message, b.CustomID))
			}
		}
		for _, m := range message.Menus() {
			for _, value := range m.Values {
				press(m.CustomID+" "+value, discordtest.Select(message, m.CustomID, value))
			}
		}
	}
	if len(pressed) < 30 {
		t.Errorf("only %d things could be pressed", len(pressed))
	}
}

// hostile is what people may put into any field.
var hostile = map[string]string{
	"empty":           "",
	"blank":           " \t\n\u00a0",
	"6000 characters": strings.Repeat("letters of support ", 400)[:6000],
	"one long word":   strings.Repeat("x", 6000),
	"punctuation":     "?!.,;:—…«»()[]{}",
	"emoji":           "🎭👩‍👩‍👧‍👦🏳️‍🌈 letters",
	"only emoji":      "👩‍👩‍👧‍👦",
	"everyone":        "@everyone @here <@1200000000000000001> <@&1300000000000000001>",
	"markdown":        "**bold** __under__ ||hidden|| `code` ```block``` # head > quote [a](https://example.org)",
	"control":         "\x00\x01\x1b[31mletters\x7f\u0085",
	"right to left":   "\u202eסיפור\u202c العربية letters",
	"zero width":      "let\u200bters\ufeff of\u2060 support",
	"broken UTF-16":   "letters \ufffd\ufffd",
	"combining marks": "l" + strings.Repeat("\u0301", 500) + "etters",
	"a turn's token":  "turn:0000000000001:0-99999999",
	"a reference":     "mikoyan-1962-11-18:99999999999999999999",
	"a range":         "mikoyan-1962-11-18:48-1",
	"SQL":             "'; DROP TABLE turns; --",
	"quotation marks": "\"“”„\"",
}

func TestBotHostileInput(t *testing.T) {
	server := serving(t)
	fields := map[string][]string{
		"quote":   {"text", "speaker", "record"},
		"speaker": {"name", "record"},
		"random":  {"speaker", "record", "about"},
		"read":    {"at"},
	}
	for name, text := range hostile {
		for command, options := range fields {
			for _, option := range options {
				what := fmt.Sprintf("/%s %s: %s", command, option, name)
				filled := []discordtest.Option{discordtest.String(option, text)}
				if command == "quote" && option != "text" {
					filled = append(filled, discordtest.String("text", "letters"))
				}
				polite(t, what, server.Send(discordtest.Command(command, filled...)))
				filled[0] = discordtest.Focused(filled[0])
				if typing := server.Send(discordtest.Autocomplete(command, filled...)).Answer(t); typing.Type != 8 {
					t.Errorf("typing %s is answered with the type %d", what, typing.Type)
				}
			}
		}
	}
	for what, i := range map[string]discordtest.Interaction{
		"no options":           discordtest.Command("quote"),
		"a number for a text":  discordtest.Command("quote", discordtest.Integer("text", 38)),
		"a text for a boolean": discordtest.Command("quote", discordtest.String("text", "rice"), discordtest.String("private", "yes")),
		"an unknown option":    discordtest.Command("quote", discordtest.String("text", "rice"), discordtest.String("more", "x")),
		"an unknown command":   discordtest.Command("forget"),
		"a subcommand":         discordtest.Command("quote", discordtest.Subcommand("text", discordtest.String("text", "rice"))),
	} {
		polite(t, what, server.Send(i))
	}
}

func TestBotForgedButtons(t *testing.T) {
	server := serving(t)
	quoted := polite(t, "a quotation", server.Send(discordtest.Command("quote", discordtest.String("text", "rice"))))
	forged := []string{"", "x", ":", "1", "1:", "0:quote:1:rice", "2:quote:1:rice", "v0-next", "1:nothing:x", "1:quote:999999999999999999999:rice||", strings.Repeat("1:say:", 16), "1:say:say:say:say", "\x00\n"}
	for _, b := range quoted.Buttons() {
		forged = append(forged, b.CustomID+"@everyone", strings.ToUpper(b.CustomID), b.CustomID[:len(b.CustomID)/2], "9"+b.CustomID)
	}
	for name, text := range hostile {
		if len(text) < 80 && name != "blank" {
			forged = append(forged, "1:quote:0:"+text+"||")
		}
	}
	for _, id := range forged {
		polite(t, fmt.Sprintf("a click on %q", id), server.Send(discordtest.Button(quoted, id)))
		polite(t, fmt.Sprintf("a choice in %q", id), server.Send(discordtest.Select(quoted, id, "@everyone")))
		polite(t, fmt.Sprintf("no choice in %q", id), server.Send(discordtest.Select(quoted, id)))
	}
	// A message that has grown parts which the library does not know.
	newer := server.PostAs(discordtest.BotID, discordtest.DefaultChannel, "x")
	newer.Change(map[string]any{"components": []any{map[string]any{"type": 99.0, "custom_id": "?"}}})
	polite(t, "a click beside an unknown component", server.Send(discordtest.Button(newer, quoted.Buttons()[0].CustomID)))
}
