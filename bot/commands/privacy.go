package commands

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"rapporteur/bot"
)

// A registry says what is kept of a user, hands it over and deletes it.
type registry struct {
	documents bot.Documents
	rounds    bot.Rounds // nil where there are none
}

func privacyCommand(g registry) bot.Command {
	return bot.Command{
		Declaration: declare("privacy", "What is kept of you, as a file, and how to delete it"),
		Example:     "/privacy",
		Run:         g.run,
		Verbs: []bot.Verb{
			{Name: "handover", Fields: []string{"what"}, Run: g.handOver, Place: bot.Aside, Alone: true},
			{Name: "forget", Fields: []string{"what"}, Run: g.forget, Place: bot.Aside, Alone: true},
		},
		Private: true,
	}
}

// run says what is kept of anybody, and of the user.
func (g registry) run(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Title(r.Say("What is kept of you"))
	for _, c := range r.Commands() {
		if c.Stores != "" {
			answer.Add("- `" + bot.Markdown(r.NameOf(c)) + "`: " + r.Say(c.Stores))
		}
	}
	answer.Say("- The number of each interaction with the bot, without yours, for 15 minutes, so that none is answered twice.")
	answer.Say("- The log has a line for each interaction: the command, the server, how long it took and how it ended. No words, and neither your name nor your number.")
	all, err := g.kept(ctx, r.User)
	if err != nil {
		return nil, err
	}
	answer.Say("At this moment, %d things are kept of you.", len(all))
	if len(all) > 0 {
		answer.Row(
			bot.Button("Give me the file", bot.Click{Verb: "handover", Fields: []string{"all"}}),
			bot.Button("Delete all of it now", bot.Click{Verb: "forget", Fields: []string{"all"}}),
		)
	}
	return answer, nil
}

// sure is what the button says that deletes, and no button of before.
const sure = "sure"

// A keptOfUser is one thing of the file that is handed over.
type keptOfUser struct {
	Kind    string          `json:"kind"`
	Server  string          `json:"server,omitempty"`
	Until   *time.Time      `json:"until,omitempty"`
	Content json.RawMessage `json:"content"`
}

// kept returns all that is kept of a user. A round is kept for all who play it,
// so that what it says of the user stands for it.
func (g registry) kept(ctx context.Context, user string) ([]keptOfUser, error) {
	docs, err := g.documents.UserDocuments(ctx, user)
	if err != nil {
		return nil, err
	}
	all := []keptOfUser{}
	for _, d := range docs {
		if d.Kind == bot.KindRound && g.rounds != nil {
			continue
		}
		k := keptOfUser{Kind: d.Kind, Server: d.Guild, Content: d.Body}
		if !d.Expires.IsZero() {
			k.Until = &d.Expires
		}
		all = append(all, k)
	}
	if g.rounds == nil {
		return all, nil
	}
	parts, err := g.rounds.Parts(ctx, user)
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		content, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		all = append(all, keptOfUser{Kind: bot.KindRound, Server: part.Guild, Content: content})
	}
	return all, nil
}

// handOver answers with all that is kept of the user.
func (g registry) handOver(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	all, err := g.kept(ctx, r.User)
	if err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(struct {
		User string       `json:"user"`
		Kept []keptOfUser `json:"kept"`
	}{r.User, all}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write what is kept of a user: %w", err)
	}
	answer := r.Reply("All that is kept of you:")
	answer.File("kept-of-you.json", data, false)
	return answer, nil
}

// forget asks whether all that is kept of the user shall be deleted, and deletes
// it when that is said.
func (g registry) forget(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if r.Field("what") != sure {
		answer := r.Reply("Shall all that is kept of you be deleted? It cannot be brought back.")
		answer.Row(bot.Button("Yes, delete all of it", bot.Click{Verb: "forget", Fields: []string{sure}}))
		return answer, nil
	}
	if g.rounds != nil {
		if err := g.rounds.Forget(ctx, r.User); err != nil {
			return nil, err
		}
	}
	if err := g.documents.RemoveUser(ctx, r.User); err != nil {
		return nil, err
	}
	return r.Reply("All of it is deleted. A schedule that you set up goes on; if it fails, nobody is told unless `alarms` names a channel. Records that you added to a server stay there, without your number."), nil
}
