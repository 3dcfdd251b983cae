package chats

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// Messages as people copy them out of a window: the name, the time and the words stand
// on lines of their own, or side by side without a mark of the program.

// cutSplit reads a line that is a time and nothing else, or a day, below one that is
// a name and nothing else, as they are copied from Slack and from pages where people
// comment. Between them an account can stand, and a dot: "@anna", "·".
func cutSplit(text *page.Text, i int) (line, bool) {
	l := &text.Lines[i]
	at, ok := cutBelowName(text, i)
	if !ok || i == 0 || l.Blanks > 0 {
		return line{}, false
	}
	first := i - 1
	for first > 0 && text.Lines[first].Blanks == 0 && isBeside(text.At(&text.Lines[first])) {
		first--
	}
	above := &text.Lines[first]
	setIn := l.Indent > above.Indent // which no words are, and no time in them
	tight := first > 0 && above.Blanks == 0 && !above.Cut && (!setIn || at.day)
	if tight && at.day {
		return line{}, false
	}
	name := text.At(above)
	if !looksLikeAuthor(name, stamp{dated: setIn || first < i-1}) || !strings.ContainsFunc(name, unicode.IsLetter) || strings.HasSuffix(name, ":") {
		return line{}, false
	}
	return line{
		form: split, index: i, above: i - first, stamp: at, name: nameOf(name), loose: tight && first == i-1,
		label: page.Span{Start: int(above.Start), End: int(l.End)}, words: page.Span{Start: int(l.End), End: int(l.End)},
	}, true
}

// cutBelowName reads line i if it is a time, a day or an account and nothing else: a
// badge or a dash can stand before the time, "APP  9:03 AM", "— 3/2/2024 7:15 PM".
func cutBelowName(text *page.Text, i int) (stamp, bool) {
	words := text.At(&text.Lines[i])
	bare := words
	for _, mark := range badges {
		if rest, ok := strings.CutPrefix(words, mark+" "); ok {
			bare = strings.TrimLeft(rest, " ")
		}
	}
	if at, ok := cutStamp(bare); ok && at.end == len(bare) && (at.half || at.dated) {
		at.end = len(words)
		return at, true
	}
	if isMonthDay(words) {
		return stamp{text: words, end: len(words), dated: true, day: true}, true
	}
	if words[0] == '@' && isBeside(words) && i+1 < len(text.Lines) && text.Lines[i+1].Blanks == 0 {
		below := text.At(&text.Lines[i+1])
		return stamp{end: len(words), day: true}, !isBeside(below) && !isMonthDay(below) // the words follow at once
	}
	return stamp{}, false
}

// badges stand between a name and its time where a program writes, or before the time.
var badges = []string{"APP", "BOT", "Bot", "—", "–", "·", "•"}

// isBeside reports whether a line holds an account, a badge or a dot, as stand between
// a name and a day.
func isBeside(words string) bool {
	return slices.Contains(badges, words) || words[0] == '@' && !strings.Contains(words, " ")
}

// isMonthDay reports whether a line is the name of a month and a day of it, with the
// year or without: "Mar 4", "4. März 2024".
func isMonthDay(words string) bool {
	const most = 20 // bytes
	if len(words) > most {
		return false
	}
	months, days := 0, 0
	for w := range strings.FieldsSeq(words) {
		switch w = strings.Trim(w, ".,"); {
		case monthNames.Holds(w):
			months++
		case isNumber(w):
			days++
		default:
			return false
		}
	}
	return months == 1 && days > 0 && days < 3
}

// cutUnder reads a line that is a date and a time, above one that is a name and
// nothing else, as they are exported from Messages: what follows the time in
// brackets is the program's.
func cutUnder(text *page.Text, i int) (line, bool) {
	if i+2 >= len(text.Lines) || i > 0 && text.Lines[i].Blanks == 0 {
		return line{}, false
	}
	l, next := &text.Lines[i], &text.Lines[i+1]
	words := text.At(l)
	c := words[0]
	if c < utf8.RuneSelf && (c < '0' || c > '9') && (c < 'A' || c > 'Z') || next.Blanks > 0 || text.Lines[i+2].Blanks > 0 {
		return line{}, false
	}
	at, ok := cutStamp(words)
	if !ok || !at.dated || at.bracketed || strings.Count(at.text, ":") < 1 {
		return line{}, false
	}
	if rest := words[at.end:]; rest != "" && (rest[0] != '(' || rest[len(rest)-1] != ')') {
		return line{}, false
	}
	name := text.At(next)
	if !looksLikeAuthor(name, at) || strings.Contains(name, ":") {
		return line{}, false
	}
	return line{
		form: under, index: i + 1, above: 1, stamp: at, name: nameOf(name),
		label: page.Span{Start: int(l.Start), End: int(next.End)}, words: page.Span{Start: int(next.End), End: int(next.End)},
	}, true
}

// cutMailed reads "From: Anna", "Sent: Mon, 6 Nov 2023 17:02" and lines like those,
// as Signal exports them.
func cutMailed(text *page.Text, i int) (line, bool) {
	from, ok := strings.CutPrefix(text.At(&text.Lines[i]), "From: ")
	if !ok || from == "" {
		return line{}, false
	}
	m := line{form: mailed, index: i, name: nameOf(withoutNumber(from))}
	for k := i + 1; k < len(text.Lines) && text.Lines[k].Blanks == 0; k++ {
		key, value, ok := strings.Cut(text.At(&text.Lines[k]), ": ")
		if !ok || !mailKeys[key] {
			break
		}
		m.index, m.above = k, m.above+1
		if at, ok := cutStamp(value); ok && m.stamp.text == "" {
			m.stamp = at
			m.stamp.dated = true
		}
	}
	end := int(text.Lines[m.index].End)
	m.label, m.words = page.Span{Start: int(text.Lines[i].Start), End: end}, page.Span{Start: end, End: end}
	return m, m.above > 0 && m.stamp.text != "" && m.name != ""
}

// mailKeys begin the lines below who a message is from.
var mailKeys = map[string]bool{"Sent": true, "Received": true, "Date": true, "To": true, "Type": true, "Attachment": true, "Reaction": true}

// withoutNumber cuts a telephone's number in brackets off a name.
func withoutNumber(name string) string {
	open := strings.LastIndex(name, " (+")
	if open > 0 && strings.HasSuffix(name, ")") {
		return name[:open]
	}
	return name
}

// postedBy stands before who has written what is posted in a forum.
const postedBy = "by "

// copyMarks part a name from the stamp that ends its line.
var copyMarks = []string{", [", " — ", " – ", "  [", " [", " - ", "  ", ", "}

// looseMark is the one of them that stands between any words.
const looseMark = ", "

// cutCopied reads "Anna, [05.01.2024 10:00]", "anna — Today at 10:00 AM" and "Anna, Tue
// 4:02 PM, Edited", which stand above the words where they are copied out of a window.
func cutCopied(m *line, text string) bool {
	if len(text) > maxName+maxStamp {
		return false
	}
	head := withoutEdited(text)
	for _, mark := range copyMarks {
		for i := strings.Index(head, mark); i > 0 && i <= maxName; {
			if cutBefore(m, head, i, mark) {
				m.label.End, m.words.Start = len(text), len(text)
				return true
			}
			next := strings.Index(head[i+1:], mark)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return false
}

// withoutEdited returns a head without the word at its end that a message was edited.
func withoutEdited(head string) string {
	const most = 24 // bytes of such a word
	from := max(0, len(head)-most)
	comma := strings.LastIndex(head[from:], looseMark)
	if comma < 0 {
		return head
	}
	if comma += from; comma > 0 && slices.ContainsFunc(editedMarks, func(mark string) bool {
		return strings.EqualFold(head[comma+len(looseMark):], strings.Trim(mark, "()"))
	}) {
		return head[:comma]
	}
	return head
}

// cutBefore reads a name that a mark parts from the stamp behind it.
func cutBefore(m *line, head string, end int, mark string) bool {
	start := end + len(strings.TrimRight(mark, "["))
	at, ok := cutStamp(head[start:])
	if !ok || at.end != len(head)-start || !at.dated && !at.half && !at.bracketed {
		return false
	}
	name := nameOf(head[:end])
	if !strings.ContainsFunc(name, unicode.IsLetter) || strings.ContainsAny(name, ":<>\"") {
		return false
	}
	m.form, m.stamp, m.name, m.loose = copied, at, strings.TrimPrefix(name, postedBy), mark == looseMark
	return true
}
