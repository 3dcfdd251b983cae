// Package texts reads transcripts that are plain text, or became it: a layout
// says how the names of speakers stand in it, and one interpreter reads all of
// them. Each layout that matches makes a whole parse of the text; the parses
// are scored against each other, and the best is written down.
package texts

import (
	"rapporteur/corpus/transcript/label"
)

// A layout is a way to write a speaker's name at the start of a turn. What
// follows without a label goes on with the turn.
type layout struct {
	name string
	// forms are those that its labels have: no other line is cut.
	forms label.Forms
	// cut reads the label that a line begins with.
	cut func(text string) (label.Label, bool)
	// anywhere says that a label may begin any line; else it begins a
	// paragraph.
	anywhere bool
	// alone says that the label has a line of its own.
	alone bool
	// opens reports whether a text can be of the layout at all, nil for any.
	opens func(d *document) bool
	// maybe says that a text which can be of the layout need not be.
	maybe bool
	// recorder reports whether a paragraph is the recorder's by its words; what
	// follows it up to the next label is narration too. Nil for none.
	recorder func(text string) bool
	// hearing says that Q and A are who examines and who testifies.
	hearing bool
	// colon and heading say that what the file's structure sets in bold, or makes
	// a heading, is a label without its mark.
	colon, heading bool
	// columns says that the words stand in a column of their own.
	columns bool
	// quotes says that quotation marks part the words from the label, so that they
	// end where these are closed.
	quotes bool
	// changes says that a mark stands where the speaker changes, even if no name
	// follows it.
	changes bool
	// worth is what a label of the layout weighs beside one of another: a form
	// that nothing but a label has says more.
	worth float64
}

// layouts are those known, the stricter before the laxer: of two that explain a
// text equally well the first one reads it.
var layouts = []layout{
	{name: "columns", forms: label.InColumns, cut: cutColumns, anywhere: true, columns: true, worth: 1.05},
	{name: "Congressional Record", forms: label.WithStop, cut: cutChamber, opens: isCongress, recorder: isClerks, worth: 4},
	{name: "questions and answers", forms: label.WithColon, cut: cutQuestion, anywhere: true, hearing: true, worth: 2},
	{name: "label and full stop on a line of its own", forms: label.AloneStop, cut: alone("."), anywhere: true, alone: true, worth: 1},
	{name: "label with a colon", forms: label.WithColon | label.WithDash, cut: label.Colon, anywhere: true, colon: true, worth: 1},
	{name: "label and quotation marks", forms: label.WithQuote, cut: label.Quoted, anywhere: true, quotes: true, worth: 1},
	{name: "label behind a mark of change", forms: label.WithColon, cut: label.Changed, anywhere: true, opens: hasChanges, changes: true, worth: 1.5},
	{name: "label with a full stop", forms: label.WithStop, cut: label.Stop, worth: 1},
	{name: "label with a dash", forms: label.WithDash, cut: label.Dashed, anywhere: true, worth: 0.9},
	{name: "label and tab", forms: label.WithTab, cut: label.Tabbed, anywhere: true, worth: 0.95},
	{name: "label with a circle", forms: label.WithCircle, cut: label.Circled, anywhere: true, worth: 2},
	{name: "label in a heading of Markdown", forms: label.InHeading, cut: label.Heading, anywhere: true, heading: true, alone: true, worth: 1},
	{name: "label in capitals", forms: label.InCapitals, cut: label.Capitals, anywhere: true, opens: inCapitals, maybe: true, worth: 0.75},
	{name: "label on a line of its own", forms: label.AloneBare, cut: aloneOrRunOn, anywhere: true, alone: true, worth: 1},
}

// inCapitals reports whether many lines begin with names in capitals that come
// again, and have words behind them. What stands before the first of them, as a
// list of persons does, does not count.
func inCapitals(d *document) bool {
	const (
		few  = 3   // that come again
		many = 0.3 // of the lines
	)
	count, first := make(map[string]int), make(map[string]int)
	for i := range d.Lines {
		if d.forms[i]&label.InCapitals == 0 {
			continue
		}
		if found, ok := label.Capitals(d.At(i)); ok && !found.Alone && !label.IsHeading(found.Name) {
			if count[found.Name]++; count[found.Name] == 1 {
				first[found.Name] = i
			}
		}
	}
	cued, again, from := 0, 0, len(d.Lines)
	for name, n := range count {
		if n > 1 {
			cued += n
			again += n - 1
			from = min(from, first[name])
		}
	}
	return again >= few && float64(cued) >= many*float64(len(d.Lines)-from)
}

// aloneOrRunOn reads a label on a line of its own, or one in capitals that only
// white space parts from short words on its line.
func aloneOrRunOn(text string) (label.Label, bool) {
	if found, ok := label.RunOn(text); ok {
		return found, true
	}
	return label.Alone(text, "")
}

func alone(stop string) func(string) (label.Label, bool) {
	return func(text string) (label.Label, bool) { return label.Alone(text, stop) }
}

// Names returns the names of the layouts, for a sidecar to ask for.
func Names() []string {
	var names []string
	for _, l := range layouts {
		names = append(names, l.name)
	}
	return append(names, inBold, oneSided)
}
