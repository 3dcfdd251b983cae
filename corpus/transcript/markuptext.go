package transcript

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// blocks are the elements of XML and HTML that hold a paragraph.
var blocks = wordSet(`p div head h1 h2 h3 h4 h5 h6 li item dateline opener closer signed salute td tr dd dt title
	blockquote list table body`)

// unread are the elements whose words are not the text's.
var unread = wordSet(`note teiheader script style fw figure nav footer header`)

// tryMarkupText reads XML whose turns are paragraphs that begin with a label,
// like those of the volumes of Foreign Relations of the United States: its
// paragraphs are weighed as those of a text are.
func tryMarkupText(d *document, atLeast float64) attempt {
	if atLeast == certain {
		return attempt{}
	}
	plain, err := textOf(d)
	if err != nil {
		return attempt{confidence: 0, err: err}
	}
	best := attempt{weight: atLeast}
	for _, l := range textLayouts {
		if a := l.try(plain, best.weight); a.weight > best.weight {
			best = a
			best.variant = l.name
		}
	}
	if best.read == nil {
		return attempt{}
	}
	read := best.read
	best.read = func(b *builder) error {
		b.notes = append(b.notes, plain.notes...)
		if len(plain.places) > 0 {
			b.record.Locator, b.record.Places = plain.locator, plain.places
		}
		return read(b)
	}
	return best
}

// textOf returns the paragraphs of an XML file as a document of lines.
func textOf(d *document) (*document, error) {
	x := newDecoder(d.text)
	plain := &document{text: d.text, meta: d.meta}
	skip, depth := 0, 0
	fresh, space := true, false // a paragraph begins; white space stood before
	place := uint32(0)
	for {
		token, err := x.RawToken()
		if err == io.EOF {
			plain.endLine()
			return plain, nil
		}
		number, _ := x.InputPos()
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.Contains(string(t), "<!ENTITY") {
				return nil, errEntities
			}
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("elements are nested more than %d deep", maxDepth)
			}
			if skip > 0 || unread[name] {
				skip++
				continue
			}
			if name == "pb" {
				if n := attribute(t.Attr, "n"); n != "" {
					plain.locator = "page"
					plain.places = append(plain.places, n)
					place = uint32(len(plain.places))
				}
			}
			fresh = fresh || blocks[name]
			space = space || name == "lb" || name == "br"
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
			fresh = fresh || blocks[strings.ToLower(t.Name.Local)]
		case xml.CharData:
			if skip > 0 {
				continue
			}
			text := string(t)
			number -= strings.Count(text, "\n")
			for i, raw := range strings.Split(text, "\n") {
				space = space || i > 0
				content := strings.Trim(raw, " \t\r")
				if content == "" {
					space = space || raw != ""
					continue
				}
				space = space || raw[0] == ' ' || raw[0] == '\t'
				plain.addPiece(content, uint32(number+i), place, fresh, space)
				fresh = false
				space = strings.HasSuffix(raw, " ") || strings.HasSuffix(raw, "\t")
			}
		}
	}
}

// addPiece adds words of a paragraph: to its last line if they stand on the
// same line of the file or are glued to it, else as a new line.
func (d *document) addPiece(content string, number, place uint32, fresh, space bool) {
	if n := len(d.lines); n > 0 && !fresh && (!space || d.lines[n-1].number == number) {
		if space {
			d.piece.WriteByte(' ')
		}
		d.piece.WriteString(content)
		return
	}
	d.endLine()
	l := line{number: number, place: place, gap: wrapped}
	if fresh || len(d.lines) == 0 {
		l.blanks, l.gap = 1, paragraph
	}
	d.lines = append(d.lines, l)
	d.piece.WriteString(content)
}

// endLine gives the last line the pieces that have been added to it.
func (d *document) endLine() {
	if n := len(d.lines); n > 0 {
		d.lines[n-1].text = d.piece.String()
		d.piece = strings.Builder{}
	}
}
