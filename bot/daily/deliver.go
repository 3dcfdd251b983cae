package daily

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"rapporteur/bot"
)

// saveWithin bounds saving what came of a request, which is done even if the
// job was cancelled meanwhile.
const saveWithin = 10 * time.Second

// deliver looks at a line of the ledger once and does what can be done. It
// returns how long to wait before the next look, 0 if the line is closed. An
// error is a fault of the store or of the program.
func (e *Engine) deliver(ctx context.Context, key string) (wait time.Duration, err error) {
	d, err := e.store.Delivery(ctx, key)
	if errors.Is(err, bot.ErrAbsent) {
		return 0, nil // removed with its schedule
	}
	if err != nil {
		return 0, fmt.Errorf("read delivery %s: %w", key, err)
	}
	s, err := e.store.Schedule(ctx, d.Schedule)
	if errors.Is(err, bot.ErrAbsent) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read schedule of %s: %w", key, err)
	}
	if d.State == bot.Due {
		wait, err = e.post(ctx, &s, &d)
	}
	if err == nil && wait == 0 && d.Open() {
		wait, err = e.steps(ctx, &s, &d)
	}
	if errors.Is(err, bot.ErrStale) {
		// Somebody has changed the schedule, or another process is at it.
		return time.Second, nil
	}
	return wait, err
}

// post brings the message itself into the channel. Each step of it is saved
// before the next, so that it can be left at any point and taken up again:
// what is unknown is settled first, then the passage is chosen and saved, then
// it is noted that sending begins, and only then is it sent.
func (e *Engine) post(ctx context.Context, s *bot.Schedule, d *bot.Delivery) (wait time.Duration, err error) {
	if !d.UnknownSince.IsZero() {
		settled, wait, err := e.settle(ctx, s, d)
		if settled || wait > 0 || err != nil {
			return wait, err
		}
	}
	// What may be there already is not given up for being late or unwanted.
	if why := e.unwanted(s, d); why != "" {
		return 0, e.close(ctx, s, d, bot.Missed, why, false)
	}
	if d.UnknownSince.IsZero() && e.maybePosted(d) {
		found, wait, err := e.lookFor(ctx, s, d)
		if found || wait > 0 || err != nil {
			return wait, err
		}
	}
	// From here on the message may be there, whatever happens.
	fresh := d.UnknownSince.IsZero()
	if fresh {
		d.UnknownSince = e.now()
	}
	if d.Components == nil {
		wait, err := e.choose(ctx, s, d)
		if wait > 0 || err != nil || d.State != bot.Due {
			return wait, err
		}
	} else if err := e.store.Save(ctx, nil, d); err != nil {
		return 0, err
	}
	message, err := e.poster.Post(ctx, bot.Post{
		Channel: d.Channel, Components: d.Components, Role: d.Role, Nonce: nonce(d.Key),
		Forum: d.Forum, Title: d.Title, Tags: d.Tags,
	})
	if err == nil {
		return 0, e.posted(ctx, s, d, message)
	}
	if fresh && !failureOf(err, d.Channel).unknown {
		d.UnknownSince = time.Time{}
	}
	return e.failed(ctx, s, d, err)
}

// unwanted says why a line of which no try is known is not posted any more, ""
// if it is.
func (e *Engine) unwanted(s *bot.Schedule, d *bot.Delivery) bot.Reason {
	switch {
	case !d.UnknownSince.IsZero():
		return ""
	case s.Paused != "" && d.Day != 0:
		return whyPaused
	case e.now().Sub(d.At) > e.window:
		return missedWhy(d)
	}
	return ""
}

// maybePosted reports whether a line of which no try is known may stand in the
// channel all the same. That is so after the store was put back to an earlier
// state: then the line was written before the program began, or late.
func (e *Engine) maybePosted(d *bot.Delivery) bool {
	return d.Planned.Before(e.began) || d.Planned.Sub(d.At) > onTime
}

// lookFor looks for the post of a line in the channel. found says that it is
// there, and that the line says so now. A channel whose history the bot may not
// read is taken for empty.
func (e *Engine) lookFor(ctx context.Context, s *bot.Schedule, d *bot.Delivery) (found bool, wait time.Duration, err error) {
	if d.Components == nil {
		d.Channel, d.Forum = s.Channel, s.Forum
	}
	message, err := e.find(ctx, d, d.At)
	switch {
	case err != nil && failureOf(err, d.Channel).final:
		return false, 0, nil // sending it tells why
	case err != nil:
		wait, err := e.failed(ctx, s, d, err)
		return false, wait, err
	case message == "":
		return false, 0, nil
	}
	return true, 0, e.posted(ctx, s, d, message)
}

// channelOf returns where a delivery goes: where its passage was chosen for,
// else where its schedule posts now.
func channelOf(s *bot.Schedule, d *bot.Delivery) string {
	if d.Components != nil {
		return d.Channel
	}
	return s.Channel
}

func missedWhy(d *bot.Delivery) bot.Reason {
	if d.Why == "" {
		return whyDown
	}
	return bot.Why("The bot tried until it was too late to post.").And(d.Why)
}

// settle finds out what came of an attempt whose outcome is not known. While
// Discord remembers the nonce, sending again is safe and tells. After that the
// message is looked for in the channel; where that cannot be done, it is not
// sent again. settled says that the line is closed or posted.
func (e *Engine) settle(ctx context.Context, s *bot.Schedule, d *bot.Delivery) (settled bool, wait time.Duration, err error) {
	age := e.now().Sub(d.UnknownSince)
	if age >= 0 && age < nonceMemory && !d.Forum { // forums know no nonces
		return false, 0, nil
	}
	access, err := e.permissions.Access(ctx, s.Guild, d.Channel, "")
	if err != nil {
		return e.unsettled(ctx, s, d, err)
	}
	if len(missing(*s, access, readable)) > 0 {
		return true, 0, e.close(ctx, s, d, bot.Uncertain, whyNoHistory, false)
	}
	message, err := e.find(ctx, d, d.UnknownSince)
	switch {
	case err != nil:
		return e.unsettled(ctx, s, d, err)
	case message != "":
		return true, 0, e.posted(ctx, s, d, message)
	}
	d.UnknownSince = time.Time{}
	return false, 0, nil
}

// find looks for a post in the channel, which was made at the given time at the
// earliest. It returns "" if it is not there.
func (e *Engine) find(ctx context.Context, d *bot.Delivery, since time.Time) (message string, err error) {
	if now := e.now(); now.Before(since) {
		since = now // the clock was set back
	}
	since = since.Add(-clockError)
	if d.Forum {
		return e.poster.FindThread(ctx, d.Guild, d.Channel, bot.PostID(d.Key), since)
	}
	return e.poster.FindPost(ctx, d.Channel, bot.PostID(d.Key), since)
}

// readable are the permissions that looking for a message takes.
const readable = 1<<10 | 1<<16 // View Channel, Read Message History

// unsettled waits for a better moment to look, for as long as a post may be
// late.
func (e *Engine) unsettled(ctx context.Context, s *bot.Schedule, d *bot.Delivery, err error) (settled bool, wait time.Duration, _ error) {
	f := failureOf(err, d.Channel)
	if f.final || e.now().Sub(d.UnknownSince) > e.window {
		return true, 0, e.close(ctx, s, d, bot.Uncertain, whyNoLook, f.pause)
	}
	d.Tries++
	d.Why = f.why
	return false, e.delay(d, f, d.UnknownSince), e.store.Save(ctx, nil, d)
}

// choose draws the passage and saves it together with how far the deck has
// come. From then on the post is what it is, whatever happens to the library.
func (e *Engine) choose(ctx context.Context, s *bot.Schedule, d *bot.Delivery) (wait time.Duration, err error) {
	draw, err := e.decks.Draw(ctx, *s)
	if errors.Is(err, ErrUnready) {
		return 0, err
	}
	if err != nil {
		return 0, e.close(ctx, s, d, bot.Failed, bot.ReasonOf(err), true)
	}
	role := ""
	if s.Role != "" {
		access, err := e.permissions.Access(ctx, s.Guild, s.Channel, s.Role)
		if err != nil {
			d.UnknownSince = time.Time{}
			return e.failed(ctx, s, d, err)
		}
		progress := bot.Progress{State: bot.Due}
		if faults := pingFault(access); len(faults) > 0 {
			progress = bot.Progress{State: bot.Failed, Why: faults[0]}
		}
		if access.RoleExists {
			role = s.Role
		}
		d.Steps[bot.Ping] = progress
	}
	if draw.Part > 1 {
		if draw.Before, err = e.linkBefore(ctx, s.ID); err != nil {
			return 0, err
		}
	}
	mentioning := *s
	mentioning.Role = role
	post, err := bot.ComposeDaily(mentioning, draw, d.Key)
	if err != nil {
		e.log.Error("composing a daily post", "guild", s.Guild, "schedule", s.ID, "error", err)
		return 0, e.close(ctx, s, d, bot.Failed, whyOwnFault, false)
	}
	d.Channel, d.Role, d.Forum, d.Tags = s.Channel, role, s.Forum, nil
	for _, tag := range s.Tags {
		d.Tags = append(d.Tags, tag.ID)
	}
	d.Components, d.Button, d.Title, d.Reference = post.Components, post.Button, post.Title, post.Reference
	d.Drawn = &bot.Drawn{Before: s.Deck, After: draw.After}
	s.Deck = draw.After
	return 0, e.store.Save(ctx, s, d)
}

// linkBefore returns the link to the part that was posted last.
func (e *Engine) linkBefore(ctx context.Context, schedule string) (string, error) {
	log, err := e.store.Deliveries(ctx, schedule, 30)
	if err != nil {
		return "", err
	}
	for _, d := range log {
		if d.State == bot.Posted {
			return d.Link(), nil
		}
	}
	return "", nil
}

// posted notes that the message is there. That must not fail for a cancelled
// job, or the channel would have to be searched for it.
func (e *Engine) posted(ctx context.Context, s *bot.Schedule, d *bot.Delivery, message string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveWithin)
	defer cancel()
	d.State, d.Message, d.PostedAt = bot.Posted, message, e.now()
	d.Why, d.UnknownSince, d.Components, d.Drawn = "", time.Time{}, nil, nil
	if ping, wanted := d.Steps[bot.Ping]; wanted && ping.State == bot.Due {
		d.Steps[bot.Ping] = bot.Progress{State: bot.Posted}
	}
	if err := e.conclude(ctx, s, d, func(s *bot.Schedule) bool { return judge(s, d) }); err != nil {
		return err
	}
	e.closed(bot.Posted)
	e.log.Info("daily passage posted", "guild", d.Guild, "schedule", d.Schedule, "date", d.Day.String(),
		"late", d.PostedAt.Sub(d.At).Round(time.Second), "failed_tries", d.Tries)
	return nil
}

// failed notes why a try came to nothing, and either closes the line or
// returns how long to wait.
func (e *Engine) failed(ctx context.Context, s *bot.Schedule, d *bot.Delivery, err error) (time.Duration, error) {
	f := failureOf(err, channelOf(s, d))
	e.log.Warn("daily passage not posted", "guild", d.Guild, "schedule", d.Schedule, "date", d.Day.String(), "again", !f.final, "error", err)
	if f.final {
		if f.pause {
			f.why = e.diagnose(ctx, s, d, f.why)
		}
		return 0, e.giveUp(ctx, s, d, f.why, f.pause)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveWithin)
	defer cancel()
	d.Tries++
	d.Why = f.why
	return e.delay(d, f, d.At), e.store.Save(ctx, nil, d)
}

// diagnose says why a channel takes no post, more precisely than the refusal
// if what the bot may do there tells.
func (e *Engine) diagnose(ctx context.Context, s *bot.Schedule, d *bot.Delivery, why bot.Reason) bot.Reason {
	access, err := e.permissions.Access(ctx, s.Guild, channelOf(s, d), "")
	if f := failureOf(err, channelOf(s, d)); err != nil && f.pause {
		return f.why
	}
	if precise := unpostable(access); err == nil && precise != "" {
		return precise
	}
	return why
}

// giveUp closes a line that is refused for good. An earlier attempt may have
// got through all the same. A schedule that has moved to another channel
// meanwhile need not rest for the sake of the old one.
func (e *Engine) giveUp(ctx context.Context, s *bot.Schedule, d *bot.Delivery, why bot.Reason, pause bool) error {
	pause = pause && channelOf(s, d) == s.Channel
	if d.UnknownSince.IsZero() {
		return e.close(ctx, s, d, bot.Failed, why, pause)
	}
	return e.close(ctx, s, d, bot.Uncertain, whyNoLook.And(why), pause)
}

// delay returns how long to wait for the next try. It does not reach past the
// end of the window, which begins at since, when the line is closed.
func (e *Engine) delay(d *bot.Delivery, f failure, since time.Time) time.Duration {
	wait := max(backOff(d.Tries), f.after)
	left := since.Add(e.window).Sub(e.now())
	return max(time.Second, min(wait, left+time.Second))
}

// close ends a line without a post, and has it told, once for each reason. A
// passage that was not sent for a fault of the channel or of the time, not of
// its own, is the next again: a serial has no gap.
func (e *Engine) close(ctx context.Context, s *bot.Schedule, d *bot.Delivery, state bot.State, why bot.Reason, pause bool) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveWithin)
	defer cancel()
	drawn := d.Drawn
	d.State, d.Why, d.Components, d.Drawn, d.UnknownSince = state, why, nil, nil, time.Time{}
	d.Steps = make(map[bot.Step]bot.Progress) // those of a message that is not there
	e.log.Warn("daily passage given up", "guild", d.Guild, "schedule", d.Schedule, "date", d.Day.String(), "state", string(state))
	err := e.conclude(ctx, s, d, func(s *bot.Schedule) bool {
		told := s.Alarmed == why || why == whyPaused
		if !told {
			s.Alarmed = why
			d.Steps[bot.Alarm] = bot.Progress{State: bot.Due}
		}
		if pause {
			s.Paused, s.NextAt = why, time.Time{}
		}
		back := drawn != nil && s.Deck.Same(drawn.After) && (state == bot.Missed || state == bot.Failed && pause)
		if back {
			s.Deck = drawn.Before
		}
		return pause || !told || back
	})
	if err == nil {
		e.closed(state)
	}
	return err
}

// conclude saves a line together with what it means for its schedule, which
// change works out and reports whether there is anything. A schedule that was
// edited meanwhile is read again; if the line itself was saved by somebody
// else, the error is [bot.ErrStale].
func (e *Engine) conclude(ctx context.Context, s *bot.Schedule, d *bot.Delivery, change func(*bot.Schedule) bool) error {
	for {
		if !change(s) {
			return e.store.Save(ctx, nil, d)
		}
		err := e.store.Save(ctx, s, d)
		if !errors.Is(err, bot.ErrStale) {
			return err
		}
		now, err := e.store.Delivery(ctx, d.Key)
		if err != nil {
			return err
		}
		if now.Version != d.Version {
			return bot.ErrStale
		}
		if *s, err = e.store.Schedule(ctx, s.ID); err != nil {
			return err
		}
	}
}

// nonce returns the nonce of a ledger's key: 25 characters, all that Discord
// takes, of its hash.
func nonce(key string) string {
	sum := sha256.Sum256([]byte(key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:25]
}
