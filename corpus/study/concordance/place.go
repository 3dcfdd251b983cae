package concordance

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/search"
)

// A Place is where the words stand once.
type Place struct {
	corpus.Passage                // the words
	Person         *corpus.Person // who says them, nil for the recorder
}

// Context returns what stands before and after the words in their turn, on one
// line, of at most width characters on either side, cut between words, with an
// ellipsis where something is cut off.
func (p Place) Context(width int) (before, after string) {
	left, right := oneLine(p.Turn.Text[:p.Start]), oneLine(p.Turn.Text[p.End:])
	return cutFront(left, width), cutBack(right, width)
}

func oneLine(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	if words == "" {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		words = " " + words
	}
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		words += " "
	}
	return words
}

// cutFront keeps the last width characters of s, from a word's beginning on.
func cutFront(s string, width int) string {
	n := utf8.RuneCountInString(s)
	if n <= width {
		return s
	}
	r := []rune(s)[n-max(0, width-1):]
	if i := slices.IndexFunc(r, unicode.IsSpace); i >= 0 && i < len(r)-1 {
		r = r[i+1:]
	}
	return "…" + string(r)
}

// cutBack keeps the first width characters of s, up to a word's end.
func cutBack(s string, width int) string {
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	r := []rune(s)[:max(0, width-1)]
	for i := len(r) - 1; i > 0; i-- {
		if unicode.IsSpace(r[i]) {
			r = r[:i]
			break
		}
	}
	return string(r) + "…"
}

// An Order says how places are listed.
type Order string

// The orders. Their text is typed.
const (
	ByPlace  Order = "place"  // as they stand in the records
	ByAfter  Order = "after"  // by the words after
	ByBefore Order = "before" // by the words before, the nearest first
)

// Orders are all orders, the usual one first.
var Orders = []Order{ByPlace, ByAfter, ByBefore}

// Sorted returns the places in the given order; equal ones stay in the order of
// the library.
func (c *Concordance) Sorted(by Order) []Place {
	places := slices.Clone(c.Places)
	if by == ByPlace {
		return places
	}
	keys := make(map[Place]string, len(places))
	for _, p := range places {
		keys[p] = p.key(by)
	}
	slices.SortStableFunc(places, func(a, b Place) int { return cmp.Compare(keys[a], keys[b]) })
	return places
}

// sortedWords is how many words beside a place it is sorted by.
const sortedWords = 4

// key returns the folded words that a place is sorted by.
func (p Place) key(by Order) string {
	if by == ByAfter {
		words := strings.SplitN(search.Fold(window(p.Turn.Text[p.End:], false)), " ", sortedWords+1)
		return strings.Join(words[:min(sortedWords, len(words))], " ")
	}
	words := strings.Fields(search.Fold(window(p.Turn.Text[:p.Start], true)))
	slices.Reverse(words)
	return strings.Join(words[:min(sortedWords, len(words))], " ")
}

// window returns the end or the beginning of text, enough for a few words, so
// that sorting a long turn's places does not read the turn for each.
func window(text string, end bool) string {
	const most = 200
	if len(text) <= most {
		return text
	}
	if !end {
		i := most
		for i > 0 && !utf8.RuneStart(text[i]) {
			i--
		}
		return text[:i]
	}
	i := len(text) - most
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	// The first word is likely cut.
	if space := strings.IndexFunc(text[i:], unicode.IsSpace); space >= 0 {
		i += space
	}
	return text[i:]
}

// Merge returns the places of several concordances of one index in one order.
func Merge(by Order, all ...Concordance) []Place {
	var merged Concordance
	for _, c := range all {
		merged.Places = append(merged.Places, c.Places...)
	}
	if len(all) > 1 {
		slices.SortStableFunc(merged.Places, Place.compare)
		merged.Places = slices.CompactFunc(merged.Places, func(a, b Place) bool { return a == b })
	}
	return merged.Sorted(by)
}

// compare orders places as they stand in the library.
func (p Place) compare(q Place) int {
	if p.Turn.Record != q.Turn.Record {
		return cmp.Or(p.Turn.Record.Date.Compare(q.Turn.Record.Date), cmp.Compare(p.Turn.Record.ID, q.Turn.Record.ID))
	}
	return cmp.Or(cmp.Compare(p.Turn.Index(), q.Turn.Index()), cmp.Compare(p.Start, q.Start))
}
