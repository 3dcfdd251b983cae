package commands

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
	"rapporteur/corpus/study/dialogue"
)

func speakerCommand() bot.Command {
	return bot.Command{
		Declaration: declare("speaker", "Who somebody is, and where they speak",
			textOption("name", "The name, or roughly the name", true),
			textOption("record", "Only in this record", false),
		),
		Example:      "/speaker name: {speaker}",
		Run:          runSpeaker,
		Autocomplete: map[string]bot.Propose{"name": proposeSpeakers, "record": proposeRecords},
		Verbs: []bot.Verb{
			{Name: "speaker", Fields: []string{"filter"}, Run: speakerCard},
			{Name: "turns", Fields: []string{"page", "filter"}, Run: turnsPage},
		},
		Private: true,
	}
}

func runSpeaker(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	who, in, err := filters(r, "name")
	if err != nil {
		if only := onlyOneNear(err); only != nil {
			answer, err := card(r, only, in)
			if err == nil {
				answer.First(bot.Small(r.Say("No speaker is called just “%s”. This one comes nearest:", bot.Clip(r.Options["name"], 80))))
			}
			return answer, err
		}
		return nil, err
	}
	if who == nil {
		return nil, bot.Refuse("Please give the name of a speaker, for example: %s", r.Example())
	}
	return card(r, who, in)
}

// onlyOneNear returns the one person that a question about a name is about, nil if
// it is about several or anything else. A card says who it is, so nothing is guessed.
func onlyOneNear(err error) *corpus.Person {
	var asked *oneMeant
	if errors.As(err, &asked) {
		return asked.person
	}
	return nil
}

// speakerCard answers a button that carries a speaker and perhaps a record.
func speakerCard(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	who, in, err := unpackSpeaker(r)
	if err != nil {
		return nil, err
	}
	return card(r, who, in)
}

// turnsClick shows a page of a speaker's turns.
func turnsClick(page int, filter string) bot.Click {
	return bot.Click{Verb: "turns", Fields: []string{strconv.Itoa(page), filter}}
}

func unpackSpeaker(r *bot.Request) (*corpus.Person, *corpus.Record, error) {
	values, ok := bot.Unpacked(r.Field("filter"), 2)
	if !ok || !bot.IsToken(values[0], bot.PersonToken) {
		return nil, nil, bot.Refuse(bot.OldButton)
	}
	r.Options = map[string]string{"name": values[0], "record": values[1]}
	return filters(r, "name")
}

// Limits of a speaker's card, which keep it on one screen of a phone.
const (
	mostParts        = 4 // records that are named
	distinctiveWords = 8
	mostPartners     = 3 // of those whom they answer
	mostSamples      = 3 // quotations to open
	sampleUnits      = 160
)

// card says who somebody is, how much they say, when and to whom, and quotes
// them.
func card(r *bot.Request, who *corpus.Person, in *corpus.Record) (*bot.Reply, error) {
	var parts []share
	for _, part := range who.Parts {
		if in == nil || part.Record == in {
			parts = append(parts, shareOf(r.Index, part))
		}
	}
	if len(parts) == 0 {
		return nil, bot.Refuse("%s does not speak in %s. `/speaker` without a record says where they do.", bot.Clip(who.Name, 80), r.Where(in))
	}
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(r.NameOr(who.Name), 80)))
	var lines []bot.Markdown
	if who.Role != "" {
		lines = append(lines, bot.Plain(bot.Clip(who.Role, 100)))
	}
	if len(who.Aliases) > 0 {
		lines = append(lines, bot.Small(r.Say("Also: %s", bot.Clip(strings.Join(who.Aliases, ", "), 200))))
	}
	lines = append(lines, amounts(r, parts)...)
	if partners := partners(r, who, parts); partners != "" {
		lines = append(lines, r.Say("**Answers most often:** %s", bot.Clip(partners, 200)))
	}
	words := spokenBy(r, who, r.Index.Distinctive(who, 2*distinctiveWords))
	words = words[:min(distinctiveWords, len(words))]
	if len(words) > 0 {
		lines = append(lines, r.Say("**Words they use more than others:** %s", bot.Clip(strings.Join(words, ", "), 300)))
	}
	answer.Add(bot.Join(lines, "\n"))
	samples := samplesOf(parts, words)
	var options []discordgo.SelectMenuOption
	for _, p := range samples {
		answer.Add("> " + bot.Plain(bot.Excerpt(p, nil, sampleUnits)) + "\n" + bot.Small(r.Source(p, p)))
		options = append(options, discordgo.SelectMenuOption{
			Label: p.Turn.Reference().String(), Value: p.Turn.ID.String(), Description: bot.Excerpt(p, nil, bot.MaxChoice),
		})
	}
	answer.Menu(openClick("turn"), "Read one in context", options)
	filter := bot.Packed(bot.TokenOfPerson(who), bot.TokenOfRecord(in))
	answer.Buttons(
		bot.Button("All their turns", turnsClick(0, filter)),
		bot.Button("When they speak", courseClick(parts[0].record, who)),
		bot.Button("A random one", anotherClick(who, in)),
		r.Share(bot.Click{Verb: "speaker", Fields: []string{filter}}),
	)
	return answer, nil
}

// spokenBy leaves those of some words of a person's turns that are more often theirs
// there than the editor's: not "Aside".
func spokenBy(r *bot.Request, who *corpus.Person, words []string) []string {
	return slices.DeleteFunc(words, func(word string) bool {
		own, inserted := 0, 0
		for p := range r.Index.Occurrences(word, true, nil) {
			switch {
			case r.Index.Library().Person(p.Turn) != who:
			case p.Inserted():
				inserted++
			default:
				own++
			}
		}
		return inserted > own
	})
}

// amounts say how much somebody says of each record.
func amounts(r *bot.Request, parts []share) []bot.Markdown {
	var lines []bot.Markdown
	titled := len(r.Index.Library().Records) > 1
	for _, s := range parts[:min(mostParts, len(parts))] {
		said := bot.Join([]bot.Markdown{r.Say("%d of %d turns", len(s.turns), s.of), r.Say("%d words", s.words)}, ", ")
		if s.all > 0 {
			said = r.Say("%s (%s of all that is said)", said, percent(r.Language, s.words, s.all))
		}
		if titled {
			said = "**" + bot.Plain(bot.Clip(shortName(r, s.record), 100)) + "** · " + said
		}
		lines = append(lines, said)
	}
	if more := parts[min(mostParts, len(parts)):]; len(more) > 0 {
		turns := 0
		for _, part := range more {
			turns += len(part.turns)
		}
		lines = append(lines, r.Say("and %s in %s", r.Say("%d turns", turns), r.Say("%d more records", len(more))))
	}
	return lines
}

// partners names those after whom somebody speaks most, with how often.
func partners(r *bot.Request, who *corpus.Person, parts []share) string {
	times := make(map[*corpus.Person]int)
	for _, s := range parts {
		for other, n := range dialogue.Answered(r.Index.Library(), s.record, who) {
			times[other] += n
		}
	}
	others := slices.SortedFunc(maps.Keys(times), func(a, b *corpus.Person) int {
		return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a.Name, b.Name))
	})
	var named []string
	n := min(mostPartners, len(others))
	for n < len(others) && n < 2*mostPartners && times[others[n]] == times[others[n-1]] {
		n++ // nobody is left out who is answered as often as the last one
	}
	if n < len(others) {
		for last := times[others[n]]; n > 0 && times[others[n-1]] == last; {
			n--
		}
	}
	for _, other := range others[:n] {
		named = append(named, r.Text("%s (%d times)", bot.Clip(r.NameOr(other.Name), 60), times[other]))
	}
	return strings.Join(named, ", ")
}

// samplesOf returns passages that can stand alone, those first that hold most
// of the words, in the order of the records.
func samplesOf(parts []share, words []string) []corpus.Passage {
	type candidate struct {
		corpus.Passage
		order, worth int
	}
	var all []candidate
	for _, s := range parts {
		for _, t := range s.turns {
			if p, worth := mostTelling(t, words); worth >= 0 {
				all = append(all, candidate{p, len(all), worth})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.worth, a.worth) })
	all = all[:min(mostSamples, len(all))]
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(a.order, b.order) })
	var samples []corpus.Passage
	for _, c := range all {
		samples = append(samples, c.Passage)
	}
	return samples
}

// mostTelling returns the passage of a turn that can stand alone and holds most
// of the words, and how many; -1 where none can.
func mostTelling(t *corpus.Turn, words []string) (best corpus.Passage, most int) {
	most = -1
	for _, p := range corpus.StandAlone(t) {
		held := 0
		for _, w := range words {
			if strings.Contains(p.Text(), w) {
				held++
			}
		}
		if held > most {
			best, most = p, held
		}
	}
	return best, most
}

// A share is what one person says of one record.
type share struct {
	record *corpus.Record
	turns  []*corpus.Turn
	words  int // theirs
	all    int // words of all speech in the record
	of     int // turns of all speech in the record
}

func shareOf(x *search.Index, part corpus.Part) share {
	s := share{record: part.Record}
	for i := range part.Record.Turns {
		t := &part.Record.Turns[i]
		if t.Kind != corpus.Speech {
			continue
		}
		words := x.Words(t)
		s.of++
		s.all += words
		if t.Speaker == part.Speaker {
			s.turns = append(s.turns, t)
			s.words += words
		}
	}
	return s
}

// percent writes a share in whole percent, but never that something is
// nothing.
func percent(l *bot.Language, part, whole int) bot.Markdown {
	p := (100*part + whole/2) / whole
	if p == 0 && part > 0 {
		return l.Say("under 1 %%")
	}
	return l.Say("%d %%", p)
}

// turnsOnPage is how many turns a page of a speaker's turns lists.
const turnsOnPage = 8

// turnsPage lists a speaker's turns.
func turnsPage(_ context.Context, r *bot.Request) (*bot.Reply, error) {
	page, err := strconv.Atoi(r.Field("page"))
	if err != nil {
		return nil, bot.Refuse(bot.OldButton)
	}
	who, in, err := unpackSpeaker(r)
	if err != nil {
		return nil, err
	}
	var turns []*corpus.Turn
	for _, part := range who.Parts {
		if in == nil || part.Record == in {
			turns = append(turns, shareOf(r.Index, part).turns...)
		}
	}
	pages := (len(turns) + turnsOnPage - 1) / turnsOnPage
	if page < 0 || page >= pages {
		return nil, bot.Refuse("That page is no longer there: the record may have changed. `/speaker` counts again.")
	}
	answer := r.NewReply()
	answer.Title(bot.Plain(bot.Clip(r.NameOr(who.Name), 80)), r.Say("%d turns", len(turns)), r.Say("page %d of %d", page+1, pages))
	var options []discordgo.SelectMenuOption
	for _, t := range turns[page*turnsOnPage : min(len(turns), (page+1)*turnsOnPage)] {
		ref := t.Reference().String()
		text := bot.Excerpt(t.Whole(), nil, 120)
		if t.Sensitive {
			text = r.Text("(marked as sensitive)")
		}
		answer.Add(bot.Bold(bot.Plain(bot.Clip(ref, 60))) + " " + bot.Plain(text))
		options = append(options, discordgo.SelectMenuOption{Label: ref, Value: t.ID.String(), Description: text})
	}
	at := func(page int) bot.Click { return turnsClick(page, r.Field("filter")) }
	answer.Menu(openClick("turn"), "Read one in context", options)
	prev, next := bot.Pager("Earlier", "Later", page, pages, at)
	answer.Row(prev, next, r.Share(at(page)))
	return answer, nil
}
