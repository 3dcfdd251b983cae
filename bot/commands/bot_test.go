package commands

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/records"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// builtIn returns an index over the record that ships with the program.
var builtIn = sync.OnceValue(func() *search.Index {
	report := transcript.Read(transcript.Source{Name: records.Name, Data: records.Text})
	if report.Err != nil {
		panic(report.Err)
	}
	return indexOf(report.Records...)
})

func indexOf(records ...*corpus.Record) *search.Index {
	lib, err := corpus.NewLibrary(records)
	if err != nil {
		panic(err)
	}
	return search.New(lib)
}

// A client drives a bot as Discord's clients do, and fails the test where an
// answer breaks a rule or the bot logs a fault.
type client struct {
	t    *testing.T
	bot  *bot.Bot
	user string
	log  bytes.Buffer

	permissions int64 // of the user in the server
	locale      string
}

func newClient(t *testing.T, x *search.Index) *client {
	c := &client{t: t, user: "100"}
	c.bot = bot.New(bot.Options{
		Index:    x,
		Owners:   []string{"900"},
		Log:      textLog(&c.log),
		Commands: All(Options{Rand: rand.New(rand.NewPCG(1, 2))}),
	})
	return c
}

// send sends an interaction in Discord's JSON and returns the answer.
func (c *client) send(interaction string) *discordgo.InteractionResponse {
	c.t.Helper()
	return c.respond(decoded(interaction))
}

func decoded(interaction string) *discordgo.Interaction {
	var i discordgo.Interaction
	if err := json.Unmarshal([]byte(interaction), &i); err != nil {
		panic(fmt.Sprintf("decoding the interaction: %v\n%s", err, interaction))
	}
	return &i
}

func (c *client) respond(i *discordgo.Interaction) *discordgo.InteractionResponse {
	c.t.Helper()
	response := c.bot.Respond(c.t.Context(), i)
	if err := bot.Check(response); err != nil {
		c.t.Errorf("the answer breaks a rule: %v", err)
	}
	if c.log.Len() > 0 {
		c.t.Errorf("logged: %s", c.log.String())
		c.log.Reset()
	}
	return response
}

// run sends a command as people write it: "/quote text: give me your hand
// private: true".
func (c *client) run(line string) *discordgo.InteractionResponse {
	c.t.Helper()
	return c.send(c.interaction(discordgo.InteractionApplicationCommand, c.data(line, "")))
}

// complete sends the autocompletion of a command's last option.
func (c *client) complete(line, option string) []*discordgo.ApplicationCommandOptionChoice {
	c.t.Helper()
	return c.send(c.interaction(discordgo.InteractionApplicationCommandAutocomplete, c.data(line, option))).Data.Choices
}

func (c *client) data(line, focus string) string {
	name, rest, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	var options []string
	for _, command := range c.bot.Commands() {
		if command.Name != name {
			continue
		}
		declared := command.Options
		if len(declared) > 0 && declared[0].Type == discordgo.ApplicationCommandOptionSubCommand {
			sub, after, _ := strings.Cut(rest, " ")
			for _, o := range declared {
				if o.Name == sub {
					return fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[{"name":%q,"type":1,"options":[%s]}]}`,
						name, sub, strings.Join(optionsJSON(o.Options, after, focus), ","))
				}
			}
		}
		options = optionsJSON(declared, rest, focus)
	}
	return fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[%s]}`, name, strings.Join(options, ","))
}

// optionsJSON reads "name: value name: value".
func optionsJSON(declared []*discordgo.ApplicationCommandOption, rest, focus string) (options []string) {
	for _, o := range declared {
		_, value, ok := strings.Cut(" "+rest, " "+o.Name+":")
		if !ok {
			continue
		}
		for _, other := range declared {
			value, _, _ = strings.Cut(value, " "+other.Name+":")
		}
		options = append(options, optionJSON(o, strings.TrimSpace(value), o.Name == focus))
	}
	return options
}

func optionJSON(o *discordgo.ApplicationCommandOption, value string, focused bool) string {
	text, _ := json.Marshal(value)
	if o.Type == discordgo.ApplicationCommandOptionBoolean {
		text = []byte(value)
	}
	return fmt.Sprintf(`{"name":%q,"type":%d,"value":%s,"focused":%t}`, o.Name, o.Type, text, focused)
}

func (c *client) interaction(kind discordgo.InteractionType, data string) string {
	return fmt.Sprintf(`{"id":"1","application_id":"2","type":%d,"token":"t","version":1,"guild_id":"3","channel_id":"4",
		"context":0,"locale":%q,"member":{"user":{"id":%q,"username":"u"},"permissions":"%d"},"data":%s}`, kind, c.locale, c.user, c.permissions, data)
}

// click presses the button, or chooses from the menu, of an answer that user
// asker got.
func (c *client) click(on *discordgo.InteractionResponse, asker, label string) *discordgo.InteractionResponse {
	c.t.Helper()
	customID, value := find(on, label)
	if customID == "" {
		c.t.Fatalf("no button or option %q in\n%s", label, render(on))
	}
	return c.press(customID, value, asker, on.Data.Flags)
}

func (c *client) press(customID, value, asker string, flags discordgo.MessageFlags) *discordgo.InteractionResponse {
	c.t.Helper()
	id, _ := json.Marshal(customID)
	data := fmt.Sprintf(`{"custom_id":%s,"component_type":2}`, id)
	if value != "" {
		data = fmt.Sprintf(`{"custom_id":%s,"component_type":3,"values":[%q]}`, id, value)
	}
	i := strings.TrimSuffix(c.interaction(discordgo.InteractionMessageComponent, data), "}")
	return c.send(i + fmt.Sprintf(`,"message":{"id":"6","channel_id":"4","flags":%d,"interaction_metadata":{"id":"7","type":2,"user":{"id":%q}}}}`, flags, asker))
}

// find returns the custom ID of the button or menu with a label, and the
// value of the option chosen.
func find(response *discordgo.InteractionResponse, label string) (customID, value string) {
	for _, component := range components(response) {
		switch component := component.(type) {
		case discordgo.Button:
			if strings.Contains(component.Label, label) && !component.Disabled {
				return component.CustomID, ""
			}
		case discordgo.SelectMenu:
			for _, o := range component.Options {
				if strings.Contains(o.Label, label) {
					return component.CustomID, o.Value
				}
			}
		}
	}
	return "", ""
}

func components(response *discordgo.InteractionResponse) []discordgo.MessageComponent {
	var all []discordgo.MessageComponent
	var walk func([]discordgo.MessageComponent)
	walk = func(components []discordgo.MessageComponent) {
		for _, c := range components {
			all = append(all, c)
			switch c := c.(type) {
			case discordgo.Container:
				walk(c.Components)
			case discordgo.ActionsRow:
				walk(c.Components)
			}
		}
	}
	walk(response.Data.Components)
	return all
}

// text returns all text of an answer.
func text(response *discordgo.InteractionResponse) string {
	var lines []string
	for _, c := range components(response) {
		if t, ok := c.(discordgo.TextDisplay); ok {
			lines = append(lines, t.Content)
		}
	}
	return strings.Join(lines, "\n")
}

// render writes an answer for golden files.
func render(response *discordgo.InteractionResponse) string {
	var b strings.Builder
	kinds := map[discordgo.InteractionResponseType]string{
		discordgo.InteractionResponsePong:                         "pong",
		discordgo.InteractionResponseChannelMessageWithSource:     "message",
		discordgo.InteractionResponseUpdateMessage:                "update",
		discordgo.InteractionApplicationCommandAutocompleteResult: "choices",
	}
	b.WriteString(kinds[response.Type])
	if response.Data == nil {
		return b.String() + "\n"
	}
	if response.Data.Flags&discordgo.MessageFlagsEphemeral != 0 {
		b.WriteString(" to the user alone")
	}
	b.WriteByte('\n')
	for _, choice := range response.Data.Choices {
		fmt.Fprintf(&b, "%s\n    %s\n", choice.Name, choice.Value)
	}
	for _, component := range components(response) {
		switch component := component.(type) {
		case discordgo.TextDisplay:
			b.WriteString(component.Content + "\n")
		case discordgo.Button:
			off := ""
			if component.Disabled {
				off = " (off)"
			}
			fmt.Fprintf(&b, "[%s]%s %s\n", component.Label, off, component.CustomID)
		case discordgo.SelectMenu:
			fmt.Fprintf(&b, "[%s] %s\n", component.Placeholder, component.CustomID)
			for _, o := range component.Options {
				fmt.Fprintf(&b, "  - %s (%s) %s\n", o.Label, o.Description, o.Value)
			}
		}
	}
	return b.String()
}

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (run with -update if it is meant):\n%s", path, diff)
	}
}

func textLog(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }
