package discord_test

import (
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

// TestRolePings mentions roles that everybody may mention, and roles that take
// a permission.
func TestRolePings(t *testing.T) {
	for _, test := range []struct {
		mentionable bool
		permissions int64
		want        bool
	}{
		{false, 0, false},
		{true, 0, true},
		{false, discordgo.PermissionMentionEveryone, true},
	} {
		server := discordtest.Start(t)
		server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
			g.Roles[0].Permissions |= test.permissions
			g.Roles = append(g.Roles, &discordgo.Role{ID: "1300000000000000009", Mentionable: test.mentionable})
		})
		client, err := discord.NewClient(discord.ClientOptions{Token: discordtest.Token, BaseURL: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		access, err := client.Access(t.Context(), discordtest.DefaultGuild, discordtest.DefaultChannel, "1300000000000000009")
		if err != nil || !access.RoleExists || access.RolePings != test.want {
			t.Errorf("mentionable %v, permissions %b: %+v, %v", test.mentionable, test.permissions, access, err)
		}
	}
}
