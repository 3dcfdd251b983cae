package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
)

func dailyList(ctx context.Context, r *request, _ *Schedule) (reply, error) {
	all, err := r.bot.schedules.Schedules(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return say("This server has no schedule yet. `/daily add` makes one."), nil
	}
	var lines []markdown
	for _, s := range all {
		line := r.summary(s)
		if units(string(join(append(lines, line), "\n"))) > maxText-200 {
			lines = append(lines, small(markdown(fmt.Sprintf("And %d more.", len(all)-len(lines)))))
			break
		}
		lines = append(lines, "- "+line)
	}
	return say(join(lines, "\n")), nil
}

// summary says what a schedule does, and when it does so next.
func (r *request) summary(s Schedule) markdown {
	text := markdown("<#" + s.Channel + ">: " + string(plain(clip(scheduleName(s), 300))) + ".")
	switch {
	case s.Paused != "":
		return text + " Paused: " + markdown(clip(s.Paused, 400))
	case s.NextAt.IsZero():
		return text + " No further date."
	}
	return text + " Next: " + timestamp(s.NextAt, "F") + ", " + timestamp(s.NextAt, "R") + "."
}

// timestamp shows an instant in the reader's own zone and language.
func timestamp(t time.Time, style string) markdown {
	return markdown(fmt.Sprintf("<t:%d:%s>", t.Unix(), style))
}

func occurrence(o Occurrence) markdown {
	return markdown(o.Day.String()) + ": " + timestamp(o.At, "F")
}

func dailyShow(ctx context.Context, r *request, s *Schedule) (reply, error) {
	g, err := r.bot.schedules.Guild(ctx, r.guild)
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
	var lines []markdown
	for _, line := range []struct{ name, value string }{
		{"Channel", "<#" + s.Channel + ">"},
		{"Time", s.Time.String() + ", " + s.Zone},
		{"Days", cmp.Or(s.Days, "every day")},
		{"From", cmp.Or(s.From.String(), "at once")},
		{"Until", cmp.Or(s.Until.String(), "removed")},
		{"Mode", string(s.Mode)},
		{"Speaker", string(plain(cmp.Or(s.Speaker, "all")))},
		{"Record", string(plain(cmp.Or(s.Record, "all")))},
		{"About", string(plain(cmp.Or(s.About, "anything")))},
		{"Role", optional(s.Role, "<@&", ">")},
		{"Thread", yes(s.Thread)},
		{"Pin", yes(s.Pin)},
		{"Question", string(plain(cmp.Or(clip(s.Question, 300), "none")))},
		{"Alarms", alarms},
	} {
		lines = append(lines, bold(markdown(line.name+":"))+" "+markdown(line.value))
	}
	answer := say(join(lines, "\n"))
	answer.add(r.summary(*s))
	return answer, nil
}

func dailyPreview(_ context.Context, r *request, s *Schedule) (reply, error) {
	answer, err := r.nextPost(s)
	if err != nil {
		return nil, err
	}
	if s.Paused != "" {
		answer.add("The schedule is paused: " + markdown(clip(s.Paused, 400)))
		return answer, nil
	}
	lines := []markdown{"**The next dates**"}
	for _, o := range r.bot.scheduler.Occurrences(*s, 5) {
		lines = append(lines, occurrence(o))
	}
	lines = append(lines, small("A time that a day does not have, since clocks are set forward, is the first moment after; one that it has twice is the first."))
	answer.add(join(lines, "\n"))
	return answer, nil
}

func dailyTest(ctx context.Context, r *request, s *Schedule) (reply, error) {
	answer, err := r.nextPost(s)
	if err != nil {
		return nil, err
	}
	faults, err := r.bot.scheduler.CheckAccess(ctx, *s)
	switch {
	case err != nil:
		answer.add("Discord does not say just now what the bot may do in <#" + markdown(s.Channel) + ">.")
	case len(faults) > 0:
		answer.add(markdown("Posting would fail:\n- " + strings.Join(faults, "\n- ")))
	default:
		answer.add(small("So it will look in <#" + markdown(s.Channel) + ">; the bot has all permissions that it needs there."))
	}
	return answer, nil
}

// nextPost shows the very next post.
func (r *request) nextPost(s *Schedule) (reply, error) {
	draw, err := r.bot.scheduler.Draw(*s)
	if err != nil {
		return nil, refuse(markdown(sentenceOf(err)))
	}
	return composeDraw(*s, draw), nil
}

// logged bounds the posts that a log shows.
const logged = 10

func dailyLog(ctx context.Context, r *request, s *Schedule) (reply, error) {
	posts, err := r.bot.schedules.Deliveries(ctx, s.ID, logged)
	if err != nil {
		return nil, err
	}
	if len(posts) == 0 {
		return say("Nothing was posted yet. " + r.summary(*s)), nil
	}
	lines := []markdown{"**The last posts of** " + r.summary(*s)}
	for _, d := range posts {
		line := "- " + logLine(d)
		if units(string(join(append(lines, line), "\n"))) > maxText-100 {
			break
		}
		lines = append(lines, line)
	}
	return say(join(lines, "\n")), nil
}

// logLine says what became of a post, and of what goes with it.
func logLine(d Delivery) markdown {
	date := d.Day.String()
	if d.Day == 0 {
		date = "extra"
	}
	line := bold(markdown(date)) + " " + timestamp(d.At, "f") + " · "
	switch d.State {
	case Posted:
		line += "posted"
		if late := d.PostedAt.Sub(d.At); late > time.Minute {
			line += markdown(fmt.Sprintf(" %d minutes late", int(late.Minutes())))
		}
		line += " · [" + plain(d.Reference) + "](" + markdown(d.Link()) + ")"
	default:
		line += markdown(outcomes[d.State])
	}
	if d.Why != "" {
		line += ". " + markdown(clip(d.Why, 400))
	}
	for _, step := range steps {
		switch p := d.Steps[step.name]; {
		case p.State == Posted:
			line += markdown(" · " + step.done)
		case p.State == Failed || p.Why != "":
			line += markdown(" · " + step.failed + ": " + clip(p.Why, 200))
		}
	}
	return line
}
