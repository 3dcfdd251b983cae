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
	said, names := 0, make(map[string]int)
	for i := range d.lines {
		if m, ok := cutMessage(d.lines[i].text); ok && !m.system {
			said++
			names[m.label.name]++
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

// cutMessage reads a line of a chat log.
func cutMessage(text string) (message, bool) {
	switch c := text[0]; {
	case c == '[', c == '<', c == '(', c >= '0' && c <= '9':
	default:
		return message{}, false
	}
	time, rest := cutStamp(text)
	m := message{time: time}
	rest = strings.TrimLeft(rest, " \t")
	if rest == "" {
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
	if !ok || found.rest == "" || isHeading(found.name) {
		return message{}, false
	}
	m.label = found
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
