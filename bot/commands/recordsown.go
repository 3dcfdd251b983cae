package commands

import (
	"cmp"
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// How many lines of each kind a list of a server's own records has.
const (
	hiddenShown = 8
	faultsShown = 3
)

// ownRecords are what a server has of its own, for those who look after it. The
// zero value is nothing to show.
type ownRecords struct {
	uploads map[string]bot.Upload // that are there, by ID
	hidden  []string
	faults  map[string]error
	drafts  []keptDraft // the user's
	quota   bot.Quota
}

// A keptDraft is one that waits to be used.
type keptDraft struct {
	id string
	notes
}

func (o ownRecords) empty() bool {
	return len(o.uploads)+len(o.hidden)+len(o.faults)+len(o.drafts) == 0
}

// ownOf returns what the user may know of what the server has of its own.
func (a archive) ownOf(ctx context.Context, r *bot.Request) (o ownRecords, err error) {
	if !r.Private || a.uploads == nil || r.Guild == "" {
		return o, nil
	}
	if err := a.mayAdd(ctx, r); err != nil {
		return o, notRefused(err)
	}
	all, err := a.uploads.Uploads(ctx, r.Guild)
	if err != nil {
		return o, err
	}
	o.uploads = make(map[string]bot.Upload)
	for _, u := range all {
		if u.Removed.IsZero() {
			o.uploads[u.ID] = u
		}
	}
	g, err := a.guilds.Guild(ctx, r.Guild)
	if err != nil {
		return o, err
	}
	o.hidden, o.quota = g.Hidden, a.uploads.Quota()
	if o.faults, err = a.uploads.Faults(ctx, r.Guild); err != nil {
		return o, err
	}
	docs, err := a.documents.Documents(ctx, bot.DocumentFilter{Kind: kindNotes, Guild: r.Guild, User: r.User}, "", bot.MaxDrafts)
	if err != nil {
		return o, err
	}
	slices.SortFunc(docs, func(a, b bot.Document) int { return a.Expires.Compare(b.Expires) }) // the oldest first
	for _, doc := range docs {
		n, err := decodeNotes(doc)
		if err != nil {
			return o, err
		}
		o.drafts = append(o.drafts, keptDraft{doc.ID, n})
	}
	return o, nil
}

// add says how much of the quota is used, what is hidden, what cannot be read
// and which drafts wait.
func (o ownRecords) add(r *bot.Request, answer *bot.Reply) {
	if o.uploads == nil {
		return
	}
	size := 0
	for _, u := range o.uploads {
		size += u.Size
	}
	lines := []bot.Markdown{r.Say("**Of this server:** %d of %d records, %s of %s", len(o.uploads), o.quota.Records, r.Bytes(size), r.Bytes(o.quota.Bytes))}
	if len(o.hidden) > 0 {
		var names []bot.Markdown
		for _, id := range o.hidden[:min(hiddenShown, len(o.hidden))] {
			names = append(names, "`"+bot.Markdown(id)+"`")
		}
		lines = append(lines, bot.Small(r.Say("Hidden here: %s", bot.Join(names, ", "))))
		if more := len(o.hidden) - hiddenShown; more > 0 {
			lines = append(lines, bot.Small(r.Say("and %d more", more)))
		}
	}
	var faulty []string
	for id := range o.faults {
		faulty = append(faulty, id)
	}
	slices.Sort(faulty)
	for _, id := range faulty[:min(faultsShown, len(faulty))] {
		lines = append(lines, "⚠ "+r.Say("`%s` cannot be read any more: %s", bot.Markdown(id), bot.Clip(bot.OneLine(o.faults[id].Error()), 200)))
	}
	answer.Add(bot.Join(lines, "\n"))
	var options []discordgo.SelectMenuOption
	for _, d := range o.drafts {
		options = append(options, discordgo.SelectMenuOption{Label: cmp.Or(d.About["title"], d.File), Value: d.id, Description: d.File})
	}
	answer.Menu(bot.Click{Verb: "drafts", Fields: []string{"mine"}}, "Go on with a draft", options)
}
