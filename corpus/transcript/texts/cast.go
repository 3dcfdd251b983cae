package texts

import (
	"iter"
	"slices"
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A cast says which labels name speakers.
type cast struct {
	doc   *document
	of    []*part // by the id of a name, as far as the names have a part
	room  []part  // for those that come next
	order []*part // as they come first
	more  map[*part][]formCount
	basis basis
	all   []evidence // of each in order, where samples are asked for
}

// A part is a label, where it stands and what speaks for it. A text of short
// lines has many.
type part struct {
	*name
	like    *part // the first of those with the same letters
	namely  bool  // it is on a list of headings or exclamations, and is a name all the same
	logit   float64
	form    formCount // the form seen first; see cast.more
	cues    int32
	strong  int32 // those of them that are not weak
	alike   int32 // the same of all labels of the same letters
	bare    int32 // those without words of a turn after them
	stopped int32 // those whose words end a sentence
	small   int32 // those whose words begin with a small letter
	after   int32 // those that follow another label's
	lone    int32 // those on a line of their own, with white space below
	colons  int32 // those with a colon
	fields  int32 // those with nothing but a full name after them
	set     int32 // those in bold, in italics or in brackets
	said    int32 // bytes from its cues to the next ones
	first   int32 // line of its first cue
	timed   bool
	short   bool // it has a short form or a role beside it
	unlike  bool // see isUnlike
	listed  bool // its words stand among those present, or before the first turn
	known   bool // of the first of the same letters: one of them is taken
	taken   bool // it names a speaker
	field   bool // it is one of a form, see parse.withoutFields
}

// A form is where labels of one text stand, and how.
type form struct {
	set, alone, parted bool
	indent             uint8
}

type formCount struct {
	form
	cues int32
}

// count counts a cue of a form. A label has few, mostly one.
func (c *cast) count(it *part, f form) {
	if it.form.cues == 0 || it.form.form == f {
		it.form.form = f
		it.form.cues++
		return
	}
	more := c.more[it]
	for i := range more {
		if more[i].form == f {
			more[i].cues++
			return
		}
	}
	if c.more == nil {
		c.more = make(map[*part][]formCount)
	}
	c.more[it] = append(more, formCount{f, 1})
}

// forms yields the forms of a label, in the order in which they are seen first.
func (c *cast) forms(it *part) iter.Seq[formCount] {
	return func(yield func(formCount) bool) {
		if !yield(it.form) {
			return
		}
		for _, f := range c.more[it] {
			if !yield(f) {
				return
			}
		}
	}
}

// named returns the part that a label of some words has, nil if it has none.
func (c *cast) named(words string) *part {
	n := c.doc.names[words]
	if n == nil || int(n.id) >= len(c.of) {
		return nil
	}
	return c.of[n.id]
}

// partOf returns the part of a name, nil if there are too many.
func (c *cast) partOf(n *name) *part {
	const least, most = 8, 256
	if int(n.id) < len(c.of) && c.of[n.id] != nil {
		return c.of[n.id]
	}
	if len(c.order) == maxLabels {
		return nil
	}
	if len(c.room) == 0 {
		c.room = make([]part, max(least, min(most, len(c.order))))
	}
	it := &c.room[0]
	c.room = c.room[1:]
	it.name = n
	if lacking := int(n.id) + 1 - len(c.of); lacking > 0 {
		c.of = append(c.of, make([]*part, lacking)...)
	}
	c.of[n.id] = it
	c.order = append(c.order, it)
	return it
}

// maxLabels is how many labels of a text are weighed; no cast is larger.
const maxLabels = 100_000

// newCast counts the cues of each label.
func (p *parser) newCast(cues []cue) *cast {
	c := &cast{doc: p.doc}
	var last *name
	for i := range cues {
		q, n := &cues[i], p.doc.nameOf(cues[i].label.Name)
		it := c.partOf(n)
		if it == nil {
			continue
		}
		stop, weak := len(p.s.Lines), false // where the next cue is
		if i+1 < len(cues) {
			stop, weak = max(q.line+1, cues[i+1].line), cues[i+1].weak
		}
		q.part = it
		if it.cues++; it.cues == 1 {
			it.first = int32(q.line)
		}
		if n != last {
			it.after++
		}
		last = n
		p.countLabel(it, q)
		p.countWords(it, q, stop, weak)
		c.count(it, p.formOf(q))
	}
	c.countAlike()
	c.nameLike(len(cues))
	c.nameTimed(cues)
	return c
}

// nameTimed takes the words of the lists of headings for names where nearly every
// label has a time beside it, and they too: a room is called "Meeting Room 3".
func (c *cast) nameTimed(cues []cue) {
	timed, all := 0, 0
	for i := range cues {
		count(&all, !cues[i].weak)
		count(&timed, !cues[i].weak && cues[i].timed)
	}
	if timed < fewCues || timed*10 < all*9 {
		return
	}
	for _, it := range c.order {
		it.namely = it.namely || it.timed
	}
}

// holdsTalk is the share of all cues from which on a label holds up a talk.
const holdsTalk = 0.3

// nameLike takes the only word of the lists of headings that comes as often, and
// in turn with another label, as who speaks does for a name: "Art" and "Song"
// are called so. No notes, votes or scenes hold a third of a talk.
func (c *cast) nameLike(all int) {
	var found *part
	partner := false
	for _, it := range c.order {
		listed := it.has(isHeading | isExclamation)
		switch {
		case it.strong < fewCues || float64(it.cues) < holdsTalk*float64(all) || it.after*10 < it.cues*9:
		case !listed:
			partner = true
		case found != nil || it.spaces > 0 || it.fields > 0 || it.bare > 0:
			return
		default:
			found = it
		}
	}
	if partner && found != nil {
		found.namely = true
	}
}

// countLabel counts how a label of a part is set.
func (p *parser) countLabel(it *part, q *cue) {
	it.timed = it.timed || q.timed
	it.short = it.short || label.IsShortForm(q.label.Note(), it.text) || q.label.Role() != "" || p.doc.play && p.hasManner(q)
	if !q.weak {
		it.strong++
	}
	if q.label.Set {
		it.set++
	}
	if !p.alone && !q.label.Dash && p.layout.name != "label with a full stop" {
		it.colons++
	}
}

// hasManner reports whether brackets between a label and its full stop say how
// something is said: "Землемер (входит). Здравствуйте."
func (p *parser) hasManner(q *cue) bool {
	behind, ok := strings.CutPrefix(p.s.At(q.line), q.label.Name+" (")
	return ok && label.BeginsInSmall(behind) && strings.HasPrefix(q.label.Rest, "(")
}

// countWords counts what stands after a label, up to the line stop of the next
// one, which is weak or not.
func (p *parser) countWords(it *part, q *cue, stop int, weak bool) {
	s, below := p.s, q.line+1
	first := q.line
	if q.label.Alone {
		if below < len(s.Lines) && s.Lines[below].Gap >= page.Parted {
			it.lone++
		}
		if below >= len(s.Lines) || s.Lines[below].Gap >= page.Section || stop == below && !weak {
			it.bare++
		}
		if below < stop {
			first++
		}
	} else if label.IsFullName(q.label.Rest) {
		it.fields++
	} else if label.BeginsInSmall(q.label.Rest) {
		it.small++
	}
	if page.EndsSentence(s.At(s.Block(first, stop) - 1)) {
		it.stopped++
	}
	end := len(s.Text.String)
	if stop < len(s.Lines) {
		end = int(s.Lines[stop].Start)
	}
	it.said += int32(end - int(s.Lines[q.line].Start))
}

// countAlike counts the cues of labels that differ by their case alone: whoever
// types by hand writes "anna:" now and then.
func (c *cast) countAlike() {
	first := make(map[string]*part, len(c.order))
	for _, it := range c.order {
		folded := strings.ToLower(it.text)
		if it.like = first[folded]; it.like == nil {
			it.like = it
			first[folded] = it
		}
		it.like.alike += it.strong
	}
	for _, it := range c.order {
		it.alike = it.like.alike
	}
}

func (p *parser) formOf(q *cue) form {
	l := &p.s.Lines[q.line]
	return form{
		set: q.label.Set, alone: q.label.Alone, parted: !q.weak, indent: uint8(min(l.Indent, 255)),
	}
}

// groups takes the labels of several speakers of the cast at once: "ROSS and
// LENNOX".
func (c *cast) groups() {
	var found []*part
	for _, it := range c.order {
		if !it.taken && it.strong > 0 && c.isGroup(it.text) {
			found = append(found, it)
		}
	}
	for _, it := range found {
		it.taken = true
	}
}

func (c *cast) isGroup(name string) bool {
	if !strings.ContainsAny(name, " ,&/・、") {
		return false
	}
	members := label.GroupMembers(name)
	return len(members) > 1 && !slices.ContainsFunc(members, func(m string) bool {
		it := c.named(m)
		return it == nil || !it.taken
	})
}

// isUnlike reports whether a label comes once, with words that end no sentence,
// where the words under others nearly always do: it may be a line of a form.
func (it *part) isUnlike(e *evidence) bool {
	const unlike = -1.6 // log-odds: nine in ten end one
	return it.cues == 1 && e[stopped] == 0 && e[ended] < unlike && e[declared]+e[titled] == 0
}

// inOtherCase takes labels that are those of speakers but for their case.
func (c *cast) inOtherCase() {
	for _, it := range c.order {
		if it.taken {
			it.like.known = true
		}
	}
	for _, it := range c.order {
		if !it.taken && it.strong > 0 && it.like.known {
			it.taken = true
			it.logit = max(it.logit, 1)
		}
	}
}

// isPhrase reports whether what looks like a label is the beginning of a sentence
// that goes on behind its colon, in small letters as it does under no speaker:
// "Remember: never run." It comes once or twice, and is nobody's name by its form.
func (c *cast) isPhrase(it *part) bool {
	return c.basis.upright && it.cues < fewCues && it.small == it.cues && !it.has(hasTitle|inCapsOnly|isFull) && !it.isDeclared() && !it.isListed()
}

// isUpright reports whether the words under labels that come back, of which not all
// begin with a small letter, hardly ever do.
func (c *cast) isUpright() bool {
	small, all := 0, 0
	for _, it := range c.order {
		if it.cues > 1 && it.small < it.cues {
			small += int(it.small)
			all += int(it.cues)
		}
	}
	return all >= fewCues && small*10 <= all
}

// takes reports whether the label name is taken for a speaker's.
func (c *cast) takes(name string) bool {
	it := c.named(name)
	return it != nil && it.taken
}

// taken returns how many cues name speakers.
func (c *cast) taken() int {
	n := 0
	for _, it := range c.order {
		if it.taken {
			n += int(it.cues)
		}
	}
	return n
}

func (c *cast) cues() int {
	n := 0
	for _, it := range c.order {
		n += int(it.cues)
	}
	return n
}

// inCapitals reports whether nearly all cues of speakers are in capitals.
func (c *cast) inCapitals() bool {
	all, caps := 0, 0
	for _, it := range c.order {
		if it.taken {
			if all += int(it.cues); it.has(inCapsOnly) {
				caps += int(it.cues)
			}
		}
	}
	return caps*10 >= all*9
}
