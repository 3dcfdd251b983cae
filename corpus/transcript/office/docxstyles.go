package office

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A wordStyle is what a style of Word says of a paragraph or a run.
type wordStyle struct {
	name    string
	based   string
	bold    bool
	boldSet bool
	heading int
	indent  int
	quoted  bool
}

// quotingStyles are those for block quotes, by the names that Word gives its own
// in a file whatever language it speaks, and that other programs write.
var quotingStyles = map[string]bool{"quote": true, "intense quote": true, "block text": true, "quotations": true, "block quotation": true, "blockquote": true}

// readStyles returns the styles of a document by their ID, with what they have
// from those that they are based on.
func readStyles(data []byte) (map[string]wordStyle, error) {
	styles := make(map[string]wordStyle)
	id, now := "", wordStyle{}
	w := walk(data)
	for {
		t, err := w.next()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case nil:
			inherit(styles)
			return styles, nil
		case xml.StartElement:
			switch t.Name.Local {
			case "style":
				id, now = attr(t, "styleId"), wordStyle{}
			case "name":
				now.name = strings.ToLower(attr(t, "val"))
				now.quoted = quotingStyles[now.name]
				if level, ok := strings.CutPrefix(now.name, "heading "); ok {
					now.heading, _ = strconv.Atoi(level)
				} else if now.name == "title" {
					now.heading = 1
				}
			case "basedOn":
				now.based = attr(t, "val")
			case "outlineLvl":
				if level, err := strconv.Atoi(attr(t, "val")); err == nil && level >= 0 && level < 9 {
					now.heading = level + 1
				}
			case "b":
				now.bold, now.boldSet = isOn(t), true
			case "ind":
				now.indent = columns(t)
			}
		case xml.EndElement:
			if t.Name.Local == "style" && id != "" {
				styles[id] = now
				id = ""
			}
		}
	}
}

// inherit gives styles what those have on which they are based.
func inherit(styles map[string]wordStyle) {
	const deepest = 12
	for range deepest {
		changed := false
		for id, s := range styles {
			base, ok := styles[s.based]
			if !ok {
				continue
			}
			before := s
			s.quoted = s.quoted || base.quoted
			if !s.boldSet && base.boldSet {
				s.bold, s.boldSet = base.bold, true
			}
			if s.heading == 0 {
				s.heading = base.heading
			}
			if s.indent == 0 {
				s.indent = base.indent
			}
			if s != before {
				styles[id], changed = s, true
			}
		}
		if !changed {
			return
		}
	}
}

// twipsPerColumn is the width of a character of a typewriter, ten to an inch, in
// the unit of Word's measures.
const twipsPerColumn = 144

// columns returns how far the first line of a paragraph is set in.
func columns(ind xml.StartElement) int {
	measure := func(names ...string) int {
		for _, name := range names {
			if n, err := strconv.Atoi(attr(ind, name)); err == nil {
				return n
			}
		}
		return 0
	}
	twips := measure("left", "start") + measure("firstLine") - measure("hanging")
	return max(0, min(twips/twipsPerColumn, 80))
}
