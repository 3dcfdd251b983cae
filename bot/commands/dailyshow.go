package commands

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"rapporteur/bot"
)

func (d desk) list(ctx context.Context, r *bot.Request, _ *bot.Schedule) (*bot.Reply, error) {
	all, err := d.store.Schedules(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return r.Reply("This server has no schedule yet. `/daily add` makes one."), nil
	}
	var lines []bot.Markdown
	for _, s := range all {
		line := summary(r, s)
		if bot.Units(string(bot.Join(append(lines, line), "\n"))) > bot.MaxText-200 {
			lines = append(lines, bot.Small(r.Say("And %d more.", len(all)-len(lines))))
			break
		}
		lines = append(lines, "- "+line)
	}
	answer := r.NewReply()
	answer.Add(bot.Join(lines, "\n"))
	return answer, nil
}

// summary says what a schedule does, and when it does so next.
func summary(r *bot.Request, s bot.Schedule) bot.Markdown {
	where, what := channel(s.Channel), bot.Clip(scheduleName(r, s), 300)
	switch {
	case s.Paused != "":
		return r.Say("%s: %s. Paused: %s", where, what, because(r, s.Paused))
	case s.NextAt.IsZero():
		return r.Say("%s: %s. No further date.", where, what)
	}
	next := timestamp(s.NextAt, "F") + bot.Markdown(" (") + bot.Plain(s.Time.String()+" "+s.Zone) + ")"
	return r.Say("%s: %s. Next: %s, %s.", where, what, next, timestamp(s.NextAt, "R"))
}

// channel mentions a channel.
func channel(id string) bot.Markdown { return bot.Markdown("<#" + id + ">") }

// because says a reason, of which an unusual one may be long.
func because(r *bot.Request, why bot.Reason) bot.Markdown {
	return bot.Markdown(bot.Clip(string(r.Because(why)), 500))
}

// listed makes a list of reasons.
func listed(r *bot.Request, reasons []bot.Reason) bot.Markdown {
	var lines []bot.Markdown
	for _, why := range reasons {
		lines = append(lines, "- "+r.Because(why))
	}
	return bot.Join(lines, "\n")
}

// timestamp shows an instant in the reader's own zone and language.
func timestamp(t time.Time, style string) bot.Markdown {
	return bot.Markdown(fmt.Sprintf("<t:%d:%s>", t.Unix(), style))
}

func occurrence(o bot.Occurrence) bot.Markdown {
	return timestamp(o.At, "F")
}

func (d desk) show(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	g, err := d.store.Guild(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	when := []bot.Markdown{bot.Plain(s.Time.String() + " " + s.Zone), bot.Plain(cmp.Or(s.Days, r.Text("every day")))}
	if s.From != 0 {
		when = append(when, r.Say("from %s", s.From.String()))
	}
	if s.Until != 0 {
		when = append(when, r.Say("until %s", s.Until.String()))
	}
	what := []bot.Markdown{r.Say(bot.Key(s.Mode))}
	for _, filter := range []struct {
		says  bot.Key
		value string
	}{{"by %s", s.Speaker}, {"in %s", s.Record}, {"about “%s”", s.About}} {
		if filter.value != "" {
			what = append(what, r.Say(filter.says, bot.Clip(filter.value, 100)))
		}
	}
	var with []bot.Markdown
	if s.Role != "" {
		with = append(with, r.Say("mentions %s", bot.Markdown("<@&"+s.Role+">")))
	}
	if s.Thread {
		with = append(with, r.Say("opens a thread"))
	}
	if s.Pin {
		with = append(with, r.Say("pins the post"))
	}
	if s.Publish {
		with = append(with, r.Say("publishes it"))
	}
	if s.Title != "" {
		with = append(with, r.Say("titled “%s”", bot.Clip(s.Title, 100)))
	}
	if len(s.Tags) > 0 {
		with = append(with, r.Say("tagged %s", bot.Clip(tagNames(s.Tags), 200)))
	}
	if s.Question != "" {
		with = append(with, r.Say("asks “%s”", bot.Clip(s.Question, 200)))
	}
	if len(with) == 0 {
		with = append(with, r.Say("nothing besides the passage"))
	}
	alarms := channel(g.AlarmChannel)
	switch {
	case g.AlarmChannel != "":
	case s.Creator == "":
		alarms = r.Say("nobody")
	default:
		alarms = r.Say("a direct message to %s", bot.Markdown("<@"+s.Creator+">"))
	}
	next := r.Say("no further date")
	switch {
	case s.Paused != "":
		next = r.Say("paused: %s", because(r, s.Paused))
	case !s.NextAt.IsZero():
		next = timestamp(s.NextAt, "F") + ", " + timestamp(s.NextAt, "R")
	}
	answer := r.NewReply()
	answer.Title(r.Say("Schedule for %s", channel(s.Channel)))
	answer.Add(bot.Join([]bot.Markdown{
		r.Say("**When:** %s", bot.Join(when, ", ")),
		r.Say("**What:** %s", bot.Join(what, ", ")),
		r.Say("**With each post:** %s", bot.Join(with, ", ")),
		r.Say("**Failures go to:** %s", alarms),
		r.Say("**Next:** %s", next),
	}, "\n"))
	return answer, nil
}

func (d desk) preview(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	answer, err := d.nextPost(ctx, s)
	if err != nil {
		return nil, err
	}
	if s.Paused != "" {
		answer.Say("The schedule is paused: %s", because(r, s.Paused))
		return answer, nil
	}
	lines := []bot.Markdown{r.Say("**The next dates**")}
	for _, o := range d.scheduler.Occurrences(*s, 5) {
		lines = append(lines, occurrence(o)+" ("+bot.Plain(s.Time.String()+" "+s.Zone)+")")
	}
	lines = append(lines, bot.Small(r.Say("When clocks are set forward, a time that they skip becomes the first moment after it. When they are set back, the first of two is meant.")))
	answer.Add(bot.Join(lines, "\n"))
	return answer, nil
}

func (d desk) test(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	answer, err := d.nextPost(ctx, s)
	if err != nil {
		return nil, err
	}
	faults, err := d.scheduler.CheckAccess(ctx, s)
	switch {
	case err != nil:
		answer.Say("Discord does not say just now what the bot may do in %s.", channel(s.Channel))
	case len(faults) > 0:
		answer.Say("Posting would fail:\n%s", listed(r, faults))
	default:
		answer.Add(bot.Small(r.Say("This is how it will look in %s. The bot has all permissions that it needs there.", channel(s.Channel))))
	}
	return answer, nil
}

// nextPost shows the very next post.
func (d desk) nextPost(ctx context.Context, s *bot.Schedule) (*bot.Reply, error) {
	draw, err := d.scheduler.Draw(ctx, *s)
	if err != nil {
		return nil, err
	}
	return bot.ComposeDraw(*s, draw), nil
}

// logged bounds the posts that a log shows.
const logged = 10

func (d desk) log(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	posts, err := d.store.Deliveries(ctx, s.ID, logged)
	if err != nil {
		return nil, err
	}
	if len(posts) == 0 {
		return r.Reply("Nothing was posted yet. %s", summary(r, *s)), nil
	}
	lines := []bot.Markdown{r.Say("**The last posts of** %s", summary(r, *s))}
	for _, d := range posts {
		line := "- " + logLine(r, d)
		if bot.Units(string(bot.Join(append(lines, line), "\n"))) > bot.MaxText-100 {
			break
		}
		lines = append(lines, line)
	}
	answer := r.NewReply()
	answer.Add(bot.Join(lines, "\n"))
	return answer, nil
}

// logLine says how a post went, and of what goes with it.
func logLine(r *bot.Request, d bot.Delivery) bot.Markdown {
	date := d.Day.String()
	if d.Day == 0 {
		date = r.Text("extra")
	}
	parts := []bot.Markdown{"**" + bot.Plain(date) + "** " + timestamp(d.At, "f")}
	if d.State == bot.Posted {
		if late := d.PostedAt.Sub(d.At); late > time.Minute {
			parts = append(parts, r.Say("posted %d minutes late", int(late.Minutes())))
		} else {
			parts = append(parts, r.Say("posted"))
		}
		parts = append(parts, "["+bot.Plain(d.Reference)+"]("+bot.Markdown(d.Link())+")")
	} else {
		parts = append(parts, r.Say(bot.Outcomes[d.State]))
	}
	if d.Why != "" {
		parts = append(parts, because(r, d.Why))
	}
	for _, step := range bot.StepWords {
		switch p := d.Steps[step.Name]; {
		case p.State == bot.Posted && step.Done == "": // which nobody needs to know
		case p.State == bot.Posted:
			parts = append(parts, r.Say(step.Done))
		case p.State == bot.Failed || p.Why != "":
			parts = append(parts, r.Say("%s: %s", step.Failed, because(r, p.Why)))
		}
	}
	return bot.Join(parts, " · ")
}

func tagNames(tags []bot.Tag) string {
	var names []string
	for _, tag := range tags {
		names = append(names, tag.Name)
	}
	return strings.Join(names, ", ")
}
