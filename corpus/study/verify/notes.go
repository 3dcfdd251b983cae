package verify

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/corpus"
)

// A Note points out what a quotation changes, or what was allowed for.
type Note struct {
	Class  string // "negation", "opposite", "number", "name", "modal", "order"; "" for notes of other kinds
	Change string // "added", "left out", "changed"; or what the note says
	Text   string // the quotation's words, "" where they are left out
	Was    string // the record's, "" where they are added
}

// String returns the note in a few words: "negation added".
func (n Note) String() string {
	if n.Class == "" {
		return n.Change
	}
	return n.Class + " " + n.Change
}

// Sentence returns the note with the words that it is about: "negation left
// out: the record has “not”".
func (n Note) Sentence() string {
	switch {
	case n.Class == "" && n.Was != "":
		return n.Change + ": “" + n.Was + "”"
	case n.Class == "" || n.Text == "" && n.Was == "":
		return n.String()
	case n.Was == "":
		return n.String() + ": “" + n.Text + "” is not in the record"
	case n.Text == "":
		return n.String() + ": the record has “" + n.Was + "”"
	}
	return n.String() + ": “" + n.Text + "” where the record has “" + n.Was + "”"
}

// Sentences returns notes as sentences. Those that are of the same words are one:
// "negation left out, number changed: “a” where the record has “b”".
func Sentences(notes []Note) []string {
	var all []string
	for i := 0; i < len(notes); {
		n, said := notes[i], ""
		i++
		for ; n.Class != "" && i < len(notes) && notes[i].Class != "" && notes[i].Text == n.Text && notes[i].Was == n.Was; i++ {
			said += notes[i-1].String() + ", "
			n = notes[i]
		}
		all = append(all, said+n.Sentence())
	}
	return all
}

// LeftOut is the Change of a note whose words the quotation lacks.
const LeftOut = "left out"

// What notes of no class say.
const (
	LeftOutByEllipsis = "words left out where the ellipsis stands"
	LeftOutUnmarked   = "words left out without an ellipsis"
	InBrackets        = "words in brackets are not the record's"
	AfterNegation     = "the record has a negation right before"
	OnCondition       = "the record says so on a condition"
	QuotedThere       = "the speaker quotes somebody there"
	Reported          = "the speaker reports what somebody says"
	IsAside           = "an insertion of the recorder or the editor"
	OverSentences     = "the ellipsis leaves out the ends of sentences"
	Stitched          = "stitched from several places"
	TwoSpeakers       = "words of several speakers"
)

// TurnsSense reports whether a note is one of what may turn the sense of the words,
// or whose they are; others say how they are quoted.
func (n Note) TurnsSense() bool {
	switch n.Change {
	case AfterNegation, OnCondition, QuotedThere, Reported, IsAside, OverSentences:
		return true
	}
	return n.Class != ""
}

// classNames are in the order in which notes are shown.
var classNames = []struct {
	class
	name string
}{{negation, "negation"}, {opposite, "opposite"}, {number, "number"}, {name, "name"}, {modal, "modal"}}

// A hunk is what a quotation has in place of some words of the record.
type hunk struct {
	q, r         []*unit
	mine, theirs *side // the sides that q and r are of
	// prefixed are pairs of a word and the same with a prefix that negates
	// it; true where the quotation has the prefix.
	prefixed []bool
	// contrary are a word of the quotation and one of the record that say the
	// opposite of each other.
	contrary [2]*unit
}

// compare says which words that carry the sense differ in a hunk. text and was
// are what the two sides read.
func (h hunk) compare(text, was string) []Note {
	var notes []Note
	for _, c := range classNames {
		if change := h.change(c.class); change != "" {
			n := Note{Class: c.name, Change: change, Text: text, Was: was}
			if c.class != negation || len(h.prefixed) == 0 {
				n.Text, n.Was = h.mine.reads(h.q, c.class), h.theirs.reads(h.r, c.class)
			}
			notes = append(notes, n)
		}
	}
	if q, r := h.contrary[0], h.contrary[1]; q != nil {
		notes = append(notes, Note{"opposite", "changed", h.mine.covered(q, q), h.theirs.covered(r, r)})
	}
	return notes
}

// change says how the words of a class differ in a hunk, "" if they do not.
func (h hunk) change(c class) string {
	mine, theirs := keys(h.q, c), keys(h.r, c)
	if c == negation {
		for _, quoted := range h.prefixed {
			if quoted {
				mine = append(mine, "!not")
			} else {
				theirs = append(theirs, "!not")
			}
		}
	}
	// What both have is not changed, wherever it stands in the hunk.
	mine, theirs = without(mine, theirs), without(theirs, mine)
	switch {
	case len(mine) > 0 && len(theirs) > 0:
		return "changed"
	case len(mine) > 0 && !allWeak(h.q, c):
		return "added"
	case len(theirs) > 0 && !allWeak(h.r, c):
		if c != negation && c != modal && len(h.q) > 0 {
			return "changed"
		}
		return LeftOut
	}
	return ""
}

// reads returns the units of a class as a side has them, those that stand apart with
// apartMark between them; "" for none.
func (s *side) reads(units []*unit, c class) string {
	var parts []string
	var first, last *unit
	for _, u := range units {
		if u.class != c {
			continue
		}
		if last != nil && u.from > last.to {
			parts = append(parts, s.covered(first, last))
			first = nil
		}
		if first == nil {
			first = u
		}
		last = u
	}
	if first == nil {
		return ""
	}
	return strings.Join(append(parts, s.covered(first, last)), apartMark)
}

// apartMark stands in a note between words that stand apart.
const apartMark = " … "

// covered returns the words of a side from one unit to another.
func (s *side) covered(first, last *unit) string {
	return withBrackets(s.text, corpus.Span{Start: s.words[first.from].span.Start, End: s.words[last.to-1].span.End})
}

func keys(units []*unit, c class) []string {
	var keys []string
	for _, u := range units {
		if u.class == c {
			keys = append(keys, u.key)
		}
	}
	return keys
}

func allWeak(units []*unit, c class) bool {
	return !slices.ContainsFunc(units, func(u *unit) bool { return u.class == c && !u.weak }) &&
		slices.ContainsFunc(units, func(u *unit) bool { return u.class == c })
}

// without returns a without one of each that b has.
func without(a, b []string) []string {
	a = slices.Clone(a)
	for _, k := range b {
		if i := slices.Index(a, k); i >= 0 {
			a = slices.Delete(a, i, i+1)
		}
	}
	return a
}

// order puts first what turns the sense.
func order(notes []Note) {
	rank := func(n Note) int {
		i := slices.IndexFunc(classNames, func(c struct {
			class
			name string
		}) bool {
			return c.name == n.Class
		})
		if i < 0 {
			return len(classNames)
		}
		return i
	}
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(rank(a), rank(b)) })
}
