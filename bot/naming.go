package bot

import (
	"regexp"

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

// ShortTitle returns what to call a record where its title would fill a card. A
// short title that is made of who took part is made in the language.
func (l *Language) ShortTitle(r *corpus.Record) string {
	short := r.ShortTitle()
	m := tookPart.FindStringSubmatch(short)
	if l.Code() == English || m == nil || r.Short != "" || m[4] != r.Date.Short() {
		return short
	}
	who := l.Text("%s and %s", m[1], m[2])
	if m[3] != "" {
		who = l.Text("%s, %s and others", m[1], m[2])
	}
	return who + ", " + l.Date(r.Date)
}

// tookPart is a short title that [corpus.Record.ShortTitle] has made of names.
var tookPart = regexp.MustCompile(`^(\S+)(?: and|,) (\S+?)( and others)?, ([^,]+)$`)

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

// NameOr returns the name, or a word for somebody who has none.
func (l *Language) NameOr(name string) string {
	if OneLine(name) == "" {
		return l.Text("Unnamed speaker")
	}
	return name
}
