package commands

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/game"
	"rapporteur/bot/store"
	"rapporteur/corpus/search"
)

// newKeeper returns a client of a bot that keeps things in a store of its own.
func newKeeper(t *testing.T, x *search.Index) (*client, *store.Store) {
	t.Helper()
	kept, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	c := &client{t: t, user: "100"}
	rounds := game.New(game.Options{Store: kept, Editor: nowhere{}, Render: func(_ context.Context, r bot.Round) (*discordgo.InteractionResponseData, error) {
		return RenderRound(x.Library(), r), nil
	}})
	c.bot = bot.New(bot.Options{
		Index:    x,
		Log:      textLog(&c.log),
		Commands: All(Options{Rand: rand.New(rand.NewPCG(1, 2)), Rounds: rounds, Documents: kept}),
	})
	return c, kept
}

// nowhere is an editor of messages that nobody sees.
type nowhere struct{}

func (nowhere) EditAnswer(context.Context, string, string, *discordgo.InteractionResponseData) error {
	return nil
}

// sub runs a subcommand with options of text, role or truth.
func (c *client) sub(command, sub string, options ...string) *discordgo.InteractionResponse {
	c.t.Helper()
	var list []string
	for i := 0; i+1 < len(options); i += 2 {
		kind, value := 3, fmt.Sprintf("%q", options[i+1])
		switch {
		case options[i] == "role":
			kind = 8
		case options[i+1] == "true":
			kind, value = 5, "true"
		}
		list = append(list, fmt.Sprintf(`{"name":%q,"type":%d,"value":%s}`, options[i], kind, value))
	}
	return c.send(c.interaction(discordgo.InteractionApplicationCommand,
		fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[{"name":%q,"type":1,"options":[%s]}]}`, command, sub, strings.Join(list, ","))))
}

func file(t *testing.T, r *discordgo.InteractionResponse) string {
	t.Helper()
	if len(r.Data.Files) != 1 {
		t.Fatalf("%d files in\n%s", len(r.Data.Files), render(r))
	}
	data, err := io.ReadAll(r.Data.Files[0].Reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSaved keeps quotations, writes a note, exports and removes them.
func TestSaved(t *testing.T) {
	c, kept := newKeeper(t, builtIn())
	var log strings.Builder
	note := func(what string, r *discordgo.InteractionResponse) *discordgo.InteractionResponse {
		fmt.Fprintf(&log, "# %s\n%s\n", what, render(r))
		return r
	}
	note("nothing kept", c.sub("saved", "list"))
	quotation := c.run("/quote text: letters of support")
	note("save", c.click(quotation, c.user, "Save"))
	note("save it again", c.click(quotation, c.user, "Save"))
	c.click(c.run("/quote text: give me your hand"), c.user, "Save")
	note("list", c.sub("saved", "list"))
	note("note", c.sub("saved", "note", "quotation", "mikoyan-1962-11-18:23", "note", "for the *essay*"))
	note("list with the note", c.sub("saved", "list"))
	for _, format := range []string{"md", "html", "csv", "bib", "ris"} {
		r := c.sub("saved", "export", "format", format)
		note("export as "+format, r)
		log.WriteString(file(t, r))
	}
	c.user = "200"
	note("somebody else’s list", c.sub("saved", "list"))
	note("somebody else’s export", c.sub("saved", "export", "format", "md"))
	c.user = "100"
	note("remove", c.sub("saved", "remove", "quotation", "mikoyan-1962-11-18:23"))
	note("remove it again", c.sub("saved", "remove", "quotation", "mikoyan-1962-11-18:23"))
	golden(t, "saved", stampless(log.String()))
	docs, err := kept.UserDocuments(t.Context(), "100")
	if err != nil || len(docs) != 1 {
		t.Errorf("%d documents are kept, %v", len(docs), err)
	}
}

// stampless takes times and random IDs out of a text.
func stampless(s string) string {
	s = regexp.MustCompile(`<t:\d+:R>`).ReplaceAllString(s, "<t:…:R>")
	return regexp.MustCompile(`1:(guess|step|stop):[0-9a-z]{11}`).ReplaceAllString(s, "1:$1:ROUND")
}

// TestSaveEverywhere holds that every quotation can be kept and cited, a private
// copy of one among several, too.
func TestSaveEverywhere(t *testing.T) {
	for _, line := range []string{
		"/quote text: chinese", "/quote text: chinese private: true", "/random", "/random speaker: guevara", "/read at: 31",
		"/read at: mikoyan-1962-11-18:31-33", "/verify text: 38 thousand letters of support",
	} {
		c, kept := newKeeper(t, builtIn())
		answer := c.run(line)
		if cited := c.click(answer, c.user, "Cite"); !strings.Contains(text(cited), "```") {
			t.Errorf("%s is cited as\n%s", line, render(cited))
		}
		c.click(answer, c.user, "Save")
		if docs, err := kept.UserDocuments(t.Context(), c.user); err != nil || len(docs) != 1 {
			t.Errorf("of %s, %d quotations are kept, %v", line, len(docs), err)
		}
		share, _ := find(answer, "Share")
		row := 0
		for _, component := range components(answer) {
			if b, ok := component.(discordgo.Button); ok && b.CustomID != share {
				row++
			}
		}
		if row > 4 {
			t.Errorf("%s has %d buttons besides Share:\n%s", line, row, render(answer))
		}
	}
}

// TestClass holds who may change a server's list, and that it names nobody.
func TestClass(t *testing.T) {
	c, kept := newKeeper(t, builtIn())
	c.user = "100200300400500600" // which no time of a document holds by chance
	quotation := c.run("/quote text: letters of support")
	saved := c.click(quotation, c.user, "Save")
	if id, _ := find(saved, "for the class"); id != "" {
		t.Error("somebody without the role is offered the class's list")
	}
	token, _ := find(quotation, "Save")
	forged := strings.Replace(token, ":save:", ":saveclass:", 1)
	if got := text(c.press(forged, "", c.user, 0)); !strings.Contains(got, "may not add") {
		t.Errorf("a forged button is answered with %q", got)
	}
	if got := text(c.sub("saved", "managers", "role", "55")); !strings.Contains(got, "Manage Server") {
		t.Errorf("who may not manage the server sets who may add: %q", got)
	}
	c.permissions = discordgo.PermissionManageGuild
	c.sub("saved", "managers", "role", "3") // @everyone: the server's ID
	c.permissions = 0
	if got := text(c.click(c.click(quotation, c.user, "Save"), c.user, "for the class")); !strings.Contains(got, "for all in this server") {
		t.Errorf("saved for the class: %q", got)
	}
	if got := text(c.sub("saved", "class")); !strings.Contains(got, "letters of support") {
		t.Errorf("the class's list: %q", got)
	}
	docs, err := kept.Documents(t.Context(), bot.DocumentFilter{Kind: kindClass}, "", 10)
	if err != nil || len(docs) != 1 || docs[0].User != "" || strings.Contains(string(docs[0].Body), c.user) || strings.Contains(docs[0].ID, c.user) {
		t.Errorf("a class's list says who has added to it: %+v, %v", docs, err)
	}
	c.permissions = discordgo.PermissionManageGuild
	c.sub("saved", "managers")
	c.permissions = 0
	if got := text(c.sub("saved", "remove", "quotation", "mikoyan-1962-11-18:33", "class", "true")); !strings.Contains(got, "may not change") {
		t.Errorf("removing without the role: %q", got)
	}
}

// TestPrivacy compares the file that is handed over with the store, and holds
// that deleting leaves nothing.
func TestPrivacy(t *testing.T) {
	c, kept := newKeeper(t, builtIn())
	c.click(c.run("/quote text: letters of support"), c.user, "Save")
	c.press("1:listed:true", "", c.user, 0)
	shown := c.run("/privacy")
	golden(t, "privacy", render(shown))
	var handed struct {
		User string
		Kept []struct {
			Kind    string
			Content json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(file(t, c.click(shown, c.user, "Give me the file"))), &handed); err != nil {
		t.Fatal(err)
	}
	docs, err := kept.UserDocuments(t.Context(), c.user)
	if err != nil || len(docs) != 2 || len(handed.Kept) != 2 || handed.User != c.user {
		t.Fatalf("the file has %+v, the store %d documents, %v", handed, len(docs), err)
	}
	for i, d := range docs {
		var want, got any
		json.Unmarshal(d.Body, &want)
		json.Unmarshal(handed.Kept[i].Content, &got)
		if fmt.Sprint(want) != fmt.Sprint(got) || d.Kind != handed.Kept[i].Kind {
			t.Errorf("%s is handed over as %v, kept as %v", d.Kind, got, want)
		}
	}
	asked := c.click(shown, c.user, "Delete all")
	if docs, err := kept.UserDocuments(t.Context(), c.user); err != nil || len(docs) != 2 {
		t.Errorf("it is deleted without a question: %+v, %v", docs, err)
	}
	c.click(asked, c.user, "Yes, delete all")
	if docs, err := kept.UserDocuments(t.Context(), c.user); err != nil || len(docs) > 0 {
		t.Errorf("after deleting: %+v, %v", docs, err)
	}
}

// TestWhosaid plays a round by its buttons.
func TestWhosaid(t *testing.T) {
	c, _ := newKeeper(t, builtIn())
	var log strings.Builder
	note := func(what string, r *discordgo.InteractionResponse) *discordgo.InteractionResponse {
		fmt.Fprintf(&log, "# %s\n%s\n", what, stampless(render(r)))
		return r
	}
	note("no scores", c.sub("whosaid", "scores"))
	question := note("play", c.sub("whosaid", "play", "rounds", "3", "seconds", "30"))
	var name string
	for _, component := range components(question) {
		if b, ok := component.(discordgo.Button); ok && strings.Contains(b.CustomID, ":guess:") && strings.HasSuffix(b.CustomID, ":0") {
			name = b.Label
		}
	}
	guessed := note("guess", c.click(question, c.user, name))
	note("guess again", c.click(question, c.user, name))
	c.click(guessed, c.user, "Keep my score")
	note("somebody else cannot go on", func() *discordgo.InteractionResponse {
		c.user = "200"
		defer func() { c.user = "100" }()
		return c.click(question, "100", "Show the answer")
	}())
	shown := note("the answer", c.click(question, c.user, "Show the answer"))
	note("too late", c.click(question, c.user, name))
	next := note("next", c.click(shown, c.user, "Next question"))
	note("the end", c.click(next, c.user, "End the round"))
	note("after the end", c.click(question, c.user, name))
	note("scores", c.sub("whosaid", "scores"))
	golden(t, "whosaid", log.String())
	if got := text(c.sub("whosaid", "play", "rounds", "10", "seconds", "120")); !strings.Contains(got, "13 minutes") {
		t.Errorf("a round that is too long: %q", got)
	}
}
