package verify

import "testing"

// TestMeantWords holds which words are read as numerals and short forms of "not"
// with a slip, and which are not.
func TestMeantWords(t *testing.T) {
	w := wordings["en"]
	for word, want := range map[string]string{
		"bilhon": "billion", "tbousand": "thousand", "thousnad": "thousand", "sevnty": "seventy", "fifteeen": "fifteen",
		"dind't": "didn't", "do'nt": "don't", "ins't": "isn't", "doon't": "don't", "couldt": "couldnt", "coudnt": "couldnt",
		"million": "", "don't": "", "didnt": "", "never": "", "parent": "", "different": "", "tree": "", "sixth": "", "seventh": "", "seen": "", "forth": "",
		"content": "", "cannon": "", "stand": "", "thirtieth": "", "it't": "",
	} {
		if got := w.meant(word); got != want {
			t.Errorf("%q is read as %q, want %q", word, got, want)
		}
	}
}

// TestNameSlips holds which words are a name with a slip of the pen, and which
// are another name.
func TestNameSlips(t *testing.T) {
	for _, test := range []struct {
		written, name string
		slip          bool
	}{
		{"sovvviet", "soviet", true}, {"khruhschev", "khrushchev", true}, {"mikoian", "mikoyan", true}, {"gueavra", "guevara", true},
		{"clayton", "clinton", false}, {"nigeria", "algeria", false}, {"austria", "australia", false}, {"hamilton", "hampton", false},
		{"jackson", "johnson", false}, {"iceland", "ireland", false}, {"leon", "lenin", false}, {"nixxon", "nixon", true},
	} {
		if got := isNameSlip(test.written, test.name); got != test.slip {
			t.Errorf("%q for %q: a slip is %t", test.written, test.name, got)
		}
	}
}
