package commands

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"rapporteur/bot"
)

func (d desk) add(ctx context.Context, r *bot.Request, _ *bot.Schedule) (*bot.Reply, error) {
	s := &bot.Schedule{
		ID:       scheduleID(r.Interaction),
		Guild:    r.Guild,
		Creator:  r.User,
		Mode:     bot.Shuffled,
		Language: r.Code(),
	}
	return d.saveSchedule(ctx, r, s, "Set up")
}

// scheduleID returns the ID of the schedule that an interaction makes: the same
// for the same one, so that it makes no second.
func scheduleID(interaction string) string {
	if interaction == "" {
		interaction = rand.Text()
	}
	sum := sha256.Sum256([]byte("schedule " + interaction))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:11] // 55 bits
}

func (d desk) edit(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	return d.saveSchedule(ctx, r, s, "Changed")
}

// saveSchedule puts the options into a schedule, checks it with all that it
// needs of Discord, and saves it.
func (d desk) saveSchedule(ctx context.Context, r *bot.Request, s *bot.Schedule, done bot.Key) (*bot.Reply, error) {
	before := *s
	if err := apply(r, s); err != nil {
		return nil, err
	}
	if s.Mode != before.Mode || s.Mode == bot.Serial && s.Record != before.Record {
		s.Deck = bot.Deck{}
	}
	if s.Paused != pausedByHand {
		s.Paused = "" // what was amiss is mended, or the checks say so
	}
	if err := d.readyToPost(ctx, r, s); err != nil {
		return nil, err
	}
	alarms, given := r.Options["alarms"]
	if given {
		if err := d.alarmsReach(ctx, r, alarms); err != nil {
			return nil, err
		}
	}
	s.Alarmed = ""
	switch err := d.store.Save(ctx, s); {
	case errors.Is(err, bot.ErrStale) && before.Version == 0:
		// The interaction has made it before.
	case errors.Is(err, bot.ErrFull):
		return nil, bot.Refuse("A server can have %d schedules, and this one has as many. `/daily remove` makes room.", bot.MaxSchedules)
	case err != nil:
		return nil, err
	}
	if given {
		g, err := d.store.Guild(ctx, r.Guild)
		if err == nil {
			g.AlarmChannel = alarms
			err = d.store.SaveGuild(ctx, &g)
		}
		if err != nil {
			return nil, err
		}
	}
	answer := r.NewReply()
	answer.Title(r.Say(done))
	answer.Add(summary(r, *s))
	answer.Add(bot.Small(r.Say("`/daily preview` shows the next passage, `/daily test` the post as it will look.")))
	return answer, nil
}

// readyToPost refuses a schedule that could not post.
func (d desk) readyToPost(ctx context.Context, r *bot.Request, s *bot.Schedule) error {
	if err := d.scheduler.Arrange(ctx, s); err != nil {
		return err
	}
	if s.NextAt.IsZero() && s.Paused == "" {
		return bot.Refuse("No date is left on which these rules allow a post. Please look at `days`, `from` and `until`.")
	}
	if _, err := d.scheduler.Draw(ctx, *s); err != nil {
		return err
	}
	faults, err := d.scheduler.CheckAccess(ctx, s)
	if err != nil {
		d.logger.Warn("checking a channel", "guild", s.Guild, "error", err)
		return bot.Refuse("Discord does not say just now what the bot may do in that channel, so nothing was saved. Please try again in a moment.")
	}
	if len(faults) > 0 {
		if s.Version == 0 {
			faults = withoutAdvice(faults)
		}
		return bot.Refuse("Nothing was saved, because posting there would fail:\n%s", listed(r, faults))
	}
	return nil
}

// alarmsReach refuses a channel that failures cannot be told in, such as one of
// another server.
func (d desk) alarmsReach(ctx context.Context, r *bot.Request, alarms string) error {
	faults, err := d.scheduler.CheckAccess(ctx, &bot.Schedule{Guild: r.Guild, Channel: alarms})
	if err != nil {
		d.logger.Warn("checking a channel", "guild", r.Guild, "error", err)
		return bot.Refuse("Discord does not say just now what the bot may do in that channel, so nothing was saved. Please try again in a moment.")
	}
	if len(faults) > 0 {
		return bot.Refuse("Nothing was saved, because failures could not be reported in the channel for `alarms`:\n%s", listed(r, withoutAdvice(faults)))
	}
	return nil
}

// withoutAdvice leaves out what to do about a schedule that there is not.
func withoutAdvice(faults []bot.Reason) []bot.Reason {
	var without []bot.Reason
	for _, fault := range faults {
		without = append(without, fault.First())
	}
	return without
}

// apply puts those options into a schedule that were given. The error is a
// sentence for the person who gave them.
func apply(r *bot.Request, s *bot.Schedule) error {
	for _, set := range []struct {
		option string
		to     func(value string) error
	}{
		{"channel", setText(&s.Channel)},
		{"time", setTime(&s.Time)},
		{"timezone", setText(&s.Zone)},
		{"days", setText(&s.Days)},
		{"record", setRecord(r, s)},
		{"speaker", setSpeaker(r, s)},
		{"about", setText(&s.About)},
		{"mode", setMode(&s.Mode)},
		{"from", setDay(&s.From)},
		{"until", setDay(&s.Until)},
		{"role", setRole(s)},
		{"thread", setBool(&s.Thread)},
		{"pin", setBool(&s.Pin)},
		{"publish", setBool(&s.Publish)},
		{"title", setLine(&s.Title)},
		{"tags", setTags(&s.Tags)},
		{"question", setText(&s.Question)},
	} {
		value, given := r.Options[set.option]
		if !given {
			continue
		}
		if strings.EqualFold(value, noValue) {
			value = ""
		}
		if err := set.to(value); err != nil {
			return err
		}
	}
	if s.Mode == bot.Serial && (s.Speaker != "" || s.About != "") {
		return bot.Refuse("A serial is a whole record from its start to its end. Please leave `speaker` and `about` out, or set them to “none”.")
	}
	return nil
}

// noValue takes an option of a schedule away when it is edited.
const noValue = "none"

func setText(to *string) func(string) error { return func(v string) error { *to = v; return nil } }

func setLine(to *string) func(string) error {
	return func(v string) error { *to = bot.OneLine(v); return nil }
}

func setTime(to *bot.Clock) func(string) error {
	return func(v string) (err error) { *to, err = bot.ParseClock(v); return err }
}

func setMode(to *bot.Mode) func(string) error {
	return func(v string) error {
		if *to = bot.Mode(v); *to != bot.Shuffled && *to != bot.Serial {
			return bot.Refuse("“%s” is not a mode. The modes are `shuffled` and `serial`.", bot.Clip(v, 100))
		}
		return nil
	}
}

// setRole sets the role to mention. That of everybody, whose ID is the server's,
// takes it away again.
func setRole(s *bot.Schedule) func(string) error {
	return func(v string) error {
		s.Role = v
		if v != s.Guild {
			return nil
		}
		s.Role = ""
		if s.Version == 0 {
			return bot.Refuse("A daily post mentions one role and never everybody. Please choose another one.")
		}
		return nil
	}
}

func setTags(to *[]bot.Tag) func(string) error {
	return func(v string) error {
		*to = nil
		for name := range strings.SplitSeq(v, ",") {
			if name = strings.TrimSpace(name); name != "" {
				*to = append(*to, bot.Tag{Name: name})
			}
		}
		return nil
	}
}

func setBool(to *bool) func(string) error { return func(v string) error { *to = v != ""; return nil } }

func setDay(to *bot.Day) func(string) error {
	return func(v string) (err error) {
		if *to = 0; v != "" {
			*to, err = bot.ParseDay(v)
		}
		return err
	}
}

func setRecord(r *bot.Request, s *bot.Schedule) func(string) error {
	return func(v string) error {
		if s.Record = ""; v == "" {
			return nil
		}
		found, sure := findRecords(r.Index.Library(), v)
		if token := bot.RecordOf(r.Index.Library(), v); token != nil {
			s.Record = token.ID
			return nil
		}
		if !sure || len(found) == 0 {
			return bot.Refuse("It is not clear which record “%s” is. Please choose one of those that are proposed.", bot.Clip(v, 100))
		}
		s.Record = found[0].ID
		return nil
	}
}

func setSpeaker(r *bot.Request, s *bot.Schedule) func(string) error {
	return func(v string) error {
		if s.Speaker = ""; v == "" {
			return nil
		}
		if p := bot.PersonOf(r.Index.Library(), v); p != nil {
			s.Speaker = p.Name
			return nil
		}
		people, sure, err := r.Index.Speakers(r.Context(), v, r.Index.Library().Record(s.Record))
		if err != nil {
			return err
		}
		if sure && len(people) > 0 {
			s.Speaker = people[0].Person.Name
			return nil
		}
		var names []string
		for _, p := range people[:min(3, len(people))] {
			names = append(names, p.Person.Name)
		}
		if len(names) == 0 {
			return bot.Refuse("Nobody in these records is called “%s”. Please choose one of those that are proposed.", bot.Clip(v, 100))
		}
		return bot.Refuse("It is not clear who “%s” is. It may be: %s. Please choose one of those that are proposed.", bot.Clip(v, 100), strings.Join(names, ", "))
	}
}

// pausedByHand is why a schedule rests that somebody has paused.
var pausedByHand = bot.Why("Somebody has paused it with `/daily pause`. `/daily resume` lets it go on.")

func (d desk) pause(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	if s.Paused != "" {
		return nil, bot.Refuse("The schedule is paused already. `/daily resume` lets it go on.")
	}
	s.Paused, s.NextAt = pausedByHand, time.Time{}
	if err := d.store.Save(ctx, s); err != nil {
		return nil, err
	}
	return r.Reply("Paused. Nothing is lost: `/daily resume` goes on where it stopped."), nil
}

func (d desk) resume(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	if s.Paused == "" {
		return nil, bot.Refuse("The schedule is not paused. %s", summary(r, *s))
	}
	s.Paused, s.Alarmed = "", ""
	done := bot.Key("The schedule goes on. %s")
	if _, err := d.scheduler.Draw(ctx, *s); errors.Is(err, bot.ErrFinished) {
		s.Deck = bot.Deck{}
		done = "The schedule goes on, and the record begins again with its first part. %s"
	}
	if err := d.readyToPost(ctx, r, s); err != nil {
		return nil, err
	}
	if err := d.store.Save(ctx, s); err != nil {
		return nil, err
	}
	return r.Reply(done, summary(r, *s)), nil
}

func (d desk) skip(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	if s.NextAt.IsZero() {
		return nil, bot.Refuse("There is no date to skip. %s", summary(r, *s))
	}
	skipped, err := d.scheduler.Skip(ctx, s)
	if err != nil {
		return nil, err
	}
	return r.Reply("Skipped: %s. The passage is kept for the next date.\n%s", occurrence(skipped), summary(r, *s)), nil
}

func (d desk) now(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	if _, err := d.scheduler.Draw(ctx, *s); err != nil {
		return nil, err
	}
	if err := d.scheduler.PostNow(ctx, *s, r.Interaction); err != nil {
		return nil, err
	}
	return r.Reply("A passage is on its way to %s. The passage of the day is still posted. If this one does not appear, `/daily log` says why.", channel(s.Channel)), nil
}

func (d desk) remove(ctx context.Context, r *bot.Request, _ *bot.Schedule) (*bot.Reply, error) {
	if r.Options["all"] != "" {
		if err := d.store.RemoveGuild(ctx, r.Guild); err != nil {
			return nil, err
		}
		return r.Reply("Everything that was kept of this server is removed: its schedules, their log, where alarms go, and the records that it added. The posts themselves stay in their channels."), nil
	}
	s, err := d.schedule(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := d.store.RemoveSchedule(ctx, s.ID); err != nil {
		return nil, err
	}
	return r.Reply("Removed, with its log. The posts themselves stay in %s.", channel(s.Channel)), nil
}
