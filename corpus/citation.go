package corpus

import (
	"strconv"
	"strings"
)

// Citation says where the passage stands, well enough to find it on paper:
// title, date, page (or time, or lines of the file where the document has
// neither) and reference.
func (p Passage) Citation() string { return Cite(p, p) }

// Cite says where the passages from first to last stand, which are of one
// record, as Citation does of one.
func Cite(first, last Passage) string {
	r := first.Turn.Record
	var parts []string
	for _, part := range []string{r.Title, r.Date.String(), location(first, last)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ") + " (" + span(first.Turn, last.Turn) + ")"
}

// span refers to the turns from first to last.
func span(first, last *Turn) string {
	ref := first.Reference()
	if first.Kind == last.Kind {
		ref.Last = int(last.Number)
		return ref.String()
	}
	to := last.Reference()
	to.Record = ""
	return ref.String() + " to " + to.String()
}

// Location says where in the document the passage stands: "page 5",
// "pages 4–5", "time 00:04:12", "3.1" for a scene, "3.1, page 12", "under
// “Roads”, lines 10–11 of the file".
func (p Passage) Location() string { return location(p, p) }

func location(first, last Passage) string {
	section, numbered := locateSections(first, last)
	from, _ := first.Places()
	_, to := last.Places()
	if from != "" {
		place := locate(first.Turn.Record.Locator, from, to)
		if numbered {
			return section + ", " + place
		}
		return place
	}
	if numbered && strings.Contains(section, ".") {
		return section // a scene is found on paper
	}
	lines := linesOf(first, last)
	if section == "" || lines == "" {
		return section + lines
	}
	return section + ", " + lines
}

func linesOf(first, last Passage) string {
	a, _ := first.Lines()
	_, b := last.Lines()
	if a == 0 {
		return ""
	}
	return locate("line", strconv.Itoa(a), strconv.Itoa(b)) + " of the file"
}

// locate writes a place or a range of places; locator is a singular English
// noun.
func locate(locator, first, last string) string {
	if last == "" || last == first {
		return locator + " " + first
	}
	return locator + "s " + first + "–" + last
}
