// Package draft puts a record together out of ranges of a decoded text, so that
// no word can be lost or invented on the way: what a reader gives is not words
// but where they stand. Each letter of the text ends in exactly one part: a
// turn, a label, narration, an aside, a note, metadata, or furniture of a named
// kind; [Draft.Finish] refuses a draft in which a letter is in none or in two.
package draft

import (
	"errors"
	"slices"
	"strings"

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
	parts    Parts
	runs     []Run  // of words, where a trace is asked for
	said     string // all words, once it is finished
	place    uint32
	torn     int    // words doubted that a line may break
	near     int    // index of a line near the words read last
	line     uint32 // where the words so far end, as the last mark and line feeds tell
}

// A turn is one whose words are still among the draft's.
type turn struct {
	start, end uint32 // bytes of the draft's words
	firstMark  uint32
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

// Expect makes room for a number of turns.
func (d *Draft) Expect(turns int) {
	d.turns = slices.Grow(d.turns, turns)
	d.marks = slices.Grow(d.marks, turns)
	d.parts.list = slices.Grow(d.parts.list, 2*turns) // labels and words
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
		if n := len(d.Record.Speakers); n == cap(d.Record.Speakers) {
			d.Record.Speakers = slices.Grow(d.Record.Speakers, max(8, n))
		}
		d.Record.Speakers = append(d.Record.Speakers, corpus.Speaker{Name: name})
		d.speakers[name] = s
	}
	d.begin(s)
}

// Narration begins a narration.
func (d *Draft) Narration() { d.begin(-1) }

func (d *Draft) begin(speaker int32) {
	at := uint32(len(d.words))
	d.turns = append(d.turns, turn{at, at, uint32(len(d.marks)), speaker})
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

// Doubt notes that what stands at a byte of the text may be read wrongly.
func (d *Draft) Doubt(at int, kind, text string) {
	d.Doubts = append(d.Doubts, Doubt{at, kind, text})
}
