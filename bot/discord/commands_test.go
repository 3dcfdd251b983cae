package discord_test

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discord"
	"rapporteur/bot/discord/discordtest"
)

const overwrite = "PUT /applications/{application_id}/commands"

// installs starts a wire, waits for its word on the commands and stops it.
func installs(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe, list []*discordgo.ApplicationCommand, word string) {
	t.Helper()
	s := start(t, server, &responder{commands: list, respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
	s.await(t, word, 1)
	s.stop()
	<-s.done
}

func TestCommandsAreInstalledOnce(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		installs(t, server, pipe, declarations(), "commands installed")
		installs(t, server, pipe, declarations(), "commands are as they should be")
		reordered := declarations()
		reordered[0], reordered[2] = reordered[2], reordered[0]
		contexts := []discordgo.InteractionContextType{0, 1, 2}
		reordered[2].Contexts = &contexts
		installs(t, server, pipe, reordered, "commands are as they should be")
		if n := server.Count(overwrite); n != 1 {
			t.Errorf("overwritten %d times, want once", n)
		}
	})
}

// Whatever a user would notice has the commands installed again.
func TestCommandsThatDiffer(t *testing.T) {
	for name, change := range map[string]func(list []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand{
		"one less": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand { return l[1:] },
		"none":     func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand { return nil },
		"name":     func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand { l[0].Name = "cite"; return l },
		"description": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Description = "Other."
			return l
		},
		"option": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Options[1].Name = "secret"
			return l
		},
		"option's order": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Options = append(l[0].Options, &discordgo.ApplicationCommandOption{Type: 3, Name: "new", Description: "New."})
			return l
		},
		"no longer required": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Options[0].Required = false
			return l
		},
		"no autocomplete": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Options[0].Autocomplete = false
			return l
		},
		"length": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Options[0].MaxLength = 300
			return l
		},
		"choice": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[1].Options[0].Options[0].Choices[0].Name = "mixed"
			return l
		},
		"for everybody": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[1].DefaultMemberPermissions = nil
			return l
		},
		"contexts": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Contexts = &[]discordgo.InteractionContextType{0}
			return l
		},
		"user install": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].IntegrationTypes = &[]discordgo.ApplicationIntegrationType{0, 1}
			return l
		},
		"localization": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].NameLocalizations = &map[discordgo.Locale]string{discordgo.German: "zitat"}
			return l
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
				installs(t, server, pipe, declarations(), "commands installed")
				installs(t, server, pipe, change(declarations()), "commands installed")
				installs(t, server, pipe, change(declarations()), "commands are as they should be")
				if n := server.Count(overwrite); n != 2 {
					t.Errorf("overwritten %d times, want twice", n)
				}
			})
		})
	}
}

// Commands that Discord refuses are reported, not tried again, and do not keep
// the bot from answering.
func TestCommandsRefused(t *testing.T) {
	server := discordtest.Start(t)
	server.ExpectRefusals()
	list := declarations()
	list[0].Options[0], list[0].Options[1] = list[0].Options[1], list[0].Options[0]
	s := start(t, server, &responder{commands: list, respond: echo}, discord.ClientOptions{})
	line := s.await(t, "commands refused", 1)[0]
	const want = "overwrite the commands: Discord answered 400 (50035): Invalid Form Body; 0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
	if line["error"] != want {
		t.Errorf("logged %q, want %q", line["error"], want)
	}
	server.WaitReady(t, 1)
	answers(t, server)
}

func TestCommandsTryAgain(t *testing.T) {
	bubble(t, func(t *testing.T, server *discordtest.Server, pipe *discordtest.Pipe) {
		server.Fail(
			discordtest.Fault{On: "GET /applications/@me", Status: 503, Times: 7},
			discordtest.Fault{On: overwrite, Status: 429, RetryAfter: 10 * time.Minute},
		)
		s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{Dial: pipe.Dial})
		time.Sleep(15 * time.Minute)
		if len(s.log.lines("commands installed")) != 1 {
			t.Errorf("not installed:\n%s", s.log)
		}
	})
}

// A proxy need not have the newer address of the application.
func TestCommandsOfOlderProxy(t *testing.T) {
	server := discordtest.Start(t)
	server.Fail(discordtest.Fault{On: "GET /applications/@me", Status: 404, Times: 1})
	s := start(t, server, &responder{commands: declarations(), respond: echo}, discord.ClientOptions{})
	s.await(t, "commands installed", 1)
}
