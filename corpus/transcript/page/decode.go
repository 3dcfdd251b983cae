package page

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// ErrNotText is wrapped by the errors of files that hold something else than
// text: archives, pictures, word processor files.
var ErrNotText = errors.New("it is not a text file")

// signatures are the first bytes of files that are often named like text.
var signatures = []struct{ magic, kind string }{
	{"PK\x03\x04", "a ZIP archive, or a document of a word processor"},
	{"\x1f\x8b", "a gzip archive"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a RAR archive"},
	{"BZh", "a bzip2 archive"},
	{"\xfd7zXZ", "an xz archive"},
	{"%PDF", "a PDF document"},
	{"\xd0\xcf\x11\xe0", "a document of a word processor"},
	{"{\\rtf", "a document in rich text format"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"SQLite format", "a database"},
	{"\x7fELF", "a program"},
}

// Decode returns the text of a file as UTF-8 without a byte order mark, with
// its lines ended by line feeds. What could not be decoded has U+FFFD in its
// place. The text may be data itself, which nobody is to change any more.
func Decode(data []byte) (string, error) {
	text, err := decodeBytes(data)
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text, err
}

func decodeBytes(data []byte) (string, error) {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) {
			return "", fmt.Errorf("%w but %s; save its text as UTF-8", ErrNotText, s.kind)
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(data[3:]), "\uFFFD"), nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data[2:], 0), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data[2:], 1), nil
	}
	if high, ok := bareUTF16(data); ok {
		return decodeUTF16(data, high), nil
	}
	if bytes.Count(data[:min(len(data), 1<<16)], []byte{0}) > 0 {
		return "", fmt.Errorf("%w: it holds zero bytes", ErrNotText)
	}
	if utf8.Valid(data) {
		return unsafe.String(unsafe.SliceData(data), len(data)), nil
	}
	if damaged(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), nil
	}
	text, err := encodingOf(data).NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("decode: %w", err)
	}
	return string(text), nil
}

// decodeUTF16 decodes pairs of bytes, of which the one at index high of each
// pair comes second in the character's number if high is 0, first if it is 1.
func decodeUTF16(data []byte, high int) string {
	n := len(data) / 2
	unit := func(i int) rune { return rune(data[2*i+1-high])<<8 | rune(data[2*i+high]) }
	var text strings.Builder
	text.Grow(n)
	for i := 0; i < n; i++ {
		r := unit(i)
		if utf16.IsSurrogate(r) && i+1 < n {
			if pair := utf16.DecodeRune(r, unit(i+1)); pair != utf8.RuneError {
				r = pair
				i++
			}
		}
		text.WriteRune(r) // half a pair is written as a character that is none
	}
	return text.String()
}

// bareUTF16 recognises UTF-16 without a byte order mark by the zeros that text
// in the Latin script has in every other byte.
func bareUTF16(data []byte) (high int, ok bool) {
	sample := data[:min(len(data), 4096)]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case half < 8:
		return 0, false
	case zeros[1]*10 > half*6 && zeros[0]*10 < half:
		return 0, true
	case zeros[0]*10 > half*6 && zeros[1]*10 < half:
		return 1, true
	}
	return 0, false
}

// damaged reports whether data is UTF-8 but for a few bytes.
func damaged(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size > 1 {
			good++
		}
		i += size
	}
	return good > 4*bad
}

var declaredEncoding = regexp.MustCompile(`(?i)(?:^\s*<\?xml[^>]*encoding=|<meta[^>]*charset=|Character set encoding:\s*)["']?([\w.:-]+)`)

// encodingOf returns the encoding of text that is not UTF-8: the one that the
// file declares, else Windows-1251 if its letters speak for Cyrillic, else
// Windows-1252, of which Latin-1 is a part.
func encodingOf(data []byte) encoding.Encoding {
	if m := declaredEncoding.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		if e, err := htmlindex.Get(string(m[1])); err == nil {
			return e
		}
	}
	// In Windows-1251 small Cyrillic letters are the bytes from 0xE0 on, and
	// they come in rows; in Western texts such a byte is one letter of a word.
	pairs, letters := 0, 0
	for i := 1; i < len(data); i++ {
		if data[i] >= 0xC0 {
			letters++
			if data[i-1] >= 0xC0 {
				pairs++
			}
		}
	}
	if letters > 0 && pairs*2 > letters {
		return charmap.Windows1251
	}
	if bytes.IndexByte(data, '\n') < 0 && bytes.IndexByte(data, '\r') >= 0 {
		return charmap.Macintosh // whose lines end so
	}
	return charmap.Windows1252
}
