package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord/discordtest"
)

// TestWhoMayWhat goes through /daily, subcommand by subcommand, as those may use
// it whom a server has let see it, whatever Discord's own permissions say.
func TestWhoMayWhat(t *testing.T) {
	server := discordtest.Start(t)
	const (
		other        = "1310000000000000000" // another server, with the bot in it
		otherChannel = "1310000000000000001"
		otherRole    = "1310000000000000002"
	)
	server.AddGuild(&discordgo.Guild{
		ID: other, Name: "Other", OwnerID: discordtest.DefaultOwner,
		Roles: []*discordgo.Role{
			{ID: other, Name: "@everyone", Permissions: discordtest.Granted},
			{ID: otherRole, Name: "readers", Mentionable: true},
		},
		Channels: []*discordgo.Channel{{ID: otherChannel, Name: "theirs", Type: discordgo.ChannelTypeGuildText}},
	})
	program := startServing(t, server)

	member := func(permissions string) map[string]any {
		return map[string]any{"member": map[string]any{
			"user": map[string]any{"id": "5", "username": "somebody", "discriminator": "0"}, "roles": []any{}, "permissions": permissions, "joined_at": "2026-01-01T00:00:00Z",
		}}
	}
	daily := func(extra map[string]any, sub string, options ...discordtest.Option) string {
		t.Helper()
		i := discordtest.Command("daily", discordtest.Subcommand(sub, options...))
		i.Extra = extra
		return server.Send(i).Reply(t).Text()
	}
	add := []discordtest.Option{
		discordtest.Channel("channel", discordtest.DefaultChannel), discordtest.String("time", "07:30"), discordtest.String("timezone", "Europe/Berlin"),
	}
	manager := member(fmt.Sprint(discordgo.PermissionManageGuild))
	if text := daily(manager, "add", add...); !strings.Contains(text, "Set up") {
		t.Fatalf("who manages the server reads:\n%s", text)
	}

	subcommands := []string{"add", "list", "show", "edit", "preview", "skip", "pause", "resume", "now", "test", "remove", "log"}
	guest := map[string]any{"authorizing_integration_owners": map[string]any{"1": "5"}}
	for _, who := range []struct {
		name  string
		extra map[string]any
		guild string
		reads string
	}{
		{"a member", member("0"), discordtest.DefaultGuild, "Manage Server"},
		{"a member who may do all else", member(fmt.Sprint(int64(1<<50-1) &^ (discordgo.PermissionManageGuild | discordgo.PermissionAdministrator))), discordtest.DefaultGuild, "Manage Server"},
		{"a guest with the bot in their account", guest, discordtest.DefaultGuild, "https://discord.com/oauth2/authorize?client_id=" + discordtest.ApplicationID},
		{"somebody in a direct message", nil, "", "servers"},
	} {
		for _, sub := range subcommands {
			i := discordtest.Command("daily", discordtest.Subcommand(sub, add...))
			i.Extra, i.Guild = who.extra, who.guild
			answer := server.Send(i).Reply(t)
			if !strings.Contains(answer.Text(), who.reads) || !answer.Ephemeral() || strings.Contains(answer.Text(), "Berlin") {
				t.Errorf("%s asks for /daily %s and reads:\n%s", who.name, sub, answer.Text())
			}
		}
		for _, option := range []string{"schedule", "speaker", "timezone", "record"} {
			i := discordtest.Autocomplete("daily", discordtest.Subcommand("edit", discordtest.Focused(discordtest.String(option, ""))))
			i.Extra, i.Guild = who.extra, who.guild
			if choices := server.Send(i).Answer(t).Choices; len(choices) > 0 {
				t.Errorf("%s is proposed %v for %s", who.name, choices, option)
			}
		}
	}
	if text := daily(manager, "list"); strings.Count(text, "Next:") != 1 {
		t.Errorf("what they did has left:\n%s", text)
	}

	server.ExpectRefusals() // of the channel that is gone
	// Every channel and role is of the server that the interaction is of.
	for name, options := range map[string][]discordtest.Option{
		"another server's channel": {discordtest.Channel("channel", otherChannel), add[1], add[2]},
		"another server's alarms":  append([]discordtest.Option{discordtest.Channel("alarms", otherChannel)}, add...),
		"another server's role":    append([]discordtest.Option{discordtest.Role("role", otherRole)}, add...),
		"a channel that is gone":   {discordtest.Channel("channel", "42"), add[1], add[2]},
	} {
		text := daily(manager, "add", options...)
		if !strings.Contains(text, "Nothing was saved") || strings.Contains(text, "/daily") {
			t.Errorf("%s is answered with:\n%s", name, text)
		}
	}
	if text := daily(manager, "edit", discordtest.Channel("alarms", otherChannel)); !strings.Contains(text, "Nothing was saved") {
		t.Errorf("editing in another server's alarms is answered with:\n%s", text)
	}
	if text := daily(manager, "list"); strings.Count(text, "Next:") != 1 {
		t.Errorf("something was saved:\n%s", text)
	}
	program.leave()
	if err := <-program.ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
}

// TestLongOptions gives /quote and the names more than they may hold.
func TestLongOptions(t *testing.T) {
	server := discordtest.Start(t)
	program := startServing(t, server)
	paste := "38 thousand letters of support for Cuba" + strings.Repeat(" ", 1500) + "and nothing of the kind"
	text := server.Send(discordtest.Command("quote", discordtest.String("text", paste))).Reply(t).Text()
	if !strings.Contains(text, "38 thousand letters of support") || !strings.Contains(text, "first 1,500 characters") {
		t.Errorf("a long paste is answered with:\n%s", text)
	}
	for _, i := range []discordtest.Interaction{
		discordtest.Command("speaker", discordtest.String("name", strings.Repeat("\ufdfa", 6000))),
		discordtest.Command("quote", discordtest.String("text", "letters"), discordtest.String("speaker", strings.Repeat("x", 101))),
	} {
		if text := server.Send(i).Reply(t).Text(); !strings.Contains(text, "may have 100 characters") {
			t.Errorf("a long name is answered with:\n%s", text)
		}
	}
	typing := server.Send(discordtest.Autocomplete("speaker", discordtest.Focused(discordtest.String("name", strings.Repeat("\ufdfa", 6000)))))
	if choices := typing.Answer(t).Choices; len(choices) > 0 {
		t.Errorf("a long name is completed with %v", choices)
	}
	program.leave()
	if err := <-program.ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
}
