package texts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A cast says which labels name speakers.
type cast struct {
	parts map[string]*part
	room  []part  // for those that come next
	order []*part // as they come first
	// inHaste says that the words of nearly all begin with a small letter, as
	// those of who types by hand.
	inHaste bool
	// inSmall says that nearly all names begin with a small letter, and stand before
	// most lines: "mum: did you sleep".
	inSmall bool
}

// A part is a label, where it stands and what speaks for it.
type part struct {
	name    string
	cues    int
	strong  int // those of them that are not weak
	alike   int // the same of all labels of the same letters
	bare    int // those without words of a turn after them
	stopped int // those whose words end a sentence
	small   int // those whose words begin with a small letter
	after   int // those that follow another label's
	lone    int // those on a line of their own, with white space below
	colons  int // those with a colon
	fields  int // those with nothing but a full name after them
	said    int // bytes from its cues to the next ones
	first   int // line of its first cue
	timed   bool
	heading bool // it begins like the heading of something
	namely  bool // it is on a list of headings or exclamations, and is a name all the same
	short   bool // it has a short form or a role beside it
	set     int
	forms   []formCount
	form    [1]formCount // room for the first of forms: most have no other
	like    *part        // the first of those with the same letters
	known   bool         // of that: one of them is taken
	e       evidence
	logit   float64
	taken   bool // it names a speaker
}

// A form is where labels of one text stand, and how.
type form struct {
	set, alone, parted bool
	indent             uint8
}

type formCount struct {
	form
	cues int
}

// count counts a cue of a form. A label has few.
func (it *part) count(f form) {
	for i := range it.forms {
		if it.forms[i].form == f {
			it.forms[i].cues++
			return
		}
	}
	if it.forms == nil {
		it.forms = it.form[:0]
	}
	it.forms = append(it.forms, formCount{f, 1})
}

// newPart returns a part without anything in it.
func (c *cast) newPart() *part {
	const least, most = 8, 256
	if len(c.room) == 0 {
		c.room = make([]part, max(least, min(most, len(c.order))))
	}
	it := &c.room[0]
	c.room = c.room[1:]
	return it
}

// maxLabels is how many labels of a text are weighed; no cast is larger.
const maxLabels = 100_000

// newCast weighs the labels of cues.
func (p *parser) newCast(cues []cue) *cast {
	c := &cast{parts: make(map[string]*part)}
	last := ""
	for n, q := range cues {
		name, stop := q.label.Name, len(p.s.Lines)
		if n+1 < len(cues) {
			stop = max(q.line+1, cues[n+1].line)
		}
		it := c.parts[name]
		if it == nil {
			if len(c.order) == maxLabels {
				continue
			}
			it = c.newPart()
			it.name, it.heading = name, label.IsHeading(name)
			c.parts[name] = it
			c.order = append(c.order, it)
		}
		cues[n].part = it
		it.cues++
		it.timed = it.timed || q.timed
		it.short = it.short || label.IsShortForm(q.label.Note, name) || q.label.Role != ""
		if !q.weak {
			it.strong++
		}
		if q.label.Set {
			it.set++
		}
		rest := q.label.Rest
		if q.label.Alone && q.line+1 < len(p.s.Lines) && p.s.Lines[q.line+1].Gap >= page.Parted {
			it.lone++
		}
		if !p.alone && !q.label.Dash && p.name != "label with a full stop" {
			it.colons++
		}
		if q.label.Alone {
			if q.line+1 >= len(p.s.Lines) || p.s.Lines[q.line+1].Gap >= page.Section || stop == q.line+1 && !cues[n+1].weak {
				it.bare++
			}
		} else if label.IsFullName(rest) {
			it.fields++
		} else if first, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(first) {
			it.small++
		}
		first := q.line
		if q.label.Alone && q.line+1 < stop {
			first++
		}
		if page.EndsSentence(p.s.At(p.s.Block(first, stop) - 1)) {
			it.stopped++
		}
		if stop < len(p.s.Lines) {
			it.said += int(p.s.Lines[stop].Start - p.s.Lines[q.line].Start)
		} else {
			it.said += len(p.s.Text.String) - int(p.s.Lines[q.line].Start)
		}
		if it.cues == 1 {
			it.first = q.line
		}
		if name != last {
			it.after++
		}
		last = name
		it.count(p.formOf(q))
	}
	c.countAlike()
	c.nameLike(len(cues))
	return c
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
		listed := it.heading || label.IsExclamation(it.name)
		switch {
		case it.strong < fewCues || float64(it.cues) < holdsTalk*float64(all) || it.after*10 < it.cues*9:
		case !listed:
			partner = true
		case found != nil || strings.Contains(it.name, " ") || it.fields > 0 || it.bare > 0:
			return
		default:
			found = it
		}
	}
	if partner && found != nil {
		found.heading, found.namely = false, true
	}
}

// countAlike counts the cues of labels that differ by their case alone: whoever
// types by hand writes "anna:" now and then.
func (c *cast) countAlike() {
	first := make(map[string]*part, len(c.order))
	for _, it := range c.order {
		folded := strings.ToLower(it.name)
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

func (p *parser) formOf(q cue) form {
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
		if !it.taken && it.strong > 0 && c.isGroup(it.name) {
			found = append(found, it)
		}
	}
	for _, it := range found {
		it.taken = true
	}
}

func (c *cast) isGroup(name string) bool {
	if !strings.ContainsAny(name, " ,&/") {
		return false
	}
	members := label.GroupMembers(name)
	return len(members) > 1 && !slices.ContainsFunc(members, func(m string) bool {
		it := c.parts[m]
		return it == nil || !it.taken
	})
}

// isUnlike reports whether a label comes once, with words that end no sentence,
// where the words under others nearly always do: it may be a line of a form.
func (it *part) isUnlike() bool {
	const unlike = -1.6 // log-odds: nine in ten end one
	return it.cues == 1 && it.e[stopped] == 0 && it.e[ended] < unlike && it.e[declared]+it.e[titled] == 0
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

// takes reports whether the label name is taken for a speaker's.
func (c *cast) takes(name string) bool {
	it := c.parts[name]
	return it != nil && it.taken
}

// taken returns how many cues name speakers.
func (c *cast) taken() int {
	n := 0
	for _, it := range c.order {
		if it.taken {
			n += it.cues
		}
	}
	return n
}

func (c *cast) cues() int {
	n := 0
	for _, it := range c.order {
		n += it.cues
	}
	return n
}

// inCapitals reports whether nearly all cues of speakers are in capitals.
func (c *cast) inCapitals() bool {
	all, caps := 0, 0
	for _, it := range c.order {
		if it.taken {
			if all += it.cues; label.HasCapsOnly(it.name) {
				caps += it.cues
			}
		}
	}
	return caps*10 >= all*9
}
