package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
)

// A Draw is what a schedule posts next.
type Draw struct {
	Passages   []corpus.Passage // one; in serial mode those of the part
	Of         int              // passages to draw from, or parts of the record
	Part       int              // in serial mode: from 1 to Of
	Reshuffled bool             // all had been drawn, and this is the first of a new round
	Before     string           // link to the part before, "" if there is none
	After      Deck             // how far the schedule is once this is drawn
}

// A DailyPost is a draw as it is posted.
type DailyPost struct {
	Components json.RawMessage
	Button     string // custom ID of a button that tells this post from all others
	Title      string // for a thread on it
	Reference  string // where the passage stands
}

// PostVerb is the verb of the button by which a daily post is known again.
const PostVerb = "post"

// PostID returns how the custom ID of a post's button begins, by the post's key
// in the ledger. No other post's begins so.
func PostID(key string) string { return Click{PostVerb, []string{key, ""}}.String() }

const (
	maxTitle    = 100  // of a thread
	mostOfAPart = 3000 // units of the quotations of a part; the rest is for what stands around them
)

// ComposeDaily makes a message of a draw, which mentions the schedule's role. key
// is the ledger's. What is only shown is made by [ComposeDraw].
func ComposeDaily(s Schedule, d Draw, key string) (DailyPost, error) {
	first, last := d.Passages[0], d.Passages[len(d.Passages)-1]
	r := ComposeDraw(s, d)
	around := ContextClick(first, last.Turn.Index()-first.Turn.Index()+1)
	id := Click{PostVerb, append([]string{key}, around.Fields...)}
	post := DailyPost{
		Button:    id.String(),
		Title:     Clip(OneLine(titleOf(LanguageOf(s.Language), s, d, key)), maxTitle),
		Reference: referenceOf(first.Turn, last.Turn),
	}
	var save Press
	if first == last {
		save = Button("Save", SaveClick(first))
	}
	r.Row(Button("In context", id), Button("Cite", CiteClick(first, last)), save)
	message := r.message(false)
	if err := CheckMessage(message); err != nil {
		return DailyPost{}, fmt.Errorf("compose the post of %s: %w", key, err)
	}
	components := message.Components
	if s.Role != "" {
		mention := discordgo.TextDisplay{Content: "<@&" + s.Role + ">"}
		components = append([]discordgo.MessageComponent{mention}, components...)
	}
	var err error
	post.Components, err = json.Marshal(components)
	return post, err
}

// ComposeDraw writes the words, who said them, and what belongs to them.
func ComposeDraw(s Schedule, d Draw) *Reply {
	r := NewReply(LanguageOf(s.Language))
	if d.Part > 0 {
		r.part(d)
	} else {
		r.Quote(d.Passages[0], nil)
	}
	if s.Question != "" {
		r.Say("**Question:** %s", Clip(s.Question, 300))
	}
	if d.Reshuffled {
		r.Add(Small(r.language.Say("All %d passages have been posted once. They now come again, in a new order.", d.Of)))
	}
	return r
}

// part appends a part of a record: each turn under its speaker's name, and
// where it stands and how it goes on below them.
func (r *Reply) part(d Draw) {
	first, last := d.Passages[0], d.Passages[len(d.Passages)-1]
	record := first.Turn.Record
	r.Say("**%s** · Part %d of %d", Clip(r.language.RecordName(record), 200), d.Part, d.Of)
	left := mostOfAPart
	for _, p := range d.Passages {
		style := QuoteStyle{Before: p.Start > 0, After: p.End < len(p.Turn.Text)}
		shown := Head(p, style, left)
		style.After = shown.End < len(p.Turn.Text)
		words := BlockQuote(shown, style)
		left -= Units(string(words))
		r.Add(r.language.WhoSpeaks(p.Turn, false) + "\n" + words)
	}
	under := []Markdown{Small(r.language.Source(first, last))}
	if d.Before != "" {
		under = append(under, Small("["+r.language.Say("Part %d", d.Part-1)+"]("+Markdown(d.Before)+")"))
	}
	if d.Part == d.Of {
		under = append(under, Small(r.language.Say("This was the last part.")))
	}
	r.Add(Join(under, "\n"))
}

// referenceOf points at the turns from first to last.
func referenceOf(first, last *corpus.Turn) string {
	ref := first.Reference()
	if first.Kind == last.Kind {
		ref.Last = int(last.Number)
	}
	return ref.String()
}

// titleOf names a post: as the schedule says, with its date, or by what it
// quotes.
func titleOf(l *Language, s Schedule, d Draw, key string) string {
	if s.Title != "" {
		if d.Part > 0 {
			return l.Text("%s, part %d of %d", s.Title, d.Part, d.Of)
		}
		return strings.TrimSuffix(s.Title+", "+DayOfKey(s.ID, key), ", ")
	}
	record := d.Passages[0].Turn.Record
	if d.Part > 0 {
		return l.Text("Part %d of %d: %s", d.Part, d.Of, l.RecordName(record))
	}
	first := d.Passages[0]
	return first.Turn.SpeakerName() + ", " + l.source(first, first)
}

// ComposeAlarm makes the message that tells of a delivery that went wrong, in
// whole or in part.
func ComposeAlarm(s Schedule, d Delivery) (json.RawMessage, error) {
	r := NewReply(LanguageOf(s.Language))
	in := Markdown("<#" + d.Channel + ">")
	if d.Day != 0 {
		r.Say("The daily passage in %s of %s %s.", in, d.Day.String(), Outcomes[d.State])
	} else {
		r.Say("The daily passage in %s %s.", in, Outcomes[d.State])
	}
	lines := []Markdown{}
	if d.State != Posted {
		lines = append(lines, r.language.Because(d.Why))
	}
	for _, step := range StepWords {
		if p := d.Steps[step.Name]; p.State == Failed {
			lines = append(lines, r.language.Say(step.Failed)+": "+r.language.Because(p.Why))
		}
	}
	r.Add(Markdown(Clip(string(Join(lines, "\n")), 2000)))
	if s.Paused != "" {
		r.Say("The schedule is paused, and nothing of it is lost. `/daily log` shows what happened.")
	}
	message := r.message(false)
	if err := CheckMessage(message); err != nil {
		return nil, err
	}
	return json.Marshal(message.Components)
}

// Outcomes say how a delivery went: the rest of a sentence that begins
// with the post.
var Outcomes = map[State]Key{
	Due:       "is on its way",
	Posted:    "was posted, but something went wrong with it",
	Missed:    "was not posted in time",
	Failed:    "could not be posted",
	Uncertain: "may or may not have been posted",
	Skipped:   "was skipped, as asked",
}

// StepWords are the steps of a post in the order in which they are named.
var StepWords = []struct {
	Name         Step
	Done, Failed Key
}{
	{Ping, "role mentioned", "The role was not notified"},
	{Thread, "thread opened", "No thread was opened"},
	{Pin, "pinned", "It was not pinned"},
	{Unpin, "", "The post before was not unpinned"},
	{Publish, "published", "It was not published"},
	{Alarm, "failure reported", "The failure could not be reported"},
}
