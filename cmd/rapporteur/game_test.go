package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discord/discordtest"
	"rapporteur/bot/store"
	"rapporteur/corpus/search"
)

// TestGameOfThree plays "Who said it?" on three servers among eight users, while
// two processes are killed in turn and started again, with each kind of store.
// The hosts leave. Every answer counts once, and scores are kept of those alone
// who have asked for it.
func TestGameOfThree(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	x, err := loadAs("")
	if err != nil {
		t.Fatal(err)
	}
	seeds := uint64(3)
	if racing {
		seeds = 1
	}
	for seed := range seeds {
		t.Run(fmt.Sprintf("SQLite %d", seed), func(t *testing.T) {
			gameOfThree(t, x.index, filepath.Join(t.TempDir(), "game.db"), seed)
		})
	}
	t.Run("PostgreSQL", func(t *testing.T) { gameOfThree(t, x.index, schemaForTest(t), 9) })
}

func gameOfThree(t *testing.T, x *search.Index, where string, seed uint64) {
	const users, questions = 8, 3
	guilds := []string{"1700000000000000001", "1700000000000000002", "1700000000000000003"}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2060, 3, 1, 6, 0, 0, 0, time.UTC))) // see dayOfFaults
		dice := rand.New(rand.NewPCG(5, seed))
		server, pipe := discordtest.StartPipe(t, discordtest.Options{})
		server.ExpectRefusals() // of the second process's answers
		kept, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		weather, carried := &weather{dice: rand.New(rand.NewPCG(7, 8))}, &carried{times: map[string]int{}}
		start := func() *program { return startProgram(t, server, pipe, kept, weather, carried, x) }
		running := []*program{start(), start()}
		defer func() {
			for _, p := range running {
				p.end()
			}
		}()
		server.WaitReady(t, 2)
		time.Sleep(time.Minute)

		send := func(i discordtest.Interaction, guild string, user int) *discordtest.Message {
			t.Helper()
			i.Guild, i.User = guild, strconv.Itoa(9000+user)
			return server.Send(i).Reply(t)
		}
		var messages []*discordtest.Message
		for g, guild := range guilds {
			messages = append(messages, send(discordtest.Command("whosaid", discordtest.Subcommand("play",
				discordtest.String("rounds", strconv.Itoa(questions)), discordtest.String("seconds", "20"))), guild, 100+g))
		}
		rounds := func() map[string]bot.Round {
			docs, err := kept.Documents(t.Context(), bot.DocumentFilter{Kind: "round"}, "", 10)
			if err != nil || len(docs) != len(guilds) {
				t.Fatalf("%d rounds, %v", len(docs), err)
			}
			by := make(map[string]bot.Round)
			for _, d := range docs {
				var r bot.Round
				if err := json.Unmarshal(d.Body, &r); err != nil {
					t.Fatal(err)
				}
				by[r.Guild] = r
			}
			return by
		}
		right, asked := map[string]int{}, map[string]int{} // by server and user, of those who are named
		want := map[string][]string{}                      // by server: how many of how many were right
		for question := range questions {
			for by := rounds(); ; by = rounds() { // until every server has come to the question
				open := true
				for _, guild := range guilds {
					open = open && by[guild].At == question && !by[guild].Shown
				}
				if open {
					break
				}
				time.Sleep(time.Second)
			}
			now := rounds()
			dead := dice.IntN(len(running)) // the same on all servers, since one is always there to answer
			for g, guild := range guilds {
				n := 0
				when := dice.IntN(users)
				for user := range users {
					if user == when {
						// The one that answers may be killed in the midst of it, the other takes over.
						running[dead].die()
						running[dead] = start()
					}
					choice := dice.IntN(len(now[guild].Asked[question].Choices))
					press := discordtest.Button(messages[g], fmt.Sprintf("1:guess:%s:%d:%d", now[guild].ID, question, choice))
					answer := send(press, guild, user)
					if !strings.Contains(answer.Text(), "Your answer") {
						t.Errorf("user %d in server %d is answered with %s", user, g, answer.Text())
					}
					if again := send(press, guild, user); !strings.Contains(again.Text(), "the first answer counts") {
						t.Errorf("user %d answers twice: %s", user, again.Text())
					}
					if question == 0 && user%2 == 0 {
						send(discordtest.Button(answer, "1:listed:true"), guild, user)
					}
					is := choice == now[guild].Asked[question].Right
					if is {
						n++
					}
					if key := guild + " " + strconv.Itoa(user); user%2 == 0 {
						asked[key]++
						if is {
							right[key]++
						}
					}
				}
				want[guild] = append(want[guild], fmt.Sprintf("%d of %d answers were right", n, users))
			}
			if question == 1 { // nobody counts while both are gone
				for n := range running {
					running[n].die()
				}
				time.Sleep(25 * time.Second)
				for n := range running {
					running[n] = start()
				}
				time.Sleep(5 * time.Second)
			}
		}
		time.Sleep(3 * time.Minute)
		for g, guild := range guilds {
			text := messages[g].Text()
			if !strings.Contains(text, "The round is over") {
				t.Errorf("the host has left, and server %d sees\n%s", g, text)
			}
			for _, line := range want[guild] {
				if !strings.Contains(text, line) {
					t.Errorf("server %d is not told that %s:\n%s", g, line, text)
				}
			}
			scores := send(discordtest.Command("whosaid", discordtest.Subcommand("scores")), guild, 0).Text()
			for user := range users {
				key := guild + " " + strconv.Itoa(user)
				line := fmt.Sprintf("<@%d>: %d of %d right", 9000+user, right[key], asked[key])
				if named := strings.Contains(scores, fmt.Sprintf("<@%d>", 9000+user)); named != (user%2 == 0) || named && !strings.Contains(scores, line) {
					t.Errorf("the scores of server %d should have %q, if user %d may be named:\n%s", g, line, user, scores)
				}
			}
		}
		docs, err := kept.Documents(t.Context(), bot.DocumentFilter{Kind: "score"}, "", 100)
		if err != nil || len(docs) != len(guilds)*users/2 {
			t.Errorf("scores of %d are kept, %v", len(docs), err)
		}
	})
}
