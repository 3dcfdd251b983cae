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
	half      bool // it says which half of the day it means, or which day beside today
}

// stampWords stand within stamps: the halves of the day, and words between a
// date and a time, in the languages that messengers write them in.
var stampWords = wordSet(`
	am pm a.m p.m a.m. p.m. a p m a. m. p.
	오전 오후 上午 下午 午前 午後 凌晨 早上 中午 晚上 πμ μμ π.μ. μ.μ. ص م صباحًا مساءً de du de. du. dop. odp. dop odp
	fm em f.m. e.m. fh eh পূর্বাহ্ন অপরাহ্ন पूर्वाह्न अपराह्न สัปดาห์ น. sa ch öö ös
	at um klo kl kl. à às alle las ob o в om den the h uhr utc gmt
	today yesterday heute gestern aujourd'hui hier hoy ayer oggi ieri hoje ontem vandaag gisteren idag igår dziś wczoraj сегодня вчера`)

// monthNames are the first letters of months.
var monthNames = wordSet(`jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
	october november december mär märz mai juni juli okt dez januar februar oktober dezember janv févr avr juin juil août déc ene abr ago dic
	gen mag giu lug set ott fev out янв фев мар апр мая июн июл авг сен окт ноя дек`)

// halves are those of the day that stand right before a time.
var halves = []string{"오전", "오후", "上午", "下午", "午前", "午後", "凌晨", "早上", "中午", "晚上"}

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// maxStamp is the longest stamp that is read as one, in bytes.
const maxStamp = 64

// cutStamp reads the stamp at the beginning of a line. Whether it is one is
// told by its numbers: a time, with a date or without.
func cutStamp(line string) (stamp, bool) {
	var s stamp
	at := 0
	if line != "" && (line[0] == '[' || line[0] == '(') {
		s.bracketed, at = true, 1
	}
	start, end := at, at
	dates, clocks := 0, 0 // groups of digits with the marks of dates, and times
	bare := 0             // numbers without marks: days and years
	for at < min(len(line), maxStamp) {
		r, size := utf8.DecodeRuneInString(line[at:])
		switch {
		case s.bracketed && (r == ']' || r == ')'):
			if clocks == 0 && dates == 0 {
				return s, false
			}
			s.text, s.dated = clean(line[start:at]), dates > 0 || bare > 0
			at += size
			at += spaces(line[at:])
			s.end = at + separator(line[at:])
			return s, true
		case page.Unseen(r) && r != '\t', r == ',', r == '،':
			at += size
			continue
		}
		word := line[at:]
		if i := strings.IndexFunc(word, endsWord); i >= 0 {
			word = word[:i]
		}
		kind := kindOf(strings.TrimSuffix(withoutMarks(word), ":"), dates > 0, s.bracketed)
		if kind == other {
			break
		}
		switch kind {
		case filler:
			s.half = true
		case date:
			dates++
		case clock:
			if clocks++; clocks > 1 {
				return s, false
			}
		case both:
			dates, clocks = dates+1, clocks+1
		case number:
			if bare++; clocks > 0 || bare > 3 {
				return s, false // what follows a time is the message
			}
		}
		at += len(word)
		end = at
		if strings.HasSuffix(word, ":") && clocks > 0 {
			end--
			break
		}
	}
	if s.bracketed || clocks == 0 {
		return s, false
	}
	s.text, s.dated = clean(line[start:end]), dates > 0 || bare > 0
	at = end + len(line[end:]) - len(strings.TrimLeft(line[end:], ",،"))
	at += spaces(line[at:])
	s.end = at + separator(line[at:])
	return s, true
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
	lower := strings.ToLower(word)
	if stampWords[lower] || monthNames[strings.TrimRight(lower, ".")] {
		return filler
	}
	day, time, joined := strings.Cut(word, "T")
	if joined && isDate(day) && isClock(strings.TrimRight(zoneless(time), "Z"), false) {
		return both
	}
	// Chinese, Japanese and Korean dates and times name their parts.
	if marked := strings.TrimRightFunc(word, func(r rune) bool { return strings.ContainsRune("年月日년월일", r) }); marked != word {
		if isDate(strings.NewReplacer("年", "/", "月", "/").Replace(marked)) || digits(marked) > 0 && digits(marked) == utf8.RuneCountInString(marked) {
			return date
		}
		return other
	}
	if word[0] >= utf8.RuneSelf {
		for _, half := range halves {
			if clocked, ok := strings.CutPrefix(word, half); ok && isClock(clocked, false) {
				return clock // 下午5:46
			}
		}
	}
	if i := strings.IndexAny(word, "apAP"); i > 0 {
		if stampWords[lower[i:]] && isClock(word[:i], false) {
			return clock // 10:21pm
		}
	}
	switch {
	case isClock(word, false):
		return clock
	case isDate(word):
		if dated && isClock(word, true) {
			return clock
		}
		return date
	case dated && isClock(word, true):
		return clock
	case bracketed && isDay(word):
		return number
	case digits(word) > 0 && digits(word) <= 4 && utf8.RuneCountInString(strings.TrimRight(word, ".")) == digits(word):
		return number
	}
	return other
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
	parts := strings.Split(word, mark)
	if len(parts) < 2 || len(parts) > 4 {
		return false
	}
	for i, p := range parts {
		n := digits(p)
		if n != utf8.RuneCountInString(p) || n == 0 || n > 2 || i > 0 && n != 2 {
			return false
		}
	}
	return true
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
