package discord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// A responder answers as a test tells it to.
type responder struct {
	commands []*discordgo.ApplicationCommand
	keeps    bool // whatever it answers
	respond  func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse
	finish   func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData
}

func (r *responder) Commands() []*discordgo.ApplicationCommand { return r.commands }

func (r *responder) Keeps(*discordgo.Interaction) bool { return r.keeps }

func (r *responder) Respond(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	return r.respond(ctx, i)
}

func (r *responder) Finish(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
	return r.finish(ctx, i)
}

// says is an answer with a text and buttons.
func says(text string, customIDs ...string) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: saying(text, customIDs...)}
}

func saying(text string, customIDs ...string) *discordgo.InteractionResponseData {
	components := []discordgo.MessageComponent{discordgo.Container{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text}}}}
	if len(customIDs) > 0 {
		row := discordgo.ActionsRow{}
		for _, id := range customIDs {
			row.Components = append(row.Components, discordgo.Button{Label: id, CustomID: id, Style: discordgo.SecondaryButton})
		}
		components = append(components, row)
	}
	return &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsIsComponentsV2, Components: components}
}

// echo answers commands with their first option, clicks by turning the page,
// and completes what is typed with itself.
func echo(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		typed := ""
		if len(data.Options) > 0 {
			typed, _ = data.Options[0].Value.(string)
		}
		if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			r := &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: &discordgo.InteractionResponseData{}}
			if typed != "" {
				r.Data.Choices = []*discordgo.ApplicationCommandOptionChoice{{Name: typed, Value: typed}}
			}
			return r
		}
		return says("you said: "+typed, "1:next:2")
	case discordgo.MessageComponentInteractionData:
		r := says("page of "+data.CustomID, "1:next:3")
		r.Type = discordgo.InteractionResponseUpdateMessage
		return r
	}
	return nil
}

func declarations() []*discordgo.ApplicationCommand {
	contexts := []discordgo.InteractionContextType{2, 0, 1}
	manage := int64(discordgo.PermissionManageGuild)
	one := 1
	return []*discordgo.ApplicationCommand{
		{
			Name: "quote", Description: "Find a passage.", Contexts: &contexts,
			Options: []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "What you remember.", Required: true, Autocomplete: true, MinLength: &one, MaxLength: 200},
				{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only you see it."},
			},
		},
		{
			Name: "daily", Description: "A passage a day.", DefaultMemberPermissions: &manage,
			Options: []*discordgo.ApplicationCommandOption{{
				Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add one.",
				Options: []*discordgo.ApplicationCommandOption{{
					Type: discordgo.ApplicationCommandOptionString, Name: "mode", Description: "In which order.",
					Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "shuffled", Value: "shuffled"}, {Name: "serial", Value: "serial"}},
				}},
			}},
		},
		{Name: "Check quotation", Type: discordgo.MessageApplicationCommand},
	}
}

// A session is a wire that runs against a server.
type session struct {
	server *discordtest.Server
	client *discord.Client
	log    *journal
	done   chan error
	stop   context.CancelFunc
}

// start runs a wire until the test ends.
func start(t testing.TB, server *discordtest.Server, r discord.Responder, options discord.ClientOptions) *session {
	t.Helper()
	return startWith(t, server, discord.Options{Responder: r}, options)
}

func startWith(t testing.TB, server *discordtest.Server, run discord.Options, options discord.ClientOptions) *session {
	t.Helper()
	s := &session{server: server, log: &journal{}, done: make(chan error, 1)}
	log := slog.New(slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if options.Token == "" {
		options.Token = discordtest.Token
	}
	options.BaseURL, options.Log = server.URL, log
	client, err := discord.NewClient(options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s.client, s.stop = client, stop
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run.Client, run.Log = client, log
		s.done <- discord.Run(ctx, run)
	}()
	t.Cleanup(func() { s.stop(); <-ended })
	return s
}

// A journal keeps log lines.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// lines returns the lines with a message.
func (j *journal) lines(message string) []map[string]any {
	var found []map[string]any
	for line := range strings.Lines(j.String()) {
		var fields map[string]any
		if json.Unmarshal([]byte(line), &fields) == nil && fields["msg"] == message {
			found = append(found, fields)
		}
	}
	return found
}

// await waits for n lines with a message.
func (s *session) await(t testing.TB, message string, n int) []map[string]any {
	t.Helper()
	for range 1000 {
		if lines := s.log.lines(message); len(lines) >= n {
			return lines
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %d log lines %q in:\n%s", n, message, s.log)
	return nil
}

func TestSession(t *testing.T) {
	server := discordtest.Start(t)
	s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{})
	server.WaitReady(t, 1)

	command := server.Send(discordtest.Command("quote", discordtest.String("text", "letters of support")))
	message := command.Reply(t)
	if got := message.Text(); got != "you said: letters of support" {
		t.Errorf("the command is answered with %q", got)
	}

	typing := server.Send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", "let"))))
	if got := typing.Answer(t).Choices; len(got) != 1 || got[0].Name != "let" {
		t.Errorf("autocompleted with %v", got)
	}
	nothing := server.Send(discordtest.Autocomplete("quote", discordtest.Focused(discordtest.String("text", ""))))
	if got := nothing.Answer(t).Choices; got == nil || len(got) != 0 {
		t.Errorf("autocompleted nothing with %v, want an empty list", got)
	}

	click := server.Send(discordtest.Button(message, message.Buttons()[0].CustomID))
	if got := click.Reply(t); got != message || got.Text() != "page of 1:next:2" || got.Buttons()[0].CustomID != "1:next:3" {
		t.Errorf("the click made %s", got.JSON())
	}

	// A line is written after its answer, beside what comes next.
	want := []string{"autocomplete quote", "autocomplete quote", "command quote", "component next"}
	var got []string
	for _, line := range s.await(t, "interaction", 4) {
		got = append(got, line["kind"].(string)+" "+line["command"].(string))
		if line["outcome"] != "answered" || line["guild"] != discordtest.DefaultGuild || line["took"] == nil {
			t.Errorf("the log has %v", line)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("the log has lines of %q, want %q", got, want)
	}

	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("Run returns %v", err)
	}
	server.Wait(t, "the gateway to be closed", func() bool { return len(server.Closed()) > 0 })
	if got := server.Closed(); len(got) != 1 || got[0] != 1000 {
		t.Errorf("closed with %v, want 1000", got)
	}
	for _, secret := range []string{discordtest.Token, command.Token, "letters of support", "omebody"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestIdentify(t *testing.T) {
	server := discordtest.Start(t)
	start(t, server, &responder{respond: echo}, discord.ClientOptions{Token: " Bot " + discordtest.Token + "\n"})
	server.WaitReady(t, 1)
	var identify struct {
		Intents  int  `json:"intents"`
		Compress bool `json:"compress"`
	}
	if err := json.Unmarshal(server.Identifies()[0], &identify); err != nil {
		t.Fatal(err)
	}
	if identify.Intents != int(discordgo.IntentsGuilds) || identify.Compress {
		t.Errorf("identified with %s", server.Identifies()[0])
	}
}

func TestDeferral(t *testing.T) {
	server := discordtest.Start(t)
	s := start(t, server, &responder{
		respond: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
			if i.Type == discordgo.InteractionMessageComponent {
				return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate}
			}
			return &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral | discordgo.MessageFlagsIsComponentsV2},
			}
		},
		finish: func(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponseData {
			if _, ok := ctx.Deadline(); !ok {
				t.Error("Finish has no deadline")
			}
			data := saying("done at last", "1:undo")
			data.Flags |= discordgo.MessageFlagsEphemeral
			return data
		},
	}, discord.ClientOptions{})
	server.WaitReady(t, 1)
	asked := server.Send(discordtest.Command("daily", discordtest.Subcommand("add", discordtest.String("mode", "serial"))))
	message := asked.Reply(t)
	if message.Text() != "done at last" || !message.Ephemeral() || asked.Answer(t).Type != 5 {
		t.Errorf("the deferred answer is %s", message.JSON())
	}
	clicked := server.Send(discordtest.Button(message, "1:undo"))
	if got := clicked.Reply(t); got.Text() != "done at last" || clicked.Answer(t).Type != 6 {
		t.Errorf("the deferred update is %s", got.JSON())
	}
	// A line is written after its answer, beside what comes next.
	var logged []string
	for _, line := range s.await(t, "interaction", 2) {
		logged = append(logged, fmt.Sprint(line["kind"], " ", line["command"], " ", line["outcome"]))
	}
	if want := []string{"command daily add answered", "component undo answered"}; !slices.Equal(slices.Sorted(slices.Values(logged)), want) {
		t.Errorf("logged %q, want %q", logged, want)
	}
}

func TestFatalCloseCodes(t *testing.T) {
	for code, advice := range map[int]string{
		4004: "Reset Token", 4010: "RAPPORTEUR_SHARDS", 4011: "too many servers", 4012: "newer release", 4013: "report", 4014: "intents",
	} {
		server := discordtest.Start(t)
		server.Greet(code, discordtest.Refuse)
		s := start(t, server, &responder{respond: echo}, discord.ClientOptions{})
		select {
		case err := <-s.done:
			if err == nil || !strings.Contains(err.Error(), advice) || strings.Contains(err.Error(), discordtest.Token) {
				t.Errorf("code %d: Run returns %v, want advice on %q", code, err, advice)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("code %d: Run goes on", code)
		}
		if n := len(server.Identifies()); n != 1 {
			t.Errorf("code %d: identified %d times", code, n)
		}
	}
}

func TestWrongToken(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{Token: "MTA5.some.other-token"})
	err := <-s.done
	if err == nil || !strings.Contains(err.Error(), "https://discord.com/developers/applications") {
		t.Errorf("Run returns %v", err)
	}
	if strings.Contains(s.log.String()+err.Error(), "other-token") {
		t.Errorf("the token is told:\n%s\n%v", s.log, err)
	}
}

func TestNewClient(t *testing.T) {
	for name, o := range map[string]discord.ClientOptions{
		"no token":          {},
		"only Bot":          {Token: "Bot "},
		"two lines":         {Token: "abc\ndef"},
		"base with a path":  {Token: "abc", BaseURL: "http://127.0.0.1/api"},
		"base without host": {Token: "abc", BaseURL: "127.0.0.1:80"},
		"base of a socket":  {Token: "abc", BaseURL: "ws://127.0.0.1:80"},
		"no TLS elsewhere":  {Token: "abc", BaseURL: "http://10.0.0.1:80"},
	} {
		if _, err := discord.NewClient(o); err == nil || strings.Contains(err.Error(), "abc") {
			t.Errorf("%s: NewClient returns %v", name, err)
		}
	}
	if err := discord.Run(t.Context(), discord.Options{}); err == nil {
		t.Error("Run goes without a client")
	}
}
