package label

import (
	"strings"
	"unicode"
)

// CutStamp cuts the time off the beginning of a line, with its date and
// brackets.
func CutStamp(text string) (time, rest string) {
	rest = strings.TrimLeft(text, "[(")
	for range 4 {
		word, after, _ := strings.Cut(rest, " ")
		if tab := strings.IndexByte(word, '\t'); tab >= 0 {
			word, after = rest[:tab], rest[tab+1:]
		}
		bare := strings.TrimRight(word, "]),")
		day, clock, joined := strings.Cut(bare, "T")
		switch {
		case IsTime(strings.TrimRight(bare, "Zz")) && time == "":
			time = bare
		case joined && IsDate(day) && time == "":
			time, _, _ = strings.Cut(clock, ".")
			time = strings.TrimRight(strings.SplitN(time, "+", 2)[0], "Z")
		case IsDate(bare) && time == "":
		case time != "" && (strings.EqualFold(bare, "am") || strings.EqualFold(bare, "pm")):
			time += " " + bare
		case time != "" && word == "-":
			return time, after
		default:
			return time, rest
		}
		rest = after
		if strings.HasSuffix(word, "]") || strings.HasSuffix(word, ")") {
			rest = strings.TrimPrefix(strings.TrimLeft(rest, " "), "- ")
			return time, rest
		}
	}
	return time, rest
}

// IsDate reports whether s is a date in digits: "2020-10-27", "12/31/20",
// "27.10.2020".
func IsDate(s string) bool {
	marks, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '-' || r == '/' || r == '.':
			marks++
		default:
			return false
		}
	}
	return marks == 2 && digits >= 4 && digits <= 8
}
