package daily

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rapporteur/bot"
)

// steps tries each step that is still to be done, and returns how long to wait
// for the next try, 0 if none is left.
func (e *Engine) steps(ctx context.Context, s *bot.Schedule, d *bot.Delivery) (time.Duration, error) {
	wait := time.Duration(0)
	for _, step := range []struct {
		name bot.Step
		do   func(context.Context, *bot.Schedule, *bot.Delivery) error
	}{
		{bot.Thread, e.thread}, {bot.Pin, e.pin}, {bot.Unpin, e.unpin}, {bot.Publish, e.publish}, {bot.Alarm, e.alarm},
	} {
		p := d.Steps[step.name]
		if p.State != bot.Due {
			continue
		}
		after, err := e.step(ctx, s, d, step.name, step.do)
		if err != nil {
			return 0, err
		}
		if after > 0 && (wait == 0 || after < wait) {
			wait = after
		}
	}
	return wait, nil
}

// step tries one step and notes what came of it. When it was first tried is
// noted before, so that a process that is killed meanwhile has begun it, too.
func (e *Engine) step(ctx context.Context, s *bot.Schedule, d *bot.Delivery, name bot.Step, do func(context.Context, *bot.Schedule, *bot.Delivery) error) (time.Duration, error) {
	p := d.Steps[name]
	if p.Since.IsZero() {
		p.Since = e.now()
	}
	d.Steps[name] = p
	if err := e.store.Save(ctx, nil, d); err != nil {
		return 0, err
	}
	err := do(ctx, s, d)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveWithin)
	defer cancel()
	wait := time.Duration(0)
	if err == nil {
		p = bot.Progress{State: bot.Posted}
	} else {
		f := failureOf(err, d.Channel)
		p.Why = stepWhy(name, err, f, d.Channel)
		patience := e.window
		if name == bot.Alarm {
			patience = max(patience, alarmWithin)
		}
		if age := e.now().Sub(p.Since); f.final || age > patience || age < -patience {
			p.State = bot.Failed
		} else {
			d.Tries++
			wait = max(time.Second, backOff(d.Tries), f.after)
		}
		e.log.Warn("daily step not done", "step", string(name), "guild", d.Guild, "schedule", d.Schedule, "again", wait > 0, "error", err)
	}
	d.Steps[name] = p
	return wait, e.conclude(ctx, s, d, func(s *bot.Schedule) bool { return name != bot.Alarm && judge(s, d) })
}

// stepWhy says why a step was not done, in the words of the step.
func stepWhy(name bot.Step, err error, f failure, channel string) bot.Reason {
	var e *bot.RequestError
	errors.As(err, &e)
	switch {
	case e == nil:
	case (name == bot.Pin || name == bot.Unpin) && e.Code == bot.CodeMissingPermission:
		return lacking([]bot.Key{"Pin Messages"}, channel)
	case name == bot.Thread && e.Code == bot.CodeMissingPermission:
		return lacking([]bot.Key{"Create Public Threads"}, channel)
	case name == bot.Publish && e.Code == bot.CodeMissingPermission:
		return lacking([]bot.Key{"Send Messages"}, channel)
	}
	return f.why
}

func (e *Engine) thread(ctx context.Context, _ *bot.Schedule, d *bot.Delivery) error {
	return e.poster.StartThread(ctx, d.Channel, d.Message, d.Title)
}

func (e *Engine) pin(ctx context.Context, _ *bot.Schedule, d *bot.Delivery) error {
	return e.poster.Pin(ctx, d.Channel, d.Message)
}

// unpin unpins the post before, once this one is pinned.
func (e *Engine) unpin(ctx context.Context, _ *bot.Schedule, d *bot.Delivery) error {
	if d.Steps[bot.Pin].State != bot.Posted {
		return nil
	}
	const recent = 30
	log, err := e.store.Deliveries(ctx, d.Schedule, recent)
	if err != nil {
		return err
	}
	for _, before := range log {
		if before.Key != d.Key && before.Message != "" && before.Steps[bot.Pin].State == bot.Posted && !before.PostedAt.After(d.PostedAt) {
			return e.poster.Unpin(ctx, before.Channel, before.Message)
		}
	}
	return nil
}

func (e *Engine) publish(ctx context.Context, _ *bot.Schedule, d *bot.Delivery) error {
	return e.poster.Publish(ctx, d.Channel, d.Message)
}

// judge has the failed steps of a post told once all have ended, once for each
// reason, and forgets what was told when all went well. It reports whether it
// has changed anything.
func judge(s *bot.Schedule, d *bot.Delivery) bool {
	var why bot.Reason
	for _, name := range []bot.Step{bot.Ping, bot.Thread, bot.Pin, bot.Unpin, bot.Publish} {
		switch p := d.Steps[name]; p.State {
		case bot.Due:
			return false
		case bot.Failed:
			why = why.And(p.Why)
		}
	}
	if why == s.Alarmed {
		return false
	}
	s.Alarmed = why
	if why != "" {
		d.Steps[bot.Alarm] = bot.Progress{State: bot.Due}
	}
	return true
}

// alarmWithin bounds how long a failure is tried to be told.
const alarmWithin = 3 * 24 * time.Hour

// alarm tells what went wrong in the server's channel for that, or, where
// there is none or it takes no messages, directly to who set the schedule up.
// A failure that may have been told already is told again: twice is better
// than never.
func (e *Engine) alarm(ctx context.Context, s *bot.Schedule, d *bot.Delivery) error {
	components, err := bot.ComposeAlarm(*s, *d)
	if err != nil {
		return fmt.Errorf("compose an alarm: %w", err)
	}
	g, err := e.store.Guild(ctx, s.Guild)
	if err != nil {
		return err
	}
	post := bot.Post{Channel: g.AlarmChannel, Components: components, Nonce: nonce(d.Key + " alarm")}
	if post.Channel == "" {
		post.User = s.Creator
	}
	if post.Channel == "" && post.User == "" {
		return nil // `/daily show` says that nobody is told
	}
	_, err = e.poster.Post(ctx, post)
	if refused := (*bot.RequestError)(nil); post.Channel != "" && errors.As(err, &refused) && refused.Permanent() && s.Creator != "" {
		post.Channel, post.User = "", s.Creator
		_, err = e.poster.Post(ctx, post)
	}
	return err
}
