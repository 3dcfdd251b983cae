package label

import (
	"slices"
	"testing"
)

// TestSameLetters holds that labels which differ in case, spaces and stops alone
// are one speaker's, and others are not.
func TestSameLetters(t *testing.T) {
	for _, same := range []struct {
		names []string
		want  int // speakers
	}{
		{[]string{"MRS. OAKES", "Mrs Oakes", "MRS.OAKES", "MRS.  OAKES"}, 1},
		{[]string{"Anna", "Ann A."}, 2},
		{[]string{"Speaker 1", "Speaker 11"}, 2},
		{[]string{"DR. STONE", "DR. ST0NE"}, 2}, // a sidecar says so, if somebody knows
	} {
		labels := make([]*Label, len(same.names))
		for i, name := range same.names {
			labels[i] = &Label{Name: name}
		}
		if n := len(same.names) - len(MergeAll(slices.Values(labels), nil)); n != same.want {
			t.Errorf("%q are %d speakers, want %d", same.names, n, same.want)
		}
	}
}
