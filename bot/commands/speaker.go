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

func speakerCommand() bot.Command {
	return bot.Command{
		Declaration: declare("speaker", "Who somebody is, and where they speak",
			textOption("name", "The name, or about so", true),
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
		return nil, err
	}
	if who == nil {
		return nil, bot.Refuse("Please give the name of a speaker, for example: " + r.Example())
	}
	return card(r, who, in)
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

// mostParts bounds the records that a speaker's card goes into one by one.
const mostParts = 6

// distinctiveWords is how many words a card names that set a speaker apart.
const distinctiveWords = 8

// card says who somebody is and where they speak.
func card(r *bot.Request, who *corpus.Person, in *corpus.Record) (*bot.Reply, error) {
	var parts []share
	for _, part := range who.Parts {
		if in == nil || part.Record == in {
			parts = append(parts, shareOf(r.Index, part))
		}
	}
	if len(parts) == 0 {
		return nil, bot.Refuse(bot.Plain(bot.Clip(who.Name, 80)) + " does not speak in " + bot.Plain(bot.Where(in)) + ". `/speaker` without a record says where they do.")
	}
	answer := new(bot.Reply)
	answer.Add("## " + bot.Plain(bot.Clip(bot.NameOr(who.Name), 80)) + roleAndAliases(who))
	for _, part := range parts[:min(mostParts, len(parts))] {
		answer.Add(part.describe(len(who.Parts) > 1 || len(r.Index.Library().Records) > 1))
	}
	if more := parts[min(mostParts, len(parts)):]; len(more) > 0 {
		turns := 0
		for _, part := range more {
			turns += len(part.turns)
		}
		answer.Add(bot.Markdown("And " + bot.Count(turns, "turn") + " in " + bot.Count(len(more), "further record") + "."))
	}
	if words := r.Index.Distinctive(who, distinctiveWords); len(words) > 0 {
		answer.Add("Words that set them apart: " + bot.Plain(bot.Clip(strings.Join(words, ", "), 300)))
	}
	filter := bot.Packed(bot.TokenOfPerson(who), bot.TokenOfRecord(in))
	answer.Row(
		bot.Button("All their turns", turnsClick(0, filter)),
		bot.Button("A random one", anotherClick(who, in)),
		r.Share(bot.Click{Verb: "speaker", Fields: []string{filter}}),
	)
	return answer, nil
}

func roleAndAliases(who *corpus.Person) bot.Markdown {
	var lines bot.Markdown
	if who.Role != "" {
		lines += "\n" + bot.Plain(bot.Clip(who.Role, 100))
	}
	if len(who.Aliases) > 0 {
		lines += "\n" + bot.Small("Also: "+bot.Plain(bot.Clip(strings.Join(who.Aliases, ", "), 300)))
	}
	return lines
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

// describe says how much of the record is theirs, and how they begin and end.
func (s share) describe(title bool) bot.Markdown {
	var text bot.Markdown
	if title {
		text = bot.Bold(bot.Plain(bot.Where(s.record))) + "\n"
	}
	text += bot.Markdown(bot.Number(len(s.turns)) + " of " + bot.Count(s.of, "turn") + ", " + bot.Count(s.words, "word"))
	if s.all > 0 {
		text += bot.Markdown(" (" + percent(s.words, s.all) + " of all that is said)")
	}
	if len(s.turns) == 0 {
		return text
	}
	first, last := s.turns[0], s.turns[len(s.turns)-1]
	if first == last {
		return text + "\nOnly turn: " + sample(first)
	}
	return text + "\nFirst: " + sample(first) + "\nLast: " + sample(last)
}

// percent writes a share in whole percent, but never that something is
// nothing.
func percent(part, whole int) string {
	p := (100*part + whole/2) / whole
	if p == 0 && part > 0 {
		return "under 1 %"
	}
	return strconv.Itoa(p) + " %"
}

// sample shows on one line how a turn begins, with its reference.
func sample(t *corpus.Turn) bot.Markdown {
	ref := bot.Plain(bot.Clip(t.Reference().String(), 100))
	if t.Sensitive {
		return ref + " _(marked as sensitive)_"
	}
	return "“" + bot.Plain(bot.Excerpt(t.Whole(), nil, 100)) + "” (" + ref + ")"
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
		return nil, bot.Refuse("That page is no longer there; the record may have changed. `/speaker` counts anew.")
	}
	answer := new(bot.Reply)
	answer.Add(bot.Bold(bot.Plain(bot.Clip(bot.NameOr(who.Name), 80))) + bot.Markdown(" · "+bot.Count(len(turns), "turn")+" · page "+string(bot.NthOf(page, pages))))
	var options []discordgo.SelectMenuOption
	for _, t := range turns[page*turnsOnPage : min(len(turns), (page+1)*turnsOnPage)] {
		ref := t.Reference().String()
		text := bot.Excerpt(t.Whole(), nil, 120)
		if t.Sensitive {
			text = "(marked as sensitive)"
		}
		answer.Add(bot.Bold(bot.Plain(bot.Clip(ref, 60))) + " " + bot.Plain(text))
		options = append(options, discordgo.SelectMenuOption{Label: ref, Value: t.ID.String(), Description: text})
	}
	at := func(page int) bot.Click { return turnsClick(page, r.Field("filter")) }
	answer.Menu(openClick("turn"), "Read one in its place", options)
	prev, next := bot.Pager("Earlier", "Later", page, pages, at)
	answer.Row(prev, next, r.Share(at(page)))
	return answer, nil
}
