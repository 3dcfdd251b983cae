package commands

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
)

// placesAt returns where the places begin that a person may mean by at: "page
// 4", "hamlet 3.1", "12:31", or the heading of a section where no record is
// called so.
func placesAt(lib *corpus.Library, at string) []corpus.Passage {
	if !strings.ContainsFunc(at, unicode.IsDigit) {
		if named, _ := findRecords(lib, at); len(named) > 0 {
			return nil
		}
	}
	return lib.Locate(at)
}

// readPlace shows the page that begins at a place, and asks which record is
// meant if several have such a place.
func readPlace(r *bot.Request, places []corpus.Passage) (*bot.Reply, error) {
	if len(places) == 1 {
		return readPage(r, forward, places[0])
	}
	var choices []discordgo.SelectMenuOption
	for _, p := range places {
		ref := p.Turn.Reference().String()
		if bot.Units(ref) <= bot.MaxChoice && len(choices) < bot.MaxOptions {
			choices = append(choices, discordgo.SelectMenuOption{Label: r.RecordName(p.Turn.Record), Value: ref, Description: ref})
		}
	}
	return nil, r.Ask("at", r.Say("Several records have such a place. Which one do you mean?"), choices)
}

// noSuchPlace refuses a text that is nothing but a place which the one record
// does not have: "page 9" of seven. It returns nil for any other text.
func noSuchPlace(r *bot.Request, text string) error {
	records := r.Index.Library().Records
	words := strings.Fields(text)
	for _, form := range placeForms(r.Language.Code(), text) {
		ref, err := corpus.ParseReference(form)
		if err == nil && len(records) == 1 && ref.Record == "" && len(words) == 2 {
			ref.Record = records[0].ID
			return noSuchTurn(r, ref) // "turn 999"
		}
	}
	if len(records) != 1 || len(words) != 2 || len(r.Index.Library().Locate(text)) > 0 {
		return nil
	}
	in := records[0]
	if _, err := strconv.Atoi(words[1]); err != nil || !strings.EqualFold(words[0], in.Locator) || len(in.Places) == 0 {
		return nil
	}
	return bot.Refuse("“%s” is not there. The places of this record go from “%s” to “%s”.", bot.Clip(text, 80),
		bot.Clip(in.Locator+" "+in.Places[0], 80), bot.Clip(in.Locator+" "+in.Places[len(in.Places)-1], 80))
}
