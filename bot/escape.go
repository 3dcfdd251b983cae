package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Markdown is text in Discord's markdown. Words that come from a record or
// from a user become markdown through [Plain] or [BlockQuote] only.
type Markdown string

// Units returns how long a text is in UTF-16 units. Discord counts lengths in
// code points in one place and in these in another; they are never fewer.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// Between reports whether s has from low to high units.
func Between(low int, s string, high int) bool {
	n := Units(s)
	return low <= n && n <= high
}

// Clip returns s if it is at most limit units long, otherwise its beginning
// up to the end of a word, and "…".
func Clip(s string, limit int) string {
	if Units(s) <= limit {
		return s
	}
	n, end, word := 0, 0, 0
	for i, r := range s {
		n += Units(string(r))
		if n > limit-1 {
			break
		}
		end = i + utf8.RuneLen(r)
		if unicode.IsSpace(r) {
			word = i
		}
	}
	// A text without spaces is cut anywhere rather than to nothing.
	if word > end/2 {
		end = word
	}
	return strings.TrimRightFunc(s[:end], unicode.IsSpace) + "…"
}

// firstUnits returns what of a text is within so many units.
func firstUnits(text string, most int) string {
	n := 0
	for i, r := range text {
		if n += Units(string(r)); n > most {
			return text[:i]
		}
	}
	return text
}

// OneLine returns s as it can stand in a label or a sentence of ours: on one
// line, without control characters and without those that turn the direction
// of the text that follows.
func OneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine reports whether s stands on one line already, as most texts do.
func isOneLine(s string) bool {
	after := ' ' // what comes before the next character
	for _, r := range s {
		switch {
		case '!' <= r && r <= '~', r == ' ' && after != ' ':
		case r <= ' ', r == utf8.RuneError, unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return false
		}
		after = r
	}
	return after != ' ' || s == ""
}

// Plain returns the markdown that shows s letter for letter, on one line.
func Plain(s string) Markdown {
	s = OneLine(s)
	var b strings.Builder
	escape(&b, s, 0, len(s))
	return Markdown(b.String())
}

// escape appends line[start:end] so that Discord shows it letter for letter.
// What needs escaping depends on what stands around it in the line.
func escape(b *strings.Builder, line string, start, end int) {
	for i, r := range line[start:end] {
		i += start
		switch {
		case r == '\t':
			b.WriteByte(' ')
			continue
		case unicode.IsControl(r):
			continue
		case special(line, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r) // a byte that is no UTF-8 becomes U+FFFD here
	}
}

// special reports whether Discord would read the byte at i of a line as
// markdown. A backslash before punctuation always stands for that
// punctuation, so that an escape too many does no harm.
func special(line string, i int) bool {
	switch line[i] {
	case '\\', '*', '_', '~', '`', '|', '<', '[', '@':
		return true
	case ':':
		// "https://", ":smile:"; and "::", which our own "_" can part.
		after := strings.TrimLeftFunc(line[i+1:], unicode.IsControl)
		name := strings.TrimLeftFunc(after, func(r rune) bool {
			return IsWordRune(r) || strings.ContainsRune("_+-", r) || unicode.IsControl(r)
		})
		return strings.HasPrefix(after, "/") || strings.HasPrefix(name, ":")
	case '>', '#', '-', '+':
		// "> quotation", "# heading", "-# small", "- item"
		return !strings.ContainsFunc(line[:i], isSeen)
	case '.', ')':
		// "1. item"
		return strings.ContainsAny(line[:i], "0123456789") &&
			!strings.ContainsFunc(line[:i], func(r rune) bool { return isSeen(r) && (r < '0' || r > '9') })
	}
	return false
}

// IsWordRune reports whether a character is part of a word.
func IsWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isSeen(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsControl(r) }

// Join is strings.Join for markdown.
func Join(lines []Markdown, with string) Markdown {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString(with)
		}
		b.WriteString(string(l))
	}
	return Markdown(b.String())
}
