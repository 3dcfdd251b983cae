package commands

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/transcript"
)

// TestProposedIsAccepted types into every option that is completed, and runs the
// command with everything that is proposed: nothing that is proposed is refused,
// asked about again, or not found.
func TestProposedIsAccepted(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	libraries := map[string]*search.Index{"the record": builtIn(), "two plays": indexOf(play("north"), play("south")), "extremes": indexOf(hostileRecord())}
	if dir := os.Getenv("RAPPORTEUR_TESTDATA"); dir != "" {
		var records []*corpus.Record
		for _, name := range []string{"02_debates/us_debate_1960-09-26.said.txt", "shakespeare/the-tragedy-of-macbeth.txt"} {
			data, err := os.ReadFile(filepath.Join(dir, "transcripts", name))
			if err != nil {
				t.Fatal(err)
			}
			report := transcript.Read(transcript.Source{Name: filepath.Base(name), Data: data})
			records = append(records, report.Records...)
		}
		libraries["a debate and a play"] = indexOf(records...)
	}
	// What each command is given besides, and how its answer begins that is none
	// of a refusal.
	commands := []struct {
		line, option string
		accepted     func(text string, ephemeral bool) bool
	}{
		{"/quote", "text", public}, {"/quote text: the", "speaker", found}, {"/quote text: the", "record", found},
		{"/speaker", "name", titled}, {"/random", "speaker", drawn}, {"/random", "record", drawn}, {"/random", "about", public},
		{"/read", "at", quoting}, {"/cite", "reference", public}, {"/mentions", "words", public}, {"/mentions words: the", "speaker", counted},
		{"/mentions words: the", "record", counted},
	}
	typed := strings.Split(", a, e, m, s, t, th, an, ch, mi, 1, 3, n1, the, and, w", ", ")
	for name, x := range libraries {
		t.Run(name, func(t *testing.T) {
			tried := 0
			for _, test := range commands {
				c := newClient(t, x)
				answered := make(map[string]bool) // what is proposed for several beginnings
				for _, begun := range typed {
					line := test.line + " " + test.option + ": " + begun
					for _, choice := range c.complete(line, test.option) {
						value := fmt.Sprint(choice.Value)
						if answered[value] {
							continue
						}
						answered[value] = true
						answer := c.run(test.line + " " + test.option + ": " + value)
						tried++
						if !test.accepted(text(answer), isEphemeral(answer)) {
							t.Errorf("%s proposes %s (%s), and answers it with\n%s", line, choice.Name, value, render(answer))
						}
					}
				}
			}
			if tried < 12 {
				t.Errorf("only %d proposals were tried", tried)
			}
		})
	}
}

func public(text string, ephemeral bool) bool { return !ephemeral && !strings.Contains(text, "✗") }
func titled(text string, _ bool) bool         { return strings.HasPrefix(text, "### ") }
func quoting(text string, _ bool) bool {
	return strings.Contains(text, "> ") || strings.Contains(text, "||")
}

// found is of a look-up that may find nothing with a filter, but knows whom and
// what the filter means.
func found(text string, _ bool) bool { return !unsure(text) }

// drawn may find nobody's passage that can stand alone, and says so.
func drawn(text string, ephemeral bool) bool {
	return !ephemeral || (strings.Contains(text, "can stand alone") || strings.Contains(text, "can be shown unasked")) && !unsure(text)
}

// counted may count none.
func counted(text string, _ bool) bool { return !unsure(text) }

func unsure(text string) bool {
	for _, question := range []string{"Which one do you mean", "Which record do you mean", "No speaker is called", "No record is called", "is empty", "is too long", "no longer"} {
		if strings.Contains(text, question) {
			return true
		}
	}
	return false
}

// TestDailyProposals sets schedules up with what is proposed for them.
func TestDailyProposals(t *testing.T) {
	alone(t)
	h := newHouse(t)
	for _, option := range []string{"speaker", "about", "record", "time", "timezone", "days"} {
		for _, begun := range []string{"", "m"} {
			i := decoded(h.interaction(discordgo.InteractionApplicationCommandAutocomplete, encoded(h.data("daily", option, map[string]string{option: begun}))))
			i.AuthorizingIntegrationOwners = map[discordgo.ApplicationIntegrationType]string{discordgo.ApplicationIntegrationGuildInstall: "3"}
			for _, choice := range h.respond(i).Data.Choices {
				h.furnish()
				given := map[string]string{"channel": "40", "time": "07:30", "timezone": "UTC"}
				given[option] = fmt.Sprint(choice.Value)
				var line []string
				for name, value := range given {
					line = append(line, name+":"+value)
				}
				if _, answer := h.ask("/daily add", strings.Join(line, "|"), 1); !strings.Contains(answer, "Set up") && !strings.Contains(answer, "No passage can be posted") {
					t.Errorf("%s proposes %q for %q, and answers it with\n%s", option, choice.Value, begun, answer)
				}
			}
		}
	}
}
