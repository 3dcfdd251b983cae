package office

import (
	"encoding/xml"
	"path"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// readDOCX reads a document of Word, and of the programs that write its format.
func readDOCX(a *archive) (*page.Text, error) {
	main := "word/document.xml"
	if rels, err := a.part("_rels/.rels"); err == nil {
		if target := relation(rels, "officeDocument"); target != "" {
			main = strings.TrimPrefix(target, "/")
		}
	}
	switch dir, _, _ := strings.Cut(main, "/"); {
	case dir == "xl":
		return nil, ErrSheet
	case dir == "ppt":
		return nil, ErrSlides
	case !a.has(main) && !a.has("word/document.xml"):
		return nil, ErrArchive
	}
	d := &docx{notes: make(map[string]string), w: &writer{}}
	beside := func(name string) ([]byte, error) { return a.part(path.Join(path.Dir(main), name)) }
	var err error
	if styles, missing := beside("styles.xml"); missing == nil {
		if d.styles, err = readStyles(styles); err != nil {
			return nil, err
		}
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if notes, missing := beside(kind + "s.xml"); missing == nil {
			if err := d.readNotes(kind, notes); err != nil {
				return nil, err
			}
		}
	}
	body, err := a.part(main)
	if err != nil {
		return nil, err
	}
	if err := d.read(body); err != nil {
		return nil, err
	}
	for _, name := range a.matching(path.Dir(main) + "/") {
		base := strings.TrimSuffix(path.Base(name), ".xml")
		kind := wordsApart[strings.TrimRight(base, "0123456789")]
		if kind == "" {
			continue
		}
		data, err := a.part(name)
		if err != nil {
			return nil, err
		}
		words, err := walk(data).words()
		if err != nil {
			return nil, err
		}
		if err := d.w.keepApart(kind, words); err != nil {
			return nil, err
		}
	}
	return d.w.text(), nil
}

// wordsApart are the parts of a document whose words are no part of its text.
var wordsApart = map[string]string{"header": "running head", "footer": "running foot", "comments": "comment"}

// relation returns the target of the first relation of a type, "" if there is
// none.
func relation(rels []byte, kind string) string {
	w := walk(rels)
	for {
		t, err := w.next()
		if t == nil || err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/"+kind) {
			return attr(e, "Target")
		}
	}
}

// A docx reads the body of a document.
type docx struct {
	w      *writer
	styles map[string]wordStyle
	notes  map[string]string // by kind and ID

	runs     []wordRun // that are open: a text box has runs within a run
	base     bool      // the paragraph's style is bold
	contents bool      // the paragraph is an entry of a table of contents
	fields   []bool    // that are open; true while their instructions are read
	shown    int       // footnotes whose marks have come
	removed  strings.Builder
}

// A wordRun is the properties of a run.
type wordRun struct{ bold, hidden bool }

// readNotes reads the footnotes or endnotes of a document.
func (d *docx) readNotes(kind string, data []byte) error {
	w := walk(data)
	id := ""
	var text strings.Builder
	for {
		t, err := w.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return nil
		case xml.StartElement:
			switch t.Name.Local {
			case kind:
				id = attr(t, "id")
				text.Reset()
			case "t":
				words, err := w.skip()
				if err != nil {
					return err
				}
				text.WriteString(words)
			case "p", "tab", "br":
				text.WriteByte(' ')
			case "del", "moveFrom", "instrText":
				if _, err := w.skip(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if t.Name.Local == kind && id != "" {
				d.notes[kind+id] = strings.Join(strings.Fields(text.String()), " ")
				id = ""
			}
		}
	}
}

func (d *docx) read(body []byte) error {
	w := walk(body)
	for {
		t, err := w.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return d.w.keepApart("deletion", d.removed.String())
		case xml.StartElement:
			if err := d.start(w, t); err != nil {
				return err
			}
		case xml.EndElement:
			if err := d.end(t.Name.Local); err != nil {
				return err
			}
		}
	}
}

// isHidden reports whether what is written now is not shown.
func (d *docx) isHidden() bool {
	for _, instructions := range d.fields {
		if instructions {
			return true
		}
	}
	return len(d.runs) > 0 && d.runs[len(d.runs)-1].hidden
}

func (d *docx) write(s string) error {
	if d.isHidden() {
		return nil
	}
	return d.w.write(s, d.base || len(d.runs) > 0 && d.runs[len(d.runs)-1].bold)
}

// wordCharacters are elements that stand for one character.
var wordCharacters = map[string]string{
	"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
}

func (d *docx) start(w *walker, e xml.StartElement) error {
	if c, ok := wordCharacters[e.Name.Local]; ok {
		if len(d.runs) == 0 {
			return nil // a tab stop among a paragraph's properties
		}
		return d.write(c)
	}
	if do := wordElements[e.Name.Local]; do != nil {
		return do(d, w, e)
	}
	return nil
}

func (d *docx) end(name string) error {
	switch name {
	case "r":
		if n := len(d.runs); n > 0 {
			d.runs = d.runs[:n-1]
		}
	case "p":
		if d.contents {
			d.contents = false
			words := d.w.now.text()
			d.w.now = block{feed: d.w.now.feed}
			return d.w.keepApart("contents", words)
		}
		d.w.end()
		d.base = false
	case "txbxContent":
		d.w.endText()
	case "tc":
		d.w.endCell()
	case "tr":
		d.w.endRow()
	case "tbl":
		d.w.endTable()
	}
	return nil
}
