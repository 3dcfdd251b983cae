package commands

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// noSpeaker says of a name that is no speaker's whose it is: the recorder's or the
// translator's, or that of somebody who is only spoken of. It returns nil if the
// records do not know the name.
func noSpeaker(r *bot.Request, typed string, in *corpus.Record) error {
	for _, record := range r.Index.Library().Records {
		if in != nil && record != in {
			continue
		}
		title := bot.Clip(r.ShortTitle(record), 300)
		if isCalled(typed, record.Recorder) {
			return bot.Refuse("%s wrote **%s** down, and says nothing in it.", bot.Clip(record.Recorder, 80), title)
		}
		if isCalled(typed, record.Translator) {
			return bot.Refuse("%s translated **%s**, and says nothing in it.", bot.Clip(record.Translator, 80), title)
		}
	}
	return spokenOf(r, typed, in)
}

// isCalled reports whether all words of what is typed are of a name, one of them
// more than an initial.
func isCalled(typed, name string) bool {
	words, of := nameWords(typed), nameWords(name)
	whole := slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) > 1 })
	return whole && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(of, w) })
}

// spokenOf says of somebody who does not speak that the record speaks of them, and
// quotes where it first does. A first name may stand there as an initial, or not at
// all. It returns nil if it does not.
func spokenOf(r *bot.Request, typed string, in *corpus.Record) error {
	words := strings.Fields(typed)
	if len(words) == 0 || search.IsFunctionWord(search.Fold(typed)) {
		return nil
	}
	forms := []string{typed}
	if first, _ := utf8.DecodeRuneInString(words[0]); len(words) > 1 {
		forms = append(forms, string(first)+". "+strings.Join(words[1:], " "))
		// An article stands before a name of many: "the witches", one of whom may speak.
		if last := words[len(words)-1]; !search.IsFunctionWord(search.Fold(words[0])) && !speaks(r.Index.Library(), nameWords(last)...) {
			forms = append(forms, last)
		}
	}
	for _, form := range forms {
		for p := range r.Index.Occurrences(form, true, in) {
			if p.Turn.Sensitive || !isName(p) {
				continue
			}
			answer := r.NewReply()
			answer.Say("“%s” says nothing here, but is spoken of:", bot.Clip(bot.OneLine(p.Text()), 80))
			offerPassages(r, answer, []search.Hit{{Passage: p.Turn.Around(p.Span), Words: []corpus.Span{p.Span}}})
			return &bot.Refusal{Reply: answer}
		}
	}
	return nil
}

// isName reports whether a passage is written as a name is: with a capital where no
// sentence begins, at its beginning or behind a first word.
func isName(p corpus.Passage) bool {
	begins := p.Turn.Around(p.Span).Start >= p.Start
	for i, word := range strings.Fields(p.Text()) {
		first, _ := utf8.DecodeRuneInString(word)
		if i == 0 && begins && search.IsFunctionWord(search.Fold(word)) {
			return false // "The witches dance"
		}
		if unicode.IsUpper(first) && (i > 0 || !begins) {
			return true
		}
	}
	return false
}

// holders returns those who speak whose role has all words of what somebody is
// called by: "the president of cuba".
func holders(r *bot.Request, called string, in *corpus.Record) []*corpus.Person {
	words := slices.DeleteFunc(nameWords(called), search.IsFunctionWord)
	if len(words) == 0 {
		return nil
	}
	var some []*corpus.Person
	people := r.Index.Library().People
	for i := range people {
		p := &people[i]
		speaksIn := in == nil || slices.ContainsFunc(p.Parts, func(part corpus.Part) bool { return part.Record == in })
		role := nameWords(p.Role)
		if speaksIn && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(role, w) }) {
			some = append(some, p)
		}
	}
	return some
}
