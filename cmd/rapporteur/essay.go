package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/office"
	"rapporteur/corpus/transcript/page"
)

// asTyped are the endings of files that are read as they stand, though what
// is in them may look like a web page.
var asTyped = []string{".md", ".markdown", ".txt", ".text", ""}

// writtenBy are the endings of files that word processors and the like write.
var writtenBy = []string{".docx", ".odt", ".rtf", ".html", ".htm", ".pdf"}

// withQuotes returns the body of a document with its block quotes marked as one
// marks them in plain text.
func withQuotes(t *page.Text) string {
	var b strings.Builder
	at := 0
	for _, l := range t.Lines {
		if l.Quoted {
			b.WriteString(t.String[at:l.Start])
			b.WriteString("> ")
			at = int(l.Start)
		}
	}
	return b.String() + t.Body()[at:]
}

// plainText returns the text of a file, which may be a document of a word
// processor or a web page.
func plainText(name string, data []byte) (string, error) {
	f := &page.File{Name: name, Data: data}
	text, undecoded := page.Decode(data)
	if undecoded == nil {
		if slices.Contains(asTyped, strings.ToLower(filepath.Ext(name))) || name == standardInput {
			return text, nil
		}
		f.Text = page.New(text)
	}
	for _, format := range office.Formats {
		flat, err := format.Flatten(f)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if flat != nil {
			return withQuotes(flat), nil
		}
	}
	if undecoded != nil {
		return "", fmt.Errorf("%s: %w", name, undecoded)
	}
	return text, nil
}
