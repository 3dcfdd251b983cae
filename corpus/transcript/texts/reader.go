package texts

import (
	"strconv"
	"strings"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// flow is what an unlabelled paragraph goes on with.
type flow uint8

const (
	narrating flow = iota
	speaking
)

// A reader writes a parse down as a draft.
type reader struct {
	*parse
	d     *draft.Draft
	cues  []cue             // those still to be met
	notes []page.Footnote   // those whose mark is still to be met
	same  map[string]string // other labels of a speaker -> the one that names it
	verse float64           // share of the wrapped lines that begin like verse
	play  bool              // the text has scenes
	state flow
	fresh bool // a label has been read, but no words of its turn
	heard hearing
	// column is where the words stand, in a layout of columns.
	column uint16
	// film says that the text is a screenplay, in which what stands apart from a
	// label and its words is the action; speech is the column of those words,
	// where they have one.
	film   bool
	speech uint16
}

// write makes the draft of a parse.
func (p *parse) write() *draft.Draft {
	p.runOn()
	r := &reader{parse: p, d: draft.New(p.s.Text, p.hint), cues: p.cues, notes: p.s.Notes}
	meta := p.s.Meta
	meta.Locator, meta.Places = p.s.Locator, p.s.Places
	*r.d.Record = meta
	for _, t := range p.s.Taken {
		r.d.Drop(t.Span, draft.Kind(t.Kind))
	}
	r.d.Layout = p.name
	r.play = p.play || p.alone && p.capitals
	r.film, r.speech = p.isFilm(), p.speechColumn()
	first := p.cues[0].line
	r.readCast()
	r.readHead(first)
	r.verse = verseShare(p.s, p.cues)
	r.same = r.joined()
	for i := first; i < len(p.s.Lines); {
		if len(r.cues) > 0 && (r.cues[0].line < i || r.cues[0].line == i && r.cues[0].at == 0) {
			i = r.labelled(i)
			continue
		}
		i = r.unlabelled(i)
	}
	for len(r.cues) > 0 { // within the last line
		r.labelled(len(p.s.Lines))
	}
	for _, n := range r.notes {
		for _, s := range n.Words {
			r.d.Drop(s, draft.Note)
		}
	}
	for _, i := range p.odd {
		r.doubt(i, "doubtful_label", "that the file marks a speech here shows who speaks, and little else")
	}
	for _, q := range p.unknown[:min(len(p.unknown), maxUnknown)] {
		if !p.namesAnother(p.s.At(q.line)) {
			r.doubt(q.line, "unknown_label", "what looks like a label is not taken for one")
		}
	}
	return r.d
}

// maxUnknown is how many labels that are not taken for one are reported.
const maxUnknown = 50

func (r *reader) doubt(i int, kind, doubt string) {
	r.d.Doubt(int(r.s.Lines[i].Start), kind, doubt+": "+excerpt(r.s.At(i)))
}

// excerpt returns the beginning of text in quotation marks.
func excerpt(text string) string {
	const runes = 72
	n := 0
	for i := range text {
		if n++; n > runes {
			return strconv.Quote(text[:i] + "…")
		}
	}
	return strconv.Quote(text)
}

// stop returns the index of the line up to which lines belong to what has
// begun: the line of the next label, or the one after it if that stands within
// the line.
func (r *reader) stop() int {
	switch {
	case len(r.cues) == 0:
		return len(r.s.Lines)
	case r.cues[0].at > 0:
		return r.cues[0].line + 1
	}
	return r.cues[0].line
}

// end returns the byte at which the words of line i end that belong to what has
// begun.
func (r *reader) end(i int) int {
	if len(r.cues) > 0 && r.cues[0].line == i && r.cues[0].at > 0 {
		return int(r.s.Lines[i].Start) + r.cues[0].at
	}
	return int(r.s.Lines[i].End)
}

// labelled reads the label that comes next and the words of its paragraph, and
// returns the index of the line after them. next is the line after the one that
// was read last.
func (r *reader) labelled(next int) int {
	q := r.cues[0]
	r.cues = r.cues[1:]
	i, found := q.line, q.label
	l := &r.s.Lines[i]
	start := int(l.Start) + q.at
	words := int(l.End)
	if found.Rest != "" {
		words = start + strings.LastIndex(r.s.Text.String[start:l.End], found.Rest)
	}
	if found.Name == "" { // somebody, but nobody knows who
		r.doubt(i, "doubtful_label", doubtfulLabel)
		r.state = narrating
		r.d.Narration()
		words = start
	} else {
		r.state, r.fresh = speaking, found.Rest == ""
		r.begin(found, i)
	}
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
		r.rest(i, after)
	}
	return max(next, after)
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
			r.heard.examiner = strings.Clone(by)
			r.state, r.fresh = narrating, false
			r.d.Narration()
			return
		}
		if name = r.heard.nameOf(name); name != found.Name {
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
	if r.state == narrating {
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

// say adds words to what has begun, without the marks of footnotes among them.
func (r *reader) say(s page.Span, how draft.Joint) {
	for len(r.notes) > 0 && r.notes[0].Anchor.Len() > 0 && r.notes[0].Anchor.Start < s.End {
		n := r.notes[0]
		r.notes = r.notes[1:]
		if n.Anchor.Start < s.Start { // in a label, or in what is nobody's words
			for _, w := range n.Words {
				r.d.Drop(w, draft.Note)
			}
			continue
		}
		if s.Start < n.Anchor.Start {
			r.d.Words(page.Span{Start: s.Start, End: n.Anchor.Start}, how)
			how = draft.Glue
			if next := r.s.Text.String[n.Anchor.End:s.End]; next != "" && next[0] == ' ' {
				how = draft.Space
			}
		}
		r.d.Note(n.Mark, n.Words...)
		s.Start = n.Anchor.End
	}
	r.d.Words(s, how)
}

// stand says where the words of line i stand.
func (r *reader) stand(i int) {
	if r.s.Locator != "" {
		r.d.Stand(r.s.Lines[i].Place)
	}
}

// line adds the words of line i to what has begun.
func (r *reader) line(i int, how draft.Joint) {
	r.stand(i)
	start := int(r.s.Lines[i].Start)
	if r.state == narrating && r.s.Text.String[start] == '#' && label.IsScene(r.s.At(i)) {
		start += len(r.s.At(i)) - len(strings.TrimLeft(r.s.At(i), "# ")) // a heading of Markdown
	}
	r.words(page.Span{Start: start, End: r.end(i)}, how)
}

// words adds words of a line to what has begun, and the direction that ends it.
func (r *reader) words(s page.Span, how draft.Joint) {
	if exit := exitIn(r.s.Text.String[s.Start:s.End]); r.play && exit > 0 && r.state == speaking {
		r.say(page.Span{Start: s.Start, End: s.Start + exit}, how)
		r.d.Aside(page.Span{Start: s.Start + exit, End: s.End}, draft.Space)
		return
	}
	r.say(s, how)
}

// exitIn returns where in a line the direction begins that ends it apart from
// its words: "We see it, friend.          Exit GUARD"; 0 if there is none.
func exitIn(text string) int {
	for _, exit := range []string{"   Exit", "   Exeunt"} {
		if at := strings.Index(text, exit); at > 0 {
			return at
		}
	}
	return 0
}

// paragraph adds lines from and up to to to the turn or narration begun last.
func (r *reader) paragraph(from, to int) {
	r.line(from, draft.Paragraph)
	r.rest(from, to)
}

// rest adds all lines of a paragraph but the first.
func (r *reader) rest(from, to int) {
	how := draft.Space
	if to > from+1 && !r.hearing && isVerse(r.s, from, to, r.verse) {
		how = draft.Newline
	}
	for i := from + 1; i < to; i++ {
		r.line(i, how)
	}
}

// drop accounts for lines from and up to to that are not read.
func (r *reader) drop(from, to int, kind draft.Kind) {
	for i := from; i < to; i++ {
		l := &r.s.Lines[i]
		for len(r.notes) > 0 && r.notes[0].Anchor.Len() > 0 && r.notes[0].Anchor.Start < int(l.End) && r.notes[0].Anchor.Start >= int(l.Start) {
			n := r.notes[0]
			r.notes = r.notes[1:]
			r.d.Drop(page.Span{Start: int(l.Start), End: n.Anchor.Start}, kind)
			for _, w := range n.Words {
				r.d.Drop(w, draft.Note)
			}
			r.d.Drop(page.Span{Start: n.Anchor.End, End: r.end(i)}, kind)
			l = nil
			break
		}
		if l != nil {
			r.d.Drop(page.Span{Start: int(l.Start), End: r.end(i)}, kind)
		}
	}
}

const doubtfulLabel = "what looks like another speaker is taken for narration, with what follows"

// unlabelled reads the paragraph that begins at line i and returns the index of
// the line after it.
func (r *reader) unlabelled(i int) int {
	if r.hearing {
		return r.hears(i)
	}
	stop := r.stop()
	if isHeadingWithin(r.s, i) {
		end := i + 1
		for end < stop && isHeadingWithin(r.s, end) {
			end++
		}
		r.state, r.fresh = narrating, false
		r.d.Narration()
		r.paragraph(i, end)
		return end
	}
	end := i + 1
	for end < stop && r.s.Lines[end].Gap <= page.Turned {
		end++
	}
	end = r.untilHeading(i, end)
	if page.IsRule(r.s.At(i)) || r.imprint(i, end) {
		r.drop(i, end, draft.Metadata)
		return end
	}
	direction := isDirection(r.s, i, end) || r.play && isEntrance(r.s, i, end)
	if direction && strings.HasSuffix(strings.TrimRight(r.s.At(end-1), "])"), ":") {
		// "[The prepared statement follows:]": what follows was not said.
		r.state, r.fresh = narrating, false
		r.d.Narration()
		r.paragraph(i, end)
		return end
	}
	switch r.nature(i, end, direction) {
	case goesOnWith:
		if !r.d.Begun() {
			r.d.Narration()
		}
	case remark: // between two paragraphs of one speech
		r.fresh = false
		for k := i; k < end; k++ {
			how := draft.Space
			if k == i {
				how = draft.Paragraph
			}
			r.d.Aside(page.Span{Start: int(r.s.Lines[k].Start), End: r.end(k)}, how)
		}
		return end
	case between:
		r.d.Narration()
	case endsTurn:
		r.state = narrating
		r.d.Narration()
	case line:
		r.fresh = false
		r.line(i, draft.Space)
		return i + 1
	}
	r.fresh = false
	r.paragraph(i, end)
	return end
}

// A nature says what an unlabelled paragraph is.
type nature uint8

const (
	goesOnWith nature = iota // the turn or the narration that has begun
	remark                   // of the recorder, within a speech that goes on
	between                  // narration, after which the speaker may go on
	endsTurn                 // narration, and so is what follows
	line                     // a line that goes on with the one before
)

// nature decides what the paragraph of lines from i up to end is.
func (r *reader) nature(i, end int, direction bool) nature {
	l, text := &r.s.Lines[i], r.s.At(i)
	last := len(r.cues) == 0
	stop := r.stop()
	switch {
	case r.state == speaking && (direction || !r.fresh && isInterjection(r.s, i, end)) && r.resumes(end, stop):
		return remark
	case r.film && r.state == speaking && direction:
		return remark
	case r.fresh && !direction: // whatever it looks like, the label above is its speaker's
		return goesOnWith
	case label.IsScene(text):
		return endsTurn
	case r.speech > 0 && l.Indent+3 < r.speech, r.film && l.Gap >= page.Parted:
		return between // the action
	case r.isLabelOfNone(i, end), strings.HasPrefix(text, "Copyright ©"), strings.HasPrefix(text, "©"):
		return endsTurn
	case direction:
		return between
	case isInterjection(r.s, i, end):
		return between
	case isProceeding(text), strings.HasPrefix(text, "Note: ") && last:
		return endsTurn
	case r.columns:
		return r.columnNature(l)
	case !r.alone && !r.play && end == i+1 && end == stop && !last && isTitleCase(text):
		return between
	case !r.alone && r.isTitleLine(i):
		return endsTurn
	case r.recorder != nil && (r.recorder(text) || isCentred(l)):
		return endsTurn
	case l.Gap == page.Section:
		if r.state == speaking {
			r.doubt(i, "unlabelled_text", "text without a label after a break is taken for narration")
		}
		return endsTurn
	case r.state == narrating:
		return between
	case !r.alone && r.recorder == nil && r.namesAnother(text):
		// Not known well enough to be a label, too much like one to be the
		// words of who spoke before.
		r.doubt(i, "doubtful_label", doubtfulLabel)
		return endsTurn
	}
	return goesOnWith
}

// columnNature decides what a line below one of columns is.
func (r *reader) columnNature(l *page.Line) nature {
	switch {
	case l.Indent+2 >= r.column && l.Gap <= page.Turned, l.Gap == page.Indented,
		l.Gap == page.Parted && l.Indent+2 >= r.column && l.Indent <= r.column+8, l.Gap == page.Wrapped && l.Indent > 0:
		return line
	}
	return between
}

// untilHeading returns the end of a paragraph before a heading within it.
func (r *reader) untilHeading(from, to int) int {
	for i := from + 1; i < to; i++ {
		if isHeadingWithin(r.s, i) {
			return i
		}
	}
	return to
}

// isLabelOfNone reports whether a paragraph has a label that is no speaker's: a
// heading with a colon, or one in bold such as "**Break:** [00:15:13]".
func (r *reader) isLabelOfNone(i, end int) bool {
	text := r.s.At(i)
	found, ok := label.Colon(text)
	if text[0] == '*' || text[0] == '_' {
		return ok && found.Set
	}
	if ok && label.IsCaps(found.Name) && r.s.Lines[i].Gap >= page.Parted && label.IsHeading(found.Name) {
		return true // "RESOLVED: to approve the minutes"
	}
	return ok && found.Alone && end == i+1 && label.AllNameWords(found.Name)
}

// maxDirections is how many lines of directions can stand within a speech.
const maxDirections = 64

// resumes reports whether the speech goes on at line i.
func (r *reader) resumes(i, stop int) bool {
	for stop = min(stop, i+maxDirections); i < stop; i++ {
		l := &r.s.Lines[i]
		if l.Gap == page.Section || label.IsScene(r.s.At(i)) {
			return false
		}
		if end := r.s.Block(i, stop); l.Gap > page.Turned && !isDirection(r.s, i, end) && !(r.play && isEntrance(r.s, i, end)) && !isInterjection(r.s, i, end) {
			return true
		}
	}
	return false
}

// soliloquy returns the parse of a text without labels all of which one person
// says, by what somebody has said of it; what can be its title is not said.
func soliloquy(s *page.Sheet, h draft.Hint) *parse {
	first := 0
	for n := 0; n < maxTitleLines && first < len(s.Lines); n++ {
		end := s.Block(first, len(s.Lines))
		if page.EndsSentence(s.Joined(first, end)) || end == len(s.Lines) {
			break
		}
		first = end
	}
	if first >= len(s.Lines) {
		return nil
	}
	p := &parse{parser: &parser{layout: &layout{name: "speech by one person"}, s: s, width: new(int), room: new([]cue)}, hint: h, weight: leastWeight, turns: 1}
	p.cast = &cast{parts: make(map[string]*part)}
	p.cues = []cue{{line: first, label: label.Label{Name: h.Speaker, Rest: s.At(first)}}}
	return p
}

// Read returns the best parse of a text written down, and why there is none if
// there is none.
func Read(f *page.File, h draft.Hint) (*draft.Draft, string) {
	s := page.NewSheet(f.Text)
	seen := newDocument(s)
	var best *parse
	second := 0.0 // the weight of the next best
	for i := range layouts {
		if h.Layout != "" && h.Layout != layouts[i].name {
			continue
		}
		p := layouts[i].parse(seen, h)
		switch {
		case p == nil:
		case best == nil || p.weight > best.weight:
			if best != nil {
				second = best.weight
			}
			best = p
		default:
			second = max(second, p.weight)
		}
	}
	if best == nil && h.Speaker != "" {
		best = soliloquy(s, h)
	}
	if best == nil {
		return nil, whyNot(s, f.Name)
	}
	d := best.write()
	d.Basis = best.basis(second)
	return d, ""
}

// joined tells the draft which labels are one speaker's, and returns the names
// of those that are known under another one.
func (r *reader) joined() map[string]string {
	labels := func(yield func(*label.Label) bool) {
		for i := range r.parse.cues {
			if q := &r.parse.cues[i]; q.label.Name != "" && !yield(&q.label) {
				return
			}
		}
	}
	same := make(map[string]string)
	for _, m := range label.MergeAll(labels, r.d.Record.Participants) {
		same[m.Label] = m.Name
		r.d.Merges = append(r.d.Merges, draft.Merge(m))
	}
	return same
}
