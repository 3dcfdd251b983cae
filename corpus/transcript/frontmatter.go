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
