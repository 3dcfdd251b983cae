package commands

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"rapporteur/bot"
	"rapporteur/bot/library"
	"rapporteur/bot/store"
	"regexp"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// An archivist is somebody who looks after the records of server 3, and what
// they see.
type archivist struct {
	*client
	store   *store.Store
	shelves *library.Shelves
	files   files
	guild   string
	roles   string
	asked   int
	message discordgo.MessageFlags
	log     strings.Builder
}

func newArchivist(t *testing.T, quota bot.Quota) *archivist {
	t.Helper()
	kept, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	return archivistAt(t, kept, quota)
}

// archivistAt is an archivist at a process of its own.
func archivistAt(t *testing.T, kept *store.Store, quota bot.Quota) *archivist {
	t.Helper()
	a := &archivist{client: &client{t: t, user: "100", permissions: discordgo.PermissionManageGuild}, store: kept, files: files{}, guild: "3", message: discordgo.MessageFlagsEphemeral}
	var err error
	if a.shelves, err = library.New(t.Context(), library.Options{Store: kept, Index: builtIn(), Quota: quota}); err != nil {
		t.Fatal(err)
	}
	a.bot = bot.New(bot.Options{Index: builtIn(), Libraries: a.shelves, Log: textLog(&a.client.log), Commands: All(Options{
		Rand: rand.New(rand.NewPCG(1, 2)), Documents: kept, Schedules: kept, Uploads: a.shelves, Attachments: a.files,
	})})
	return a
}

var enough = bot.Quota{Records: 50, Bytes: 20 << 20}

// send sends an interaction, and returns the answer or what it was put off to.
func (a *archivist) send(kind discordgo.InteractionType, data, more string) *discordgo.InteractionResponse {
	a.t.Helper()
	a.asked++
	where := fmt.Sprintf(`"guild_id":%q,"context":0,"member":{"user":{"id":%q,"username":"u"},"permissions":"%d","roles":[%s]}`, a.guild, a.user, a.permissions, a.roles)
	if a.guild == "" {
		where = fmt.Sprintf(`"context":1,"user":{"id":%q,"username":"u"}`, a.user)
	}
	i := decoded(fmt.Sprintf(`{"id":"%d","application_id":"2","type":%d,"token":"t","version":1,"channel_id":"4","locale":%q,%s,"data":%s%s}`,
		7000+a.asked, kind, a.locale, where, data, more))
	response := a.bot.Respond(a.t.Context(), i)
	switch response.Type {
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		flags := response.Data.Flags
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: a.bot.Finish(a.t.Context(), i)}
		response.Data.Flags |= flags
	case discordgo.InteractionResponseDeferredMessageUpdate:
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage, Data: a.bot.Finish(a.t.Context(), i)}
		response.Data.Flags |= a.message
	}
	if err := bot.Check(response); err != nil {
		a.t.Errorf("the answer breaks a rule: %v", err)
	}
	if a.client.log.Len() > 0 {
		a.t.Errorf("logged: %s", a.client.log.String())
		a.client.log.Reset()
	}
	return response
}

// records runs a subcommand; files are given by their names, and hold what
// a.files has.
func (a *archivist) records(sub string, options ...string) *discordgo.InteractionResponse {
	a.t.Helper()
	var list, attached []string
	for i := 0; i+1 < len(options); i += 2 {
		kind, value := 3, options[i+1]
		switch options[i] {
		case "role":
			kind = 8
		case "file", "sidecar":
			kind, value = 11, fmt.Sprint(70+i)
			attached = append(attached, fmt.Sprintf(`%q:{"id":%q,"filename":%s,"size":%d,"url":%s}`, value, value, jsonText(options[i+1]), len(a.files[options[i+1]]), jsonText(options[i+1])))
		}
		list = append(list, fmt.Sprintf(`{"name":%q,"type":%d,"value":%s}`, options[i], kind, jsonText(value)))
	}
	return a.send(discordgo.InteractionApplicationCommand, fmt.Sprintf(
		`{"id":"5","name":"records","type":1,"resolved":{"attachments":{%s}},"options":[{"name":%q,"type":1,"options":[%s]}]}`,
		strings.Join(attached, ","), sub, strings.Join(list, ",")), "")
}

// jsonText returns a text as JSON has it.
func jsonText(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}

// run runs a command with options of text.
func (a *archivist) run(line string) *discordgo.InteractionResponse {
	a.t.Helper()
	return a.send(discordgo.InteractionApplicationCommand, a.data(line, ""), "")
}

func (a *archivist) on() string {
	return fmt.Sprintf(`,"message":{"id":"6","channel_id":"4","flags":%d,"interaction_metadata":{"id":"7","type":2,"user":{"id":%q}}}`, a.message, a.user)
}

// press presses a button, or chooses a value of a menu.
func (a *archivist) press(customID, value string) *discordgo.InteractionResponse {
	a.t.Helper()
	data := fmt.Sprintf(`{"custom_id":%q,"component_type":2}`, customID)
	if value != "" {
		data = fmt.Sprintf(`{"custom_id":%q,"component_type":3,"values":[%q]}`, customID, value)
	}
	return a.send(discordgo.InteractionMessageComponent, data, a.on())
}

// click presses what has a label.
func (a *archivist) click(on *discordgo.InteractionResponse, label string) *discordgo.InteractionResponse {
	a.t.Helper()
	customID, value := find(on, label)
	if customID == "" {
		a.t.Fatalf("no button or option %q in\n%s", label, render(on))
	}
	return a.press(customID, value)
}

// typed sends a form, each line as "name", "text".
func (a *archivist) typed(form *discordgo.InteractionResponse, lines ...string) *discordgo.InteractionResponse {
	a.t.Helper()
	var rows []string
	for i := 0; i+1 < len(lines); i += 2 {
		rows = append(rows, fmt.Sprintf(`{"type":1,"components":[{"type":4,"custom_id":%q,"value":%s}]}`, lines[i], jsonText(lines[i+1])))
	}
	return a.send(discordgo.InteractionModalSubmit, fmt.Sprintf(`{"custom_id":%q,"components":[%s]}`, form.Data.CustomID, strings.Join(rows, ",")), a.on())
}

// note writes an answer down for a golden file.
func (a *archivist) note(what string, r *discordgo.InteractionResponse) *discordgo.InteractionResponse {
	said := render(r)
	if r.Type == discordgo.InteractionResponseModal {
		said = "form: " + r.Data.Title + "\n"
		for _, row := range r.Data.Components {
			input := row.(discordgo.ActionsRow).Components[0].(discordgo.TextInput)
			said += fmt.Sprintf("  %s (%s): %s\n", input.Label, input.CustomID, input.Value)
		}
	}
	for _, f := range r.Data.Files {
		said += "attached: " + f.Name + "\n"
	}
	said = regexp.MustCompile(`<t:\d+:(\w)>`).ReplaceAllString(said, "<t:…:$1>")
	said = regexp.MustCompile(`(draft|draftform|draftfile):[0-9a-z]{11}`).ReplaceAllString(said, "$1:DRAFT")
	said = regexp.MustCompile(`\) [0-9a-z]{11}\n`).ReplaceAllString(said, ") DRAFT\n")
	said = regexp.MustCompile(`\d+ % sure`).ReplaceAllString(said, "… % sure") // the reader's to say
	fmt.Fprintf(&a.log, "# %s\n%s\n", what, said)
	return r
}

// fileOf returns what an answer hands over, by name.
func fileOf(t *testing.T, r *discordgo.InteractionResponse, name string) string {
	t.Helper()
	for _, f := range r.Data.Files {
		if f.Name == name {
			data, err := io.ReadAll(f.Reader)
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("no file %s in\n%s", name, render(r))
	return ""
}
