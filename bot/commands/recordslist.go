package commands

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// recordsOnPage is how many records a page of the shelf has, refusedOnPage
// how many refused files the first page names.
const (
	recordsOnPage = 8
	refusedOnPage = 3
)

// mostNamed is how many speakers a line of the shelf names.
const mostNamed = 3

// list shows what is loaded. Who looks after a server's records sees what the
// server has of its own.
func (a archive) list(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	own, err := a.ownOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if all := r.Index.Library().Records; len(all) == 1 && own.empty() {
		return describeRecord(r, all[0])
	}
	return shelf(r, own, 0)
}

func (a archive) page(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
	page, err := strconv.Atoi(r.Field("page"))
	if err != nil {
		return nil, bot.Refuse(bot.OldButton)
	}
	own, err := a.ownOf(ctx, r)
	if err != nil {
		return nil, err
	}
	return shelf(r, own, page)
}

func recordsClick(page int) bot.Click {
	return bot.Click{Verb: "records", Fields: []string{strconv.Itoa(page)}}
}

// aboutClick describes a record: the one given, or the one chosen in a menu.
func aboutClick(record *corpus.Record) bot.Click {
	return bot.Click{Verb: "about", Fields: []string{bot.TokenOfRecord(record)}}
}

func aboutRecord(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	token := r.Chosen
	if token == "" {
		token = r.Field("record")
	}
	record := bot.RecordOf(r.Index.Library(), token)
	if record == nil {
		return nil, r.RefuseGone(token)
	}
	return describeRecord(r, record)
}

// shelf lists the records, two lines each, and what a server has of its own.
func shelf(r *bot.Request, own ownRecords, page int) (*bot.Reply, error) {
	all := r.Index.Library().Records
	if len(all) == 0 && own.empty() {
		return nil, bot.Refuse(bot.NoRecord)
	}
	pages := max(1, (len(all)+recordsOnPage-1)/recordsOnPage)
	if page < 0 || page >= pages {
		return nil, bot.Refuse("That page is no longer there: other records may have been loaded. `/records list` lists them again.")
	}
	answer := r.NewReply()
	count := []bot.Markdown{r.Say("%d records", len(all))}
	if pages > 1 {
		count = append(count, r.Say("page %d of %d", page+1, pages))
	}
	answer.Title(r.Say("Records"), count...)
	var options []discordgo.SelectMenuOption
	var lines []bot.Markdown
	for _, record := range all[page*recordsOnPage : min(len(all), (page+1)*recordsOnPage)] {
		lines = append(lines, onShelf(r, own, record))
		options = append(options, discordgo.SelectMenuOption{
			Label: shortName(r, record), Value: bot.TokenOfRecord(record), Description: record.ID,
		})
	}
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
	if page == 0 {
		own.add(r, answer)
		addRefused(r, answer)
	}
	answer.Menu(aboutClick(nil), "Choose a record", options)
	var prev, next bot.Press
	if pages > 1 {
		prev, next = bot.Pager("Previous", "Next", page, pages, recordsClick)
	}
	answer.Row(prev, next, r.Share(recordsClick(page)))
	return answer, nil
}

// onShelf says in two lines what a record is: when, who, how long.
func onShelf(r *bot.Request, own ownRecords, record *corpus.Record) bot.Markdown {
	var under []bot.Markdown
	for _, part := range []string{r.Date(record.Date), someSpeakers(r, record)} {
		if part != "" {
			under = append(under, bot.Plain(bot.Clip(part, 120)))
		}
	}
	under = append(under, r.Say("%d words", sizeOf(r, record).words))
	if r.Own(record) {
		under = append(under, r.Say("of this server"))
	}
	if u, ok := own.uploads[record.ID]; ok {
		under = append(under, bot.Plain(r.Bytes(u.Size)))
		if u.User != "" {
			under = append(under, r.Say("added by %s", bot.Mention(u.User)))
		}
	}
	return "**" + bot.Plain(bot.Clip(r.ShortTitle(record), 80)) + "**\n" + bot.Small(bot.Join(under, " · "))
}

// someSpeakers names the first of those who speak.
func someSpeakers(r *bot.Request, record *corpus.Record) string {
	var names []string
	for i := range record.Speakers[:min(mostNamed, len(record.Speakers))] {
		names = append(names, bot.Clip(r.NameOr(record.Speakers[i].Name), 40))
	}
	named := strings.Join(names, ", ")
	if more := len(record.Speakers) - mostNamed; more > 0 {
		return r.Text("%s and %d others", named, more)
	}
	return named
}

// addRefused names files that were not loaded, and why, to whoever runs
// the bot.
func addRefused(r *bot.Request, answer *bot.Reply) {
	if !r.Private || len(r.Refused) == 0 {
		return
	}
	lines := []bot.Markdown{r.Say("**Not loaded** (only whoever runs the bot sees this):")}
	for _, err := range r.Refused[:min(refusedOnPage, len(r.Refused))] {
		lines = append(lines, bot.Plain(bot.Clip(bot.OneLine(err.Error()), 200)))
	}
	if more := len(r.Refused) - refusedOnPage; more > 0 {
		lines = append(lines, r.Say("and %d more files. `rapporteur lint` names them all.", more))
	}
	answer.Add(bot.Join(lines, "\n"))
}

// describeRecord says all about one record.
func describeRecord(r *bot.Request, record *corpus.Record) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(r.ShortTitle(record), 100)))
	size := sizeOf(r, record)
	amount := []bot.Markdown{r.Say("%d turns", size.turns), r.Say("%d speakers", len(record.Speakers)), r.Say("%d words", size.words)}
	if size.narrations > 0 {
		amount = append(amount, r.Say("%d narrations", size.narrations))
	}
	if n := len(record.Places); n > 0 && record.Locator == "page" {
		amount = append(amount, r.Say("%d pages", n))
	}
	title := record.Title
	if title == r.ShortTitle(record) {
		title = ""
	}
	var lines []bot.Markdown
	for _, line := range []struct {
		name bot.Key
		text string
	}{
		{"Title", title},
		{"Date", r.Date(record.Date)},
		{"Place", record.Place},
		{"Participants", strings.Join(record.Participants, ", ")},
		{"Source", record.Source},
		{"Rights", record.Rights},
	} {
		if line.text != "" {
			lines = append(lines, "**"+r.Say(line.name)+":** "+bot.Plain(bot.Clip(line.text, 300)))
		}
	}
	lines = append(lines, bot.Join(amount, ", "))
	lines = append(lines, bot.Small(r.Say("ID %s, read from %s", bot.Clip(record.ID, 80), bot.Clip(record.File, 80))))
	answer.Add(bot.Join(lines, "\n"))
	addRefused(r, answer)
	if len(record.Turns) == 0 {
		return answer, nil
	}
	first := &record.Turns[0]
	answer.Buttons(bot.Button("Read from the start", readClick("read", forward, first, 0)), bot.Button("Its course", courseClick(record, nil)), r.Share(aboutClick(record)))
	return answer, nil
}

// A size counts what a record holds.
type size struct{ turns, narrations, words int }

func sizeOf(r *bot.Request, record *corpus.Record) size {
	var s size
	for i := range record.Turns {
		if t := &record.Turns[i]; t.Kind == corpus.Narration {
			s.narrations++
		} else {
			s.turns++
			s.words += r.Index.Words(t)
		}
	}
	return s
}

// shortName names a record in a label.
func shortName(r *bot.Request, record *corpus.Record) string {
	title := r.ShortTitle(record)
	if date := r.Date(record.Date); date != "" && !strings.Contains(title, strconv.Itoa(record.Date.Year)) {
		return bot.Clip(title, bot.MaxChoice-30) + " (" + date + ")"
	}
	return title
}
