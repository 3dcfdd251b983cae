package draft

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"rapporteur/corpus/transcript/page"
)

// A Kind says what the letters of a part are. Any other string is furniture of
// that name: "page number".
type Kind string

const (
	Turn      Kind = "turn"
	Label     Kind = "label"     // who speaks, with what stands in the label
	Narration Kind = "narration" // the recorder's, between the turns
	Aside     Kind = "aside"     // the recorder's, within a turn
	Note      Kind = "note"      // a footnote, with its mark
	Metadata  Kind = "metadata"  // title, date, those present
)

// IsFurniture reports whether letters of kind k only arrange the page.
func (k Kind) IsFurniture() bool {
	switch k {
	case Turn, Label, Narration, Aside, Note, Metadata:
		return false
	}
	return true
}

// ErrAccount is wrapped by the error of Finish on a draft in which a letter is in
// no part or in two: the reader has a fault.
var ErrAccount = errors.New("its reading does not account for each letter once")

// A Part is a range of the text and what it is.
type Part struct {
	page.Span
	Kind Kind
}

// Parts are the parts of a draft, in the order of the text.
type Parts struct {
	list  []part
	kinds []Kind // by the number that parts give for them
}

// A part is kept small: a text of short lines has many.
type part struct {
	start, end uint32
	kind       uint16 // index into Parts.kinds
}

// All yields each part.
func (p Parts) All() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for i := range p.list {
			if !yield(p.at(i)) {
				return
			}
		}
	}
}

// Len returns how many parts there are.
func (p Parts) Len() int { return len(p.list) }

func (p Parts) at(i int) Part {
	t := p.list[i]
	return Part{page.Span{Start: int(t.start), End: int(t.end)}, p.kinds[t.kind]}
}

// numberOf returns the number of a kind.
func (p *Parts) numberOf(k Kind) uint16 {
	i := slices.Index(p.kinds, k)
	if i < 0 {
		i = len(p.kinds)
		p.kinds = append(p.kinds, k)
	}
	return uint16(i)
}

// Drop accounts for a span that is not read: Label, Metadata or furniture by
// its name. A span may be as long as it likes; white space and marks between
// parts belong to no part.
func (d *Draft) Drop(s page.Span, kind Kind) {
	if s.Start >= s.End {
		return
	}
	number := d.parts.numberOf(kind)
	// A turn of a thousand wrapped lines is one part.
	if n := len(d.parts.list); n > 0 {
		last := &d.parts.list[n-1]
		if end := int(last.end); last.kind == number && end <= s.Start && s.Start-end < maxGap && !page.HasLetter(d.text.String[end:s.Start]) {
			last.end = uint32(s.End)
			return
		}
	}
	d.parts.list = append(d.parts.list, part{uint32(s.Start), uint32(s.End), number})
}

// maxGap is the longest white space over which two parts become one.
const maxGap = 256

// Text returns the text that parts are ranges of.
func (d *Draft) Text() *page.Text { return d.text }

// A Run is where a span of the text stands among the words of a draft.
type Run struct {
	At int // byte of the words
	page.Span
}

// Trace returns the words of all turns as Finish has put them together, of which
// the texts of turns are parts in their order, and where each of them stands in
// the text. There are none if the hint did not ask for them.
func (d *Draft) Trace() (words string, runs []Run) { return d.said, d.runs }

// Parts returns the parts of the draft in the order of the text.
func (d *Draft) Parts() Parts {
	byStart := func(a, b part) int { return cmp.Compare(a.start, b.start) }
	if !slices.IsSortedFunc(d.parts.list, byStart) {
		slices.SortFunc(d.parts.list, byStart)
	}
	return d.parts
}

// checkAccount returns an error if a letter of the text is in no part or in
// two.
func (d *Draft) checkAccount() error {
	at, before := 0, Kind("")
	for p := range d.Parts().All() {
		// Marks without a letter may stand between two parts that are one.
		if p.Start < at && page.HasLetter(d.text.String[p.Start:min(at, p.End)]) {
			return fmt.Errorf("%w: read as %s and as %s: line %d: %s", ErrAccount, before, p.Kind, d.LineNumber(p.Start), d.quote(p.Start))
		}
		if err := d.unread(at, max(at, p.Start)); err != nil {
			return err
		}
		if p.End > at {
			at, before = p.End, p.Kind
		}
	}
	return d.unread(at, len(d.text.String))
}

// unread returns an error if there are letters from one byte to another, which
// no part holds.
func (d *Draft) unread(from, to int) error {
	for i, r := range d.text.String[from:to] {
		if page.IsLetter(r) {
			return fmt.Errorf("%w: not accounted for: line %d: %s", ErrAccount, d.LineNumber(from+i), d.quote(from+i))
		}
	}
	return nil
}

// quote returns the beginning of the text at an offset in quotation marks.
func (d *Draft) quote(at int) string {
	const runes = 72
	text := d.text.String[at:]
	n := 0
	for i, r := range text {
		if n++; n > runes || r == '\n' {
			return strconv.Quote(text[:i] + "…")
		}
	}
	return strconv.Quote(text)
}

// A Share is how many letters are of a kind.
type Share struct {
	Kind    Kind
	Letters int
}

// Account returns how many letters of the text are of each kind, the largest
// first. Asides in brackets are counted in the turns that hold them.
func (d *Draft) Account() []Share {
	letters := make([]int, len(d.parts.kinds))
	for _, p := range d.Parts().list {
		letters[p.kind] += page.Letters(d.text.String[p.start:p.end])
	}
	var shares []Share
	for i, n := range letters {
		if n > 0 {
			shares = append(shares, Share{d.parts.kinds[i], n})
		}
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Letters, a.Letters), cmp.Compare(a.Kind, b.Kind))
	})
	return shares
}
