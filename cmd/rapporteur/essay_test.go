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

// TestEssayNotes checks that a document of Word names a speaker in a note as a text
// of Markdown does, and that what a note quotes is checked, too.
func TestEssayNotes(t *testing.T) {
	const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	note := func(id, text string) string {
		return `<w:footnote w:id="` + id + `"><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:footnote>`
	}
	const relation = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	docx := zipped(t, map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="` + relation + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="f" Type="` + relation + `footnotes" Target="footnotes.xml"/></Relationships>`,
		"word/document.xml": `<w:document` + spaces + `><w:body><w:p><w:r><w:t>The envoy was blunt: “These bases are not worrisome for us.”</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>` +
			`<w:p><w:r><w:t>He was “glad to shake your hand.”</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p></w:body></w:document>`,
		"word/footnotes.xml": `<w:footnotes` + spaces + `>` + note("2", "Mikoyan, p. 3.") + note("3", "Mikoyan, ibid. Compare “We will get rice by our own forces.”") + `</w:footnotes>`,
	})
	markdown := "The envoy was blunt: “These bases are not worrisome for us.”[^1]\n\nHe was “glad to shake your hand.”[^2]\n\n" +
		"[^1]: Mikoyan, p. 3.\n\n[^2]: Mikoyan, ibid. Compare “We will get rice by our own forces.”\n"
	for name, data := range map[string][]byte{"paper.docx": docx, "paper.md": []byte(markdown)} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		err := run(t.Context(), []string{"verify", "--essay", "--json", path}, func(string) string { return "" }, strings.NewReader(""), &out, &errs)
		if err == nil {
			t.Errorf("%s passes, with words of another speaker", name)
		}
		var got []string
		for line := range strings.Lines(out.String()) {
			var f struct{ Verdict, Attribution string }
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatalf("%v in %s", err, line)
			}
			got = append(got, f.Verdict+", "+f.Attribution)
		}
		if want := "verbatim, right; verbatim, wrong; verbatim, none"; strings.Join(got, "; ") != want {
			t.Errorf("%s: found %q, want %q (%v)", name, got, want, err)
		}
	}
}
