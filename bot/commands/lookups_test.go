package commands

import (
	"strings"
	"testing"
)

// TestHolders checks that a speaker is found by what they are.
func TestHolders(t *testing.T) {
	record := play("north")
	record.Speakers[0].Role = "Keeper of the Lamp"
	c := newClient(t, indexOf(record))
	name := record.Speakers[0].Name
	if got := text(c.run("/speaker name: the keeper of the lamp")); !strings.Contains(got, name) || strings.Contains(got, "No speaker") {
		t.Errorf("the keeper is not %s:\n%s", name, got)
	}
	if got := text(c.run("/speaker name: the keeper of the harbour")); !strings.Contains(got, "No speaker") {
		t.Errorf("somebody keeps the harbour:\n%s", got)
	}
}
