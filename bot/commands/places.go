package commands

import (
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
