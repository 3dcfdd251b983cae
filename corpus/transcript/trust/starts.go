package trust

import (
	"iter"
	"strings"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// starts yields the bytes of a turn's text, but for its first, at which what
// stands there begins like the turn of another, and whether it surely looks like
// it: with a speaker's name or what has the form of a label.
func (n *names) starts(text string) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		for at := 0; at < len(text); {
			next := strings.IndexByte(text[at:], '\n')
			line := text[at:]
			if next >= 0 {
				line = text[at : at+next]
			}
			if at > 0 && line != "" {
				parted := at > 1 && text[at-2] == '\n'
				if like := n.like(line, parted); like > 0 && !yield(at, like > 1) {
					return
				}
			}
			for in := range n.within(line) {
				start := line[in:min(len(line), in+maxLabel)]
				if (!n.only || n.marked(start)) && (!n.whole || n.colons(start)) && !yield(at+in, true) {
					return
				}
			}
			for in := range n.midway(line) {
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
func (n *names) like(line string, parted bool) int {
	short := line[:min(len(line), maxLabel)]
	bare := strings.TrimRight(short, " .:,*_")
	whole := len(line) < maxLabel
	if line[0] >= 'a' && line[0] <= 'z' && !n.alone && len(line) == len(short) && !strings.Contains(short, ": ") && !strings.Contains(short, " - ") && !n.known[bare] {
		return 0 // most lines
	}
	if n.whole && !n.colons(short) || n.only && !n.marked(short) {
		return 0
	}
	if n.whole || n.only {
		return 2
	}
	if _, ok := label.Marked(line); ok || startsTimed(line) {
		return 2
	}
	known := whole && n.knows(bare)
	if n.alone && parted && (known || n.precedes(short) ||
		whole && (!page.EndsSentence(line) && n.begin(line) || n.nearly(strings.TrimRight(line, " .:")))) {
		return 2
	}
	if known {
		if strings.HasSuffix(line, ".") {
			return 1 // "Thank you, / Ms. Cole."
		}
		return 2 // a name on a line of its own
	}
	forms := label.MarksOf(line)
	if forms&(label.WithColon|label.WithDash) != 0 && n.marked(short) {
		return 2
	}
	likely := 0
	if c := line[0]; c == '-' || c == 0xE2 || c == '#' || c == '*' || c == '[' {
		for _, mark := range []string{"- ", "– ", "— ", "## ", "**", "["} {
			if strings.HasPrefix(line, mark) {
				if likely = 1; n.begin(strings.TrimLeft(short, mark)) {
					return 2
				}
			}
		}
	}
	if forms&label.WithColon != 0 {
		found, ok := label.Colon(line)
		likely = max(likely, n.labelled(found, ok, true))
	}
	if likely < 2 && forms&label.WithStop != 0 {
		found, ok := label.Stop(line)
		if ok && parted && found.Rest != "" && n.nearly(found.Name) {
			return 2
		}
		likely = max(likely, n.labelled(found, ok, false))
	}
	return likely
}

// colons reports whether text begins with all of a speaker's name, a colon and words.
func (n *names) colons(text string) bool {
	at := strings.IndexAny(text, ":：")
	return at > 0 && n.knows(text[:at]) && strings.Trim(text[at:], ":： ") != ""
}

// marked reports whether text begins with a name that a colon or a dash follows.
func (n *names) marked(text string) bool {
	for _, mark := range []string{":", " - ", " – ", "—"} {
		if at := strings.Index(text, mark); at > 0 && (n.begin(text[:at]) || n.nearly(text[:at])) {
			return true
		}
	}
	return false
}

// labelled says how much what may be a label, with a colon or a full stop, looks
// like a speaker's: 2 as one, 1 nearly so, 0 not at all.
func (n *names) labelled(found label.Label, ok, colon bool) int {
	name := found.Name
	switch {
	case !ok || found.Rest == "":
		return 0
	case n.knows(name):
		return 2
	case label.IsHeading(name) || label.IsExclamation(name) || label.IsCounter(name) || label.SentenceWords(name) > 0 || !label.AllNameWords(name):
		return 0
	case label.HasInitials(name), label.IsTitled(name), colon && (label.HasRole(name) || len(name) > 2 && label.IsCaps(name)):
		return 2
	case colon, strings.Contains(name, " ") && label.IsCaps(name):
		return 1
	}
	return 0
}

// startsTimed reports whether text begins with a time in brackets.
func startsTimed(text string) bool {
	if text == "" || text[0] != '[' && text[0] != '(' {
		return false
	}
	end := strings.IndexAny(text, "])")
	return end > 0 && end < 16 && label.IsTime(text[1:end])
}
