package commands

import (
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus/search"
)

// negations turn a sentence into its opposite. A line that is remembered with
// one too many or too few is close in words and far off in sense, so a reader
// is told.
var negations = map[string]bool{
	"not": true, "no": true, "never": true, "nobody": true, "nothing": true, "none": true, "neither": true,
	"nor": true, "cannot": true, "without": true,
	"не": true, "нет": true, "никогда": true, "никто": true,
	"nunca": true, "nadie": true, "pas": true, "jamais": true, "nicht": true, "kein": true, "keine": true,
}

// negationOf returns the first negation among the words of a text, "" if
// there is none.
func negationOf(text string) string {
	for _, word := range strings.Fields(search.Fold(text)) {
		if negations[word] || strings.HasSuffix(word, "n't") {
			return word
		}
	}
	return ""
}

// reversal says where a query and the words found for it differ by a
// negation; zero if they do not.
func reversal(query string, hit search.Hit) bot.Message {
	found := hit.Turn.Text[hit.Words[0].Start:hit.Words[len(hit.Words)-1].End]
	asked, said := negationOf(query), negationOf(found)
	switch {
	case asked == "" && said != "":
		return bot.Msg("The record has “%s” here.", said)
	case asked != "" && said == "":
		return bot.Msg("The record has no “%s” here.", asked)
	}
	return bot.Message{}
}
