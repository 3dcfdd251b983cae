package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// aHouse is a bot with a command for those who manage a server, and one for all.
func aHouse(t *testing.T) *Bot {
	t.Helper()
	says := func(_ context.Context, r *Request) (*Reply, error) {
		text := "done"
		for _, err := range r.Refused {
			text += " " + err.Error()
		}
		return Say(Plain(text + " " + r.Options["must"] + r.Options["may"] + r.Field("x"))), nil
	}
	option := func(name string, required bool) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: "d", Required: required, MaxLength: 5}
	}
	proposes := map[string]Propose{"may": func(*Request, string) []Choice { return []Choice{{"one", "1"}} }}
	b := New(Options{Index: bookOf(t, "ours"), Owners: []string{"100"}, Commands: []Command{
		{
			Declaration: &discordgo.ApplicationCommand{Name: "manage", Description: "d", Options: []*discordgo.ApplicationCommandOption{option("may", false)}},
			Run:         says, Managers: true, Autocomplete: proposes,
			Verbs: []Verb{
				{Name: "gated", Fields: []string{"x"}, Run: says},
				{Name: "free", Fields: []string{"x"}, Run: says, Everybody: true},
			},
		},
		{
			Declaration: &discordgo.ApplicationCommand{Name: "open", Description: "d", Options: []*discordgo.ApplicationCommandOption{option("must", true), option("may", false)}},
			Run:         says, Autocomplete: proposes,
			Verbs: []Verb{
				{Name: "mine", Fields: []string{"x"}, Run: says, Alone: true},
				{Name: "here", Fields: []string{"x"}, Run: says},
				{Name: "aside", Fields: []string{"x"}, Run: says, Place: Aside},
				{Name: "two", Fields: []string{"x", "y"}, Run: says},
			},
		},
	}})
	b.Swap(bookOf(t, "ours"), []error{errors.New("unread")})
	return b
}

// from is an interaction of a member of a server.
func from(kind discordgo.InteractionType, user string, permissions int64, data discordgo.InteractionData) *discordgo.Interaction {
	return &discordgo.Interaction{
		ID: "1", Type: kind, GuildID: "3", Data: data,
		Member: &discordgo.Member{User: &discordgo.User{ID: user}, Permissions: permissions},
	}
}

func typedIn(name string, pairs ...string) discordgo.ApplicationCommandInteractionData {
	d := discordgo.ApplicationCommandInteractionData{Name: name}
	for i := 0; i < len(pairs); i += 2 {
		d.Options = append(d.Options, &discordgo.ApplicationCommandInteractionDataOption{Type: discordgo.ApplicationCommandOptionString, Name: pairs[i], Value: pairs[i+1]})
	}
	return d
}

// clicked is a click on a message that somebody has asked for.
func clicked(user, asker, customID string, flags discordgo.MessageFlags) *discordgo.Interaction {
	i := from(discordgo.InteractionMessageComponent, user, 0, discordgo.MessageComponentInteractionData{CustomID: customID})
	i.Message = &discordgo.Message{Flags: flags}
	if asker != "" {
		i.Message.InteractionMetadata = &discordgo.MessageInteractionMetadata{User: &discordgo.User{ID: asker}}
	}
	return i
}

// outcome says where an answer goes, and whether it was done.
func outcome(r *discordgo.InteractionResponse) string {
	where := map[discordgo.InteractionResponseType]string{
		discordgo.InteractionResponseChannelMessageWithSource: "message", discordgo.InteractionResponseUpdateMessage: "update",
	}[r.Type]
	if r.Data.Flags&discordgo.MessageFlagsEphemeral != 0 {
		where = "private " + where
	}
	if !strings.Contains(fmt.Sprint(r.Data.Components), "done") {
		return where + ", refused"
	}
	return where
}

// TestManagers holds who may use a command for those who manage a server.
func TestManagers(t *testing.T) {
	b := aHouse(t)
	for name, test := range map[string]struct {
		permissions int64
		change      func(*discordgo.Interaction)
		may         bool
	}{
		"manages the server":   {discordgo.PermissionManageGuild, nil, true},
		"is an administrator":  {discordgo.PermissionAdministrator, nil, true},
		"manages channels":     {discordgo.PermissionManageChannels | discordgo.PermissionManageMessages, nil, false},
		"may nothing":          {0, nil, false},
		"in a direct message":  {discordgo.PermissionManageGuild, func(i *discordgo.Interaction) { i.GuildID = "" }, false},
		"is no member":         {discordgo.PermissionManageGuild, func(i *discordgo.Interaction) { i.User, i.Member = i.Member.User, nil }, false},
		"with their own bot":   {discordgo.PermissionManageGuild, installedFor(discordgo.ApplicationIntegrationUserInstall), false},
		"with the server's":    {discordgo.PermissionManageGuild, installedFor(discordgo.ApplicationIntegrationGuildInstall), true},
		"nobody in particular": {discordgo.PermissionManageGuild, func(i *discordgo.Interaction) { i.Member.User = nil }, true},
	} {
		change := test.change
		if change == nil {
			change = func(*discordgo.Interaction) {}
		}
		command := from(discordgo.InteractionApplicationCommand, "200", test.permissions, typedIn("manage"))
		change(command)
		if got := outcome(b.Respond(t.Context(), command)); (got == "message") != test.may || got != "message" && got != "private message, refused" {
			t.Errorf("who %s: %s", name, got)
		}
		typing := from(discordgo.InteractionApplicationCommandAutocomplete, "200", test.permissions, typedIn("manage", "may", "x"))
		typing.Data.(discordgo.ApplicationCommandInteractionData).Options[0].Focused = true
		change(typing)
		if got := b.Respond(t.Context(), typing).Data.Choices; len(got) > 0 != test.may {
			t.Errorf("to whom %s is proposed %v", name, got)
		}
		click := clicked("200", "200", "1:gated:x", 0)
		click.Member.Permissions = test.permissions
		change(click)
		if got := outcome(b.Respond(t.Context(), click)); strings.HasSuffix(got, "refused") == test.may {
			t.Errorf("a click of one who %s: %s", name, got)
		}
	}
}

func installedFor(kind discordgo.ApplicationIntegrationType) func(*discordgo.Interaction) {
	return func(i *discordgo.Interaction) {
		i.AuthorizingIntegrationOwners = map[discordgo.ApplicationIntegrationType]string{kind: "3"}
	}
}

// TestPlacesOfClicks holds where the answer to a click goes.
func TestPlacesOfClicks(t *testing.T) {
	b := aHouse(t)
	const private = discordgo.MessageFlagsEphemeral
	for _, test := range []struct {
		user, asker, customID string
		flags                 discordgo.MessageFlags
		want                  string
	}{
		{"200", "200", "1:here:x", 0, "update"},
		{"200", "300", "1:here:x", 0, "private message"},
		{"200", "", "1:here:x", 0, "private message"},
		{"200", "300", "1:here:x", private, "update"},
		{"200", "200", "1:aside:x", 0, "private message"},
		{"200", "200", "1:free:x", 0, "update"},
		{"200", "200", "1:gated:x", 0, "private message, refused"},
		{"200", "200", "1:say:here:x", private, "message"},
		{"200", "200", "1:say:mine:x", private, "private message, refused"},
		{"200", "200", "1:mine:x", private, "update"},
		{"200", "200", "2:here:x", 0, "private message, refused"},
		{"200", "200", "1:nothing:x", 0, "private message, refused"},
		{"200", "200", "1::x", 0, "private message, refused"},
		{"200", "200", "1:two:x", 0, "private message, refused"},
		{"200", "200", "1:two:x:y:z", 0, "update"},
	} {
		if got := outcome(b.Respond(t.Context(), clicked(test.user, test.asker, test.customID, test.flags))); got != test.want {
			t.Errorf("%s of %s on what %s asked for (flags %d): %s, want %s", test.customID, test.user, test.asker, test.flags, got, test.want)
		}
	}
}

// TestOptions holds what comes of options that are missing, too long, or chosen
// in a menu.
func TestOptions(t *testing.T) {
	b := aHouse(t)
	for _, test := range []struct {
		pairs []string
		ok    bool
	}{
		{[]string{"must", "a"}, true}, {nil, false}, {[]string{"may", "a"}, false}, {[]string{"must", "  "}, false},
		{[]string{"must", "abcde"}, true}, {[]string{"must", "abcdef"}, false}, {[]string{"must", "éééé€"}, true},
	} {
		got := outcome(b.Respond(t.Context(), from(discordgo.InteractionApplicationCommand, "200", 0, typedIn("open", test.pairs...))))
		if (got == "message") != test.ok {
			t.Errorf("with %q: %s", test.pairs, got)
		}
	}
	for _, test := range []struct {
		customID, chosen, want string
	}{
		{"1:ask:open:must:|b", "a", "message"}, {"1:ask:open:may:a|", "b", "message"}, {"1:ask:open:may:|", "b", "private message, refused"},
		{"1:ask:open:must:|b", "", "private message, refused"}, {"1:ask:open:must:a", "a", "private message, refused"},
		{"1:ask:open:other:a|b", "a", "private message, refused"}, {"1:ask:manage:may:", "a", "private message, refused"},
	} {
		i := clicked("200", "200", test.customID, discordgo.MessageFlagsEphemeral)
		data := discordgo.MessageComponentInteractionData{CustomID: test.customID}
		if test.chosen != "" {
			data.Values = []string{test.chosen}
		}
		i.Data = data
		if got := outcome(b.Respond(t.Context(), i)); got != test.want {
			t.Errorf("%s with %q: %s, want %s", test.customID, test.chosen, got, test.want)
		}
	}
	if got := Packed("a|b", "c"); got != "a b|c" {
		t.Errorf("packed as %q", got)
	}
}

// TestRefusedIsForOwners tells those who run the bot alone which files were
// refused.
func TestRefusedIsForOwners(t *testing.T) {
	b := aHouse(t)
	for user, want := range map[string]bool{"100": true, "200": false} {
		got := b.Respond(t.Context(), from(discordgo.InteractionApplicationCommand, user, 0, typedIn("open", "must", "a")))
		if told := strings.Contains(fmt.Sprint(got.Data.Components), "unread"); told != want {
			t.Errorf("%s is told: %v", user, told)
		}
	}
}

// TestIDsOfDiscord takes as an ID what may be one.
func TestIDsOfDiscord(t *testing.T) {
	for id, want := range map[string]bool{"1": true, "12345678901234567890": true, "123456789012345678901": false, "": false, "12a": false, "<@1>": false} {
		if isID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}
