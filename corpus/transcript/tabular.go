package transcript

import (
	"strings"
	"unicode"
)

// tryTabular looks for columns: a time, a speaker and the words, or the last
// two, with blanks between them and the words' next lines in their column.
func tryTabular(d *document, atLeast float64) attempt {
	var cues []cue
	for i := range d.lines {
		if found, ok := cutColumns(d.lines[i].text); ok {
			cues = append(cues, cue{line: i, label: found})
		}
	}
	if float64(len(cues)) <= atLeast || len(cues)*8 < len(d.lines) {
		return attempt{}
	}
	kept := cues[:0]
	timed := 0
	count := make(map[string]int)
	for _, q := range cues {
		count[q.label.name]++
		if q.label.time != "" {
			timed++
		}
	}
	mostTimed := timed*2 >= len(cues)
	for _, q := range cues {
		if mostTimed && q.label.time != "" || count[q.label.name] >= moreTimes && isCaps(q.label.name) && !isHeading(q.label.name) {
			kept = append(kept, q)
		}
	}
	if len(kept) < fewMessages {
		return attempt{}
	}
	return attempt{
		weight:     float64(len(kept)) * 1.05,
		confidence: min(1, 0.3+float64(len(kept))/float64(len(d.lines))),
		read: func(b *builder) error {
			readTabular(d, kept, b)
			return nil
		},
	}
}

func readTabular(d *document, cues []cue, b *builder) {
	b.resolve(cues)
	b.head(d.lines[:cues[0].line], false)
	column := uint16(0) // where the words stand
	for i := cues[0].line; i < len(d.lines); i++ {
		l := &d.lines[i]
		if len(cues) > 0 && cues[0].line == i {
			found := cues[0].label
			cues = cues[1:]
			b.speechOf(found, l)
			if found.time != "" && d.places == nil {
				l.place = b.place("time", found.time)
			}
			b.words(l, found.rest, joinParagraphs)
			column = l.indent + uint16(len([]rune(l.text))-len([]rune(found.rest)))
			continue
		}
		if d.places == nil {
			l.place = uint32(len(b.record.Places))
		}
		switch {
		case l.indent+2 >= column && l.gap <= turned, l.gap == indented, l.gap == paragraph && l.indent+2 >= column && l.indent <= column+8:
			b.words(l, l.text, joinWords)
		case l.gap == wrapped && l.indent > 0:
			b.words(l, l.text, joinWords)
		default:
			b.narration()
			b.words(l, l.text, joinParagraphs)
		}
	}
}

// cutColumns reads a line of columns: "00 00 00 04    CDR      Roger. Clock."
func cutColumns(text string) (label, bool) {
	if c := text[0]; !(c >= '0' && c <= '9') && c != '[' && c != '(' && !strings.Contains(text, "  ") && !strings.Contains(text, "\t") {
		return label{}, false
	}
	time, rest := cutClock(text)
	if time == "" {
		time, rest = cutStamp(text)
	}
	rest = strings.TrimLeft(rest, " \t")
	end := strings.Index(rest, "  ")
	if tab := strings.IndexByte(rest, '\t'); tab >= 0 && (end < 0 || tab < end) {
		end = tab
	}
	if name := leadingCaps(rest); time != "" && name != "" && (end < 0 || end > len(name)) {
		end = len(name) // a label so long that the words follow at once
	}
	if end <= 0 || end > maxLabelBytes {
		return label{}, false
	}
	if rest[end-1] == ':' && time == "" {
		return label{}, false // a label with a colon
	}
	if clock, _, _ := strings.Cut(strings.TrimSpace(rest[end:]), " "); len(rest)-end <= len("  00:00:00 AM") && isTime(clock) {
		return label{}, false // "Ana Ruiz  10:02 AM" has the words below
	}
	found, ok := newLabel(strings.TrimRight(rest[:end], ":"), strings.TrimLeft(rest[end:], " \t"))
	if found.time == "" {
		found.time = time
	}
	return found, ok && found.rest != ""
}

// leadingCaps returns the words in capitals that text begins with, and what is
// in brackets right after them: "CDR (EAGLE)".
func leadingCaps(text string) string {
	end := 0
	for at := 0; at < len(text); {
		word, _, _ := strings.Cut(text[at:], " ")
		if word == "" || !isCaps(word) && !(at > 0 && isNumber(word)) {
			break
		}
		if word[0] == '(' && !strings.HasSuffix(word, ")") {
			break
		}
		at += len(word)
		end = at
		if at++; word[0] == '(' {
			break
		}
	}
	return text[:end]
}

// cutClock cuts off a time that is written as groups of two digits: days,
// hours, minutes and seconds.
func cutClock(text string) (time, rest string) {
	groups := 0
	for 3*groups+2 <= len(text) {
		at := 3 * groups
		if !isNumber(text[at:at+2]) && (groups == 0 || text[at:at+2] != "##" && text[at:at+2] != "--") || at+2 < len(text) && text[at+2] != ' ' {
			break
		}
		groups++
		if at+3 <= len(text) && at+3 < len(text) && text[at+3] == ' ' {
			break
		}
	}
	if groups < 3 {
		return "", text
	}
	end := 3*groups - 1
	return strings.ReplaceAll(text[:end], " ", ":"), text[end:]
}

// fewMessages is how many lines make a table.
const fewMessages = 3

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
