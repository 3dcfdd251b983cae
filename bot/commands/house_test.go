package commands

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/game"
	"rapporteur/bot/library"
	"rapporteur/corpus"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A house is a bot with all commands, and a store that two servers and two users
// have something in.
type house struct {
	*study
	commands []bot.Command
	asked    int
	shelves  *library.Shelves
	drafts   map[string]string // IDs by the word that stands for them
}

// files are attachments, by their addresses.
type files map[string]string

func (f files) Fetch(_ context.Context, a bot.Attachment) ([]byte, error) {
	text, ok := f[a.URL]
	if !ok {
		return nil, bot.ErrAttachmentGone
	}
	return []byte(text), nil
}

// debate is what is given where a file is.
const debate = "Debate of the class\n\nMarch 3, 2026\n\nAnna: We brought the bread.\n\nBert: And who has brought the salt?\n\nAnna: Nobody was asked to bring any.\n\nBert: Then the soup will be thin.\n"

func newHouse(t *testing.T) *house {
	h := &house{study: newStudy(t)}
	rounds := game.New(game.Options{Store: h.store, Editor: nowhere{}, Render: func(_ context.Context, r bot.Round) (*discordgo.InteractionResponseData, error) {
		return RenderRound(builtIn().Library(), r), nil
	}})
	var err error
	if h.shelves, err = library.New(t.Context(), library.Options{Store: h.store, Index: builtIn(), Quota: bot.Quota{Records: 5, Bytes: 1 << 20}}); err != nil {
		t.Fatal(err)
	}
	decks := daily.NewDecks(h.shelves)
	decks.Swap(builtIn())
	h.engine = daily.New(daily.Options{
		Store: h.store, Decks: decks, Permissions: foreign{h.study, "49"}, Now: func() time.Time { return h.now },
	})
	h.commands = All(Options{
		Rand: rand.New(rand.NewPCG(1, 2)), Log: textLog(&h.log), Schedules: h.store, Scheduler: h.engine, Rounds: rounds, Documents: h.store,
		Uploads: h.shelves, Attachments: files{"file:debate.txt": debate},
	})
	h.bot = bot.New(bot.Options{Index: builtIn(), Libraries: h.shelves, Log: textLog(&h.log), Commands: h.commands})
	return h
}

// foreign is the permissions of a bot that one of whose channels is in
// another server, as the wire says it.
type foreign struct {
	*study
	channel string
}

func (e foreign) Access(ctx context.Context, guild, channel, role string) (bot.Access, error) {
	if channel == e.channel {
		return bot.Access{}, &bot.RequestError{Status: 404, Code: bot.CodeUnknownChannel, Err: errors.New("the channel is in another server")}
	}
	return e.study.Access(ctx, guild, channel, role)
}

// passages of the record: what users 100 and 200 keep.
func (h *house) passage(reference string) corpus.Passage {
	ref, err := corpus.ParseReference(reference)
	if err != nil {
		h.t.Fatal(err)
	}
	turns, err := builtIn().Library().Resolve(ref)
	if err != nil {
		h.t.Fatal(err)
	}
	return turns[0].Whole()
}

const (
	mine   = "mikoyan-1962-11-18:33" // kept by user 100, and by the class of server 3
	theirs = "mikoyan-1962-11-18:23" // kept by user 200, and by the class of server 9
)

// furnish puts everything back as it was.
func (h *house) furnish() {
	h.t.Helper()
	ctx := h.t.Context()
	must := func(err error) {
		h.t.Helper()
		if err != nil {
			h.t.Fatal(err)
		}
	}
	for _, guild := range []string{"3", "9"} {
		must(h.store.RemoveGuild(ctx, guild))
	}
	for _, user := range []string{"100", "200"} {
		must(h.store.RemoveUser(ctx, user))
	}
	must(h.store.RemoveDocument(ctx, "round", "rounddirect")) // which may have forgotten its host
	for guild, id := range map[string]string{"3": "mine", "9": "other"} {
		s := &bot.Schedule{ID: id, Guild: guild, Channel: "40", Creator: "200", Mode: bot.Shuffled, Time: 450, Zone: "UTC", Language: "en"}
		must(h.engine.Arrange(ctx, s))
		must(h.store.Save(ctx, s))
	}
	document := func(kind, id, guild, user string, body any) {
		h.t.Helper()
		data, err := json.Marshal(body)
		must(err)
		must(h.store.SaveDocument(ctx, &bot.Document{Kind: kind, ID: id, Guild: guild, User: user, Body: data}))
	}
	for _, one := range []struct{ reference, user, guild string }{{mine, "100", "3"}, {theirs, "200", "9"}} {
		token := bot.PassageToken(h.passage(one.reference))
		kept := saved{Passage: token, Record: "mikoyan-1962-11-18", Reference: one.reference}
		document(kindSaved, one.user+"/"+token, "", one.user, kept)
		document(kindClass, one.guild+"/"+token, one.guild, "", kept)
	}
	h.drafts = make(map[string]string)
	for _, one := range []struct{ guild, user, name, text, draft string }{
		{"3", "300", "ours", debate, ""}, {"9", "300", "secret", "Carl: Nobody else may read this.\n\nDora: Nobody will.\n\nCarl: Good.\n", ""},
		{"3", "100", "", debate + "\nAnna: Yes.\n", "{draft}"}, {"3", "300", "", debate, "{hisdraft}"}, {"9", "100", "", debate, "{otherdraft}"},
	} {
		if one.draft == "" {
			u := &bot.Upload{Guild: one.guild, File: one.name + ".txt", Title: one.name, User: one.user}
			must(h.shelves.Save(ctx, u, []byte(one.text), nil))
			continue
		}
		d := &bot.Draft{Guild: one.guild, User: one.user, File: "draft.txt", Title: "draft", Expires: time.Now().Add(time.Hour)}
		must(h.shelves.SaveDraft(ctx, d, []byte(one.text), []byte("place = \"Berlin\"\n")))
		h.drafts[one.draft] = d.ID
	}
	must(h.shelves.Hide(ctx, "3", "hidden-1", true))
	document("score", "3/100", "3", "100", bot.Score{User: "100", Right: 2, Asked: 3, Listed: true})
	for id, guild := range map[string]string{"roundof3333": "3", "rounddirect": "", "roundof9999": "9"} {
		host := map[string]string{"9": "200"}[guild]
		if host == "" {
			host = "100"
		}
		document("round", id, guild, host, bot.Round{
			ID: id, Guild: guild, Host: host, Locale: "en", Application: "2", Token: "t", Seconds: 60, Due: time.Now().Add(time.Hour),
			Asked: []bot.Asked{{Passage: bot.PassageToken(h.passage(mine)), Choices: []string{"A", "B"}}, {Passage: bot.PassageToken(h.passage(theirs)), Choices: []string{"A", "B"}}},
		})
	}
}

// unchanged holds that what belongs to server 9 and to user 200 is as furnish
// has left it, and that server 3 has one schedule.
func (h *house) unchanged(t *testing.T, after string) {
	t.Helper()
	other, err := h.store.Schedules(t.Context(), "9")
	if err != nil || len(other) != 1 || other[0].Version != 1 || other[0].Paused != "" {
		t.Errorf("after %s, server 9 has %+v, %v", after, other, err)
	}
	if own, err := h.store.Schedules(t.Context(), "3"); err != nil || len(own) != 1 || own[0].Version != 1 {
		t.Errorf("after %s, server 3 has %+v, %v", after, own, err)
	}
	docs, err := h.store.UserDocuments(t.Context(), "200") // a quotation, a round and both schedules
	if err != nil || len(docs) != 4 {
		t.Errorf("after %s, of user 200 there are %d documents, %v", after, len(docs), err)
	}
	for _, d := range docs {
		if d.Version != 1 {
			t.Errorf("after %s, %s was changed", after, d.ID)
		}
	}
	if open, err := h.store.OpenDeliveries(t.Context(), "", 10); err != nil || len(open) != 0 {
		t.Errorf("after %s, %d posts are due, %v", after, len(open), err)
	}
}

// ask asks for what a row says in one of the circumstances, and returns what
// kind of answer comes in the end, and its text.
func (h *house) ask(what, given string, circumstance int) (outcome, answer string) {
	h.t.Helper()
	c := circumstances[circumstance]
	people := func(name string) *corpus.Person {
		found, _, err := builtIn().Speakers(h.t.Context(), name, nil)
		if err != nil || len(found) == 0 {
			h.t.Fatalf("nobody is called %s: %v", name, err)
		}
		return found[0].Person
	}
	p := h.passage(mine)
	round := map[string]string{"3": "roundof3333", "": "rounddirect"}[c.guild]
	given = strings.NewReplacer("{passage}", bot.PassageToken(p), "{turn}", p.Turn.ID.String(), "{record}", bot.TokenOfRecord(p.Turn.Record),
		"{person}", bot.TokenOfPerson(people("guevara")), "{other}", bot.TokenOfPerson(people("mikoyan")),
		"{round}", round, "{reference}", mine, "{schedule}", "mine",
		"{ours}", bot.TokenOfRecord(&corpus.Record{ID: "ours"}), "{secret}", bot.TokenOfRecord(&corpus.Record{ID: "secret"}),
		"{draft}", h.drafts["{draft}"], "{hisdraft}", h.drafts["{hisdraft}"], "{otherdraft}", h.drafts["{otherdraft}"]).Replace(given)

	h.asked++
	i := map[string]any{
		"id": fmt.Sprint(5000 + h.asked), "application_id": "2", "token": "t", "version": 1, "channel_id": "4", "locale": "en-US",
		"authorizing_integration_owners": json.RawMessage(c.owners),
	}
	user := map[string]any{"id": "100", "username": "u"}
	if c.guild == "" {
		i["user"], i["context"] = user, 1
	} else {
		i["guild_id"], i["context"] = c.guild, 0
		i["member"] = map[string]any{"user": user, "permissions": fmt.Sprint(c.permissions), "roles": []string{}}
	}
	kind, name, _ := strings.Cut(what, " ")
	switch {
	case kind == "button":
		fields, chosen, isMenu := strings.Cut(given, " > ")
		data := map[string]any{"custom_id": "1:" + name + ":" + fields, "component_type": 2}
		if isMenu {
			data["component_type"], data["values"] = 3, []string{chosen}
		}
		i["type"], i["data"] = 3, data
		message := map[string]any{"id": "6", "channel_id": "4", "interaction_metadata": map[string]any{"id": "7", "type": 2, "user": user}}
		if strings.HasPrefix(name, "draft") || name == "removal" {
			message["flags"] = discordgo.MessageFlagsEphemeral // such buttons stand nowhere else
		}
		i["message"] = message
	case kind == "complete":
		command, option, _ := strings.Cut(name, " ")
		i["type"], i["data"] = 4, h.data(command, option, optionsIn(option+":"+given))
	case kind == "Verify":
		i["type"] = 2
		i["data"] = map[string]any{"id": "5", "name": what, "type": 3, "target_id": "8", "resolved": map[string]any{"messages": map[string]any{"8": map[string]any{"id": "8", "channel_id": "4", "content": given}}}}
	default:
		i["type"], i["data"] = 2, h.data(strings.TrimPrefix(what, "/"), "", optionsIn(given))
	}
	raw, err := json.Marshal(i)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.outcome(decoded(string(raw)))
}

// optionsIn reads options as a row of the table has them.
func optionsIn(given string) map[string]string {
	options := make(map[string]string)
	for _, one := range strings.Split(given, "|") {
		if option, value, ok := strings.Cut(one, ":"); ok {
			options[option] = value
		}
	}
	return options
}

// outcome answers an interaction, and says what kind of answer it has got.
func (h *house) outcome(i *discordgo.Interaction) (outcome, answer string) {
	h.t.Helper()
	response := h.respond(i)
	ephemeral := response.Data != nil && response.Data.Flags&discordgo.MessageFlagsEphemeral != 0
	switch response.Type {
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		if len(response.Data.Choices) == 0 {
			return nothing, ""
		}
		return proposes, ""
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: h.bot.Finish(h.t.Context(), i)}
	case discordgo.InteractionResponseDeferredMessageUpdate:
		ephemeral = i.Message.Flags&discordgo.MessageFlagsEphemeral != 0
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage, Data: h.bot.Finish(h.t.Context(), i)}
	}
	if response.Type == discordgo.InteractionResponseModal {
		return aForm, response.Data.Title
	}
	answer = text(response)
	for _, component := range components(response) {
		if menu, ok := component.(discordgo.SelectMenu); ok {
			answer += "\n" + menu.Placeholder
		}
	}
	if ephemeral {
		return forOne, answer
	}
	return forAll, answer
}

// data is that of a command, or of one in which an option is being typed: in
// the first of its subcommands that has the option.
func (h *house) data(command, focused string, given map[string]string) map[string]any {
	h.t.Helper()
	name, sub, _ := strings.Cut(command, " ")
	for _, c := range h.bot.Commands() {
		if c.Name != name {
			continue
		}
		declared := c.Options
		for _, o := range c.Options {
			has := func(o *discordgo.ApplicationCommandOption) bool { return o.Name == focused }
			if o.Type == discordgo.ApplicationCommandOptionSubCommand && (o.Name == sub || sub == "" && slices.ContainsFunc(o.Options, has)) {
				sub, declared = o.Name, o.Options
				break
			}
		}
		options := []any{}
		for _, o := range declared {
			if value, ok := given[o.Name]; ok {
				options = append(options, json.RawMessage(optionJSON(o, value, o.Name == focused)))
			}
		}
		if len(options) != len(given) {
			h.t.Fatalf("/%s does not take all of %v", command, given)
		}
		if sub != "" {
			options = []any{map[string]any{"name": sub, "type": 1, "options": options}}
		}
		return map[string]any{"id": "5", "name": name, "type": 1, "options": options, "resolved": map[string]any{
			"attachments": map[string]any{"70": map[string]any{"id": "70", "filename": "debate.txt", "size": len(debate), "url": "file:debate.txt"}},
		}}
	}
	h.t.Fatalf("there is no command %s", command)
	return nil
}

func (h *house) verb(name string) (*bot.Command, *bot.Verb) {
	for _, c := range h.commands {
		for i := range c.Verbs {
			if c.Verbs[i].Name == name {
				return &c, &c.Verbs[i]
			}
		}
	}
	return nil, nil
}

// everything lists what can be asked for: commands and subcommands, buttons
// and menus, and options that are completed. A form is submitted to the verb of its
// button, by the same way.
func (h *house) everything() []string {
	all := []string{"button ask"}
	for _, c := range h.commands {
		name := c.Declaration.Name
		subs := false
		completed := make(map[string]bool)
		note := func(options []*discordgo.ApplicationCommandOption) {
			for _, o := range options {
				if o.Autocomplete {
					completed[o.Name] = true
				}
			}
		}
		note(c.Declaration.Options)
		for _, o := range c.Declaration.Options {
			if o.Type == discordgo.ApplicationCommandOptionSubCommand {
				subs = true
				all = append(all, "/"+name+" "+o.Name)
				note(o.Options)
			}
		}
		switch {
		case c.Declaration.Type == discordgo.MessageApplicationCommand:
			all = append(all, name)
		case !subs:
			all = append(all, "/"+name)
		}
		for option := range completed {
			all = append(all, "complete "+name+" "+option)
		}
		for option := range c.Autocomplete {
			if !completed[option] {
				h.t.Errorf("/%s completes %s, which is not declared so", name, option)
			}
		}
		for _, v := range c.Verbs {
			all = append(all, "button "+v.Name)
		}
	}
	return all
}

func encoded(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
