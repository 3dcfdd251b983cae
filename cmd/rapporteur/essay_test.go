package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An essay quotes the record in all the ways that papers do: in a line, in a
// block, with a speaker named before and after.
const (
	introEssay = "In November 1962 Mikoyan tried to soothe his hosts. “I am glad to shake your hand,” he said."
	blockEssay = "It is quite possible that this experience may be of interest to other countries where the socialist revolution will be victorious."
	falseEssay = "The Cuban Revolution was never ground-breaking."
	closeEssay = "As Guevara put it, “Or for example, your newspapers write that the Cuban ambassador in Shanghai was given 83 thousand letters of support for Cuba.”"
)

// TestEssayFormats checks one paper as a document of Word, as a web page and as
// Markdown: each gives the same verdicts, block quotes included.
func TestEssayFormats(t *testing.T) {
	para := func(style, text string) string {
		if style != "" {
			style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
		}
		return `<w:p>` + style + `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
	}
	const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docx := zipped(t, map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/styles.xml": `<w:styles` + spaces + `><w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="My own"/><w:basedOn w:val="Stark"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Stark"><w:name w:val="Intense Quote"/></w:style></w:styles>`,
		"word/document.xml": `<w:document` + spaces + `><w:body>` + para("", introEssay) + para("", "He went on:") + para("Zitat", blockEssay) +
			para("", "Some have him say:") + para("Eigen", falseEssay) + para("", closeEssay) + `</w:body></w:document>`,
	})
	html := "<!DOCTYPE html><html><body><p>" + introEssay + "</p><p>He went on:</p><blockquote><p>" + blockEssay +
		"</p></blockquote><p>Some have him say:</p><blockquote>" + falseEssay + "</blockquote><p>" + closeEssay + "</p></body></html>"
	markdown := introEssay + "\n\nHe went on:\n\n> " + blockEssay + "\n\nSome have him say:\n\n> " + falseEssay + "\n\n" + closeEssay + "\n"
	for name, data := range map[string][]byte{"paper.docx": docx, "paper.html": []byte(html), "paper.md": []byte(markdown)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			err := run(t.Context(), []string{"verify", "--essay", "--json", path}, func(string) string { return "" }, strings.NewReader(""), &out, &errs)
			if err == nil {
				t.Error("a paper with a wrong quotation passes")
			}
			var got []string
			for line := range strings.Lines(out.String()) {
				var f struct {
					Verdict, Attribution string
					Turn                 int
					Notes                []string
				}
				if err := json.Unmarshal([]byte(line), &f); err != nil {
					t.Fatalf("%v in %s", err, line)
				}
				got = append(got, strings.Join(append([]string{f.Verdict, f.Attribution}, f.Notes...), ", "))
			}
			want := []string{"verbatim, none", "verbatim, none", "altered, none, negation added", "altered, wrong, number changed"}
			if strings.Join(got, "; ") != strings.Join(want, "; ") {
				t.Errorf("found %q, want %q (%v)", got, want, err)
			}
		})
	}
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(text))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
