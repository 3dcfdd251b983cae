package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folder reads the words of a text for matching: in lower case, without
// diacritics, ligatures, soft hyphens and outer apostrophes, and with an inner
// apostrophe of any shape as '\”. Dashes and hyphens part words, and so does
// the apostrophe of an elided word: "l'airain" is "l airain". In scripts that
// write no spaces between words every letter is a word, and so are the signs
// that are read as one ("%").
//
// Folding only serves matching: start and end are byte offsets into the
// unchanged text, so that what is shown is always the source's own words.
type folder struct {
	text       string
	word       []byte // the folded word; overwritten by next
	start, end int    // where it stands in text
}

// Fold returns the words of text as they are matched, with single spaces
// between them: two texts that fold alike have the same words.
func Fold(text string) string {
	var f folder
	f.reset(text)
	folded := make([]byte, 0, len(text))
	for f.next() {
		if len(folded) > 0 {
			folded = append(folded, ' ')
		}
		folded = append(folded, f.word...)
	}
	return string(folded)
}

// reset makes f read text from its beginning.
func (f *folder) reset(text string) {
	f.text, f.word, f.start, f.end = text, f.word[:0], 0, 0
}

// next reads the next word and reports whether there was one.
func (f *folder) next() bool {
	f.word = f.word[:0]
	i := f.end
	for i != wordEnds && i < len(f.text) {
		c := f.text[i]
		if c >= utf8.RuneSelf {
			i = f.readRune(i)
			continue
		}
		switch is := asciiClasses[c]; {
		case is == letter:
			if len(f.word) == 0 {
				f.start = i
			}
			i = f.readPlain(i)
			f.end = i
		case is == separator && len(f.word) == 0:
			i++
		case is == separator:
			return true
		default:
			i = f.readMark(i, 1, is)
		}
	}
	if i != wordEnds && len(f.word) == 0 {
		f.start, f.end = len(f.text), len(f.text)
		return false
	}
	return true
}

// wordEnds is what is returned in place of where to read on.
const wordEnds = -1

// readPlain reads ASCII letters and digits from i on, eight at a time, and
// returns where they end.
func (f *folder) readPlain(i int) int {
	const all = 0x0101010101010101
	n, text := len(f.word), f.text
	for i+8 <= len(text) {
		b := text[i : i+8]
		bytes := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		// The highest bit of each byte says whether it is in a range: adding what
		// is missing to it carries into that bit.
		ascii := bytes &^ (0x80 * all)
		lower := ascii | 0x20*all
		letters := (lower + (0x80-'a')*all) &^ (lower + (0x7f-'z')*all)
		digits := (ascii + (0x80-'0')*all) &^ (ascii + (0x7f-'9')*all)
		plain := (letters | digits) &^ bytes & (0x80 * all)
		length := bits.TrailingZeros64(^plain&(0x80*all)) / 8
		if cap(f.word) < n+8 {
			f.word = slices.Grow(f.word[:n], 8)
		}
		binary.LittleEndian.PutUint64(f.word[n:n+8], ascii|letters&(0x80*all)>>2)
		n, i = n+length, i+length
		if length < 8 {
			f.word = f.word[:n]
			return i
		}
	}
	f.word = f.word[:n]
	for ; i < len(text) && text[i] < utf8.RuneSelf && asciiFold[text[i]] != 0; i++ {
		f.word = append(f.word, asciiFold[text[i]])
	}
	return i
}

// readMark reads what stands at i, n bytes long, and is no letter. It ends the
// word, unless it is an apostrophe within.
func (f *folder) readMark(i, n int, is class) int {
	switch {
	case len(f.word) > 0 && (is != apostrophe || !f.wordGoesOn(i+n) || f.elided(i+n)):
		return wordEnds
	case len(f.word) > 0:
		f.word = append(f.word, '\'')
	case is == sign:
		f.word = append(f.word, f.text[i:i+n]...)
		f.start, f.end = i, i+n
		return wordEnds
	}
	return i + n
}

// readRune reads what stands at i that is not ASCII.
func (f *folder) readRune(i int) int {
	r, n := utf8.DecodeRuneInString(f.text[i:])
	switch is := classify(r); is {
	case letter:
		if len(f.word) == 0 {
			f.start = i
		}
		f.word = appendFolded(f.word, r)
		if len(f.word) > 0 {
			f.end = i + n
		}
	case ideograph:
		if len(f.word) == 0 {
			f.readIdeograph(i, n, r)
		}
		return wordEnds
	case invisible:
		// A combining mark is part of the word before it.
		if len(f.word) > 0 && unicode.IsMark(r) {
			f.end = i + n
		}
	default:
		return f.readMark(i, n, is)
	}
	return i + n
}

// readIdeograph reads a letter that is a word, and the marks that belong to it.
func (f *folder) readIdeograph(i, n int, r rune) {
	f.start, f.end = i, i+n
	f.word = appendFolded(f.word, r)
	for f.end < len(f.text) {
		r, n := utf8.DecodeRuneInString(f.text[f.end:])
		if classify(r) != invisible {
			return
		}
		f.end += n
	}
}

// elided reports whether the word so far is one that loses its vowel before
// another, and that one stands at i. A word of one letter is no such word, nor
// is what English contracts: "d'ye", but not "I'd", "she'll".
func (f *folder) elided(i int) bool {
	if len(f.word) > maxElided || !elisions[string(f.word)] {
		return false
	}
	rest := f.text[i:]
	for _, short := range contractedForms {
		if len(rest) >= len(short) && strings.EqualFold(rest[:len(short)], short) && !wordStarts(rest[len(short):]) {
			return false
		}
	}
	_, n := utf8.DecodeRuneInString(rest)
	return wordStarts(rest[n:])
}

// wordStarts reports whether text begins with a letter.
func wordStarts(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r != utf8.RuneError && classify(r) == letter
}

// contractedForms are what English writes after an apostrophe that is longer
// than a letter.
var contractedForms = []string{"ll", "re", "ve", "em"}

// elisions are the words, as folded, that lose their last vowel before
// another: in French and Catalan, in Italian, in Irish.
var elisions = func() map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(`
		c d j l m n s t qu jusqu lorsqu puisqu quelqu quoiqu presqu
		un all dall dell nell sull coll pell quell quest bell sant gl degl negl dagl agl com cos dov mezz
		nessun ciascun qualcun alcun tutt grand buon anch neanch quand senz pover mess
		b dh`) {
		set[w] = true
	}
	return set
}()

// maxElided is the length of the longest of them.
const maxElided = 7

// wordGoesOn reports whether a letter that can be part of the current word
// stands at i.
func (f *folder) wordGoesOn(i int) bool {
	if i >= len(f.text) {
		return false
	}
	if c := f.text[i]; c < utf8.RuneSelf {
		return asciiFold[c] != 0
	}
	r, _ := utf8.DecodeRuneInString(f.text[i:])
	return classify(r) == letter
}

// class says what a rune is to the folder.
type class uint8

const (
	separator  class = iota
	letter           // part of a word, digits included
	ideograph        // a word by itself
	apostrophe       // part of a word between two letters
	invisible        // neither: marks, soft hyphens, joiners
	sign             // a word by itself: people write "15 percent", too
)

func classify(r rune) class {
	switch r {
	case '\'', '’', '‘', '‛', 'ʼ', '′', '＇', '`', '´':
		return apostrophe
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return invisible
	}
	switch {
	case unicode.IsMark(r):
		return invisible
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return separator
	case unicode.In(r, unspaced...):
		return ideograph
	}
	return letter
}

// unspaced are the scripts that write no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// asciiClasses are the classes of ASCII characters, and asciiFold the folded
// forms of letters and digits.
var asciiClasses, asciiFold = func() (classes [utf8.RuneSelf]class, folds [utf8.RuneSelf]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z':
			classes[c], folds[c] = letter, c
		case 'A' <= c && c <= 'Z':
			classes[c], folds[c] = letter, c+'a'-'A'
		case c == '\'' || c == '`':
			classes[c] = apostrophe
		case c == '%' || c == '&':
			classes[c] = sign
		}
	}
	return classes, folds
}()

// undecomposed are letters whose plain form Unicode's decomposition does not
// give.
var undecomposed = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h",
	'ı': "i", 'ł': "l", 'ŋ': "ng", 'þ': "th", 'ς': "σ", 'ŧ': "t",
}

// appendFolded appends the letters that r folds to; a letter may fold to
// several.
func appendFolded(dst []byte, r rune) []byte {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	decomposed := norm.NFKD.Properties(buf[:n]).Decomposition()
	if decomposed == nil {
		decomposed = buf[:n]
	}
	for len(decomposed) > 0 {
		r, n := utf8.DecodeRune(decomposed)
		decomposed = decomposed[n:]
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := undecomposed[r]; ok {
			dst = append(dst, plain...)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}
