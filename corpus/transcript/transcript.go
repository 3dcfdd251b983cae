// Package transcript reads transcripts: bytes in, records out.
package transcript

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"strings"

	"rapporteur/corpus"
)

// A Source is one file to read.
type Source struct {
	Name string // file name, for the record's ID and for messages
	Data []byte
}

// A Report says how a file was read. It is what lint prints.
type Report struct {
	File       string
	Layout     string  // name of the layout that was detected or asked for
	Confidence float64 // 0 to 1
	Records    []*corpus.Record
	Warnings   []Warning
	Err        error // why the file is refused, nil if it was read
}

// A Warning is a doubt about a line of a file.
type Warning struct {
	Line int    // from 1
	Kind string // snake_case, for programs: "unknown_label"
	Text string // for people, quoting what stands there
}

// ErrNoSpeakers is wrapped by the Err of a report on a text in which no
// speakers are named.
var ErrNoSpeakers = errors.New("no speakers are named in it")

// Read reads one file.
func Read(src Source) Report {
	report := Report{File: src.Name}
	text, err := decode(src.Data)
	if err != nil {
		report.Err = fmt.Errorf("read %s: %w", src.Name, err)
		return report
	}
	d := newDocument(text)
	best := attempt{weight: leastWeight}
	for _, l := range layoutsOf(d) {
		if a := l.try(d, best.weight); a.weight > best.weight {
			best = a
			report.Layout, report.Confidence = l.name, a.confidence
			if a.variant != "" {
				report.Layout += ": " + a.variant
			}
		}
	}
	if best.read == nil {
		report.Err = fmt.Errorf("read %s: %w: %s", src.Name, ErrNoSpeakers, d.whyNot())
		return report
	}
	b := newBuilder(len(text))
	b.notes = d.notes
	*b.record = d.meta
	if len(d.places) > 0 {
		b.record.Locator, b.record.Places = d.locator, d.places
	}
	if err := best.read(b); err != nil {
		report.Err = fmt.Errorf("read %s: %w", src.Name, err)
		return report
	}
	r := b.finish()
	report.Warnings = b.warnings
	base := path.Base(src.Name)
	r.ID = corpus.Slug(strings.TrimSuffix(base, path.Ext(base)))
	r.File, r.Size = base, len(src.Data)
	r.Language = cmp.Or(r.Language, language(r))
	addAliases(r, text)
	report.Records = []*corpus.Record{r}
	return report
}
