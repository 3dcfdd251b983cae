package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/transcript"
	correction "rapporteur/corpus/transcript/proof"
)

// add begins a draft of a file, and shows how it is read.
func (a archive) add(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	// Where nothing is left of the name, the reader goes by what is in the file.
	return a.begun(ctx, r, cmp.Or(bot.FileName(r.Files["file"].Name), "record"), bot.Upload{})
}

// replace begins a draft that comes in the place of a record.
func (a archive) replace(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	u, err := a.chosenUpload(ctx, r)
	if err != nil {
		return nil, err
	}
	return a.begun(ctx, r, cmp.Or(bot.FileName(r.Files["file"].Name), u.File), u)
}

// correct begins a draft of a record that is there.
func (a archive) correct(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	u, file, sidecar, err := a.chosenContents(ctx, r)
	if err != nil {
		return nil, err
	}
	d := newDraft(r, u.File, file)
	d.Replaces, d.Base, d.said = u.ID, u.Version, string(sidecar)
	result, err := a.look(ctx, r, d)
	if err != nil {
		return nil, err
	}
	d.read(result)
	if err := a.saveDraft(ctx, d); err != nil {
		return nil, err
	}
	return a.correctView(r, d, result, "", paging{}), nil
}

// begun fetches the attachments of a command, reads them, and keeps the draft.
func (a archive) begun(ctx context.Context, r *bot.Request, name string, replaced bot.Upload) (*bot.Reply, error) {
	file, err := a.attachments.Fetch(ctx, r.Files["file"])
	if err != nil {
		return nil, err
	}
	if len(file) == 0 {
		return nil, bot.Refuse("The file is empty.")
	}
	d := newDraft(r, name, file)
	d.Replaces, d.Base = replaced.ID, replaced.Version
	if given, ok := r.Files["sidecar"]; ok {
		if d.said, err = a.fetchSidecar(ctx, r, given); err != nil {
			return nil, err
		}
	}
	var set correction.Together
	for _, setting := range []string{"title", "date", "short"} {
		if value := bot.OneLine(r.Options[setting]); value != "" {
			if setting == "date" && !isDate(value) {
				return nil, bot.Refuse(noDate, bot.Clip(value, 60))
			}
			set = append(set, correction.Set{Setting: setting, Value: value})
		}
	}
	result, err := a.look(ctx, r, d)
	if err == nil && len(set) > 0 {
		result, err = a.corrected(ctx, r, d, set)
	}
	if refused := (*correction.Refusal)(nil); errors.As(err, &refused) {
		return nil, bot.Refuse("%s Please run the command again with something else.", refusalText(r, refused))
	}
	if err != nil {
		return nil, err
	}
	d.read(result)
	if err := result.Report.Err; err != nil && !errors.Is(err, transcript.ErrNoSpeakers) {
		return a.readView(r, d, result, ""), nil // nothing can be done with it, so nothing is kept
	}
	if err := a.saveDraft(ctx, d); err != nil {
		return nil, err
	}
	return a.readView(r, d, result, ""), nil
}

// fetchSidecar returns the text of a sidecar that was attached.
func (a archive) fetchSidecar(ctx context.Context, r *bot.Request, given bot.Attachment) (string, error) {
	if given.Size > transcript.MaxSidecar {
		return "", bot.Refuse("The sidecar is too large: it may be %s at most.", r.Bytes(transcript.MaxSidecar))
	}
	data, err := a.attachments.Fetch(ctx, given)
	if err == nil && !utf8.Valid(data) {
		err = bot.Refuse("The sidecar cannot be read: it is not text in UTF-8.")
	}
	if err == nil {
		if _, wrong := transcript.ParseSidecar(data); wrong != nil {
			err = bot.Refuse(refusals[correction.BadSidecar], bot.Clip(bot.OneLine(wrong.Error()), 300))
		}
	}
	return string(data), err
}

// chosenUpload returns the server's own record that an option names.
func (a archive) chosenUpload(ctx context.Context, r *bot.Request) (bot.Upload, error) {
	all, err := a.uploads.Uploads(ctx, r.Guild)
	if err != nil {
		return bot.Upload{}, err
	}
	typed := r.Options["record"]
	for _, u := range all {
		if strings.EqualFold(u.ID, typed) || bot.TokenOfRecord(&corpus.Record{ID: u.ID}) == typed || u.Removed.IsZero() && u.Title != "" && strings.EqualFold(u.Title, typed) {
			if !u.Removed.IsZero() {
				return bot.Upload{}, bot.Refuse(bot.RemovedRecord)
			}
			return u, nil
		}
	}
	if r.Index.Library().Record(strings.ToLower(typed)) != nil {
		return bot.Upload{}, bot.Refuse("That is one of the bot’s own records, which only whoever runs the bot can change. `/records hide` hides it in this server.")
	}
	return bot.Upload{}, bot.Refuse("This server has no record called “%s”. Please choose one of those that are proposed while you type.", bot.Clip(typed, 100))
}

// proposeRecords proposes what the subcommand can be about.
func (a archive) proposeRecords(r *bot.Request, typed string) []bot.Choice {
	ctx, cancel := context.WithTimeout(r.Context(), completeWithin)
	defer cancel()
	if a.mayAdd(ctx, r) != nil {
		return nil
	}
	all := a.recordsFor(ctx, r)
	choices := slices.DeleteFunc(all, func(c bot.Choice) bool { return !like(typed, c.Value+" "+c.Name) })
	for i, c := range choices {
		if bot.Units(c.Value) > bot.MaxChoice {
			choices[i].Value = bot.TokenOfRecord(&corpus.Record{ID: c.Value})
		}
	}
	return choices
}

// recordsFor returns the IDs and names of what a subcommand can be about: the
// bot's own records to hide, those that are hidden to show, else the server's.
func (a archive) recordsFor(ctx context.Context, r *bot.Request) (all []bot.Choice) {
	switch r.Subcommand {
	case "hide":
		for _, record := range r.Index.Library().Records {
			if !r.Own(record) {
				all = append(all, bot.Choice{Name: r.RecordName(record), Value: record.ID})
			}
		}
	case "show":
		g, _ := a.guilds.Guild(ctx, r.Guild)
		for _, id := range g.Hidden {
			all = append(all, bot.Choice{Name: id, Value: id})
		}
	default:
		uploads, _ := a.uploads.Uploads(ctx, r.Guild)
		for _, u := range uploads {
			if u.Removed.IsZero() {
				all = append(all, bot.Choice{Name: uploadName(u), Value: u.ID})
			}
		}
	}
	return all
}

// like reports whether the words that were typed stand in a text.
func like(typed, text string) bool {
	text = strings.ToLower(text)
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// uploadName is what a record of a server is called, in plain text.
func uploadName(u bot.Upload) string {
	if title := bot.OneLine(u.Title); title != "" {
		return title
	}
	return u.ID
}
