package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A ScheduleStore keeps schedules and what became of their posts.
// [rapporteur/bot/store.Store] is one, and says what the methods promise.
type ScheduleStore interface {
	Schedules(ctx context.Context, guild string) ([]Schedule, error)
	Save(ctx context.Context, s *Schedule, deliveries ...*Delivery) error
	RemoveSchedule(ctx context.Context, id string) error
	Deliveries(ctx context.Context, schedule string, limit int) ([]Delivery, error)
	Guild(ctx context.Context, id string) (Guild, error)
	SaveGuild(ctx context.Context, g *Guild) error
	RemoveGuild(ctx context.Context, id string) error
}

// A Scheduler knows the calendar and the deck, and posts.
// [rapporteur/bot/daily.Engine] is one.
type Scheduler interface {
	// Arrange checks a schedule's rules and filters, writes them as they are
	// kept, and sets when it fires next. The error is a sentence for the
	// person who wrote the rules, unless it wraps one of the store's.
	Arrange(ctx context.Context, s *Schedule) error
	// CheckAccess says what stands in the way of the schedule's posts in its
	// channel, in sentences; none if nothing does.
	CheckAccess(ctx context.Context, s Schedule) (faults []string, err error)
	// Occurrences returns the next n dates, fewer if there are no more.
	Occurrences(s Schedule, n int) []Occurrence
	// Draw returns what is posted next. The error is a clause for the people
	// who keep the schedule.
	Draw(s Schedule) (Draw, error)
	// PostNow posts the next passage at once, besides the day's. Posting for
	// the same interaction again does nothing.
	PostNow(ctx context.Context, s Schedule, interaction string) error
	// Skip leaves out the next date, and returns it.
	Skip(ctx context.Context, s *Schedule) (Occurrence, error)
	// ProposeZones and ProposeDays complete what is typed.
	ProposeZones(typed string, n int) []string
	ProposeDays(typed string, n int) []string
}

// maxSchedules bounds those of a server: as many as can be proposed.
const maxSchedules = maxChoices

func dailyCommand() command {
	return command{
		declaration: declareDaily(),
		example:     "/daily add channel: #quotations time: 07:30 timezone: Europe/Berlin",
		run:         runDaily,
		autocomplete: map[string]propose{
			"schedule": proposeSchedules, "timezone": proposeZones, "days": proposeDays, "time": proposeTimes,
			"speaker": proposeSpeakers, "record": proposeRecords, "about": proposeWords,
		},
		verbs:   []verb{{name: postVerb, fields: 3, run: readPosted, place: aside}},
		private: true,
		slow:    true,
	}
}

// dailyCommands are the subcommands, in the README's order.
var dailyCommands = []struct {
	name, description string
	options           func() []*discordgo.ApplicationCommandOption
	run               func(context.Context, *request, *Schedule) (reply, error)
	noSchedule        bool // it is about no schedule, or about one that is yet to be
}{
	{"add", "Post a passage a day in a channel", func() []*discordgo.ApplicationCommandOption { return scheduleOptions(true) }, dailyAdd, true},
	{"list", "The schedules of this server", noOptions, dailyList, true},
	{"show", "All about a schedule", whichSchedule, dailyShow, false},
	{"edit", "Change a schedule; what is left out stays as it is", func() []*discordgo.ApplicationCommandOption {
		return append(whichSchedule(), scheduleOptions(false)...)
	}, dailyEdit, false},
	{"preview", "The very next passage and the next five dates", whichSchedule, dailyPreview, false},
	{"skip", "Leave out the next date", whichSchedule, dailySkip, false},
	{"pause", "Stop posting until it is resumed", whichSchedule, dailyPause, false},
	{"resume", "Go on after a pause", whichSchedule, dailyResume, false},
	{"now", "Post a passage at once, besides the day's", whichSchedule, dailyNow, false},
	{"test", "See the next post as it will look, for you alone", whichSchedule, dailyTest, false},
	{"remove", "Remove a schedule, or all that is kept of this server", func() []*discordgo.ApplicationCommandOption {
		return append(whichSchedule(), booleanOption("all", "Remove everything that is kept of this server"))
	}, dailyRemove, true},
	{"log", "What became of the last posts", whichSchedule, dailyLog, false},
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
	return []*discordgo.ApplicationCommandOption{textOption("schedule", "Which one, where the server has several", false)}
}

// scheduleOptions are what a schedule is made of. To add one takes the first
// three.
func scheduleOptions(add bool) []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{
		channelOption("channel", "Where to post", add),
		textOption("time", "Local time of day, such as 07:30", add),
		textOption("timezone", "Time zone, such as Europe/Berlin or UTC", add),
		textOption("days", "Which days: mon-fri, every 3 days, … except 2026-12-24 to 2027-01-06; all if left out", false),
		textOption("speaker", "Only what this person says", false),
		textOption("record", "Only from this record; in serial mode the one to post", false),
		textOption("about", "Only passages about this", false),
		{
			Type: discordgo.ApplicationCommandOptionString, Name: "mode", Description: "Shuffled without repeats (the default), or a record from start to end",
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "shuffled", Value: string(Shuffled)}, {Name: "serial", Value: string(Serial)}},
		},
		plainOption("from", "First day, such as 2026-09-01"),
		plainOption("until", "Last day, such as 2027-01-31"),
		{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "Role to mention with each post; @everyone takes it away again"},
		booleanOption("thread", "Open a thread on each post"),
		booleanOption("pin", "Pin each post"),
		plainOption("question", "A question to ask under each passage"),
		channelOption("alarms", "Where failures of all schedules of this server are told; else to who set them up", false),
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

func plainOption(name, description string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description}
}

func booleanOption(name, description string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: name, Description: description}
}

// runDaily finds the schedule that a subcommand is about, and runs it.
func runDaily(ctx context.Context, r *request) (reply, error) {
	if r.guild == "" {
		return nil, refuse("Daily passages are posted in servers. Please use `/daily` in one.")
	}
	for _, sub := range dailyCommands {
		if sub.name != r.subcommand {
			continue
		}
		if sub.noSchedule {
			return sub.run(ctx, r, nil)
		}
		s, err := r.schedule(ctx)
		if err != nil {
			return nil, err
		}
		answer, err := sub.run(ctx, r, s)
		if errors.Is(err, ErrStale) {
			return nil, refuse("Somebody else has changed the schedule just now. Please look at it with `/daily show` and try again.")
		}
		return answer, err
	}
	return nil, refuse(unknownCommand)
}

// schedule returns the schedule that the option names, or the only one that
// there is.
func (r *request) schedule(ctx context.Context) (*Schedule, error) {
	all, err := r.bot.schedules.Schedules(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	typed := r.options["schedule"]
	at := slices.IndexFunc(all, func(s Schedule) bool { return s.ID == typed || typed != "" && scheduleName(s) == typed })
	switch {
	case len(all) == 0:
		return nil, refuse("This server has no schedule yet. `/daily add` makes one.")
	case at >= 0:
		return &all[at], nil
	case typed == "" && len(all) == 1:
		return &all[0], nil
	case typed == "":
		return nil, refuse("This server has several schedules. Please say which one in `schedule`, where they are proposed; `/daily list` shows them.")
	}
	return nil, refuse("No schedule of this server is called “" + plain(clip(typed, 100)) + "”. Please choose one of those that `schedule` proposes; `/daily list` shows them.")
}

// scheduleName tells a schedule from others in a line of plain text.
func scheduleName(s Schedule) string {
	parts := []string{s.Time.String() + " " + s.Zone, cmp.Or(s.Days, "every day"), string(s.Mode)}
	for _, part := range []string{s.Speaker, s.Record, s.About} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if s.Paused != "" {
		parts = append(parts, "paused")
	}
	return strings.Join(parts, ", ")
}

// completeWithin bounds asking the store while somebody types.
const completeWithin = time.Second

func proposeSchedules(r *request, typed string) []choice {
	ctx, cancel := context.WithTimeout(context.Background(), completeWithin)
	defer cancel()
	all, err := r.bot.schedules.Schedules(ctx, r.guild)
	if err != nil {
		r.bot.log.Warn("proposing schedules", "error", err)
	}
	var choices []choice
	for _, s := range all {
		if name := scheduleName(s); strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			choices = append(choices, choice{name, s.ID})
		}
	}
	return choices
}

func proposeZones(r *request, typed string) []choice {
	return sameChoices(r.bot.scheduler.ProposeZones(typed, maxChoices))
}

func proposeDays(r *request, typed string) []choice {
	return sameChoices(r.bot.scheduler.ProposeDays(typed, maxChoices))
}

// proposeTimes proposes what was typed, as it is understood, and quarters of
// the hours that it begins.
func proposeTimes(_ *request, typed string) []choice {
	var times []string
	if clock, err := ParseClock(typed); err == nil {
		times = append(times, clock.String())
	}
	step := Clock(15)
	if typed == "" {
		step = 60
	}
	for clock := Clock(0); clock < 24*60; clock += step {
		if at := (clock + 7*60) % (24 * 60); strings.HasPrefix(at.String(), typed) || strings.HasPrefix(strings.TrimPrefix(at.String(), "0"), typed) {
			if !slices.Contains(times, at.String()) {
				times = append(times, at.String())
			}
		}
	}
	return sameChoices(times)
}

func sameChoices(texts []string) []choice {
	var choices []choice
	for _, t := range texts {
		if units(t) <= maxChoice {
			choices = append(choices, choice{t, t})
		}
	}
	return choices
}

// readPosted shows a daily post's passage with what stands around it. The key
// of the ledger comes before what readAround takes.
func readPosted(ctx context.Context, r *request) (reply, error) {
	r.fields = r.fields[1:]
	return readAround(ctx, r)
}
