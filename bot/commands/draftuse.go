package commands

import (
	"context"
	"errors"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// use makes a draft a record of the server. Of two presses, in whatever
// processes, one does: draft and record change places at once.
func (h hand) use(ctx context.Context) (*bot.Reply, error) {
	result, err := h.archive.look(ctx, h.Request, h.draft)
	if err != nil {
		return nil, err
	}
	v := readingOf(result)
	if v.record == nil {
		return h.refusedView(h.Request, h.draft, v, ""), nil
	}
	said := h.Say("The record is in this server now, and in no other.")
	if h.Replaces != "" {
		if said, err = h.compared(ctx, v); err != nil {
			return nil, err
		}
	}
	u, err := h.uploads.UseDraft(ctx, h.Draft)
	if errors.Is(err, bot.ErrAbsent) {
		return nil, bot.Refuse(draftGone)
	}
	if err != nil {
		return nil, err
	}
	return h.used(u, said), h.documents.RemoveDocument(ctx, kindNotes, h.ID)
}

// compared says what a draft does to the turns of the record that it replaces,
// and keeps what their numbers are from then on. That is kept first: where the record
// is not saved after all, it counts for nothing, for it is of a version that
// never was.
func (h hand) compared(ctx context.Context, v reading) (bot.Markdown, error) {
	before, file, sidecar, err := h.uploads.Upload(ctx, h.Guild, h.Replaces)
	if err != nil {
		return "", err
	}
	if before.Version != h.Base {
		return "", bot.ErrStale
	}
	was := &draft{Draft: bot.Draft{File: before.File, Replaces: before.ID}, content: file, said: string(sidecar)}
	result, err := h.archive.look(ctx, h.Request, was)
	if err != nil {
		return "", err
	}
	c := compareTurns(readingOf(result).record, v.record)
	return c.said(h.Request), h.keepNumbers(ctx, h.Request, before.ID, before.Version+1, c)
}

// used says that a record is there, and leads to it.
func (h hand) used(u bot.Upload, said bot.Markdown) *bot.Reply {
	answer := h.NewReply()
	answer.Title("✓ " + bot.Plain(bot.Clip(uploadName(u), 100)))
	answer.Add(said)
	answer.Add(bot.Small(h.Say("`/quote` and all other commands find it from now on. Its turns are called `%s`, and so on.", bot.Markdown(u.ID+":1"))))
	answer.Buttons(bot.Button("About it", aboutClick(&corpus.Record{ID: u.ID})))
	return answer
}

// draftFile hands the sidecar of a draft over.
func (a archive) draftFile(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	d, err := a.findDraft(ctx, r, r.Field("draft"))
	if err != nil {
		return nil, err
	}
	if d.said == "" {
		return nil, bot.Refuse("There is no sidecar: nothing was corrected.")
	}
	name := plainFileName(d.Draft.File, d.Replaces)
	answer := r.Reply("All that was corrected, to be put beside the file under the name `%s`:", bot.Markdown(sidecarOf(name)))
	answer.File(sidecarOf(name), d.sidecar(), false)
	return answer, nil
}

// plainFileName is a file's name as Discord leaves it: ASCII, after the
// record's ID where the name has no letters of that kind.
func plainFileName(file, id string) string {
	ext := ""
	if at := strings.LastIndexByte(file, '.'); at > 0 {
		ext = plainLetters(file[at+1:])
		file = file[:at]
	}
	for _, base := range []string{plainLetters(file), plainLetters(id), "record"} {
		if base != "" {
			if ext == "" || len(ext) > 8 {
				ext = "txt"
			}
			return base[:min(len(base), 60)] + "." + ext
		}
	}
	return ""
}

// plainLetters returns the ASCII letters and digits of a name, with hyphens
// between them.
func plainLetters(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r < 0x80 && bot.IsWordRune(r) {
			return r
		}
		return '-'
	}, strings.ToLower(name)), "-")
}

func sidecarOf(file string) string {
	return strings.TrimSuffix(file, file[strings.LastIndexByte(file, '.'):]) + ".toml"
}
