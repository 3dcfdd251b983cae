package commands

import (
	"context"
	"errors"
	"slices"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// An archive is where a server's own records are looked after: what /records
// works with.
type archive struct {
	uploads     bot.Uploads // nil where servers keep none
	documents   bot.Documents
	guilds      bot.ScheduleStore
	attachments bot.Attachments
	open        *openFiles
}

func recordsCommand(s studio, a archive) bot.Command {
	c := bot.Command{
		Declaration:  declareRecords(),
		Example:      "/records list",
		Run:          a.run,
		Autocomplete: map[string]bot.Propose{"record": a.proposeRecords},
		Verbs: []bot.Verb{
			{Name: "records", Fields: []string{"page"}, Run: a.page},
			{Name: "about", Fields: []string{"record"}, Run: aboutRecord},
			{Name: "course", Fields: []string{"record", "speaker"}, Run: s.course},
			{Name: "draft", Fields: []string{"draft", "act", "on"}, Run: a.draftAct, Slow: true, Alone: true},
			{Name: "drafts", Fields: []string{"which"}, Run: a.openDraft, Place: bot.Aside, Slow: true, Alone: true},
			{Name: "draftform", Fields: []string{"draft", "act", "on"}, Run: a.draftForm, Form: true, Alone: true},
			{Name: "draftfile", Fields: []string{"draft"}, Run: a.draftFile, Place: bot.Aside, Slow: true, Alone: true},
			{Name: "removal", Fields: []string{"version", "record"}, Run: a.removeNow, Slow: true, Alone: true},
		},
		Private: true,
		Slow:    true,
		Quick:   []string{"list"},
	}
	if a.uploads != nil {
		c.Stores = "the records that a server adds, for that server alone, with the ID of who added each, until they are removed or all that is kept of the server is; and what somebody is adding, for a day"
	}
	return c
}

// recordsCommands are the subcommands, in the README's order.
var recordsCommands = []struct {
	name, description string
	options           func() []*discordgo.ApplicationCommandOption
	run               func(archive, context.Context, *bot.Request) (*bot.Reply, error)
}{
	{"list", "What is loaded: titles, dates, speakers and sizes", noOptions, archive.list},
	{"add", "Add a transcript for this server alone", func() []*discordgo.ApplicationCommandOption {
		return []*discordgo.ApplicationCommandOption{
			fileOption("file", "The transcript: text, Word, PDF, captions, a chat… of up to 10 MiB", true),
			plainOption("title", "Its title, if the file does not give a good one"),
			plainOption("date", "Its date, such as 2026-03-03"),
			plainOption("short", "A short title for citations"),
			fileOption("sidecar", "The sidecar (.toml) that an export gave you with the file", false),
		}
	}, archive.add},
	{"correct", "Correct how a record of this server was read", whichRecordOf, archive.correct},
	{"replace", "Replace the file of a record of this server", func() []*discordgo.ApplicationCommandOption {
		record := whichRecordOf()
		return append(record, fileOption("file", "The transcript: text, Word, PDF, captions, a chat… of up to 10 MiB", true),
			fileOption("sidecar", "The sidecar (.toml) that an export gave you with the file", false))
	}, archive.replace},
	{"remove", "Remove a record of this server", whichRecordOf, archive.remove},
	{"hide", "Hide one of the bot’s own records in this server", whichRecordOf, archive.hide},
	{"show", "Show a hidden record in this server again", whichRecordOf, archive.show},
	{"export", "The file of a record of this server, and its sidecar", whichRecordOf, archive.export},
	{"managers", "Who may add records to this server, besides those who manage it", func() []*discordgo.ApplicationCommandOption {
		return []*discordgo.ApplicationCommandOption{{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "Members with this role; @everyone lets all"}}
	}, archive.managers},
}

func declareRecords() *discordgo.ApplicationCommand {
	c := declare("records", "The records: what is loaded, and what a server adds for itself")
	for _, sub := range recordsCommands {
		c.Options = append(c.Options, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionSubCommand, Name: sub.name, Description: sub.description, Options: sub.options(),
		})
	}
	return c
}

func fileOption(name, description string, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: name, Description: description, Required: required,
	}
}

func whichRecordOf() []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{textOption("record", "Which record", true)}
}

// run runs a subcommand. All but the list are for those who may add records.
func (a archive) run(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	for _, sub := range recordsCommands {
		if sub.name != r.Subcommand {
			continue
		}
		if sub.name != "list" {
			if err := a.mayAdd(ctx, r); err != nil {
				return nil, err
			}
		}
		answer, err := sub.run(a, ctx, r)
		return answer, plainly(r, a, err)
	}
	return nil, bot.Refuse(bot.UnknownCommand)
}

// What refusals say of who may do what.
const (
	recordsInServers  bot.Key = "A server keeps records of its own, so this works in servers only. Please use it in one that the bot is in."
	recordsNotHere    bot.Key = "The bot is with you here, but it is not in this server, so it keeps nothing for it. Somebody who may manage the server can add it: %s"
	recordsNotAllowed bot.Key = "You may not look after the records of this server. Those who may *Manage Server* can, and allow a role with `/records managers`."
	recordsNone       bot.Key = "This bot keeps no records of servers."
)

// mayAdd refuses whoever may not look after a server's records. Discord keeps
// nobody from a subcommand, and anybody can forge a button.
func (a archive) mayAdd(ctx context.Context, r *bot.Request) error {
	switch {
	case a.uploads == nil:
		return bot.Refuse(recordsNone)
	case r.Guild == "":
		return bot.Refuse(recordsInServers)
	case !r.Installed:
		return bot.Refuse(recordsNotHere, bot.Markdown("https://discord.com/oauth2/authorize?client_id="+r.Answer.Application))
	case r.Manages:
		return nil
	}
	g, err := a.guilds.Guild(ctx, r.Guild)
	if err != nil {
		return err
	}
	if g.Adders != "" && (g.Adders == r.Guild || slices.Contains(r.Roles, g.Adders)) { // @everyone has the server's ID
		return nil
	}
	return bot.Refuse(recordsNotAllowed)
}

// plainly makes refusals of the errors of what keeps uploads.
func plainly(r *bot.Request, a archive, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bot.ErrOverQuota):
		q := a.uploads.Quota()
		return bot.Refuse("Nothing was saved: a server can have %d records of its own, of %s together. `/records list` shows what there is, and `/records remove` makes room.", q.Records, r.Bytes(q.Bytes))
	case errors.Is(err, bot.ErrStale):
		return bot.Refuse("Somebody else has changed this record just now, so nothing was saved. Please look at `/records list` and try again.")
	case errors.Is(err, bot.ErrAbsent):
		return bot.Refuse("This server has no such record any more. `/records list` shows those that it has.")
	case errors.Is(err, bot.ErrBusy):
		return bot.Refuse("Too many files are being read just now. Please try again in a minute.")
	case errors.Is(err, bot.ErrTooLong):
		return bot.Refuse("Reading this file takes too long. A text file or a shorter one may work.")
	case errors.Is(err, bot.ErrAttachmentSize):
		return bot.Refuse("The file is too large: it may be %s at most.", r.Bytes(bot.MaxAttachment))
	case errors.Is(err, bot.ErrAttachmentPlace), errors.Is(err, bot.ErrAttachmentGone):
		return bot.Refuse("Discord does not hand that file over. Please attach it again.")
	}
	return err
}

// notRefused returns an error that is no refusal: who may not do something is
// not always to be told so.
func notRefused(err error) error {
	if refused := (*bot.Refusal)(nil); errors.As(err, &refused) {
		return nil
	}
	return err
}

// managers sets who may add records.
func (a archive) managers(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	if !r.Manages {
		return nil, bot.Refuse("Only those who may *Manage Server* can set this.")
	}
	g, err := a.guilds.Guild(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	g.Adders = r.Options["role"]
	if err := a.guilds.SaveGuild(ctx, &g); err != nil {
		return nil, err
	}
	if g.Adders == "" {
		return r.Reply("Only those who may *Manage Server* can look after the records of this server now."), nil
	}
	return r.Reply("Members with %s and those who may *Manage Server* can now look after the records of this server.", bot.Markdown("<@&"+g.Adders+">")), nil
}
