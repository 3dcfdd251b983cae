package bot

import (
	"rapporteur/corpus"
)

// Where names a record in a sentence.
func (l *Language) Where(r *corpus.Record) string { return Clip(l.RecordName(r), 150) }

// RecordName returns a record's title and date.
func (l *Language) RecordName(r *corpus.Record) string {
	title := RecordTitle(r)
	if r.Date.IsZero() {
		return title
	}
	return Clip(title, MaxChoice-30) + " (" + l.Date(r.Date) + ")"
}

// RecordValue returns what an option that names a record may hold for it.
func RecordValue(r *corpus.Record) string {
	if Units(r.ID) > MaxChoice {
		return TokenOfRecord(r)
	}
	return r.ID
}

// RecordTitle returns a record's title, or its ID if it has none.
func RecordTitle(r *corpus.Record) string {
	if OneLine(r.Title) == "" {
		return r.ID
	}
	return r.Title
}
