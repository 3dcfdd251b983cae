// Package draft puts a record together out of ranges of a decoded text, so that
// no word can be lost or invented on the way: what a reader gives is not words
// but where they stand. Each letter of the text ends in exactly one part: a
// turn, a label, narration, an aside, a note, metadata, or furniture of a named
// kind; [Draft.Finish] refuses a draft in which a letter is in none or in two.
package draft

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/page"
)

// ErrNoSpeech is wrapped by the error of Finish on a draft without a word that
// somebody says.
var ErrNoSpeech = errors.New("no speakers are named in it")

// MaxTurns is how many turns and narrations a file can have.
const MaxTurns = 5_000_000

// A Hint is what somebody has said of a file before it is read: its sidecar, or
// whoever asks for it to be read.
type Hint struct {
	Names   map[string]string // labels known to be speakers' -> the speaker's name
	Speaker string            // who says all that stands before the first label, "" if nobody said so
	Layout  string            // name of the one layout to read it as, "" for any
	Nobody  map[string]bool   // labels under which nobody speaks: what stands there is the recorder's
	NoNames map[string]bool   // what looks like a label and is none
	Trace   bool              // keep where each word stands: see Draft.Trace
}

// A Layout is one way in which transcripts are written.
type Layout struct {
	Name string // as lint and sidecars write it: "WebVTT"
	// Read makes a whole parse of a file. It returns nil and no error if the
	// file is not of this layout, and an error if it is but cannot be read.
	// It may be called from several goroutines, and changes nothing of f.
	Read func(f *page.File, h Hint) (*Draft, error)
}

// A Joint is what stands between words of a turn that do not stand beside each
// other in the text.
type Joint string

const (
	Glue      Joint = ""     // nothing: one word, or a line of a script without spaces
	Space     Joint = " "    // the end of a line that is only wrapped
	Newline   Joint = "\n"   // the end of a line of verse, or of a message
	Paragraph Joint = "\n\n" // the end of a paragraph
)

// A Doubt is about what may have been read wrongly.
type Doubt struct {
	At   int    // byte of the text
	Kind string // snake_case, for programs: "unknown_label"
	Text string // for people, quoting what stands there
}

// A Merge says that two labels are one speaker's, and what shows it.
type Merge struct{ Label, Name, Reason string }

// A Draft is one whole parse of a text. What it says is added in the order of
// reading, which may be another than that of the text. The zero value is of no
// use: see New.
type Draft struct {
	// Record is what the parse says of the record as a whole. Its turns, notes
	// and speakers are the draft's to set.
	Record *corpus.Record
	// Layout is the layout read, with a variant after a colon if it has such.
	Layout string
	// Basis is what the turns are known by.
	Basis Basis
	// Marked says that the file marks all asides by its structure, so that
	// brackets say nothing.
	Marked bool
	Doubts []Doubt
	Merges []Merge // labels that were taken for one speaker's

	text     *page.Text
	hint     Hint
	words    []byte
	marks    []corpus.Mark
	turns    []turn
	asides   []aside
	speakers map[string]int32 // by label
	parts    []Part
	runs     []Run  // of words, where a trace is asked for
	said     string // all words, once it is finished
	place    uint32
	near     int    // index of a line near the words read last
	line     uint32 // where the words so far end, as the last mark and line feeds tell
}

// A turn is one whose words are still among the draft's.
type turn struct {
	start, end int // bytes of the draft's words
	firstMark  int
	speaker    int32
}

// An aside is a span of a turn's text.
type aside struct {
	turn int
	corpus.Span
}

// New returns an empty draft of a text.
func New(t *page.Text, h Hint) *Draft {
	d := &Draft{
		Record: &corpus.Record{Locator: t.Locator, Places: slices.Clip(t.Places)},
		text:   t, hint: h, speakers: make(map[string]int32),
		words: make([]byte, 0, len(t.String)),
	}
	for _, a := range t.Apart {
		d.Drop(a.Span, Kind(a.Kind))
	}
	return d
}

// Turn begins a turn of the speaker whom the file calls by name, or a narration
// if somebody has said that nobody speaks under it.
func (d *Draft) Turn(name string) {
	if d.hint.Nobody[name] {
		d.Narration()
		return
	}
	if full, ok := d.hint.Names[name]; ok {
		name = full
	}
	s, ok := d.speakers[name]
	if !ok {
		s = int32(len(d.Record.Speakers))
		name = strings.Clone(name)
		d.Record.Speakers = append(d.Record.Speakers, corpus.Speaker{Name: name})
		d.speakers[name] = s
	}
	d.begin(s)
}

// Narration begins a narration.
func (d *Draft) Narration() { d.begin(-1) }

func (d *Draft) begin(speaker int32) {
	d.turns = append(d.turns, turn{len(d.words), len(d.words), len(d.marks), speaker})
}

// Next returns the index in which the draft keeps the turn or narration that
// begins next, for a [corpus.Section] of Record to begin with; Finish makes it
// that of the record's.
func (d *Draft) Next() int { return len(d.turns) }

// Begun reports whether there is a turn or a narration to go on with.
func (d *Draft) Begun() bool { return len(d.turns) > 0 }

// Speaking returns the speaker of the turn begun last, nil if that is a
// narration. It is valid until the next turn begins.
func (d *Draft) Speaking() *corpus.Speaker {
	if len(d.turns) == 0 || d.turns[len(d.turns)-1].speaker < 0 {
		return nil
	}
	return &d.Record.Speakers[d.turns[len(d.turns)-1].speaker]
}

// maxAliases bounds how many names a document gives a speaker by itself.
const maxAliases = 16

// Alias adds another name to the speaker of the turn begun last.
func (d *Draft) Alias(name string) {
	s := d.Speaking()
	if s != nil && name != "" && name != s.Name && len(s.Aliases) < maxAliases && !slices.Contains(s.Aliases, name) {
		s.Aliases = append(s.Aliases, strings.Clone(name))
	}
}

// Role sets the role of the speaker of the turn begun last, if it has none.
func (d *Draft) Role(role string) {
	if s := d.Speaking(); s != nil && s.Role == "" {
		s.Role = strings.Clone(role)
	}
}

// Place says that the words that follow stand at a place: Place("time",
// "00:01:02"). The label need not stand in the text.
func (d *Draft) Place(locator, label string) {
	r := d.Record
	r.Locator = locator
	if n := len(r.Places); n == 0 || r.Places[n-1] != label {
		r.Places = append(r.Places, strings.Clone(label))
	}
	d.place = uint32(len(r.Places))
}

// Stand says that the words that follow stand at the place with a number, from
// 1, of the record's Places; 0 is none.
func (d *Draft) Stand(place uint32) { d.place = place }

// Words adds a span of the text to the turn or narration begun last, joined to
// what is there by how. White space and unseen characters at its ends are not
// added.
func (d *Draft) Words(s page.Span, how Joint) {
	kind := Turn
	if d.turns[len(d.turns)-1].speaker < 0 {
		kind = Narration
	}
	d.add(s, how, kind)
}

// Aside adds a span to the turn begun last that is the recorder's or the
// editor's: it stands in the turn's text, and is nobody's words.
func (d *Draft) Aside(s page.Span, how Joint) {
	from := len(d.words)
	d.add(s, how, Aside)
	t := &d.turns[len(d.turns)-1]
	for from < t.end && (d.words[from] == ' ' || d.words[from] == '\n') {
		from++
	}
	if from < t.end {
		d.asides = append(d.asides, aside{len(d.turns) - 1, corpus.Span{Start: from - t.start, End: t.end - t.start}})
	}
}

func (d *Draft) add(s page.Span, how Joint, kind Kind) {
	d.Drop(s, kind)
	if s = d.text.Trim(s); s.Len() == 0 {
		return
	}
	words := d.text.String[s.Start:s.End]
	t := &d.turns[len(d.turns)-1]
	if t.end > t.start {
		if how == Space && d.breaksWord(d.words[t.start:t.end], words) {
			d.cutHyphen()
			how = Glue
		}
		how = how.between(d.words[t.start:t.end], words)
		d.words = append(d.words, how...)
		d.line += uint32(strings.Count(string(how), "\n"))
	}
	line := d.lineOf(s.Start)
	place := cmp.Or(line.Place, d.place)
	if last := len(d.marks) - 1; last < t.firstMark || d.line != line.Number || d.marks[last].Place != place {
		d.marks = append(d.marks, corpus.Mark{Offset: uint32(len(d.words) - t.start), Line: line.Number, Place: place})
	}
	d.line = line.Number
	if d.hint.Trace {
		d.runs = append(d.runs, Run{len(d.words), s})
	}
	d.words = append(d.words, words...)
	t.end = len(d.words)
	d.addNotes(s)
}

// addNotes adds the footnotes that the text keeps apart and whose marks stand
// within the words of a span, or right after them.
func (d *Draft) addNotes(s page.Span) {
	if len(d.text.Apart) == 0 {
		return
	}
	first, _ := slices.BinarySearchFunc(d.text.Apart, s.Start+1, func(a page.Apart, at int) int { return a.At - at })
	for _, a := range d.text.Apart[first:] {
		if a.At > s.End && strings.TrimSpace(d.text.String[s.End:a.At]) != "" {
			break
		}
		if a.Kind != string(Note) {
			continue
		}
		here := d.Here()
		d.Record.Notes = append(d.Record.Notes, corpus.Note{
			Turn: here.turn, Offset: here.offset - max(0, s.End-a.At), Mark: a.Mark,
			Text: strings.Join(strings.Fields(d.text.String[a.Start:a.End]), " "), Line: int(a.Number),
		})
	}
}

// lineOf returns the line on which the byte at offset stands. Words are mostly
// read in the text's order.
func (d *Draft) lineOf(offset int) page.Line {
	lines := d.text.Lines
	if len(lines) == 0 {
		return page.Line{Number: 1}
	}
	i := d.near
	for range 4 {
		if i+1 < len(lines) && int(lines[i+1].Start) <= offset {
			i++
		}
	}
	if int(lines[i].Start) > offset || i+1 < len(lines) && int(lines[i+1].Start) <= offset {
		i = max(0, d.text.LineAt(offset))
	}
	d.near = i
	return lines[i]
}

// Note adds a footnote to the word read last: its mark as shown, and where its
// words stand.
func (d *Draft) Note(mark string, words ...page.Span) {
	d.NoteAt(d.Here(), mark, words...)
}

// An Anchor is a place in a draft that a footnote can belong to.
type Anchor struct{ turn, offset int }

// Here returns the place after the word read last.
func (d *Draft) Here() Anchor {
	if len(d.turns) == 0 {
		return Anchor{-1, 0}
	}
	t := d.turns[len(d.turns)-1]
	return Anchor{len(d.turns) - 1, t.end - t.start}
}

// NoteAt adds a footnote to the word before at. Without such a word its words
// are only accounted for.
func (d *Draft) NoteAt(at Anchor, mark string, words ...page.Span) {
	var text []string
	line := 0
	for _, s := range words {
		d.Drop(s, Note)
		if s = d.text.Trim(s); s.Len() > 0 {
			if line == 0 {
				line = int(d.lineOf(s.Start).Number)
			}
			text = append(text, d.text.String[s.Start:s.End])
		}
	}
	if at.turn >= 0 && len(text) > 0 {
		d.Record.Notes = append(d.Record.Notes, corpus.Note{
			Turn: at.turn, Offset: at.offset, Mark: strings.Clone(mark), Text: strings.Join(text, " "), Line: line,
		})
	}
}

// Doubt notes that what stands at a byte of the text may be read wrongly.
func (d *Draft) Doubt(at int, kind, text string) {
	d.Doubts = append(d.Doubts, Doubt{at, kind, text})
}

// LineNumber returns the number of the file's line that holds the byte at
// offset.
func (d *Draft) LineNumber(offset int) int { return int(d.lineOf(offset).Number) }

// between returns what joins two lines: a space is left out within a compound
// that is broken at its own hyphen, and between words of a script that has no
// spaces.
func (j Joint) between(before []byte, after string) Joint {
	if j != Space {
		return j
	}
	if n := len(before); n > 1 && before[n-1] == '-' {
		if r, _ := utf8.DecodeLastRune(before[:n-1]); unicode.IsLetter(r) {
			return Glue
		}
	}
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unspaced(last) && unspaced(first) {
		return Glue
	}
	return j
}

// unspaced reports whether r belongs to a script without spaces between words.
func unspaced(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0xFE30 && r <= 0xFE4F)
}

// Finish returns the record with its turns; those without a word are not among
// them. It refuses a draft that does not account for each letter of its text,
// and one in which nobody says anything.
func (d *Draft) Finish() (*corpus.Record, error) {
	if len(d.turns) > MaxTurns {
		return nil, fmt.Errorf("it has %d turns, and more than %d are not read", len(d.turns), MaxTurns)
	}
	if err := d.checkAccount(); err != nil {
		return nil, err
	}
	r := d.Record
	text := string(d.words) // as large as it has to be
	d.words = nil
	if d.hint.Trace {
		d.said = text
	}
	d.marks = slices.Clone(d.marks)
	r.Turns = make([]corpus.Turn, 0, len(d.turns))
	given, note, section := d.asides, 0, 0
	slices.SortStableFunc(r.Sections, func(a, b corpus.Section) int { return cmp.Compare(a.Turn, b.Turn) })
	slices.SortStableFunc(r.Notes, func(a, b corpus.Note) int { return cmp.Compare(a.Turn, b.Turn) })
	var asides []corpus.Span
	var numbers [2]int32
	for i, t := range d.turns {
		for note < len(r.Notes) && r.Notes[note].Turn < i {
			note++
		}
		if t.start == t.end {
			continue
		}
		for ; section < len(r.Sections) && r.Sections[section].Turn <= i; section++ {
			r.Sections[section].Turn = len(r.Turns)
		}
		for ; note < len(r.Notes) && r.Notes[note].Turn == i; note++ {
			r.Notes[note].Turn = len(r.Turns)
		}
		lastMark := len(d.marks)
		if i+1 < len(d.turns) {
			lastMark = d.turns[i+1].firstMark
		}
		kind := corpus.Speech
		if t.speaker < 0 {
			kind = corpus.Narration
		}
		numbers[kind]++
		first := len(asides)
		for ; len(given) > 0 && given[0].turn <= i; given = given[1:] {
			if given[0].turn == i {
				asides = append(asides, given[0].Span)
			}
		}
		if !d.Marked {
			asides = bracketed(text[t.start:t.end], asides, first)
		}
		r.Turns = append(r.Turns, corpus.Turn{
			Text: text[t.start:t.end], Marks: d.marks[t.firstMark:lastMark:lastMark],
			Asides: slices.Clip(asides[first:]), Speaker: t.speaker, Number: numbers[kind], Kind: kind,
		})
	}
	r.Sections = slices.Clip(r.Sections[:section]) // the others hold nothing
	if numbers[corpus.Speech] == 0 {
		return nil, fmt.Errorf("%w: of what its layout calls turns none has words", ErrNoSpeech)
	}
	return r, nil
}
