package commands

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"rapporteur/bot"

	"github.com/bwmarrin/discordgo"
)

// A desk is where schedules are looked after: what /daily works with.
type desk struct {
	store     bot.ScheduleStore
	scheduler bot.Scheduler
	logger    *slog.Logger
}

func dailyCommand(d desk) bot.Command {
	return bot.Command{
		Declaration: declareDaily(),
		Example:     "/daily add channel: #quotations time: 07:30 timezone: Europe/Berlin",
		Run:         d.run,
		Autocomplete: map[string]bot.Propose{
			"schedule": d.proposeSchedules, "timezone": d.proposeZones, "days": d.proposeDays, "time": proposeTimes,
			"speaker": proposeSpeakers, "record": proposeRecords, "about": proposeAbout,
		},
		Verbs:    []bot.Verb{{Name: bot.PostVerb, Fields: []string{"post", "turns", "passage"}, Run: readAround, Place: bot.Aside, Slow: true, Everybody: true}},
		Private:  true,
		Slow:     true,
		Managers: true,
		Stores:   "the ID of whoever set a schedule up, to tell them when it fails, until the schedule is removed",
	}
}

// dailyCommands are the subcommands, in the README's order.
var dailyCommands = []struct {
	name, description string
	options           func() []*discordgo.ApplicationCommandOption
	run               func(desk, context.Context, *bot.Request, *bot.Schedule) (*bot.Reply, error)
	noSchedule        bool // it is about no schedule, or about one that is yet to be
}{
	{"add", "Post a passage a day in a channel", func() []*discordgo.ApplicationCommandOption { return scheduleOptions(true) }, desk.add, true},
	{"list", "The schedules of this server", noOptions, desk.list, true},
	{"show", "All about a schedule", whichSchedule, desk.show, false},
	{"edit", "Change a schedule; what is left out stays as it is", func() []*discordgo.ApplicationCommandOption {
		return append(whichSchedule(), scheduleOptions(false)...)
	}, desk.edit, false},
	{"preview", "The very next passage and the next five dates", whichSchedule, desk.preview, false},
	{"skip", "Leave out the next date", whichSchedule, desk.skip, false},
	{"pause", "Stop posting until it is resumed", whichSchedule, desk.pause, false},
	{"resume", "Go on after a pause", whichSchedule, desk.resume, false},
	{"now", "Post a passage now, in addition to the day's", whichSchedule, desk.now, false},
	{"test", "See the next post as it will look, for you alone", whichSchedule, desk.test, false},
	{"remove", "Remove a schedule, or all that is kept of this server", func() []*discordgo.ApplicationCommandOption {
		return append(whichSchedule(), booleanOption("all", "Remove everything that is kept of this server"))
	}, desk.remove, true},
	{"log", "How the last posts went", whichSchedule, desk.log, false},
}

func declareDaily() *discordgo.ApplicationCommand {
	c := declare("daily", "A passage a day in a channel: set it up and look after it")
	permission := int64(discordgo.PermissionManageGuild)
	c.DefaultMemberPermissions = &permission
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	for _, sub := range dailyCommands {
		c.Options = append(c.Options, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionSubCommand, Name: sub.name, Description: sub.description, Options: sub.options(),
		})
	}
	return c
}

func noOptions() []*discordgo.ApplicationCommandOption { return nil }

func whichSchedule() []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{textOption("schedule", "Which one, if the server has several", false)}
}

// scheduleOptions are what a schedule is made of. To add one takes the first
// three.
func scheduleOptions(add bool) []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{
		anyChannelOption("channel", "Where to post", add),
		textOption("time", "Local time of day, such as 07:30", add),
		textOption("timezone", "Time zone, such as Europe/Berlin or UTC", add),
		longer(textOption("days", "Which days: mon-fri, every 3 days, … except 2026-12-24 to 2027-01-06; without it, all", false), 500),
		textOption("speaker", "Only what this person says", false),
		textOption("record", "Only from this record; in serial mode the one to post", false),
		textOption("about", "Only passages about this", false),
		{
			Type: discordgo.ApplicationCommandOptionString, Name: "mode", Description: "Shuffled without repeats (the default), or a record from start to end",
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "shuffled", Value: string(bot.Shuffled)}, {Name: "serial", Value: string(bot.Serial)}},
		},
		plainOption("from", "First day, such as 2026-09-01"),
		plainOption("until", "Last day, such as 2027-01-31"),
		{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "Role to mention with each post; @everyone removes it"},
		booleanOption("thread", "Open a thread on each post"),
		booleanOption("pin", "Pin each post, and unpin the one before"),
		booleanOption("publish", "In an announcement channel: send each post to all who follow it"),
		titleOption(),
		plainOption("tags", "Tags of the posts in a forum, with commas between them"),
		plainOption("question", "A question to ask under each passage"),
		channelOption("alarms", "Channel for failures of all schedules; without one, whoever set a schedule up is told", false),
	}
}

// anyChannelOption declares an option that takes every channel: a list of
// kinds cannot name media channels.
func anyChannelOption(name, description string, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionChannel, Name: name, Description: description, Required: required,
	}
}

func channelOption(name, description string, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionChannel, Name: name, Description: description, Required: required,
		ChannelTypes: []discordgo.ChannelType{
			discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews,
			discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread,
		},
	}
}

// maxScheduleTitle leaves room for the date in the name of a thread.
const maxScheduleTitle = 80

func titleOption() *discordgo.ApplicationCommandOption {
	o := plainOption("title", "Title of threads and of posts in a forum; the date is added")
	o.MaxLength = maxScheduleTitle
	return o
}

func plainOption(name, description string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description, MaxLength: 300}
}

func booleanOption(name, description string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: name, Description: description}
}

// run finds the schedule that a subcommand is about, and runs it.
func (d desk) run(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	for _, sub := range dailyCommands {
		if sub.name != r.Subcommand {
			continue
		}
		if sub.noSchedule {
			return sub.run(d, ctx, r, nil)
		}
		s, err := d.schedule(ctx, r)
		if err != nil {
			return nil, err
		}
		answer, err := sub.run(d, ctx, r, s)
		if errors.Is(err, bot.ErrStale) {
			return nil, bot.Refuse("Somebody else has changed the schedule just now. Please look at it with `/daily show` and try again.")
		}
		return answer, err
	}
	return nil, bot.Refuse(bot.UnknownCommand)
}

// schedule returns the schedule that the option names, or the only one that
// there is.
func (d desk) schedule(ctx context.Context, r *bot.Request) (*bot.Schedule, error) {
	all, err := d.store.Schedules(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	typed := r.Options["schedule"]
	at := slices.IndexFunc(all, func(s bot.Schedule) bool { return s.ID == typed || typed != "" && scheduleName(r, s) == typed })
	switch {
	case len(all) == 0:
		return nil, bot.Refuse("This server has no schedule yet. `/daily add` makes one.")
	case at >= 0:
		return &all[at], nil
	case typed == "" && len(all) == 1:
		return &all[0], nil
	case typed == "":
		return nil, bot.Refuse("This server has several schedules. Please say which one in `schedule`, where they are proposed; `/daily list` shows them.")
	}
	return nil, bot.Refuse("No schedule of this server is called “%s”. Please choose one of those that `schedule` proposes. `/daily list` shows them.", bot.Clip(typed, 100))
}

// scheduleName tells a schedule from others in a line of plain text.
func scheduleName(r *bot.Request, s bot.Schedule) string {
	parts := []string{s.Time.String() + " " + s.Zone, cmp.Or(s.Days, r.Text("every day")), r.Text(bot.Key(s.Mode))}
	for _, part := range []string{s.Speaker, s.Record, s.About} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if s.Paused != "" {
		parts = append(parts, r.Text("paused"))
	}
	return strings.Join(parts, ", ")
}

// completeWithin bounds asking the store while somebody types.
const completeWithin = time.Second

func (d desk) proposeSchedules(r *bot.Request, typed string) []bot.Choice {
	ctx, cancel := context.WithTimeout(context.Background(), completeWithin)
	defer cancel()
	all, err := d.store.Schedules(ctx, r.Guild)
	if err != nil {
		d.logger.Warn("proposing schedules", "error", err)
	}
	var choices []bot.Choice
	for _, s := range all {
		if name := scheduleName(r, s); strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			choices = append(choices, bot.Choice{Name: name, Value: s.ID})
		}
	}
	return choices
}

func (d desk) proposeZones(r *bot.Request, typed string) []bot.Choice {
	return sameChoices(d.scheduler.ProposeZones(typed, bot.MaxChoices))
}

func (d desk) proposeDays(r *bot.Request, typed string) []bot.Choice {
	return sameChoices(d.scheduler.ProposeDays(typed, bot.MaxChoices))
}

// proposeTimes proposes what was typed, as it is understood, and quarters of
// the hours that it begins.
func proposeTimes(_ *bot.Request, typed string) []bot.Choice {
	var times []string
	if clock, err := bot.ParseClock(typed); err == nil {
		times = append(times, clock.String())
	}
	step := bot.Clock(15)
	if typed == "" {
		step = 60
	}
	for clock := bot.Clock(0); clock < 24*60; clock += step {
		if at := (clock + 7*60) % (24 * 60); strings.HasPrefix(at.String(), typed) || strings.HasPrefix(strings.TrimPrefix(at.String(), "0"), typed) {
			if !slices.Contains(times, at.String()) {
				times = append(times, at.String())
			}
		}
	}
	return sameChoices(times)
}

func sameChoices(texts []string) []bot.Choice {
	var choices []bot.Choice
	for _, t := range texts {
		if bot.Units(t) <= bot.MaxChoice {
			choices = append(choices, bot.Choice{Name: t, Value: t})
		}
	}
	return choices
}
