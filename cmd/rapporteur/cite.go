package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/corpus/cite"
)

type citeCommand struct {
	Style      string   `default:"chicago" placeholder:"STYLE" help:"chicago, chicago-bibliography, mla, apa, bibtex, csl, ris or plain (${default})."`
	WorksCited bool     `name:"works-cited" help:"List each record once, as a bibliography does."`
	Reference  []string `arg:"" name:"reference" help:"A turn or a range (mikoyan-1962-11-18:31-33, or 33 where one record is loaded), a narration (n1) or a place (\"page 4\", \"hamlet 3.1\")."`
}

func (c *citeCommand) Help() string {
	return `Everything comes from the record and its sidecar. What the style asks for and
the record does not say is named on standard error, and never made up.`
}

func (c *citeCommand) Run(e *environment) error {
	style, ok := cite.ByKey(c.Style)
	if !ok {
		var keys []string
		for _, s := range cite.Styles {
			keys = append(keys, s.Key)
		}
		return misuse{fmt.Errorf("there is no style %q; choose one of %s", c.Style, strings.Join(keys, ", "))}
	}
	l, err := e.loadRecords()
	if err != nil {
		return err
	}
	var stretches []corpus.Stretch
	for _, ref := range c.Reference {
		s, err := pointed(l.index.Library(), ref)
		if err != nil {
			return misuse{err}
		}
		stretches = append(stretches, s)
	}
	made := citations(style, stretches)
	if c.WorksCited {
		made = worksCited(style, stretches)
	}
	if _, err := fmt.Fprintln(e.stdout, strings.Join(made.texts, "\n\n")); err != nil {
		return fmt.Errorf("cite: %w", err)
	}
	for _, who := range slices.Compact(made.unnamed) {
		fmt.Fprintf(e.stderr, "rapporteur: this does not name the speaker; your sentence must: %s\n", who)
	}
	if len(made.missing) > 0 {
		fmt.Fprintf(e.stderr, "rapporteur: the record does not say: %s; a sidecar can\n", strings.Join(made.missing, ", "))
	}
	return nil
}

// A cited is what a style makes of stretches.
type cited struct {
	texts   []string
	missing []string // what the style asks for and no record says, each once
	unnamed []string // speakers whom the sentence must name, in turn
}

func (c *cited) lack(missing []string) {
	for _, m := range missing {
		if !slices.Contains(c.missing, m) {
			c.missing = append(c.missing, m)
		}
	}
}

// citations cites each stretch, after its words.
func citations(style cite.Style, stretches []corpus.Stretch) (made cited) {
	for _, s := range stretches {
		citation := style.Cite(s.First, s.Last)
		if citation.Quotation != "" {
			made.texts = append(made.texts, citation.Quotation)
		}
		made.texts = append(made.texts, citation.Text)
		made.lack(citation.Missing)
		if who := cmp.Or(citation.Sentence, citation.Speaker); who != "" {
			made.unnamed = append(made.unnamed, who)
		}
	}
	return made
}

// worksCited lists the records of stretches.
func worksCited(style cite.Style, stretches []corpus.Stretch) (made cited) {
	var records []*corpus.Record
	for _, s := range stretches {
		records = append(records, s.First.Turn.Record)
	}
	works := style.WorksCited(records)
	made.texts = []string{works.Text}
	made.lack(works.Missing)
	return made
}

// pointed returns the one stretch that a reference points at.
func pointed(lib *corpus.Library, ref string) (corpus.Stretch, error) {
	found, err := lib.Point(ref)
	switch {
	case err != nil:
		return corpus.Stretch{}, fmt.Errorf("%w; name a turn by its number, such as 3, or a range, such as 3-5", err)
	case len(found) > 1:
		var records []string
		for _, s := range found {
			records = append(records, s.First.Turn.Record.ID)
		}
		return corpus.Stretch{}, fmt.Errorf("%q is in several records, %s; put the record before it, as in %s", ref, some(records), found[0].First.Turn.Reference())
	}
	return found[0], nil
}
