package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"
)

func dailyAdd(ctx context.Context, r *request, _ *Schedule) (reply, error) {
	all, err := r.bot.schedules.Schedules(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	if len(all) >= maxSchedules {
		return nil, refuse(markdown(fmt.Sprintf("A server can have %d schedules, and this one has as many. `/daily remove` makes room.", maxSchedules)))
	}
	s := &Schedule{
		ID:      strings.ToLower(rand.Text())[:11], // 55 bits
		Guild:   r.guild,
		Creator: r.user,
		Mode:    Shuffled,
	}
	return r.saveSchedule(ctx, s, "Set up")
}

func dailyEdit(ctx context.Context, r *request, s *Schedule) (reply, error) {
	return r.saveSchedule(ctx, s, "Changed")
}

// saveSchedule puts the options into a schedule, checks it with all that it
// needs of Discord, and saves it.
func (r *request) saveSchedule(ctx context.Context, s *Schedule, done markdown) (reply, error) {
	before := *s
	if err := r.apply(s); err != nil {
		return nil, refuseRules(err)
	}
	if s.Mode != before.Mode || s.Mode == Serial && s.Record != before.Record {
		s.Deck = Deck{}
	}
	if s.Paused != pausedByHand {
		s.Paused = "" // what was amiss is mended, or the checks say so
	}
	if err := r.readyToPost(ctx, s); err != nil {
		return nil, err
	}
	s.Alarmed = ""
	if err := r.bot.schedules.Save(ctx, s); err != nil {
		return nil, err
	}
	if alarms, given := r.options["alarms"]; given {
		g, err := r.bot.schedules.Guild(ctx, r.guild)
		if err == nil {
			g.AlarmChannel = alarms
			err = r.bot.schedules.SaveGuild(ctx, &g)
		}
		if err != nil {
			return nil, err
		}
	}
	answer := say(bold(done+".") + " " + r.summary(*s))
	answer.add(small("`/daily preview` shows the next passage, `/daily test` the post as it will look."))
	return answer, nil
}

// readyToPost refuses a schedule that could not post.
func (r *request) readyToPost(ctx context.Context, s *Schedule) error {
	if err := r.bot.scheduler.Arrange(ctx, s); err != nil {
		if errors.Is(err, ErrRules) {
			return refuseRules(err)
		}
		return err
	}
	if s.NextAt.IsZero() && s.Paused == "" {
		return refuse("No date is left on which these rules allow a post. Please look at `days`, `from` and `until`.")
	}
	if _, err := r.bot.scheduler.Draw(*s); err != nil {
		return refuse(markdown(sentenceOf(err)))
	}
	faults, err := r.bot.scheduler.CheckAccess(ctx, *s)
	if err != nil {
		r.bot.log.Warn("checking a channel", "guild", s.Guild, "error", err)
		return refuse("Discord does not say just now what the bot may do in that channel, so nothing was saved. Please try again in a moment.")
	}
	if len(faults) > 0 {
		return refuse(markdown("Nothing was saved, because posting there would fail:\n- " + strings.Join(faults, "\n- ")))
	}
	return nil
}

// apply puts those options into a schedule that were given. The error is a
// sentence for the person who gave them.
func (r *request) apply(s *Schedule) error {
	for _, set := range []struct {
		option string
		to     func(value string) error
	}{
		{"channel", setText(&s.Channel)},
		{"time", func(v string) (err error) { s.Time, err = ParseClock(v); return err }},
		{"timezone", setText(&s.Zone)},
		{"days", setText(&s.Days)},
		{"record", r.setRecord(s)},
		{"speaker", r.setSpeaker(s)},
		{"about", setText(&s.About)},
		{"mode", func(v string) error {
			if s.Mode = Mode(v); s.Mode != Shuffled && s.Mode != Serial {
				return fmt.Errorf("%q is no mode; there are shuffled and serial", v)
			}
			return nil
		}},
		{"from", setDay(&s.From)},
		{"until", setDay(&s.Until)},
		{"role", func(v string) error {
			if s.Role = v; v == s.Guild { // @everyone
				s.Role = ""
				if s.Version == 0 {
					return errors.New("a daily post mentions one role and never everybody; please choose another one")
				}
			}
			return nil
		}},
		{"thread", setBool(&s.Thread)},
		{"pin", setBool(&s.Pin)},
		{"question", setText(&s.Question)},
	} {
		if value, given := r.options[set.option]; given {
			if strings.EqualFold(value, noValue) {
				value = ""
			}
			if err := set.to(value); err != nil {
				return err
			}
		}
	}
	if s.Mode == Serial && (s.Speaker != "" || s.About != "") {
		return errors.New("a serial is a whole record from its start to its end; please leave speaker and about out, or set them to none")
	}
	return nil
}

// noValue takes an option of a schedule away when it is edited.
const noValue = "none"

func setText(to *string) func(string) error { return func(v string) error { *to = v; return nil } }

func setBool(to *bool) func(string) error { return func(v string) error { *to = v != ""; return nil } }

func setDay(to *Day) func(string) error {
	return func(v string) (err error) {
		if *to = 0; v != "" {
			*to, err = ParseDay(v)
		}
		return err
	}
}

func (r *request) setRecord(s *Schedule) func(string) error {
	return func(v string) error {
		if s.Record = ""; v == "" {
			return nil
		}
		found, sure := findRecords(r.index.Library(), v)
		if token := recordOf(r.index.Library(), v); token != nil {
			s.Record = token.ID
			return nil
		}
		if !sure || len(found) == 0 {
			return fmt.Errorf("it is not clear which record “%s” is; please choose one that is proposed for it", clip(v, 100))
		}
		s.Record = found[0].ID
		return nil
	}
}

func (r *request) setSpeaker(s *Schedule) func(string) error {
	return func(v string) error {
		if s.Speaker = ""; v == "" {
			return nil
		}
		if p := personOf(r.index.Library(), v); p != nil {
			s.Speaker = p.Name
			return nil
		}
		people, sure := r.index.Speakers(v, r.index.Library().Record(s.Record))
		if sure && len(people) > 0 {
			s.Speaker = people[0].Person.Name
			return nil
		}
		var names []string
		for _, p := range people[:min(3, len(people))] {
			names = append(names, p.Person.Name)
		}
		return fmt.Errorf("it is not clear who “%s” is; it may be %s. Please choose one that is proposed for it",
			clip(v, 100), cmp.Or(strings.Join(names, ", "), "nobody in these records"))
	}
}

// pausedByHand is why a schedule rests that somebody has paused.
const pausedByHand = "Somebody has paused it with `/daily pause`. `/daily resume` lets it go on."

func dailyPause(ctx context.Context, r *request, s *Schedule) (reply, error) {
	if s.Paused != "" {
		return nil, refuse("The schedule is paused already. `/daily resume` lets it go on.")
	}
	s.Paused, s.NextAt = pausedByHand, time.Time{}
	if err := r.bot.schedules.Save(ctx, s); err != nil {
		return nil, err
	}
	return say("Paused. Nothing of it is lost; `/daily resume` lets it go on where it is."), nil
}

func dailyResume(ctx context.Context, r *request, s *Schedule) (reply, error) {
	if s.Paused == "" {
		return nil, refuse("The schedule is not paused. " + r.summary(*s))
	}
	s.Paused, s.Alarmed = "", ""
	again := markdown("")
	if _, err := r.bot.scheduler.Draw(*s); errors.Is(err, ErrFinished) {
		s.Deck = Deck{}
		again = "The record begins again with its first part. "
	}
	if err := r.readyToPost(ctx, s); err != nil {
		return nil, err
	}
	if err := r.bot.schedules.Save(ctx, s); err != nil {
		return nil, err
	}
	return say("It goes on. " + again + r.summary(*s)), nil
}

func dailySkip(ctx context.Context, r *request, s *Schedule) (reply, error) {
	if s.NextAt.IsZero() {
		return nil, refuse("There is no date to skip. " + r.summary(*s))
	}
	skipped, err := r.bot.scheduler.Skip(ctx, s)
	if err != nil {
		return nil, err
	}
	return say("Skipped: " + occurrence(skipped) + ". The passage is kept for the next date.\n" + r.summary(*s)), nil
}

func dailyNow(ctx context.Context, r *request, s *Schedule) (reply, error) {
	if _, err := r.bot.scheduler.Draw(*s); err != nil {
		return nil, refuse(markdown(sentenceOf(err)))
	}
	if err := r.bot.scheduler.PostNow(ctx, *s, r.interaction); err != nil {
		return nil, err
	}
	return say(markdown("A passage is on its way to <#" + s.Channel + ">. The day's own is posted all the same. If it does not appear, `/daily log` says why.")), nil
}

func dailyRemove(ctx context.Context, r *request, _ *Schedule) (reply, error) {
	if r.options["all"] != "" {
		if err := r.bot.schedules.RemoveGuild(ctx, r.guild); err != nil {
			return nil, err
		}
		return say("Everything that was kept of this server is removed: its schedules, what became of their posts, and where alarms go. The posts themselves stay in their channels."), nil
	}
	s, err := r.schedule(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.bot.schedules.RemoveSchedule(ctx, s.ID); err != nil {
		return nil, err
	}
	return say("Removed, with its log. The posts themselves stay in <#" + markdown(s.Channel) + ">."), nil
}

func say(text markdown) reply {
	var r reply
	r.add(text)
	return r
}

// refuseRules says what is wrong with what somebody typed, which the error
// quotes.
func refuseRules(err error) error { return refuse(plain(clip(sentenceOf(err), 1500))) }

// sentenceOf makes a sentence of an error's text.
func sentenceOf(err error) string {
	text := err.Error()
	return strings.TrimSuffix(strings.ToUpper(text[:1])+text[1:], ".") + "."
}
