package truth

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// words returns the words of a text as they are compared.
func words(text string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(folded(text), func(r rune) bool { return !isWord(r) }) {
		if !strings.ContainsFunc(w, isHan) {
			all = append(all, w)
			continue
		}
		from := 0
		for i, r := range w {
			if !isHan(r) {
				continue
			}
			if from < i {
				all = append(all, w[from:i])
			}
			from = i + len(string(r))
			all = append(all, w[i:from])
		}
		if from < len(w) {
			all = append(all, w[from:])
		}
	}
	return all
}

// key returns a name as it is compared.
func key(name string) string {
	return strings.Join(strings.FieldsFunc(folded(name), func(r rune) bool { return !isWord(r) }), " ")
}

// folded returns text without case, compatibility forms, and marks that do not
// tell words apart. The known words hold a dash as HTML writes it here and there.
func folded(text string) string {
	if strings.Contains(text, "&#") {
		text = html.UnescapeString(text)
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, cases.Fold().String(norm.NFKC.String(text)))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// isHan reports whether r is compared by itself: Chinese characters and kana.
func isHan(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// isMark reports whether r is a point of Hebrew, a mark of writing direction, a
// soft hyphen or another character that nobody sees.
func isMark(r rune) bool {
	return r >= 0x0591 && r <= 0x05C7 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2069 || r == 0x00AD || r == 0xFEFF
}

var bracket = regexp.MustCompile(`[\s\p{Z}]*[(\[（]([^)\]）]*)[)\]）][\s\p{Z}]*`)

// forms are what a speaker may be called: whole, and without brackets.
type forms struct{ full, bare map[string]bool }

func formsOf(names ...[]string) forms {
	f := forms{make(map[string]bool), make(map[string]bool)}
	for _, list := range names {
		for _, n := range list {
			if n == "" {
				continue
			}
			f.full[key(n)] = true
			if k := key(bracket.ReplaceAllString(n, " ")); k != "" {
				f.bare[k] = true
			}
		}
	}
	return f
}

// holds reports whether name is one of the forms.
func (f forms) holds(name string) bool {
	if f.full[key(name)] {
		return true
	}
	inside := bracket.FindAllStringSubmatch(name, -1)
	if len(inside) == 0 {
		return f.bare[key(name)]
	}
	if f.full[key(bracket.ReplaceAllString(name, " "))] {
		return true
	}
	for _, m := range inside {
		if f.full[key(m[1])] {
			return true
		}
	}
	return false
}

// alike reports whether one name is the other with a word more or less, with
// words cut short, or its initials.
func alike(a, b string) bool {
	x, y := strings.Fields(key(a)), strings.Fields(key(b))
	if initials(x) == strings.Join(y, "") || initials(y) == strings.Join(x, "") {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) > len(x)+1 {
		return false
	}
	long := false
	for _, w := range x {
		long = long || len([]rune(w)) > 2
		found := false
		for _, v := range y {
			found = found || strings.HasPrefix(w, v) || strings.HasPrefix(v, w)
		}
		if !found {
			return false
		}
	}
	return long
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}
