package verify

import (
	"cmp"
	"slices"
)

// A Note points out what a quotation changes, or what was allowed for.
type Note struct {
	Class  string // "negation", "number", "name", "modal"; "" for notes of other kinds
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
	case n.Change == AfterNegation:
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
	Stitched          = "stitched from several places"
	TwoSpeakers       = "words of several speakers"
)

// classNames are in the order in which notes are shown.
var classNames = []struct {
	class
	name string
}{{negation, "negation"}, {number, "number"}, {name, "name"}, {modal, "modal"}}

// A hunk is what a quotation has in place of some words of the record.
type hunk struct {
	q, r []*unit
	// opposites are pairs of a word and the same with a prefix that negates
	// it; true where the quotation has the prefix.
	opposites []bool
}

// compare says which words that carry the sense differ in a hunk. text and was
// are what the two sides read.
func (h hunk) compare(text, was string) []Note {
	var notes []Note
	for _, c := range classNames {
		mine, theirs := keys(h.q, c.class), keys(h.r, c.class)
		if c.class == negation {
			for _, quoted := range h.opposites {
				if quoted {
					mine = append(mine, "!not")
				} else {
					theirs = append(theirs, "!not")
				}
			}
		}
		// What both have is not changed, wherever it stands in the hunk.
		mine, theirs = without(mine, theirs), without(theirs, mine)
		change := ""
		switch {
		case len(mine) > 0 && len(theirs) > 0:
			change = "changed"
		case len(mine) > 0 && !allWeak(h.q, c.class):
			change = "added"
		case len(theirs) > 0 && !allWeak(h.r, c.class):
			change = LeftOut
			if c.class != negation && c.class != modal && len(h.q) > 0 {
				change = "changed"
			}
		}
		if change != "" {
			notes = append(notes, Note{c.name, change, text, was})
		}
	}
	return notes
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
