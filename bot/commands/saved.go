package commands

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
)

func savedCommand(s bookcase) bot.Command {
	c := declare("saved", "The quotations that you keep, and those that your class keeps")
	quotation := textOption("quotation", "Which one", true)
	style := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: "format", Description: "Of the file", Required: true,
	}
	for _, f := range savedFormats {
		style.Choices = append(style.Choices, &discordgo.ApplicationCommandOptionChoice{Name: f.name, Value: f.value})
	}
	class := booleanOption("class", "From the list of this server, not your own")
	sub := func(name string, description bot.Key, options ...*discordgo.ApplicationCommandOption) {
		c.Options = append(c.Options, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: string(description), Options: options,
		})
	}
	sub("list", "What you keep", textOption("record", "Only from this record", false))
	sub("class", "What this server keeps together", textOption("record", "Only from this record", false))
	sub("note", "Write a note to a quotation that you keep", quotation, plainOption("note", "Your note; leave it empty to remove it"))
	sub("remove", "Remove a quotation from a list", quotation, class)
	sub("export", "A list of works cited with the quotations, as a file", style, class)
	sub("managers", "Who may add to the list of this server, besides those who manage it",
		&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "Members with this role; @everyone lets all"})
	return bot.Command{
		Declaration:  c,
		Example:      "/saved list",
		Run:          s.run,
		Autocomplete: map[string]bot.Propose{"record": proposeRecords, "quotation": s.propose},
		Verbs: []bot.Verb{
			{Name: bot.SaveVerb, Fields: []string{"passage"}, Run: s.save, Place: bot.Aside, Alone: true},
			{Name: "saveclass", Fields: []string{"passage"}, Run: s.saveForClass, Place: bot.Aside, Alone: true},
			{Name: "unsave", Fields: []string{"passage"}, Run: s.unsave, Place: bot.Aside, Alone: true},
			{Name: "bookcase", Fields: []string{"page", "list", "record"}, Run: s.page, Alone: true},
		},
		Private: true,
		Stores:  "which quotations you keep, with your notes, until you remove them",
	}
}

// saveButton keeps a passage; it is none where nothing can be kept.
func saveButton(r *bot.Request, p corpus.Passage) bot.Press {
	if !slices.ContainsFunc(r.Commands(), func(c bot.Command) bool { return c.Declaration.Name == "saved" }) {
		return bot.Press{}
	}
	return bot.Button("Save", bot.SaveClick(p))
}

func (s bookcase) run(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	switch r.Subcommand {
	case "list":
		in, err := record(r, "record")
		if err != nil {
			return nil, err
		}
		return s.show(ctx, r, kindSaved, in, 0)
	case "class":
		in, err := record(r, "record")
		if err != nil {
			return nil, err
		}
		return s.show(ctx, r, kindClass, in, 0)
	case "note":
		return s.note(ctx, r)
	case "remove":
		return s.remove(ctx, r)
	case "export":
		return s.export(ctx, r)
	}
	return s.managers(ctx, r)
}

// save keeps the passage of a button.
func (s bookcase) save(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	p, err := s.keep(ctx, r, kindSaved)
	if err != nil {
		return nil, err
	}
	answer := r.Reply("Saved. `/saved list` shows what you keep, and `/saved note` writes a note to it.")
	answer.Add(bot.Small(r.Source(p, p)))
	unsave := bot.Button("Keep it no longer", bot.Click{Verb: "unsave", Fields: []string{bot.PassageToken(p)}})
	var class bot.Press
	if may, err := s.mayAdd(ctx, r); err != nil {
		return nil, err
	} else if may {
		class = bot.Button("Save it for the class, too", bot.Click{Verb: "saveclass", Fields: []string{bot.PassageToken(p)}})
	}
	answer.Row(class, unsave)
	return answer, nil
}

// saveForClass adds the passage of a button to the server's list.
func (s bookcase) saveForClass(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	may, err := s.mayAdd(ctx, r)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, bot.Refuse("You may not add to the list of this server. Those who manage it allow a role with `/saved managers`.")
	}
	if _, err := s.keep(ctx, r, kindClass); err != nil {
		return nil, err
	}
	return r.Reply("Saved for all in this server. `/saved class` shows the list."), nil
}

func (s bookcase) unsave(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if err := s.documents.RemoveDocument(ctx, kindSaved, idOf(r, kindSaved, r.Field("passage"))); err != nil {
		return nil, err
	}
	return r.Reply("It is no longer among the quotations that you keep."), nil
}

// managers sets who may add to the server's list.
func (s bookcase) managers(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if !r.Manages {
		return nil, bot.Refuse("Only those who may *Manage Server* can set this.")
	}
	role := r.Options["role"]
	d, err := s.documents.Document(ctx, kindRole, r.Guild)
	if err != nil && !errors.Is(err, bot.ErrAbsent) {
		return nil, err
	}
	if role == "" {
		if err := s.documents.RemoveDocument(ctx, kindRole, r.Guild); err != nil {
			return nil, err
		}
		return r.Reply("Only those who may *Manage Server* can add to the list of this server now."), nil
	}
	body, err := json.Marshal(role)
	if err != nil {
		return nil, err
	}
	if err := s.documents.SaveDocument(ctx, &bot.Document{Kind: kindRole, ID: r.Guild, Version: d.Version, Guild: r.Guild, Body: body}); err != nil {
		return nil, err
	}
	return r.Reply("Members with %s and those who may *Manage Server* can now add to the list of this server.", bot.Markdown("<@&"+role+">")), nil
}

// savedOnPage is how many quotations a page shows.
const savedOnPage = 5

// page answers a button that carries a page, a list and perhaps a record.
func (s bookcase) page(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	page, err := strconv.Atoi(r.Field("page"))
	if err != nil || r.Field("list") != kindSaved && r.Field("list") != kindClass {
		return nil, bot.Refuse(bot.OldButton)
	}
	r.Options = map[string]string{"record": r.Field("record")}
	in, err := record(r, "record")
	if err != nil {
		return nil, err
	}
	return s.show(ctx, r, r.Field("list"), in, page)
}

// show answers with a page of a list, by record.
func (s bookcase) show(ctx context.Context, r *bot.Request, kind string, in *corpus.Record, page int) (*bot.Reply, error) {
	list, err := s.all(ctx, r, kind)
	if err != nil {
		return nil, err
	}
	if in != nil {
		list = slices.DeleteFunc(list, func(one saved) bool { return one.Record != in.ID })
	}
	if len(list) == 0 {
		if kind == kindClass {
			return nil, bot.Refuse("This server keeps no quotation yet. The button *Save* under a quotation keeps it for you, and offers to keep it for the class.")
		}
		return nil, bot.Refuse("You keep no quotation yet. The button *Save* under a quotation keeps it.")
	}
	pages := (len(list) + savedOnPage - 1) / savedOnPage
	page = min(max(0, page), pages-1)
	answer := r.NewReply()
	answer.Title(r.Say("%d quotations", len(list)))
	var options []discordgo.SelectMenuOption
	heading := ""
	lib := r.Index.Library()
	for _, one := range list[page*savedOnPage : min(len(list), (page+1)*savedOnPage)] {
		p, _ := bot.PassageOf(lib, one.Passage)
		if p.Turn == nil {
			answer.Say("%s is no longer in the records.", one.Reference)
			continue
		}
		var text bot.Markdown
		if p.Turn.Record.ID != heading {
			heading = p.Turn.Record.ID
			text = bot.Bold(bot.Plain(bot.Clip(r.ShortTitle(p.Turn.Record), 80))) + "\n"
		}
		text += bot.Plain(savedLine(p, 160)) + " — " + r.WhoSpeaks(p.Turn, false) + ", " + bot.Plain(bot.Clip(p.Turn.Reference().String(), 60))
		if one.Note != "" {
			text += "\n" + bot.Small(r.Say("Your note: %s", one.Note))
		}
		answer.Add(text)
		options = append(options, discordgo.SelectMenuOption{Label: p.Turn.Reference().String(), Value: p.Turn.ID.String(), Description: savedLine(p, 90)})
	}
	answer.Menu(openClick("turn"), "Read one in context", unlike(options))
	if pages > 1 {
		prev, next := bot.Pager("Earlier", "Later", page, pages, func(n int) bot.Click {
			return bot.Click{Verb: "bookcase", Fields: []string{strconv.Itoa(n), kind, bot.TokenOfRecord(in)}}
		})
		answer.Row(prev, next)
	}
	return answer, nil
}

// savedLine shows a quotation on one line, but not one that is sensitive.
func savedLine(p corpus.Passage, limit int) string {
	if p.Turn.Sensitive {
		return "(…)"
	}
	return "“" + bot.Excerpt(p, nil, limit) + "”"
}

// note writes a note to a quotation.
func (s bookcase) note(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	one, err := s.chosenSaved(ctx, r, kindSaved)
	if err != nil {
		return nil, err
	}
	if bot.Units(r.Options["note"]) > maxNote {
		return nil, bot.Refuse("A note can have %d characters.", maxNote)
	}
	one.Note = bot.OneLine(r.Options["note"])
	d, err := s.documents.Document(ctx, kindSaved, one.id)
	if err != nil {
		return nil, err
	}
	if d.Body, err = json.Marshal(one); err != nil {
		return nil, err
	}
	if err := s.documents.SaveDocument(ctx, &d); err != nil {
		return nil, err
	}
	if one.Note == "" {
		return r.Reply("%s has no note now.", one.Reference), nil
	}
	return r.Reply("Your note to %s is saved: %s", one.Reference, one.Note), nil
}

// remove takes a quotation out of a list.
func (s bookcase) remove(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	kind := kindSaved
	if r.Options["class"] != "" {
		kind = kindClass
		may, err := s.mayAdd(ctx, r)
		if err != nil {
			return nil, err
		}
		if !may {
			return nil, bot.Refuse("You may not change the list of this server. Those who manage it allow a role with `/saved managers`.")
		}
	}
	one, err := s.chosenSaved(ctx, r, kind)
	if err != nil {
		return nil, err
	}
	if err := s.documents.RemoveDocument(ctx, kind, one.id); err != nil {
		return nil, err
	}
	return r.Reply("%s is no longer in the list.", one.Reference), nil
}

// propose proposes the quotations of the list that a command is about.
func (s bookcase) propose(r *bot.Request, typed string) []bot.Choice {
	kind := kindSaved
	if r.Options["class"] != "" {
		kind = kindClass
	}
	list, err := s.all(r.Context(), r, kind)
	if err != nil {
		return nil
	}
	var choices []bot.Choice
	for _, one := range list {
		p, _ := bot.PassageOf(r.Index.Library(), one.Passage)
		name := one.Reference
		if p.Turn != nil {
			name += " " + savedLine(p, 70)
		}
		if strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			choices = append(choices, bot.Choice{Name: name, Value: one.Passage})
		}
	}
	return choices
}
