// Package transcript reads transcripts: bytes in, records out.
//
// A file is decoded, or flattened if it is more than its text. Layouts that its
// own structure marks are asked first; a text that is of none of them is read
// by the layouts of texts, each of which makes a whole parse, and the parse that
// explains most is written down. Each letter of the file is accounted for. A text
// that no layout explains is refused: nobody is quoted by guess. What the file
// cannot say stands in a sidecar beside it.
//
// The rooms below it, one way down: page (decoding, lines, furniture), label
// (what can name a speaker), draft (turns and the account), and a room for each
// family of layouts.
package transcript

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/trust"
)

// A Source is one file to read.
type Source struct {
	Name string // file name, for the record's ID and for messages
	Data []byte // is not changed, and nobody is to change it
	// Sidecar holds what stands in the TOML file beside it, nil if there is none.
	Sidecar []byte
	// Speaker is who says all of a text in which no speaker is named, "" if
	// nobody has said so. The sidecar can say it, too.
	Speaker string
	// Marked asks for the parts of the text in the report.
	Marked bool
}

// A Report says how a file was read. It is what lint prints.
type Report struct {
	File       string
	Layout     string  // name of the layout that was detected or asked for
	Confidence float64 // how likely under 0.5 % of the words are wrong, from 0 to 1
	Records    []*corpus.Record
	Warnings   []Warning
	Merges     []Merge       // labels that were taken for one speaker's
	Account    []draft.Share // how many letters of the file are of each kind
	Text       string        // what was read, if its parts were asked for
	Lines      []Line        // of Text, in its order
	Parts      []Part        // of Text, in its order
	Err        error         // why the file is refused or passed over, nil if it was read
	Speaker    string        // who was asked to say all of it, "" if nobody was

	// Count counts the words of a turn for whoever reads the report; nil counts
	// what white space parts.
	Count func(*corpus.Turn) int

	Signs trust.Signs // what Confidence follows from
	basis draft.Basis
}

// A Warning is a doubt about a line of a file.
type Warning struct {
	Line int    // from 1; 0 if it is about the whole file
	Kind string // snake_case, for programs: "unknown_label"
	Text string // for people, quoting what stands there
}

// A Merge says that two labels are one speaker's, and what shows it.
type Merge struct{ Label, Name, Reason string }

// ErrNoSpeakers is wrapped by the Err of a report on a text in which no
// speakers are named.
var ErrNoSpeakers = errors.New("no speakers are named in it")

// Read reads one file.
func Read(src Source) Report { return Open(src).read(src.Sidecar, true) }

// complete gives a record what is true of all: its ID, what its sidecar says,
// its language and the other names of its speakers.
func (report Report) complete(src Source, side *Sidecar, r *corpus.Record, text *page.Text, trace trace, refuse func(error) Report) Report {
	base := path.Base(src.Name)
	r.ID = corpus.Slug(strings.TrimSuffix(base, path.Ext(base)))
	r.File, r.Size = base, len(src.Data)
	if r.ID == "" {
		return refuse(errors.New("its name holds no letter or digit to refer to it by"))
	}
	if r.Date.IsZero() {
		r.Date = dateInName(base)
	}
	if r.Date.IsZero() {
		r.Date = dateInPlaces(r)
	}
	claims := side.claims()
	idle := idleClaims(r, claims)
	reassign(r, claims)
	if err := side.restore(r, &trace); err != nil {
		return refuse(err)
	}
	addSections(r)
	if err := side.claimWords(r); err != nil {
		return refuse(err)
	}
	if len(r.Speakers) == 0 {
		return refuse(fmt.Errorf("%w: its sidecar gives all words to the recorder", ErrNoSpeakers))
	}
	r.Language = cmp.Or(r.Language, language(r))
	if text != nil {
		addAliases(r, text.String)
	}
	side.describe(r)
	r.Title = cmp.Or(r.Title, strings.TrimSuffix(base, path.Ext(base)))
	if err := side.hide(r); err != nil {
		return refuse(err)
	}
	report.Records = []*corpus.Record{r}
	if src.Marked {
		report.Text, report.Lines, report.Parts = trace.follow(r)
	}
	in := trust.Look(r, report.basis)
	report.Warnings = append(report.Warnings, doubts(text, r, in)...)
	report.Warnings = append(report.Warnings, side.strangers(r, in, report.Warnings)...)
	report.Warnings = append(side.settled(report.Warnings, r), idle...)
	report.Signs = trust.Of(report.basis, r, in, kinds(report.Warnings))
	report.Confidence = report.Signs.Confidence()
	if report.Confidence < 0.5 && report.basis.Marks != draft.Somebody && !side.Proofread {
		r.Doubtful = true
		report.Warnings = append(report.Warnings, Warning{0, "unsure_reading",
			"more likely than not some words are under a wrong speaker; look at who speaks below, and correct it in a sidecar"})
	}
	slices.SortStableFunc(report.Warnings, func(a, b Warning) int { return cmp.Compare(a.Line, b.Line) })
	return report
}

// kinds returns of doubts what their weight depends on.
func kinds(warnings []Warning) []trust.Doubt {
	doubts := make([]trust.Doubt, 0, len(warnings))
	for _, w := range warnings {
		doubts = append(doubts, trust.Doubt{Line: w.Line, Kind: w.Kind})
	}
	return doubts
}
