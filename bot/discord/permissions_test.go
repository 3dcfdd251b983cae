package discord

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// TestPermissions applies overwrites in Discord's order: @everyone's, then
// those of all roles together, then the member's; of one rank, what is allowed
// wins.
func TestPermissions(t *testing.T) {
	const (
		view, send, pin, manage = discordgo.PermissionViewChannel, discordgo.PermissionSendMessages, int64(1) << 51, discordgo.PermissionManageThreads
		guild, red, blue, me    = "1", "2", "3", "4"
	)
	role := func(id string, allow, deny int64) *discordgo.PermissionOverwrite {
		return &discordgo.PermissionOverwrite{ID: id, Type: discordgo.PermissionOverwriteTypeRole, Allow: allow, Deny: deny}
	}
	member := &discordgo.PermissionOverwrite{ID: me, Type: discordgo.PermissionOverwriteTypeMember, Deny: pin}
	for _, test := range []struct {
		name       string
		change     func(*standing)
		overwrites []*discordgo.PermissionOverwrite
		want       int64
	}{
		{"roles", nil, nil, view | send | pin},
		{"everyone denied", nil, []*discordgo.PermissionOverwrite{role(guild, 0, send)}, view | pin},
		{"one role allows what another denies", nil, []*discordgo.PermissionOverwrite{role(red, send, 0), role(blue, 0, send)}, view | send | pin},
		{"one overwrite allows and denies", nil, []*discordgo.PermissionOverwrite{role(red, manage, manage)}, view | send | pin | manage},
		{"a role allows what everyone is denied", nil, []*discordgo.PermissionOverwrite{role(red, send, 0), role(guild, 0, send)}, view | send | pin},
		{"the member is denied what a role is allowed", nil, []*discordgo.PermissionOverwrite{member, role(red, pin, 0)}, view | send},
		{"a role that it has not got", nil, []*discordgo.PermissionOverwrite{role("9", manage, send)}, view | send | pin},
		{"hidden", nil, []*discordgo.PermissionOverwrite{role(guild, 0, view)}, 0},
		{"timed out", func(in *standing) { in.muted = time.Now().Add(time.Hour) }, nil, view},
		{"timed out before", func(in *standing) { in.muted = time.Now().Add(-time.Hour) }, nil, view | send | pin},
		{"owner", func(in *standing) { in.owner = true }, []*discordgo.PermissionOverwrite{role(guild, 0, view)}, 1<<62 - 1},
		{"administrator", func(in *standing) { in.roles[1].Permissions |= discordgo.PermissionAdministrator }, []*discordgo.PermissionOverwrite{role(guild, 0, view)}, 1<<62 - 1},
	} {
		in := standing{guild: guild, me: me, own: []string{red, blue}, roles: []*discordgo.Role{
			{ID: guild, Permissions: view}, {ID: red, Permissions: send}, {ID: blue, Permissions: pin}, {ID: "9", Permissions: manage},
		}}
		if test.change != nil {
			test.change(&in)
		}
		if got := in.permissions(test.overwrites); got != test.want {
			t.Errorf("%s: %b, want %b", test.name, got, test.want)
		}
	}
}
