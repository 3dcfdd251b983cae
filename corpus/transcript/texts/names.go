package texts

import (
	"strings"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A name is what stands in labels for who speaks, and what its words show in
// whatever layout a label is seen: each is looked at once for a text.
type name struct {
	text     string
	id       int32 // from 0, in the order in which the names of the text were seen
	is       trait
	spaces   uint8 // within it, 255 at most
	sentence uint8 // words in small letters that no name has, 3 at most
}

// Traits are what a name's words show, each a bit.
type trait uint16

const (
	hasTitle      trait = 1 << iota // a title or initials
	hasRole                         // see label.HasRole
	isExclamation                   // see label.IsExclamation
	isCounter                       // see label.IsCounter
	isHeading                       // see label.IsHeading
	inCaps                          // see label.IsCaps
	inCapsOnly                      // see label.HasCapsOnly
	hasComma
	hasUnderscore
	beginsSmall
	isLetter     // it is a single one
	isCommon     // see label.IsCommon
	isFull       // a name of several words, not in capitals, none of them common
	commonsKnown // the two above were looked for
)

func (n *name) has(t trait) bool { return n.is&t != 0 }

// nameOf returns the name of a text with the words of a label.
func (d *document) nameOf(words string) *name {
	n := d.names[words]
	if n == nil {
		if len(d.roomNames) == 0 {
			const least, most = 16, 512
			d.roomNames = make([]name, max(least, min(most, len(d.names))))
		}
		n = &d.roomNames[0]
		d.roomNames = d.roomNames[1:]
		n.text, n.id = words, int32(len(d.names))
		n.look()
		d.names[words] = n
	}
	return n
}

// look finds the traits of a name that its words alone show.
func (n *name) look() {
	words := n.text
	n.spaces = uint8(min(255, strings.Count(words, " ")))
	n.sentence = uint8(min(3, label.SentenceWords(words)))
	for _, t := range []struct {
		trait trait
		is    bool
	}{
		{hasTitle, label.HasInitials(words) || label.IsTitled(words)},
		{hasRole, label.HasRole(words)},
		{isExclamation, label.IsExclamation(words)},
		{isCounter, label.IsCounter(words)},
		{isHeading, label.IsHeading(words)},
		{inCaps, label.IsCaps(words)},
		{inCapsOnly, label.HasCapsOnly(words)},
		{hasComma, strings.Contains(words, ",")},
		{hasUnderscore, strings.Contains(words, "_")},
		{beginsSmall, label.BeginsInSmall(words)},
		{isLetter, utf8.RuneCountInString(words) == 1},
	} {
		if t.is {
			n.is |= t.trait
		}
	}
}

// lookAround finds the traits of a name that follow from the words that the
// text writes in small letters.
func (n *name) lookAround(lower *page.Words) {
	if n.has(commonsKnown) {
		return
	}
	n.is |= commonsKnown
	if label.IsCommon(n.text, lower) {
		n.is |= isCommon
	}
	if n.spaces > 0 && !n.has(inCaps) && label.AllNameWords(n.text) && !label.HoldsCommon(n.text, lower) {
		n.is |= isFull
	}
}
