package commands

import (
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// besides says where the words of a query stand in what belongs to a record
// and is nobody's speech nor narration: its title, its source, a footnote. It
// is zero if they do not.
func besides(l *bot.Language, lib *corpus.Library, q search.Query) bot.Message {
	words := search.Fold(q.Text)
	for _, r := range lib.Records {
		if q.Record != nil && q.Record != r {
			continue
		}
		for _, field := range metadataOf(r) {
			if strings.Contains(" "+search.Fold(field.text)+" ", " "+words+" ") {
				words, found := unquoted(q.Text), bot.Clip(field.text, 300)
				if len(lib.Records) == 1 {
					return bot.Msg("Nobody says “%s”. It stands in %s of the record: “%s”", words, field.name, found)
				}
				return bot.Msg("Nobody says “%s”. It stands in %s of **%s**: “%s”", words, field.name, l.Where(r), found)
			}
		}
	}
	return bot.Message{}
}

type metadata struct {
	name bot.Key
	text string
}

func metadataOf(r *corpus.Record) []metadata {
	recorder := ""
	if r.Recorder != "" {
		recorder = "Recorded by " + r.Recorder
	}
	fields := []metadata{
		{"the title", r.Title},
		{"the date", r.Date.String()},
		{"the place", r.Place},
		{"the participants", strings.Join(r.Participants, ", ")},
		{"the recorder’s signature", recorder},
		{"the source", r.Source},
		{"the rights", r.Rights},
	}
	for _, n := range r.Notes {
		fields = append(fields, metadata{"a footnote", n.Text})
	}
	return fields
}
