package commands

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// TestRefusedFiles holds who is told of files that were not loaded.
func TestRefusedFiles(t *testing.T) {
	c := newClient(t, builtIn())
	var refused []error
	for n := range 5 {
		refused = append(refused, fmt.Errorf("read letter%d.txt: %w", n, errors.New("no *speakers* are named in it")))
	}
	c.bot.Swap(builtIn(), refused)
	for _, permissions := range []int64{0, discordgo.PermissionManageGuild, discordgo.PermissionAdministrator} {
		c.permissions = permissions
		if got := text(c.run("/records list")); strings.Contains(got, "letter") {
			t.Errorf("a user with the permissions %x is told of refused files:\n%s", permissions, got)
		}
	}
	c.user = "900"
	told := c.run("/records list")
	for _, want := range []string{"letter0.txt", "letter2.txt", `no \*speakers\* are named`, "and 2 more files"} {
		if !strings.Contains(text(told), want) {
			t.Errorf("who runs the bot is not told %q:\n%s", want, text(told))
		}
	}
	if got := text(c.click(told, c.user, "Share")); strings.Contains(got, "letter") {
		t.Errorf("sharing tells everybody of refused files:\n%s", got)
	}
	c.bot.Swap(builtIn(), nil)
	if got := text(c.run("/records list")); strings.Contains(got, "Not loaded") {
		t.Errorf("nothing was left out:\n%s", got)
	}
}
