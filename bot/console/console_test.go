package console

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"rapporteur/bot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestConversations types the lines of each file of testdata that begin with
// "> " (⇥ stands for Tab) and compares what the console writes with what
// stands below them. The name of a file says what page it is for.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			page := Page{}
			if strings.Contains(file, "terminal") {
				page = Page{Width: 60, Color: true}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got, out bytes.Buffer
			s := newSession(Options{Bot: &fakeBot{}, Out: &out, Page: page})
			for line := range strings.Lines(string(want)) {
				typed, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> ")
				if !ok {
					continue
				}
				out.Reset()
				s.printed = false
				outcome := s.line(t.Context(), strings.ReplaceAll(typed, "⇥", "\t"))
				fmt.Fprintf(&got, "%s%s", line, strings.ReplaceAll(out.String(), "\x1b", "␛"))
				if outcome != answered {
					fmt.Fprintf(&got, "(%s)\n", [...]string{notUnderstood: "not understood", leave: "left"}[outcome])
				}
				got.WriteString("\n")
			}
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRun(t *testing.T) {
	for _, test := range []struct {
		name   string
		in     string
		script []string
		want   string // part of the output
		not    string // not in it
		err    error
	}{
		{name: "greeting", want: "Good day\n", not: "`"},
		{name: "piped lines", in: "/echo text: one\n\n/echo text: two", want: "two"},
		{name: "left", in: "exit\n/echo text: one\n", not: "echo text is"},
		{name: "script", in: "/echo text: one\n", script: []string{"/echo text: two"}, want: "two", not: "Good day"},
		{name: "script goes on", script: []string{"/nothing", "/echo text: two"}, want: "two", err: ErrNotUnderstood},
		{name: "button in a script", script: []string{"/buttons", "2"}, want: "pressed go:2"},
		{name: "one hint at the start", in: "help\n", want: "Tab completes", not: "exit or Ctrl-D leaves.\n\nType a command"},
		{name: "byte-order mark", in: "\ufeff/echo text: one", want: "echo text is one"},
		{name: "no newline at the end", in: "/echo text: one", want: "one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			err := Run(t.Context(), Options{
				Bot: &fakeBot{}, In: strings.NewReader(test.in), Out: &out,
				Greeting: "Good day\n", Script: test.script,
			})
			if !errors.Is(err, test.err) {
				t.Errorf("the error is %v, want %v", err, test.err)
			}
			if !strings.Contains(out.String(), test.want) {
				t.Errorf("the output lacks %q:\n%s", test.want, out.String())
			}
			if test.not != "" && strings.Contains(out.String(), test.not) {
				t.Errorf("the output holds %q:\n%s", test.not, out.String())
			}
		})
	}
}

func TestLineTooLong(t *testing.T) {
	in := strings.NewReader(strings.Repeat("x", maxLine+1))
	err := Run(t.Context(), Options{Bot: &fakeBot{}, In: in, Out: &bytes.Buffer{}})
	if err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("the error is %v", err)
	}
}

// TestInteractions checks what the bot gets to see.
func TestInteractions(t *testing.T) {
	b := &fakeBot{}
	var out bytes.Buffer
	s := newSession(Options{Bot: b, Out: &out})
	for _, line := range []string{"/quote a line number: 7 private: yes", "/buttons", "1", "/menu", "2 3"} {
		s.line(t.Context(), line)
	}
	quote := b.seen[0]
	if quote.User == nil || quote.Member != nil || quote.GuildID != "" || quote.Context != discordgo.InteractionContextBotDM {
		t.Errorf("not a direct message: %+v", quote)
	}
	wantOptions := []*given{
		{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "a line"},
		{Name: "number", Type: discordgo.ApplicationCommandOptionInteger, Value: 7.0},
		{Name: "private", Type: discordgo.ApplicationCommandOptionBoolean, Value: true},
	}
	if diff := cmp.Diff(wantOptions, quote.Data.(discordgo.ApplicationCommandInteractionData).Options); diff != "" {
		t.Error(diff)
	}
	button, message := b.seen[2], b.seen[2].Message
	if message == nil || message.ID != b.seen[1].ID || message.InteractionMetadata.User.ID != button.User.ID {
		t.Errorf("a button does not carry its message: %+v", message)
	}
	if _, ok := message.Components[0].(*discordgo.ActionsRow); !ok {
		t.Errorf("the message's components are not as they come from Discord: %T", message.Components[0])
	}
	wantChoice := discordgo.MessageComponentInteractionData{
		CustomID: "pick", ComponentType: discordgo.SelectMenuComponent, Values: []string{"b", "c"},
	}
	if diff := cmp.Diff(wantChoice, b.seen[4].Data); diff != "" {
		t.Error(diff)
	}
	ids := make(map[string]bool)
	for _, i := range b.seen {
		ids[i.ID] = true
	}
	if len(ids) != len(b.seen) {
		t.Error("two interactions have the same ID")
	}
}

func FuzzLine(f *testing.F) {
	for _, seed := range []string{"", "/quote", "/quote text:", "/daily add time: 1", "7", "\x1b[2J", "/echo text: **a** _b", "\u2066/", "/quote text: a\t", "1 2 3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		var out bytes.Buffer
		s := newSession(Options{Bot: &fakeBot{}, Out: &out, Page: Page{Width: 20}})
		s.line(t.Context(), "/menu")
		s.line(t.Context(), line)
		if i := strings.IndexFunc(out.String(), func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }); i >= 0 {
			t.Errorf("%q writes a control character: %q", line, out.String())
		}
	})
}

// fakeBot answers with replies made by hand, and keeps what it was asked.
type fakeBot struct{ seen []*discordgo.Interaction }

func text(name string, required, autocomplete bool) *option {
	return &option{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: "The " + name + ".", Required: required, Autocomplete: autocomplete}
}

var fakeCommands = []*command{
	{Name: "quote", Options: []*option{
		text("text", true, true), text("speaker", false, true),
		{Type: discordgo.ApplicationCommandOptionInteger, Name: "number", Description: "A number"},
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only for you"},
	}},
	{Name: "echo", Options: []*option{text("text", true, false)}},
	{Name: "buttons"},
	{Name: "menu"},
	{Name: "card"},
	{Name: "slow"},
	{Name: "form"},
	{Name: "file", Options: []*option{{Name: "file", Type: discordgo.ApplicationCommandOptionAttachment, Required: true}}},
	{Name: "daily", Options: []*option{
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Options: []*option{
			{Type: discordgo.ApplicationCommandOptionString, Name: "mode", Required: true, Description: "How", Choices: []*discordgo.ApplicationCommandOptionChoice{
				{Name: "Shuffled", Value: "s"}, {Name: "Serial", Value: "o"},
			}},
			{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where"},
		}},
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "list"},
	}},
	{Name: "Check quotation", Type: discordgo.MessageApplicationCommand},
}

func (b *fakeBot) Commands() []*command { return fakeCommands }

func (b *fakeBot) Respond(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	b.seen = append(b.seen, i)
	switch d := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			return &discordgo.InteractionResponse{
				Type: discordgo.InteractionApplicationCommandAutocompleteResult,
				Data: &discordgo.InteractionResponseData{Choices: fakeChoices(d.Options)},
			}
		}
		return fakeReply(d)
	case discordgo.MessageComponentInteractionData:
		kind := discordgo.InteractionResponseUpdateMessage
		if d.CustomID == "private" {
			kind = discordgo.InteractionResponseChannelMessageWithSource
		}
		return response(kind, "pressed "+d.CustomID+strings.Join(d.Values, ","))
	case discordgo.ModalSubmitInteractionData:
		lines := []string{"sent " + d.CustomID}
		for _, row := range d.Components {
			input := row.(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
			lines = append(lines, input.CustomID+" is "+input.Value)
		}
		return response(send, lines...)
	}
	return nil
}

func (b *fakeBot) Example(command string, _ *bot.Language) string {
	return map[string]string{"quote": "/quote text: a line", "daily": "/daily show mode: serial"}[command]
}

func (b *fakeBot) Finish(_ context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
	return response(0, "finished "+i.ID).Data
}

func fakeChoices(options []*given) []*discordgo.ApplicationCommandOptionChoice {
	var choices []*discordgo.ApplicationCommandOptionChoice
	at := slices.IndexFunc(options, func(o *given) bool { return o.Focused })
	typed := options[at].Value.(string)
	for _, name := range []string{"A.I. Mikoyan", "A. Aragonés", "E. Guevara"} {
		if strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: "id of " + name})
		}
	}
	return choices
}

func response(kind discordgo.InteractionResponseType, lines ...string) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{Type: kind, Data: &discordgo.InteractionResponseData{
		Flags:      discordgo.MessageFlagsIsComponentsV2,
		Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: strings.Join(lines, "\n")}},
	}}
}

const send = discordgo.InteractionResponseChannelMessageWithSource

func fakeReply(d discordgo.ApplicationCommandInteractionData) *discordgo.InteractionResponse {
	switch d.Name {
	case "buttons":
		r := response(send)
		r.Data.Flags |= discordgo.MessageFlagsEphemeral
		r.Data.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Next match", CustomID: "go:1"},
			discordgo.Button{Label: "Gone", CustomID: "gone", Disabled: true},
			discordgo.Button{Emoji: &discordgo.ComponentEmoji{Name: "🎲"}, CustomID: "go:2"},
			discordgo.Button{Label: "For you", CustomID: "private"},
			discordgo.Button{Label: "Source", Style: discordgo.LinkButton, URL: "https://example.org/"},
		}}}
		return r
	case "menu":
		r := response(send)
		r.Data.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: "pick", Placeholder: "Pick a letter", MaxValues: 2, Options: []discordgo.SelectMenuOption{
				{Label: "A", Value: "a", Description: "The first"}, {Label: "B", Value: "b"}, {Label: "C", Value: "c"},
			}},
		}}, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "None", CustomID: "none"}}}}
		return r
	case "card":
		divider := false
		description := "A map"
		r := response(send)
		r.Data.Components = []discordgo.MessageComponent{discordgo.Container{Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "## 38 thousand letters\n> It is *not* the **first** time that they wrote to us, and it will not be the **last** one, as we know.\n> \n> Second paragraph.\nA.I. Mikoyan\n-# Record of Conversation, November 18, 1962, page 5 (mikoyan-1962-11-18:31)"},
			discordgo.Separator{},
			discordgo.TextDisplay{Content: "- a list of things that goes on for so long that it has to be wrapped somewhere\n- \\*not bold\\* snake_case_name __under__ ~~gone~~ ||secret|| `code` ***both***"},
			discordgo.Separator{Divider: &divider},
			discordgo.TextDisplay{Content: "```\n**verbatim**\n```\nSee [the archive](https://example.org/a) and </quote:123>. 2 * 3 * 4, **open\n>>> all\nthat follows"},
			discordgo.Section{
				Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "子曰：學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？"}},
				Accessory:  discordgo.Button{Label: "Read", CustomID: "read"},
			},
			discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{Media: discordgo.UnfurledMediaItem{URL: "https://example.org/map.png"}, Description: &description}}},
		}}}
		return r
	case "slow":
		return &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
		}
	case "form":
		line := func(name, label, value string) discordgo.MessageComponent {
			return discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: name, Label: label, Value: value}}}
		}
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: &discordgo.InteractionResponseData{
			CustomID: "filled", Title: "Form", Components: []discordgo.MessageComponent{line("title", "Title", "Old *title*"), line("date", "Date", "")},
		}}
	}
	var lines []string
	options := d.Options
	for len(options) == 1 && options[0].Type == discordgo.ApplicationCommandOptionSubCommand {
		lines = append(lines, options[0].Name)
		options = options[0].Options
	}
	for _, o := range options {
		lines = append(lines, fmt.Sprintf("%s %s is %v", d.Name, o.Name, o.Value))
	}
	return response(send, lines...)
}

// TestFiles gives a command a file of this machine.
func TestFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "Debate of class 9b.txt")
	if err := os.WriteFile(name, []byte("Anna: Hello."), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &fakeBot{}
	var out bytes.Buffer
	s := newSession(Options{Bot: b, Out: &out})
	if s.line(t.Context(), "/file file: \""+name+"\" ") != answered || len(b.seen) != 1 {
		t.Fatalf("the file is not taken: %s", out.String())
	}
	data := b.seen[0].Data.(discordgo.ApplicationCommandInteractionData)
	a := data.Resolved.Attachments[data.Options[0].Value.(string)]
	if a == nil || a.Filename != "Debate of class 9b.txt" || a.Size != 12 {
		t.Fatalf("the attachment is %+v", a)
	}
	got, err := Files{}.Fetch(t.Context(), bot.Attachment{Name: a.Filename, URL: a.URL, Size: int64(a.Size)})
	if err != nil || string(got) != "Anna: Hello." {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{name + "x", filepath.Dir(name), ""} {
		if s.line(t.Context(), "/file file: "+bad) != notUnderstood {
			t.Errorf("%q is taken for a file", bad)
		}
	}
	if len(b.seen) != 1 {
		t.Error("the bot was asked without a file")
	}
	if _, err := (Files{}).Fetch(t.Context(), bot.Attachment{URL: "https://example.org/x"}); !errors.Is(err, bot.ErrAttachmentPlace) {
		t.Errorf("another address is read: %v", err)
	}
}
