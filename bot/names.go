package bot

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// person returns whom an option names, nil if it is not given. Where that is
// not sure it asks; it never guesses.
func (r *request) person(option string, in *corpus.Record) (*corpus.Person, error) {
	typed := r.options[option]
	if typed == "" {
		return nil, nil
	}
	if isToken(typed, personToken) {
		if p := personOf(r.index.Library(), typed); p != nil {
			return p, nil
		}
		return nil, refuse(goneSpeaker)
	}
	if in, name := Silent(r.index.Library(), typed); in != nil {
		return nil, refuse(plain(clip(name, 80)) + " took part in " + bold(plain(clip(recordTitle(in), 300))) +
			", and the record holds no word of theirs. `/records` names all who took part.")
	}
	matches, sure := r.index.Speakers(typed, in)
	if sure && len(matches) > 0 {
		return matches[0].Person, nil
	}
	if p := onlyOneCalled(typed, matches); p != nil {
		return p, nil
	}
	question := "Which one do you mean by “" + plain(clip(typed, 100)) + "”?"
	if len(matches) == 0 {
		matches, _ = r.index.Speakers("", in)
		question = "No speaker is called “" + plain(clip(typed, 100)) + "”. These speak here:"
	}
	if len(matches) == 0 {
		return nil, refuse("Nobody speaks in the records that are loaded, so that there is no speaker to choose.")
	}
	var choices []discordgo.SelectMenuOption
	for _, m := range matches[:min(maxOptions, len(matches))] {
		choices = append(choices, discordgo.SelectMenuOption{
			Label:       m.Person.Name,
			Value:       tokenOfPerson(m.Person),
			Description: describe(r.index.Library(), m.Person),
		})
	}
	if n := len(matches) - len(choices); n > 0 {
		question += "\n" + small(markdown(number(n)+" more come less near; `/speaker` proposes them while you type."))
	}
	return nil, r.ask(option, question, choices)
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

// describe tells people of one name apart: by role and, where there are
// several, by records.
func describe(lib *corpus.Library, p *corpus.Person) string {
	var parts []string
	if p.Role != "" {
		parts = append(parts, p.Role)
	}
	if len(lib.Records) > 1 {
		parts = append(parts, clip(recordTitle(p.Parts[0].Record), 60))
	}
	if n := len(p.Parts) - 1; n > 0 {
		parts = append(parts, "and "+count(n, "other record"))
	}
	return strings.Join(parts, ", ")
}

// proposeSpeakers is the autocompletion of an option that names a speaker.
func proposeSpeakers(r *request, typed string) []choice {
	in, _ := r.record("record")
	matches, _ := r.index.Speakers(typed, in)
	named := make(map[string]int)
	for _, m := range matches {
		named[m.Person.Name]++
	}
	var choices []choice
	for _, m := range matches[:min(maxChoices, len(matches))] {
		c := choice{name: m.Person.Name, value: m.Person.Name}
		if named[m.Person.Name] > 1 || units(c.value) > maxChoice {
			c = choice{name: m.Person.Name + " (" + describe(r.index.Library(), m.Person) + ")", value: tokenOfPerson(m.Person)}
		}
		choices = append(choices, c)
	}
	return choices
}

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

// speaks reports whether a word is part of the name of somebody who speaks.
func speaks(lib *corpus.Library, word string) bool {
	return slices.ContainsFunc(lib.People, func(p corpus.Person) bool {
		return slices.Contains(nameWords(p.Name+" "+strings.Join(p.Aliases, " ")), word)
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
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) })
}

// record returns which record an option names, nil if it is not given. Where
// that is not sure it asks.
func (r *request) record(option string) (*corpus.Record, error) {
	typed := r.options[option]
	if typed == "" {
		return nil, nil
	}
	lib := r.index.Library()
	if isToken(typed, recordToken) {
		if found := recordOf(lib, typed); found != nil {
			return found, nil
		}
		return nil, refuse(goneRecord)
	}
	found, sure := findRecords(lib, typed)
	if sure {
		return found[0], nil
	}
	question := "Which record do you mean by “" + plain(clip(typed, 100)) + "”?"
	if len(found) == 0 {
		found = lib.Records
		question = "No record is called “" + plain(clip(typed, 100)) + "”. These are loaded:"
	}
	if len(found) == 0 {
		return nil, refuse(noRecord)
	}
	var choices []discordgo.SelectMenuOption
	for _, record := range found[:min(maxOptions, len(found))] {
		choices = append(choices, discordgo.SelectMenuOption{
			Label:       recordName(record),
			Value:       tokenOfRecord(record),
			Description: record.ID,
		})
	}
	if n := len(found) - len(choices); n > 0 {
		question += "\n" + small(markdown(number(n)+" more are listed by `/records`."))
	}
	return nil, r.ask(option, question, choices)
}

// filters returns the speaker and the record that the options name, nil where
// they name none. Where that is not sure it asks.
func (r *request) filters(speakerOption string) (*corpus.Person, *corpus.Record, error) {
	in, err := r.record("record")
	if err != nil {
		return nil, nil, err
	}
	speaker, err := r.person(speakerOption, in)
	return speaker, in, err
}

// where names a record in a sentence.
func where(r *corpus.Record) string { return clip(recordName(r), 150) }

// recordName returns a record's title and date.
func recordName(r *corpus.Record) string {
	title := recordTitle(r)
	if r.Date.IsZero() {
		return title
	}
	return clip(title, maxChoice-30) + " (" + r.Date.String() + ")"
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
func proposeRecords(r *request, typed string) []choice {
	found := r.index.Library().Records
	if typed != "" {
		found, _ = findRecords(r.index.Library(), typed)
	}
	var choices []choice
	for _, record := range found[:min(maxChoices, len(found))] {
		choices = append(choices, choice{name: recordName(record), value: recordValue(record)})
	}
	return choices
}

// recordValue returns what an option that names a record may hold for it.
func recordValue(r *corpus.Record) string {
	if units(r.ID) > maxChoice {
		return tokenOfRecord(r)
	}
	return r.ID
}
