package transcript

import "rapporteur/corpus/transcript/texts"

// A layout is a way in which transcripts are written down.
type layout struct {
	name string
	// try weighs the whole document: how much of it the layout explains. It may
	// give up once its weight cannot be more than atLeast.
	try func(d *document, atLeast float64) attempt
}

// An attempt is what comes of looking at a document as one of a layout.
type attempt struct {
	weight     float64 // how many turns the layout explains, each counted as it is sure
	confidence float64 // 0 to 1; 0 means that the document is not of the layout
	variant    string  // what of the layout it is, "" if there is but one
	read       func(*builder) error
	err        error // why the document cannot be read although it is of the layout
}

// leastWeight is the weight below which no layout explains a document: a name
// or two at the start of a paragraph stand in any prose.
const leastWeight = 1.5

// layoutNames returns the names of all layouts, for a sidecar to ask for.
func layoutNames() []string {
	var names []string
	for _, l := range textLayouts {
		names = append(names, l.name)
	}
	for _, l := range structured {
		names = append(names, l.Name)
	}
	return append(names, texts.Names()...)
}

// textLayouts are those of rows.
var textLayouts = []layout{}
