package transcript

import (
	"slices"
	"testing"

	"rapporteur/corpus"
)

// TestAddressed holds that a man is not known by the name of a woman.
func TestAddressed(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"Frau Kern", "Herr Kern kommt.", nil},
		{"Frau Kern", "Frau Kern kommt.", []string{"Kern"}},
		{"J. Bell", "Mr. Bell met Mrs. Bell.", nil},
		{"J. Bell", "Mr. Bell went, Dr. Bell stayed.", []string{"Bell", "Mr. Bell", "Dr. Bell"}},
		{"Mme Roy", "M. Roy et Mme Roy", nil},
	} {
		r := &corpus.Record{Speakers: []corpus.Speaker{{Name: test.name}}}
		addAliases(r, test.text)
		if got := r.Speakers[0].Aliases; !slices.Equal(got, test.want) {
			t.Errorf("%s in %q: got %q, want %q", test.name, test.text, got, test.want)
		}
	}
}
