package chats

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/label"
	"rapporteur/corpus/transcript/page"
)

// A tally counts what the lines that can begin messages look like.
type tally struct {
	lines   []line
	text    int // lines of the file
	count   [numForms]int
	stamps  [numForms]int            // those with a stamp
	names   [numForms]map[string]int // who is named, and how often
	dated   int                      // named and bare ones with a date
	heads   int                      // bare ones that can be the head of a message, with its words below
	days    bool                     // a stamp is a day, and no time
	loose   bool                     // see line
	opening bool                     // the file begins with a stamp in brackets
}

func tallyOf(text *page.Text, lines []line) *tally {
	t := &tally{lines: lines, text: len(text.Lines)}
	for i, m := range lines {
		t.count[m.form]++
		if m.stamp.text != "" {
			t.stamps[m.form]++
		}
		if t.names[m.form] == nil {
			t.names[m.form] = make(map[string]int)
		}
		t.names[m.form][m.name]++
		t.days, t.loose = t.days || m.stamp.day, t.loose || m.loose
		if m.stamp.dated && (m.form == named || m.form == bare) {
			t.dated++
		}
		if m.form == bare && (m.stamp.dated || m.stamp.bracketed) && hasWordsBelow(text, lines, i) && looksLikeAuthor(text.String[m.words.Start:m.words.End], m.stamp) {
			t.heads++
		}
	}
	t.opening = len(lines) > 0 && lines[0].stamp.bracketed && lines[0].index == 0
	return t
}

// again reports whether the names in lines of a form come again, as those of people do
// who talk with each other.
func (t *tally) again(of form) bool { return len(t.names[of]) < t.count[of] }

// windows returns how many lines are of the two forms that a window can show beside
// each other.
func (t *tally) windows() int { return t.count[copied] + t.count[split] }

// A style is a form in which the messages of a log can be written.
type style struct {
	form  form
	least int                // messages that make a log
	apart bool               // the words stand on lines below, as many as they like
	bare  bool               // a stamp alone is the program's, and not of the words
	count func(t *tally) int // its messages; nil if they are those of the form
	fits  func(t *tally) bool
}

// styles are in the order of preference.
var styles = []style{
	{form: angled, least: 3, bare: true}, // a tag in angle brackets can begin any line
	{form: tabbed, least: fewMessages, bare: true},
	{form: piped, least: 3, bare: true, fits: (*tally).isPiped},
	{form: sent, least: fewMessages, bare: true},
	{form: copied, least: fewMessages, apart: true, count: (*tally).windows, fits: (*tally).isWindow},
	{form: split, least: fewMessages, apart: true, count: (*tally).windows, fits: (*tally).isWindow},
	{form: under, least: fewMessages, apart: true, fits: func(t *tally) bool { return t.again(under) }},
	{form: mailed, least: fewMessages, apart: true},
	{form: boxed, least: fewMessages, bare: true},
	{form: named, least: fewMessages, bare: true, fits: (*tally).isDated},
	{form: headed, least: fewMessages, apart: true, bare: true, count: func(t *tally) int { return t.heads }, fits: (*tally).hasHeads},
}

// isWindow reports whether names above or beside their time are those of who writes:
// days alone, and what no mark parts, stand in any list, but then no name comes again.
func (t *tally) isWindow() bool {
	if t.loose && len(t.names[copied])+len(t.names[split]) >= t.windows() {
		return false
	}
	return t.count[copied] > 0 || !t.days || t.again(split)
}

// isPiped reports whether what stands before a bar names who writes: a time stands
// before it, or names come again, as in no list.
func (t *tally) isPiped() bool {
	const often = 2 // times that each comes, on average
	return t.stamps[piped] == t.count[piped] || len(t.names[piped])*often <= t.count[piped]+1
}

// isDated reports whether times before names are those of messages: with a time and
// no date, what was spoken is written down, too.
func (t *tally) isDated() bool {
	return t.dated*2 >= t.count[named]+t.count[bare] || t.count[bare] == 0 && t.opening
}

// hasHeads reports whether nearly all stamps without a mark stand above words.
func (t *tally) hasHeads() bool { return t.heads*5 >= t.count[bare]*4 }

// styleOf returns the form in which most messages of a log are written, none if
// the text is no log.
func styleOf(text *page.Text, lines []line) form {
	t := tallyOf(text, lines)
	said, best := 0, style{}
	for _, s := range styles {
		n := t.count[s.form]
		if s.count != nil {
			n = s.count(t)
		}
		if n > said && (s.fits == nil || s.fits(t)) {
			said, best = n, s
		}
	}
	read := said + t.count[system]
	if best.bare {
		read += t.count[bare]
	}
	if said < max(1, best.least) || said*leastShare < t.text && !best.apart || read*2 < len(lines) {
		return none
	}
	return best.form
}

// hasWordsBelow reports whether lines that begin no message follow a line.
func hasWordsBelow(text *page.Text, lines []line, i int) bool {
	next := len(text.Lines)
	if i+1 < len(lines) {
		next = lines[i+1].index
	}
	return next > lines[i].index+1
}

// looksLikeAuthor reports whether the words after a stamp can be a name alone.
// After a time without a date, which also stands within what somebody says, it
// has to begin its words as names do.
func looksLikeAuthor(words string, after stamp) bool {
	words = strings.TrimSpace(words)
	if !after.dated {
		for word := range strings.FieldsSeq(words) {
			if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) {
				return false
			}
		}
	}
	return words != "" && len(words) <= maxName && strings.Count(words, " ") < 5 && (!page.EndsSentence(words) || label.IsInitials(words[strings.LastIndexByte(words, ' ')+1:]))
}

// settle decides what each line is in a log of a style. Lines of another form
// are the program's, or go on with a message.
func settle(text *page.Text, lines []line, style form) []line {
	names := make(map[string]int)
	for _, m := range lines {
		if m.form == style {
			names[m.name]++
		}
	}
	kept := lines[:0]
	for i, m := range lines {
		switch {
		case m.form == style && style == named && saysWhatHappens(m.name, names):
			m.form, m.name = system, ""
			m.words.Start, m.label.End = m.label.Start+m.stamp.end, m.label.Start+m.stamp.end
		case m.form == style:
		case style == copied && m.form == split, style == split && m.form == copied:
		case style == headed:
			if m.form != bare && m.form != named || !m.stamp.dated && !looksLikeAuthor(text.String[m.words.Start:m.words.End], m.stamp) {
				continue
			}
			m.form = headed
			m.words.Start = m.label.Start + m.stamp.end
			m.name = authorOf(text.String[m.words.Start:m.words.End])
			m.label.End, m.words.Start = m.words.End, m.words.End
			if !looksLikeAuthor(m.name, m.stamp) && !hasWordsBelow(text, lines, i) {
				continue
			}
		case style == copied, style == split, style == under, style == mailed:
			continue
		case m.stamp.text == "" && m.form != system:
			continue
		case style == named && !m.stamp.dated && m.form == bare:
			continue // a time at the start of a message's line
		case m.form == system:
		default:
			m.form, m.name = system, ""
			m.words.Start, m.label.End = m.label.Start+m.stamp.end, m.label.Start+m.stamp.end
		}
		kept = append(kept, m)
	}
	return kept
}

// authorOf returns the name of a head: without what an exporter writes after it.
func authorOf(words string) string {
	name := nameOf(words)
	name = strings.TrimSuffix(name, " (pinned)")
	return strings.TrimSuffix(name, ":")
}

// saysWhatHappens reports whether what stands before a colon is no name but the
// beginning of what somebody known did: "Anna changed the subject to: …".
func saysWhatHappens(name string, names map[string]int) bool {
	for i, r := range name {
		if r != ' ' || names[name[:i]] == 0 {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(name[i+1:]); unicode.IsLower(next) {
			return true
		}
	}
	return strings.Count(name, " ") >= 6 && names[name] < 2
}
