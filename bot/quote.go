package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func quoteCommand() command {
	private := &discordgo.ApplicationCommandOption{
		Type:        discordgo.ApplicationCommandOptionBoolean,
		Name:        "private",
		Description: "Show it to you alone; a button shares it afterwards",
	}
	return command{
		declaration: declare("quote", "Find the exact words of a line you half remember",
			textOption("text", "The line as you remember it; in “quotation marks” for exactly these words", true),
			textOption("speaker", "Only what this person says", false),
			textOption("record", "Only in this record", false),
			private,
		),
		example:      "/quote text: {words}",
		run:          runQuote,
		autocomplete: map[string]propose{"text": proposePassages, "speaker": proposeSpeakers, "record": proposeRecords},
		verbs: []verb{
			{name: "quote", fields: 2, run: quotePage},
			{name: "hits", fields: 2, run: hitPage},
			{name: "this", fields: 1, run: quoteThis},
		},
	}
}

// mostMatches bounds how far a pager goes through the matches of one query.
const mostMatches = 25

// verdicts say in plain words how well a passage matches.
var verdicts = map[search.Match]markdown{
	search.Exact: "Exact words",
	search.Close: "Close match: the wording differs",
	search.Loose: "Related passage, not these words",
}

// chosenPrefix begins the value of a proposed passage.
const chosenPrefix = "turn:"

func runQuote(_ context.Context, r *request) (reply, error) {
	text := r.options["text"]
	if token, ok := strings.CutPrefix(text, chosenPrefix); ok {
		if p, ok := passageOf(r.index.Library(), token); ok {
			return r.quotePassage(p)
		}
	}
	if turns := r.referred(text); turns != nil {
		return r.quoteTurns(turns)
	}
	if !strings.ContainsFunc(text, isWordRune) {
		return nil, refuse(noWord + " Give some words of the line as you remember them, for example: " + r.bot.example(r.command))
	}
	speaker, in, err := r.filters("speaker")
	if err != nil {
		return nil, err
	}
	return r.match(search.Query{Text: text, Speaker: speaker, Record: in}, 0)
}

// referred returns the turns that text refers to as a citation does, with
// their record; nil if it is anything else.
func (r *request) referred(text string) []corpus.Turn {
	ref, err := corpus.ParseReference(text)
	if err != nil || ref.Record == "" {
		return nil
	}
	turns, err := r.index.Library().Resolve(ref)
	if err != nil {
		return nil
	}
	return turns
}

// quoteTurns quotes a turn, or shows several as /read does.
func (r *request) quoteTurns(turns []corpus.Turn) (reply, error) {
	if len(turns) > 1 {
		return r.readTurns(&turns[0], len(turns), turns[0].Whole().Span)
	}
	return r.quotePassage(turns[0].Whole())
}

// match answers with the nth match of a query.
func (r *request) match(q search.Query, n int) (reply, error) {
	q.Limit = mostMatches
	result := r.index.Search(q)
	if n == 0 || len(result.Hits) == 0 {
		if says, instead := absent(r.index, q, result); says != "" {
			return nil, r.notFound(says, instead)
		}
	}
	if n < 0 || n >= len(result.Hits) {
		return nil, refuse("There are no more matches; the record may have changed since. `/quote` searches it anew.")
	}
	hit := result.Hits[n]
	var answer reply
	verdict := verdicts[hit.Match]
	if hit.Match != search.Exact {
		verdict += reversal(q.Text, hit)
	}
	switch len(result.Hits) {
	case 1:
	case mostMatches:
		verdict += " · match " + ordinalOf(n, mostMatches) + ", the best of more"
	default:
		verdict += " · match " + ordinalOf(n, len(result.Hits))
	}
	if hit.Match == search.Loose {
		answer.add("These words are not there as such. A passage that comes near:")
	}
	left := answer.quote(hit.Passage, hit.Words)
	answer.add(small(verdict))
	r.quoteButtons(&answer, hit.Passage, left, pagesOf(q, result.Hits), n)
	return answer, nil
}

// pages are the states that show one match after another.
type pages struct {
	count int
	at    func(n int) state
}

// pagesOf returns the pages of a query's matches: states with the query where
// it fits into a custom ID, else with the matches themselves, as many as do.
func pagesOf(q search.Query, hits []search.Hit) pages {
	query := packed(q.Text, tokenOfPerson(q.Speaker), tokenOfRecord(q.Record))
	if (state{"quote", []string{"-1", query}}).shareable() {
		return pages{len(hits), func(n int) state { return state{"quote", []string{strconv.Itoa(n), query}} }}
	}
	var list string
	for _, h := range hits {
		longer := strings.TrimPrefix(list+","+passageToken(h.Passage), ",")
		if !(state{"hits", []string{"-1", longer}}).shareable() {
			break
		}
		list = longer
	}
	return pagesOfList(list)
}

// pagesOfList returns the pages of passages that a state lists by tokens.
func pagesOfList(list string) pages {
	return pages{strings.Count(list, ",") + 1, func(n int) state { return state{"hits", []string{strconv.Itoa(n), list}} }}
}

// quotePage answers a pager that carries its query.
func quotePage(_ context.Context, r *request) (reply, error) {
	n, err := strconv.Atoi(r.fields[0])
	values, ok := unpacked(r.fields[1], 3)
	if err != nil || !ok || !strings.ContainsFunc(values[0], isWordRune) {
		return nil, refuse(oldButton)
	}
	r.options = map[string]string{"speaker": values[1], "record": values[2]}
	speaker, in, err := r.filters("speaker")
	if err != nil {
		return nil, err
	}
	return r.match(search.Query{Text: values[0], Speaker: speaker, Record: in}, n)
}

// hitPage answers a pager that carries the matches.
func hitPage(_ context.Context, r *request) (reply, error) {
	n, err := strconv.Atoi(r.fields[0])
	tokens := strings.Split(r.fields[1], ",")
	if err != nil || n < 0 || n >= len(tokens) {
		return nil, refuse(oldButton)
	}
	p, ok := passageOf(r.index.Library(), tokens[n])
	if !ok {
		return nil, refuse(oldButton)
	}
	if p.Turn == nil {
		return nil, refuse(goneTurn)
	}
	var answer reply
	left := answer.quote(p, nil)
	answer.add(small("Match " + ordinalOf(n, len(tokens)) + ", the best for a long query"))
	r.quoteButtons(&answer, p, left, pagesOfList(r.fields[1]), n)
	return answer, nil
}

// quoteThis answers a button that carries one passage.
func quoteThis(_ context.Context, r *request) (reply, error) {
	p, ok := passageOf(r.index.Library(), r.fields[0])
	if !ok {
		return nil, refuse(oldButton)
	}
	return r.quotePassage(p)
}

// quotePassage quotes exactly p.
func (r *request) quotePassage(p corpus.Passage) (reply, error) {
	if p.Turn == nil {
		return nil, refuse(goneTurn)
	}
	var answer reply
	left := answer.quote(p, nil)
	r.quoteButtons(&answer, p, left, onlyPage(p), 0)
	return answer, nil
}

// onlyPage is the page that shows p, without others beside it.
func onlyPage(p corpus.Passage) pages {
	return pages{1, func(int) state { return state{"this", []string{passageToken(p)}} }}
}

// quoteButtons appends the buttons of a quotation of p, the nth of its pages.
// left is what the quotation has left out.
func (r *request) quoteButtons(answer *reply, p, left corpus.Passage, pages pages, n int) {
	var prev, next, more, another discordgo.Button
	if pages.count > 1 {
		prev, next = pager("Previous", "Next", n, pages.count, pages.at)
	}
	context := button("In context", contextState(p, 1))
	if left.Turn != nil {
		more = button("Read on", readState("read", forward, left.Turn, left.Start))
	}
	if speaker := r.index.Library().Person(p.Turn); speaker != nil {
		another = button("Another by "+clip(nameOr(speaker.Name), 40), state{"another", []string{packed(tokenOfPerson(speaker), "", "")}})
	}
	if left.Turn == nil {
		answer.row(prev, next, context, another, r.share(pages.at(n)))
		return
	}
	answer.row(prev, next, more, context)
	answer.row(another, r.share(pages.at(n)))
}

// proposePassages is the autocompletion of the line that is looked for.
func proposePassages(r *request, typed string) []choice {
	if !strings.ContainsFunc(typed, isWordRune) || strings.HasPrefix(typed, chosenPrefix) {
		return nil
	}
	// A filter that is not sure yet filters nothing.
	q := search.Query{Text: typed, Limit: maxChoices}
	q.Record, _ = r.record("record")
	q.Speaker, _ = r.person("speaker", q.Record)
	var choices []choice
	seen := make(map[string]bool)
	for _, hit := range r.index.Complete(q) {
		if hit.Turn.Sensitive {
			continue // a proposal has no spoiler bars to stand behind
		}
		by := ""
		if name := oneLine(hit.Turn.SpeakerName()); name != "" && units(name) <= 30 {
			by = name + ": "
		}
		name := by + excerpt(hit.Passage, hit.Words, maxChoice-units(by))
		if seen[name] {
			ref := " (" + hit.Turn.Reference().String() + ")"
			name = clip(name, max(1, maxChoice-units(ref))) + ref
		}
		seen[name] = true
		choices = append(choices, choice{name, chosenPrefix + passageToken(hit.Passage)})
	}
	return choices
}
