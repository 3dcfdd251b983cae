// Package cite writes citations of passages: notes and bibliographies by the
// styles that classes are asked for, and entries for the programs that keep
// references.
//
// Everything comes from the record's metadata. What a style asks for and the
// record does not say is named in [Citation.Missing] and never made up.
//
// # Why there is no processor of the Citation Style Language
//
// Its published styles are under CC BY-SA 3.0 and citeproc-js under the CPAL or
// the AGPL, so that neither may be part of a program under the MIT licence, and
// there is no processor in Go to be had as a module. Their item types also fit
// books and articles better than the minutes of a conversation. The styles here
// are short rows of parts; each case in testdata names the published rule that
// it follows.
package cite

import (
	"strings"

	"rapporteur/corpus"
)

// A Style is a way of citing.
type Style struct {
	Key  string // "chicago"
	Name string // "Chicago, note"
	// Prose reports that the style is one for readers, to which a quotation
	// belongs; entries for programs have none.
	Prose bool
	cite  func(place) string
	entry func(source) string // in a list of works cited
	// unnamed reports that a citation does not name who speaks; within is how
	// the style cites their words in the text then.
	unnamed bool
	within  func(place) string
}

// Styles are all styles, in the order in which they are offered.
var Styles = []Style{
	{Key: "chicago", Name: "Chicago, note", Prose: true, cite: chicagoNote, entry: chicagoEntry},
	{Key: "chicago-bibliography", Name: "Chicago, bibliography", Prose: true, cite: func(p place) string { return chicagoEntry(p.source) }, entry: chicagoEntry, unnamed: true},
	{Key: "mla", Name: "MLA 9", Prose: true, cite: mlaCitation, entry: mlaEntry, unnamed: true, within: mlaWithin},
	{Key: "apa", Name: "APA 7", Prose: true, cite: apaCitation, entry: apaEntry, unnamed: true, within: apaWithin},
	{Key: "bibtex", Name: "BibTeX", cite: bibtexCitation, entry: bibtexEntry},
	{Key: "csl", Name: "CSL-JSON", cite: cslCitation, entry: cslEntry},
	{Key: "ris", Name: "RIS", cite: risCitation, entry: risEntry},
	{Key: "plain", Name: "Plain", Prose: true, cite: plainCitation, entry: plainEntry},
}

// ByKey returns the style with the given key or name, whatever its case.
func ByKey(key string) (Style, bool) {
	for _, s := range Styles {
		if strings.EqualFold(s.Key, key) || strings.EqualFold(s.Name, key) {
			return s, true
		}
	}
	if key, ok := alternatives[strings.ToLower(key)]; ok {
		return ByKey(key)
	}
	return Style{}, false
}

// alternatives are other names of styles.
var alternatives = map[string]string{
	"note": "chicago", "chicago-note": "chicago", "bibliography": "chicago-bibliography", "mla9": "mla", "apa7": "apa",
	"csl-json": "csl", "csljson": "csl", "bib": "bibtex",
}

// A Citation is what a style makes of passages.
type Citation struct {
	Text string
	// Quotation is what is cited, in quotation marks, with ellipses where it is
	// cut; "" for styles that are no prose.
	Quotation string
	// Cut reports that Quotation shows only some of the words, the place of all
	// of which Text gives.
	Cut bool
	// Missing names what the style asks for and the record does not say: "the
	// date".
	Missing []string
	// Italics are the words of Text that the style sets in italics, which
	// plain text does not show.
	Italics []string
	// Speaker is who says the words, if neither Text nor a sentence that it asks
	// for names them: the one who cites has to. Sentence is an example of how
	// the style has a speaker named who is not the author; "" if it is only by
	// what is written around the citation.
	Speaker, Sentence string
}

// Cite cites the passages from first to last, which are of one record, in
// order.
func (s Style) Cite(first, last corpus.Passage) Citation {
	p := placeOf(first, last)
	c := Citation{Text: s.cite(p), Missing: p.missing(s)}
	if s.Prose {
		c.Quotation, c.Cut = quote(first, last)
		if p.italic && s.Key != "plain" {
			c.Italics = []string{p.title}
		}
		if s.unnamed {
			c.Speaker = p.spoken()
		}
		if c.Speaker != "" && s.within != nil && !p.italic { // a play's lines are its author's
			c.Sentence = c.Speaker + " " + s.within(p)
		}
	}
	return c
}

// WorksCited returns the list of works cited of several records, each once, in
// the order that the style asks for, and what their metadata lacks.
func (s Style) WorksCited(records []*corpus.Record) Citation {
	var c Citation
	var entries []string
	for _, r := range inOrder(records) {
		src := sourceOf(r)
		entries = append(entries, s.entry(src))
		for _, m := range src.missing(s) {
			c.Missing = append(c.Missing, r.ShortTitle()+": "+m)
		}
		if src.italic && s.Prose && s.Key != "plain" {
			c.Italics = append(c.Italics, src.title)
		}
	}
	switch s.Key {
	case "csl":
		c.Text = "[\n" + strings.Join(entries, ",\n") + "\n]"
	default:
		c.Text = strings.Join(entries, "\n\n")
	}
	return c
}
