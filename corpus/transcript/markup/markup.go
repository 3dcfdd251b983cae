// Package markup reads transcripts whose turns are elements: XML of archives
// and parliaments, by a table of vocabularies, and XML and HTML whose words are
// a text for the layouts of texts.
//
// A file is scanned as leniently as a browser does, into a [tree] whose words
// are one text; a vocabulary says of each element what its words are.
package markup

import (
	"fmt"
	"strings"
	"unicode"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are the layouts of files whose elements are turns.
var Layouts = []draft.Layout{{Name: "XML", Read: readTurns}, {Name: "Kokkai", Read: readKokkai}}

// Formats are the files whose words are to be read as a text.
var Formats = []page.Format{{Name: "text as it was typed", Flatten: flattenTyped}, {Name: "XML paragraphs", Flatten: flattenParagraphs}}

// isMarkup reports whether text is XML or something like it.
func isMarkup(text string) bool {
	start := strings.TrimLeft(text[:min(len(text), 1024)], " \t\r\n\ufeff")
	return len(start) > 1 && start[0] == '<' && (unicode.IsLetter(rune(start[1])) || start[1] == '?' || start[1] == '!')
}

// readTurns reads a file by the first vocabulary that it is of.
func readTurns(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil || !isMarkup(f.Text.String) {
		return nil, nil
	}
	t, err := grow(f.Text.String)
	if err != nil {
		return nil, err
	}
	v, known := vocabularyOf(t), true
	if v == nil && !t.has("html") {
		v, known = infer(t), false
	}
	if v == nil {
		return nil, nil
	}
	return readTree(t, v, known, h), nil
}

// readTree reads a tree by a vocabulary, which is known or has been inferred.
func readTree(t *tree, v *vocabulary, known bool, h draft.Hint) *draft.Draft {
	d := draft.New(t.text, h)
	p := newPeople()
	about := describe(t, p)
	table := newRoleTable(v, t)
	r := &reader{
		roleTable: table, people: p, d: d, open: make([]int, len(t.names)),
		tokens: table.uses(blank), timed: !table.uses(column) && !table.uses(pageBreak) && !table.uses(pageWords), remarks: t.has("u"),
	}
	r.sections.next = d.Next
	r.read()
	d.Layout = "XML: " + v.name
	d.Marked = !v.unmarked
	d.Basis.Marks = draft.Elements
	if !known {
		d.Basis.Marks = draft.Guessed
		d.Doubt(0, "unknown_vocabulary", fmt.Sprintf("a vocabulary of elements that is not known; %s", v.name))
	}
	if r.unnamed > maxUnlabelled {
		d.Doubt(0, "unlabelled_turn", fmt.Sprintf("%d turns name no speaker and are taken for narration", r.unnamed))
	}
	for _, s := range t.unknown {
		d.Doubt(s.Start, "unknown_entity", "what "+t.text.String[s.Start:s.End]+" stands for is not known, and it is left as it is")
	}
	record := d.Record
	record.Title, record.Date, record.Language, record.Participants = about.title, about.date, about.language, about.cast
	record.Sections = r.sections.all()
	return d
}

// vocabularyOf returns the vocabulary that a file is of, nil if it is of none
// that is known.
func vocabularyOf(t *tree) *vocabulary {
	for i := range vocabularies {
		for _, set := range vocabularies[i].known {
			if t.hasAll(set) {
				return &vocabularies[i]
			}
		}
	}
	return nil
}

// hasAll reports whether the file has all of a set of elements and, after "@",
// attributes.
func (t *tree) hasAll(set string) bool {
	for name := range strings.FieldsSeq(set) {
		if attribute, ok := strings.CutPrefix(name, "@"); ok {
			if !t.keys[attribute] {
				return false
			}
		} else if !t.has(name) {
			return false
		}
	}
	return true
}

// uses reports whether the file has an element of a role.
func (r *roleTable) uses(is role) bool {
	for i := range r.plain {
		if r.plain[i] == is {
			return true
		}
	}
	return false
}
