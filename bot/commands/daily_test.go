package commands

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/bot/daily"
	"rapporteur/bot/store"
)

// A study is a server with a store, an engine that posts nowhere, a clock that
// stands still, and channels in which the bot may do everything but where a
// test says otherwise.
type study struct {
	*client
	store    *store.Store
	engine   *daily.Engine
	asked    int // interactions, whose IDs differ
	now      time.Time
	access   map[string]bot.Access // by channel
	accessed error
}

func newStudy(t *testing.T) *study {
	s := &study{
		client: &client{t: t, user: "100", permissions: discordgo.PermissionManageGuild},
		now:    time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC), // a Friday
		access: make(map[string]bot.Access),
	}
	var err error
	if s.store, err = store.OpenMemory(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.store.Close() })
	decks := daily.NewDecks(nil)
	decks.Swap(builtIn())
	s.engine = daily.New(daily.Options{Store: s.store, Decks: decks, Permissions: s, Now: func() time.Time { return s.now }})
	s.bot = bot.New(bot.Options{
		Index: builtIn(),
		Log:   textLog(&s.log),
		Commands: All(Options{
			Rand: rand.New(rand.NewPCG(1, 2)), Log: textLog(&s.log), Schedules: s.store, Scheduler: s.engine,
		}),
	})
	return s
}

// Access is what the bot may do in a channel.
func (s *study) Access(_ context.Context, _, channel, role string) (bot.Access, error) {
	a, special := s.access[channel]
	if !special {
		a.Permissions = 1<<62 - 1
	}
	a.Channel = channel
	a.RoleExists, a.RolePings = role == "50", role == "50"
	return a, s.accessed
}

// daily runs a subcommand as people write it, and returns the answer that is
// sent in the end.
func (s *study) daily(line string) *discordgo.InteractionResponse {
	s.t.Helper()
	s.asked++
	sub, rest, _ := strings.Cut(line, " ")
	var options []string
	for _, c := range dailyCommands {
		if c.name != sub {
			continue
		}
		for _, o := range c.options() {
			_, value, ok := strings.Cut(" "+rest, " "+o.Name+":")
			if !ok {
				continue
			}
			for _, other := range c.options() {
				value, _, _ = strings.Cut(value, " "+other.Name+":")
			}
			options = append(options, optionJSON(o, strings.TrimSpace(value), false))
		}
	}
	data := fmt.Sprintf(`{"id":"5","name":"daily","type":1,"options":[{"name":%q,"type":1,"options":[%s]}]}`, sub, strings.Join(options, ","))
	i := decoded(s.interaction(discordgo.InteractionApplicationCommand, data))
	i.ID = fmt.Sprint(1000 + s.asked)
	response := s.respond(i)
	if response.Type == discordgo.InteractionResponseDeferredChannelMessageWithSource {
		flags := response.Data.Flags
		response = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: s.bot.Finish(s.t.Context(), i)}
		response.Data.Flags |= flags & discordgo.MessageFlagsEphemeral
	}
	return response
}

// one returns the only schedule of the server.
func (s *study) one() bot.Schedule {
	s.t.Helper()
	all, err := s.store.Schedules(s.t.Context(), "3")
	if err != nil || len(all) != 1 {
		s.t.Fatalf("%d schedules, %v", len(all), err)
	}
	return all[0]
}

// add is what most tests begin with.
const add = "add channel:40 time:07:30 timezone:Europe/Berlin"

// askedDaily are subcommands, of which the last is of interest.
var askedDaily = []struct {
	name    string
	lines   []string
	between func(s *study) // before the last line
}{
	{"add", []string{add}, nil},
	{"add_all", []string{add + " days:mon-fri except first monday speaker:mikoyan about:missiles from:2026-03-10 until:2026-06-30 " +
		"role:50 thread:true pin:true title:Line of the day question:What *changed*? alarms:41"}, nil},
	{"add_serial", []string{"add channel:40 time:7 pm timezone:ET days:every other sunday mode:serial"}, nil},
	{"add_offset", []string{"add channel:40 time:19:30 timezone:GMT-8"}, nil},
	{"add_zone_unsure", []string{"add channel:40 time:19:30 timezone:EST"}, nil},
	{"add_zone_unknown", []string{"add channel:40 time:19:30 timezone:Atlantis"}, nil},
	{"add_days_unsure", []string{add + " days:every third friday"}, nil},
	{"add_no_date", []string{add + " until:2026-03-01 from:2026-02-01"}, nil},
	{"add_serial_of_speaker", []string{add + " mode:serial speaker:mikoyan"}, nil},
	{"add_serial_about", []string{add + " mode:serial about:missiles"}, nil},
	{"add_nothing_to_post", []string{add + " about:zeppelins"}, nil},
	{"add_without_permissions", []string{add + " pin:true thread:true"}, func(s *study) {
		s.access["40"] = bot.Access{Type: discordgo.ChannelTypeGuildText, Permissions: discordgo.PermissionViewChannel}
	}},
	{"add_forum", []string{add + " tags:history title:Line of the day"}, func(s *study) {
		s.access["40"] = bot.Access{Type: discordgo.ChannelTypeGuildForum, Permissions: 1<<62 - 1, Tags: []bot.Tag{{ID: "1", Name: "History"}}, TagRequired: true}
	}},
	{"add_forum_without_tag", []string{add}, func(s *study) {
		s.access["40"] = bot.Access{Type: discordgo.ChannelTypeGuildForum, Permissions: 1<<62 - 1, Tags: []bot.Tag{{ID: "1", Name: "History"}}, TagRequired: true}
	}},
	{"add_locked", []string{add}, lock},
	{"edit_locked", []string{add, "edit question:Why?"}, lock},
	{"list_none", []string{"list"}, nil},
	{"list", []string{add, "add channel:41 time:20:00 timezone:UTC mode:serial", "pause schedule:20:00 UTC, every day, serial", "list"}, nil},
	{"which", []string{add, "add channel:41 time:20:00 timezone:UTC", "show"}, nil},
	{"which_unknown", []string{add, "show schedule:nonsense"}, nil},
	{"show", []string{add + " role:50 publish:false alarms:41", "show"}, nil},
	{"edit", []string{add, "edit time:08:15 days:weekends speaker:guevara"}, nil},
	{"edit_none", []string{add + " speaker:guevara question:Why?", "edit speaker:none question:none"}, nil},
	{"edit_paused", []string{add, "pause", "edit time:08:15"}, nil},
	{"preview", []string{add, "preview"}, nil},
	{"preview_role", []string{add + " role:50", "preview"}, nil},
	{"test_role", []string{add + " role:50", "test"}, nil},
	{"preview_serial", []string{add + " mode:serial", "preview"}, nil},
	{"preview_paused", []string{add, "pause", "preview"}, nil},
	{"skip", []string{add, "skip"}, nil},
	{"skip_paused", []string{add, "pause", "skip"}, nil},
	{"pause", []string{add, "pause"}, nil},
	{"pause_twice", []string{add, "pause", "pause"}, nil},
	{"resume", []string{add, "pause", "resume"}, nil},
	{"resume_running", []string{add, "resume"}, nil},
	{"now", []string{add, "now"}, nil},
	{"test", []string{add, "test"}, nil},
	{"test_without_permissions", []string{add, "test"}, func(s *study) {
		s.access["40"] = bot.Access{Type: discordgo.ChannelTypeGuildText, Permissions: discordgo.PermissionViewChannel}
	}},
	{"test_unreachable", []string{add, "test"}, func(s *study) { s.accessed = &bot.RequestError{Err: errors.New("no answer")} }},
	{"remove", []string{add, "remove"}, nil},
	{"remove_all", []string{add, "remove all:true"}, nil},
	{"log_none", []string{add, "log"}, nil},
	{"log", []string{add + " pin:true", "log"}, writeLog},
}

// lock makes a locked thread of the channel.
func lock(s *study) {
	s.access["40"] = bot.Access{Type: discordgo.ChannelTypeGuildPublicThread, Permissions: (1<<62 - 1) &^ discordgo.PermissionManageThreads, Locked: true}
}

// TestDailyReplies holds what every subcommand answers.
func TestDailyReplies(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long: left to runs without -short")
	}
	for _, test := range askedDaily {
		t.Run(test.name, func(t *testing.T) {
			s := newStudy(t)
			last := len(test.lines) - 1
			for _, line := range test.lines[:last] {
				s.daily(line)
			}
			if test.between != nil {
				test.between(s)
			}
			response := s.daily(test.lines[last])
			if response.Data.Flags&discordgo.MessageFlagsEphemeral == 0 {
				t.Error("everybody sees it")
			}
			s.log.Reset()
			golden(t, "daily_"+test.name, "/daily "+strings.Join(test.lines, "\n/daily ")+"\n"+render(response))
		})
	}
}

// writeLog has something of every kind in the ledger.
func writeLog(s *study) {
	schedule := s.one()
	var lines []*bot.Delivery
	for i, d := range []bot.Delivery{
		{State: bot.Posted, Message: "60", Reference: "mikoyan-1962-11-18:31", Steps: map[bot.Step]bot.Progress{bot.Pin: {State: bot.Posted}, bot.Unpin: {State: bot.Posted}}},
		{State: bot.Posted, Message: "61", Reference: "mikoyan-1962-11-18:33", Steps: map[bot.Step]bot.Progress{bot.Pin: {State: bot.Failed, Why: "The channel is full of pins."}}},
		{State: bot.Missed, Why: "The bot was not running."},
		{State: bot.Failed, Why: "The channel is gone.", Steps: map[bot.Step]bot.Progress{bot.Alarm: {State: bot.Posted}}},
		{State: bot.Uncertain, Why: "It could not look."},
		{State: bot.Skipped},
		{State: bot.Due, Why: "Discord could not be reached."},
	} {
		d.Day = bot.DayOf(s.now) - bot.Day(i)
		d.Schedule, d.Guild, d.Channel, d.Key, d.At = schedule.ID, "3", "40", bot.DeliveryKey(schedule.ID, d.Day), s.now.Add(time.Duration(-24*i)*time.Hour)
		d.PostedAt = d.At.Add(time.Duration(i) * 5 * time.Minute)
		lines = append(lines, &d)
	}
	if err := s.store.Save(s.t.Context(), nil, lines...); err != nil {
		s.t.Fatal(err)
	}
}

// TestDailyIsForManagers has somebody ask who may not manage the server, though
// a server may show the command to everybody.
func TestDailyIsForManagers(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	before := s.one()
	s.permissions = discordgo.PermissionSendMessages
	for _, line := range []string{add, "list", "show", "edit time:09:00", "preview", "skip", "pause", "resume", "now", "test", "remove", "remove all:true", "log"} {
		if got := text(s.daily(line)); !strings.Contains(got, "Manage Server") {
			t.Errorf("/daily %s is answered with %s", line, got)
		}
	}
	if after := s.one(); after.Version != before.Version {
		t.Error("the schedule was changed")
	}
}

func TestDailyRemovesWhatItSays(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	s.daily("add channel:41 time:20:00 timezone:UTC")
	s.daily("remove schedule:20:00 UTC, every day, shuffled")
	if left := s.one(); left.Channel != "40" {
		t.Errorf("%+v is left", left)
	}
	s.daily("add channel:41 time:20:00 timezone:UTC alarms:42")
	s.daily("remove all:true")
	if all, err := s.store.Schedules(t.Context(), "3"); len(all) != 0 || err != nil {
		t.Errorf("%d are left, %v", len(all), err)
	}
	if g, err := s.store.Guild(t.Context(), "3"); g.AlarmChannel != "" || err != nil {
		t.Errorf("%+v is left, %v", g, err)
	}
}

// TestDailyEditKeepsAPause changes a schedule that somebody has paused, and one
// that a failure has.
func TestDailyEditKeepsAPause(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	s.daily("pause")
	s.daily("edit time:09:00")
	if got := s.one(); got.Paused != pausedByHand || !got.NextAt.IsZero() || got.Time != 9*60 {
		t.Errorf("%+v", got)
	}
	failed := s.one()
	failed.Paused = "The channel is gone."
	if err := s.store.Save(t.Context(), &failed); err != nil {
		t.Fatal(err)
	}
	s.daily("edit channel:41")
	if got := s.one(); got.Paused != "" || got.NextAt.IsZero() {
		t.Errorf("mended: %+v", got)
	}
}

// TestDailyDecks changes what a schedule draws from.
func TestDailyDecks(t *testing.T) {
	far := bot.Deck{Seed: 7, Round: 2, Drawn: 3, Last: "x"}
	for _, test := range []struct {
		before, line string
		kept         bool
	}{
		{add + " mode:serial", "edit time:09:00", true},
		{add + " mode:serial", "edit record:mikoyan-1962-11-18", false},
		{add + " mode:serial", "edit mode:shuffled", false},
		{add, "edit question:Why?", true},
		{add, "edit mode:serial", false},
	} {
		s := newStudy(t)
		s.daily(test.before)
		schedule := s.one()
		schedule.Deck = far
		if err := s.store.Save(t.Context(), &schedule); err != nil {
			t.Fatal(err)
		}
		s.daily(test.line)
		if got := s.one(); got.Deck.Same(far) != test.kept {
			t.Errorf("%s, then %s: %+v", test.before, test.line, got.Deck)
		}
	}
}

// TestDailyBeginsAFinishedSerialAgain resumes one that has come to its end.
func TestDailyBeginsAFinishedSerialAgain(t *testing.T) {
	s := newStudy(t)
	s.daily(add + " mode:serial")
	schedule := s.one()
	for {
		draw, err := s.engine.Draw(t.Context(), schedule)
		if errors.Is(err, bot.ErrFinished) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		schedule.Deck = draw.After
	}
	schedule.Paused, schedule.NextAt = "The record has been posted to its end.", time.Time{}
	if err := s.store.Save(t.Context(), &schedule); err != nil {
		t.Fatal(err)
	}
	if got := text(s.daily("resume")); !strings.Contains(got, "begins again") {
		t.Errorf("answered with %s", got)
	}
	if got := s.one(); got.Deck.Drawn != 0 || got.Paused != "" || got.NextAt.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestDailyServerIsFull(t *testing.T) {
	s := newStudy(t)
	for range bot.MaxSchedules {
		s.daily(add)
	}
	if got := text(s.daily(add)); !strings.Contains(got, "as many") {
		t.Errorf("the 26th is answered with %s", got)
	}
	if all, err := s.store.Schedules(t.Context(), "3"); len(all) != bot.MaxSchedules || err != nil {
		t.Errorf("%d schedules, %v", len(all), err)
	}
}

// Discord may hand over one interaction twice, and it sets up one schedule.
func TestDailyAddHandedOverTwice(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	s.asked--
	s.daily(add)
	s.one()
}

// A rival saves a schedule whenever somebody else is about to.
type rival struct{ *store.Store }

func (r rival) Save(ctx context.Context, s *bot.Schedule, deliveries ...*bot.Delivery) error {
	if s != nil && s.Version > 0 {
		mine, err := r.Schedule(ctx, s.ID)
		if err == nil {
			err = r.Store.Save(ctx, &mine)
		}
		if err != nil {
			return err
		}
	}
	return r.Store.Save(ctx, s, deliveries...)
}

func TestDailyTellsOfARival(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	s.bot = bot.New(bot.Options{Index: builtIn(), Log: textLog(&s.log), Commands: All(Options{Schedules: rival{s.store}, Scheduler: s.engine})})
	for _, line := range []string{"edit time:09:00", "pause"} {
		if got := text(s.daily(line)); !strings.Contains(got, "Somebody else has changed the schedule") {
			t.Errorf("/daily %s is answered with %s", line, got)
		}
	}
	if got := s.one(); got.Time != 450 || got.Paused != "" {
		t.Errorf("%+v", got)
	}
}

// TestDailyNowWhilePaused posts all the same: somebody has asked for it.
func TestDailyNowWhilePaused(t *testing.T) {
	s := newStudy(t)
	s.daily(add)
	s.daily("pause")
	s.daily("now")
	open, err := s.store.OpenDeliveries(t.Context(), "", 10)
	if err != nil || len(open) != 1 {
		t.Fatalf("%v, %v", open, err)
	}
	if d, err := s.store.Delivery(t.Context(), open[0]); err != nil || d.Day != 0 || d.State != bot.Due {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestDailyIsToldAgain mends a schedule, after which the same failure is told as
// a new one.
func TestDailyIsToldAgain(t *testing.T) {
	for _, line := range []string{"edit question:Why?", "resume"} {
		s := newStudy(t)
		s.daily(add)
		failed := s.one()
		failed.Paused, failed.Alarmed, failed.NextAt = "The channel is gone.", "The channel is gone.", time.Time{}
		if err := s.store.Save(t.Context(), &failed); err != nil {
			t.Fatal(err)
		}
		s.daily(line)
		if got := s.one(); got.Alarmed != "" || got.Paused != "" {
			t.Errorf("after /daily %s: %+v", line, got)
		}
	}
}
