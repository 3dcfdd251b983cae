package search

import "testing"

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int // 3 stands for more than 2
	}{
		{"", "", 0}, {"a", "", 1}, {"caesar", "ceasar", 1}, {"women", "woman", 1}, {"silents", "silence", 2},
		{"jealousie", "jealousy", 2}, {"missiles", "misiles", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1},
		{"abcd", "badc", 2}, {"революция", "революци", 1}, {"mikoyan", "mikoian", 1}, {"abc", "xyz", 3},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := distance([]rune(pair[0]), []rune(pair[1]), 2); got != test.want {
				t.Errorf("distance(%q, %q) = %d, want %d", pair[0], pair[1], got, test.want)
			}
		}
	}
}

// FuzzNeighbours holds that a look-up finds just what comparing every word
// finds.
func FuzzNeighbours(f *testing.F) {
	f.Add("silence", "silents")
	f.Add("abcdef", "badcef")
	f.Add("ёлка", "елки")
	f.Fuzz(func(t *testing.T, word, query string) {
		words := foldAll(word)
		if len(words) != 1 {
			t.Skip()
		}
		v := indexOf(t, words[0]).vocabulary
		n := newNeighbours(v)
		for _, q := range foldAll(query) {
			runes, ok := editable(nil, []byte(q))
			other, okay := editable(nil, []byte(words[0]))
			limit := tolerance(len(runes))
			d := distance(runes, other, limit)
			want := ok && okay && d > 0 && d <= limit
			got := false
			n.visit(v, []byte(q), limit, func(_ termID, found int) { got = got || found == d })
			if got != want {
				t.Errorf("%q near %q: %v, want %v (distance %d)", q, words[0], got, want, d)
			}
		}
	})
}
