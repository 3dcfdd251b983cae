package transcript

import (
	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// language returns the language of a record's turns, as [page.Language] does.
func language(r *corpus.Record) string {
	return page.Language(func(yield func(string) bool) {
		for i := range r.Turns {
			if !yield(r.Turns[i].Text) {
				return
			}
		}
	})
}
