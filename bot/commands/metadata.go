package commands

import (
	"strings"

	"rapporteur/bot"
	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// besides says where the words of a query stand in what belongs to a record
// and is nobody's speech nor narration: its title, its source, a footnote. It
// is "" if they do not.
func besides(lib *corpus.Library, q search.Query) bot.Markdown {
	words := search.Fold(q.Text)
	for _, r := range lib.Records {
		if q.Record != nil && q.Record != r {
			continue
		}
		for _, field := range metadataOf(r) {
			if strings.Contains(" "+search.Fold(field.text)+" ", " "+words+" ") {
				record := bot.Markdown("the record")
				if len(lib.Records) > 1 {
					record = bot.Bold(bot.Plain(bot.Where(r)))
				}
				return "Nobody says “" + bot.Plain(bot.Clip(strings.Trim(q.Text, `"“”«»`), 200)) + "”. It stands in " +
					bot.Markdown(field.name) + " of " + record + ": “" + bot.Plain(bot.Clip(field.text, 300)) + "”"
			}
		}
	}
	return ""
}

type metadata struct{ name, text string }

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
