package search

import (
	"testing"
	"unicode/utf8"
)

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
			if got := distance(pair[0], pair[1], 2); got != test.want {
				t.Errorf("distance(%q, %q) = %d, want %d", pair[0], pair[1], got, test.want)
			}
		}
	}
}

// distance compares two words, of which the first may be empty.
func distance(a, b string, limit int) int {
	var p pattern
	if !p.set([]rune(a)) {
		return min(utf8.RuneCountInString(b), limit+1)
	}
	return p.distance([]byte(b), limit)
}

// FuzzDistance compares the distance with what the matrix of all cells gives.
func FuzzDistance(f *testing.F) {
	f.Add("abcdef", "badcef")
	f.Add("ca", "abc")
	f.Add("ёлка", "елки")
	f.Add("революция", "ревюлоция")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || len(a) > maxWord || len(b) > 2*maxWord {
			t.Skip()
		}
		for limit := range 4 {
			if got, want := distance(a, b, limit), min(matrixDistance([]rune(a), []rune(b)), limit+1); got != want {
				t.Errorf("distance(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
			}
		}
	})
}

// matrixDistance is the distance as it is defined.
func matrixDistance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], 1+d[i-2][j-2])
			}
		}
	}
	return d[len(a)][len(b)]
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
			d := distance(string(runes), string(other), limit)
			want := ok && okay && d > 0 && d <= limit
			got := false
			n.visit(v, []byte(q), limit, func(_ termID, found int) { got = got || found == d })
			if got != want {
				t.Errorf("%q near %q: %v, want %v (distance %d)", q, words[0], got, want, d)
			}
		}
	})
}
