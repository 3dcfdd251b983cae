package corpus

import "testing"

func TestParseReference(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"mikoyan-1962-11-18:31", "mikoyan-1962-11-18:31"},
		{" Mikoyan-1962-11-18 : 31 – 33 ", "mikoyan-1962-11-18:31-33"},
		{"mikoyan-1962-11-18:n2", "mikoyan-1962-11-18:n2"},
		{"mikoyan-1962-11-18:n2-n3", "mikoyan-1962-11-18:n2-n3"},
		{"a:5-5", "a:5"},
		{"31", "31"},
		{"n1", "n1"},
	} {
		ref, err := ParseReference(test.text)
		if err != nil {
			t.Error(err)
		} else if ref.String() != test.want {
			t.Errorf("%q is read as %q, want %q", test.text, ref, test.want)
		}
	}
	for _, text := range []string{"", "mikoyan", "a:0", "a:5-3", "a:31-", "a:-31", "a:99999999999", "a:3x"} {
		if ref, err := ParseReference(text); err == nil {
			t.Errorf("%q is read as %q", text, ref)
		}
	}
}

// FuzzParseReference holds that what is read is written in a form that reads
// the same.
func FuzzParseReference(f *testing.F) {
	f.Add("mikoyan-1962-11-18:31-33")
	f.Add("n2")
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := ParseReference(text)
		if err != nil {
			if ref != (Reference{}) {
				t.Errorf("%q: %v beside an error", text, ref)
			}
			return
		}
		if again, err := ParseReference(ref.String()); err != nil || again != ref {
			t.Errorf("%q is read as %+v, written as %q, read as %+v, %v", text, ref, ref, again, err)
		}
	})
}
