package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
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

// A tournament is the game on three servers.
type tournament struct {
	t        *testing.T
	dice     *rand.Rand
	server   *discordtest.Server
	kept     *store.Store
	start    func() *program
	running  []*program
	messages []*discordtest.Message // that show the rounds, by server

	right, asked map[string]int      // by server and user, of those who are named
	want         map[string][]string // by server: how many of how many were right
}

// Who plays where, and how much.
const (
	players   = 8
	questions = 3
)

var gameServers = []string{"1700000000000000001", "1700000000000000002", "1700000000000000003"}

func gameOfThree(t *testing.T, x *search.Index, where string, seed uint64) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2060, 3, 1, 6, 0, 0, 0, time.UTC))) // see dayOfFaults
		server, pipe := discordtest.StartPipe(t, discordtest.Options{})
		server.ExpectRefusals() // of the second process's answers
		kept, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		weather, carried := &weather{dice: rand.New(rand.NewPCG(7, 8))}, &carried{times: map[string]int{}}
		g := &tournament{
			t: t, dice: rand.New(rand.NewPCG(5, seed)), server: server, kept: kept,
			start: func() *program { return startProgram(t, server, pipe, kept, weather, carried, x) },
			right: map[string]int{}, asked: map[string]int{}, want: map[string][]string{},
		}
		g.running = []*program{g.start(), g.start()}
		defer func() {
			for _, p := range g.running {
				p.end()
			}
		}()
		server.WaitReady(t, 2)
		time.Sleep(time.Minute)

		g.begin()
		for question := range questions {
			g.play(question)
			if question == 1 {
				g.dieTogether()
			}
		}
		time.Sleep(3 * time.Minute)
		g.ended()
	})
}

func (g *tournament) send(i discordtest.Interaction, guild string, user int) *discordtest.Message {
	g.t.Helper()
	i.Guild, i.User = guild, userID(user)
	return g.server.Send(i).Reply(g.t)
}

func userID(user int) string { return strconv.Itoa(9000 + user) }

// begin has a host of each server begin a round, who leaves then.
func (g *tournament) begin() {
	for n, guild := range gameServers {
		g.messages = append(g.messages, g.send(discordtest.Command("whosaid", discordtest.Subcommand("play",
			discordtest.String("rounds", strconv.Itoa(questions)), discordtest.String("seconds", "20"))), guild, 100+n))
	}
}

// rounds returns the rounds as they are kept, by server.
func (g *tournament) rounds() map[string]bot.Round {
	docs, err := g.kept.Documents(g.t.Context(), bot.DocumentFilter{Kind: "round"}, "", 10)
	if err != nil || len(docs) != len(gameServers) {
		g.t.Fatalf("%d rounds, %v", len(docs), err)
	}
	by := make(map[string]bot.Round)
	for _, d := range docs {
		var r bot.Round
		if err := json.Unmarshal(d.Body, &r); err != nil {
			g.t.Fatal(err)
		}
		by[r.Guild] = r
	}
	return by
}

// comeTo waits until every server has come to a question.
func (g *tournament) comeTo(question int) map[string]bot.Round {
	for ; ; time.Sleep(time.Second) {
		now := g.rounds()
		elsewhere := func(guild string) bool { return now[guild].At != question || now[guild].Shown }
		if !slices.ContainsFunc(gameServers, elsewhere) {
			return now
		}
	}
}

// play has all users of all servers answer a question. The process that answers
// may be killed in the midst of it, and the other takes over: it is the same on
// all servers, since one is always there to answer.
func (g *tournament) play(question int) {
	now := g.comeTo(question)
	dead := g.dice.IntN(len(g.running))
	for n, guild := range gameServers {
		right, when := 0, g.dice.IntN(players)
		for user := range players {
			if user == when {
				g.running[dead].die()
				g.running[dead] = g.start()
			}
			if g.guess(n, now[guild], question, user) {
				right++
			}
		}
		g.want[guild] = append(g.want[guild], fmt.Sprintf("%d of %d answers were right", right, players))
	}
}

// guess has a user answer, try it again, and ask to be named if their number is
// even. It reports whether the answer is right.
func (g *tournament) guess(server int, round bot.Round, question, user int) bool {
	choice := g.dice.IntN(len(round.Asked[question].Choices))
	press := discordtest.Button(g.messages[server], fmt.Sprintf("1:guess:%s:%d:%d", round.ID, question, choice))
	answer := g.send(press, round.Guild, user)
	if !strings.Contains(answer.Text(), "Your answer") {
		g.t.Errorf("user %d in server %d is answered with %s", user, server, answer.Text())
	}
	if again := g.send(press, round.Guild, user); !strings.Contains(again.Text(), "the first answer counts") {
		g.t.Errorf("user %d answers twice: %s", user, again.Text())
	}
	right, named := choice == round.Asked[question].Right, user%2 == 0
	if named && question == 0 {
		g.send(discordtest.Button(answer, "1:listed:true"), round.Guild, user)
	}
	if named {
		g.asked[round.Guild+userID(user)]++
	}
	if named && right {
		g.right[round.Guild+userID(user)]++
	}
	return right
}

// dieTogether leaves nobody to count for a while.
func (g *tournament) dieTogether() {
	for n := range g.running {
		g.running[n].die()
	}
	time.Sleep(25 * time.Second)
	for n := range g.running {
		g.running[n] = g.start()
	}
	time.Sleep(5 * time.Second)
}

// ended holds what the servers see in the end, and what is kept.
func (g *tournament) ended() {
	for n, guild := range gameServers {
		text := g.messages[n].Text()
		if !strings.Contains(text, "The round is over") {
			g.t.Errorf("the host has left, and server %d sees\n%s", n, text)
		}
		for _, line := range g.want[guild] {
			if !strings.Contains(text, line) {
				g.t.Errorf("server %d is not told that %s:\n%s", n, line, text)
			}
		}
		g.scored(n, guild)
	}
	docs, err := g.kept.Documents(g.t.Context(), bot.DocumentFilter{Kind: "score"}, "", 100)
	if err != nil || len(docs) != len(gameServers)*players/2 {
		g.t.Errorf("scores of %d are kept, %v", len(docs), err)
	}
}

// scored holds that a server's scores name those who have asked for it, and
// count every answer of theirs once.
func (g *tournament) scored(server int, guild string) {
	scores := g.send(discordtest.Command("whosaid", discordtest.Subcommand("scores")), guild, 0).Text()
	for user := range players {
		name, key := "<@"+userID(user)+">", guild+userID(user)
		line := fmt.Sprintf("%s: %d of %d right", name, g.right[key], g.asked[key])
		if named := strings.Contains(scores, name); named != (user%2 == 0) || named && !strings.Contains(scores, line) {
			g.t.Errorf("the scores of server %d should have %q, if user %d may be named:\n%s", server, line, user, scores)
		}
	}
}
