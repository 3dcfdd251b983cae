package commands

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/verify"
)

// verdicts say how well a passage matches.
var verdicts = map[search.Match]bot.Verdict{
	search.Exact:   bot.Exact,
	search.Close:   bot.Close,
	search.Loose:   bot.Related,
	search.Related: bot.Related,
}

// match answers with the nth match of a query. Where it names who is said to
// have said the words, they are looked for without the name.
func (p *proof) match(r *bot.Request, typed search.Query, n int) (*bot.Reply, error) {
	q, claim := typed, verify.Claim{Text: typed.Text}
	if typed.Speaker == nil {
		claim = p.of(r.Index).Whole(r.Context(), typed.Text)
		if claim.Speaker != "" {
			q.Text = claim.Text
		}
	}
	q.Limit = mostMatches
	result, err := r.Index.Search(r.Context(), q)
	if err != nil {
		return nil, err
	}
	if answer, err := p.inPlaceOf(r, q, claim, result, n); answer != nil || err != nil {
		return answer, err
	}
	hit := result.Hits[n]
	warnings, wrong, err := p.warnings(r, claim, result.Question, hit)
	if err != nil {
		return nil, err
	}
	answer := r.NewReply()
	verdict := verdicts[hit.Match]
	if (wrong || ofAnother(r, q, result, hit)) && hit.Match == search.Exact {
		verdict = bot.Others
	}
	answer.Verdict(verdict, which(r, n, len(result.Hits))...)
	warn(r, answer, q, result, hit, warnings...)
	left := answer.Quote(hit.Passage, hit.Words)
	addAnswer(r, answer, hit.Passage)
	quoteButtons(r, answer, hit.Passage, left, pagesOf(typed, result.Hits), n)
	return answer, nil
}

// inPlaceOf answers where there is no nth match to show, or the matches are not
// shown one by one; it returns nil if that match is the answer.
func (p *proof) inPlaceOf(r *bot.Request, q search.Query, claim verify.Claim, result search.Result, n int) (*bot.Reply, error) {
	if n == 0 {
		if err := whoIsMeant(r, q, result.Question); err != nil {
			return nil, err
		}
		if q.Speaker == nil && result.Question.Asking == search.ForPerson && result.Match < search.Close {
			return card(r, result.Question.Speaker, q.Record)
		}
		if answer, err := fromMetadata(r, q, result); answer != nil || err != nil {
			return answer, err
		}
	}
	if n == 0 || len(result.Hits) == 0 {
		if says, instead := absent(r.Context(), r.Language, r.Index, q, result); says.Key != "" {
			return nil, notFound(r, q, result, says, instead)
		}
	}
	if n < 0 || n >= len(result.Hits) {
		return nil, bot.Refuse("There are no more matches: the record may have changed since. `/quote` searches it again.")
	}
	if result.Hits[n].Match <= search.Loose && n == 0 && len(result.Hits) > 1 {
		return p.related(r, q, claim, result)
	}
	if n == 0 && result.Match == search.Exact && len(result.Stretch) > 1 {
		return acrossTurns(r, result.Stretch)
	}
	return nil, nil
}

// acrossTurns quotes words that go from one turn into another, and cites both.
func acrossTurns(r *bot.Request, parts []search.Hit) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Verdict(bot.Exact)
	first, last := parts[0].Passage, parts[len(parts)-1].Passage
	answer.Say("This text goes over several turns: %s.", r.Source(first, last))
	for _, part := range parts {
		answer.Quote(part.Passage, part.Words)
	}
	answer.Buttons(bot.Button("In context", bot.ContextClick(first, 1)), citeButton(first, last))
	return answer, nil
}

// warn points out what differs between what was asked and a hit, lines of
// which are given.
func warn(r *bot.Request, answer *bot.Reply, q search.Query, result search.Result, hit search.Hit, lines ...bot.Markdown) {
	if ofAnother(r, q, result, hit) {
		lines = append(lines, "⚠ "+r.Say("These are not words of %s.", bot.Clip(r.NameOr(result.Question.Speaker.Name), 80)))
	}
	if hit.Match <= search.Loose {
		for _, says := range lacking(r.Language, r.Index, q, result) {
			lines = append(lines, "⚠ "+r.Say(says.Key, says.Args...))
		}
	}
	if turns := result.Stretch; len(turns) > 1 {
		lines = append(lines, r.Say("This text goes over several turns: %s. Here is its longest part.", r.Source(turns[0].Passage, turns[len(turns)-1].Passage)))
	}
	if len(lines) > 0 {
		answer.Add(bot.Join(lines, "\n"))
	}
}

// ofAnother reports whether a hit is not of the one whom the question names.
func ofAnother(r *bot.Request, q search.Query, result search.Result, hit search.Hit) bool {
	asked := result.Question.Speaker
	return asked != nil && q.Speaker == nil && r.Index.Library().Person(hit.Turn) != asked
}

// whoIsMeant asks which of several people a question names.
func whoIsMeant(r *bot.Request, q search.Query, asked search.Question) error {
	if q.Speaker != nil || asked.Speaker != nil || len(asked.Speakers) < 2 {
		return nil
	}
	var choices []discordgo.SelectMenuOption
	for _, m := range asked.Speakers[:min(bot.MaxOptions, len(asked.Speakers))] {
		choices = append(choices, discordgo.SelectMenuOption{
			Label: m.Person.Name, Value: bot.TokenOfPerson(m.Person), Description: describe(r, m.Person),
		})
	}
	tellApart(r, choices)
	return r.Ask("speaker", r.Say("Which one do you mean by “%s”?", bot.Clip(asked.Name, 100)), choices)
}

// fromMetadata answers a question after the meeting itself with what stands at
// the head of the record, and with the narration that says more. It returns
// nil for other questions, and where something else may say it.
func fromMetadata(r *bot.Request, q search.Query, result search.Result) (*bot.Reply, error) {
	asked := result.Question
	if !asked.Occasion && asked.Asking != search.ForLength {
		return nil, nil
	}
	record := q.Record
	if all := r.Index.Library().Records; record == nil && len(all) == 1 {
		record = all[0]
	}
	if record == nil && len(result.Hits) > 0 {
		record = result.Hits[0].Turn.Record
	}
	if record == nil {
		return nil, nil
	}
	if asked.Asking == search.ForSubject {
		return describeRecord(r, record)
	}
	fact, known := facts[asked.Asking]
	says := ""
	if known {
		says = fact.of(r, record)
	}
	narrated := len(result.Hits) > 0 && result.Hits[0].Turn.Record == record && result.Hits[0].Turn.Kind == corpus.Narration &&
		!ofOneself(result.Hits[0].Text()) && (says == "" || asked.Asking == search.ForPresent)
	if says == "" && !narrated && (!asked.Occasion || len(result.Hits) > 0) {
		return nil, nil
	}
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(r.ShortTitle(record), 100)))
	if says != "" {
		answer.Add("**" + r.Say(fact.name) + ":** " + bot.Plain(bot.Clip(says, 500)))
	}
	if narrated {
		answer.Quote(result.Hits[0].Passage, result.Hits[0].Words)
	}
	if says == "" && !narrated {
		answer.Say("The record does not say.")
	}
	answer.Buttons(bot.Button("About this record", aboutClick(record)), r.Share(aboutClick(record)))
	return answer, nil
}

// ofOneself reports whether a text says what somebody does who says "I", so that it
// tells nothing of the meeting that a recorder would.
func ofOneself(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		return selves[strings.Trim(word, `.,;:!?"“”«»`)] // and not "A.I."
	})
}

var selves = map[string]bool{"I": true, "I'm": true, "I’m": true, "I've": true, "I’ve": true, "ich": true, "Ich": true, "je": true, "Je": true, "j'ai": true, "J'ai": true,
	"yo": true, "Yo": true, "я": true, "Я": true}

// facts are what the head of a record answers.
var facts = map[search.Asking]struct {
	name bot.Key
	of   func(*bot.Request, *corpus.Record) string
}{
	search.ForTime:       {"Date", func(r *bot.Request, in *corpus.Record) string { return r.Date(in.Date) }},
	search.ForPlace:      {"Place", func(_ *bot.Request, in *corpus.Record) string { return in.Place }},
	search.ForPresent:    {"Participants", func(_ *bot.Request, in *corpus.Record) string { return strings.Join(in.Participants, ", ") }},
	search.ForRecorder:   {"Recorded by", func(_ *bot.Request, in *corpus.Record) string { return in.Recorder }},
	search.ForTranslator: {"Translated by", func(_ *bot.Request, in *corpus.Record) string { return in.Translator }},
}

// related offers passages about what was looked for, none of which has its
// words in a row.
func (p *proof) related(r *bot.Request, q search.Query, claim verify.Claim, result search.Result) (*bot.Reply, error) {
	answer := r.NewReply()
	answer.Verdict(bot.Related)
	topic := result.Question.Topic
	if topic == "" || !strings.Contains(q.Text, topic) {
		topic = q.Text // what is left of a question without its verb is no topic
	}
	says, hits := bot.Key("About “%s”:"), offered(result.Hits)
	switch {
	case result.Question.Asks && hits[0].Partly:
		says, topic = "No passage has all of “%s”. These have part of it:", q.Text
	case result.Question.Asks:
		says, topic = "These passages may answer “%s”:", q.Text
	case result.Match == search.Loose:
		says, topic = "Nobody says “%s” in these words. These passages are close to it:", q.Text
	}
	answer.Say(says, unquoted(topic))
	warn(r, answer, q, result, hits[0])
	var warnings [][]bot.Markdown
	for _, hit := range hits {
		lines, _, err := p.warnings(r, verify.Claim{Text: claim.Text}, result.Question, hit)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, lines)
	}
	offerPassages(r, answer, hits, warnings...)
	answer.Row(r.Share(pagesOf(q, result.Hits).at(0)))
	return answer, nil
}

// offered returns the first hits that are to be offered, less those that show
// the same words as one before: a refrain, an answer given twice.
func offered(hits []search.Hit) []search.Hit {
	var some []search.Hit
	shown := make(map[string]bool)
	for _, hit := range hits {
		line := bot.Excerpt(hit.Passage, hit.Words, relatedUnits)
		if !shown[line] && len(some) < mostRelated {
			some = append(some, hit)
		}
		shown[line] = true
	}
	return some
}

// which says which of several matches one is.
func which(r *bot.Request, n, of int) []bot.Markdown {
	switch of {
	case 1:
		return nil
	case mostMatches:
		return []bot.Markdown{r.Say("%d of the best %d", n+1, of)}
	}
	return []bot.Markdown{r.Say("%d of %d", n+1, of)}
}

// mostRelated is how many passages are offered where none is the line that was
// looked for, and relatedUnits how much of each is shown, but for the best, of which
// bestUnits are: what answers a question stands around its words.
const (
	mostRelated  = 3
	relatedUnits = 160
	bestUnits    = 190
)

// units is how much is shown of the passage offered as number i.
func units(i int) int {
	if i == 0 {
		return bestUnits
	}
	return relatedUnits
}

// addAnswer shows what is said next where a passage ends with a question.
func addAnswer(r *bot.Request, answer *bot.Reply, p corpus.Passage) {
	if next := answerTo(r, p); next != "" {
		answer.Add(next)
	}
}

// answerTo returns what is said next where a passage ends with a question, which is
// likely what somebody wants who asks it; "" if nothing is, or nothing that may be shown.
func answerTo(r *bot.Request, p corpus.Passage) bot.Markdown {
	next := r.Index.AnswerTo(p.Turn)
	rest := corpus.Passage{Turn: p.Turn, Span: corpus.Span{Start: p.End, End: len(p.Turn.Text)}}
	if next == nil || next.Sensitive || p.Turn.Sensitive || strings.TrimSpace(rest.Text()) != "" && !rest.Inserted() {
		return ""
	}
	return r.Say("Then %s: %s", bot.Clip(r.NameOr(next.SpeakerName()), 80), bot.Excerpt(next.Whole(), nil, relatedUnits))
}

// offerPassages shows a line of each passage, under the warnings about it if there
// are any, and a menu to open one.
func offerPassages(r *bot.Request, answer *bot.Reply, hits []search.Hit, warnings ...[]bot.Markdown) {
	var options []discordgo.SelectMenuOption
	for i, hit := range hits {
		if i < len(warnings) && len(warnings[i]) > 0 {
			answer.Add(bot.Join(warnings[i], "\n"))
		}
		by, source := r.WhoSaid(hit.Passage, false), r.Source(hit.Passage, hit.Passage)
		who := r.Text("narration")
		if hit.Turn.Kind == corpus.Speech {
			who = r.NameOr(hit.Turn.SpeakerName())
		}
		label := hit.Turn.Reference().String() + ": " + who
		if hit.Turn.Sensitive {
			answer.Add(by + "\n" + bot.Small(source) + "\n" + bot.Small(r.Say("(marked as sensitive)")))
			options = append(options, discordgo.SelectMenuOption{Label: label, Value: bot.PassageToken(hit.Passage)})
			continue
		}
		line := bot.Excerpt(hit.Passage, hit.Words, units(i))
		shown := "> " + inBold(line, hit) + "\n" + bot.Small("— "+by+" · "+source)
		if next := answerTo(r, hit.Passage); next != "" && !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Turn == r.Index.AnswerTo(hit.Turn) }) {
			shown += "\n" + next
		}
		answer.Add(shown)
		options = append(options, discordgo.SelectMenuOption{Label: label, Value: bot.PassageToken(hit.Passage), Description: line})
	}
	answer.Menu(bot.Click{Verb: "pick", Fields: []string{"passage"}}, "Quote one of them", options)
}

// inBold returns a line of a passage with the words in bold that were found in it. A
// word that every text is full of is in bold only beside others.
func inBold(line string, hit search.Hit) bot.Markdown {
	found := make(map[string]bool)
	for _, w := range hit.Words {
		found[search.Fold(hit.Turn.Text[w.Start:w.End])] = true
	}
	var parts bot.Markdown
	done, at, end, telling := 0, 0, 0, false // a run of words that were found reaches from at to end
	flush := func() {
		if telling {
			parts += spaced(line[done:at]) + bot.Bold(bot.Plain(line[at:end]))
			done = end
		}
		at, end, telling = 0, 0, false
	}
	for fold, span := range search.EachWord(line) {
		if end > 0 && (!found[string(fold)] || strings.TrimSpace(line[end:span.Start]) != "") {
			flush()
		}
		if !found[string(fold)] {
			continue
		}
		if end == 0 {
			at = span.Start
		}
		end, telling = span.End, telling || search.Telling(fold, hit.Turn.Record.Language)
	}
	flush()
	return parts + spaced(line[done:])
}
