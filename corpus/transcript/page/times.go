package page

import (
	"math"
	"strings"
	"unicode/utf8"
)

// takeTimes takes lines that hold only a time, "[00:01:02]", out of the text.
// The lines below have it for their place. It reports whether there are such.
func (s *Sheet) takeTimes() bool {
	found, rising, only := 0, 0, ""
	last := math.MinInt
	for i := range s.Lines {
		if stamp, ok := Stamp(s.At(i)); ok {
			found++
			only = stamp
			if now := Seconds(stamp); now >= last {
				rising++
				last = now
			}
		}
	}
	// Two that rise are a program's; a time alone on a line can be an answer, but not
	// one with its hours and seconds.
	if found == 0 || found == 1 && strings.Count(only, ":") < 2 || rising*10 < found*8 || found*40 < len(s.Lines) && found > 1 && found < 8 {
		return false
	}
	s.Locator, s.Places = "time", nil
	stamps := make([]bool, len(s.Lines))
	timed, blanks := false, uint16(0)
	for i := range s.Lines {
		l := &s.Lines[i]
		stamp, ok := Stamp(s.At(i))
		if !ok {
			if timed {
				l.Blanks += blanks
			}
			l.Timed, l.Place = timed, uint32(len(s.Places))
			timed, blanks = false, 0
			continue
		}
		s.Places = append(s.Places, strings.Clone(stamp))
		s.take(i, "time stamp")
		stamps[i] = true
		// A time between two lines, with no blank one, is that of the line
		// above if that can be a name.
		if i > 0 && !stamps[i-1] && l.Blanks == 0 && i+1 < len(s.Lines) && s.Lines[i+1].Blanks == 0 && s.Lines[i-1].End-s.Lines[i-1].Start < 64 {
			s.Lines[i-1].Over = true
			continue
		}
		timed, blanks = true, max(blanks, l.Blanks)
	}
	s.keep(func(i int) bool { return !stamps[i] })
	return true
}

// takeRanges takes the times off the lines if nearly each begins with when it was
// said: "[00:00:02.000 --> 00:00:04.000]  (speaker 0) Good".
func (s *Sheet) takeRanges() bool {
	const nearly = 0.8
	found := 0
	for i := range s.Lines {
		if _, words := cutRange(s.At(i)); words > 0 {
			found++
		}
	}
	if found < 2 || float64(found) < nearly*float64(len(s.Lines)) {
		return false
	}
	s.takeTimed(cutRange)
	s.keep(func(i int) bool { return s.Lines[i].Start < s.Lines[i].End })
	return true
}

// takeStamps takes the times off the lines that begin with one and go on with a
// label: "[00:12] Anna Berg: Good evening".
func (s *Sheet) takeStamps() bool {
	const (
		few     = 3
		rise    = 0.9  // of the lines that begin with a time, whose time is not before the last
		labels  = 0.6  // of them, that go on with what can be a label
		leastOf = 0.15 // of all lines, that begin with a time
	)
	found, rising, labelled, last := 0, 0, 0, math.MinInt
	for i := range s.Lines {
		stamp, words := cutStamp(s.At(i))
		if words == 0 {
			continue
		}
		found++
		if now := Seconds(stamp); now >= last {
			rising++
			last = now
		}
		if goesOnWithColon(s.At(i)[words:]) {
			labelled++
		}
	}
	n := float64(found)
	if labelled < few || float64(rising) < rise*n || float64(labelled) < labels*n || n < leastOf*float64(len(s.Lines)) {
		return false
	}
	s.takeTimed(cutStamp)
	return true
}

// takeTimed makes places of the times that lines begin with, and takes them off:
// cut returns the time, and where the words begin, 0 if there is none.
func (s *Sheet) takeTimed(cut func(text string) (time string, words int)) {
	s.Locator, s.Places = "time", nil
	for i := range s.Lines {
		l := &s.Lines[i]
		if time, words := cut(s.At(i)); words > 0 {
			s.Places = append(s.Places, strings.Clone(time))
			s.Taken = append(s.Taken, Taken{Span{int(l.Start), int(l.Start) + words}, "time stamp"})
			l.Start += uint32(words)
			l.Timed = true
		}
		l.Place = uint32(len(s.Places))
	}
}

// cutStamp returns the time that a line begins with, in brackets or not, and where
// its words begin; 0 if it does not begin with one, or holds nothing else.
func cutStamp(text string) (stamp string, words int) {
	if c := text[0]; c != '[' && c != '(' && (c < '0' || c > '9') {
		return "", 0
	}
	first, rest, ok := strings.Cut(text, " ")
	stamp = strings.Trim(first, "[]()")
	if rest = strings.TrimLeft(rest, " -–—\t"); !ok || rest == "" || !IsClock(stamp) {
		return "", 0
	}
	return stamp, len(text) - len(rest)
}

// goesOnWithColon reports whether a colon stands near the beginning of text, where
// that of a label does.
func goesOnWithColon(text string) bool {
	const most = 40 // bytes of a label
	at := strings.IndexByte(text[:min(len(text), most)], ':')
	return at > 0 && (at+1 == len(text) || strings.IndexByte(" *_", text[at+1]) >= 0)
}

// cutRange returns the time at which what a line says begins, and where its words
// do; 0 if it does not begin with two times.
func cutRange(text string) (from string, words int) {
	if text[0] != '[' {
		return "", 0
	}
	times, _, closed := strings.Cut(text[1:], "]")
	from, to, ok := strings.Cut(times, " --> ")
	if !closed || !ok || !IsClock(from) || !IsClock(to) {
		return "", 0
	}
	rest := text[len(times)+2:]
	return from, len(text) - len(strings.TrimLeft(rest, " \t"))
}

// Stamp returns the time that a line holds and nothing else: "[00:01:02]",
// "-00:00:10", "12 minutes 2 seconds".
func Stamp(text string) (string, bool) {
	if len(text) > 48 {
		return "", false
	}
	bare := strings.Trim(text, "[]()")
	if first, rest, ok := strings.Cut(bare, " "); ok && hours.Holds(first) {
		bare = rest
	}
	if bare == "" || bare[0] != '-' && (bare[0] < '0' || bare[0] > '9') && bare[0] < utf8.RuneSelf && bare[0] != ' ' {
		return "", false // most lines
	}
	if IsClock(strings.TrimPrefix(bare, "-")) {
		return bare, true
	}
	words := strings.Fields(bare)
	if len(words) < 2 || len(words)%2 != 0 {
		return "", false
	}
	for i, w := range words {
		if i%2 == 0 && !isNumber(w) || i%2 == 1 && spoken[strings.ToLower(w)] == 0 {
			return "", false
		}
	}
	return bare, true
}

// hours stand before a time of day: "Kl. 12:04".
var hours = NewWordList("kl kl. klo ore ora uhr à um at time zeit heure hora tid tijd")

// spoken are the units of times in words, in seconds.
var spoken = map[string]int{
	"hour": 3600, "hours": 3600, "minute": 60, "minutes": 60, "second": 1, "seconds": 1, "h": 3600, "min": 60, "sec": 1,
	"stunde": 3600, "stunden": 3600, "minuten": 60, "sekunde": 1, "sekunden": 1, "heure": 3600, "heures": 3600,
	"seconde": 1, "secondes": 1, "hora": 3600, "horas": 3600, "minuto": 60, "minutos": 60, "segundo": 1, "segundos": 1,
	"ora": 3600, "ore": 3600, "minuti": 60, "secondo": 1, "secondi": 1, "uur": 3600, "seconden": 1,
}

// IsClock reports whether s is a time such as "1:02", "00:01:02.345" or
// "00:00:00:03".
func IsClock(s string) bool {
	digits, colons := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == ':' && i > 0 && s[i-1] != ':':
			colons++
		case c != '.' && c != ',' || colons == 0:
			return false
		}
	}
	return colons > 0 && s[len(s)-1] != ':' && digits >= 2 && digits <= 3*(colons+1)+3
}

// Seconds returns the seconds that a stamp counts, so that two can be compared.
func Seconds(stamp string) int {
	sign := 1
	if strings.HasPrefix(stamp, "-") {
		sign = -1
	}
	if words := strings.Fields(stamp); len(words) > 1 {
		all := 0
		for i := 0; i+1 < len(words); i += 2 {
			all += number(words[i]) * spoken[strings.ToLower(words[i+1])]
		}
		return all
	}
	all := 0
	for part := range strings.SplitSeq(strings.TrimPrefix(stamp, "-"), ":") {
		whole, _, _ := strings.Cut(part, ".")
		all = all*60 + number(whole)
	}
	return sign * all
}

// number returns the number that digits write, as far as it is of use.
func number(digits string) int {
	n := 0
	for i := range min(len(digits), 9) {
		if c := digits[i]; c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}
