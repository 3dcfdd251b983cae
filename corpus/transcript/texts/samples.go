package texts

import (
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// A Sample is a label that a layout sees in a text, and what speaks for it and
// against it: what the weights are fitted on.
type Sample struct {
	Layout   string
	Label    string
	Cues     int
	Evidence []float64
	Taken    bool
}

// Samples returns the labels of a text, layout by layout.
func Samples(t *page.Text) []Sample {
	d := newDocument(page.NewSheet(t))
	d.sampled = true
	var all []Sample
	for i := range layouts {
		p := layouts[i].look(d, draft.Hint{})
		if p == nil {
			continue
		}
		for n, it := range p.cast.order {
			all = append(all, Sample{layouts[i].name, it.text, int(it.cues), p.cast.all[n][:], it.taken})
		}
	}
	return all
}

// Weights returns the weights that labels are judged by, in the order of the
// evidence, and what each is of.
func Weights() (weights []float64, names []string) {
	return append(weights, labelWeights[:]...), featureNames[:]
}
