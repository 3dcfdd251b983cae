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
	if got := text(c.run("/records")); strings.Contains(got, "letter") {
		t.Errorf("a student is told of refused files:\n%s", got)
	}
	c.permissions = discordgo.PermissionManageGuild
	told := c.run("/records")
	for _, want := range []string{"letter0.txt", "letter2.txt", `no \*speakers\* are named`, "and 2 more files"} {
		if !strings.Contains(text(told), want) {
			t.Errorf("who manages the server is not told %q:\n%s", want, text(told))
		}
	}
	if got := text(c.click(told, c.user, "Share")); strings.Contains(got, "letter") {
		t.Errorf("sharing tells everybody of refused files:\n%s", got)
	}
	c.bot.Swap(builtIn(), nil)
	if got := text(c.run("/records")); strings.Contains(got, "Not loaded") {
		t.Errorf("nothing was left out:\n%s", got)
	}
}
