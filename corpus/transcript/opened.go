package transcript

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/texts"
)

// An Opened is a file that is read with one sidecar after another. What does not
// depend on the sidecar is done once, and a parse is used again as long as the
// sidecar says the same of names and of the layout. Any number of goroutines can
// use it.
type Opened struct {
	src Source

	mu         sync.Mutex
	decoded    bool
	plain      *page.Text // of the bytes, nil if they are none
	undecoded  error      // why they are none
	flat       *page.Text // of the document, nil until it was needed
	parsed     *parsed
	parsedWith draft.Hint
}

// A parsed is a file as a layout reads it, whatever its sidecar says of lines.
type parsed struct {
	report Report
	record *corpus.Record
	text   *page.Text
	trace  trace
	err    error
}

// Open makes a file ready to be read. The sidecar in src is not looked at.
func Open(src Source) *Opened { return &Opened{src: src} }

// Read reads the file with a sidecar, nil for none.
func (o *Opened) Read(sidecar []byte) Report { return o.read(sidecar, false) }

// read reads the file, once and never again if last is set.
func (o *Opened) read(sidecar []byte, last bool) Report {
	src := o.src
	report := Report{File: src.Name, Speaker: src.Speaker}
	refuse := func(err error) Report {
		report.Records = nil
		report.Err = fmt.Errorf("read %s: %w", src.Name, err)
		return report
	}
	if len(src.Data) > MaxFileSize {
		return refuse(tooLarge(int64(len(src.Data)), MaxFileSize))
	}
	side, err := ParseSidecar(sidecar)
	if err != nil {
		return refuse(err)
	}
	p := o.parse(draft.Hint{
		Names: side.declared(), Nobody: setOf(side.Nobody), NoNames: setOf(side.NoNames),
		Layout: side.Layout, Speaker: cmp.Or(src.Speaker, side.Speaker), Trace: src.Marked,
	})
	if report = p.report; p.err != nil {
		return refuse(p.err)
	}
	record := p.record
	if !last {
		record = copyOf(record, side.Locator == "line")
		report.Warnings = slices.Clone(report.Warnings)
	}
	return report.complete(src, side, record, p.text, p.trace, refuse)
}

// parse returns the file as a layout reads it with a hint.
func (o *Opened) parse(hint draft.Hint) *parsed {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.parsed == nil || !sameHint(o.parsedWith, hint) {
		p := &parsed{report: Report{File: o.src.Name, Speaker: o.src.Speaker}}
		var d *draft.Draft
		if d, p.text, p.err = o.draft(hint); p.err == nil {
			p.record, p.err = p.report.take(d)
		}
		if p.err == nil {
			p.trace = newTrace(d)
		}
		o.parsed, o.parsedWith = p, hint
	}
	return o.parsed
}

// draft returns a whole parse of the file, and the text it is of.
func (o *Opened) draft(hint draft.Hint) (*draft.Draft, *page.Text, error) {
	if !o.decoded {
		o.decoded = true
		var text string
		if text, o.undecoded = page.Decode(o.src.Data); o.undecoded == nil {
			o.plain = page.New(text)
		}
	}
	f := &page.File{Name: o.src.Name, Data: o.src.Data, Text: o.plain}
	d, err := readStructured(f, hint)
	if d != nil || err != nil {
		return d, f.Text, err
	}
	if o.flat == nil {
		if err := flatten(f); err != nil {
			return nil, nil, err
		}
		if o.flat = f.Text; o.flat == nil {
			return nil, nil, o.undecoded
		}
	}
	f.Text = o.flat
	if o.flat != o.plain { // a chat that was pasted into a document
		if d, err = readStructured(f, hint); d != nil || err != nil {
			return d, f.Text, err
		}
	}
	d, why := texts.Read(f, hint)
	if d == nil {
		return nil, nil, fmt.Errorf("%w: %s", ErrNoSpeakers, why)
	}
	return d, f.Text, nil
}

// sameHint reports whether two hints say the same.
func sameHint(a, b draft.Hint) bool {
	return a.Speaker == b.Speaker && a.Layout == b.Layout && a.Trace == b.Trace &&
		maps.Equal(a.Names, b.Names) && maps.Equal(a.Nobody, b.Nobody) && maps.Equal(a.NoNames, b.NoNames)
}

// setOf returns the set of names.
func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// copyOf returns a copy of what a sidecar changes of a record; of the marks of
// its turns if those are changed.
func copyOf(r *corpus.Record, marks bool) *corpus.Record {
	c := *r
	c.Turns, c.Notes, c.Sections, c.Speakers = slices.Clone(r.Turns), slices.Clone(r.Notes), slices.Clone(r.Sections), slices.Clone(r.Speakers)
	for i := range c.Speakers {
		c.Speakers[i].Aliases = slices.Clone(c.Speakers[i].Aliases)
	}
	for i := range c.Turns {
		if marks {
			c.Turns[i].Marks = slices.Clone(c.Turns[i].Marks)
		}
	}
	return &c
}
