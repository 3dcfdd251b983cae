package label

import "testing"

func TestBold(t *testing.T) {
	for _, test := range []struct {
		text       string
		end        int
		name, rest string // "" for none
		run        bool
	}{
		{"Anna Berg: I went.", 10, "Anna Berg", "I went.", false},
		{"Anna Berg  I went.", 9, "Anna Berg", "I went.", true},
		{"Anna Berg  I say: no.", 9, "Anna Berg", "I say: no.", true},
		{"Anna Berg (Chair): I went.", 9, "Anna Berg", "I went.", false},
		{"Anna Berg went.", 9, "", "", false},
		{"Never again. I went.", 12, "", "", false},
		{"Anna Berg", 9, "", "", false},
	} {
		found, ok := Bold(test.text, test.end)
		if !ok {
			found = Label{}
		}
		if found.Name != test.name || ok && (found.Rest != test.rest || found.Run != test.run) {
			t.Errorf("%q: got %q, %q, %v", test.text, found.Name, found.Rest, found.Run)
		}
	}
}
