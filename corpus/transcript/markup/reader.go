package markup

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// maxDepth is how deep elements are told apart; those below are of what they
// stand in.
const maxDepth = 256

// A reader reads the turns of a tree: here is the way along its elements; what
// becomes of their words stands in words.go, who speaks in voice.go.
type reader struct {
	*roleTable
	*people
	d  *draft.Draft
	at int // index of the event that is read

	stack    []frame
	held     []*capture    // those that are open, the innermost last
	open     []int         // by name: how many of the stack are of it
	depth    [lastRole]int // the same by role
	sections sections

	voice *voice
	state state
	said  string // what a note before a turn calls its speaker
	last  string // who speaks in the turn begun last, "" if something stands after it

	beside     string      // what stands of a speaker within a label beside it
	directions []page.Span // remarks within the label, until its turn begins

	how   draft.Joint // what joins the next words to those before
	space bool        // white space stands before the next words
	glued bool        // none does, whatever stands there
	colon bool        // what parts a label from its words may still come
	line  uint32      // of the words read last

	headline bool // the words up to the next tag are a heading

	tokens  bool // white space between two tokens is nothing
	remarks bool // notes without a mark are remarks of the recorder, and no footnotes
	timed   bool // turns are cited by their time
	unnamed int  // turns that name no speaker
}

// A frame is an element that is open.
type frame struct {
	name   int32
	role   role
	outer  *voice // who spoke before it, if it is a turn
	chosen int    // of two readings: index of the event that opens the one to read
	held   *capture
	glued  bool   // no space follows
	mark   string // of a footnote
	line   int
}

// A capture holds back the words of an element until it is shut.
type capture struct {
	role  role
	spans []page.Span
}

// captured are the roles of elements whose words are held back.
var captured = [lastRole]bool{
	label: true, caller: true, particulars: true, party: true, note: true, second: true, metadata: true,
	running: true, votes: true, clock: true, tongue: true, column: true, pageWords: true,
}

func (r *reader) read() {
	for r.at = range r.tree.events {
		e := &r.tree.events[r.at]
		switch e.kind {
		case opening:
			r.openElement(e)
		case shutting:
			r.shutElement(e.name)
		case wording:
			r.words(e)
		}
	}
	for len(r.stack) > 0 {
		r.pop()
	}
	r.dropDirections()
}

// openElement reads the beginning of an element.
func (r *reader) openElement(e *event) {
	if r.headline {
		r.headline = false
		r.sections.headed()
		r.silence()
	}
	name := e.name
	empty := r.tree.shuts[name] == 0 // a tag that nothing shuts in this file holds nothing
	if !empty {
		if n := len(r.stack); n > 0 && r.stack[n-1].name == name && r.stack[n-1].role == paragraph && r.tree.shuts[name] < r.tree.opens[name] {
			r.pop() // a paragraph that is not shut ends where the next begins
		}
		if len(r.stack) >= maxDepth {
			return
		}
	}
	f := frame{name: name, role: r.roleHere(e), outer: r.voice, line: int(e.line)}
	if captured[f.role] || f.role == aside && len(r.held) > 0 {
		f.held = &capture{role: f.role}
	}
	if f.role == note {
		f.mark = markOf(r.tree, e)
	}
	r.begin(e, &f)
	if empty {
		return
	}
	if f.held != nil {
		r.held = append(r.held, f.held)
	}
	r.stack = append(r.stack, f)
	r.open[name]++
	r.depth[f.role]++
}

// roleHere returns what the element that e opens is where it stands.
func (r *reader) roleHere(e *event) role {
	parent := int32(-1)
	if n := len(r.stack); n > 0 {
		above := &r.stack[n-1]
		parent = above.name
		if above.role == either {
			if above.chosen == r.at {
				return inline
			}
			return second
		}
	}
	is := r.of(e, parent)
	if len(r.held) == 0 {
		return is
	}
	// Within what is held back, only what belongs to a label is told apart.
	switch within := r.held[len(r.held)-1].role; {
	case within == label && (is == particulars || is == party || is == aside || is == clock),
		within == particulars && (is == label && r.depth[label] == 0 || is == party || is == pageWords):
		return is
	}
	return inline
}

// begin does what the beginning of an element asks for.
func (r *reader) begin(e *event, f *frame) {
	switch f.role {
	case turn, cue:
		r.announce(e)
	case votes, heading, remark:
		r.interrupt()
	case aside:
		r.space = true
		if r.plain[e.name] == paragraph && len(r.held) == 0 {
			r.how = draft.Paragraph
			if first := r.firstWords(); first != nil && r.voice != nil && interjection.MatchString(r.tree.text.String[first.from:first.to]) {
				r.happens()
			}
		}
	case section:
		if r.depth[turn] == 0 {
			r.silence()
		}
		if r.tree.shuts[e.name] == 0 {
			r.headline = true
			break
		}
		r.sections.open(r.d.Next(), r.tree.names[e.name], r.tree.get(e, "type"), r.tree.get(e, "n"))
		if item := r.tree.get(e, "top-id"); item != "" {
			r.sections.words(item)
			r.sections.headed()
		}
	case paragraph:
		r.paragraph(e)
	case verse:
		if r.how != draft.Paragraph {
			r.how = draft.Newline
		}
		r.space = false
	case either:
		f.chosen = r.choose(e)
	case pageBreak:
		if n := r.tree.get(e, "n"); n != "" {
			r.d.Place("page", n)
		}
	case lineBreak:
		r.space = r.tree.get(e, "break") != "no"
	case token:
		join := r.tree.get(e, "join")
		r.space = r.space && join != "left" && join != "both"
		f.glued = join == "right" || join == "both"
	}
}

// shutElement reads the end of an element. A file may shut what it never
// opened, and what it opened within something else.
func (r *reader) shutElement(name int32) {
	for r.open[name] > 0 {
		top := r.stack[len(r.stack)-1].name
		r.pop()
		if top == name {
			return
		}
	}
}

// pop ends the innermost element.
func (r *reader) pop() {
	f := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	r.open[f.name]--
	r.depth[f.role]--
	if f.held != nil {
		r.held = r.held[:len(r.held)-1]
		r.release(&f)
		return
	}
	switch f.role {
	case turn:
		r.resume(f.outer)
	case heading:
		r.sections.headed()
		fallthrough
	case remark:
		if r.depth[heading]+r.depth[remark] == 0 {
			r.resume(r.voice)
		}
	case aside, paragraph:
		r.space = true
		if f.role == paragraph || r.plain[f.name] == paragraph {
			r.how = draft.Paragraph
		}
		if r.voice != nil && r.voice.after != nil {
			r.resume(r.voice.after)
		} else if r.state == narrating && r.depth[aside] == 0 && (f.role == aside || r.voice != nil) {
			r.resume(r.voice)
		}
	case section:
		if r.depth[turn] == 0 {
			r.silence()
		}
		r.sections.shut()
	case token:
		r.glued = f.glued
	}
}

// choose returns which of the readings in the element that e opens is the
// text: the index of the event that opens it.
func (r *reader) choose(e *event) int {
	const reach = 256 // events
	first, chosen, rank, depth := -1, -1, len(preferred), 0
	for i := r.at + 1; i < min(len(r.tree.events), r.at+reach); i++ {
		switch inner := &r.tree.events[i]; inner.kind {
		case opening:
			if depth == 0 {
				if first < 0 {
					first = i
				}
				for n, name := range preferred[:rank] {
					if r.tree.names[inner.name] == name {
						chosen, rank = i, n
						break
					}
				}
			}
			if r.tree.shuts[inner.name] > 0 {
				depth++
			}
		case shutting:
			if depth--; depth < 0 {
				i = len(r.tree.events)
			}
		}
	}
	if chosen < 0 {
		return first
	}
	return chosen
}

// preferred are the readings that editors mean to be read.
var preferred = []string{"lem", "corr", "reg", "expan"}

// namesOf returns the words of spans, each of which is a name or a part of one.
func (r *reader) namesOf(spans []page.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, r.tree.text.String[s.Start:s.End])
	}
	return strings.Join(words, " ")
}

// textOf returns the words of spans on one line.
func (r *reader) textOf(spans []page.Span) string {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 && (spans[i-1].End < s.Start) {
			b.WriteByte(' ')
		}
		b.WriteString(r.tree.text.String[s.Start:s.End])
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
