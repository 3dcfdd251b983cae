package commands

import (
	"context"
	"strconv"
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func quoteCommand(p *proof) bot.Command {
	return bot.Command{
		Declaration: declare("quote", "Find the exact words of a line you half remember",
			longer(textOption("text", "The line as you remember it; in “quotation marks” for exactly these words", true), bot.MostPasted),
			textOption("speaker", "Only what this person says", false),
			textOption("record", "Only in this record", false),
			privateOption(),
		),
		Example:      "/quote text: {words}",
		Paste:        "text",
		Run:          p.runQuote,
		Autocomplete: map[string]bot.Propose{"text": proposeLines, "speaker": proposeSpeakers, "record": proposeRecords},
		Verbs: []bot.Verb{
			{Name: "quote", Fields: []string{"at", "query"}, Run: p.quotePage},
			{Name: "hits", Fields: []string{"at", "passages"}, Run: hitPage},
			{Name: "this", Fields: []string{"passage"}, Run: quoteThis},
			{Name: "pick", Fields: []string{"kind"}, Run: quotePicked, Place: bot.Aside},
		},
	}
}

// mostMatches bounds how far a pager goes through the matches of one query.
const mostMatches = 25

// chosenPrefix begins the value of a proposed passage.
const chosenPrefix = "turn:"

func (p *proof) runQuote(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	text := r.Options["text"]
	if token, ok := strings.CutPrefix(text, chosenPrefix); ok {
		if p, ok := bot.PassageOf(r.Index.Library(), token); ok {
			return quotePassage(r, p)
		}
	}
	if err := removed(r, text); err != nil {
		return nil, err
	}
	if found, form := pointed(r, text); len(found) > 0 {
		return quotePointed(r, "text", form, found)
	}
	if err := noSuchPlace(r, text); err != nil {
		return nil, err
	}
	text = withoutLabels(r, text)
	if !strings.ContainsFunc(text, bot.IsWordRune) {
		return nil, bot.Refuse("There is no word in that to look for. Give some words of the line as you remember them, for example: %s", r.Example())
	}
	speaker, in, err := filters(r, "speaker")
	if err != nil {
		return nil, err
	}
	if speaker == nil {
		if answer, err := atSpot(r, "text", text, in); answer != nil || err != nil {
			return alsoSaid(r, answer, text, in), err
		}
		if answer, err := p.intend(r, text, in); answer != nil || err != nil {
			return answer, err
		}
	}
	return p.match(r, search.Query{Text: text, Speaker: speaker, Record: in}, 0)
}

// pages are the clicks that show one match after another.
type pages struct {
	count int
	at    func(n int) bot.Click
}

// pagesOf returns the pages of a query's matches: states with the query where
// it fits into a custom ID, else with the matches themselves, as many as do.
func pagesOf(q search.Query, hits []search.Hit) pages {
	query := bot.Packed(q.Text, bot.TokenOfPerson(q.Speaker), bot.TokenOfRecord(q.Record))
	if queryClick(-1, query).Shareable() {
		return pages{len(hits), func(n int) bot.Click { return queryClick(n, query) }}
	}
	var list string
	for _, h := range hits {
		longer := strings.TrimPrefix(list+","+bot.PassageToken(h.Passage), ",")
		if !hitsClick(-1, longer).Shareable() {
			break
		}
		list = longer
	}
	return pagesOfList(list)
}

// pagesOfList returns the pages of passages that a state lists by tokens.
func pagesOfList(list string) pages {
	return pages{strings.Count(list, ",") + 1, func(n int) bot.Click { return hitsClick(n, list) }}
}

// queryClick shows the nth match of a query.
func queryClick(n int, query string) bot.Click {
	return bot.Click{Verb: "quote", Fields: []string{strconv.Itoa(n), query}}
}

// hitsClick shows the nth of some passages, which it lists.
func hitsClick(n int, passages string) bot.Click {
	return bot.Click{Verb: "hits", Fields: []string{strconv.Itoa(n), passages}}
}

// thisClick quotes a passage.
func thisClick(p corpus.Passage) bot.Click {
	return bot.Click{Verb: "this", Fields: []string{bot.PassageToken(p)}}
}

// quotePage answers a pager that carries its query.
func (p *proof) quotePage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	n, err := strconv.Atoi(r.Field("at"))
	values, ok := bot.Unpacked(r.Field("query"), 3)
	if err != nil || !ok || !strings.ContainsFunc(values[0], bot.IsWordRune) {
		return nil, bot.Refuse(bot.OldButton)
	}
	r.Options = map[string]string{"speaker": values[1], "record": values[2]}
	speaker, in, err := filters(r, "speaker")
	if err != nil {
		return nil, err
	}
	return p.match(r, search.Query{Text: values[0], Speaker: speaker, Record: in}, n)
}

// hitPage answers a pager that carries the matches.
func hitPage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	n, err := strconv.Atoi(r.Field("at"))
	tokens := strings.Split(r.Field("passages"), ",")
	if err != nil || n < 0 || n >= len(tokens) {
		return nil, bot.Refuse(bot.OldButton)
	}
	p, ok := bot.PassageOf(r.Index.Library(), tokens[n])
	if !ok {
		return nil, bot.Refuse(bot.OldButton)
	}
	if p.Turn == nil {
		return nil, bot.Refuse(bot.GoneTurn)
	}
	answer := r.NewReply()
	answer.Title(r.Say("A match"), which(r, n, len(tokens))...)
	left := answer.Quote(p, nil)
	quoteButtons(r, answer, p, left, pagesOfList(r.Field("passages")), n)
	return answer, nil
}

// quoteThis answers a button that carries one passage.
func quoteThis(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	p, ok := bot.PassageOf(r.Index.Library(), r.Field("passage"))
	if !ok {
		return nil, bot.Refuse(bot.OldButton)
	}
	return quotePassage(r, p)
}

// quotePicked answers a menu whose options are passages.
func quotePicked(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	p, ok := bot.PassageOf(r.Index.Library(), r.Chosen)
	if !ok {
		return nil, bot.Refuse(bot.OldButton)
	}
	return quotePassage(r, p)
}

// quotePassage quotes exactly p.
func quotePassage(r *bot.Request, p corpus.Passage) (*bot.Reply, error) {
	if p.Turn == nil {
		return nil, bot.Refuse(bot.GoneTurn)
	}
	answer := r.NewReply()
	left := answer.Quote(p, nil)
	quoteButtons(r, answer, p, left, onlyPage(p), 0)
	return answer, nil
}

// onlyPage is the page that shows p, without others beside it.
func onlyPage(p corpus.Passage) pages {
	return pages{1, func(int) bot.Click { return thisClick(p) }}
}

// quoteButtons appends the buttons of a quotation of p, the nth of its pages.
// left is what the quotation has left out.
func quoteButtons(r *bot.Request, answer *bot.Reply, p, left corpus.Passage, pages pages, n int) {
	main, prev, next := bot.Button("In context", bot.ContextClick(p, 1)), bot.Press{}, bot.Press{}
	if left.Turn != nil {
		main = bot.Button("Read on", readClick("read", forward, left.Turn, left.Start))
	}
	if pages.count > 1 {
		next = bot.Button("Next match", pages.at((n+1)%pages.count))
		next.After = "▶"
		if n+1 == pages.count {
			next = bot.Button("First match", pages.at(0))
		}
		if n == 1 && pages.count == 2 {
			next = bot.Press{} // the button before leads there
		}
	}
	if n > 0 {
		prev = bot.Button("Previous", pages.at(n-1))
		prev.Before = "◀"
	}
	share := r.Share(pages.at(n))
	if prev.Click.Verb == "" || share.Click.Verb == "" {
		answer.Buttons(main, citeButton(p, p), share, prev, next, saveButton(r, p))
		return
	}
	// Six would be one too many for a row.
	answer.Buttons(main, citeButton(p, p), share, saveButton(r, p))
	answer.Row(prev, next)
}

// proposePassages is the autocompletion of the line that is looked for.
func proposePassages(r *bot.Request, typed string) []bot.Choice {
	if !strings.ContainsFunc(typed, bot.IsWordRune) || strings.HasPrefix(typed, chosenPrefix) {
		return nil
	}
	// A filter that is not sure yet filters nothing.
	q := search.Query{Text: typed, Limit: bot.MaxChoices}
	q.Record, _ = record(r, "record")
	q.Speaker, _ = person(r, "speaker", q.Record)
	var choices []bot.Choice
	seen := make(map[string]bool)
	hits, _ := r.Index.Complete(r.Context(), q) // none once nobody waits
	for _, hit := range hits {
		if hit.Turn.Sensitive {
			continue // a proposal has no spoiler bars to stand behind
		}
		by := ""
		if name := bot.OneLine(hit.Turn.SpeakerName()); name != "" && bot.Units(name) <= 30 {
			by = name + ": "
		}
		name := by + bot.Excerpt(hit.Passage, hit.Words, bot.MaxChoice-bot.Units(by))
		if seen[name] {
			ref := " (" + hit.Turn.Reference().String() + ")"
			name = bot.Clip(name, max(1, bot.MaxChoice-bot.Units(ref))) + ref
		}
		seen[name] = true
		choices = append(choices, bot.Choice{Name: name, Value: chosenPrefix + bot.PassageToken(hit.Passage)})
	}
	return choices
}
