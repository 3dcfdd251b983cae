package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// foldAll returns the folded words of text.
func foldAll(text string) []string {
	var f folder
	f.reset(text)
	var words []string
	for f.next() {
		words = append(words, string(f.word))
	}
	return words
}

func TestFold(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"case", "The Cuban REVOLUTION", "the cuban revolution"},
		{"diacritics", "Aragonés, José, Škvorecký, Ångström", "aragones jose skvorecky angstrom"},
		{"decomposed diacritics", "Jose\u0301 Marti\u0301", "jose marti"},
		{"ligatures", "ﬁnal cœur æther Straße", "final coeur aether strasse"},
		{"apostrophes", "don’t don't donʼt ‘quoted’ 'tis players' o'er", "don't don't don't quoted tis players o'er"},
		{"elision", "L’airain d'une cloche qu'aujourd'hui; dell'uomo, quest'anno; b'fhéidir", "l airain d une cloche qu aujourd'hui dell uomo quest anno b fheidir"},
		{"no elision", "I'd d'y she'll t'll fo'c'sle o'clock Qur'an l' l'a", "i'd d'y she'll t'll fo'c'sle o'clock qur'an l l'a"},
		{"signs that are said", "15 % or 15% & more, $5", "15 % or 15 % & more 5"},
		{"dashes", "ground-breaking day—night 1962–1963", "ground breaking day night 1962 1963"},
		{"soft hyphen", "mis\u00adsiles and\u200bmore", "missiles andmore"},
		{"digits", "38 thousand, 1,000, ½", "38 thousand 1 000 12"},
		{"initials", "A.I. Mikoyan, U.S.", "a i mikoyan u s"},
		{"cyrillic", "Ёлка, революция", "елка революция"},
		{"greek", "Σωκράτης ΣΩΚΡΆΤΗΣ", "σωκρατησ σωκρατησ"},
		{"chinese", "學而時習之，不亦說乎", "學 而 時 習 之 不 亦 說 乎"},
		{"mixed scripts", "第3章 ok", "第 3 章 ok"},
		{"full width", "ＡＢＣ１２", "abc12"},
		{"hebrew points", "שָׁלוֹם", "שלום"},
		{"markdown", "**bold** _it_ @everyone", "bold it everyone"},
		{"nothing", " …!? — ", ""},
		{"bad bytes", "a\xffb", "a b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Fields(test.want), foldAll(test.text), cmp.Transformer("nil", func(s []string) string { return strings.Join(s, " ") })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzFold holds what highlighting relies on: words stand in order, do not
// overlap, lie on rune boundaries, and folding a word's own bytes gives the
// word again.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "It’s José's ground-breaking ﬁlm", "學而時習之áb", "'a'b'", "x\u00ad\u0301y", "\xff'\xfe", "İstanbul ẞ ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var fold folder
		fold.reset(text)
		last := 0
		for fold.next() {
			start, end, word := fold.start, fold.end, string(fold.word)
			if start < last || end <= start || end > len(text) {
				t.Fatalf("%q: word %q at [%d,%d) after %d", text, word, start, end, last)
			}
			last = end
			if !utf8.RuneStart(text[start]) || end < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[end]) {
				t.Fatalf("%q: [%d,%d) cuts a rune", text, start, end)
			}
			if again := strings.Join(foldAll(text[start:end]), " "); again != word {
				t.Fatalf("%q: word %q folds again to %q", text[start:end], word, again)
			}
		}
	})
}
