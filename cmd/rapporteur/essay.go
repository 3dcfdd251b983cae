package main

import (
	"cmp"
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

// inPlainText returns the body of a document with its block quotes and its notes marked
// as one marks them in plain text.
func inPlainText(t *page.Text) string {
	type insertion struct {
		at   int
		text string
	}
	var all []insertion
	for _, l := range t.Lines {
		if l.Quoted {
			all = append(all, insertion{int(l.Start), "> "})
		}
	}
	var notes strings.Builder
	for i, a := range t.Apart {
		if a.Kind == "note" {
			mark := fmt.Sprintf("[^%d]", i+1)
			all = append(all, insertion{a.At, mark})
			fmt.Fprintf(&notes, "\n\n%s: %s", mark, strings.Join(strings.Fields(t.String[a.Start:a.End]), " "))
		}
	}
	slices.SortStableFunc(all, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
	body := t.Body()
	var b strings.Builder
	at := 0
	for _, i := range all {
		b.WriteString(body[at:i.at])
		b.WriteString(i.text)
		at = i.at
	}
	return b.String() + body[at:] + notes.String()
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
			return inPlainText(flat), nil
		}
	}
	if undecoded != nil {
		return "", fmt.Errorf("%s: %w", name, undecoded)
	}
	return text, nil
}
