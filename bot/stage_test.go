package bot

import (
	"testing"

	"github.com/bwmarrin/discordgo"
)

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

// TestStageLocates puts IDs in the place of names: the role of everybody has the
// server's, as on Discord.
func TestStageLocates(t *testing.T) {
	var s Stage
	option := func(kind discordgo.ApplicationCommandOptionType, value string) string {
		o := &discordgo.ApplicationCommandInteractionDataOption{Type: kind, Value: value}
		s.Locate([]*discordgo.ApplicationCommandInteractionDataOption{{Type: discordgo.ApplicationCommandOptionSubCommand, Options: []*discordgo.ApplicationCommandInteractionDataOption{o}}})
		return o.Value.(string)
	}
	channel, role, text := discordgo.ApplicationCommandOptionChannel, discordgo.ApplicationCommandOptionRole, discordgo.ApplicationCommandOptionString
	if everybody, other := option(role, "@Everyone"), option(channel, "everyone"); everybody != stageID || other == stageID {
		t.Errorf("the role of everybody is %s, the channel of that name %s", everybody, other)
	}
	if got := option(text, "@everyone"); got != "@everyone" {
		t.Errorf("words became %s", got)
	}
	for name, want := range map[string]discordgo.ChannelType{
		"#class": discordgo.ChannelTypeGuildText, "#announcements": discordgo.ChannelTypeGuildNews, "#Forum": discordgo.ChannelTypeGuildForum,
	} {
		a, err := s.Access(t.Context(), stageID, option(channel, name), "")
		if err != nil || a.Type != want || len(a.Tags) > 0 != (want == discordgo.ChannelTypeGuildForum) {
			t.Errorf("%s is %+v, %v", name, a, err)
		}
	}
}
