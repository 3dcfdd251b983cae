package transcript

import (
	"errors"
	"fmt"
	"slices"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/captions"
	"rapporteur/corpus/transcript/chats"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/exports"
	"rapporteur/corpus/transcript/markup"
	"rapporteur/corpus/transcript/office"
	"rapporteur/corpus/transcript/page"
	"rapporteur/corpus/transcript/rows"
	"rapporteur/corpus/transcript/screenplays"
	"rapporteur/corpus/transcript/texts"
	"rapporteur/corpus/transcript/tiers"
)

// structured are the layouts that a file's own structure marks: the first that
// reads a file is right, and a file of one is of no other.
var structured = slices.Concat(tiers.Layouts, markup.Layouts, exports.Layouts, captions.Layouts, rows.Layouts, chats.Layouts, screenplays.Layouts, rows.Unnamed)

// flattened are the files that hold a text beside its structure. Their text is
// read by the layouts of texts.
var flattened = slices.Concat(markup.Formats, office.Formats)

// Layouts returns the names of all layouts, for a sidecar to ask for.
func Layouts() []string {
	var names []string
	for _, l := range structured {
		if !slices.Contains(names, l.Name) {
			names = append(names, l.Name)
		}
	}
	return append(names, texts.Names()...)
}

// readStructured reads a file by the first layout that its structure is of. It
// returns nil and no error if it is of none.
func readStructured(f *page.File, h draft.Hint) (*draft.Draft, error) {
	for _, l := range structured {
		if h.Layout != "" && h.Layout != l.Name {
			continue
		}
		d, err := l.Read(f, h)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.Name, err)
		}
		if d != nil {
			if d.Layout == "" {
				d.Layout = l.Name
			}
			return d, nil
		}
	}
	return nil, nil
}

// flatten gives f its text by the first format that it is of.
func flatten(f *page.File) error {
	for _, format := range flattened {
		text, err := format.Flatten(f)
		if err != nil {
			return fmt.Errorf("%s: %w", format.Name, err)
		}
		if text != nil {
			f.Text = text
			return nil
		}
	}
	return nil
}

// take finishes a draft and reports it.
func (report *Report) take(d *draft.Draft) (*corpus.Record, error) {
	r, err := d.Finish()
	if errors.Is(err, draft.ErrNoSpeech) {
		return nil, fmt.Errorf("%w: of what its layout calls turns none has words", ErrNoSpeakers)
	}
	if err != nil {
		return nil, err
	}
	report.Layout, report.Account, report.basis = d.Layout, d.Account(), d.Basis
	for _, m := range d.Merges {
		report.Merges = append(report.Merges, Merge(m))
	}
	for _, doubt := range d.Doubts {
		report.Warnings = append(report.Warnings, Warning{d.LineNumber(doubt.At), doubt.Kind, doubt.Text})
	}
	return r, nil
}
