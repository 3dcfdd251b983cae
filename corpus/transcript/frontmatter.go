package transcript

import (
	"strings"

	"rapporteur/corpus"
)

// takeGutenberg takes the front and back matter of Project Gutenberg off the
// document, and reads the title and the language that it gives.
func (d *document) takeGutenberg() {
	start, end := 0, len(d.lines)
	for i := range d.lines {
		text := d.lines[i].text
		if text[0] != '*' && text[0] != 'E' && text[0] != 'e' {
			continue
		}
		upper := strings.ToUpper(text[:min(len(text), 48)])
		switch {
		case strings.HasPrefix(upper, "***") && strings.Contains(upper, "START OF TH"),
			strings.HasPrefix(upper, "*END*THE SMALL PRINT"), strings.HasPrefix(upper, "*END THE SMALL PRINT"):
			start = i + 1
		case strings.HasPrefix(upper, "***") && strings.Contains(upper, "END OF TH"),
			strings.HasPrefix(upper, "END OF THE PROJECT GUTENBERG"), strings.HasPrefix(upper, "END OF PROJECT GUTENBERG"),
			strings.HasPrefix(upper, "END OF THIS PROJECT GUTENBERG"):
			if i > start && end == len(d.lines) {
				end = i
			}
		}
	}
	if start == 0 && end == len(d.lines) {
		return
	}
	d.gutenberg = true
	for _, l := range d.lines[:start] {
		name, value, ok := strings.Cut(l.text, ": ")
		if value = strings.TrimSpace(value); !ok || value == "" {
			continue
		}
		switch name {
		case "Title":
			d.meta.Title = strings.Clone(value)
		case "Language":
			d.meta.Language = languageTags[strings.ToLower(value)]
		}
	}
	d.meta.Source = "Project Gutenberg"
	d.lines = d.lines[start:end]
}

var languageTags = map[string]string{
	"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
	"dutch": "nl", "russian": "ru", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
	"greek": "el", "latin": "la", "chinese": "zh", "hebrew": "he", "polish": "pl", "czech": "cs", "hungarian": "hu",
	"catalan": "ca", "esperanto": "eo", "tagalog": "tl", "japanese": "ja", "icelandic": "is",
}

// takeFrontMatter takes the YAML front matter off a Markdown file. Only its
// plain values are read; what they do not say stands in a sidecar.
func (d *document) takeFrontMatter() {
	if len(d.lines) < 2 || d.lines[0].text != "---" {
		return
	}
	for i := 1; i < len(d.lines); i++ {
		l := &d.lines[i]
		if l.text == "---" || l.text == "..." {
			d.lines = d.lines[i+1:]
			return
		}
		name, value, ok := strings.Cut(l.text, ":")
		if value = strings.Trim(strings.TrimSpace(value), `"'`); !ok || value == "" || l.indent > 0 {
			continue
		}
		value = strings.Clone(value)
		switch strings.ToLower(name) {
		case "title":
			d.meta.Title = value
		case "date":
			d.meta.Date, _ = corpus.ParseDate(value[:min(len(value), len("2006-01-02"))])
		case "transcript_by", "transcriber":
			d.meta.Recorder = value
		case "source", "media", "url":
			d.meta.Source = value
		case "lang", "language":
			d.meta.Language = value
		case "license", "licence", "rights":
			d.meta.Rights = value
		case "location", "place":
			d.meta.Place = value
		}
	}
}

// castHeadings are what lists of the persons of a play are headed with.
var castHeadings = []string{
	"dramatis person", "persons represented", "persons of the play", "the persons of", "persons in the play",
	"characters", "persons of the dialogue", "cast of characters", "personen", "personnages", "acteurs", "interlocutori",
	"personajes", "personaggi",
	"действующие лица", "persone", "personagens", "personer", "henkilöt", "személyek", "osoby",
}

// castList returns the lines of d, from and up to to, that list the persons of
// a play; to is 0 if no lines do.
func (d *document) castList() (from, to int) {
	for i := range d.lines[:min(len(d.lines), frontLines)] {
		if isCastHeading(d.lines[i].text) {
			return i, d.castEnd(i + 1)
		}
	}
	return 0, 0
}

// isCastHeading reports whether text heads a list of persons.
func isCastHeading(text string) bool {
	if len(text) > 60 {
		return false
	}
	text = strings.ToLower(strings.Trim(text, "_*#.:[] "))
	for _, h := range castHeadings {
		if strings.HasPrefix(text, h) {
			return true
		}
	}
	return false
}

// castEnd returns where the list of persons ends that begins at line i: before
// the first heading of the play itself, or where it has one no more.
func (d *document) castEnd(i int) int {
	for end := i; end < min(len(d.lines), i+frontLines/2); end++ {
		text := d.lines[end].text
		word, _, _ := strings.Cut(strings.ToLower(text), " ")
		switch strings.Trim(word, ".:_") {
		case "prologue", "induction", "the":
			if isCaps(text) {
				return end
			}
		}
		if isSceneHeading(strings.Trim(text, "_*# ")) {
			return end
		}
	}
	for end := i + 1; end < len(d.lines); end++ {
		if d.lines[end].gap == section {
			return end
		}
	}
	return i
}

// castList reads the persons of a play for those who take part.
func (b *builder) castList(d *document) {
	from, to := d.castList()
	for i := from + 1; i < to; i++ {
		name, _, _ := strings.Cut(d.lines[i].text, ",")
		name = strings.Trim(strings.TrimRight(name, ". }{"), "_* ")
		if looksLikeName(name) && len(b.record.Participants) < maxParticipants {
			b.record.Participants = append(b.record.Participants, strings.Clone(name))
		}
	}
}

// maxParticipants bounds how many names are taken from a list.
const maxParticipants = 200
