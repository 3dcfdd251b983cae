package commands

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func recordsCommand() bot.Command {
	return bot.Command{
		Declaration: declare("records", "What is loaded: titles, dates, participants, sources and sizes"),
		Example:     "/records",
		Run:         runRecords,
		Verbs:       []bot.Verb{{Name: "records", Fields: []string{"page"}, Run: recordsPage}},
		Private:     true,
	}
}

// recordsOnPage is how many records a page describes, refusedOnPage how many
// refused files the first page names.
const (
	recordsOnPage = 3
	refusedOnPage = 3
)

func runRecords(_ context.Context, r *bot.Request) (*bot.Reply, error) { return listRecords(r, 0) }

func recordsPage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	page, err := strconv.Atoi(r.Field("page"))
	if err != nil {
		return nil, bot.Refuse(bot.OldButton)
	}
	return listRecords(r, page)
}

func recordsClick(page int) bot.Click {
	return bot.Click{Verb: "records", Fields: []string{strconv.Itoa(page)}}
}

func listRecords(r *bot.Request, page int) (*bot.Reply, error) {
	all := r.Index.Library().Records
	if len(all) == 0 {
		return nil, bot.Refuse(bot.NoRecord)
	}
	pages := (len(all) + recordsOnPage - 1) / recordsOnPage
	if page < 0 || page >= pages {
		return nil, bot.Refuse("That page is no longer there; other records may have been loaded. `/records` lists them anew.")
	}
	answer := new(bot.Reply)
	if pages > 1 {
		answer.Add(bot.Markdown(bot.Count(len(all), "record")+" · page ") + bot.NthOf(page, pages))
	}
	var options []discordgo.SelectMenuOption
	for _, record := range all[page*recordsOnPage : min(len(all), (page+1)*recordsOnPage)] {
		answer.Add(describeRecord(r.Index, record))
		options = append(options, discordgo.SelectMenuOption{
			Label: bot.RecordName(record), Value: bot.TokenOfRecord(record), Description: record.ID,
		})
	}
	if page == 0 && r.Private {
		addRefused(answer, r.Refused)
	}
	answer.Menu(openClick("record"), "Pick one to read it", options)
	var prev, next discordgo.Button
	if pages > 1 {
		prev, next = bot.Pager("Previous", "Next", page, pages, recordsClick)
	}
	answer.Row(prev, next, r.Share(recordsClick(page)))
	return answer, nil
}

// addRefused names files that were not loaded, and why.
func addRefused(r *bot.Reply, refused []error) {
	if len(refused) == 0 {
		return
	}
	lines := []bot.Markdown{bot.Bold("Left out") + ", which only those who manage the server are told:"}
	for _, err := range refused[:min(refusedOnPage, len(refused))] {
		lines = append(lines, bot.Plain(bot.Clip(bot.OneLine(err.Error()), 200)))
	}
	if more := len(refused) - refusedOnPage; more > 0 {
		lines = append(lines, bot.Markdown("and "+bot.Count(more, "more file")+"; `rapporteur lint` names them all."))
	}
	r.Add(bot.Join(lines, "\n"))
}

// describeRecord says what a record is and how long.
func describeRecord(x *search.Index, r *corpus.Record) bot.Markdown {
	lines := []bot.Markdown{bot.Bold(bot.Plain(bot.Clip(bot.RecordTitle(r), 150)))}
	var when []string
	for _, s := range []string{r.Date.String(), bot.Clip(r.Place, 100)} {
		if s != "" {
			when = append(when, s)
		}
	}
	for _, line := range []struct{ before, text string }{
		{"", strings.Join(when, ", ")},
		{"Participants: ", strings.Join(r.Participants, ", ")},
		{"", sizeOf(x, r)},
		{"Source: ", r.Source},
		{"Rights: ", r.Rights},
	} {
		if line.text != "" {
			lines = append(lines, bot.Markdown(line.before)+bot.Plain(bot.Clip(line.text, 200)))
		}
	}
	lines = append(lines, bot.Small(bot.Plain(bot.Clip("ID "+r.ID+", read from "+r.File, 150))))
	return bot.Join(lines, "\n")
}

// sizeOf counts what a record holds.
func sizeOf(x *search.Index, r *corpus.Record) string {
	turns, narrations, words := 0, 0, 0
	for i := range r.Turns {
		if t := &r.Turns[i]; t.Kind == corpus.Narration {
			narrations++
		} else {
			turns++
			words += x.Words(t)
		}
	}
	parts := []string{bot.Count(turns, "turn") + " by " + bot.Count(len(r.Speakers), "speaker"), bot.Count(words, "word")}
	if narrations > 0 {
		parts = append(parts, bot.Count(narrations, "narration"))
	}
	if n := len(r.Places); n > 0 && r.Locator == "page" {
		parts = append(parts, bot.Count(n, "page"))
	}
	return strings.Join(parts, ", ")
}
