package commands

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// person returns whom an option names, nil if it is not given. Where that is
// not sure it asks; it never guesses.
func person(r *bot.Request, option string, in *corpus.Record) (*corpus.Person, error) {
	typed := r.Options[option]
	if typed == "" {
		return nil, nil
	}
	if bot.IsToken(typed, bot.PersonToken) {
		if p := bot.PersonOf(r.Index.Library(), typed); p != nil {
			return p, nil
		}
		return nil, bot.Refuse(bot.GoneSpeaker)
	}
	if in, name := Silent(r.Index.Library(), typed); in != nil {
		return nil, bot.Refuse(tookPart,
			bot.Clip(name, 80), bot.Clip(bot.RecordTitle(in), 300))
	}
	matches, sure, err := r.Index.Speakers(r.Context(), typed, in)
	if err != nil {
		return nil, err
	}
	if sure && len(matches) > 0 {
		return matches[0].Person, nil
	}
	if p := onlyOneCalled(typed, matches); p != nil {
		return p, nil
	}
	held := holders(r, typed, in)
	if len(held) == 1 {
		return held[0], nil
	}
	if len(matches) < 2 {
		if err := noSpeaker(r, typed, in); err != nil {
			return nil, err
		}
	}
	if len(matches) == 0 {
		for _, p := range held {
			matches = append(matches, search.NameMatch{Person: p})
		}
	}
	if len(matches) == 0 {
		return nil, askAnybody(r, option, typed, in)
	}
	question := r.Say("Which one do you mean by “%s”?", bot.Clip(typed, 100))
	if len(matches) == 1 {
		question = r.Say("No speaker is called just “%s”. Do you mean this one?", bot.Clip(typed, 100))
	}
	err = askPerson(r, option, question, "%d more have similar names. `/speaker` proposes them while you type.", matches)
	if len(matches) == 1 {
		err = &oneMeant{err, matches[0].Person}
	}
	return nil, err
}

// A oneMeant asks whether the one person is meant who comes near a name.
type oneMeant struct {
	error
	person *corpus.Person
}

// Unwrap returns the question.
func (o *oneMeant) Unwrap() error { return o.error }

// askAnybody asks for one of those who speak, where none is called as typed.
func askAnybody(r *bot.Request, option, typed string, in *corpus.Record) error {
	all, _, err := r.Index.Speakers(r.Context(), "", in)
	if err != nil {
		return err
	}
	var question bot.Markdown
	switch name := bot.Clip(typed, 100); {
	case len(all) == 0:
		return bot.Refuse("Nobody speaks in the records that are loaded, so there is no speaker to choose.")
	case in != nil:
		question = r.Say("No speaker in %s is called “%s”. These speak there:", bot.Clip(r.ShortTitle(in), 80), name)
	case len(all) > bot.MaxOptions:
		question = r.Say("No speaker is called “%s”. These speak most:", name)
	default:
		question = r.Say("No speaker is called “%s”. These speak here:", name)
	}
	return askPerson(r, option, question, "%d more speak here. `/speaker` proposes them while you type.", all)
}

// askPerson asks which of several is meant; others says how many find no room.
func askPerson(r *bot.Request, option string, question bot.Markdown, others bot.Key, matches []search.NameMatch) error {
	var choices []discordgo.SelectMenuOption
	for _, m := range matches[:min(bot.MaxOptions, len(matches))] {
		choices = append(choices, discordgo.SelectMenuOption{
			Label:       m.Person.Name,
			Value:       bot.TokenOfPerson(m.Person),
			Description: describe(r, m.Person),
		})
	}
	tellApart(r, choices)
	if n := len(matches) - len(choices); n > 0 {
		question += "\n" + bot.Small(r.Say(others, n))
	}
	return r.Ask(option, question, choices)
}

// onlyOneCalled returns the one person whose name is just that: it was
// proposed, and chosen though others have names like it. It returns nil if
// there is none or more than one.
func onlyOneCalled(name string, matches []search.NameMatch) *corpus.Person {
	var one *corpus.Person
	for _, m := range matches {
		if m.Person.Name != name {
			continue
		}
		if one != nil {
			return nil
		}
		one = m.Person
	}
	return one
}

// tellApart adds the record's ID to the description of each person who is called
// and described like another one.
func tellApart(r *bot.Request, people []discordgo.SelectMenuOption) {
	alike := make(map[[2]string]int)
	for _, o := range people {
		alike[[2]string{o.Label, o.Description}]++
	}
	for i, o := range people {
		if alike[[2]string{o.Label, o.Description}] < 2 {
			continue
		}
		if p := bot.PersonOf(r.Index.Library(), o.Value); p != nil {
			people[i].Description = p.Parts[0].Record.ID + ", " + o.Description
		}
	}
}

// namesApart returns what to call each of some people, among them nil for the
// recorder. Who is not the only one of a name is called after a record as well.
func namesApart(l *bot.Language, people []*corpus.Person) map[*corpus.Person]string {
	called := make(map[*corpus.Person]string)
	same := make(map[string]int)
	tell := func(name func(p *corpus.Person) string) {
		for _, p := range people {
			called[p] = name(p)
		}
		clear(same)
		for _, name := range called {
			same[name]++
		}
	}
	tell(func(p *corpus.Person) string {
		if p == nil {
			return l.Text("the recorder")
		}
		return l.NameOr(p.Name)
	})
	for _, in := range []func(r *corpus.Record) string{l.ShortTitle, func(r *corpus.Record) string { return r.ID }} {
		tell(func(p *corpus.Person) string {
			if p == nil || same[called[p]] < 2 {
				return called[p]
			}
			return bot.Clip(l.NameOr(p.Name), 40) + " (" + bot.Clip(in(p.Parts[0].Record), 60) + ")"
		})
	}
	return called
}

// describe tells people of one name apart: by role and, where there are
// several, by records.
func describe(r *bot.Request, p *corpus.Person) string {
	var parts []string
	if p.Role != "" {
		parts = append(parts, p.Role)
	}
	if len(r.Index.Library().Records) > 1 {
		parts = append(parts, bot.Clip(bot.RecordTitle(p.Parts[0].Record), 60))
	}
	if n := len(p.Parts) - 1; n > 0 {
		parts = append(parts, r.Text("and %d other records", n))
	}
	return strings.Join(parts, ", ")
}

// proposeSpeakers is the autocompletion of an option that names a speaker.
func proposeSpeakers(r *bot.Request, typed string) []bot.Choice {
	in, _ := record(r, "record")
	matches, _, _ := r.Index.Speakers(r.Context(), typed, in) // none once nobody waits
	named := make(map[string]int)
	for _, m := range matches {
		named[m.Person.Name]++
	}
	matches = matches[:min(bot.MaxChoices, len(matches))]
	described := make([]discordgo.SelectMenuOption, len(matches))
	for i, m := range matches {
		described[i] = discordgo.SelectMenuOption{Label: m.Person.Name, Value: bot.TokenOfPerson(m.Person), Description: describe(r, m.Person)}
	}
	tellApart(r, described)
	var choices []bot.Choice
	for _, o := range described {
		c := bot.Choice{Name: o.Label, Value: o.Label}
		if named[o.Label] > 1 || bot.Units(c.Value) > bot.MaxChoice {
			c = bot.Choice{Name: o.Label + " (" + o.Description + ")", Value: o.Value}
		}
		choices = append(choices, c)
	}
	return choices
}

// tookPart says of somebody that they took part and say nothing.
const tookPart bot.Key = "%s took part in **%s**, and the record holds no word of theirs. `/records list` names all who took part."

// Silent returns the record whose participants have somebody of that name who
// speaks in no record, and their name as the record has it; nil if there is
// none.
func Silent(lib *corpus.Library, typed string) (*corpus.Record, string) {
	words := nameWords(typed)
	if len(words) == 0 {
		return nil, ""
	}
	for _, r := range lib.Records {
		for _, name := range r.Participants {
			of := nameWords(name)
			if n := len(of); n > 0 && slices.Contains(words, of[n-1]) && !speaks(lib, of[n-1]) {
				return r, name
			}
		}
	}
	return nil, ""
}

// speaks reports whether any of some words is part of the name of somebody who speaks.
func speaks(lib *corpus.Library, words ...string) bool {
	return slices.ContainsFunc(lib.People, func(p corpus.Person) bool {
		of := nameWords(p.Name + " " + strings.Join(p.Aliases, " "))
		return slices.ContainsFunc(words, func(word string) bool { return slices.Contains(of, word) })
	})
}

// nameWords returns the words of a name or title in lower case and without
// diacritics.
func nameWords(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !bot.IsWordRune(r) })
}

// record returns which record an option names, nil if it is not given. Where
// that is not sure it asks.
func record(r *bot.Request, option string) (*corpus.Record, error) {
	typed := r.Options[option]
	if typed == "" {
		return nil, nil
	}
	lib := r.Index.Library()
	if bot.IsToken(typed, bot.RecordToken) {
		if found := bot.RecordOf(lib, typed); found != nil {
			return found, nil
		}
		return nil, r.RefuseGone(typed)
	}
	if r.Removed(strings.ToLower(typed)) {
		return nil, bot.Refuse(bot.RemovedRecord)
	}
	found, sure := findRecords(lib, typed)
	if sure {
		return found[0], nil
	}
	if r.Removed(strings.ToLower(typed)) {
		return nil, bot.Refuse(bot.RemovedRecord)
	}
	question := r.Say("Which record do you mean by “%s”?", bot.Clip(typed, 100))
	if len(found) == 0 {
		found = lib.Records
		question = r.Say("No record is called “%s”. These are loaded:", bot.Clip(typed, 100))
	}
	if len(found) == 0 {
		return nil, bot.Refuse(bot.NoRecord)
	}
	var choices []discordgo.SelectMenuOption
	for _, record := range found[:min(bot.MaxOptions, len(found))] {
		choices = append(choices, discordgo.SelectMenuOption{
			Label:       r.RecordName(record),
			Value:       bot.TokenOfRecord(record),
			Description: record.ID,
		})
	}
	if n := len(found) - len(choices); n > 0 {
		question += "\n" + bot.Small(r.Say("`/records list` lists %d more.", n))
	}
	return nil, r.Ask(option, question, choices)
}

// filters returns the speaker and the record that the options name, nil where
// they name none. Where that is not sure it asks.
func filters(r *bot.Request, speakerOption string) (*corpus.Person, *corpus.Record, error) {
	in, err := record(r, "record")
	if err != nil {
		return nil, nil, err
	}
	speaker, err := person(r, speakerOption, in)
	return speaker, in, err
}

// findRecords returns the records that typed may name. sure reports that
// there is one, and that it is meant: by its ID or its whole title, or as the
// only one that has all the words.
func findRecords(lib *corpus.Library, typed string) (found []*corpus.Record, sure bool) {
	if r := lib.Record(strings.ToLower(typed)); r != nil {
		return []*corpus.Record{r}, true
	}
	words := nameWords(typed)
	if len(words) == 0 {
		return nil, false
	}
	var titled []*corpus.Record
	for _, r := range lib.Records {
		if strings.EqualFold(r.Title, typed) {
			titled = append(titled, r)
		}
		of := nameWords(r.ID + " " + r.Title + " " + r.Date.String() + " " + r.Date.ISO() + " " + r.Place)
		begins := func(w string) bool {
			return slices.ContainsFunc(of, func(word string) bool { return strings.HasPrefix(word, w) })
		}
		if !slices.ContainsFunc(words, func(w string) bool { return !begins(w) }) {
			found = append(found, r)
		}
	}
	if len(titled) == 1 {
		return titled, true
	}
	return found, len(found) == 1
}

// proposeRecords is the autocompletion of an option that names a record.
func proposeRecords(r *bot.Request, typed string) []bot.Choice {
	found := r.Index.Library().Records
	if typed != "" {
		found, _ = findRecords(r.Index.Library(), typed)
	}
	var choices []bot.Choice
	for _, record := range found[:min(bot.MaxChoices, len(found))] {
		choices = append(choices, bot.Choice{Name: r.RecordName(record), Value: bot.RecordValue(record)})
	}
	return choices
}
