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
		return bot.Say("This server has no schedule yet. `/daily add` makes one."), nil
	}
	var lines []bot.Markdown
	for _, s := range all {
		line := summary(s)
		if bot.Units(string(bot.Join(append(lines, line), "\n"))) > bot.MaxText-200 {
			lines = append(lines, bot.Small(bot.Markdown(fmt.Sprintf("And %d more.", len(all)-len(lines)))))
			break
		}
		lines = append(lines, "- "+line)
	}
	return bot.Say(bot.Join(lines, "\n")), nil
}

// summary says what a schedule does, and when it does so next.
func summary(s bot.Schedule) bot.Markdown {
	text := bot.Markdown("<#" + s.Channel + ">: " + string(bot.Plain(bot.Clip(scheduleName(s), 300))) + ".")
	switch {
	case s.Paused != "":
		return text + " Paused: " + bot.Markdown(bot.Clip(s.Paused, 400))
	case s.NextAt.IsZero():
		return text + " No further date."
	}
	return text + " Next: " + timestamp(s.NextAt, "F") + ", " + timestamp(s.NextAt, "R") + "."
}

// timestamp shows an instant in the reader's own zone and language.
func timestamp(t time.Time, style string) bot.Markdown {
	return bot.Markdown(fmt.Sprintf("<t:%d:%s>", t.Unix(), style))
}

func occurrence(o bot.Occurrence) bot.Markdown {
	return bot.Markdown(o.Day.String()) + ": " + timestamp(o.At, "F")
}

func (d desk) show(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	g, err := d.store.Guild(ctx, r.Guild)
	if err != nil {
		return nil, err
	}
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	optional := func(value, prefix, suffix string) string {
		if value == "" {
			return "none"
		}
		return prefix + value + suffix
	}
	alarms := optional(g.AlarmChannel, "<#", ">")
	if g.AlarmChannel == "" {
		alarms = "directly to <@" + s.Creator + ">"
	}
	var lines []bot.Markdown
	for _, line := range []struct{ name, value string }{
		{"Channel", "<#" + s.Channel + ">"},
		{"Time", s.Time.String() + ", " + s.Zone},
		{"Days", cmp.Or(s.Days, "every day")},
		{"From", cmp.Or(s.From.String(), "at once")},
		{"Until", cmp.Or(s.Until.String(), "removed")},
		{"Mode", string(s.Mode)},
		{"Speaker", string(bot.Plain(cmp.Or(s.Speaker, "all")))},
		{"Record", string(bot.Plain(cmp.Or(s.Record, "all")))},
		{"About", string(bot.Plain(cmp.Or(s.About, "anything")))},
		{"Role", optional(s.Role, "<@&", ">")},
		{"Thread", yes(s.Thread)},
		{"Pin", yes(s.Pin)},
		{"Publish", yes(s.Publish)},
		{"Title", string(bot.Plain(cmp.Or(s.Title, "of each passage's own")))},
		{"Tags", string(bot.Plain(cmp.Or(tagNames(s.Tags), "none")))},
		{"Question", string(bot.Plain(cmp.Or(bot.Clip(s.Question, 300), "none")))},
		{"Alarms", alarms},
	} {
		lines = append(lines, bot.Bold(bot.Markdown(line.name+":"))+" "+bot.Markdown(line.value))
	}
	answer := bot.Say(bot.Join(lines, "\n"))
	answer.Add(summary(*s))
	return answer, nil
}

func (d desk) preview(_ context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	answer, err := d.nextPost(s)
	if err != nil {
		return nil, err
	}
	if s.Paused != "" {
		answer.Add("The schedule is paused: " + bot.Markdown(bot.Clip(s.Paused, 400)))
		return answer, nil
	}
	lines := []bot.Markdown{"**The next dates**"}
	for _, o := range d.scheduler.Occurrences(*s, 5) {
		lines = append(lines, occurrence(o))
	}
	lines = append(lines, bot.Small("A time that a day does not have, since clocks are set forward, is the first moment after; one that it has twice is the first."))
	answer.Add(bot.Join(lines, "\n"))
	return answer, nil
}

func (d desk) test(ctx context.Context, r *bot.Request, s *bot.Schedule) (*bot.Reply, error) {
	answer, err := d.nextPost(s)
	if err != nil {
		return nil, err
	}
	faults, err := d.scheduler.CheckAccess(ctx, s)
	switch {
	case err != nil:
		answer.Add("Discord does not say just now what the bot may do in <#" + bot.Markdown(s.Channel) + ">.")
	case len(faults) > 0:
		answer.Add(bot.Markdown("Posting would fail:\n- " + strings.Join(faults, "\n- ")))
	default:
		answer.Add(bot.Small("So it will look in <#" + bot.Markdown(s.Channel) + ">; the bot has all permissions that it needs there."))
	}
	return answer, nil
}

// nextPost shows the very next post.
func (d desk) nextPost(s *bot.Schedule) (*bot.Reply, error) {
	draw, err := d.scheduler.Draw(*s)
	if err != nil {
		return nil, bot.Refuse(bot.Markdown(bot.SentenceOf(err)))
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
		return bot.Say("Nothing was posted yet. " + summary(*s)), nil
	}
	lines := []bot.Markdown{"**The last posts of** " + summary(*s)}
	for _, d := range posts {
		line := "- " + logLine(d)
		if bot.Units(string(bot.Join(append(lines, line), "\n"))) > bot.MaxText-100 {
			break
		}
		lines = append(lines, line)
	}
	return bot.Say(bot.Join(lines, "\n")), nil
}

// logLine says what became of a post, and of what goes with it.
func logLine(d bot.Delivery) bot.Markdown {
	date := d.Day.String()
	if d.Day == 0 {
		date = "extra"
	}
	line := bot.Bold(bot.Markdown(date)) + " " + timestamp(d.At, "f") + " · "
	switch d.State {
	case bot.Posted:
		line += "posted"
		if late := d.PostedAt.Sub(d.At); late > time.Minute {
			line += bot.Markdown(fmt.Sprintf(" %d minutes late", int(late.Minutes())))
		}
		line += " · [" + bot.Plain(d.Reference) + "](" + bot.Markdown(d.Link()) + ")"
	default:
		line += bot.Markdown(bot.Outcomes[d.State])
	}
	if d.Why != "" {
		line += ". " + bot.Markdown(bot.Clip(d.Why, 400))
	}
	for _, step := range bot.Steps {
		switch p := d.Steps[step.Name]; {
		case p.State == bot.Posted:
			line += bot.Markdown(" · " + step.Done)
		case p.State == bot.Failed || p.Why != "":
			line += bot.Markdown(" · " + step.Failed + ": " + bot.Clip(p.Why, 200))
		}
	}
	return line
}

func tagNames(tags []bot.Tag) string {
	var names []string
	for _, tag := range tags {
		names = append(names, tag.Name)
	}
	return strings.Join(names, ", ")
}
