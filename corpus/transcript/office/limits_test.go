package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"rapporteur/corpus/transcript/page"
)

// zipped returns a ZIP file of one part after a document's usual beginning.
func zipped(t testing.TB, name string, part io.Reader) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.Create("[Content_Types].xml")
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, part); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// spaces is a part of nothing but spaces.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestRefused(t *testing.T) {
	const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, test := range []struct {
		name string
		data []byte
		want error
	}{
		{"a bomb", zipped(t, "word/document.xml", io.LimitReader(spaces{}, maxUnpacked+2)), errTooLarge},
		{"paragraphs without end", []byte("<html><p>" + strings.Repeat("<p>a</p>", maxBlocks+2)), errTooLong},
		{"cells without end", []byte("<html><table>" + strings.Repeat("<tr><td>a<td>b", maxBlocks)), errTooLong},
		{"deep elements", zipped(t, "word/document.xml", strings.NewReader(body+strings.Repeat("<w:sdt>", 10_000))), errTooDeep},
		{"deep tables", zipped(t, "word/document.xml", strings.NewReader(body+strings.Repeat("<w:tbl><w:tr><w:tc>", 1000))), errTooDeep},
		{"nothing in it", zipped(t, "word/document.xml", strings.NewReader(body+"</w:body></w:document>")), ErrEmpty},
		{"a spreadsheet", zipped(t, "xl/workbook.xml", strings.NewReader("")), ErrArchive},
		{"another archive", zipped(t, "a.txt", strings.NewReader("Anna: hi")), ErrArchive},
		{"deep rich text", []byte(`{\rtf1 ` + strings.Repeat("{", 10_000)), errTooDeep},
		{"rich text cut short", []byte(`{\rtf1 {\fonttbl`), errNotClosed},
		{"a document of Word 97", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDocument"), ErrOld},
		{"a document with a password", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), ErrEncrypted},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, err := flatten(test.data)
			if !errors.Is(err, test.want) || text != nil {
				t.Errorf("text %v, error %v", text, err)
			}
		})
	}
}

// FuzzFlatten holds that no document makes a reader panic, and that lines stand
// within their text and in its order.
func FuzzFlatten(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi {\b Anna:} Hi \u8364 ?\'e9{\footnote Of rye.}\par\intbl a\cell b\cell\row}`))
	f.Add([]byte(`<html><body><p><b>Anna:</b> Hi<br>there<table><tr><td>a<td>b<tr><td>c<td>d</table><pre> x`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(signature(data), []byte("%PDF-")) {
			t.Skip("PDFium runs in a sandbox")
		}
		check(t, data)
	})
}

// FuzzParts does the same with the parts of documents that are archives.
func FuzzParts(f *testing.F) {
	f.Add(0, `<w:document xmlns:w="wordprocessingml"><w:p><w:r><w:t>Anna: hi</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:document>`)
	f.Add(1, `<d><body><p><span style-name="T1">Anna:</span> hi<note><note-citation>1</note-citation></note></p></body></d>`)
	f.Add(2, `<html><p>Anna: hi</p></html>`)
	f.Fuzz(func(t *testing.T, kind int, part string) {
		switch kind {
		case 0:
			check(t, zipped(t, "word/document.xml", strings.NewReader(part)))
		case 1:
			check(t, zipped(t, "content.xml", strings.NewReader(part)))
		default:
			w := &writer{}
			if readHTML(w, part, false) == nil {
				checkText(t, w.text())
			}
		}
	})
}

func check(t *testing.T, data []byte) {
	text, err := flatten(data)
	if err != nil && text != nil {
		t.Fatal("text beside an error", err)
	}
	if text != nil {
		checkText(t, text)
	}
}

func checkText(t *testing.T, text *page.Text) {
	at := 0
	for _, l := range text.Lines {
		if int(l.Start) < at || l.End <= l.Start || int(l.End) > len(text.String) {
			t.Fatalf("line %+v after %d of %d", l, at, len(text.String))
		}
		at = int(l.End)
	}
	for i, a := range text.Apart {
		if a.Start < at || a.End > len(text.String) || a.At > a.Start || i > 0 && a.At < text.Apart[i-1].At {
			t.Fatalf("apart %+v after %d", a, at)
		}
		at = a.End
	}
}

func BenchmarkFlatten(b *testing.B) {
	var docx, rtf, html strings.Builder
	docx.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	rtf.WriteString(`{\rtf1\ansi\ansicpg1252 `)
	html.WriteString("<html><body>")
	for i := range 20_000 {
		words := fmt.Sprintf("I have said so %d times, and will say it again if nobody listens to me.", i)
		fmt.Fprintf(&docx, `<w:p w:rsidR="00A77B3E"><w:r><w:rPr><w:b/></w:rPr><w:t>Anna:</w:t></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p>`, words)
		fmt.Fprintf(&rtf, `\pard {\b Anna:} %s\par`+"\n", words)
		fmt.Fprintf(&html, "<p><b>Anna:</b> %s</p>\n", words)
	}
	docx.WriteString("</w:body></w:document>")
	rtf.WriteString("}")
	for _, file := range []struct {
		name string
		data []byte
		size int
	}{
		{"docx", zipped(b, "word/document.xml", strings.NewReader(docx.String())), docx.Len()},
		{"rtf", []byte(rtf.String()), rtf.Len()},
		{"html", []byte(html.String()), html.Len()},
	} {
		b.Run(file.name, func(b *testing.B) {
			b.SetBytes(int64(file.size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := flatten(file.data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
