package bot

import "testing"

// TestStageTold puts names in the place of mentions, letter for letter: what
// somebody calls a channel is no markdown of ours.
func TestStageTold(t *testing.T) {
	var s Stage
	channel, role := s.ID("#Class **9b** @here"), s.ID("@pupils")
	if again := s.ID("class **9b**   @here"); again != channel || role == channel {
		t.Errorf("the channel is %s and then %s, the role %s", channel, again, role)
	}
	for text, want := range map[string]string{
		"in <#" + channel + ">": `in #class-\*\*9b\*\*-\@here`,
		"<@&" + role + "> come": "@pupils come",
		"<@" + talkerID + ">":   "you",
		"<#9999> and <@42>":     "<#9999> and <@42>",
	} {
		if got := s.Told(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
