package markup

import (
	"encoding/json"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// readKokkai reads the JSON that the Diet of Japan publishes, which has the
// fields of its XML: each is read as an element.
func readKokkai(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || !strings.HasPrefix(strings.TrimSpace(f.Text.String[:min(len(f.Text.String), 64)]), "{") ||
		!strings.Contains(f.Text.String, `"speechRecord"`) {
		return nil, nil
	}
	t, ok := growJSON(f.Text.String)
	if !ok || !t.hasAll("speechrecord speech speaker") {
		return nil, nil
	}
	for i := range vocabularies {
		if vocabularies[i].mark != "" {
			d := readTree(t, &vocabularies[i], true, h)
			d.Layout = "JSON: " + vocabularies[i].name
			return d, nil
		}
	}
	return nil, nil
}

// growJSON makes a tree of JSON: a field is an element, and each object of a
// list one of the list's name. It reports whether the text is JSON.
func growJSON(text string) (*tree, bool) {
	g := newGrower()
	j := &jsonReader{grower: g, decoder: json.NewDecoder(strings.NewReader(text)), source: text, at: 1}
	j.decoder.UseNumber()
	if !j.value("record", 0) {
		return nil, false
	}
	return g.done(), true
}

type jsonReader struct {
	*grower
	decoder *json.Decoder
	source  string
	read    int // bytes of the source whose lines have been counted
	at      int // line of the source
}

// lineNow returns the line of the source that has been read up to.
func (j *jsonReader) lineNow() int {
	offset := int(j.decoder.InputOffset())
	j.at += strings.Count(j.source[j.read:offset], "\n")
	j.read = offset
	return j.at
}

// value reads a value that is called name, and reports whether there is one.
func (j *jsonReader) value(name string, depth int) bool {
	token, err := j.decoder.Token()
	if err != nil || depth > maxDepth {
		return false
	}
	line := j.lineNow()
	switch v := token.(type) {
	case json.Delim:
		if v == '[' {
			for j.decoder.More() {
				if !j.value(name, depth+1) {
					return false
				}
			}
			_, err = j.decoder.Token()
			return err == nil
		}
		j.open(name, nil, line)
		for j.decoder.More() {
			key, err := j.decoder.Token()
			if err != nil || !j.value(strings.ToLower(key.(string)), depth+1) {
				return false
			}
		}
		_, err = j.decoder.Token()
		j.shut(name, j.lineNow())
		return err == nil
	case string:
		j.field(name, v, line)
	case json.Number:
		j.field(name, v.String(), line)
	}
	return true
}

// field reads a text; each of its lines is a paragraph.
func (j *jsonReader) field(name, text string, line int) {
	j.open(name, nil, line)
	for part := range strings.SplitSeq(text, "\n") {
		if part = strings.Trim(part, space+wideBlank); part != "" {
			j.open("p", nil, line)
			j.words(part, true, true, line)
			j.shut("p", line)
		}
	}
	j.shut(name, line)
}
