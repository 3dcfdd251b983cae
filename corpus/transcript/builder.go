package transcript

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// A builder puts a record together from what a reader finds, in the order of
// the document. All texts share one string, and all marks and asides one
// slice each: a play has a thousand turns of ten words.
type builder struct {
	record    *corpus.Record
	text      strings.Builder
	marks     []corpus.Mark
	asides    []corpus.Span
	drafts    []pending
	speakers  map[string]int32 // by label
	given     []aside          // asides that the document marks as such
	asideFrom int
	marked    bool              // the document marks all asides, so that brackets say nothing
	notes     []footnote        // those that are still to be met, in the document's order
	same      map[string]string // other labels of a speaker -> the one that names it
	declared  map[string]string // see document
	warnings  []Warning
	verse     float64 // share of the document's wrapped lines that begin like verse
	now       uint32  // place of lines that have none of their own
	line      uint32  // where the text so far ends, as its last mark and line feeds tell
	play      bool    // the document has scenes
	fresh     bool    // a label has been read, but no words of its turn
}

// A pending turn is one whose text is still in the builder.
type pending struct {
	start, end int // bytes of the builder's text
	firstMark  int
	speaker    int32
}

// An aside is a span of a draft's text.
type aside struct {
	draft int
	corpus.Span
}

// joint is what stands between the words of two lines.
type joint string

const (
	joinNothing    joint = ""
	joinWords      joint = " "
	joinVerse      joint = "\n"
	joinParagraphs joint = "\n\n"
)

func newBuilder(size int) *builder {
	b := &builder{record: &corpus.Record{}, speakers: make(map[string]int32), same: make(map[string]string)}
	b.text.Grow(size)
	return b
}

// speech begins a turn of the speaker with the given name.
func (b *builder) speech(label string) {
	if name, ok := b.declared[label]; ok {
		label = name
	}
	s, ok := b.speakers[label]
	if !ok {
		s = int32(len(b.record.Speakers))
		label = strings.Clone(label)
		b.record.Speakers = append(b.record.Speakers, corpus.Speaker{Name: label})
		b.speakers[label] = s
	}
	b.begin(s)
}

// speechOf begins the turn that a label announces.
func (b *builder) speechOf(found label, l *line) {
	name := found.name
	if full, ok := b.same[name]; ok {
		name = full
	}
	b.speech(name)
	if found.time != "" && b.record.Locator != "page" {
		b.now = b.place("time", found.time)
	}
	s := b.speaker()
	if found.role != "" && s.Role == "" {
		s.Role = strings.Clone(found.role)
	}
	if found.name != name {
		addAlias(s, found.name)
	}
	if found.note != "" && isQualifier(found.note) && !strings.Contains(found.note, name) {
		if isShortForm(found.note, name) {
			addAlias(s, found.note)
		} else {
			addAlias(s, found.name+" ("+found.note+")")
		}
	}
}

// speaker returns the speaker of the turn begun last.
func (b *builder) speaker() *corpus.Speaker {
	return &b.record.Speakers[b.drafts[len(b.drafts)-1].speaker]
}

// maxAliases bounds how many names a document gives a speaker by itself.
const maxAliases = 16

func addAlias(s *corpus.Speaker, name string) {
	if name != s.Name && len(s.Aliases) < maxAliases && !slices.Contains(s.Aliases, name) {
		s.Aliases = append(s.Aliases, strings.Clone(name))
	}
}

// warn notes a doubt about a line.
func (b *builder) warn(l *line, kind, doubt string) {
	b.warnAt(int(l.number), kind, doubt+": "+excerpt(l.text))
}

func (b *builder) warnAt(line int, kind, doubt string) {
	b.warnings = append(b.warnings, Warning{Line: line, Kind: kind, Text: doubt})
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

// narration begins a narration.
func (b *builder) narration() { b.begin(-1) }

func (b *builder) begin(speaker int32) {
	b.drafts = append(b.drafts, pending{
		start: b.text.Len(), end: b.text.Len(),
		firstMark: len(b.marks), speaker: speaker,
	})
}

// words adds the words of one line of the document to the turn begun last,
// joined to what is there as said by how.
func (b *builder) words(l *line, text string, how joint) {
	d := &b.drafts[len(b.drafts)-1]
	if text == "" {
		return
	}
	if d.end > d.start {
		how = how.between(b.text.String()[d.start:d.end], text)
		b.text.WriteString(string(how))
		b.line += uint32(strings.Count(string(how), "\n"))
	}
	place := cmp.Or(l.place, b.now)
	if last := len(b.marks) - 1; last < d.firstMark || b.line != l.number || b.marks[last].Place != place {
		b.marks = append(b.marks, corpus.Mark{
			Offset: uint32(b.text.Len() - d.start), Line: l.number, Place: place,
		})
	}
	b.line = l.number
	// The text of a line after its label is the line's end.
	cut := len(l.text) - len(text)
	for len(b.notes) > 0 && b.notes[0].anchor == l.number {
		n := b.notes[0]
		b.record.Notes = append(b.record.Notes, corpus.Note{
			Turn:   len(b.drafts) - 1,
			Offset: b.text.Len() - d.start + n.offset - cut,
			Mark:   n.mark, Text: n.text, Line: int(n.line),
		})
		b.notes = b.notes[1:]
	}
	b.text.WriteString(text)
	d.end = b.text.Len()
}

// place returns the number of a place's label in the record's Places, for marks
// to point at.
func (b *builder) place(locator, label string) uint32 {
	r := b.record
	r.Locator = locator
	if n := len(r.Places); n == 0 || r.Places[n-1] != label {
		r.Places = append(r.Places, strings.Clone(label))
	}
	return uint32(len(r.Places))
}

// begun reports whether there is a turn or narration to go on with.
func (b *builder) begun() bool { return len(b.drafts) > 0 }

// lastText returns the text of the turn begun last.
func (b *builder) lastText() string {
	if !b.begun() {
		return ""
	}
	d := b.drafts[len(b.drafts)-1]
	return strings.Clone(b.text.String()[d.start:d.end])
}

// openAside says that the words that come next are the recorder's.
func (b *builder) openAside() { b.asideFrom = b.text.Len() }

// closeAside says that the words so far are the recorder's, from where
// openAside was called.
func (b *builder) closeAside() {
	d := &b.drafts[len(b.drafts)-1]
	from := max(b.asideFrom, d.start)
	text := b.text.String()[from:d.end]
	from += len(text) - len(strings.TrimLeft(text, " \n"))
	if from < d.end {
		b.given = append(b.given, aside{len(b.drafts) - 1, corpus.Span{Start: from - d.start, End: d.end - d.start}})
	}
}

// noteHere adds a footnote to the word that has been read last.
func (b *builder) noteHere(mark, text string, line int) {
	d := &b.drafts[len(b.drafts)-1]
	b.record.Notes = append(b.record.Notes, corpus.Note{
		Turn: len(b.drafts) - 1, Offset: d.end - d.start, Mark: mark, Text: text, Line: line,
	})
}

// between returns what joins two lines: a space is left out within a compound
// that is broken at its own hyphen, and between words of a script that has no
// spaces.
func (j joint) between(before, after string) joint {
	if j != joinWords {
		return j
	}
	if endsWithHyphen(before) {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unspaced(last) && unspaced(first) {
		return ""
	}
	return j
}

// unspaced reports whether r belongs to a script without spaces between words.
func unspaced(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

// endsWithHyphen reports whether text ends in the middle of a compound that
// is broken at its own hyphen.
func endsWithHyphen(text string) bool {
	before, ok := strings.CutSuffix(text, "-")
	last, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(last)
}

// MaxTurns is how many turns and narrations a file can have.
const MaxTurns = 5_000_000

// finish returns the record with its turns. Drafts without a word are left
// out.
func (b *builder) finish() (*corpus.Record, error) {
	if len(b.drafts) > MaxTurns {
		return nil, fmt.Errorf("it has %d turns, and more than %d are not read", len(b.drafts), MaxTurns)
	}
	r := b.record
	// What the record keeps is as large as it has to be.
	text := strings.Clone(b.text.String())
	b.text.Reset()
	b.marks = slices.Clone(b.marks)
	r.Turns = make([]corpus.Turn, 0, len(b.drafts))
	given := b.given
	var numbers [2]int32
	for i, d := range b.drafts {
		if d.start == d.end {
			continue
		}
		lastMark := len(b.marks)
		if i+1 < len(b.drafts) {
			lastMark = b.drafts[i+1].firstMark
		}
		kind := corpus.Speech
		if d.speaker < 0 {
			kind = corpus.Narration
		}
		for n := range r.Notes {
			if r.Notes[n].Turn == i {
				r.Notes[n].Turn = len(r.Turns)
			}
		}
		numbers[kind]++
		first := len(b.asides)
		for len(given) > 0 && given[0].draft <= i {
			if given[0].draft == i {
				b.asides = append(b.asides, given[0].Span)
			}
			given = given[1:]
		}
		if len(b.asides) == first && !b.marked {
			b.asides = asidesIn(text[d.start:d.end], b.asides)
			if b.play {
				b.asides = exitsIn(text[d.start:d.end], b.asides, first)
			}
		}
		r.Turns = append(r.Turns, corpus.Turn{
			Text:    text[d.start:d.end],
			Marks:   b.marks[d.firstMark:lastMark:lastMark],
			Asides:  slices.Clip(b.asides[first:]),
			Speaker: d.speaker,
			Number:  numbers[kind],
			Kind:    kind,
		})
	}
	if !slices.ContainsFunc(r.Turns, func(t corpus.Turn) bool { return t.Kind == corpus.Speech }) {
		return nil, fmt.Errorf("%w: of what its layout calls turns none has words", ErrNoSpeakers)
	}
	return r, nil
}
