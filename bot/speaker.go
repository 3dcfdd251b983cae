package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

func speakerCommand() command {
	return command{
		declaration: declare("speaker", "Who somebody is, and where they speak",
			textOption("name", "The name, or about so", true),
			textOption("record", "Only in this record", false),
		),
		example:      "/speaker name: {speaker}",
		run:          runSpeaker,
		autocomplete: map[string]propose{"name": proposeSpeakers, "record": proposeRecords},
		verbs: []verb{
			{name: "speaker", fields: 1, run: speakerCard},
			{name: "turns", fields: 2, run: turnsPage},
		},
		private: true,
	}
}

func runSpeaker(_ context.Context, r *request) (reply, error) {
	who, in, err := r.filters("name")
	if err != nil {
		return nil, err
	}
	if who == nil {
		return nil, refuse("Please give the name of a speaker, for example: " + r.bot.example(r.command))
	}
	return r.card(who, in)
}

// speakerCard answers a button that carries a speaker and perhaps a record.
func speakerCard(_ context.Context, r *request) (reply, error) {
	who, in, err := r.unpackSpeaker(r.fields[0])
	if err != nil {
		return nil, err
	}
	return r.card(who, in)
}

func (r *request) unpackSpeaker(field string) (*corpus.Person, *corpus.Record, error) {
	values, ok := unpacked(field, 2)
	if !ok || !isToken(values[0], personToken) {
		return nil, nil, refuse(oldButton)
	}
	r.options = map[string]string{"name": values[0], "record": values[1]}
	return r.filters("name")
}

// mostParts bounds the records that a speaker's card goes into one by one.
const mostParts = 6

// distinctiveWords is how many words a card names that set a speaker apart.
const distinctiveWords = 8

// card says who somebody is and where they speak.
func (r *request) card(who *corpus.Person, in *corpus.Record) (reply, error) {
	var parts []share
	for _, part := range who.Parts {
		if in == nil || part.Record == in {
			parts = append(parts, shareOf(r.index, part))
		}
	}
	if len(parts) == 0 {
		return nil, refuse(plain(clip(who.Name, 80)) + " does not speak in " + plain(where(in)) + ". `/speaker` without a record says where they do.")
	}
	var answer reply
	answer.add("## " + plain(clip(nameOr(who.Name), 80)) + roleAndAliases(who))
	for _, part := range parts[:min(mostParts, len(parts))] {
		answer.add(part.describe(len(who.Parts) > 1 || len(r.index.Library().Records) > 1))
	}
	if more := parts[min(mostParts, len(parts)):]; len(more) > 0 {
		turns := 0
		for _, part := range more {
			turns += len(part.turns)
		}
		answer.add(markdown("And " + count(turns, "turn") + " in " + count(len(more), "further record") + "."))
	}
	if words := r.index.Distinctive(who, distinctiveWords); len(words) > 0 {
		answer.add("Words that set them apart: " + plain(clip(strings.Join(words, ", "), 300)))
	}
	filter := packed(tokenOfPerson(who), tokenOfRecord(in))
	answer.row(
		button("All their turns", state{"turns", []string{"0", filter}}),
		button("A random one", state{"another", []string{packed(tokenOfPerson(who), tokenOfRecord(in), "")}}),
		r.share(state{"speaker", []string{filter}}),
	)
	return answer, nil
}

func roleAndAliases(who *corpus.Person) markdown {
	var lines markdown
	if who.Role != "" {
		lines += "\n" + plain(clip(who.Role, 100))
	}
	if len(who.Aliases) > 0 {
		lines += "\n" + small("Also: "+plain(clip(strings.Join(who.Aliases, ", "), 300)))
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
func (s share) describe(title bool) markdown {
	var text markdown
	if title {
		text = bold(plain(where(s.record))) + "\n"
	}
	text += markdown(number(len(s.turns)) + " of " + count(s.of, "turn") + ", " + count(s.words, "word"))
	if s.all > 0 {
		text += markdown(" (" + percent(s.words, s.all) + " of all that is said)")
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
func sample(t *corpus.Turn) markdown {
	ref := plain(clip(t.Reference().String(), 100))
	if t.Sensitive {
		return ref + " _(marked as sensitive)_"
	}
	return "“" + plain(excerpt(t.Whole(), nil, 100)) + "” (" + ref + ")"
}

// turnsOnPage is how many turns a page of a speaker's turns lists.
const turnsOnPage = 8

// turnsPage lists a speaker's turns.
func turnsPage(_ context.Context, r *request) (reply, error) {
	page, err := strconv.Atoi(r.fields[0])
	if err != nil {
		return nil, refuse(oldButton)
	}
	who, in, err := r.unpackSpeaker(r.fields[1])
	if err != nil {
		return nil, err
	}
	var turns []*corpus.Turn
	for _, part := range who.Parts {
		if in == nil || part.Record == in {
			turns = append(turns, shareOf(r.index, part).turns...)
		}
	}
	pages := (len(turns) + turnsOnPage - 1) / turnsOnPage
	if page < 0 || page >= pages {
		return nil, refuse("That page is no longer there; the record may have changed. `/speaker` counts anew.")
	}
	var answer reply
	answer.add(bold(plain(clip(nameOr(who.Name), 80))) + markdown(" · "+count(len(turns), "turn")+" · page "+string(ordinalOf(page, pages))))
	var options []discordgo.SelectMenuOption
	for _, t := range turns[page*turnsOnPage : min(len(turns), (page+1)*turnsOnPage)] {
		ref := t.Reference().String()
		text := excerpt(t.Whole(), nil, 120)
		if t.Sensitive {
			text = "(marked as sensitive)"
		}
		answer.add(bold(plain(clip(ref, 60))) + " " + plain(text))
		options = append(options, discordgo.SelectMenuOption{Label: ref, Value: t.ID.String(), Description: text})
	}
	at := func(page int) state { return state{"turns", []string{strconv.Itoa(page), r.fields[1]}} }
	answer.menu(state{"open", []string{"turn"}}, "Read one in its place", options)
	prev, next := pager("Earlier", "Later", page, pages, at)
	answer.row(prev, next, r.share(at(page)))
	return answer, nil
}
