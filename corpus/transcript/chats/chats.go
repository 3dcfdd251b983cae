// Package chats reads the logs of chats as plain text: lines that begin with
// when and who, as messengers export them and clients of IRC write them.
//
// What the program itself says is nobody's: who joined, what was deleted, where
// a picture was. Messengers say it in the language of the telephone, but mark it
// in ways that all languages share, and these are what is looked for.
package chats

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/draft"
	"rapporteur/corpus/transcript/page"
)

// Layouts are those of chats.
var Layouts = []draft.Layout{{Name: "chat log", Read: read}}

// A form is how the lines of a log say who says what.
type form uint8

const (
	none   form = iota
	angled      // 10:01 <anna> hello
	named       // 31/12/2019, 10:21 - Anna: hello
	tabbed      // 10:01 TAB anna TAB hello
	sent        // 10:01:02 From Anna Berg to Everyone: hello
	headed      // [05/01/2024 10:00] anna, and the words below
	copied      // Anna, [05.01.2024 10:00], and the words below
	split       // Anna, 10:02 AM on the line below, and the words below that
	under       // a stamp, Anna on the line below, and the words below that
	mailed      // From: Anna, Sent: a stamp, and the words below that
	boxed       // [Anna] [10:00] hello
	piped       // 10:01 anna | hello
	system      // what the program says
	bare        // a stamp and words without a mark
	numForms
)

// A line is one that begins a message.
type line struct {
	form  form
	index int // in page.Text.Lines, of the last line of the label
	above int // lines of the label before that
	stamp stamp
	name  string
	loose bool      // neither a mark nor a blank line shows that this is a label
	label page.Span // of the name with its marks
	words page.Span
}

// The least that makes a log: messages, and their share of the lines.
const (
	fewMessages = 2
	leastShare  = 6 // one line in so many begins a message
)

func read(f *page.File, h draft.Hint) (*draft.Draft, error) {
	if f.Text == nil {
		return nil, nil
	}
	lines := cutLines(f.Text)
	style := styleOf(f.Text, lines)
	if style == none {
		return nil, nil
	}
	lines = settle(f.Text, lines, style)
	r := &reader{text: f.Text, d: draft.New(f.Text, h), style: style}
	r.read(lines)
	r.d.Layout, r.d.Marked = "chat log", true
	r.d.Basis.Marks, r.d.Basis.Whole = draft.Stamps, lines[0].stamp.text != ""
	return r.d, nil
}

// cutLines returns the lines that can begin a message.
func cutLines(text *page.Text) []line {
	var found []line
	for i := range text.Lines {
		m, ok := cutMailed(text, i)
		if !ok {
			m, ok = cutUnder(text, i)
		}
		if n := len(found); !ok && n > 0 && found[n-1].index >= i {
			continue // a line of a label
		}
		if !ok {
			m, ok = cutAt(text, i)
		}
		if !ok {
			continue
		}
		for n := len(found); n > 0 && found[n-1].index >= m.index-m.above; n-- {
			found = found[:n-1] // the line above is of this label
		}
		found = append(found, m)
	}
	return withoutLoose(found)
}

// withoutLoose drops labels that nothing shows to be such, where others are marked: a
// time alone on a line there says when the same person went on.
func withoutLoose(lines []line) []line {
	var marked [numForms]bool
	for _, m := range lines {
		if !m.loose && m.index > m.above { // nothing stands above the first line
			marked[m.form] = true
		}
	}
	return slices.DeleteFunc(lines, func(m line) bool { return m.loose && marked[m.form] })
}

// cutAt reads line i, or the label that ends with it.
func cutAt(text *page.Text, i int) (line, bool) {
	l := &text.Lines[i]
	words := text.At(l)
	at := int(l.Start)
	if isClients(words) {
		return line{form: system, index: i, words: spanOf(l), label: page.Span{Start: at, End: at}}, true
	}
	if !canBegin(words) {
		return line{}, false
	}
	if m, ok := cutSplit(text, i); ok {
		return m, true
	}
	m, ok := cutLine(words)
	m.index = i
	if m.form == copied && i > 0 && l.Blanks == 0 && strings.HasPrefix(words, postedBy) && (i == 1 || text.Lines[i-1].Blanks > 0) {
		m.above = 1 // the subject of what is posted in a forum
	}
	m.label.Start, m.label.End = m.label.Start+at, m.label.End+at
	m.words.Start, m.words.End = m.words.Start+at, m.words.End+at
	return m, ok
}

// canBegin reports whether a look at a line's ends does not show yet that it begins
// no message.
func canBegin(words string) bool {
	c, last := words[0], words[len(words)-1]
	return c >= utf8.RuneSelf || c >= '0' && c <= '9' || strings.IndexByte("[(<*-=@", c) >= 0 || last == ']' ||
		c >= 'A' && c <= 'Z' && len(words) > 3 && monthNames.Holds(words[:3]) || endsInTime(withoutEdited(words)) || isMonthDay(words) || barIn(words) > 0
}

// logMarks begin lines without a time in which a client of IRC says when it began to
// write down a log, and when it stopped.
var logMarks = []string{"--- Log opened ", "--- Log closed ", "--- Day changed ", "**** BEGIN LOGGING AT ", "**** ENDING LOGGING AT "}

func isClients(words string) bool {
	return (words[0] == '-' || words[0] == '*') && slices.ContainsFunc(logMarks, func(m string) bool { return strings.HasPrefix(words, m) })
}

// endsInTime reports whether a line can end with a time.
func endsInTime(words string) bool {
	if len(words) > maxName+maxStamp {
		return false
	}
	last := words[len(words)-1]
	if last == '.' && len(words) > 1 { // "10:00 p.m."
		last = words[len(words)-2]
		return last == 'm' || last == 'M'
	}
	return last == ']' || last >= '0' && last <= '9' || last == 'M' || last == 'm'
}

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
