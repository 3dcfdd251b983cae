package trust

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// within yields the bytes of a line at which, after the end of a sentence, a
// speaker's name stands as labels do, or something else in capitals with a colon.
func (n *names) within(line string) iter.Seq[int] {
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
			if size > 2 && n.wide(line[from:]) && !yield(from) {
				return
			}
			if line[from] != ' ' || label.IsHonorific(word) || label.IsInitials(word) {
				continue
			}
			rest := strings.TrimLeft(line[from:], " ")
			if rest != "" && n.labels(rest) && !yield(len(line)-len(rest)) {
				return
			}
		}
	}
}

// midway yields the bytes of a line at which a speaker's name and a colon stand
// within a sentence, before what begins like one: "So have I Zoë: Not me". Where
// names are in capitals, a full stop does as well, be it the name of one of them
// or not: "Please go on. 45 of 212 MS. LUND. Thank you". Whoever is asked or told
// something is not who speaks.
func (n *names) midway(line string) iter.Seq[int] {
	marks := ":"
	if n.caps {
		marks = ":."
	}
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.IndexAny(line[from:], marks)
			if i < 0 {
				return
			}
			mark := from + i
			from = mark + 1
			if rest, ok := strings.CutPrefix(line[from:], " "); ok {
				if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsUpper(next) {
					continue
				}
			} else if from < len(line) || line[mark] == '.' { // a label that ends the words is one, too
				continue
			}
			if start := n.nameBefore(line, mark); start >= 0 && !yield(start) {
				return
			}
		}
	}
}

// nameBefore returns where within a sentence the longest name begins that a mark
// ends, -1 if no name does.
func (n *names) nameBefore(line string, mark int) int {
	const most = 4 // words of a name
	found, first := -1, max(0, mark-maxLabel)
	for start := mark; start > first; {
		space := strings.LastIndexByte(line[first:start-1], ' ')
		if space < 1 || strings.Count(line[first+space:mark], " ") > most {
			break
		}
		start = first + space + 1
		name := strings.TrimRight(line[start:mark], "*_")
		if stopped := line[mark] == '.'; n.knows(name) && (!stopped || label.IsCaps(name)) || stopped && label.IsCaps(name) && label.IsTitled(name) {
			found = start
		}
	}
	if found < 0 {
		return -1
	}
	before := line[:found-1]
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if begin, _ := utf8.DecodeRuneInString(line[found:]); unicode.IsLower(begin) || addressing.Holds(word) || mark+1 < len(line) && page.EndsSentence(word) {
		return -1
	}
	return found
}

// addressing are words before the name of who is spoken to or of.
var addressing = page.NewWordList(`to of by with for from and or asked ask told tell said says like dear the a as
	an von zu bei mit und der die das sagte à de par avec et le la demandé a de por con y el para`)

// stopIn returns where in text the first mark stands after which another may
// speak, -1 if there is none.
func stopIn(text string) int {
	for i := range len(text) {
		if !beginsStop[text[i]] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(text[i:]); r < utf8.RuneSelf || strings.ContainsRune("…”。！？」", r) {
			return i
		}
	}
	return -1
}

// beginsStop are the bytes that such a mark begins with.
var beginsStop = [256]bool{'.': true, '!': true, '?': true, '"': true, ')': true, ':': true, ']': true, 0xE2: true, 0xE3: true, 0xEF: true}

// wide reports whether text begins with a speaker's name and a colon of a script
// that has no spaces.
func (n *names) wide(text string) bool {
	short := strings.TrimLeft(text[:min(len(text), maxLabel)], " \u3000")
	for _, colon := range []string{"：", ":"} {
		if i := strings.Index(short, colon); i > 0 && n.known[strings.ToLower(short[:i])] {
			return true
		}
	}
	return false
}

// labels reports whether text begins with a label, within a line.
func (n *names) labels(text string) bool {
	switch {
	case text[0] == '[', text[0] == '(':
		end := strings.IndexAny(text[:min(len(text), maxLabel)], "])")
		return startsTimed(text) || end > 0 && n.known[strings.ToLower(text[1:end])]
	case text[0] == '*', text[0] == '#', text[0] == '<':
		return n.begin(text[:min(len(text), maxLabel)]) || strings.HasPrefix(text, "## ")
	case text[0] >= 'a' && text[0] <= 'z', text[0] == ' ':
		return false
	}
	short := text[:min(len(text), maxLabel)]
	for k, end := 0, 0; k < 3; k++ {
		mark := strings.IndexAny(short[end:], ".:-")
		if mark < 0 {
			return false
		}
		end += mark
		name := strings.TrimRight(short[:end], " ")
		if end+1 < len(short) && short[end+1] == ' ' && (short[end] != '-' || short[end-min(1, end)] == ' ') && (n.knows(name) || short[end] == '.' && isTitledCaps(name)) {
			return true
		}
		if short[end] == ':' {
			return end > 2 && end+1 < len(short) && short[end+1] == ' ' && strings.Contains(name, " ") && label.IsCaps(name) && label.LooksLikeName(name) && !label.IsHeading(name)
		}
		end++
	}
	return false
}

// isTitledCaps reports whether a name is that of a person in capitals after a
// title in small letters, as minutes print who speaks and nobody else: "Mr. BROWN
// of Ohio".
func isTitledCaps(name string) bool {
	title, rest, _ := strings.Cut(name, " ")
	word, _, _ := strings.Cut(rest, " ")
	return len(word) > 2 && label.IsHonorific(title) && !label.IsCaps(title) && label.IsCaps(word)
}
