package console

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// TestEditor presses keys and looks at the commands that reach the bot.
func TestEditor(t *testing.T) {
	const (
		up    = "\x1b[A"
		left  = "\x1b[D"
		home  = "\x1b[1~"
		end   = "\x1b[4~"
		enter = "\r"
		ctrlD = "\x04"
	)
	for _, test := range []struct {
		name, keys string
		want       []*given // of the last command
		shows      string
	}{
		{
			name: "command and options", keys: "/qu\tte\ta line sp\tE. Guevara" + enter,
			want: []*given{
				{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "a line"},
				{Name: "speaker", Type: discordgo.ApplicationCommandOptionString, Value: "E. Guevara"},
			},
		},
		{
			name: "a single proposal is put in, and its value sent", keys: "/quote text: guev\t" + enter,
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "id of E. Guevara"}},
		},
		{
			name: "proposals in turn", keys: "/quote text: a\t\t\t\t" + enter, shows: "A. Aragonés",
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "id of E. Guevara"}},
		},
		{
			name: "proposals begin again", keys: "/quote text: a\t\t\t\t\t" + enter,
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "id of A.I. Mikoyan"}},
		},
		{
			name: "a proposal is edited", keys: "/quote text: a\t\t!" + enter,
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "A.I. Mikoyan!"}},
		},
		{
			name: "before the line's end", keys: "/quote text: guev speaker: x" + strings.Repeat(left, 11) + "\t" + enter,
			want: []*given{
				{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "id of E. Guevara"},
				{Name: "speaker", Type: discordgo.ApplicationCommandOptionString, Value: "x"},
			},
		},
		{
			name: "home and end", keys: "echo text: on" + home + "/" + end + "e" + enter,
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "one"}},
		},
		{
			name: "history", keys: "/quote text: one" + enter + "/menu" + enter + up + up + enter,
			want: []*given{{Name: "text", Type: discordgo.ApplicationCommandOptionString, Value: "one"}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &fakeBot{}
			s := newSession(Options{Bot: b})
			var screen bytes.Buffer
			e := newEditor(t.Context(), struct {
				io.Reader
				io.Writer
			}{strings.NewReader(test.keys + ctrlD), &screen}, s)
			if err := e.run(t.Context(), func(*editor) {}); err != nil {
				t.Fatal(err)
			}
			if len(b.seen) == 0 {
				t.Fatalf("nothing reached the bot:\n%s", screen.String())
			}
			last := b.seen[len(b.seen)-1]
			if last.Type != discordgo.InteractionApplicationCommand {
				t.Fatalf("the last interaction is of type %v", last.Type)
			}
			if diff := cmp.Diff(test.want, last.Data.(discordgo.ApplicationCommandInteractionData).Options); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(screen.String(), test.shows) {
				t.Errorf("the screen lacks %q:\n%s", test.shows, screen.String())
			}
		})
	}
}

// TestLeaving presses what leaves the console: the shell goes on below it, at
// the start of a line.
func TestLeaving(t *testing.T) {
	for name, keys := range map[string]string{"Ctrl-D": "\x04", "Ctrl-C": "\x03", "Ctrl-C in a line": "abc\x03"} {
		t.Run(name, func(t *testing.T) {
			var screen bytes.Buffer
			e := newEditor(t.Context(), struct {
				io.Reader
				io.Writer
			}{strings.NewReader(keys), &screen}, newSession(Options{Bot: &fakeBot{}}))
			if err := e.run(t.Context(), func(*editor) {}); err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(screen.String(), "\r\n") {
				t.Errorf("the screen ends in the middle of a line: %q", screen.String())
			}
		})
	}
}

func TestPageForPipe(t *testing.T) {
	if page := PageFor(&bytes.Buffer{}, func(string) string { return "" }); page != (Page{}) {
		t.Errorf("a pipe gets %+v", page)
	}
}
