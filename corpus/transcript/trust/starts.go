package trust

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// Names are all that the speakers of a record are called.
type Names struct {
	known map[string]bool // in small letters
	alone bool            // they stand on lines of their own
}

// NamesOf returns the names of a record, whose turns are known by b.
func NamesOf(r *corpus.Record, b draft.Basis) Names {
	names := Names{make(map[string]bool), b.Alone}
	for _, s := range r.Speakers {
		names.known[strings.ToLower(s.Name)] = true
		for _, a := range s.Aliases {
			names.known[strings.ToLower(a)] = true
		}
	}
	return names
}

// Starts yields the bytes of a turn's text, but for its first, at which what
// stands there begins like the turn of another, and whether it surely looks like
// it: with a speaker's name or what has the form of a label.
func (names Names) Starts(text string) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		for at := 0; at < len(text); {
			next := strings.IndexByte(text[at:], '\n')
			line := text[at:]
			if next >= 0 {
				line = text[at : at+next]
			}
			if at > 0 && line != "" {
				parted := at > 1 && text[at-2] == '\n'
				if like := names.like(line, parted); like > 0 && !yield(at, like > 1) {
					return
				}
			}
			for in := range names.within(line) {
				if !yield(at+in, true) {
					return
				}
			}
			if next < 0 {
				return
			}
			at += next + 1
		}
	}
}

// maxLabel is the longest label in bytes that is looked for within words.
const maxLabel = 96

// like says how much a line begins like a label: 2 as one, 1 nearly so, 0 not at
// all. parted says that a paragraph ends before it.
func (names Names) like(line string, parted bool) int {
	short := line[:min(len(line), maxLabel)]
	if line[0] >= 'a' && line[0] <= 'z' && !names.alone && !strings.Contains(short, ": ") && !strings.Contains(short, " - ") && len(line) == len(short) && !names.known[strings.TrimRight(line, " .:,*_")] {
		return 0 // most lines
	}
	if _, ok := label.Marked(line); ok || startsTimed(line) {
		return 2
	}
	if names.alone && parted && names.precedes(short) {
		return 2
	}
	if names.alone && parted && len(line) < maxLabel && (names.known[strings.ToLower(strings.TrimRight(line, " .:,*_"))] ||
		!page.EndsSentence(line) && names.begin(line) || names.nearly(strings.TrimRight(line, " .:"))) {
		return 2
	}
	if len(line) < maxLabel && names.known[strings.ToLower(strings.TrimRight(line, " .:,*_"))] {
		if strings.HasSuffix(line, ".") {
			return 1 // "Thank you, / Ms. Cole."
		}
		return 2 // a name on a line of its own
	}
	for _, mark := range []string{":", " - ", " – ", "—"} {
		if at := strings.Index(short, mark); at > 0 && (names.begin(short[:at]) || names.nearly(short[:at])) {
			return 2
		}
	}
	likely := 0
	for _, mark := range []string{"- ", "– ", "— ", "## ", "**", "["} {
		if strings.HasPrefix(line, mark) {
			if likely = 1; names.begin(strings.TrimLeft(short, mark)) {
				return 2
			}
		}
	}
	for n, cut := range []func(string) (label.Label, bool){label.Colon, label.Stop} {
		found, ok := cut(line)
		if !ok {
			continue
		}
		name := found.Name
		if found.Rest != "" && names.known[strings.ToLower(name)] {
			return 2
		}
		if found.Rest == "" || label.IsHeading(name) || label.IsExclamation(name) || label.IsCounter(name) || label.SentenceWords(name) > 0 || !label.AllNameWords(name) {
			continue
		}
		if label.HasInitials(name) || label.IsTitled(name) || n == 0 && (label.HasRole(name) || len(name) > 2 && label.IsCaps(name)) {
			return 2
		}
		if n == 0 || strings.Contains(name, " ") && label.IsCaps(name) {
			likely = 1
		}
	}
	return likely
}

// nearly reports whether text is a speaker's name as a scanner reads it, or who
// types in haste writes it.
func (names Names) nearly(text string) bool {
	const most = 200 // names that are compared
	if len(names.known) > most || len(text) > 48 {
		return false
	}
	bare := letters(text)
	if len(bare) < 2 {
		return false
	}
	for name := range names.known {
		known := letters(name)
		if known == bare || len(known) > 4 && aLetterApart(known, bare) {
			return true
		}
	}
	return false
}

// letters returns the letters of a name, those that scanners take for each other
// as one.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'o'
		case r == '1', r == 'l', r == '|':
			return 'i'
		case r == '5':
			return 's'
		case r == '8':
			return 'b'
		case !unicode.IsLetter(r):
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// aLetterApart reports whether two words differ by one letter at most.
func aLetterApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 2 {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < len(a)-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	return utf8.RuneCountInString(b[from:len(b)-to]) <= 1 && utf8.RuneCountInString(a[from:len(a)-to]) <= 1
}

// begin reports whether text begins with the name of a speaker.
func (names Names) begin(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, "*_[("))
	for end := len(text); end > 1; end = strings.LastIndexByte(text[:end], ' ') {
		if names.known[strings.TrimRight(text[:end], " *_)].,")] {
			return true
		}
	}
	return false
}

// precedes reports whether a name stands before what begins like a sentence:
// "Anna Berg We went", where the end of the name's line was not seen as such.
func (names Names) precedes(text string) bool {
	for at, words := 0, 0; words < 6; words++ {
		i := strings.IndexByte(text[at:], ' ')
		if i < 0 {
			return false
		}
		at += i
		if next, _ := utf8.DecodeRuneInString(text[at+1:]); unicode.IsUpper(next) && names.known[strings.ToLower(strings.TrimRight(text[:at], ".:"))] {
			return true
		}
		at++
	}
	return false
}

// startsTimed reports whether text begins with a time in brackets.
func startsTimed(text string) bool {
	if text == "" || text[0] != '[' && text[0] != '(' {
		return false
	}
	end := strings.IndexAny(text, "])")
	return end > 0 && end < 16 && label.IsTime(text[1:end])
}

// within yields the bytes of a line at which, after the end of a sentence, a
// speaker's name stands as labels do, or something else in capitals with a colon.
func (names Names) within(line string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := stopIn(line[from:])
			if i < 0 {
				return
			}
			_, size := utf8.DecodeRuneInString(line[from+i:])
			word := line[from+strings.LastIndexByte(line[from:from+i], ' ')+1 : from+i+size]
			from += i + size
			if from >= len(line) {
				return
			}
			if size > 2 && names.wide(line[from:]) && !yield(from) {
				return
			}
			if line[from] != ' ' || label.IsHonorific(word) || label.IsInitials(word) {
				continue
			}
			rest := strings.TrimLeft(line[from:], " ")
			if rest != "" && names.labels(rest) && !yield(len(line)-len(rest)) {
				return
			}
		}
	}
}

// stopIn returns where in text the first mark stands after which another may
// speak, -1 if there is none.
func stopIn(text string) int {
	for i := range len(text) {
		switch text[i] {
		case '.', '!', '?', '"', ')', ':', ']':
			return i
		case 0xE2, 0xE3, 0xEF:
			if r, _ := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune("…”。！？」", r) {
				return i
			}
		}
	}
	return -1
}

// wide reports whether text begins with a speaker's name and a colon of a script
// that has no spaces.
func (names Names) wide(text string) bool {
	short := strings.TrimLeft(text[:min(len(text), maxLabel)], " \u3000")
	for _, colon := range []string{"：", ":"} {
		if i := strings.Index(short, colon); i > 0 && names.known[strings.ToLower(short[:i])] {
			return true
		}
	}
	return false
}

// labels reports whether text begins with a label, within a line.
func (names Names) labels(text string) bool {
	switch {
	case text[0] == '[', text[0] == '(':
		end := strings.IndexAny(text[:min(len(text), maxLabel)], "])")
		return startsTimed(text) || end > 0 && names.known[strings.ToLower(text[1:end])]
	case text[0] == '*', text[0] == '#', text[0] == '<':
		return names.begin(text[:min(len(text), maxLabel)]) || strings.HasPrefix(text, "## ")
	case text[0] >= 'a' && text[0] <= 'z', text[0] == ' ':
		return false
	}
	short := text[:min(len(text), maxLabel)]
	for n, end := 0, 0; n < 3; n++ {
		k := strings.IndexAny(short[end:], ".:-")
		if k < 0 {
			return false
		}
		end += k
		name := strings.TrimRight(short[:end], " ")
		if end+1 < len(short) && short[end+1] == ' ' && (short[end] != '-' || short[end-min(1, end)] == ' ') && names.known[strings.ToLower(name)] {
			return true
		}
		if short[end] == ':' {
			return end > 2 && end+1 < len(short) && short[end+1] == ' ' && strings.Contains(name, " ") && label.IsCaps(name) && label.LooksLikeName(name) && !label.IsHeading(name)
		}
		end++
	}
	return false
}
