package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html/charset"
)

// A walker goes through the elements of an XML part. Names are compared without
// their namespaces: the programs agree on those names, and not on the rest.
type walker struct {
	*xml.Decoder
	depth int
}

func walk(data []byte) *walker {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	return &walker{Decoder: d}
}

// next returns the next start, end or text; nil at the end of the part.
func (w *walker) next() (xml.Token, error) {
	for {
		t, err := w.Token()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is damaged: %w", err)
		}
		switch t.(type) {
		case xml.StartElement:
			if w.depth++; w.depth > maxDepth {
				return nil, errTooDeep
			}
		case xml.EndElement:
			w.depth--
		case xml.CharData:
		default:
			continue
		}
		return t, nil
	}
}

// words returns all text of the part.
func (w *walker) words() (string, error) { return w.skip() }

// skip passes over the element that was begun last, and returns the text in it.
func (w *walker) skip() (string, error) {
	var text bytes.Buffer
	for inside := 1; inside > 0; {
		t, err := w.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case nil:
			return text.String(), nil
		case xml.StartElement:
			inside++
			if t.Name.Local == "p" && text.Len() > 0 {
				text.WriteByte('\n')
			}
		case xml.EndElement:
			inside--
		case xml.CharData:
			text.Write(t)
		}
	}
	return text.String(), nil
}

// attr returns the value of an attribute, "" if it is not there.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isOn reports what an element of Word that switches something says: it is on
// unless its value says no.
func isOn(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
