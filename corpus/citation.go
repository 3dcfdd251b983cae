package corpus

import (
	"strconv"
	"strings"
)

// Citation says where the passage stands, well enough to find it on paper:
// title, date, page (or time, or lines of the file where the document has
// neither) and reference.
func (p Passage) Citation() string {
	r := p.Turn.Record
	var parts []string
	for _, part := range []string{r.Title, r.Date.String(), p.Location()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ") + " (" + p.Turn.Reference().String() + ")"
}

// Location says where in the document the passage stands: "page 5",
// "pages 4–5", "time 00:04:12", "lines 10–11 of the file".
func (p Passage) Location() string {
	if first, last := p.Places(); first != "" {
		return locate(p.Turn.Record.Locator, first, last)
	}
	first, last := p.Lines()
	if first == 0 {
		return ""
	}
	return locate("line", strconv.Itoa(first), strconv.Itoa(last)) + " of the file"
}

// locate writes a place or a range of places; locator is a singular English
// noun.
func locate(locator, first, last string) string {
	if last == "" || last == first {
		return locator + " " + first
	}
	return locator + "s " + first + "–" + last
}
