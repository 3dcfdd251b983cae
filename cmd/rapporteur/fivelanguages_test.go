package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
)

// TestEveryCommandInFiveLanguages asks everything in every language through the
// fake Discord, which checks each answer against Discord's own document, and
// writes what is said to a file where RAPPORTEUR_TEST_REPLIES names one, for
// somebody to read.
func TestEveryCommandInFiveLanguages(t *testing.T) {
	x, err := loadAs("")
	if err != nil {
		t.Fatal(err)
	}
	document := discordtest.OpenAPI(t)
	text := discordtest.String
	sub := discordtest.Subcommand
	asked := []struct {
		name   string
		ask    discordtest.Interaction
		quotes bool // the answer is the record's words alone, so that it may be the same
	}{
		{"quote", discordtest.Command("quote", text("text", "38 thousend leters of suport")), false},
		{"quote, altered", discordtest.Command("quote", text("text", "we do not have enough missiles")), false},
		{"quote, another speaker", discordtest.Command("quote", text("text", "Guevara: we have enough missiles")), false},
		{"quote, absent", discordtest.Command("quote", text("text", "ask not what your country can do for you")), false},
		{"speaker", discordtest.Command("speaker", text("name", "mikoyan")), false},
		{"random", discordtest.Command("random", text("about", "china")), true},
		{"read", discordtest.Command("read", text("at", "31")), true},
		{"verify", discordtest.Command("verify", text("text", "“We do not want rice by our own forces.” — Mikoyan")), false},
		{"verify, another speaker", discordtest.Command("verify", text("text", "The Cuban president said: “I am glad to shake your hand.”")), false},
		{"verify, after a negation", discordtest.Command("verify", text("text", "automatically accept everyone who is nominated by the workers")), false},
		{"verify, an ellipsis and brackets", discordtest.Command("verify", text("text", "They are … afraid to fly. [Tito] captured Goa")), false},
		{"verify, stitched", discordtest.Command("verify", text("text", "The Americans are not stupid. […] The Party has the final word.")), false},
		{"verify, absent", discordtest.Command("verify", text("text", "Cuba will never surrender its missiles to anyone.")), false},
		{"verify, several", discordtest.Command("verify", text("text", "“We have 5 missiles for all these bases” (Mikoyan 3), “Precisely” (Guevara 4), “history will absolve me”")), false},
		{"verify, privately", discordtest.Command("verify", text("text", "Give me your hand"), discordtest.Boolean("private", true)), false},
		{"Verify quotation", discordtest.OnMessage("Verify quotation", "> The Americans are stupid.\n— Mikoyan, 1962\nis this right?"), false},
		{"Verify quotation, no text", discordtest.OnMessage("Verify quotation", ""), false},
		{"cite", discordtest.Command("cite", text("reference", "33")), false},
		{"cite, MLA", discordtest.Command("cite", text("reference", "31-33"), text("style", "mla")), false},
		{"cite, APA", discordtest.Command("cite", text("reference", "page 4"), text("style", "apa")), false},
		{"cite, no style", discordtest.Command("cite", text("reference", "33"), text("style", "harvard")), false},
		{"cite, beyond", discordtest.Command("cite", text("reference", "99")), false},
		{"mentions", discordtest.Command("mentions", text("words", "rice vs missiles")), false},
		{"exchange", discordtest.Command("exchange", text("between", "mikoyan"), text("and", "dorticos")), true},
		{"help", discordtest.Command("help"), false},
		{"privacy", discordtest.Command("privacy"), false},
		{"whosaid", discordtest.Command("whosaid", sub("play", text("rounds", "3"))), false},
		{"whosaid scores", discordtest.Command("whosaid", sub("scores")), false},
		{"saved", discordtest.Command("saved", sub("list")), false},
		{"saved class", discordtest.Command("saved", sub("class")), false},
		{"daily add", discordtest.Command("daily", sub("add", discordtest.Channel("channel", discordtest.DefaultChannel), text("time", "07:30"), text("timezone", "UTC"))), false},
		{"daily list", discordtest.Command("daily", sub("list")), false},
		{"daily show", discordtest.Command("daily", sub("show")), false},
		{"daily preview", discordtest.Command("daily", sub("preview")), false},
		{"daily skip", discordtest.Command("daily", sub("skip")), false},
		{"daily pause", discordtest.Command("daily", sub("pause")), false},
		{"daily resume", discordtest.Command("daily", sub("resume")), false},
		{"daily test", discordtest.Command("daily", sub("test")), false},
		{"daily log", discordtest.Command("daily", sub("log")), false},
		{"daily remove", discordtest.Command("daily", sub("remove", discordtest.Boolean("all", true))), false},
	}
	said := make(map[string]string) // in English, by name
	var written strings.Builder
	clicked := 0
	var log lockedBuffer
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2060, 3, 1, 6, 0, 0, 0, time.UTC))) // see dayOfFaults
		server, pipe := discordtest.StartPipe(t, discordtest.Options{OpenAPI: document})
		kept, err := store.OpenMemory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		p := startProgram(t, server, pipe, kept, &weather{dice: rand.New(rand.NewPCG(1, 1))}, &carried{times: map[string]int{}, log: &log}, x.index)
		defer p.end()
		server.WaitReady(t, 1)
		for _, l := range bot.Languages() {
			for _, a := range asked {
				i := a.ask
				i.User = whoAsks
				i.Extra = map[string]any{"locale": string(l.Locale())}
				reply := server.Send(i).Reply(t)
				answer := reply.Text()
				if at := slices.IndexFunc(reply.Buttons(), func(b discordtest.Control) bool { return strings.HasPrefix(b.CustomID, "1:cite:") }); at >= 0 && strings.HasPrefix(a.name, "verify") {
					click := discordtest.Button(reply, reply.Buttons()[at].CustomID)
					click.User, click.Extra = i.User, i.Extra
					cited := server.Send(click).Reply(t).Text()
					fmt.Fprintf(&written, "## %s, %s, the Cite button\n%s\n\n", l.Code(), a.name, cited)
					if !strings.Contains(cited, "```") {
						t.Errorf("%s in %s: the Cite button is answered with no block of code:\n%s", a.name, l.Code(), cited)
					}
					clicked++
				}
				fmt.Fprintf(&written, "## %s, %s\n%s\n\n", l.Code(), a.name, answer)
				if l.Code() == "en" {
					said[a.name] = answer
				} else if answer == said[a.name] && !a.quotes {
					t.Errorf("%s in %s is answered in English:\n%s", a.name, l.Code(), answer)
				}
				if strings.Contains(answer, "%!") || strings.Contains(answer, "%d") || strings.Contains(answer, "%s") {
					t.Errorf("%s in %s has a hole: %s", a.name, l.Code(), answer)
				}
				time.Sleep(time.Second)
			}
		}
	})
	if logged := log.String(); strings.Count(logged, "msg=interaction") < len(asked)*len(bot.Languages()) {
		t.Errorf("not every interaction is in the log:\n%s", logged)
	} else {
		for _, secret := range []string{whoAsks, "leters", "football", "dorticos"} {
			if strings.Contains(strings.ToLower(logged), secret) {
				t.Errorf("the log holds %q, which is the user's", secret)
			}
		}
	}
	if languages := len(bot.Languages()); clicked < 5*languages {
		t.Errorf("%d Cite buttons were clicked in %d languages", clicked, languages)
	}
	if path := os.Getenv("RAPPORTEUR_TEST_REPLIES"); path != "" {
		if err := os.WriteFile(path, []byte(written.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// whoAsks is the number of who asks, which no time or figure of a log is by chance.
const whoAsks = "400500600700800900"
