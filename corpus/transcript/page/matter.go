package page

import (
	"strings"

	"rapporteur/corpus"
)

// takeFrontMatter takes the YAML front matter off a Markdown file. Only its
// plain values are read; what they do not say stands in a sidecar.
func (s *Sheet) takeFrontMatter() {
	if len(s.Lines) < 2 || s.At(0) != "---" {
		return
	}
	end := 1
	for ; end < len(s.Lines) && s.At(end) != "---" && s.At(end) != "..."; end++ {
	}
	if end == len(s.Lines) {
		return
	}
	for i := range end {
		s.take(i, kindMetadata)
		name, value, ok := strings.Cut(s.At(i), ":")
		if value = strings.Trim(strings.TrimSpace(value), `"'`); !ok || value == "" || s.Lines[i].Indent > 0 {
			continue
		}
		value = strings.Clone(value)
		switch strings.ToLower(name) {
		case "title":
			s.Meta.Title = value
		case "date":
			s.Meta.Date, _ = corpus.ParseDate(value[:min(len(value), len("2006-01-02"))])
		case "transcript_by", "transcriber":
			s.Meta.Recorder = value
		case "source", "media", "url":
			s.Meta.Source = value
		case "lang", "language":
			s.Meta.Language = value
		case "license", "licence", "rights":
			s.Meta.Rights = value
		case "location", "place":
			s.Meta.Place = value
		}
	}
	s.keep(func(i int) bool { return i > end })
}

// takeBook takes the front and back matter of Project Gutenberg off the text,
// and reads the title and the language that it gives.
func (s *Sheet) takeBook() {
	start, end := 0, len(s.Lines)
	for i := range s.Lines {
		text := s.At(i)
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
			if i > start && end == len(s.Lines) {
				end = i
			}
		}
	}
	if start == 0 && end == len(s.Lines) {
		return
	}
	s.Book = true
	for i := range s.Lines[:start] {
		name, value, ok := strings.Cut(s.At(i), ": ")
		if value = strings.TrimSpace(value); !ok || value == "" {
			continue
		}
		switch name {
		case "Title":
			s.Meta.Title = strings.Clone(value)
		case "Language":
			s.Meta.Language = languageTags[strings.ToLower(value)]
		}
	}
	s.Meta.Source = "Project Gutenberg"
	for i := range s.Lines {
		if i < start || i >= end {
			s.take(i, "publisher's matter")
		}
	}
	s.keep(func(i int) bool { return i >= start && i < end })
}

var languageTags = map[string]string{
	"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
	"dutch": "nl", "russian": "ru", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
	"greek": "el", "latin": "la", "chinese": "zh", "hebrew": "he", "polish": "pl", "czech": "cs", "hungarian": "hu",
	"catalan": "ca", "esperanto": "eo", "tagalog": "tl", "japanese": "ja", "icelandic": "is",
}

// recordIndent is the indent of a paragraph's first line in the Congressional
// Record; what is printed there from elsewhere is set in further.
const recordIndent = 2

// takeCongress takes the lines that head an extract of the Congressional Record
// and the marks of its clock.
func (s *Sheet) takeCongress() {
	const front = 10 // lines among which it says what it is
	from := -1
	for i := range s.Lines[:min(len(s.Lines), front)] {
		if strings.HasPrefix(s.At(i), "[Congressional Record") {
			from = i
			break
		}
	}
	if from < 0 {
		return
	}
	s.indent = recordIndent
	s.Meta.Source = strings.Trim(s.At(from), "[]")
	s.Meta.Date = DateIn(s.At(from))
	drop := make([]bool, len(s.Lines))
	for i := range s.Lines {
		text := s.At(i)
		switch {
		case i <= from+front && (text[0] == '[' && !strings.HasPrefix(text, "[[") || i < from || strings.HasPrefix(text, "From the Congressional Record")):
			if pages, ok := strings.CutPrefix(text, "[Page"); ok {
				// "[Pages S704-S709]" says where the first page begins.
				s.first, _, _ = strings.Cut(strings.Trim(strings.TrimPrefix(pages, "s"), " ]"), "-")
			}
			s.take(i, kindMetadata)
			drop[i] = true
		case strings.HasPrefix(text, "{time}"):
			s.take(i, "time stamp")
			drop[i] = true
		}
	}
	s.Congress = true
	s.keep(func(i int) bool { return !drop[i] })
}

// takeMarks takes lines that only processors of the file read, and those that
// say how secret a page is.
func (s *Sheet) takeMarks() {
	var drop []bool
	for i := range s.Lines {
		if n := remarkIn(s.At(i)); n > 0 {
			l := &s.Lines[i]
			s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + n}, "annotation"})
			l.Start, l.Remark = l.Start+uint32(n), true
			continue
		}
		if kind := markKind(s.At(i)); kind != "" {
			if drop == nil {
				drop = make([]bool, len(s.Lines))
			}
			drop[i] = true
			s.take(i, kind)
		}
	}
	if drop != nil {
		s.keep(func(i int) bool { return !drop[i] })
	}
}

// markKind returns what kind of furniture a line is by its words alone, "" if
// it is none.
func markKind(text string) string {
	switch c := text[0]; {
	case c == '_':
		if key, _ := programsKey(text); key != "" {
			return "annotation"
		}
	case c == '{' && strings.HasPrefix(text, "{:"), c == '<' && strings.HasPrefix(text, "<!--"):
		return "markup"
	case c >= 'C' && c <= 'U' && len(text) > 2 && (text[1] < 'a' || text[1] > 'z') && isClassification(text):
		return "classification"
	}
	if c := text[0]; c != 'M' && c != 'T' {
		return ""
	}
	for _, note := range programNotes {
		if strings.HasPrefix(text, note) {
			return "program's note"
		}
	}
	return ""
}

// programsKey cuts a line at a key of the program that wrote the file: "_page : 8",
// "_comment: (said twice)". Emphasis closes what it opens.
func programsKey(text string) (key, value string) {
	if text[0] != '_' {
		return "", ""
	}
	key, value, ok := strings.Cut(text[1:], ":")
	key = strings.TrimRight(key, " ")
	if !ok || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", ""
	}
	return key, strings.TrimLeft(value, " ")
}

// remarkKeys are those of programs behind which a remark stands.
var remarkKeys = NewWordList(`note notes comment comments remark remarks aside narration action event description
	anmerkung kommentar hinweis remarque commentaire nota comentario commento opmerking`)

// remarkIn returns where in a line of a program's key the words of the recorder
// begin; 0 if it has none.
func remarkIn(text string) int {
	const few = 4 // words, which no number of a page or a tape has
	key, value := programsKey(text)
	if key == "" || !HasLetter(value) || !remarkKeys.Has(key) && len(strings.Fields(value)) < few {
		return 0
	}
	return len(text) - len(value)
}

// programNotes are what lines begin with that a program adds to a transcript. The
// first letter of each is looked for before.
var programNotes = []string{
	"Meeting ended after ", "This editable transcript was ", "This transcript was generated ", "This transcript was exported ",
	"Transcription ended after ", "Transcribed by https://", "Transcribed with ",
}

// isClassification reports whether a line only says how secret its page is:
// "SECRET/NODIS/XGDS   2".
func isClassification(text string) bool {
	if len(text) > 120 {
		return false
	}
	marks := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '/' || r == ' ' || r == '-' || r == ';' }) {
		switch {
		case classifications.Has(w):
			marks++
		case !isNumber(w):
			return false
		}
	}
	return marks > 0
}

func isNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

var classifications = NewWordList(`SECRET TOP CONFIDENTIAL UNCLASSIFIED DECLASSIFIED SENSITIVE NODIS EXDIS LIMDIS XGDS GDS
	NOFORN EYES ONLY`)
