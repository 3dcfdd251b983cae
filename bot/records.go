package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func recordsCommand() command {
	return command{
		declaration: declare("records", "What is loaded: titles, dates, participants, sources and sizes"),
		example:     "/records",
		run:         runRecords,
		verbs:       []verb{{name: "records", fields: 1, run: recordsPage}},
		private:     true,
	}
}

// recordsOnPage is how many records a page describes, refusedOnPage how many
// refused files the first page names.
const (
	recordsOnPage = 3
	refusedOnPage = 3
)

func runRecords(_ context.Context, r *request) (reply, error) { return r.listRecords(0) }

func recordsPage(_ context.Context, r *request) (reply, error) {
	page, err := strconv.Atoi(r.fields[0])
	if err != nil {
		return nil, refuse(oldButton)
	}
	return r.listRecords(page)
}

func (r *request) listRecords(page int) (reply, error) {
	all := r.index.Library().Records
	if len(all) == 0 {
		return nil, refuse(noRecord)
	}
	pages := (len(all) + recordsOnPage - 1) / recordsOnPage
	if page < 0 || page >= pages {
		return nil, refuse("That page is no longer there; other records may have been loaded. `/records` lists them anew.")
	}
	var answer reply
	if pages > 1 {
		answer.add(markdown(count(len(all), "record")+" · page ") + ordinalOf(page, pages))
	}
	var options []discordgo.SelectMenuOption
	for _, record := range all[page*recordsOnPage : min(len(all), (page+1)*recordsOnPage)] {
		answer.add(describeRecord(r.index, record))
		options = append(options, discordgo.SelectMenuOption{
			Label: recordName(record), Value: tokenOfRecord(record), Description: record.ID,
		})
	}
	if page == 0 && r.private {
		answer.addRefused(r.refused)
	}
	answer.menu(state{"open", []string{"record"}}, "Pick one to read it", options)
	at := func(page int) state { return state{"records", []string{strconv.Itoa(page)}} }
	var prev, next discordgo.Button
	if pages > 1 {
		prev, next = pager("Previous", "Next", page, pages, at)
	}
	answer.row(prev, next, r.share(at(page)))
	return answer, nil
}

// addRefused names files that were not loaded, and why.
func (r *reply) addRefused(refused []error) {
	if len(refused) == 0 {
		return
	}
	lines := []markdown{bold("Left out") + ", which only those who manage the server are told:"}
	for _, err := range refused[:min(refusedOnPage, len(refused))] {
		lines = append(lines, plain(clip(oneLine(err.Error()), 200)))
	}
	if more := len(refused) - refusedOnPage; more > 0 {
		lines = append(lines, markdown("and "+count(more, "more file")+"; `rapporteur lint` names them all."))
	}
	r.add(join(lines, "\n"))
}

// describeRecord says what a record is and how long.
func describeRecord(x *search.Index, r *corpus.Record) markdown {
	lines := []markdown{bold(plain(clip(recordTitle(r), 150)))}
	var when []string
	for _, s := range []string{r.Date.String(), clip(r.Place, 100)} {
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
			lines = append(lines, markdown(line.before)+plain(clip(line.text, 200)))
		}
	}
	lines = append(lines, small(plain(clip("ID "+r.ID+", read from "+r.File, 150))))
	return join(lines, "\n")
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
	parts := []string{count(turns, "turn") + " by " + count(len(r.Speakers), "speaker"), count(words, "word")}
	if narrations > 0 {
		parts = append(parts, count(narrations, "narration"))
	}
	if n := len(r.Places); n > 0 && r.Locator == "page" {
		parts = append(parts, count(n, "page"))
	}
	return strings.Join(parts, ", ")
}

func recordTitle(r *corpus.Record) string {
	if oneLine(r.Title) == "" {
		return r.ID
	}
	return r.Title
}
