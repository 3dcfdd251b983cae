package chats

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus/transcript/page"
)

// A stamp is the date and time before a message.
type stamp struct {
	text      string // as it stands there, without brackets
	end       int    // byte after it and what parts it from what follows
	dated     bool
	bracketed bool
	day       bool // it is a day and no time
	half      bool // it says which half of the day it means, or which day beside today
}

// stampWords stand within stamps: the halves of the day, and words between a
// date and a time, in the languages that messengers write them in.
var stampWords = page.NewWordList(`
	am pm a.m p.m a.m. p.m. a p m a. m. p.
	오전 오후 上午 下午 午前 午後 凌晨 早上 中午 晚上 πμ μμ π.μ. μ.μ. ص م صباحًا مساءً de du de. du. dop. odp. dop odp
	fm em f.m. e.m. fh eh পূর্বাহ্ন অপরাহ্ন पूर्वाह्न अपराह्न สัปดาห์ น. sa ch öö ös
	at um klo kl kl. à às alle las ob o в om den the h uhr utc gmt
	mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
	lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
	today yesterday heute gestern aujourd'hui hier hoy ayer oggi ieri hoje ontem vandaag gisteren idag igår dziś wczoraj сегодня вчера`)

// monthNames are the first letters of months.
var monthNames = page.NewWordList(`jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
	october november december mär märz mai juni juli okt dez januar februar oktober dezember janv févr avr juin juil août déc ene abr ago dic
	gen mag giu lug set ott fev out янв фев мар апр мая июн июл авг сен окт ноя дек`)

// halves are those of the day that stand right before a time.
var halves = []string{"오전", "오후", "上午", "下午", "午前", "午後", "凌晨", "早上", "中午", "晚上"}

// maxStamp is the longest stamp that is read as one, in bytes.
const maxStamp = 64

// cutStamp reads the stamp at the beginning of a line. Whether it is one is
// told by its numbers: a time, with a date or without.
func cutStamp(line string) (stamp, bool) {
	r := stampReader{line: line}
	if line != "" && (line[0] == '[' || line[0] == '(') {
		r.bracketed, r.at = true, 1
	}
	r.start, r.end = r.at, r.at
	for r.at < min(len(line), maxStamp) {
		c, size := utf8.DecodeRuneInString(line[r.at:])
		switch {
		case r.bracketed && (c == ']' || c == ')'):
			if r.clocks == 0 && r.dates == 0 {
				return stamp{}, false
			}
			return r.stamp(r.at, r.at+size), true
		case page.Unseen(c) && c != '\t', c == ',', c == '،':
			r.at += size
			continue
		}
		goesOn, ok := r.word()
		if !ok {
			return stamp{}, false
		}
		if !goesOn {
			break
		}
	}
	if r.bracketed || r.clocks == 0 {
		return stamp{}, false
	}
	rest := line[r.end:]
	return r.stamp(r.end, r.end+len(rest)-len(strings.TrimLeft(rest, ",،"))), true
}

// A stampReader reads the words of a stamp.
type stampReader struct {
	line          string
	at            int
	start, end    int // of its words so far
	bracketed     bool
	half          bool
	dates, clocks int // groups of digits with the marks of dates, and times
	bare          int // numbers without marks: days and years
}

// word reads the next word. It returns whether another may follow, and whether
// this can be a stamp still.
func (r *stampReader) word() (goesOn, ok bool) {
	word := r.line[r.at:]
	if i := strings.IndexFunc(word, endsWord); i >= 0 {
		word = word[:i]
	}
	switch kindOf(strings.TrimSuffix(withoutMarks(word), ":"), r.dates > 0, r.bracketed) {
	case other:
		return false, true
	case filler:
		r.half = true
	case date:
		r.dates++
	case clock:
		if r.clocks++; r.clocks > 1 {
			return false, false
		}
	case both:
		r.dates, r.clocks = r.dates+1, r.clocks+1
	case number:
		if r.bare++; r.clocks > 0 || r.bare > 3 {
			return false, false // what follows a time is the message
		}
	}
	r.at += len(word)
	r.end = r.at
	if strings.HasSuffix(word, ":") && r.clocks > 0 {
		r.end--
		return false, true
	}
	return true, true
}

// stamp returns the stamp whose words end at a byte, and itself at another.
func (r *stampReader) stamp(words, end int) stamp {
	end += spaces(r.line[end:])
	return stamp{
		text: clean(r.line[r.start:words]), end: end + separator(r.line[end:]),
		dated: r.dates > 0 || r.bare > 0, bracketed: r.bracketed, half: r.half,
	}
}

// endsWord reports whether a word of a stamp ends before r. Marks of the
// direction of writing stand within dates.
func endsWord(r rune) bool {
	switch r {
	case ',', '،', ']', ')', '<', '>':
		return true
	}
	return page.Unseen(r) && !isMark(r)
}

func isMark(r rune) bool { return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E }

// withoutMarks returns a word without marks of the direction of writing.
func withoutMarks(word string) string {
	if !strings.ContainsFunc(word, isMark) {
		return word
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, word)
}

// What a word of a stamp is.
type wordKind uint8

const (
	other wordKind = iota
	date
	clock
	both   // 2024-01-05T10:00:00
	number // 14, of 14 Jan
	filler
)

// kindOf returns what a word is. After a date, "10.43" is a time; in brackets,
// "05/01" is a day.
func kindOf(word string, dated, bracketed bool) wordKind {
	if word == "" {
		return other
	}
	// Most words of stamps are of digits, and most others are none of these.
	if c := word[0]; c >= '0' && c <= '9' {
		switch {
		case isClock(word, dated && isClock(word, true)):
			return clock
		case isDate(word):
			return date
		}
	}
	if stampWords.Holds(word) || monthNames.Holds(strings.TrimRight(word, ".")) {
		return filler
	}
	if marked := strings.TrimRightFunc(word, isPartMark); marked != word {
		return markedKind(marked)
	}
	switch {
	case isJoined(word):
		return both
	case isHalved(word), isClock(word, false), dated && isClock(word, true):
		return clock
	case isDate(word):
		return date
	case bracketed && isDay(word), isNumber(word):
		return number
	}
	return other
}

// isPartMark reports whether r names a part of a Chinese, Japanese or Korean date.
func isPartMark(r rune) bool { return strings.ContainsRune("年月日년월일", r) }

// markedKind returns what a word is that such a mark has stood behind.
func markedKind(word string) wordKind {
	if isDate(strings.NewReplacer("年", "/", "月", "/").Replace(word)) || digits(word) > 0 && digits(word) == utf8.RuneCountInString(word) {
		return date
	}
	return other
}

// isJoined reports whether word is a date and a time: 2024-01-05T10:00:00Z.
func isJoined(word string) bool {
	day, time, joined := strings.Cut(word, "T")
	return joined && isDate(day) && isClock(strings.TrimRight(zoneless(time), "Z"), false)
}

// isHalved reports whether word is a time that is joined to the half of its day:
// 下午5:46, 10:21pm.
func isHalved(word string) bool {
	if word[0] >= utf8.RuneSelf {
		for _, half := range halves {
			if clocked, ok := strings.CutPrefix(word, half); ok && isClock(clocked, false) {
				return true
			}
		}
	}
	i := strings.IndexAny(word, "apAP")
	return i > 0 && stampWords.Holds(word[i:]) && isClock(word[:i], false)
}

// isNumber reports whether word is the number of a day or a year.
func isNumber(word string) bool {
	n := digits(word)
	return n > 0 && n <= 4 && utf8.RuneCountInString(strings.TrimRight(word, ".")) == n
}

// isDay reports whether word is a day and a month in digits: "05/01", "5.1.".
func isDay(word string) bool {
	i := strings.IndexAny(word, "/.-")
	rest := strings.TrimSuffix(word[i+1:], ".")
	return i > 0 && i <= 2 && digits(word[:i]) == i && len(rest) > 0 && len(rest) <= 2 && digits(rest) == len(rest)
}

// zoneless cuts the offset from UTC off a time.
func zoneless(time string) string {
	if i := strings.LastIndexAny(time, "+-"); i > 0 {
		return time[:i]
	}
	return time
}

// isClock reports whether word is a time in digits: "10:01", "10:01:22.5", or
// with full stops if stops says so.
func isClock(word string, stops bool) bool {
	if before, fraction, ok := strings.Cut(word, "."); ok && !stops && digits(fraction) == utf8.RuneCountInString(fraction) {
		word = before
	}
	mark := ":"
	if stops {
		mark = "."
	}
	parts := 0
	for p := range strings.SplitSeq(word, mark) {
		n := digits(p)
		if n != utf8.RuneCountInString(p) || n == 0 || n > 2 || parts > 0 && n != 2 {
			return false
		}
		parts++
	}
	return parts >= 2 && parts <= 4
}

// isDate reports whether word is a date in digits: "2020-10-27", "12/31/20",
// "27.10.2020", "27.10.".
func isDate(word string) bool {
	marks, n, last := 0, 0, rune(0)
	for _, r := range word {
		switch {
		case unicode.IsDigit(r):
			n++
		case r == '-' || r == '/' || r == '.' || r == '\u2011':
			if marks++; unicode.IsPunct(last) {
				return false
			}
		default:
			return false
		}
		last = r
	}
	return marks == 2 && n >= 2 && n <= 8 && (n >= 4 || last == '.') || marks == 3 && last == '.' && n >= 4
}

func digits(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// spaces returns how many bytes at the beginning of text show nothing. Tabs part
// columns, and are kept.
func spaces(text string) int {
	for i, r := range text {
		if !page.Unseen(r) || r == '\t' {
			return i
		}
	}
	return len(text)
}

// separator returns how many bytes at the beginning of text part a stamp from
// what follows.
func separator(text string) int {
	for _, mark := range []string{"- ", "– ", ": ", "| "} {
		if strings.HasPrefix(text, mark) {
			return len(mark) + spaces(text[len(mark):])
		}
	}
	return 0
}

// clean returns text with one space for each row of unseen characters.
func clean(text string) string {
	return strings.Join(strings.FieldsFunc(text, page.Unseen), " ")
}
