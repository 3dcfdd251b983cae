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
	text := strings.ToValidUTF8(string(src.Data), "\uFFFD")
	d := newDocument(text)
	var best attempt
	for _, l := range layouts {
		if a := l.try(d, best.weight); a.weight > best.weight {
			best = a
			report.Layout, report.Confidence = l.name, a.confidence
		}
	}
	if best.read == nil {
		report.Err = fmt.Errorf("read %s: %w", src.Name, ErrNoSpeakers)
		return report
	}
	b := newBuilder(len(text))
	b.notes = d.notes
	*b.record = d.meta
	best.read(b)
	r := b.finish()
	report.Warnings = b.warnings
	base := path.Base(src.Name)
	r.ID = corpus.Slug(strings.TrimSuffix(base, path.Ext(base)))
	r.File, r.Size = base, len(src.Data)
	if len(d.places) > 0 {
		r.Locator, r.Places = d.locator, d.places
	}
	r.Language = cmp.Or(r.Language, language(r))
	addAliases(r, text)
	report.Records = []*corpus.Record{r}
	return report
}
