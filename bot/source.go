package bot

import (
	"rapporteur/corpus"
)

// Source says in one line where the passages from first to last stand, which
// are of one record: its short title, page or act, and reference.
func (l *Language) Source(first, last corpus.Passage) Markdown {
	return Plain(Clip(corpus.ShortCite(first, last), 400))
}
