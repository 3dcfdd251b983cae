package texts

import (
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// labelled reads the label that comes next and the words of its paragraph, and
// returns the index of the line after them. next is the line after the one that
// was read last.
func (r *reader) labelled(next int) int {
	q := r.cues[0]
	r.cues = r.cues[1:]
	i, found := q.line, q.label.whole()
	l := &r.s.Lines[i]
	r.fence = l.Fence
	start := int(l.Start) + int(q.at)
	words := int(l.End)
	if found.Rest != "" {
		words = start + strings.LastIndex(r.s.Text.String[start:l.End], found.Rest)
	}
	if found.Name == "" { // somebody, but nobody knows who
		if !r.inBold {
			switch {
			case r.oneSided:
				r.doubt(i, "doubtful_label", "who answers is not said, so that the answer is taken for narration; speaker = \"NAME\" in the sidecar says it")
			case !isSound(found.Rest):
				r.doubt(i, "doubtful_label", doubtfulLabel)
			}
			words = start
		}
		r.state = narrating
		r.d.Narration()
	} else {
		if r.isPhantom(&q) {
			r.doubt(i, "doubtful_label", "a line within a turn begins with what may be no name")
		}
		r.state, r.fresh = speaking, found.Rest == ""
		r.begin(found, i)
	}
	r.told = false
	r.stand(i)
	r.label(page.Span{Start: start, End: words}, found)
	if found.Rest != "" {
		how := draft.Paragraph
		if r.hint.Nobody[r.nameOf(found.Name)] {
			how = draft.Space // the label is of what is narrated
		}
		r.words(page.Span{Start: words, End: min(words+len(found.Rest), r.end(i))}, how)
	}
	after := i + 1
	if found.Rest != "" && (len(r.cues) == 0 || r.cues[0].line > i) {
		after = r.untilHeading(i, r.s.Block(i, r.stop()))
		r.column = l.Indent + uint16(len([]rune(r.s.Text.String[l.Start:words])))
		if r.columns || r.hearing { // which are read line by line
			after = i + 1
		}
		if r.quotes {
			after = r.untilClosed(i)
		}
		r.doubtLines(i+1, after)
		r.doubtFoot(i, after)
		r.rest(i, after)
	}
	return max(next, after)
}

// isSound reports whether a line has a label of what is heard: "5.  FX: A cup breaks."
func isSound(text string) bool {
	found, ok := label.Colon(text)
	if _, name := leadingNumber(found.Name); ok && name != "" {
		return label.IsSound(name)
	}
	return ok && label.IsSound(found.Name)
}

// untilClosed returns the line after the one that closes the quotation which stands
// under the label of line i.
func (r *reader) untilClosed(i int) int {
	const most = 40 // lines
	found, _ := r.cut(r.s.At(i))
	said := found.Rest
	for end := i + 1; end <= min(r.stop(), i+most); end++ {
		if label.QuoteEnd(said) > 0 {
			return end
		}
		if end < len(r.s.Lines) {
			said += r.s.At(end)
		}
	}
	return i + 1
}

// isPhantom reports whether nothing says that a label is a name but its colon:
// it comes once, on a line that nothing parts from the turn above, in a text
// whose other turns are parted.
func (r *reader) isPhantom(q *cue) bool {
	const few = 0.2 // of the turns
	it := q.part
	if r.s.Lines[q.line].Gap != page.Wrapped || it == nil || it.cues > 1 || r.hearing || r.columns || it.has(hasTitle|inCapsOnly) || it.isRoled() || it.isListed() || it.isDeclared() {
		return false
	}
	return float64(r.wrapped) <= few*float64(len(r.parse.cues))
}

// wrappedCues returns how many turns nothing parts from the line above.
func (p *parse) wrappedCues() int {
	n := 0
	for i := range p.cues {
		if p.s.Lines[p.cues[i].line].Gap == page.Wrapped {
			n++
		}
	}
	return n
}

// nameOf returns the name of the speaker whom a label names.
func (r *reader) nameOf(name string) string {
	if full, ok := r.same[name]; ok {
		return full
	}
	return name
}

// begin begins the turn that a label announces.
func (r *reader) begin(found label.Label, i int) {
	name := found.Name
	if r.hearing {
		if by := examinerIn(name); by != "" {
			r.heard.examines(r.called(by))
			r.state, r.fresh = narrating, false
			r.d.Narration()
			return
		}
		if name = r.heardAs(name, i); name != found.Name {
			r.d.Turn(name)
			return
		}
	}
	name = r.nameOf(name)
	if r.hint.Nobody[name] {
		r.state, r.fresh = narrating, false
		r.d.Narration()
		return
	}
	r.d.Turn(name)
	if found.Time != "" && r.s.Locator != "page" && r.s.Locator != "time" {
		r.d.Place("time", found.Time)
	}
	r.d.Role(found.Role)
	r.d.Alias(found.Name)
	if note := found.Note; label.IsQualifier(note) && !strings.Contains(note, name) {
		if label.IsShortForm(note, name) {
			r.d.Alias(note)
		} else {
			r.d.Alias(found.Name + " (" + note + ")")
		}
	}
}

// label accounts for a label: the manner in it is an aside of the turn, and a
// line that says who examines is the recorder's.
func (r *reader) label(s page.Span, found label.Label) {
	if r.state == narrating && !r.inBold {
		r.say(s, draft.Paragraph)
		return
	}
	if found.How != "" {
		if at := strings.LastIndex(r.s.Text.String[s.Start:s.End], found.How); at >= 0 {
			how := page.Span{Start: s.Start + at, End: s.Start + at + len(found.How)}
			r.d.Drop(page.Span{Start: s.Start, End: how.Start}, draft.Label)
			r.d.Aside(how, draft.Paragraph)
			r.d.Drop(page.Span{Start: how.End, End: s.End}, draft.Label)
			return
		}
	}
	r.d.Drop(s, draft.Label)
}

// joined tells the draft which labels are one speaker's, and returns the names
// of those that are known under another one.
func (r *reader) joined() map[string]string {
	labels := func(yield func(*label.Label) bool) {
		var l label.Label // one for all: it is not kept
		for i := range r.parse.cues {
			if l = r.parse.cues[i].label.whole(); l.Name != "" && !yield(&l) {
				return
			}
		}
	}
	same := make(map[string]string)
	for _, m := range label.MergeAll(labels, r.d.Record.Participants) {
		same[m.Label] = m.Name
		r.d.Merges = append(r.d.Merges, draft.Merge(m))
	}
	for _, it := range r.cast.order {
		if full := r.shorts[it.text]; it.taken && full != "" && same[it.text] == "" {
			same[it.text] = full
			r.d.Merges = append(r.d.Merges, draft.Merge{Label: it.text, Name: full, Reason: "the head of the file says “" + full + " (" + it.text + ")”"})
		}
	}
	return same
}

// isNamed reports whether a word in small letters is one of a speaker's name.
func (r *reader) isNamed(word string) bool {
	if r.named == nil {
		r.named = make(map[string]bool)
		for _, it := range r.cast.order {
			if it.taken {
				for w := range strings.FieldsSeq(strings.ToLower(it.text)) {
					r.named[strings.Trim(w, ".,")] = true
				}
			}
		}
	}
	return r.named[word]
}
