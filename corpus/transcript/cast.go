package transcript

import (
	"slices"
	"strings"
)

// A cue is a line that begins with what can be a label.
type cue struct {
	line  int // index into document.lines
	label label
	weak  bool // within a paragraph, or in another column than most labels
}

// A cast says which labels name speakers.
type cast map[string]*part

// A part is a label and what speaks for it and against it.
type part struct {
	count    int // cues
	weak     int // those of them that are weak
	bare     int // cues without words of a turn after them
	sure     bool
	timed    bool // a time stands beside it on its own line
	declared bool // it has what only names have: a short form, a role, a time
	taken    bool // it names a speaker
}

// Counts from which a label that comes back is taken for a speaker's.
const (
	fewTimes  = 2 // if it is certainly a name
	moreTimes = 3 // if it could be a word
)

// newCast decides which of the labels of cues name speakers. A label has to be
// a name beyond doubt by its form or by what the document says, or come back.
// apart says that all cues stand in a column kept for labels, which is doubt
// enough removed to take any of them.
func newCast(d *document, cues []cue, apart bool) cast {
	c := make(cast)
	for _, q := range cues {
		p := c[q.label.name]
		if p == nil {
			p = new(part)
			c[q.label.name] = p
		}
		p.count++
		p.timed = p.timed || q.label.time != "" && q.label.alone
		p.declared = p.declared || isShortForm(q.label.note, q.label.name) || q.label.role != "" || p.timed
		if q.weak {
			p.weak++
		}
		if q.label.alone && !followed(d, q.line) {
			p.bare++
		}
	}
	if len(c) == 0 {
		return c
	}
	for name, p := range c {
		if _, ok := d.declared[name]; ok {
			p.taken, p.sure = true, true
		}
	}
	if apart {
		for name, p := range c {
			p.taken = !isSceneHeading(name)
			p.sure = true
		}
		return c
	}
	lower := d.lowerWords()
	named := d.namesBefore(cues[0].line, cues, c)
	for name, p := range c {
		switch {
		case p.taken:
			continue
		case isHeading(name) && !(p.timed && strings.Contains(name, "_")) || p.weak == p.count && p.count < moreTimes || p.bare*2 > p.count,
			strings.Contains(name, ",") && !isCaps(name):
			continue
		}
		p.sure = named[name] || isTitled(name) || hasInitials(name) || !isCommon(name, lower)
		common := isCommon(name, lower) && !named[name]
		switch {
		case p.declared:
			p.taken, p.sure = true, true
		case p.count >= moreTimes && !(common && isExclamation(name)):
			p.taken = true
		case p.count >= fewTimes && !common:
			p.taken = true
		}
	}
	if q, a := c["Q"], c["A"]; q != nil {
		// A few questions without answers are those of listeners to others; "a" is
		// a word, but not where questions are.
		switch {
		case a == nil && q.count*10 < len(cues):
			q.taken, q.bare = false, q.count
		case a != nil && q.taken:
			a.taken, a.sure = true, true
		}
	}
	c.admitSingles(d, cues, lower, named)
	return c
}

// maxLabels is up to how many labels those that come once are looked at.
const maxLabels = 5000

// admitSingles takes labels that come only once or twice where the document
// leaves no doubt: they are named in the front matter, or written in the
// distinct form of all the others.
func (c cast) admitSingles(d *document, cues []cue, lower, named map[string]bool) {
	if len(c) > maxLabels {
		return // no cast is so large: these are not names
	}
	taken, caps, titled, initials := 0, 0, 0, 0
	full := 0  // cues of names of several words that are not in capitals
	mixed := 0 // labels taken that are neither capitals nor titled
	for name, p := range c {
		if !p.taken {
			continue
		}
		taken += p.count
		if isCaps(name) {
			caps += p.count
		}
		if isTitled(name) {
			titled += p.count
		} else if !isCaps(name) {
			mixed++
		}
		if hasInitials(name) {
			initials += p.count
		}
		if strings.Contains(name, " ") && !isCaps(name) && allNameWords(name) {
			full += p.count
		}
	}
	paragraphs, labelled := 0, 0
	if len(cues) > 0 {
		for i := cues[0].line; i < len(d.lines); i++ {
			if d.lines[i].gap > wrapped {
				paragraphs++
			}
		}
	}
	possible := 0
	for _, q := range cues {
		if p := c[q.label.name]; !q.weak && !isHeading(q.label.name) {
			possible++
			if p.taken {
				labelled++
			}
		}
	}
	dense := possible*10 >= paragraphs*8 && possible >= 3 && labelled*2 >= possible
	front := true // before the first label that comes back
	for _, q := range cues {
		p := c[q.label.name]
		if p.count == 1 && q.line > 0 && !isCaps(q.label.name) && isSceneHeading(d.lines[q.line-1].text) {
			p.bare++ // where the scene is: "A room. Enter Nora."
		}
		if front = front && !p.taken; front && p.count == 1 && (!isCaps(q.label.name) || q.label.alone) && isForm(d.lines[q.line:], q.label) {
			p.bare++ // a line of a form: "Chair: Daniel Burnett"
		}
	}
	for name, p := range c {
		if p.taken || isHeading(name) || p.weak == p.count || p.bare > 0 {
			continue
		}
		if strings.Contains(name, ",") {
			continue // of a group, if of anybody
		}
		common := isCommon(name, lower)
		switch {
		case named[name]:
			p.taken = true
		case isExclamation(name):
		case isCaps(name) && caps*10 >= taken*6 && len(name) > 1:
			p.taken = caps > 0
		case isTitled(name) && (titled*2 >= taken || dense):
			p.taken = true
		case hasInitials(name) && initials*2 >= taken:
			p.taken = true
		case hasRole(name) && strings.Count(name, " ") < 4:
			p.taken = taken > 0
		case mixed > 1 && dense && allAlone(cues):
			p.taken = true
		case full*2 >= taken && strings.Contains(name, " ") && allNameWords(name) && !holdsCommon(name, lower):
			p.taken = true
		case dense && !common && allNameWords(name) && (mixed > 1 || caps*2 < taken):
			p.taken = true
		}
	}
	// Last, as it depends on who else is in the cast.
	var groups []*part
	for name, p := range c {
		if !p.taken && !isHeading(name) && p.weak < p.count && c.isGroup(name) {
			groups = append(groups, p)
		}
	}
	for _, p := range groups {
		p.taken = true
	}
}

// allAlone reports whether all cues are labels on lines of their own.
func allAlone(cues []cue) bool {
	return !slices.ContainsFunc(cues, func(q cue) bool { return !q.label.alone })
}

// weigh returns how many cues name speakers of the cast, and how sure it is of
// them: a label that is a name by its form counts for more than a word that
// comes back.
func (c cast) weigh(cues []cue) (turns int, weight float64) {
	for _, q := range cues {
		p := c[q.label.name]
		if !p.taken {
			continue
		}
		turns++
		if p.sure {
			weight++
		} else {
			weight += 0.4
		}
	}
	return turns, weight
}

// speakers returns how many labels are taken for speakers.
func (c cast) speakers() int {
	n := 0
	for _, p := range c {
		if p.taken {
			n++
		}
	}
	return n
}

// inCapitals reports whether nearly all cues of speakers are in capitals.
func (c cast) inCapitals() bool {
	all, capitals := 0, 0
	for name, p := range c {
		if p.taken {
			if all += p.count; hasCapsOnly(name) {
				capitals += p.count
			}
		}
	}
	return capitals*10 >= all*9
}

// isGroup reports whether name is of several speakers of the cast: "ROSS and
// LENNOX", "BLAND, DE CASTRO, AND ROPER".
func (c cast) isGroup(name string) bool {
	members := 0
	for _, m := range groupMembers(name) {
		if p := c[m]; p == nil || !p.taken {
			return false
		}
		members++
	}
	return members > 1
}

// groupMembers cuts the name of a group into those of its members.
func groupMembers(name string) []string {
	f := func(r rune) bool { return r == ',' || r == '&' || r == '/' }
	var members []string
	for _, chunk := range strings.FieldsFunc(name, f) {
		var member []string
		for _, w := range strings.Fields(chunk) {
			switch strings.ToLower(w) {
			case "and", "und", "et", "y", "e", "и", "och", "og", "en":
				if len(member) > 0 {
					members = append(members, strings.Join(member, " "))
				}
				member = nil
			default:
				member = append(member, w)
			}
		}
		if len(member) > 0 {
			members = append(members, strings.Join(member, " "))
		}
	}
	return members
}

// followed reports whether the line after lines[i], which holds only a label,
// can be what the speaker says.
func followed(d *document, i int) bool {
	return i+1 < len(d.lines) && d.lines[i+1].gap < section
}

// isForm reports whether the paragraph that lines begin with is a line of a
// form: "Chair: Daniel Burnett", or a heading with a name below it.
func isForm(lines []line, found label) bool {
	below := len(lines) > 1 && lines[1].gap <= turned
	if found.rest == "" {
		return below && !endsSentence(lines[1].text) && (len(lines) == 2 || lines[2].gap > turned)
	}
	return !endsSentence(found.rest) && !below
}

// frontLines is how many lines before the first label are searched for names.
const frontLines = 400

// namesBefore returns the labels whose names stand in the front matter: in the
// lines before the first label that comes back.
func (d *document) namesBefore(first int, cues []cue, c cast) map[string]bool {
	for _, q := range cues {
		if !isHeading(q.label.name) {
			first = q.line
			break
		}
	}
	for _, q := range cues {
		if c[q.label.name].count >= moreTimes {
			first = q.line
			break
		}
	}
	words := make(map[string]bool)
	list := false // the line is of a list of those present
	for i := max(0, first-frontLines); i < first; i++ {
		_, isList := participantsIn(d.lines[i].text)
		if list = isList || list && d.lines[i].gap <= turned; list {
			// Names in a list of those present need no capital.
			for _, w := range strings.Fields(d.lines[i].text) {
				words[strings.ToLower(strings.Trim(w, ",;."))] = true
			}
		}
		for _, w := range strings.Fields(d.lines[i].text) {
			w = strings.Trim(w, ".,;:()[]_*“”\"")
			if isNameWord(w) {
				words[strings.ToLower(strings.TrimSuffix(w, "’s"))] = true
			}
		}
	}
	named := make(map[string]bool)
	for name := range c {
		all := true
		for _, w := range strings.Fields(name) {
			if w = strings.ToLower(strings.Trim(w, ".,")); !particles[w] && !words[w] && !honorifics[w] {
				all = false
			}
		}
		named[name] = all
	}
	return named
}
