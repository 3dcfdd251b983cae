package commands

import (
	"context"
	"strconv"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/dialogue"
)

func exchangeCommand() bot.Command {
	return bot.Command{
		Declaration: declare("exchange", "Where two speakers answer each other",
			textOption("between", "One of the two", true),
			textOption("and", "The other one", true),
			textOption("about", "What they talk about", false),
			textOption("record", "Only in this record", false),
			privateOption(),
		),
		Example: "/exchange between: {speaker} and: {other}",
		Run:     runExchange,
		Autocomplete: map[string]bot.Propose{
			"between": proposeSpeakers, "and": proposeOthers, "about": proposeTopics, "record": proposeRecords,
		},
		Verbs: []bot.Verb{{Name: "exchange", Fields: []string{"at", "query"}, Run: exchangePage}},
	}
}

// proposeTopics proposes what the two of the options talk about: what is typed, if
// they do, and words that set those apart who speak most.
func proposeTopics(r *bot.Request, typed string) []bot.Choice {
	return proposeWords(r, typed, func(_ *corpus.Person, in *corpus.Record, word string) bool {
		a, _ := person(r, "between", in)
		b, _ := person(r, "and", in)
		worth, err := worthOf(r, word, in)
		return err == nil && a != nil && b != nil && len(dialogue.Rank(dialogue.Between(r.Index.Library(), a, b, in), worth)) > 0
	})
}

// turnsOfExchange is how many turns of a stretch an answer shows at most.
const turnsOfExchange = 6

func runExchange(_ context.Context, r *bot.Request) (*bot.Reply, error) { return exchange(r, 0) }

// exchangePage answers a button that carries who, about what, and which of the
// stretches.
func exchangePage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	at, err := strconv.Atoi(r.Field("at"))
	values, ok := bot.Unpacked(r.Field("query"), 4)
	if err != nil || !ok {
		return nil, bot.Refuse(bot.OldButton)
	}
	r.Options = map[string]string{"between": values[0], "and": values[1], "record": values[2], "about": values[3]}
	return exchange(r, at)
}

// exchange shows the nth best stretch in which the two of the options answer
// each other.
func exchange(r *bot.Request, nth int) (*bot.Reply, error) {
	a, in, err := filters(r, "between")
	if err != nil {
		return nil, err
	}
	b, err := person(r, "and", in)
	if err != nil {
		return nil, err
	}
	if a == nil || b == nil || a == b {
		return nil, bot.Refuse("Please name two different speakers, for example: %s", r.Example())
	}
	about := r.Options["about"]
	if about != "" && !strings.ContainsFunc(about, bot.IsWordRune) {
		return nil, bot.Refuse("There is no word in `about` to look for. Leave it empty, or name something that they talk about.")
	}
	worth, err := worthOf(r, about, in)
	if err != nil {
		return nil, err
	}
	all := dialogue.Between(r.Index.Library(), a, b, in)
	best := dialogue.Rank(all, worth)
	if nth < 0 || nth >= len(best) {
		return nil, noExchange(r, a, b, in, about, len(all))
	}
	query := bot.Packed(bot.TokenOfPerson(a), bot.TokenOfPerson(b), bot.TokenOfRecord(in), about)
	return showExchange(r, best, nth, query, worth)
}

// worthOf returns how much a turn is about something, nil if nothing is asked
// for.
func worthOf(r *bot.Request, about string, in *corpus.Record) (func(*corpus.Turn) float64, error) {
	if about == "" {
		return nil, nil
	}
	found, err := r.Index.Search(r.Context(), search.Query{Text: about, Record: in, Limit: mostAbout})
	if err != nil {
		return nil, err
	}
	worth := make(map[*corpus.Turn]float64)
	for _, h := range found.Hits {
		worth[h.Turn] = h.Score
	}
	return func(t *corpus.Turn) float64 { return worth[t] }, nil
}

// noExchange says why there is nothing to show.
func noExchange(r *bot.Request, a, b *corpus.Person, in *corpus.Record, about string, all int) error {
	one, other := bot.Clip(a.Name, 80), bot.Clip(b.Name, 80)
	if all > 0 {
		return bot.Refuse("%s and %s answer each other in %d places, but not about “%s”. Leave `about` empty to see them.", one, other, all, bot.Clip(about, 100))
	}
	if in != nil {
		return bot.Refuse("%s and %s never answer each other in %s. `/speaker` says where each of them speaks.", one, other, r.Where(in))
	}
	return bot.Refuse("%s and %s never answer each other: one does not speak right after the other. `/speaker` says where each of them speaks.", one, other)
}

// showExchange answers with a stretch as a dialogue. A long one is shown from
// the turn on that is most about what was asked.
func showExchange(r *bot.Request, best []dialogue.Stretch, nth int, query string, worth func(*corpus.Turn) float64) (*bot.Reply, error) {
	s := best[nth]
	from := s.First
	if worth != nil && s.Last-s.First >= turnsOfExchange {
		top := 0.0
		for i := s.First; i <= s.Last; i++ {
			if w := worth(&s.Record.Turns[i]); w > top {
				top, from = w, max(s.First, i-1)
			}
		}
	}
	p := page{language: r.Language, record: s.Record}
	p.fill(from, 0, min(turnsOfExchange, s.Last-from+1))
	answer := r.NewReply()
	answer.Title(r.Say("An exchange"), which(r, nth, len(best))...)
	for _, q := range p.passages {
		answer.Add(p.show(q))
	}
	first, last := p.passages[0], p.passages[len(p.passages)-1]
	answer.Add(bot.Small(r.Source(first, last)))
	at := func(n int) bot.Click {
		return bot.Click{Verb: "exchange", Fields: []string{strconv.Itoa(n), query}}
	}
	var prev, next bot.Press
	if len(best) > 1 && at(nth).Shareable() {
		prev, next = bot.Pager("Better", "Next best", nth, len(best), at)
	}
	answer.Row(prev, next, bot.Button("Read on", readClick("page", forward, last.Turn, last.End)), r.Share(at(nth)))
	return answer, nil
}

// proposeOthers proposes whom the first one talks with, those whom they answer
// most first.
func proposeOthers(r *bot.Request, typed string) []bot.Choice {
	first, _ := person(r, "between", nil)
	if first == nil || typed != "" {
		return proposeSpeakers(r, typed)
	}
	lib := r.Index.Library()
	var choices []bot.Choice
	for _, p := range dialogue.Partners(lib, first) {
		if len(choices) < bot.MaxChoices && bot.Units(p.Name) <= bot.MaxChoice {
			choices = append(choices, bot.Choice{Name: p.Name, Value: p.Name})
		}
	}
	return choices
}
