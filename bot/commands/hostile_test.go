package commands

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// TestHostileText gives every option of every command what users may type.
func TestHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"blank":            "   ",
		"long":             strings.Repeat("letters of support ", 6000/19),
		"long word":        strings.Repeat("x", 6000),
		"punctuation":      "…?!—“”‘’ *** ___ ```",
		"emoji":            "🙂👍🏽🇨🇺",
		"mention":          "@everyone @here <@1> <@&1> <#1>",
		"markdown":         "**bold** _it_ ||sp|| ~~x~~ `code` [x](https://y.z)\n# heading\n> quote",
		"control":          "\x00\x01\x1b[31m letters \x7f",
		"right to left":    "\u202eשלום\u202c \u2066letters\u2069",
		"combining":        "l" + strings.Repeat("\u0301", 500) + "etters",
		"forged token":     "turn:0000000000001:0-5",
		"half token":       "turn:",
		"forged span":      "turn:1eemr1rl3agtv:-5-99999999999999999999",
		"forged person":    "~00000000",
		"forged record":    "^00000000",
		"reference":        "mikoyan-1962-11-18:999999999-1",
		"state separators": "a|b:c|d::|",
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, builtIn())
			for _, declaration := range c.bot.Commands() {
				for _, o := range declaration.Options {
					if o.Type != discordgo.ApplicationCommandOptionString {
						continue
					}
					options := []string{optionJSON(o, text, true)}
					if o.Name != "text" && declaration.Name == "quote" {
						options = append(options, `{"name":"text","type":3,"value":"rice"}`)
					}
					if o.Name != "name" && declaration.Name == "speaker" {
						options = append(options, `{"name":"name","type":3,"value":"mikoyan"}`)
					}
					data := fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[%s]}`, declaration.Name, strings.Join(options, ","))
					response := c.send(c.interaction(discordgo.InteractionApplicationCommand, data))
					c.pressAll(response)
					c.send(c.interaction(discordgo.InteractionApplicationCommandAutocomplete, data))
				}
			}
		})
	}
}

// pressAll presses every button of an answer and chooses every option.
func (c *client) pressAll(response *discordgo.InteractionResponse) {
	c.t.Helper()
	for _, component := range components(response) {
		switch component := component.(type) {
		case discordgo.Button:
			c.press(component.CustomID, "", c.user, response.Data.Flags)
		case discordgo.SelectMenu:
			for _, o := range component.Options {
				c.press(component.CustomID, o.Value, c.user, response.Data.Flags)
			}
		}
	}
}

// TestHostileInteractions sends what no client of Discord's would send.
func TestHostileInteractions(t *testing.T) {
	c := newClient(t, builtIn())
	for _, i := range []*discordgo.Interaction{
		{},
		{Type: discordgo.InteractionPing},
		{Type: discordgo.InteractionApplicationCommand},
		{Type: discordgo.InteractionApplicationCommandAutocomplete},
		{Type: discordgo.InteractionMessageComponent},
		{Type: discordgo.InteractionModalSubmit, Data: discordgo.ModalSubmitInteractionData{}},
		{Type: 99},
		{Type: discordgo.InteractionMessageComponent, Data: discordgo.MessageComponentInteractionData{}, Message: &discordgo.Message{}},
		{Type: discordgo.InteractionApplicationCommand, Data: discordgo.MessageComponentInteractionData{CustomID: "1:page:f:0:0"}},
		{Type: discordgo.InteractionApplicationCommand, Data: discordgo.ApplicationCommandInteractionData{Name: "quote",
			Options: []*discordgo.ApplicationCommandInteractionDataOption{nil, {Name: "text"}, {Name: "text", Type: 3}, {Name: "text", Type: 3, Value: 1.5}}}},
	} {
		c.respond(i)
	}
	for _, test := range []struct{ data, want string }{
		{`{"name":"nothing","type":1}`, "does not know that command"},
		{`{"name":"quote","type":1}`, "`text` is empty"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":3,"value":""}]}`, "`text` is empty"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":4,"value":7}]}`, "`text` is empty"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":3,"value":{"a":1}}]}`, "`text` is empty"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":3,"value":"rice"},{"name":"private","type":5,"value":"yes"}]}`, "`private` is empty"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":3,"value":"?!"}]}`, "no word in that"},
		{`{"name":"speaker","type":1,"options":[{"name":"name","type":3,"value":"~00000000"}]}`, "no longer in the records"},
		{`{"name":"speaker","type":1,"options":[{"name":"name","type":3,"value":"@everyone"}]}`, "No speaker is called “\\@everyone”"},
		{`{"name":"quote","type":1,"options":[{"name":"text","type":3,"value":"turn:0000000000001:0-5"}]}`, "no longer in the record"},
	} {
		response := c.send(c.interaction(discordgo.InteractionApplicationCommand, test.data))
		if !strings.Contains(text(response), test.want) || !isEphemeral(response) {
			t.Errorf("%s is answered with\n%s", test.data, render(response))
		}
	}
	if got := newClient(t, builtIn()).bot.Respond(t.Context(), nil); bot.Check(got) != nil {
		t.Error("no interaction, no valid answer")
	}
}

func isEphemeral(response *discordgo.InteractionResponse) bool {
	return response.Data.Flags&discordgo.MessageFlagsEphemeral != 0
}

// TestForgedButtons presses buttons of other versions and of nobody's making:
// each is one polite sentence to who pressed it.
func TestForgedButtons(t *testing.T) {
	c := newClient(t, builtIn())
	for customID, want := range map[string]string{
		"":                                    "another version",
		"x":                                   "another version",
		"0:quote:1:rice||":                    "another version",
		"2:quote:1:rice||":                    "another version",
		"1:":                                  "another version",
		"1:nothing:x":                         "another version",
		"1:say":                               "another version",
		"1:say:say:say":                       "another version",
		"1:say:nothing:x":                     "another version",
		"1:quote":                             "another version",
		"1:quote:1":                           "another version",
		"1:quote:one:rice||":                  "another version",
		"1:quote:1:rice":                      "another version",
		"1:quote:-1:rice||":                   "no more matches",
		"1:quote:999:rice||":                  "no more matches",
		"1:quote:0:rice|~00000000|":           "no longer in the records",
		"1:quote:0:rice||^00000000":           "no longer loaded",
		"1:quote:0:...||":                     "another version",
		"1:hits:9:0000000000001:0-5":          "another version",
		"1:hits:0:0000000000001:0-5":          "no longer in the record",
		"1:this:0000000000001:0-5":            "no longer in the record",
		"1:this:short:0-5":                    "another version",
		"1:context:1:0000000000001:0-5":       "no longer in the record",
		"1:context:0:0000000000001:0-5":       "another version",
		"1:page:f:0000000000001:0":            "no longer in the record",
		"1:page:sideways:0000000000001:0":     "another version",
		"1:turns:-1:~00000000|":               "no longer in the records",
		"1:turns:x:y":                         "another version",
		"1:speaker:|":                         "another version",
		"1:random:!:0:||":                     "another version",
		"1:random:0:99999999999:||":           "another version",
		"1:random:0:0:|":                      "another version",
		"1:another:~00000000||":               "no longer in the records",
		"1:records:-1":                        "no longer there",
		"1:open:turn":                         "another version",
		"1:open:record":                       "another version",
		"1:ask:quote:speaker:rice|||":         "another version",
		"1:ask:nothing:speaker:rice|||":       "another version",
		"1:say:page:f:0000000000001:0":        "no longer in the record",
		strings.Repeat("1:quote:1:", 10):      "another version",
		"1:another:|^00000000|@everyone <@1>": "no longer loaded",
	} {
		for _, flags := range []discordgo.MessageFlags{0, discordgo.MessageFlagsEphemeral} {
			response := c.press(customID, "", c.user, flags)
			if !strings.Contains(text(response), want) || !isEphemeral(response) {
				t.Errorf("%q is answered with\n%s", customID, render(response))
			}
		}
	}
}

// TestFaults holds that a handler that panics, or answers against the rules,
// is logged and answered all the same.
func TestFaults(t *testing.T) {
	var x = builtIn()
	for name, broken := range map[string]bot.Handler{
		"panic": func(context.Context, *bot.Request) (*bot.Reply, error) { panic("boom") },
		"error": func(context.Context, *bot.Request) (*bot.Reply, error) { return nil, fmt.Errorf("reading: boom") },
		"too long": func(context.Context, *bot.Request) (*bot.Reply, error) {
			r := new(bot.Reply)
			r.Add(bot.Markdown("boom" + strings.Repeat("x", 4000)))
			return r, nil
		},
		"empty": func(context.Context, *bot.Request) (*bot.Reply, error) { return nil, nil },
	} {
		for _, slow := range []bool{false, true} {
			c := newClient(t, x)
			c.bot = bot.New(bot.Options{Index: x, Log: textLog(&c.log), Commands: []bot.Command{
				{Declaration: declare("broken", "Fails"), Run: broken, Slow: slow, Private: true},
			}})
			i := decoded(c.interaction(discordgo.InteractionApplicationCommand, `{"name":"broken","type":1}`))
			response := c.bot.Respond(t.Context(), i)
			if slow {
				if response.Type != discordgo.InteractionResponseDeferredChannelMessageWithSource || !isEphemeral(response) {
					t.Errorf("%s: deferred with %+v", name, response)
				}
				response.Data = c.bot.Finish(t.Context(), i)
			}
			if err := bot.CheckMessage(response.Data); err != nil || !strings.Contains(text(response), "Something went wrong") {
				t.Errorf("%s: %v\n%s", name, err, render(response))
			}
			if c.log.Len() == 0 {
				t.Errorf("%s: nothing is logged", name)
			}
		}
	}
}

// FuzzRespond holds that any interaction that decodes gets a valid answer.
func FuzzRespond(f *testing.F) {
	c := &client{t: &testing.T{}, user: "100"}
	c.bot = bot.New(bot.Options{Index: builtIn(), Commands: All(Options{})})
	for _, line := range []string{"/quote text: letters of support", "/speaker name: dorticos record: mikoyan", "/random about: rice", "/read at: 31-33", "/records list", "/help"} {
		f.Add([]byte(c.interaction(discordgo.InteractionApplicationCommand, c.data(line, ""))))
		f.Add([]byte(c.interaction(discordgo.InteractionApplicationCommandAutocomplete, c.data(line, "text"))))
		response := c.bot.Respond(f.Context(), decoded(c.interaction(discordgo.InteractionApplicationCommand, c.data(line, ""))))
		for _, component := range components(response) {
			if b, ok := component.(discordgo.Button); ok {
				f.Add([]byte(c.interaction(discordgo.InteractionMessageComponent, fmt.Sprintf(`{"custom_id":%q,"component_type":2}`, b.CustomID))))
			}
		}
	}
	f.Add([]byte(c.interaction(discordgo.InteractionMessageComponent, `{"custom_id":"1:ask:quote:speaker:rice|||","component_type":3,"values":["~xb8xvp87"]}`)))
	f.Fuzz(func(t *testing.T, interaction []byte) {
		var i discordgo.Interaction
		if json.Unmarshal(interaction, &i) != nil {
			t.Skip()
		}
		var log strings.Builder
		b := bot.New(bot.Options{Index: builtIn(), Log: textLog(&log), Commands: All(Options{})})
		response := b.Respond(t.Context(), &i)
		if err := bot.Check(response); err != nil {
			t.Fatal(err)
		}
		if log.Len() > 0 {
			t.Fatalf("the bot has a fault: %s", log.String())
		}
	})
}

// hostileRecord has all that a document might hold against us.
func hostileRecord() *corpus.Record {
	r := &corpus.Record{
		ID: strings.Repeat("long-", 60), Title: strings.Repeat("**Title** @everyone ", 40), File: "x.txt",
		Participants: []string{strings.Repeat("Somebody ", 300)}, Source: strings.Repeat("`src` ", 500),
		Speakers: []corpus.Speaker{
			{Name: strings.Repeat("*Name* ", 60), Role: strings.Repeat("_role_ ", 60), Aliases: []string{strings.Repeat("|alias| ", 100)}},
			{Name: ""},
			{Name: "|||"},
		},
	}
	for n, text := range []string{
		strings.Repeat("*_~`|<[@ ", 3000),
		strings.Repeat("A sentence with @everyone and **stars** in it. ", 400),
		strings.Repeat("字", 9000),
		strings.Repeat("verse line\n", 900),
		strings.Repeat("🙂", 5000),
		"short",
		strings.Repeat("x", 20000),
		strings.Repeat("Word. \n\n", 1000),
	} {
		turn := corpus.Turn{Text: strings.TrimSpace(text), Speaker: int32(n % 3), Number: int32(n + 1), Marks: []corpus.Mark{{Line: 1}}, Sensitive: n%2 == 1}
		r.Turns = append(r.Turns, turn)
		for range 6 {
			r.Notes = append(r.Notes, corpus.Note{Turn: n, Offset: 3, Mark: "1", Text: strings.Repeat("*note* ", 100)})
		}
	}
	return r
}

// TestHostileRecord walks through a record of extremes by all buttons.
func TestHostileRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	record := hostileRecord()
	c := newClient(t, indexOf(record))
	lines := []string{
		"/quote text: sentence with everyone", "/quote text: 字字字", "/quote text: verse line", "/quote text: absent words here",
		"/quote text: xxx speaker: name", "/speaker name: name", "/speaker name: x", "/random", "/random speaker: name",
		"/read at: 1-8", "/read at: long", "/records list", "/help",
	}
	for n := range record.Turns {
		lines = append(lines, fmt.Sprintf("/read at: %d", n+1))
	}
	for _, line := range lines {
		response := c.run(line)
		c.pressAll(response)
		for range 40 {
			id, _ := find(response, "▶")
			if id == "" {
				break
			}
			response = c.press(id, "", c.user, response.Data.Flags)
			c.pressAll(response)
		}
	}
}
