package commands

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/corpus"
)

// The markers stand in all that is said of a server's own record, the one in
// names and titles, the other in its words. Nobody types them: an answer that
// holds one has been in the record.
const (
	marker = "Xyzzymark"
	worded = "wibblefax"
)

// ownRecord is a transcript that is a server's own.
func ownRecord() string {
	var b strings.Builder
	for i := range 24 {
		word := func(stem string) string { return stem + string(rune('a'+i)) } // what is said again and again is not asked about
		fmt.Fprintf(&b, "%s %s: The %s of the %s %s was %s on the quorvex number %d, and everybody %s it %s at once.\n\n",
			strings.ToUpper(marker), []string{"QUENTIN", "ZELDA"}[i%2], word("zanthor"), worded, []string{"harbour", "garrison", "orchard"}[i%3], word("weigh"), i+100, word("wrot"), word("down"))
	}
	return b.String()
}

// A town is a bot of which server 3 has a record of its own.
type town struct {
	*study
	shelves *library.Shelves
	id      int
}

func newTown(t *testing.T) *town {
	w := &town{study: newStudy(t)}
	var err error
	w.shelves, err = library.New(t.Context(), library.Options{
		Store: w.store, Index: builtIn(), Quota: bot.Quota{Records: 5, Bytes: 1 << 20}, Log: textLog(&w.log),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.bring(t, "3", "own.txt", ownRecord(), "title = \"The "+marker+" papers\"\ndate = \"1950-01-02\"\n")
	decks := daily.NewDecks(w.shelves)
	decks.Swap(builtIn())
	w.engine = daily.New(daily.Options{Store: w.store, Decks: decks, Permissions: w, Now: func() time.Time { return w.now }})
	rounds := game.New(game.Options{Store: w.store, Editor: nowhere{}})
	w.bot = bot.New(bot.Options{
		Index: builtIn(), Libraries: w.shelves, Log: textLog(&w.log),
		Commands: All(Options{
			Rand: rand.New(rand.NewPCG(1, 2)), Log: textLog(&w.log), Schedules: w.store, Scheduler: w.engine, Rounds: rounds, Documents: w.store, Uploads: w.shelves,
		}),
	})
	return w
}

func (w *town) bring(t *testing.T, guild, file, text, sidecar string) {
	t.Helper()
	u := bot.Upload{Guild: guild, File: file, Title: file, User: "100"}
	if err := w.shelves.Save(t.Context(), &u, []byte(text), []byte(sidecar)); err != nil {
		t.Fatal(err)
	}
}

// A deed is an interaction without where it comes from.
type deed struct {
	kind    discordgo.InteractionType
	data    string
	private bool // the message that a button is on
}

// ask has user 100 do a deed in a server, "" for a direct message, and returns
// all that the answer holds, to the bytes of its files, with the answer.
func (w *town) ask(guild string, d deed) (string, *discordgo.InteractionResponse) {
	w.t.Helper()
	w.id++
	where := fmt.Sprintf(`"guild_id":%q,"member":{"user":{"id":"100","username":"u"},"permissions":"%d"}`, guild, discordgo.PermissionManageGuild)
	if guild == "" {
		where = `"user":{"id":"100","username":"u"}`
	}
	message := ""
	if d.kind == discordgo.InteractionMessageComponent {
		flags := discordgo.MessageFlags(0)
		if d.private {
			flags = discordgo.MessageFlagsEphemeral
		}
		message = fmt.Sprintf(`,"message":{"id":"6","channel_id":"40","flags":%d,"interaction_metadata":{"id":"7","type":2,"user":{"id":"100"}}}`, flags)
	}
	i := decoded(fmt.Sprintf(`{"id":"%d","application_id":"2","type":%d,"token":"t","version":1,"channel_id":"40","locale":"en",%s,"data":%s%s}`,
		1000+w.id, d.kind, where, d.data, message))
	response := w.respond(i)
	switch response.Type {
	case discordgo.InteractionResponseDeferredChannelMessageWithSource, discordgo.InteractionResponseDeferredMessageUpdate:
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: w.bot.Finish(w.t.Context(), i)}
	}
	all, err := json.Marshal(response)
	if err != nil {
		w.t.Fatal(err)
	}
	if response.Data != nil {
		for _, f := range response.Data.Files {
			data, err := io.ReadAll(f.Reader)
			if err != nil {
				w.t.Fatal(err)
			}
			all = append(all, data...)
		}
	}
	return string(all), response
}

// deedsOf are what an answer offers: each button pressed, each option chosen.
func deedsOf(response *discordgo.InteractionResponse) []deed {
	var all []deed
	private := response.Data != nil && response.Data.Flags&discordgo.MessageFlagsEphemeral != 0
	click := func(customID, value string) {
		id, _ := json.Marshal(customID)
		data := fmt.Sprintf(`{"custom_id":%s,"component_type":2}`, id)
		if value != "" {
			data = fmt.Sprintf(`{"custom_id":%s,"component_type":3,"values":[%q]}`, id, value)
		}
		all = append(all, deed{discordgo.InteractionMessageComponent, data, private})
	}
	if response.Data == nil {
		return nil
	}
	for _, c := range components(response) {
		switch c := c.(type) {
		case discordgo.Button:
			if c.CustomID != "" {
				click(c.CustomID, "")
			}
		case discordgo.SelectMenu:
			for _, o := range c.Options {
				click(c.CustomID, o.Value)
			}
		}
	}
	return all
}

// beginnings are commands that lead into the server's record, and what is
// proposed for each of their options.
func (w *town) beginnings() (commands, completions []deed) {
	for _, line := range []string{
		"/quote text: zanthor was weighed on the quorvex number 107", "/quote text: own:3", "/quote text: harbour private: true",
		"/speaker name: Quentin", "/random record: own", "/random about: quorvex", "/read at: own:5", "/read at: own", "/read at: own:5-7",
		"/verify text: “was weighed on the quorvex number 107, and everybody wrote it down” (Zelda)",
		"/cite reference: own:3", "/cite reference: was weighed on the quorvex number 107", "/mentions words: zanthor", "/exchange between: Quentin and: Zelda",
	} {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand, w.data(line, ""), false})
	}
	for _, c := range []struct{ line, option string }{
		{"/quote text: zanth", "text"}, {"/quote speaker: Quent", "speaker"}, {"/quote record: own", "record"}, {"/speaker name: Zel", "name"},
		{"/random about: zan", "about"}, {"/read at: own", "at"}, {"/cite reference: own:3", "reference"}, {"/cite reference: zanthor", "reference"},
		{"/mentions words: quorv", "words"}, {"/exchange between: Quentin and: Z", "and"},
	} {
		completions = append(completions, deed{discordgo.InteractionApplicationCommandAutocomplete, w.data(c.line, c.option), false})
	}
	sub := func(command, name, options string) {
		commands = append(commands, deed{discordgo.InteractionApplicationCommand,
			fmt.Sprintf(`{"id":"5","name":%q,"type":1,"options":[{"name":%q,"type":1,"options":[%s]}]}`, command, name, options), false})
	}
	sub("records", "list", "")
	sub("records", "export", `{"name":"record","type":3,"value":"own"}`)
	sub("records", "correct", `{"name":"record","type":3,"value":"own"}`)
	sub("whosaid", "play", `{"name":"record","type":3,"value":"own"}`)
	sub("daily", "add", `{"name":"channel","type":7,"value":"40"},{"name":"time","type":3,"value":"07:30"},{"name":"timezone","type":3,"value":"UTC"},{"name":"record","type":3,"value":"own"}`)
	sub("daily", "add", `{"name":"channel","type":7,"value":"40"},{"name":"time","type":3,"value":"07:30"},{"name":"timezone","type":3,"value":"UTC"},{"name":"record","type":3,"value":"own"},{"name":"mode","type":3,"value":"serial"}`)
	for _, name := range []string{"list", "show", "preview", "test"} {
		sub("daily", name, "")
	}
	for _, s := range []string{"list", "class"} {
		sub("saved", s, "")
	}
	sub("saved", "export", `{"name":"format","type":3,"value":"md"}`)
	sub("saved", "export", `{"name":"format","type":3,"value":"csv"},{"name":"class","type":5,"value":true}`)
	commands = append(commands, deed{discordgo.InteractionApplicationCommand,
		`{"id":"5","name":"Verify quotation","type":3,"target_id":"9","resolved":{"messages":{"9":{"id":"9","content":"“was weighed on the quorvex number 107, and everybody wrote it down”"}}}}`, false})
	return commands, completions
}

// TestNobodyElseSeesIt walks through all answers about a server's own record to
// some depth, and does everything that they offer in another server and in direct
// messages, too: what was typed, proposed, pressed and chosen. No answer there
// holds anything of the record.
func TestNobodyElseSeesIt(t *testing.T) {
	w := newTown(t)
	commands, completions := w.beginnings()
	seen := make(map[string]bool)
	var level []deed
	inside := 0 // answers that hold something of the record
	do := func(d deed) {
		if seen[d.data] {
			return
		}
		seen[d.data] = true
		answer, response := w.ask("3", d)
		if holds(answer) {
			inside++
		}
		level = append(level, deedsOf(response)...)
		for _, guild := range []string{"9", ""} {
			answer, response := w.ask(guild, d)
			if holds(answer) {
				t.Errorf("in %q, %s is answered with\n%s", guild, d.data, answer)
			}
			if d.kind == discordgo.InteractionApplicationCommand {
				// What is offered there instead leads nowhere, either.
				for _, further := range deedsOf(response) {
					if answer, _ := w.ask(guild, further); holds(answer) {
						t.Errorf("in %q, %s leads to\n%s", guild, further.data, answer)
					}
				}
			}
		}
	}
	for n, d := range commands {
		before := inside
		do(d)
		// Nothing is saved yet, and Discord shows a schedule only when it posts.
		if inside == before && !strings.Contains(d.data, `"saved"`) && !strings.Contains(d.data, `"daily"`) {
			t.Errorf("command %d, %s, has not been in the record", n, d.data)
		}
	}
	for _, d := range completions {
		before := inside
		if do(d); inside == before && !strings.Contains(d.data, "zan") && !strings.Contains(d.data, "quorv") {
			t.Errorf("what is proposed for %s is not of the record", d.data)
		}
	}
	const most = 1500
	for depth := 1; depth <= 3 && len(seen) < most; depth++ {
		now := level
		level = nil
		for _, d := range now {
			if len(seen) < most {
				do(d)
			}
		}
	}
	// What was saved by pressing is in lists now.
	for _, d := range commands {
		if strings.Contains(d.data, `"saved"`) || strings.Contains(d.data, `"daily"`) {
			delete(seen, d.data)
			do(d)
		}
	}
	if len(seen) < 200 || inside < len(seen)/3 {
		t.Errorf("%d deeds, of which %d have been in the record", len(seen), inside)
	}
	t.Logf("%d deeds, of which %d have been in the record", len(seen), inside)
}

func holds(answer string) bool {
	answer = strings.ToLower(answer)
	return strings.Contains(answer, strings.ToLower(marker)) || strings.Contains(answer, worded)
}

// TestForgedTokens asks another server with every token of the record that there
// is, as no button offers them.
func TestForgedTokens(t *testing.T) {
	w := newTown(t)
	x, err := w.shelves.Index(t.Context(), "3")
	if err != nil {
		t.Fatal(err)
	}
	own := x.Library().Record("own")
	if own == nil {
		t.Fatal("the server has no record")
	}
	p := own.Turns[2].Whole()
	person := x.Library().Person(&own.Turns[2])
	values := []string{
		own.ID, bot.TokenOfRecord(own), bot.RecordValue(own), bot.TokenOfPerson(person), bot.PassageToken(p), p.Turn.ID.String(),
		p.Turn.Reference().String(), "n1", "1", "0", "true", "forward", "turn",
		bot.Packed("zanthor", bot.TokenOfPerson(person), bot.TokenOfRecord(own)), bot.Packed(bot.TokenOfPerson(person), bot.TokenOfRecord(own), ""),
	}
	tried := 0
	for _, c := range All(Options{Schedules: w.store, Scheduler: w.engine, Rounds: game.New(game.Options{Store: w.store}), Documents: w.store, Uploads: w.shelves}) {
		for _, v := range c.Verbs {
			for at := range v.Fields {
				for _, value := range values {
					fields := make([]string, len(v.Fields))
					for i := range fields {
						fields[i] = "0"
					}
					fields[at] = value
					for _, click := range []string{"1:" + v.Name + ":" + strings.Join(fields, ":"), "1:say:" + v.Name + ":" + strings.Join(fields, ":")} {
						id, _ := json.Marshal(click)
						for _, data := range []string{fmt.Sprintf(`{"custom_id":%s,"component_type":2}`, id), fmt.Sprintf(`{"custom_id":%s,"component_type":3,"values":[%q]}`, id, value)} {
							tried++
							if answer, _ := w.ask("9", deed{discordgo.InteractionMessageComponent, data, false}); holds(answer) {
								t.Errorf("%s is answered with\n%s", data, answer)
							}
						}
					}
				}
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d were tried", tried)
	}
}

// TestRemovedRecord holds that what points at a record that was removed says so,
// and is not taken for another one of nearly the same name.
func TestRemovedRecord(t *testing.T) {
	w := newTown(t)
	x, err := w.shelves.Index(t.Context(), "3")
	if err != nil {
		t.Fatal(err)
	}
	token := bot.TokenOfRecord(x.Library().Record("own"))
	turn := x.Library().Record("own").Turns[2].ID
	if err := w.shelves.Remove(t.Context(), "3", "own"); err != nil {
		t.Fatal(err)
	}
	w.bring(t, "3", "own.txt", ownRecord(), "") // it is own-2 now
	for _, line := range []string{
		"/read at: own:3", "/read at: Own:3-5", "/cite reference: own:3", "/quote text: own:3", "/mentions words: zanthor record: own", "/random record: OWN",
		"/random record: " + token,
	} {
		answer, _ := w.ask("3", deed{discordgo.InteractionApplicationCommand, w.data(line, ""), false})
		if !strings.Contains(answer, "removed from this server") || holds(answer) {
			t.Errorf("%s is answered with\n%s", line, answer)
		}
		if answer, _ := w.ask("9", deed{discordgo.InteractionApplicationCommand, w.data(line, ""), false}); strings.Contains(answer, "removed from") {
			t.Errorf("in another server, %s is answered with\n%s", line, answer)
		}
	}
	for _, click := range []bot.Click{aboutClick(nil), {Verb: "course", Fields: []string{token, ""}}} {
		id, _ := json.Marshal(click.String())
		answer, _ := w.ask("3", deed{discordgo.InteractionMessageComponent, fmt.Sprintf(`{"custom_id":%s,"component_type":3,"values":[%q]}`, id, token), false})
		if !strings.Contains(answer, "removed from this server") {
			t.Errorf("%s is answered with\n%s", id, answer)
		}
	}
	id, _ := json.Marshal(openClick("turn").String())
	answer, _ := w.ask("3", deed{discordgo.InteractionMessageComponent, fmt.Sprintf(`{"custom_id":%s,"component_type":3,"values":[%q]}`, id, turn), false})
	if holds(answer) || !strings.Contains(answer, "changed or removed") {
		t.Errorf("a turn of it is answered with\n%s", answer)
	}
}

// TestHidden holds that a record of the bot's that a server hides is found there
// by nobody.
func TestHidden(t *testing.T) {
	w := newTown(t)
	var line string
	for i := range builtIn().Library().Records[0].Turns {
		turn := &builtIn().Library().Records[0].Turns[i]
		if turn.Kind == corpus.Speech && len(turn.Text) > 200 {
			line = turn.Text[:100]
			break
		}
	}
	quote := deed{discordgo.InteractionApplicationCommand, w.data("/quote text: "+line, ""), false}
	found := builtIn().Library().Records[0].ID + ":"
	if answer, _ := w.ask("3", quote); !strings.Contains(answer, found) {
		t.Fatalf("the bot's own record is not found:\n%s", answer)
	}
	if err := w.shelves.Hide(t.Context(), "3", builtIn().Library().Records[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if answer, _ := w.ask("3", quote); strings.Contains(answer, found) {
		t.Errorf("what is hidden is quoted:\n%s", answer)
	}
	if answer, _ := w.ask("9", quote); !strings.Contains(answer, found) {
		t.Errorf("it is hidden in another server:\n%s", answer)
	}
}
