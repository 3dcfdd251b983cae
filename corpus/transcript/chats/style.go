package chats

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// styleOf returns the form in which most messages of a log are written, none if
// the text is no log.
func styleOf(text *page.Text, lines []line) form {
	var count [bare + 1]int
	dated, alone := 0, 0
	for i, m := range lines {
		count[m.form]++
		if m.stamp.dated && (m.form == named || m.form == bare) {
			dated++
		}
		if m.form == bare && (m.stamp.dated || m.stamp.bracketed) && hasWordsBelow(text, lines, i) && looksLikeAuthor(text.String[m.words.Start:m.words.End], m.stamp) {
			alone++
		}
	}
	said, style := 0, none
	for _, f := range []form{angled, tabbed, sent, copied, split, under, mailed, boxed, named} {
		n := count[f]
		if f == copied || f == split {
			n = count[copied] + count[split] // a window can show both
		}
		if f == under && !recur(lines, under) || (f == copied || f == split) && count[copied] == 0 && slices.ContainsFunc(lines, func(m line) bool { return m.stamp.day }) && !recur(lines, split) {
			continue
		}
		if f == named && dated*2 < count[named]+count[bare] && (count[bare] > 0 || !lines[0].stamp.bracketed || lines[0].index > 0) {
			continue // a time and a name: a transcript of what was spoken
		}
		if n > said {
			said, style = n, f
		}
	}
	if alone > said && alone*5 >= count[bare]*4 {
		said, style = alone, headed
	}
	least := fewMessages
	if style == angled {
		least++ // a tag in angle brackets can begin any line
	}
	apart := style >= headed && style <= mailed // the words stand below, as many lines as they like
	read := said + count[system]
	if style != copied && style != split && style != under && style != mailed {
		read += count[bare] // which these two leave to the words
	}
	if said < least || said*leastShare < len(text.Lines) && !apart || read*2 < len(lines) {
		return none
	}
	return style
}

// recur reports whether the names in lines of a form come again, as those of people do
// who talk with each other.
func recur(lines []line, of form) bool {
	names, all := make(map[string]bool), 0
	for _, m := range lines {
		if m.form == of {
			names[m.name] = true
			all++
		}
	}
	return len(names) < all
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
	return words != "" && len(words) <= maxName && strings.Count(words, " ") < 5 && !page.EndsSentence(words)
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
