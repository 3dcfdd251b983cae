package schedules

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"time"

	"rapporteur/bot"
)

// An event is a post that is to come, or a line of the ledger.
type event struct {
	Day      bot.Day // nominal, in the schedule's zone
	At       time.Time
	Server   string
	Channel  string
	Schedule string // its ID

	State string // how it stands, in a word
	Wrong bool   // it was not posted, or not wholly
	Why   template.HTML
	Link  string // to the post
	What  string // passage, or what it is drawn from

	of   *bot.Schedule // of an event that is to come
	zone *time.Location
}

// Clock returns the instant as clocks of the schedule's zone show it: "07:30 CET".
func (e event) Clock() string { return e.At.In(e.zone).Format("15:04 MST") }

// Date returns its date there.
func (e event) Date() string { return e.At.In(e.zone).Format("Mon 2 Jan 2006") }

// states say how a line of the ledger stands.
var states = map[bot.State]string{
	bot.Due: "being posted", bot.Posted: "posted", bot.Missed: "missed", bot.Failed: "not posted", bot.Uncertain: "uncertain", bot.Skipped: "left out on request",
}

// posted returns a line of the ledger as an event. s is its schedule, nil if it is
// gone.
func (r *Room) posted(d bot.Delivery, s *bot.Schedule) event {
	zone := ""
	if s != nil {
		zone = s.Zone
	}
	e := event{
		Day: d.Day, At: d.At, zone: r.location(zone), Server: d.Guild, Channel: d.Channel, Schedule: d.Schedule,
		State: cmp.Or(states[d.State], string(d.State)), Why: r.because(d.Why), Link: d.Link(), What: d.Reference,
		Wrong: d.State == bot.Missed || d.State == bot.Failed || d.State == bot.Uncertain,
	}
	if e.Day == 0 {
		e.Day = bot.DayOf(d.At.In(e.zone))
	}
	for _, step := range []bot.Step{bot.Ping, bot.Thread, bot.Pin, bot.Unpin, bot.Publish, bot.Alarm} {
		if p := d.Steps[step]; p.State == bot.Failed {
			e.Wrong = true
			e.Why += r.because(p.Why)
		}
	}
	return e
}

// overdueAfter is how long after its instant a post can still be in the making.
const overdueAfter = 10 * time.Minute

// because says a reason, "" for none, in English as all of the room.
func (r *Room) because(why bot.Reason) template.HTML {
	if why == "" {
		return ""
	}
	return r.options.Markdown(bot.LanguageOf(bot.English).Because(why))
}

// mostLines bounds how much of the ledger one page of the calendar reads.
const mostLines = 20_000

// events returns what is to come and what was from first to last, by nominal
// date and instant. cut reports that the ledger has more than is read.
func (r *Room) events(ctx context.Context, store Store, v *view, first, last bot.Day) (all []event, cut bool, err error) {
	known, err := schedules(ctx, store, v.Server)
	if err != nil {
		return nil, false, err
	}
	byID := make(map[string]*bot.Schedule, len(known))
	for i := range known {
		s := &known[i]
		byID[s.ID] = s
		if s.NextAt.IsZero() || s.Next > last {
			continue
		}
		zone := r.location(s.Zone)
		for n, o := range r.options.Occurrences(*s, max(first, s.Next), last) {
			e := event{
				Day: o.Day, At: o.At, zone: zone, Server: s.Guild, Channel: s.Channel, Schedule: s.ID, State: "to come", of: s,
			}
			switch {
			case o.At.Before(v.Now.Add(-overdueAfter)):
				e.State, e.Wrong, e.Why = "overdue", true, "<p>It has not been posted yet. Is the bot running?</p>"
			case n == 0 && o.Day == s.Next:
				e.State = "next"
			}
			all = append(all, e)
		}
	}
	// No zone is more than a day from UTC.
	lines, err := store.Ledger(ctx, v.Server, first.UTC().AddDate(0, 0, -1), last.UTC().AddDate(0, 0, 3), 0, mostLines+1)
	if err != nil {
		return nil, false, err
	}
	cut = len(lines) > mostLines
	for _, d := range lines[:min(len(lines), mostLines)] {
		if e := r.posted(d, byID[d.Schedule]); e.Day >= first && e.Day <= last {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), a.At.Compare(b.At), cmp.Compare(a.Server, b.Server), cmp.Compare(a.Schedule, b.Schedule))
	})
	return all, cut, nil
}

// tell says of each event that is to come what will be posted, as far as that is
// known.
func (r *Room) tell(events []event) {
	for i := range events {
		switch e := &events[i]; e.State {
		case "next":
			e.What = r.draws(e.of)
		case "to come":
			e.What = "Drawn then: " + what(*e.of)
		}
	}
}

// mostWords bounds what is shown of a passage, in units.
const mostWords = 160

// draws returns what a schedule posts next, as far as the records that are loaded
// here say.
func (r *Room) draws(s *bot.Schedule) string {
	d, err := r.options.Draw(*s)
	if err != nil {
		return "With the records that are loaded here: " + bot.LanguageOf(bot.English).ExplainText(err)
	}
	p := d.Passages[0]
	words := "“" + bot.Clip(bot.OneLine(p.Text()), mostWords) + "”"
	if name := p.Turn.SpeakerName(); name != "" {
		words += " — " + name
	}
	return words + " (" + p.Turn.Reference().String() + ")"
}

// A date is a day of the calendar.
type date struct {
	Day    bot.Day
	Name   string // "Saturday, 28 November 2026"
	Number int    // in the month
	Inside bool   // of the month that is shown
	Today  bool
	Link   string // to all of the day

	Coming, Posted, Wrong, Other int
	Events                       []event // the first of them
	More                         int
}

func (v *view) dateOf(day bot.Day) date {
	t := day.UTC()
	return date{Day: day, Name: t.Format("Monday, 2 January 2006"), Number: t.Day(), Today: day == v.Today, Link: v.Link("day", day, 0)}
}

// count counts an event of the day.
func (d *date) count(e event) {
	switch {
	case e.State == "next" || e.State == "to come" || e.State == states[bot.Due]:
		d.Coming++
	case e.Wrong:
		d.Wrong++
	case e.State == states[bot.Posted]:
		d.Posted++
	default:
		d.Other++
	}
}

// A grid is a calendar.
type grid struct {
	Weeks [][]date
	Cut   bool // not all of the ledger is in it
}

// dates returns the days from first to last with what is in them.
func (r *Room) dates(ctx context.Context, store Store, v *view, first, last bot.Day) ([]date, bool, error) {
	events, cut, err := r.events(ctx, store, v, first, last)
	if err != nil {
		return nil, false, err
	}
	days := make([]date, last-first+1)
	for i := range days {
		days[i] = v.dateOf(first + bot.Day(i))
	}
	for _, e := range events {
		d := &days[e.Day-first]
		d.count(e)
		if len(d.Events) < perDay {
			d.Events = append(d.Events, e)
		} else {
			d.More++
		}
	}
	return days, cut, nil
}

// perDay is how many posts of a day are named in its week.
const perDay = 8

// monday returns the first day of the week of a day.
func monday(d bot.Day) bot.Day { return d - bot.Day((d.Weekday()+6)%7) }

// month shows the weeks of a month, and how many posts each day has.
func (r *Room) month(ctx context.Context, store Store, v *view) error {
	t := v.First.UTC()
	begin := bot.DayOf(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC))
	after := bot.DayOf(time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC))
	first, last := monday(begin), monday(after-1)+6
	days, cut, err := r.dates(ctx, store, v, first, last)
	if err != nil {
		return err
	}
	for i := range days {
		days[i].Inside = days[i].Day >= begin && days[i].Day < after
	}
	v.Title = t.Format("January 2006")
	v.Before = v.Link("month", bot.DayOf(time.Date(t.Year(), t.Month()-1, 1, 0, 0, 0, 0, time.UTC)), 0)
	v.Next = v.Link("month", after, 0)
	v.Data = grid{slices.Collect(slices.Chunk(days, 7)), cut}
	return nil
}

// week shows seven days, and the first posts of each.
func (r *Room) week(ctx context.Context, store Store, v *view) error {
	first := monday(v.First)
	days, cut, err := r.dates(ctx, store, v, first, first+6)
	if err != nil {
		return err
	}
	for i := range days {
		r.tell(days[i].Events)
	}
	v.Title = "Week of " + first.UTC().Format("2 January 2006")
	v.Before, v.Next = v.Link("week", first-7, 0), v.Link("week", first+7, 0)
	v.Data = grid{[][]date{days}, cut}
	return nil
}

// day shows all posts of a day, a page at a time.
func (r *Room) day(ctx context.Context, store Store, v *view) error {
	events, cut, err := r.events(ctx, store, v, v.First, v.First)
	if err != nil {
		return err
	}
	shown := pageOf(v, events)
	r.tell(shown)
	v.Title = v.dateOf(v.First).Name
	v.Data = struct {
		Count  int
		Events []event
		Cut    bool
		Before string
		Next   string
	}{len(events), shown, cut, v.Link("day", v.First-1, 0), v.Link("day", v.First+1, 0)}
	return nil
}
