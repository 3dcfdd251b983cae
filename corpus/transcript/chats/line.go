package chats

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Messages that a program writes, each of which begins on one line with its time or name.

// systemMarks begin lines in which a client of IRC says what happens.
var systemMarks = []string{"* ", "*** ", "-!- ", "--> ", "<-- ", "=== ", "== ", "-- ", "• ", "→ ", "← ", "*\t", "-->", "<--"}

// cutLine reads a line that can begin a message. Spans are within the line.
func cutLine(text string) (line, bool) {
	var m line
	m.words.End = len(text)
	if name, at, ok := cutBoxed(text); ok {
		m.form, m.name, m.stamp = boxed, name, at
		m.label.End, m.words.Start = at.end, at.end
		return m, true
	}
	if cutCopied(&m, text) {
		return m, true
	}
	at, ok := cutStamp(text)
	if !ok {
		at = stamp{}
	}
	m.stamp = at
	rest := text[at.end:]
	m.label.End, m.words.Start = at.end, at.end
	tab := strings.HasPrefix(rest, "\t")
	trimmed := strings.TrimLeft(rest, "\t ")
	here := at.end + len(rest) - len(trimmed)
	switch {
	case trimmed == "":
		return m, false
	case trimmed[0] == '<' && cutAngled(&m, trimmed, here):
		return m, true
	case !ok:
		return m, cutPiped(&m, trimmed, here)
	}
	if cutSent(&m, trimmed, here) {
		return m, true
	}
	if cutPiped(&m, trimmed, here) {
		return m, true
	}
	if name, words, two := strings.Cut(trimmed, "\t"); tab || two && !strings.Contains(name, " ") {
		m.form = system
		if name = nameOf(strings.Trim(name, "<>:@+%&~")); two && name != "" && page.HasLetter(name) {
			m.form, m.name = tabbed, name
		} else if !two {
			return m, true
		}
		m.words.Start = len(text) - len(words)
		m.label.End = m.words.Start
		return m, true
	}
	for _, mark := range systemMarks {
		if strings.HasPrefix(trimmed, mark) {
			m.form, m.words.Start = system, here
			return m, true
		}
	}
	m.form = bare
	if name, words, ok := cutName(trimmed); ok {
		m.form, m.name = named, name
		m.words.Start = here + words
		m.label.End = m.words.Start
	}
	return m, true
}

// maxName is the longest name that is read as one, in bytes.
const maxName = 120

// cutAngled reads "<@anna!n=anna@example.net> hello".
func cutAngled(m *line, text string, at int) bool {
	end := strings.IndexByte(text[:min(len(text), maxName)], '>')
	if end < 2 {
		return false
	}
	name, _, _ := strings.Cut(text[1:end], "!")
	name = strings.TrimLeft(strings.TrimSpace(name), "@+%~& ")
	if name == "" || strings.ContainsAny(name, "/=\"") || strings.Count(name, " ") > 3 {
		return false
	}
	m.form, m.name = angled, name
	m.label.End = at + end + 1
	m.words.Start = m.label.End
	words := strings.TrimSpace(text[end+1:])
	if at == 0 && (words == "" || strings.Contains(words, "</") || isTagOf(text[end+1:])) {
		m.form, m.name = none, ""
		return false // a tag
	}
	if strings.HasPrefix(words, name+" has ") {
		m.form, m.name = system, "" // "<dael> dael has joined #css"
	}
	return true
}

// isTagOf reports whether what stands right behind an angle bracket is a name and a
// colon, so that the brackets name nobody: "<Speech>Mr. Berg: Good evening".
func isTagOf(rest string) bool {
	first, _ := utf8.DecodeRuneInString(rest)
	_, _, named := cutName(rest)
	return unicode.IsUpper(first) && named
}

// bars part a nick from the words in the window of a client of IRC.
var bars = []string{" | ", " │ "}

// barIn returns where a bar stands behind what can be a nick, 0 if none does.
func barIn(text string) int {
	const most = 32 // bytes of a nick
	for _, bar := range bars {
		if at := strings.Index(text[:min(len(text), most)], bar); at > 0 && text[0] != '|' {
			return at
		}
	}
	return 0
}

// barBefore returns the bar that stands before the words of a line which goes on with
// the one above, "" if none does.
func barBefore(text string) string {
	for _, bar := range bars {
		if bar = bar[1:]; strings.HasPrefix(text, bar) {
			return bar
		}
	}
	return ""
}

// cutPiped reads "anna | hello". What the client says has an arrow for the nick.
func cutPiped(m *line, text string, at int) bool {
	end := barIn(text)
	if end == 0 {
		return false
	}
	_, words, _ := strings.Cut(text[end+1:], " ") // the bar
	nick := strings.TrimRight(text[:end], " ")
	if strings.Contains(nick, " ") || strings.HasSuffix(nick, ":") || strings.TrimSpace(words) == "" {
		return false
	}
	m.form, m.name = piped, strings.TrimLeft(nick, "@+%~&")
	if m.words.Start = at + len(text) - len(words); !page.HasLetter(nick) {
		m.form, m.name = system, ""
	}
	m.label.End = m.words.Start
	return true
}

// cutSent reads "From Anna Berg to Everyone: hello", as Zoom writes it.
func cutSent(m *line, text string, at int) bool {
	from, ok := strings.CutPrefix(text, "From ")
	if !ok {
		return false
	}
	colon := strings.IndexByte(from[:min(len(from), 2*maxName)], ':')
	if colon < 0 {
		return false
	}
	name := from[:colon]
	for _, to := range []string{" to ", " To ", "\tto\t"} {
		if i := strings.LastIndex(name, to); i > 0 {
			name = name[:i]
			break
		}
	}
	if name = nameOf(name); name == "" {
		return false
	}
	m.form, m.name = sent, name
	m.words.Start = at + len("From ") + colon + 1
	m.label.End = m.words.Start
	return true
}

// cutBoxed reads "[Anna] [오전 10:00] hello", as KakaoTalk writes it.
func cutBoxed(text string) (string, stamp, bool) {
	if text[0] != '[' {
		return "", stamp{}, false
	}
	name, rest, ok := strings.Cut(text[1:min(len(text), maxName)], "] [")
	if !ok || strings.ContainsAny(name, "[]") || !page.HasLetter(name) {
		return "", stamp{}, false
	}
	from := 1 + len(name) + len("] ")
	at, ok := cutStamp(text[from:])
	if !ok || !at.bracketed || rest == "" {
		return "", stamp{}, false
	}
	at.end += from
	return nameOf(name), at, true
}

// cutName reads "Anna Berg: hello", and returns where the words begin.
func cutName(text string) (name string, words int, ok bool) {
	for i := 0; i < min(len(text), maxName); i++ {
		size := 1
		switch {
		case text[i] == ':':
		case strings.HasPrefix(text[i:], "："):
			size = len("：")
		default:
			continue
		}
		rest := text[i+size:]
		r, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && !page.Unseen(r) && size == 1 {
			continue // 10:30, http://
		}
		name = nameOf(text[:i])
		return name, i + size, name != "" && !strings.ContainsAny(name, "\"“”„«»<>")
	}
	return "", 0, false
}

// nameOf returns a name without what messengers put around it: marks of the
// direction of writing, and a tilde before one that is not in the address book.
func nameOf(name string) string {
	name = strings.TrimFunc(name, page.Unseen)
	if after, ok := strings.CutPrefix(name, "~"); ok {
		name = strings.TrimFunc(after, page.Unseen)
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x200B && r <= 0x200F && r != 0x200D, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069:
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}
