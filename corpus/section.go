package corpus

import (
	"sort"
	"strings"
)

// A Section is a part of a record under a heading of its own: a scene, an item
// of an agenda, a day. It lasts until the next one begins.
type Section struct {
	Turn   int    // index into Record.Turns of the first that stands in it
	Level  int    // from 1, the outermost
	Name   string // as the document heads it: "SCENE I. A room in the castle."
	Number string // what people cite it by: "3.1" for act 3, scene 1; "" for most
}

// Section returns the innermost section that the turn stands in, nil if it
// stands in none.
func (t *Turn) Section() *Section {
	sections := t.Record.Sections
	if len(sections) == 0 {
		return nil
	}
	at := t.Index()
	i := sort.Search(len(sections), func(i int) bool { return sections[i].Turn > at })
	if i == 0 {
		return nil
	}
	return &sections[i-1]
}

// maxCitedName is how long the heading of a section may be to be cited, in
// bytes.
const maxCitedName = 80

// locateSections says in which sections the passages from first to last stand:
// "3.1", "act 2", "under “Roads”"; "" if that is not known. Whether it is a
// number is reported, which stands for a place by itself.
func locateSections(first, last Passage) (where string, numbered bool) {
	a, b := first.Turn.Section(), last.Turn.Section()
	if a == nil || b == nil {
		return "", false
	}
	if a.Number != "" {
		from := a.String()
		if b.Number != "" && b.Number != a.Number {
			from += "–" + b.String()
		}
		return from, true
	}
	if name := oneLine(a.Name); name != "" && a == b && len(name) <= maxCitedName {
		return "under “" + name + "”", false
	}
	return "", false
}

// String names a section as a citation does: "3.1", "act 3", "prologue", or by
// its heading.
func (s *Section) String() string {
	switch {
	case s.Number == "":
		return oneLine(s.Name)
	case s.Number[0] >= '0' && s.Number[0] <= '9' && !strings.Contains(s.Number, "."):
		return "act " + s.Number
	}
	return s.Number
}
