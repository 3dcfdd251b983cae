// Package corpus holds the nouns of the project: records and their turns,
// speakers, passages, references, citations, and the library that keeps all
// records together. It reads no files, knows nothing of Discord and logs
// nothing; the packages below it produce and search these values.
//
// All values are immutable once a [Library] has been made of them and may be
// read from any number of goroutines.
package corpus

import "strings"

// A Record is one transcript.
type Record struct {
	ID           string   // slug, unique in a library: "mikoyan-1962-11-18"
	Title        string   // as the document gives it, on one line
	Short        string   // short title that the sidecar gives; see ShortTitle
	Date         Date     // zero if the document does not say
	Place        string   // where it took place
	Language     string   // BCP 47 tag, "" if unknown
	Source       string   // where the document comes from, for the citation
	Recorder     string   // who wrote it down
	Author       string   // who wrote the work, where it is one; nobody of a conversation
	Translator   string   // who translated it
	Archive      string   // who keeps the document: "Hoover Institution"
	URL          string   // where it can be read
	Rights       string   // what may be done with it
	Participants []string // all who took part, also those who never speak
	File         string   // base name of the file it was read from
	Size         int      // bytes of that file

	// Doubtful reports that more likely than not some words stand under a wrong
	// speaker, and that nobody has proofread it.
	Doubtful bool

	// Locator names what Places count: "page", "time" or another word that
	// the sidecar gives. It is "" when the document has nothing to cite by
	// but its lines.
	Locator string
	// Places are the labels that marks point at, in the document's order:
	// page numbers as printed ("5", "H6183") or times ("00:04:12").
	Places []string

	// Sections are its parts under headings of their own, in order: acts and
	// scenes, items of an agenda, days.
	Sections []Section

	Speakers []Speaker
	Turns    []Turn // speech and narration in the document's order
	Notes    []Note // footnotes, in the order of what they belong to
}

// A Speaker is one of those who speak in a record.
type Speaker struct {
	Name    string   // canonical name: "A.I. Mikoyan"
	Aliases []string // other labels and forms: "Mikoyan", "Cde. Mikoyan"
	Role    string   // "Chairman", "" when unknown
	// Declared reports that the record's sidecar names the speaker, so that
	// its name and aliases may join it with the same person elsewhere.
	Declared bool
}

// Kind tells speech from narration.
type Kind uint8

const (
	Speech    Kind = iota // said by a speaker
	Narration             // written by the recorder between the turns
)

// String returns "speech" or "narration".
func (k Kind) String() string {
	if k == Narration {
		return "narration"
	}
	return "speech"
}

// A Turn is one speaker's uninterrupted speech. A narration is kept in the
// same sequence, since it is read and searched in its place, but it has
// numbers of its own and no speaker.
type Turn struct {
	Record *Record
	// ID is stable: it depends on the record's ID, the speaker and the words,
	// not on the turn's place. [NewLibrary] sets it.
	ID TurnID
	// Text holds the words as the document has them, with line wrapping, page
	// breaks and footnote marks taken out. Paragraphs are separated by
	// "\n\n", lines of verse by "\n".
	Text string
	// Asides are the spans of Text that are the recorder's or editor's: they
	// are shown in italics and are nobody's words. In order, not overlapping.
	Asides []Span
	// Marks say where in the document the bytes of Text stand, by rising
	// Offset. The first has Offset 0; there is always one. A line feed in Text
	// leads to the next line of the document, so that verse needs no more;
	// wherever else a source line begins, or a place does, there is a mark.
	Marks []Mark

	Speaker   int32 // index into Record.Speakers; -1 for narration
	Number    int32 // from 1, among the record's turns of the same Kind
	Kind      Kind
	Sensitive bool // never shown unasked, and behind a spoiler when searched
}

// A Span is a range of bytes [Start, End) of a turn's text.
type Span struct{ Start, End int }

// Len returns the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// A Mark says where a turn's text stands that continues at Offset.
type Mark struct {
	Offset uint32 // byte offset into the turn's text
	Line   uint32 // line of the file, from 1
	Place  uint32 // 1 + index into Record.Places; 0 if there are none
}

// A Note is a footnote: the editor's words on a word of a turn.
type Note struct {
	Turn   int    // index into Record.Turns
	Offset int    // byte offset into the turn's text, after the word
	Mark   string // "1"
	Text   string
	Line   int // line of the file where the note stands
}

// SpeakerName returns the name of the turn's speaker, "" for narration.
func (t *Turn) SpeakerName() string {
	if t.Speaker < 0 {
		return ""
	}
	return t.Record.Speakers[t.Speaker].Name
}

// Whole returns the passage that is the whole turn.
func (t *Turn) Whole() Passage {
	return Passage{Turn: t, Span: Span{0, len(t.Text)}}
}

// Index returns the turn's index in its record's Turns.
func (t *Turn) Index() int {
	// Turns of a record are in one slice and only turns of that slice carry
	// the record, so the number bounds where this one can be.
	turns := t.Record.Turns
	for i := int(t.Number) - 1; i < len(turns); i++ {
		if &turns[i] == t {
			return i
		}
	}
	return -1
}

// Slug makes an ID of a file or other name: letters and digits in lower case,
// everything else a single hyphen, none at either end. It returns "" if
// nothing is left.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if !isWordRune(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
