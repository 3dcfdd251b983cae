package verify

import "testing"

// TestIsOther holds which exchanged words are pointed out: one of those that every
// text is full of for another, and no other spelling of the same.
func TestIsOther(t *testing.T) {
	for _, c := range []struct {
		text, was string
		want      bool
	}{
		{"and", "or", true},
		{"this", "that", true},
		{"the", "the", false},
		{"bread", "salt", false}, // told otherwise
		{"and", "salt", false},
		{"can't", "cannot", false},
		{"and the", "or", false},
		{"and", "", false},
	} {
		if got := isOther(Change{Text: c.text, Was: c.was}); got != c.want {
			t.Errorf("%q where the record has %q: %t, want %t", c.text, c.was, got, c.want)
		}
	}
}
