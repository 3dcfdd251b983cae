package commands

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// noWord answers a query that no record could hold.
const noWord bot.Key = "There is no word in that to look for."

// NotFound says in Discord's markdown that no passage answers q, whose result
// has no hits, and quotes below that what comes near.
func NotFound(ctx context.Context, l *bot.Language, x *search.Index, q search.Query, result search.Result) string {
	if !strings.ContainsFunc(q.Text, bot.IsWordRune) {
		return string(l.Say(noWord))
	}
	message, instead := absent(ctx, l, x, q, result)
	says := l.Say(message.Key, message.Args...)
	if instead.Turn != nil {
		says += "\n" + l.Say(instead.lead) + "\n" + bot.Markdown(l.Quotation(instead.Passage, instead.Words))
	}
	return string(says)
}

// notFound refuses a query with what is said of it, and offers what comes near
// and what to try.
func notFound(r *bot.Request, q search.Query, result search.Result, says bot.Message, instead offer) error {
	answer := r.NewReply()
	answer.Verdict(bot.Absent)
	answer.Say(says.Key, says.Args...)
	if instead.Turn != nil {
		answer.Say(instead.lead)
		offerPassages(r, answer, []search.Hit{instead.Hit})
	}
	var tries []bot.Markdown
	otherWords := r.Index.OtherLanguage(q.Text)
	if otherWords {
		answer.Say("These words seem to be in another language than the records, whose own words are searched.")
	}
	for _, word := range result.Suggestions {
		tries = append(tries, r.Say("Did you mean “%s”?", word))
	}
	if q.Speaker != nil || q.Record != nil {
		tries = append(tries, r.Say("Try it without the speaker or the record."))
	}
	if _, exactly := search.Unquote(q.Text); exactly {
		tries = append(tries, r.Say("Without quotation marks, similar words count, too."))
	}
	tries = append(tries, r.Say("`/random about:` shows passages about something."))
	if !otherWords && inAnotherLanguage(r) {
		tries = append(tries, r.Say("The records are in another language than yours: type words as they have them."))
	}
	answer.Add(bot.Small(bot.Join(tries, " ")))
	return &bot.Refusal{Reply: answer}
}

// inAnotherLanguage reports whether no record is in the language of whoever asks.
func inAnotherLanguage(r *bot.Request) bool {
	mine := r.Language.Code()
	records := r.Index.Library().Records
	return len(records) > 0 && !slices.ContainsFunc(records, func(in *corpus.Record) bool {
		of, _, _ := strings.Cut(in.Language, "-")
		return of == "" || strings.EqualFold(of, mine)
	})
}

// absent says that no passage answers q, and returns one to offer in its
// place. It says nothing if the hits of result are an answer: related passages
// are, unless the words themselves stand elsewhere.
func absent(ctx context.Context, l *bot.Language, x *search.Index, q search.Query, result search.Result) (says bot.Message, instead offer) {
	if result.Match > search.Loose {
		return bot.Message{}, offer{}
	}
	lib := x.Library()
	if o := elsewhere(ctx, x, q); o.Turn != nil {
		return missing(l, lib, q), o
	}
	if len(result.Hits) > 0 {
		return bot.Message{}, offer{}
	}
	if says := stranger(l, lib, result.Question); says.Key != "" {
		return says, aboutThem(result)
	}
	if there := besides(l, lib, q); there.Key != "" {
		return there, offer{}
	}
	return missing(l, lib, q), nearest(q, result)
}

// An offer is a passage that was not asked for, and what is said before it.
// Its Turn is nil if there is none to offer.
type offer struct {
	search.Hit
	lead bot.Key
}

// elsewhere returns what others say, or other records hold, of the words that
// q looks for in one speaker or record.
func elsewhere(ctx context.Context, x *search.Index, q search.Query) offer {
	if q.Speaker == nil && q.Record == nil {
		return offer{}
	}
	all, err := x.Search(ctx, search.Query{Text: q.Text, Limit: 1})
	if err != nil {
		return offer{} // nobody waits for it any more
	}
	switch all.Match {
	case search.Exact:
		return offer{all.Hits[0], "But the words are there:"}
	case search.Close:
		return offer{all.Hits[0], "But words close to these are there:"}
	}
	return offer{}
}

// nearest returns the passage that a search without hits came nearest to.
func nearest(q search.Query, result search.Result) offer {
	if t := result.Nearest.Turn; t == nil || t.Sensitive || !near(q.Text, result.Nearest) {
		return offer{}
	}
	return offer{result.Nearest, "Nearest, but not the same:"}
}

// near reports whether a passage has more than a word in common with what was looked
// for: of several words that tell something, one is in every text.
func near(text string, hit search.Hit) bool {
	language := hit.Turn.Record.Language
	asked := make(map[string]bool)
	for w := range search.EachWord(text) {
		if search.Telling(w, language) {
			asked[string(w)] = true
		}
	}
	shared := make(map[string]bool)
	for _, w := range hit.Words {
		if fold := search.Fold(hit.Turn.Text[w.Start:w.End]); search.Telling([]byte(fold), language) {
			shared[fold] = true
		}
	}
	return len(shared) >= min(2, len(asked))
}

// aboutThem returns the passage that speaks of somebody who does not speak, by the last
// name: another name that is written nearly so is another's.
func aboutThem(result search.Result) offer {
	o := offer{Hit: result.Nearest}
	names := nameWords(result.Question.Stranger)
	if o.Turn == nil || o.Turn.Sensitive || len(names) == 0 {
		return offer{}
	}
	last := names[len(names)-1]
	if !slices.ContainsFunc(nameWords(o.Text()), func(w string) bool { return w == last || w == last+"s" }) {
		return offer{}
	}
	o.lead = "But the record speaks of them:"
	return o
}

// missing says that the words of q are not there.
func missing(l *bot.Language, lib *corpus.Library, q search.Query) bot.Message {
	words := unquoted(q.Text)
	speaker := ""
	if q.Speaker != nil {
		speaker = bot.Clip(l.NameOr(q.Speaker.Name), 80)
	}
	switch {
	case q.Speaker != nil && q.Record != nil:
		return bot.Msg("In %s, %s does not say “%s”.", l.Where(q.Record), speaker, words)
	case q.Speaker != nil:
		return bot.Msg("%s does not say “%s”.", speaker, words)
	case q.Record != nil:
		return bot.Msg("%s does not hold “%s”.", l.Where(q.Record), words)
	case len(lib.Records) == 0:
		return bot.Msg("No record is loaded that could hold “%s”.", words)
	case len(lib.Records) == 1:
		return bot.Msg("The record does not hold “%s”.", words)
	}
	return bot.Msg("None of the %d records holds “%s”.", len(lib.Records), words)
}

// mostLacking is how many words are named that nobody says.
const mostLacking = 3

// lacking says what of a question is not there, though passages about the rest
// of it are: who does not speak, and words that nobody says.
func lacking(l *bot.Language, x *search.Index, q search.Query, result search.Result) []bot.Message {
	var says []bot.Message
	if m := stranger(l, x.Library(), result.Question); m.Key != "" {
		says = append(says, m)
	}
	topic := q.Text
	if result.Match == search.Related && result.Question.Topic != "" {
		topic = result.Question.Topic
	}
	unheard := slices.DeleteFunc(x.Unheard(topic), func(word string) bool { return saysNothing(x, q.Text, word) })
	for _, word := range unheard[:min(mostLacking, len(unheard))] {
		if there := besides(l, x.Library(), search.Query{Text: word}); there.Key != "" {
			says = append(says, there)
		} else if len(x.Library().Records) == 1 {
			says = append(says, bot.Msg("“%s” stands nowhere in the record.", bot.Clip(word, 80)))
		} else {
			says = append(says, bot.Msg("“%s” stands in none of the records.", bot.Clip(word, 80)))
		}
	}
	return says
}

// saysNothing reports whether it tells nothing that a word of a question stands nowhere:
// it names somebody who speaks, asks how much or what is said, or is a title.
func saysNothing(x *search.Index, text, word string) bool {
	folded := search.Fold(word)
	if calledSo(x.Library(), folded) || search.IsTitle(folded) || spotWords[folded] == spotSays {
		return true
	}
	asked := strings.Fields(search.Fold(text))
	at := slices.Index(asked, folded)
	return at > 0 && measures[asked[at-1]]
}

// measures ask for an amount with the next word: "how long".
var measures = map[string]bool{"how": true, "wie": true, "cuan": true}

// calledSo reports whether a speaker's name, or an alias, is one word.
func calledSo(lib *corpus.Library, folded string) bool {
	return slices.ContainsFunc(lib.People, func(p corpus.Person) bool {
		return slices.ContainsFunc(append([]string{p.Name}, p.Aliases...), func(name string) bool { return search.Fold(name) == folded })
	})
}

// stranger says that somebody of whom words are asked says none. It says
// nothing if the question asks for nobody's, or for those of one who speaks.
func stranger(l *bot.Language, lib *corpus.Library, asked search.Question) bot.Message {
	if asked.Stranger == "" {
		return bot.Message{}
	}
	name := bot.Clip(asked.Stranger, 80)
	if in, silent := Silent(lib, asked.Stranger); in != nil {
		return bot.Msg(tookPart, bot.Clip(silent, 80), bot.Clip(l.ShortTitle(in), 300))
	}
	if letters := initials(lib, asked.Stranger); len(letters) > 0 {
		return bot.Msg("No speaker is called “%s”. The record has initials for names: %s.", name, strings.Join(letters, ", "))
	}
	if len(lib.Records) == 1 {
		return bot.Msg("“%s” does not speak in the record.", name)
	}
	return bot.Msg("“%s” speaks in none of the records.", name)
}

// initials returns those labels of speakers that are initials, if those of a name are
// among their letters: LG of "Louise". Then nobody can say that she does not speak.
func initials(lib *corpus.Library, name string) []string {
	var labels []string
	fits := false
	for i := range lib.People {
		label := strings.NewReplacer(".", "", " ", "").Replace(lib.People[i].Name)
		if n := utf8.RuneCountInString(label); n < 2 || n > 3 || strings.ToUpper(label) != label || strings.ToLower(label) == label {
			continue
		}
		labels = append(labels, bot.Clip(lib.People[i].Name, 20))
		for _, w := range nameWords(name) {
			first, _ := utf8.DecodeRuneInString(w)
			fits = fits || strings.ContainsRune(strings.ToLower(label), first)
		}
	}
	if !fits || len(labels) > mostNamed {
		return nil
	}
	return labels
}

// unquoted returns what was looked for without quotation marks around it.
func unquoted(text string) string { return bot.Clip(strings.Trim(text, `"“”«»`), 200) }
