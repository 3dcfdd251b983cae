package main

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord/discordtest"
)

// TestDaily sets a schedule up, looks after it and removes it, as somebody
// does who manages a server.
func TestDaily(t *testing.T) {
	server := discordtest.Start(t)
	program := startServing(t, server)

	const category = "1300000000000000006"
	server.ChangeGuild(discordtest.DefaultGuild, func(g *discordgo.Guild) {
		g.Channels = append(g.Channels, &discordgo.Channel{ID: category, GuildID: g.ID, Type: discordgo.ChannelTypeGuildCategory})
	})
	daily := func(sub string, options ...discordtest.Option) string {
		t.Helper()
		reply := server.Send(discordtest.Command("daily", discordtest.Subcommand(sub, options...))).Reply(t)
		if !reply.Ephemeral() {
			t.Errorf("everybody sees the answer to /daily %s", sub)
		}
		return reply.Text()
	}
	add := func(options ...discordtest.Option) string {
		t.Helper()
		return daily("add", append([]discordtest.Option{
			discordtest.Channel("channel", discordtest.DefaultChannel),
			discordtest.String("time", "7:30 am"),
			discordtest.String("timezone", "america/new york"),
		}, options...)...)
	}
	text := discordtest.String
	for _, step := range []struct {
		does string
		says string
		want []string
	}{
		{"nothing yet", daily("list"), []string{"no schedule yet", "/daily add"}},
		{"no log", daily("log"), []string{"no schedule yet"}},
		{"wrong days", add(text("days", "every blue moon")), []string{"every blue moon", "not understood", "mon-fri"}},
		{"endless days", add(text("days", strings.Repeat("@everyone **x** ", 30))), []string{"@everyone", "not understood"}},
		{"too many days", add(text("days", strings.Repeat("monday ", 375))), []string{"`days`", "may have 500 characters"}},
		{"no time", add(text("time", "noon")), []string{"not a time of day"}},
		{"wrong dates", add(text("from", "2027-02-01"), text("until", "2027-01-01")), []string{"before the first"}},
		{"no such speaker", add(text("speaker", "Napoleon")), []string{"Nobody in these records", "Napoleon"}},
		{"nothing to post", add(text("about", "zeppelins over Lakehurst")), []string{"No passage can be posted"}},
		{"everybody", add(discordtest.Role("role", discordtest.DefaultGuild)), []string{"never everybody"}},
		{"a category", daily("add", discordtest.Channel("channel", category), text("time", "07:30"), text("timezone", "UTC")), []string{"not a channel to post messages in"}},
		{"none was saved", daily("list"), []string{"no schedule yet"}},
		{"add", add(text("days", "weekdays except 2026-12-24"), text("speaker", "mikoyan"), text("question", "What *changed*?")),
			[]string{"### Set up", "07:30 America/New_York, mon-fri except 2026-12-24, shuffled, A.I. Mikoyan", "Next: <t:"}},
		{"show", daily("show"), []string{"mon-fri except 2026-12-24", `What \*changed\*?`, "a direct message to <@"}},
		{"preview", daily("preview"), []string{"A.I. Mikoyan", "The next dates", "<t:"}},
		{"test", daily("test"), []string{"A.I. Mikoyan", "all permissions"}},
		{"skip", daily("skip"), []string{"Skipped: <t:"}},
		{"pause", daily("pause"), []string{"Paused"}},
		{"paused", daily("list"), []string{"Paused: Somebody has paused it"}},
		{"no date to skip", daily("skip"), []string{"no date to skip"}},
		{"resume", daily("resume"), []string{"goes on", "Next: <t:"}},
		{"edit", daily("edit", text("days", "none"), text("speaker", "none"), text("mode", "serial"), discordtest.Channel("alarms", discordtest.DefaultChannel)),
			[]string{"### Changed", "every day, serial"}},
		{"edited to nothing", daily("edit", text("mode", "shuffled"), text("about", "zeppelins over Lakehurst")), []string{"No passage can be posted"}},
		{"edited to nobody", daily("edit", discordtest.Role("role", discordtest.DefaultGuild)), []string{"### Changed", "every day, serial"}},
		{"the first part", daily("preview"), []string{"Part 1 of "}},
		{"now", daily("now"), []string{"on its way"}},
	} {
		for _, want := range step.want {
			if !strings.Contains(strings.ReplaceAll(step.says, `\_`, "_"), want) {
				t.Errorf("%s: no %q in\n%s", step.does, want, step.says)
			}
		}
	}
	for typed, want := range map[string]string{"timezone: berl": "Europe/Berlin", "days: week": "weekends", "time: 19": "19:00", "speaker: guev": "E. Guevara"} {
		option, value, _ := strings.Cut(typed, ": ")
		answer := server.Send(discordtest.Autocomplete("daily", discordtest.Subcommand("add", discordtest.Focused(text(option, value))))).Answer(t)
		if len(answer.Choices) == 0 || answer.Choices[0].Name != want && !strings.HasPrefix(answer.Choices[0].Name, want) {
			t.Errorf("%s proposes %+v, want %s first", typed, answer.Choices, want)
		}
	}
	chosen := server.Send(discordtest.Autocomplete("daily", discordtest.Subcommand("show", discordtest.Focused(text("schedule", "serial"))))).Answer(t)
	if len(chosen.Choices) != 1 || !strings.Contains(daily("show", text("schedule", chosen.Choices[0].Value.(string))), "every day") {
		t.Errorf("schedule proposes %+v", chosen.Choices)
	}
	server.Wait(t, "the post", func() bool { return len(server.Messages(discordtest.DefaultChannel)) == 1 })
	post := server.Messages(discordtest.DefaultChannel)[0]
	if !strings.Contains(post.Text(), "Part 1 of ") || len(post.Buttons()) < 2 {
		t.Errorf("posted with %d buttons:\n%s", len(post.Buttons()), post.Text())
	}
	around := server.Send(discordtest.Button(post, post.Buttons()[0].CustomID)).Reply(t)
	if !around.Ephemeral() || !strings.Contains(around.Text(), "mikoyan-1962-11-18") {
		t.Errorf("its button shows\n%s", around.Text())
	}
	cited := server.Send(discordtest.Button(post, post.Buttons()[1].CustomID)).Reply(t)
	if !cited.Ephemeral() || !strings.Contains(cited.Text(), "```") {
		t.Errorf("its second button shows\n%s", cited.Text())
	}
	// The message is there before the ledger says so.
	server.Wait(t, "the ledger", func() bool { return strings.Contains(daily("log"), post.ID) })
	if says := daily("log"); !strings.Contains(says, "extra") || !strings.Contains(says, "posted") || !strings.Contains(says, "skipped, as asked") || !strings.Contains(says, post.ID) {
		t.Errorf("the log says\n%s", says)
	}
	daily("now")
	server.Wait(t, "the next post", func() bool { return len(server.Messages(discordtest.DefaultChannel)) == 2 })
	if says := server.Messages(discordtest.DefaultChannel)[1].Text(); !strings.Contains(says, "Part 2 of ") || !strings.Contains(says, "[Part 1](") || !strings.Contains(says, post.ID) {
		t.Errorf("after the first part comes\n%s", says)
	}
	if says := daily("remove", discordtest.Boolean("all", true)); !strings.Contains(says, "is removed") {
		t.Errorf("removing says\n%s", says)
	}
	if says := daily("list"); !strings.Contains(says, "no schedule yet") {
		t.Errorf("after removing there is\n%s", says)
	}
	program.leave()
	if err := <-program.ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	for _, secret := range []string{discordtest.Token, "changed", "Napoleon"} {
		if strings.Contains(program.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, program.log.String())
		}
	}
}
