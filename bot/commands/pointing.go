package commands

import (
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/cite"
	"rapporteur/corpus/search"
)

// mostPointing is how long a reference or a place is at most, in bytes.
const mostPointing = 120

// pointed returns what a text points at as a reference or a place does: "33",
// "mikoyan-1962-11-18:31-33", "page 4", "hamlet 3.1", "act two scene one of hamlet".
// It returns nothing if the text is anything else; form is the text as it was read.
func pointed(r *bot.Request, text string) (found []corpus.Stretch, form string) {
	for _, form := range placeForms(r.Language.Code(), text) {
		if found, err := r.Index.Library().Point(form); err == nil {
			return found, form
		}
		if in, rest := ofRecord(r.Index.Library(), form); in != nil {
			form = in.ID + " " + rest
			if number, ok := strings.CutPrefix(rest, "turn "); ok {
				form = in.ID + ":" + number
			}
			if found, err := r.Index.Library().Point(form); err == nil {
				return found, form
			}
		}
	}
	return nil, ""
}

// ofRecord parts a place from the name of a record before it: "debate turn 5". in is
// nil if there is no such name.
func ofRecord(lib *corpus.Library, form string) (in *corpus.Record, place string) {
	words := strings.Fields(form)
	for n := len(words) - 1; n > 0; n-- {
		if place := strings.Join(words[n:], " "); isPlaceWord(words[n]) || isReference(place) || n == len(words)-1 && strings.Contains(place, ":") {
			if found, sure := findRecords(lib, strings.Join(words[:n], " ")); sure {
				return found[0], place
			}
		}
	}
	return nil, ""
}

// removed returns a refusal where a text refers to a record that the server has
// removed: no other record that is called nearly so is meant.
func removed(r *bot.Request, text string) error {
	if ref, err := corpus.ParseReference(text); err == nil && ref.Record != "" && r.Removed(strings.ToLower(ref.Record)) {
		return bot.Refuse(bot.RemovedRecord)
	}
	return nil
}

// quotePointed quotes a turn, or shows several, or what begins at a place, as
// /read does.
// It asks where several records are meant; option is the one that the
// reference was given in, as form has it.
func quotePointed(r *bot.Request, option, form string, found []corpus.Stretch) (*bot.Reply, error) {
	if len(found) > 1 {
		return nil, askStretch(r, option, found)
	}
	if kind, _ := kindOfPlace(form); kind == "line" {
		return quotePassage(r, found[0].First)
	}
	if _, err := corpus.ParseReference(form); err != nil {
		return readPage(r, forward, found[0].First) // a place, where it begins
	}
	if turns := found[0].Turns(); len(turns) > 1 {
		return readTurns(r, &turns[0], len(turns), turns[0].Whole().Span)
	}
	return quotePassage(r, found[0].First)
}

// askStretch asks which record is meant.
func askStretch(r *bot.Request, option string, found []corpus.Stretch) error {
	var choices []discordgo.SelectMenuOption
	for _, s := range found {
		ref := s.First.Turn.Reference()
		ref.Last = max(ref.First, int(s.Last.Turn.Number))
		if bot.Units(ref.String()) <= bot.MaxChoice && len(choices) < bot.MaxOptions {
			choices = append(choices, discordgo.SelectMenuOption{Label: r.RecordName(s.First.Turn.Record), Value: ref.String(), Description: ref.String()})
		}
	}
	return r.Ask(option, r.Say("Several records have such a place. Which one do you mean?"), choices)
}

// proposeLines is the autocompletion of an option that takes a line or a
// reference.
func proposeLines(r *bot.Request, typed string) []bot.Choice {
	var choices []bot.Choice
	found, _ := pointed(r, typed)
	for _, s := range found {
		ref := s.First.Turn.Reference()
		ref.Last = max(ref.First, int(s.Last.Turn.Number))
		value := ref.String()
		name := value + " · " + r.NameOr(s.First.Turn.SpeakerName())
		if s.First.Turn.Kind == corpus.Narration {
			name = value
		}
		if !s.First.Turn.Sensitive {
			name += ": " + bot.Excerpt(s.First, nil, bot.MaxChoice)
		}
		if bot.Units(value) <= bot.MaxChoice {
			choices = append(choices, bot.Choice{Name: name, Value: value})
		}
	}
	if len(choices) == 0 && strings.ContainsFunc(typed, unicode.IsDigit) && len(typed) <= mostPointing {
		for _, spot := range r.Index.Library().Spots(typed, bot.MaxChoices/2) {
			if bot.Units(spot.At) <= bot.MaxChoice {
				choices = append(choices, bot.Choice{Name: spot.Name, Value: spot.At})
			}
		}
	}
	return append(choices, proposePassages(r, typed)...)
}

// citeWords cites the passage that a text quotes, if it is sure which.
func citeWords(r *bot.Request, style cite.Style, text string) (*bot.Reply, error) {
	result, err := r.Index.Search(r.Context(), search.Query{Text: text, Limit: 1})
	if err != nil {
		return nil, err
	}
	if result.Match < search.Close || len(result.Hits) == 0 {
		return nil, bot.Refuse("“%s” is not a turn, a place or a line of the record. For example: %s", bot.Clip(text, 100), r.Example())
	}
	if parts := result.Stretch; result.Match == search.Exact && len(parts) > 1 {
		return cited(r, style, parts[0].Passage, parts[len(parts)-1].Passage)
	}
	hit := result.Hits[0]
	answer, err := cited(r, style, hit.Passage, hit.Passage)
	if err == nil && len(strings.Fields(text)) < leastQuoted {
		answer.Add(bot.Small(r.Say("“%s” is no whole line: what is cited is the first place that has it. `/quote` shows the others.", bot.Clip(text, 80))))
	}
	return answer, err
}
