// Package office flattens documents that are more than their text: those of
// word processors, electronic books, web pages and PDFs with a text layer. What
// comes out is laid out as a person would type it, for the layouts of plain text
// to read: paragraphs, headings, the bold words that a paragraph begins with,
// the cells of tables, and pages where the file knows them.
//
// What was deleted while changes were tracked is no text, nor is a comment, a
// running head or a table of contents: they are kept apart, and so are footnotes,
// with the place of their mark. The content decides what a file is, never its
// name. Sizes and depths are bounded, so that no file takes more memory than a
// few times its text.
package office

import (
	"bytes"
	"errors"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// Errors of files that cannot be read, each with what to do about it.
var (
	ErrEncrypted = errors.New("it is protected by a password; open it, and save it without one")
	ErrScanned   = errors.New("its pages are pictures without text; have a program recognise their text (OCR), and save that")
	ErrOld       = errors.New("it is in the format of Word 97 or of another old program; open it, and save it as .docx")
	ErrRights    = errors.New("it is an electronic book under copy protection, whose text cannot be read")
	ErrArchive   = errors.New("it is an archive; unpack it, and put its files into the folder")
	ErrPages     = errors.New("it is a document of Apple's Pages, Numbers or Keynote; export it as Word or PDF")
	ErrSheet     = errors.New("it is a spreadsheet; save it as CSV")
	ErrSlides    = errors.New("it is a presentation; save its text as .txt")
	ErrEmpty     = errors.New("no text stands in it")
)

// Formats are the kinds of files that are flattened here.
var Formats = []page.Format{
	{Name: "ZIP archive", Flatten: binary("PK\x03\x04", readArchive)},
	{Name: "PDF", Flatten: binary("%PDF-", readPDF)},
	{Name: "rich text", Flatten: binary(`{\rtf`, readRTF)},
	{Name: "old document", Flatten: binary("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", readCompound)},
	{Name: "web page", Flatten: flattenHTML},
}

// binary makes a reader of files that begin with magic.
func binary(magic string, read func(data []byte) (*page.Text, error)) func(*page.File) (*page.Text, error) {
	return func(f *page.File) (*page.Text, error) {
		if !bytes.HasPrefix(signature(f.Data), []byte(magic)) {
			return nil, nil
		}
		text, err := read(f.Data)
		if err != nil {
			return nil, err
		}
		if !page.HasLetter(text.Body()) {
			return nil, ErrEmpty
		}
		return text, nil
	}
}

// signature returns data from its signature on: some programs write a mark,
// white space or a line of their own before it.
func signature(data []byte) []byte {
	head := data[:min(len(data), 1<<10)]
	if i := bytes.Index(head, []byte("\n%PDF-")); i >= 0 {
		return data[i+1:]
	}
	bare := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	return data[len(head)-len(bare):]
}

// readCompound refuses a compound file: an encrypted document of Word, or one
// of before 2007. The names in it are in UTF-16.
func readCompound(data []byte) (*page.Text, error) {
	const name = "EncryptedPackage"
	if bytes.Contains(data, []byte(strings.Join(strings.Split(name, ""), "\x00"))) {
		return nil, ErrEncrypted
	}
	return nil, ErrOld
}
