package transcript

import (
	"strings"
	"unicode"
)

// A message is a line of a chat log: when, who and what.
type message struct {
	time   string
	label  label
	system bool // the server's or the log's words: joins, actions, topics
}

// fewMessages is how many lines make a log.
const fewMessages = 3

// tryChat looks for lines that begin with a time and a name, or with a name in
// angle brackets.
func tryChat(d *document, atLeast float64) attempt {
	said := 0
	for i := range d.lines {
		if m, ok := cutMessage(d.lines[i].text); ok && !m.system {
			said++
		}
	}
	if said < fewMessages || float64(said) <= atLeast || said*4 < len(d.lines) {
		return attempt{}
	}
	return attempt{
		weight:     float64(said) * 1.1, // a time and a name are more than a name
		confidence: min(1, 0.3+float64(said)/float64(len(d.lines))),
		read: func(b *builder) error {
			readChat(d, b)
			return nil
		},
	}
}

func readChat(d *document, b *builder) {
	var cues []cue
	for i := range d.lines {
		if m, ok := cutMessage(d.lines[i].text); ok && !m.system {
			cues = append(cues, cue{line: i, label: m.label})
		}
	}
	b.resolve(cues)
	shapes := make(map[string]bool) // of the times before messages
	for _, q := range cues {
		shapes[stampShape(d.lines[q.line].text)] = true
	}
	if len(cues) > 0 {
		first := cues[0].line
		for first > 0 {
			if m, ok := cutMessage(d.lines[first-1].text); !ok || !m.system {
				break
			}
			first--
		}
		b.head(d.lines[:first], false)
		d.lines = d.lines[first:]
	}
	for i := range d.lines {
		l := &d.lines[i]
		m, ok := cutMessage(l.text)
		if _, rest := cutStamp(l.text); !ok && rest != "" && rest[0] != '<' && shapes[stampShape(l.text)] {
			// A line like the others, but of nobody: "Anna left".
			m.system, m.label.rest, ok = true, strings.TrimLeft(rest, " \t"), true
		}
		if m.time != "" {
			l.place = b.place("time", m.time)
		} else if !ok {
			l.place = uint32(len(b.record.Places))
		}
		switch {
		case ok && m.system:
			b.narration()
			b.words(l, m.label.rest, joinParagraphs)
		case ok:
			b.speechOf(m.label, l)
			b.words(l, m.label.rest, joinParagraphs)
		case l.gap == section || !b.begun():
			b.narration()
			b.words(l, l.text, joinParagraphs)
		default:
			b.words(l, l.text, joinVerse)
		}
	}
}

// stampShape returns what stands before the words of a line with a time: the
// marks as they are, and a 0 for each number.
func stampShape(text string) string {
	time, rest := cutStamp(text)
	if time == "" {
		return "-" // no time has this shape
	}
	var b strings.Builder
	for _, r := range strings.TrimRight(text[:len(text)-len(rest)], " \t") {
		switch shape := b.String(); {
		case r < '0' || r > '9':
			b.WriteRune(r)
		case !strings.HasSuffix(shape, "0"):
			b.WriteByte('0')
		}
	}
	return b.String()
}

// cutMessage reads a line of a chat log.
func cutMessage(text string) (message, bool) {
	switch c := text[0]; {
	case c == '[', c == '<', c == '(', c >= '0' && c <= '9':
	default:
		return message{}, false
	}
	time, rest := cutStamp(text)
	m := message{time: time}
	if tabbed := strings.TrimLeft(rest, " "); time != "" && strings.Contains(tabbed, "\t") {
		return cutTabbed(m, tabbed)
	}
	if rest = strings.TrimLeft(rest, " "); rest == "" {
		return message{}, false
	}
	if rest[0] == '<' {
		name, words, ok := strings.Cut(rest[1:], ">")
		name = strings.TrimLeft(strings.TrimSpace(name), "@+%~& ")
		if !ok || name == "" || len(name) > 40 || strings.ContainsAny(name, "/=\"") {
			return message{}, false
		}
		words = strings.TrimSpace(words)
		m.label = label{name: name, rest: words}
		if strings.HasPrefix(words, name+" has ") {
			m.system = true // "<dael> dael has joined #css"
		}
		return m, true
	}
	if time == "" {
		return message{}, false
	}
	for _, mark := range []string{"* ", "*** ", "-!- ", "--> ", "<-- ", "=== ", "== "} {
		if strings.HasPrefix(rest, mark) {
			m.system, m.label.rest = true, rest
			return m, true
		}
	}
	if from, ok := strings.CutPrefix(rest, "From "); ok {
		// "From Alice to Everyone: Hello"
		name, words, ok := strings.Cut(from, ":")
		name, _, _ = strings.Cut(name, " to ")
		if name = strings.TrimSpace(name); ok && looksLikeName(name) {
			m.label = label{name: name, rest: strings.TrimSpace(words)}
			return m, true
		}
	}
	found, ok := cutColon(rest)
	if !ok {
		name, words, colon := strings.Cut(rest, ": ")
		found, ok = label{name: name, rest: strings.TrimSpace(words)}, colon && isNick(name)
	}
	if !ok || found.rest == "" || isHeading(strings.ReplaceAll(found.name, "_", "")) {
		return message{}, false
	}
	m.label = found
	return m, true
}

// isNick reports whether name can be what chats call somebody besides a name: a
// telephone number, or words with signs and pictures.
func isNick(name string) bool {
	if name == "" || len(name) > 40 || strings.Count(name, " ") > 4 {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !unicode.IsSymbol(r) &&
			!strings.ContainsRune(" .-_()'’~\u200d\u00a0\u202a\u202c", r)
	})
}

// cutTabbed reads what stands after the time of a log with tabs: a name, or a
// mark of the log, and the words.
func cutTabbed(m message, rest string) (message, bool) {
	name, words, ok := strings.Cut(strings.TrimLeft(rest, "\t"), "\t")
	name = strings.TrimSpace(name)
	switch {
	case !ok || strings.TrimSpace(words) == "":
		return message{}, false
	case name == "" || strings.Trim(name, "-<>*=!") == "":
		m.system, m.label.rest = true, strings.TrimSpace(words)
	default:
		name = strings.TrimRight(strings.Trim(strings.TrimLeft(name, "@+%~&"), "<>"), ":")
		if !looksLikeName(name) && !isNick(name) {
			return message{}, false
		}
		m.label = label{name: name, rest: strings.TrimSpace(words)}
	}
	return m, true
}

// cutStamp cuts the time off the beginning of a line, with its date and
// brackets.
func cutStamp(text string) (time, rest string) {
	rest = strings.TrimLeft(text, "[(")
	for range 4 {
		word, after, _ := strings.Cut(rest, " ")
		if tab := strings.IndexByte(word, '\t'); tab >= 0 {
			word, after = rest[:tab], rest[tab+1:]
		}
		bare := strings.TrimRight(word, "]),")
		day, clock, joined := strings.Cut(bare, "T")
		switch {
		case isTime(strings.TrimRight(bare, "Zz")) && time == "":
			time = bare
		case joined && isDate(day) && time == "":
			time, _, _ = strings.Cut(clock, ".")
			time = strings.TrimRight(strings.SplitN(time, "+", 2)[0], "Z")
		case isDate(bare) && time == "":
		case time != "" && (strings.EqualFold(bare, "am") || strings.EqualFold(bare, "pm")):
			time += " " + bare
		case time != "" && word == "-":
			return time, after
		default:
			return time, rest
		}
		rest = after
		if strings.HasSuffix(word, "]") || strings.HasSuffix(word, ")") {
			rest = strings.TrimPrefix(strings.TrimLeft(rest, " "), "- ")
			return time, rest
		}
	}
	return time, rest
}

// isDate reports whether s is a date in digits: "2020-10-27", "12/31/20",
// "27.10.2020".
func isDate(s string) bool {
	marks, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '-' || r == '/' || r == '.':
			marks++
		default:
			return false
		}
	}
	return marks == 2 && digits >= 4 && digits <= 8
}
