package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// remove asks before a record is removed.
func (a archive) remove(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	u, err := a.chosenUpload(ctx, r)
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	answer.Title(r.Say("Remove %s?", bot.Clip(uploadName(u), 100)))
	answer.Say("Its file and all that was corrected in it are deleted, and no command of this server finds it any more. Old buttons and citations say that it was removed. `/records export` hands both over before.")
	click := bot.Click{Verb: "removal", Fields: []string{strconv.Itoa(u.Version), bot.TokenOfRecord(&corpus.Record{ID: u.ID})}}
	answer.Buttons(bot.Button("Remove it", click))
	return answer, nil
}

// removeNow removes the record that was asked about, unless it has changed
// meanwhile.
func (a archive) removeNow(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if err := a.mayAdd(ctx, r); err != nil {
		return nil, err
	}
	if !r.Private { // a card that all see has no such button
		return nil, bot.Refuse(bot.OldButton)
	}
	all, err := a.uploads.Uploads(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	for _, u := range all {
		if bot.TokenOfRecord(&corpus.Record{ID: u.ID}) != r.Field("record") {
			continue
		}
		switch {
		case !u.Removed.IsZero():
			return nil, bot.Refuse(bot.RemovedRecord)
		case strconv.Itoa(u.Version) != r.Field("version"):
			return nil, plainly(r, a, bot.ErrStale)
		}
		if err := a.uploads.Remove(ctx, r.Guild, u.ID); err != nil {
			return nil, plainly(r, a, err)
		}
		if err := a.documents.RemoveDocument(ctx, kindNumbers, r.Guild+"/"+u.ID); err != nil {
			return nil, err
		}
		return r.Reply("%s is removed, with its file.", bot.Clip(uploadName(u), 100)), nil
	}
	return nil, plainly(r, a, bot.ErrAbsent)
}

// hide hides one of the bot's own records in the server.
func (a archive) hide(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	record, err := record(r, "record")
	if err != nil {
		return nil, err
	}
	if r.Own(record) {
		return nil, bot.Refuse("That is a record of this server. `/records remove` removes it; only the bot’s own records can be hidden.")
	}
	if err := a.uploads.Hide(ctx, r.Guild, record.ID, true); err != nil {
		return nil, err
	}
	return r.Reply("%s is hidden in this server. `/records show` shows it again.", bot.Clip(r.RecordName(record), 150)), nil
}

// show shows a hidden record again.
func (a archive) show(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	g, err := a.guilds.Guild(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	id := strings.ToLower(r.Options["record"])
	at := slices.IndexFunc(g.Hidden, func(hidden string) bool {
		return hidden == id || bot.TokenOfRecord(&corpus.Record{ID: hidden}) == r.Options["record"]
	})
	if at < 0 {
		return nil, bot.Refuse("No record of that name is hidden in this server.")
	}
	id = g.Hidden[at]
	if err := a.uploads.Hide(ctx, r.Guild, id, false); err != nil {
		return nil, err
	}
	return r.Reply("`%s` is seen in this server again.", bot.Markdown(id)), nil
}

// chosenContents returns the record that is chosen, its file and its sidecar.
func (a archive) chosenContents(ctx context.Context, r *bot.Request) (u bot.Upload, file, sidecar []byte, err error) {
	if u, err = a.chosenUpload(ctx, r); err != nil {
		return u, nil, nil, err
	}
	return a.uploads.Upload(ctx, r.Guild, u.ID)
}

// hasSensitive reports whether turns of a record are sensitive, as far as anybody
// can tell: of one that cannot be read nobody can.
func hasSensitive(r *corpus.Record) bool {
	return r == nil || slices.ContainsFunc(r.Turns, func(t corpus.Turn) bool { return t.Sensitive })
}

// export hands over a record's file and its sidecar.
func (a archive) export(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	u, file, sidecar, err := a.chosenContents(ctx, r)
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(uploadName(u), 100)))
	name := plainFileName(u.File, u.ID)
	answer.Add(r.Say("The file, as it was added: %s", bot.Clip(u.File, 100)))
	answer.File(name, file, hasSensitive(r.Index.Library().Record(u.ID)))
	if len(sidecar) > 0 {
		answer.Say("What was corrected, to be put beside it:")
		answer.File(sidecarOf(name), sidecar, false)
	}
	return answer, nil
}
