package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"rapporteur/corpus/transcript/page"
)

// readODT reads a document of LibreOffice, and of the programs that write its
// format.
func readODT(a *archive, mimetype string) (*page.Text, error) {
	switch {
	case strings.Contains(mimetype, "spreadsheet"):
		return nil, ErrSheet
	case strings.Contains(mimetype, "presentation"):
		return nil, ErrSlides
	}
	if manifest, err := a.part("META-INF/manifest.xml"); err == nil && strings.Contains(string(manifest), "encryption-data") {
		return nil, ErrEncrypted
	}
	o := &odt{w: &writer{}, styles: make(map[string]odtStyle)}
	if styles, err := a.part("styles.xml"); err == nil {
		if err := o.readStyles(styles); err != nil {
			return nil, err
		}
	}
	content, err := a.part("content.xml")
	if err != nil {
		return nil, err
	}
	if err := o.readStyles(content); err != nil {
		return nil, err
	}
	if err := o.read(content); err != nil {
		return nil, err
	}
	return o.w.text(), nil
}

// An odtStyle is what a style says of a paragraph or a span.
type odtStyle struct {
	parent    string
	bold      bool
	boldSet   bool
	indent    int
	pageBreak bool
	quoted    bool
}

// odtQuotations is the name of the style for block quotes, in whatever language.
const odtQuotations = "Quotations"

// An odt reads the content of a document.
type odt struct {
	w       *writer
	styles  map[string]odtStyle
	bold    []bool // of the paragraph and of the spans that are open
	removed strings.Builder
}

// readStyles reads the styles of a part.
func (o *odt) readStyles(data []byte) error {
	w := walk(data)
	name := ""
	for {
		t, err := w.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return nil
		case xml.EndElement:
			if t.Name.Local == "style" {
				name = ""
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "body":
				return nil
			case "style":
				name = attr(t, "family") + "/" + attr(t, "name")
				o.styles[name] = odtStyle{
					parent: attr(t, "family") + "/" + attr(t, "parent-style-name"),
					quoted: attr(t, "parent-style-name") == odtQuotations,
				}
			case "text-properties":
				if weight := attr(t, "font-weight"); weight != "" && name != "" {
					s := o.styles[name]
					s.bold, s.boldSet = weight == "bold" || weight >= "600" && weight <= "900", true
					o.styles[name] = s
				}
			case "paragraph-properties":
				if name != "" {
					s := o.styles[name]
					s.indent = odtColumns(attr(t, "margin-left")) + odtColumns(attr(t, "text-indent"))
					s.pageBreak = attr(t, "break-before") == "page"
					o.styles[name] = s
				}
			}
		}
	}
}

// odtColumns returns a length in characters of a typewriter, ten to an inch.
func odtColumns(length string) int {
	for unit, inch := range map[string]float64{"in": 1, "cm": 2.54, "mm": 25.4, "pt": 72} {
		if number, ok := strings.CutSuffix(length, unit); ok {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil || n < -100*inch || n > 100*inch {
				return 0
			}
			return int(n / inch * 10)
		}
	}
	return 0
}

// style returns a style with what it has from those above it.
func (o *odt) style(family, name string) odtStyle {
	s := o.styles[family+"/"+name]
	at := s
	for range 12 {
		parent, ok := o.styles[at.parent]
		if !ok {
			break
		}
		if !s.boldSet && parent.boldSet {
			s.bold, s.boldSet = parent.bold, true
		}
		if s.indent == 0 {
			s.indent = parent.indent
		}
		s.quoted = s.quoted || parent.quoted
		at = parent
	}
	return s
}

func (o *odt) read(content []byte) error {
	w := walk(content)
	inside := false
	for {
		t, err := w.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return o.w.keepApart("deletion", o.removed.String())
		case xml.StartElement:
			inside = inside || t.Name.Local == "body"
			if !inside {
				continue
			}
			if err := o.start(w, t); err != nil {
				return err
			}
		case xml.EndElement:
			o.end(t.Name.Local)
		case xml.CharData:
			// White space is folded, as in HTML; more of it is an element.
			if len(o.bold) > 0 {
				if err := o.write(foldSpace(string(t), o.w.now.endsInSpace())); err != nil {
					return err
				}
			}
		}
	}
}

func (o *odt) write(s string) error {
	return o.w.write(s, len(o.bold) > 0 && o.bold[len(o.bold)-1])
}

// odtApart are elements whose words are no part of the text.
var odtApart = map[string]string{
	"annotation": "comment", "tracked-changes": "deletion", "table-of-content": "contents",
	"alphabetical-index": "contents", "header": "running head", "footer": "running foot",
}

func (o *odt) start(w *walker, e xml.StartElement) error {
	name := e.Name.Local
	if kind := odtApart[name]; kind != "" {
		words, err := w.skip()
		if err != nil {
			return err
		}
		return o.w.keepApart(kind, words)
	}
	switch name {
	case "p", "h":
		s := o.style("paragraph", attr(e, "style-name"))
		o.w.endText()
		if s.pageBreak {
			o.w.feed()
		}
		o.bold = append(o.bold, s.bold)
		o.w.now.indent = max(0, min(s.indent, 80))
		o.w.now.quoted = s.quoted || attr(e, "style-name") == odtQuotations
		if name == "h" {
			o.w.now.heading = 1
			if level, err := strconv.Atoi(attr(e, "outline-level")); err == nil && level > 0 && level < 10 {
				o.w.now.heading = level
			}
		} else if strings.HasPrefix(attr(e, "style-name"), "Title") {
			o.w.now.heading = 1
		}
	case "span":
		bold := len(o.bold) > 0 && o.bold[len(o.bold)-1]
		if s := o.style("text", attr(e, "style-name")); s.boldSet {
			bold = s.bold
		}
		o.bold = append(o.bold, bold)
	case "s":
		n, err := strconv.Atoi(attr(e, "c"))
		if err != nil || n < 1 {
			n = 1
		}
		return o.write(strings.Repeat(" ", min(n, 200)))
	case "tab":
		return o.write("\t")
	case "line-break":
		return o.write("\n")
	case "soft-page-break":
		o.w.pages = true
		o.w.feed()
	case "note":
		return o.note(w)
	case "table":
		return o.w.beginTable()
	case "table-cell":
		o.w.beginCell()
		if n, err := strconv.Atoi(attr(e, "number-columns-spanned")); err == nil {
			o.w.widen(n - 1)
		}
	case "ruby-text", "script", "settings", "forms", "bookmark", "tracked-change", "meta":
		_, err := w.skip()
		return err
	}
	return nil
}

// note reads a footnote or an endnote.
func (o *odt) note(w *walker) error {
	var mark, text string
	for {
		t, err := w.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return nil
		case xml.StartElement:
			words, err := w.skip()
			if err != nil {
				return err
			}
			if t.Name.Local == "note-citation" {
				mark = strings.TrimSpace(words)
			} else {
				text += " " + words
			}
		case xml.EndElement:
			return o.w.note(mark, strings.Join(strings.Fields(text), " "))
		}
	}
}

func (o *odt) end(name string) {
	switch name {
	case "p", "h":
		if len(o.bold) > 0 {
			o.bold = o.bold[:len(o.bold)-1]
			o.w.end()
		}
	case "span":
		if len(o.bold) > 1 {
			o.bold = o.bold[:len(o.bold)-1]
		}
	case "table-cell":
		o.w.endCell()
	case "table-row":
		o.w.endRow()
	case "table":
		o.w.endTable()
	}
}

// foldSpace makes one space of each row of white space. After a space, none is
// left at the beginning.
func foldSpace(s string, after bool) string {
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', '\t', '\r', '\n', '\f':
			if !after {
				b.WriteByte(' ')
			}
			after = true
		default:
			b.WriteByte(s[i])
			after = false
		}
	}
	return b.String()
}

// endsInSpace reports whether the paragraph so far ends with white space, or is
// empty.
func (b *block) endsInSpace() bool {
	if len(b.runs) == 0 {
		return true
	}
	last := b.runs[len(b.runs)-1].text
	return last != "" && strings.ContainsRune(" \n", rune(last[len(last)-1]))
}
